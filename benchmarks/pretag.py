"""How good and how quick pre-tags are, on segments that people have coded.

python -m benchmarks.pretag --segments segments.csv --codes coder1.csv coder2.csv [--framework F]
python -m benchmarks.pretag --left-out [--framework F]

`segments.csv` has the columns transcript, segment, text and role (or speaker_role), each coder's
file transcript, segment and codes (separated by ";"; empty: finished without a code). Figures are
the mean over the coders. Nothing is fitted to these files. `--left-out` needs no interview: a
fifth of the framework's examples at a time is left out and predicted.
"""

import argparse
import csv
import resource
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.pretag_measures import Gold, Ranked, mean_of, measures, offered
from coding.pretag import SegmentText, fit_tagger
from coding.pretag.calibration import left_out_readings
from coding.pretag.codebook import read_codebook
from coding.pretag.cues import cue_hits, cue_pipeline
from coding.pretag.encoder import EncoderError, minilm_encoder
from coding.pretag.passages import Reader
from coding.pretag.tagger import Tagger
from coding.pretag.words import fit_words
from framework.library import default_framework, small_talk
from framework.model import Framework
from framework.reading import read_framework

Key = tuple[str, str]


def main() -> None:
    """Print a table of quality and a few lines of cost."""
    args = _arguments()
    framework = _framework(args.framework)
    if args.left_out:
        _left_out(framework)
        return
    keys, segments = _segments(args.segments)
    coders = [_codes(file, framework) for file in args.codes]
    rows = [row for row, segment in enumerate(segments) if segment.codable]
    golds = [[codes.get(keys[row], frozenset()) for row in rows] for codes in coders]
    texts = [segments[row].text for row in rows]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} codable segments, {words} words, {len(coders)} coders")

    rankings = [_majority(golds, len(texts), framework), _keywords(texts, framework)]
    rankings += [_naive_cosine(texts, framework)]
    taggers = _taggers(framework, args.cache)
    rankings += [_ranked(tagger, segments) for tagger in taggers]
    for ranked in rankings:
        _print(ranked.name, mean_of([measures(ranked, gold, framework) for gold in golds]))
    if len(golds) == 2:
        others = [_coder(golds[1]), _coder(golds[0])]
        both = zip(others, golds, strict=True)
        _print("the other coder", mean_of([measures(one, gold, framework) for one, gold in both]))
    for tagger in taggers:
        offers = [[s.code_id for s in found] for found in tagger.suggest(segments)]
        chosen = [offers[row] for row in rows]
        _print(f"offered by {tagger.name}", mean_of([offered(chosen, gold) for gold in golds]))
        _time(tagger, segments, words)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of all of this: {peak:.0f} MiB")


def _left_out(framework: Framework) -> None:
    codebook = read_codebook(framework, small_talk())
    texts = [text.text for text in codebook.texts]
    reader = Reader(minilm_encoder(), fit_words(texts), cue_pipeline(codebook.codes))
    rows, readings = left_out_readings(codebook, reader.read(texts))
    ids = [code.id for code in codebook.codes]
    order = np.argsort(-readings.codes, axis=1, kind="stable")
    ranked = Ranked("left out", [[ids[code] for code in row] for row in order], readings.relevance)
    truth = [codebook.texts[row].code for row in rows]
    gold = [frozenset() if code is None else frozenset({ids[code]}) for code in truth]
    _print(f"{len(rows)} texts, each left out", measures(ranked, gold, framework))


def _taggers(framework: Framework, cache: Path | None) -> list[Tagger]:
    begin = time.perf_counter()
    tagger = fit_tagger(framework, cache=cache)
    print(f"framework learnt or loaded in {time.perf_counter() - begin:.1f} s {tagger.notice}")
    return [tagger, fit_tagger(framework, words_only=True)]


def _ranked(tagger: Tagger, segments: Sequence[SegmentText]) -> Ranked:
    ranking = tagger.rank(segments)
    order = np.argsort(-ranking.scores, axis=1, kind="stable")
    best = [[ranking.code_ids[code] for code in row] for row in order]
    return Ranked(tagger.name, best, ranking.codable)


def _time(tagger: Tagger, segments: Sequence[SegmentText], words: int) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    tagger.suggest(segments)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"  {words / wall:.0f} words/s, {words / cpu:.0f} words per processor second")
    print(
        f"  an interview of 8,000 words: {8000 * wall / words:.1f} s ({8000 * cpu / words:.1f} s)"
    )


def _majority(golds: Sequence[Gold], count: int, framework: Framework) -> Ranked:
    """Rank codes by how often the coders used them: what knowing the answers' counts gives."""
    used = Counter(code for gold in golds for codes in gold for code in sorted(codes))
    best = sorted((code.id for code in framework.codes()), key=lambda code: -used[code])
    return Ranked("majority (knows the counts)", [best] * count, None)


def _keywords(texts: Sequence[str], framework: Framework) -> Ranked:
    codes = [code for code in framework.codes() if code.suggest]
    nlp = cue_pipeline(codes)
    best, hits = [], []
    for doc in nlp.pipe(texts):
        found = Counter(hit.code_id for hit in cue_hits(doc) if not hit.negated)
        best.append([code for code, _ in found.most_common()])
        hits.append(float(sum(found.values())))
    return Ranked("keywords (cues)", best, np.array(hits))


def _naive_cosine(texts: Sequence[str], framework: Framework) -> Ranked:
    codes = [code for code in framework.codes() if code.suggest]
    try:
        encoder = minilm_encoder()
    except EncoderError:
        return Ranked("naive cosine (no model)", [[] for _ in texts], None)
    definitions = encoder.encode([f"{code.name}: {code.definition}" for code in codes])
    cosines = encoder.encode(texts) @ definitions.T
    best = [[codes[one].id for one in np.argsort(-row, kind="stable")] for row in cosines]
    return Ranked("naive cosine (definitions)", best, cosines.max(axis=1))


def _coder(gold: Gold) -> Ranked:
    best = [sorted(codes) for codes in gold]
    return Ranked("", best, np.array([float(bool(codes)) for codes in gold]))


def _print(name: str, figures: dict[str, float | None]) -> None:
    said = (f"{what} {'–' if value is None else f'{value:.3f}'}" for what, value in figures.items())
    print(f"{name}\n  " + ", ".join(said))


def _segments(file: Path) -> tuple[list[Key], list[SegmentText]]:
    keys, segments = [], []
    ends: Counter[str] = Counter()
    for row in _rows(file):
        transcript, text = row["transcript"], row["text"]
        role = row.get("role") or row.get("speaker_role") or ""
        start = ends[transcript]
        ends[transcript] += len(text) + 1
        keys.append((transcript, row["segment"]))
        codable = role.strip().lower() != "interviewer"
        segments.append(SegmentText(transcript, start, start + len(text), text, codable))
    return keys, segments


def _codes(file: Path, framework: Framework) -> dict[Key, frozenset[str]]:
    return {
        (row["transcript"], row["segment"]): frozenset(
            code for code in row["codes"].split(";") if code in framework.code_by_id
        )
        for row in _rows(file)
    }


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _framework(file: Path | None) -> Framework:
    if file is None:
        return default_framework()
    return read_framework(file.read_text(encoding="utf-8"), source=file.name)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=Path)
    parser.add_argument("--codes", type=Path, nargs="+", default=[])
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--framework", type=Path)
    parser.add_argument("--cache", type=Path, help="folder for what is learnt from the framework")
    args = parser.parse_args()
    if not args.left_out and not (args.segments and args.codes):
        parser.error("give --segments and --codes, or --left-out")
    return args


if __name__ == "__main__":
    main()
