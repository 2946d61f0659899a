from hypothesis import given, settings
from hypothesis import strategies as st

from coding.pretag.cues import CUES, cue_hits, cue_pipeline, rule_lemma, sentence_spans
from framework.model import Code

CODES = (
    Code(id="SONG", name="Singing", cues=("sang again", "no song", "heard a hum")),
    Code(id="STUCK", name="Stuck", cues=("got stuck", "stop between floors")),
)
NLP = cue_pipeline(CODES)


def hits(text, offset=0):
    return cue_hits(NLP(text), offset)


def test_a_cue_is_found_whatever_its_inflection():
    assert [hit.code_id for hit in hits("It kept singing again and stopping between floors.")] == [
        "STUCK"
    ]


def test_a_cue_in_another_tense_is_found():
    (hit,) = hits("The lift gets stuck.")

    assert hit.code_id == "STUCK"


def test_offsets_point_into_the_document():
    document = "Well. 🛗 The lift SANG again, é."
    text = document[6:]

    (hit,) = hits(text, offset=6)

    assert document[hit.start : hit.end] == "SANG again"


def test_a_cue_with_a_not_before_it_is_marked_and_kept():
    said = {hit.negated for hit in hits("The lift never got stuck.")}

    assert said == {True}


def test_a_not_in_the_sentence_before_does_not_count():
    (hit,) = hits("It did not. It got stuck.")

    assert not hit.negated


def test_a_cue_that_is_itself_a_denial_is_not_marked():
    (hit,) = hits("There was no song that day.")

    assert (hit.code_id, hit.negated) == ("SONG", False)


def test_curly_and_straight_apostrophes_mean_the_same():
    assert rule_lemma("n’t") == rule_lemma("n't") == "not"


def test_forms_of_a_word_share_a_lemma():
    for forms in (
        ("forget", "forgot", "forgetting", "forgets"),
        ("make", "made", "making", "makes"),
        ("worry", "worries", "worried"),
        ("stop", "stopped", "stopping"),
        ("hope", "hoped", "hoping", "hopes"),
    ):
        assert len({rule_lemma(form) for form in forms}) == 1, forms


def test_a_short_sentence_is_read_with_its_neighbour():
    doc = NLP("Yes. The lift sang again all morning. Then it went quite silent.")

    assert [doc.text[start:end] for start, end in sentence_spans(doc)] == [
        "Yes. The lift sang again all morning.",
        "Then it went quite silent.",
    ]


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60), st.text(max_size=60))
def test_every_cue_slices_the_text_it_was_found_in(before, after):
    text = f"{before} the lift got stuck {after}"
    doc = NLP(text)

    for hit in cue_hits(doc):
        assert text[hit.start : hit.end].split()[0].lower() in {"got", "sang", "no", "heard"}
    assert len(doc.spans[CUES]) == len(cue_hits(doc))
