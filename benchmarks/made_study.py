"""A made study of any size, to measure on: invented words, coded by invented coders.

    python -m benchmarks.made_study STUDY.betweenlines --interviews 60

Each interview has 8,000 words in turns of a question and an answer; each of four coders codes
about six passages in ten, mostly as the first did, with the default framework's codes, and
finishes everything. The same seed makes the same study.
"""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coding.model import Act, Decision, Document, Role, Segment, SpokenTurn, Transcript
from coding.segmenting import segment_document
from coding.store import Store, create_store
from coding.transcripts import freeze_document
from framework.library import default_framework, starter_frameworks

WORDS = [
    "the",
    "a",
    "my",
    "that",
    "week",
    "session",
    "sheet",
    "he",
    "she",
    "they",
    "kettle",
    "bus",
    "garden",
    "lamp",
    "write",
    "quiet",
    "again",
    "never",
    "mostly",
    "Tuesday",
    "half",
    "forgot",
    "table",
    "window",
    "phone",
    "sister",
    "kitchen",
    "slowly",
    "maybe",
    "because",
    "worked",
    "fell",
    "drawer",
    "began",
    "hour",
    "small",
    "long",
    "walk",
    "rain",
    "list",
    "page",
    "pencil",
]
BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CODERS = ("Ada", "Ben", "Cleo", "Dov")


def make_study(path: Path, *, interviews: int, words: int = 8000, coders: int = 4) -> Store:
    """Return a new study in `path`, filled."""
    starter = starter_frameworks()[0]
    framework = default_framework()
    store = create_store(
        path, name="A made study", framework_text=starter.text, framework=framework
    )
    people = [store.add_coder(name).id for name in CODERS[:coders]]
    codes = [code.id for code in framework.codes() if code.suggest]
    for number in range(1, interviews + 1):
        chance = random.Random(number)
        document, segments = make_interview(number, words, chance)
        site = ("Site", f"Site {number % 5}")
        store.add_document(document, segments, case_name=document.name, attributes=(site,))
        store.record(list(make_decisions(document, segments, people, codes, chance)))
    return store


def make_interview(
    number: int, words: int, chance: random.Random
) -> tuple[Document, tuple[Segment, ...]]:
    """Return one invented interview with about `words` words, and its segments."""
    turns, count = [], 0
    while count < words:
        question, answer = _sentences(chance, 1), _sentences(chance, chance.randint(2, 14))
        turns.append(SpokenTurn("INT", Role.INTERVIEWER, float(count), None, question))
        turns.append(SpokenTurn(f"P{number:02d}", Role.PARTICIPANT, float(count), None, answer))
        count += len(question.split()) + len(answer.split())
    transcript = Transcript("made", tuple(turns), (), f"{number:064x}")
    name = f"P{number:02d}"
    document = freeze_document(
        transcript, document_id=f"made-{number}", name=name, file_name=f"{name}.txt"
    )
    return document, segment_document(document)


def _sentences(chance: random.Random, count: int) -> str:
    made = (" ".join(chance.choices(WORDS, k=chance.randint(6, 16))) for _ in range(count))
    return " ".join(f"{sentence.capitalize()}." for sentence in made)


def make_decisions(
    document: Document,
    segments: tuple[Segment, ...],
    people: list[str],
    codes: list[str],
    chance: random.Random,
) -> Iterator[Decision]:
    """Yield every coder's decisions on one document: mostly alike, and finished."""
    codable = [segment for segment in segments if segment.codable]
    truth = {s.number: chance.choice(codes) for s in codable if chance.random() < 0.6}
    for coder in people:
        acts = [
            (s, truth[s.number] if chance.random() < 0.75 else chance.choice(codes))
            for s in codable
            if s.number in truth and chance.random() < 0.9
        ]
        for seq, (segment, code) in enumerate(acts, 1):
            yield Decision(
                client=f"{document.id}-{coder}",
                seq=seq,
                coder_id=coder,
                document_id=document.id,
                act=Act.ADD,
                framework_version=1,
                made_at=BEGAN + timedelta(seconds=seq),
                start=segment.start,
                end=segment.end,
                code_id=code,
            )
        yield Decision(
            client=f"{document.id}-{coder}",
            seq=len(acts) + 1,
            coder_id=coder,
            document_id=document.id,
            act=Act.FINISH,
            framework_version=1,
            made_at=BEGAN + timedelta(hours=1),
            start=0,
            end=len(document.text),
        )


def main() -> None:
    """Make the study that the command line asks for."""
    described = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    described.add_argument("path", type=Path)
    described.add_argument("--interviews", type=int, default=60)
    described.add_argument("--words", type=int, default=8000)
    described.add_argument("--coders", type=int, default=4)
    args = described.parse_args()
    began = time.perf_counter()
    store = make_study(args.path, interviews=args.interviews, words=args.words, coders=args.coders)
    entries = store.documents()
    print(
        f"{len(entries)} interviews, {sum(e.words for e in entries):,} words, "
        f"{sum(e.segments for e in entries):,} segments, {len(store.decisions()):,} decisions, "
        f"made in {time.perf_counter() - began:.1f} s"
    )


if __name__ == "__main__":
    main()
