"""How good and how quick pre-tags are, on segments that people have coded.

python -m benchmarks.pretag --segments segments.csv --codes coder1.csv coder2.csv [--framework F]
python -m benchmarks.pretag --sample
python -m benchmarks.pretag --left-out [--framework F]

`segments.csv` has the columns transcript, segment, text and role (or speaker_role), each coder's
file transcript, segment and codes (separated by ";"; empty: finished without a code). `--sample`
takes the sample study's two coded interviews, with `--segments` beside these. `--left-out` needs
no interview: a fifth of the framework's examples at a time is left out and predicted.

Every figure is the mean over coders and transcripts. A tagger that learns from decisions is
always tested on a transcript of which it has seen none: it learns from the first so many
passages of the others, in their order, as the same coder coded them.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.pretag_data import Coded, from_files, of_sample
from benchmarks.pretag_measures import Figures, Scored, mean_of, measures
from benchmarks.pretag_rivals import keywords, majority, naive_cosine, other_coder
from coding.pretag import Judged, SegmentText, fit_tagger
from coding.pretag.calibration import left_out_readings
from coding.pretag.codebook import read_codebook
from coding.pretag.encoder import minilm_encoder
from coding.pretag.fitting import framework_reader
from coding.pretag.tagger import Tagger
from framework.library import default_framework, small_talk
from framework.model import Framework
from framework.reading import read_framework
from ui.wording import counted

DECISIONS = (20, 50, 100, 200, 300)


class Shelf:
    """Keeps vectors in memory, as a study's store does on disk."""

    def __init__(self) -> None:
        self._of_texts = {}

    def vectors(self, hashes, encoder):
        """Return the vectors that are there."""
        return {
            one: self._of_texts[encoder, one] for one in hashes if (encoder, one) in self._of_texts
        }

    def put_vectors(self, of_texts, encoder):
        """Keep the vectors."""
        self._of_texts |= {(encoder, one): vector for one, vector in of_texts.items()}


def main() -> None:
    """Print tables of quality and a few lines of cost."""
    args = _arguments()
    framework = _framework(args.framework)
    if args.left_out:
        _left_out(framework)
        return
    coded = of_sample() if args.sample else None
    if args.segments:
        own = from_files(args.segments, args.codes, framework)
        coded = coded + own if coded else own
    texts = [coded.segments[row].text for row in coded.rows]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} codable segments, {words} words, {len(coded.golds)} coders")
    begin = time.perf_counter()
    tagger = fit_tagger(framework, cache=args.cache)
    print(f"framework learnt or loaded in {time.perf_counter() - begin:.1f} s {tagger.notice}")
    _time(tagger, coded.segments, words)
    _compare(coded, texts, tagger, framework)
    _by_decisions(coded, tagger, framework)
    _time_learning(coded, tagger)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of all of this: {peak:.0f} MiB")


def _compare(coded: Coded, texts: Sequence[str], tagger: Tagger, framework: Framework) -> None:
    """Print the taggers that have seen no decision, and what they are held against."""
    golds = [[gold[row] for row in coded.rows] for gold in coded.golds]
    first = _scored(tagger, coded.segments)
    rivals = [majority(golds, first.code_ids, len(texts)), keywords(texts, framework)]
    rivals += [one for one in (naive_cosine(texts, framework),) if one]
    rivals += [_scored(fit_tagger(framework, words_only=True), coded.segments), first]
    for scored in rivals:
        _print(scored.name, _mean(coded, [scored] * len(golds), framework))
    if len(golds) == 2:
        others = [other_coder(golds[1], first.code_ids), other_coder(golds[0], first.code_ids)]
        _print("the other coder", _mean(coded, others, framework))


def _mean(coded: Coded, of_coder: Sequence[Scored], framework: Framework) -> Figures:
    """Return the mean over coders and transcripts."""
    found = []
    for scored, gold in zip(of_coder, coded.golds, strict=True):
        for rows in _transcripts(coded).values():
            places = [coded.rows.index(row) for row in rows]
            found.append(measures(scored.only(places), [gold[row] for row in rows], framework))
    return mean_of(found)


