"""Coded segments for `benchmarks.pretag`: from files, or from the sample study."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from coding.pretag import SegmentText
from coding.segmenting import segment_document
from coding.transcripts import freeze_document, read_transcript
from framework.model import Framework
from ui.sample import sample_files, sample_table


@dataclass(frozen=True, slots=True)
class Coded:
    """Segments in order, and what each coder gave each of them."""

    segments: tuple[SegmentText, ...]
    golds: tuple[tuple[frozenset[str], ...], ...]

    @property
    def rows(self) -> list[int]:
        """Return the numbers of the codable segments."""
        return [row for row, segment in enumerate(self.segments) if segment.codable]

    def __add__(self, other: "Coded") -> "Coded":
        """Return both, the coders of each in their order."""
        golds = zip(self.golds, other.golds, strict=False)
        return Coded(self.segments + other.segments, tuple(one + two for one, two in golds))


def from_files(segments: Path, codes: Sequence[Path], framework: Framework) -> Coded:
    """Return the segments of a table and each coder's codes; see `benchmarks.pretag`."""
    keys, passages = [], []
    ends: Counter[str] = Counter()
    for row in _rows(segments):
        transcript, text = row["transcript"], row["text"]
        role = row.get("role") or row.get("speaker_role") or ""
        start = ends[transcript]
        ends[transcript] += len(text) + 1
        keys.append((transcript, row["segment"]))
        codable = role.strip().lower() != "interviewer"
        passages.append(SegmentText(transcript, start, start + len(text), text, codable))
    golds = []
    for file in codes:
        given = {
            (row["transcript"], row["segment"]): frozenset(row["codes"].split(";"))
            & framework.code_by_id.keys()
            for row in _rows(file)
        }
        golds.append(tuple(given.get(key, frozenset()) for key in keys))
    return Coded(tuple(passages), tuple(golds))


def of_sample() -> Coded:
    """Return the two interviews of the sample study that two invented coders have coded."""
    rows = list(sample_table("codings.csv"))
    coders = sorted({row["coder"] for row in rows})
    passages: list[SegmentText] = []
    golds: list[list[frozenset[str]]] = [[] for _ in coders]
    for note in sample_files()["files"]:
        own = [row for row in rows if row["document"] == note["case"]]
        if not own:
            continue
        data = files("transcripts_sample").joinpath(note["file"]).read_bytes()
        transcript = read_transcript(data, file_name=note["file"])
        document = freeze_document(
            transcript, document_id=note["case"], name=note["case"], file_name=note["file"]
        )
        places = [(document.text.index(row["quote"]), row) for row in own]
        for one in segment_document(document):
            text = document.text[one.start : one.end]
            passages.append(SegmentText(document.id, one.start, one.end, text, one.codable))
            for coder, gold in zip(coders, golds, strict=True):
                gold.append(
                    frozenset(
                        row["code"]
                        for at, row in places
                        if row["coder"] == coder
                        and at < one.end
                        and at + len(row["quote"]) > one.start
                    )
                )
    return Coded(tuple(passages), tuple(tuple(gold) for gold in golds))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
