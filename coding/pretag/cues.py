"""Cues: a framework's telling words, found in what was said.

Three components for a blank spaCy pipeline: `betweenlines_lemmas` (a rule lemma, enough to make
"forgetting" and "forgot" meet), `betweenlines_cues` (each code's cues, as phrases of lemmas) and,
before them, spaCy's own `sentencizer`. A cue with a "not" shortly before it is kept and marked:
"time was never a problem" is worth a look, but it is no barrier.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from framework.model import Code

CUES = "cues"
_NEGATIONS = "not never no without hardly nobody nothing none neither nor nowt cannot barely"
NEGATIONS = frozenset(_NEGATIONS.split())
WINDOW = 4
LONGEST = 100_000_000  # characters of one text; spaCy's own limit is meant for its parser

_IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "be": "am are is was were been being 'm 're",
        "have": "has had having 've",
        "do": "does did done doing",
        "go": "goes went gone going",
        "get": "gets got gotten getting",
        "forget": "forgot forgotten",
        "make": "made making",
        "take": "took taken taking",
        "give": "gave given giving",
        "come": "came coming",
        "say": "said",
        "tell": "told",
        "know": "knew known",
        "think": "thought",
        "see": "saw seen",
        "feel": "felt",
        "find": "found",
        "keep": "kept",
        "lose": "lost losing",
        "leave": "left leaving",
        "mean": "meant",
        "sleep": "slept",
        "write": "wrote written writing",
        "speak": "spoke spoken",
        "understand": "understood",
        "bring": "brought",
        "teach": "taught",
        "learn": "learnt",
        "put": "putting",
        "let": "letting",
        "set": "setting",
        "begin": "began begun",
        "fall": "fell fallen",
        "send": "sent",
        "buy": "bought",
        "pay": "paid",
        "child": "children",
        "not": "n't n’t",
        "will": "'ll ’ll",
        "can": "ca",
    }.items()
    for form in forms.split()
}
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue of a code as it was said: `start` and `end` are offsets into the text searched."""

    code_id: str
    start: int
    end: int
    negated: bool


@cache
def rule_lemma(word: str) -> str:
    """Return the word without its inflection, by rule: rough, but the same for cue and speech."""
    word = word.lower().replace("’", "'")
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return _without_ending(word)


@Language.component("betweenlines_lemmas")
def add_lemmas(doc: Doc) -> Doc:
    """Set each token's lemma by rule."""
    for token in doc:
        token.lemma_ = rule_lemma(token.text)
    return doc


@Language.factory("betweenlines_cues", default_config={"cues": []})
def make_cue_finder(nlp: Language, name: str, cues: list[tuple[str, str]]) -> "CueFinder":
    """Return the component for `cues`, pairs of a code's id and a phrase."""
    return CueFinder(nlp, cues)


class CueFinder:
    """Puts the cues found into `doc.spans["cues"]`: the label is the code, `_.negated` the mark."""

    def __init__(self, nlp: Language, cues: Iterable[tuple[str, str]]) -> None:
        Span.set_extension("negated", default=False, force=True)
        self._matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
        for code_id, phrase in cues:
            pattern = add_lemmas(nlp.make_doc(phrase))
            if len(pattern):
                self._matcher.add(code_id, [pattern])

    def __call__(self, doc: Doc) -> Doc:
        """Find the cues of one text."""
        spans = [Span(doc, start, end, label=key) for key, start, end in self._matcher(doc)]
        spans.sort(key=lambda span: (span.start, -span.end, span.label_))
        for span in spans:
            span._.negated = _is_negated(span)
        doc.spans[CUES] = spans
        return doc


def cue_pipeline(codes: Sequence[Code]) -> Language:
    """Return a spaCy pipeline that finds sentences and the codes' cues; it needs no model."""
    nlp = spacy.blank("en")
    nlp.max_length = LONGEST
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("betweenlines_lemmas")
    cues = [(code.id, cue) for code in codes for cue in code.cues]
    nlp.add_pipe("betweenlines_cues", config={"cues": cues})
    return nlp


def cue_hits(doc: Doc, offset: int = 0) -> tuple[CueHit, ...]:
    """Return the cues found in a text that begins at `offset` of its document."""
    return tuple(
        CueHit(span.label_, offset + span.start_char, offset + span.end_char, span._.negated)
        for span in doc.spans[CUES]
    )


def sentence_spans(doc: Doc, least: int = 4) -> tuple[tuple[int, int], ...]:
    """Return where the sentences stand; one of fewer than `least` words joins its neighbour."""
    joined: list[tuple[int, int]] = []
    for sent in doc.sents:
        inner = sent.text.strip()
        if not inner:
            continue
        start = sent.start_char + sent.text.index(inner)
        end = start + len(inner)
        before = doc.text[slice(*joined[-1])] if joined else ""
        if joined and min(len(inner.split()), len(before.split())) < least:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _is_negated(span: Span) -> bool:
    begin = max(span.sent.start, span.start - WINDOW)
    return any(token.lemma_ in NEGATIONS for token in span.doc[begin : span.start])


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and _VOWELS.intersection(stem):
            doubled = stem[-1] == stem[-2] and stem[-1] not in "ls"
            return stem[:-1] if doubled else stem.removesuffix("e")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word