def _by_decisions(coded: Coded, tagger: Tagger, framework: Framework) -> None:
    """Print how the tagger fares on each transcript after so many decisions on the others."""
    shelf, transcripts = Shelf(), _transcripts(coded)
    if len(transcripts) < 2:
        return
    most = len(coded.rows) - min(map(len, transcripts.values()))
    for count in (0, *(one for one in DECISIONS if one <= most), most):
        found, taken, took = [], [], []
        for gold in coded.golds:
            for name, rows in transcripts.items():
                others = [row for row in coded.rows if coded.segments[row].document_id != name]
                judged = [Judged(coded.segments[row], gold[row]) for row in others[:count]]
                begin = time.perf_counter()
                learnt = tagger.learn(judged, among=coded.segments, kept=shelf)
                took.append(time.perf_counter() - begin)
                taken.append(len(learnt.lesson.code_ids))
                scored = _scored(learnt, [coded.segments[row] for row in rows], shelf)
                found.append(measures(scored, [gold[row] for row in rows], framework))
        codes = f"the ranker speaks for {np.mean(taken):.0f} codes, {np.median(took):.1f} s"
        _print(f"after {counted(count, 'decision')} on other transcripts: {codes}", mean_of(found))


def _transcripts(coded: Coded) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in coded.rows:
        found.setdefault(coded.segments[row].document_id, []).append(row)
    return found


def _scored(tagger: Tagger, segments: Sequence[SegmentText], shelf: Shelf | None = None) -> Scored:
    ranking = tagger.rank(segments, kept=shelf)
    offers = tagger.offer(segments, ranking)
    codes = [{one.code_id for one in offers[row]} for row in ranking.rows]
    shown = np.array([[code in own for code in ranking.code_ids] for own in codes], dtype=bool)
    scores = np.asarray(ranking.scores, dtype=np.float64)
    return Scored(tagger.name, ranking.code_ids, scores, ranking.codable, shown, calibrated=True)


def _left_out(framework: Framework) -> None:
    codebook = read_codebook(framework, small_talk())
    reader = framework_reader(codebook, minilm_encoder())
    texts = reader.read([text.text for text in codebook.texts])
    rows, readings = left_out_readings(codebook, texts)
    ids = tuple(code.id for code in codebook.codes)
    scores = readings.codes - readings.codes.min() + 1
    truth = [codebook.texts[row].code for row in rows]
    gold = [frozenset() if code is None else frozenset({ids[code]}) for code in truth]
    figures = measures(Scored("left out", ids, scores, readings.relevance), gold, framework)
    _print(f"{len(rows)} texts, each left out", figures)


def _time(tagger: Tagger, segments: Sequence[SegmentText], words: int) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    tagger.suggest(segments)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{words / wall:.0f} words/s, {words / cpu:.0f} words per processor second")
    print(f"an interview of 8,000 words: {8000 * wall / words:.1f} s ({8000 * cpu / words:.1f} s)")


def _time_learning(coded: Coded, tagger: Tagger, most: int = DECISIONS[-1]) -> None:
    """Print how long it takes to learn anew where the passages have been read before."""
    judged = [Judged(coded.segments[row], gold[row]) for gold in coded.golds for row in coded.rows]
    shelf, took = Shelf(), []
    for _ in range(4):  # the first one reads
        begin, cpu = time.perf_counter(), time.process_time()
        tagger.learn(judged[:most], among=coded.segments, kept=shelf)
        took.append((time.perf_counter() - begin, time.process_time() - cpu))
    wall, cpu = np.median(took[1:], axis=0)
    decisions = counted(len(judged[:most]), "decision")
    print(f"learning anew from {decisions}: {wall:.2f} s ({cpu:.2f} s of processor time)")


def _print(name: str, figures: Figures) -> None:
    said = (f"{what} {'–' if value is None else f'{value:.3f}'}" for what, value in figures.items())
    print(f"{name}\n  " + ", ".join(said), flush=True)


def _framework(file: Path | None) -> Framework:
    if file is None:
        return default_framework()
    return read_framework(file.read_text(encoding="utf-8"), source=file.name)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--segments", type=Path)
    parser.add_argument("--codes", type=Path, nargs="+", default=[])
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--framework", type=Path)
    parser.add_argument("--cache", type=Path, help="folder for what is learnt from the framework")
    args = parser.parse_args()
    if not args.left_out and not args.sample and not (args.segments and args.codes):
        parser.error("give --segments and --codes, --sample, or --left-out")
    return args


if __name__ == "__main__":
    main()
