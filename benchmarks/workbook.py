"""Chart a made study and write its workbook; say how long it takes and how much memory.

    python -m benchmarks.workbook --cases 60 --codings 30000 [--out matrix.xlsx] [--by theme]
    python -m benchmarks.workbook --cases 200 --codings 100000

One invented interview of 8,000 words a case, made of the default framework's own examples and
of small talk. Four coders; one interview in ten was finished by two of them.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from coding.charting import chart_matrix
from coding.matrix import FrameworkMatrix
from coding.model import Case, Certainty, Coder, Coding, Document, Role, Turn
from coding.second_order import Scope, WideSummary
from coding.summaries import CellNote, NotAsked, SignOff, Summary
from exports.contents import BY_THEME, WorkbookContents
from exports.matrix_workbook import matrix_workbook
from exports.record import ActNote, MemoNote, StudyRecord, VersionNote
from framework.library import default_framework, small_talk
from framework.model import Code, Framework

WORDS = 8_000
NOW = datetime(2031, 5, 4, 14, 5, tzinfo=UTC)
CODERS = tuple(Coder(name.lower(), name) for name in ("Ada", "Bea", "Cem", "Dot"))
ROLES = ("practitioner", "patient", "manager")
MODALITIES = ("guided self-help", "CBT", "counselling")
DELIVERIES = ("face to face", "telephone", "video")


@dataclass(frozen=True, slots=True)
class MadeStudy:
    """What `chart_matrix` wants, made up."""

    framework: Framework
    cases: tuple[Case, ...]
    documents: tuple[Document, ...]
    codings: tuple[Coding, ...]
    finished: dict[str, frozenset[str]]


def made_study(cases: int, codings: int, *, words: int = WORDS, seed: int = 1) -> MadeStudy:
    """Return a study with so many cases and about so many codings that count."""
    rng = random.Random(seed)
    framework = default_framework()
    sentences = _sentences(framework)
    made = [_document(rng, number, sentences, words) for number in range(1, cases + 1)]
    documents = tuple(document for document, _ in made)
    each = codings // cases
    finished = {
        document.id: frozenset(c.id for c in rng.sample(CODERS, 1 + (number % 10 == 0)))
        for number, document in enumerate(documents, 1)
        if number % 12
    }
    standing = []
    for document, spans in made:
        drawn = list(_drawn(rng, framework, spans, each))
        for coder in sorted(finished.get(document.id, {"ada"})):
            standing += [_coding(rng, coder, document, *one) for one in drawn]
    return MadeStudy(
        framework,
        tuple(_case(rng, document) for document in documents),
        documents,
        tuple(standing),
        finished,
    )


def _sentences(framework: Framework) -> list[str]:
    examples = [example for code in framework.codes() for example in code.examples]
    return [*examples, *small_talk()]


def _document(
    rng: random.Random, number: int, sentences: list[str], words: int
) -> tuple[Document, list[tuple[int, int]]]:
    """Return an interview and the spans of its passages, two or three sentences each."""
    parts, spans, turns, at, spoken = [], [], [], 0, 0
    while spoken < words:
        text = " ".join(rng.sample(sentences, rng.randint(2, 3)))
        role = Role.INTERVIEWER if len(parts) % 6 == 0 else Role.PARTICIPANT
        start_s = len(parts) * 23.4
        turns.append(
            Turn(
                "I" if role is Role.INTERVIEWER else f"P{number:02d}",
                role,
                at,
                at + len(text),
                start_s,
                None,
            )
        )
        if role is Role.PARTICIPANT:
            spans.append((at, at + len(text)))
        parts.append(text)
        at += len(text) + 2
        spoken += len(text.split())
    text = "\n\n".join(parts)
    name = f"P{number:02d}"
    digest = sha256(text.encode()).hexdigest()
    document = Document(
        id=f"document-{number}",
        name=name,
        text=text,
        turns=tuple(turns),
        line_starts=tuple(range(0, len(text), 80)),
        layout="prefix",
        file_name=f"{name}.docx",
        file_sha256=digest,
        text_sha256=digest,
    )
    return document, spans


def _drawn(
    rng: random.Random, framework: Framework, spans: list[tuple[int, int]], count: int
) -> Iterator[tuple[int, int, str]]:
    """Return spans with codes: a case speaks to some themes more than to others."""
    codes = [code.id for code in framework.codes()]
    favoured = rng.sample(codes, len(codes) // 2)
    pairs = [(start, end, code) for start, end in spans for code in favoured]
    return iter(rng.sample(pairs, min(count, len(pairs))))


def _coding(
    rng: random.Random, coder: str, document: Document, start: int, end: int, code: str
) -> Coding:
    unsure = rng.random() < 0.1
    memo = "Is this about time or about energy?" if rng.random() < 0.04 else ""
    certainty = Certainty.UNSURE if unsure else Certainty.SURE
    return Coding(coder, document.id, start, end, code, 1, False, certainty, memo)


def _case(rng: random.Random, document: Document) -> Case:
    facts = (
        ("Role", rng.choice(ROLES)),
        ("Modality", rng.choice(MODALITIES)),
        ("Delivery", rng.choice(DELIVERIES)),
    )
    return Case(f"case-{document.id}", document.name, facts, (document.id,))


def charted(study: MadeStudy, work: tuple[Summary, ...] = (), marks: tuple = ()) -> FrameworkMatrix:
    """Return the study's matrix by consensus."""
    return chart_matrix(
        study.cases,
        study.documents,
        study.codings,
        work,
        study.framework,
        framework_version=3,
        whose=None,
        finished=study.finished,
        marks=marks,
    )


def made_work(
    matrix: FrameworkMatrix, seed: int = 2
) -> tuple[tuple[Summary, ...], tuple[SignOff | NotAsked | CellNote, ...]]:
    """Return summaries of most coded cells, some signed, stale or noted, and what was not asked."""
    rng = random.Random(seed)
    codes = matrix.framework.code_by_id
    summaries, marks = [], []
    for cell in matrix.cells.values():
        luck = rng.random()
        if not cell.passages:
            marks += [NotAsked(cell.case_id, cell.column_id)] if luck < 0.2 else []
        elif luck < 0.75:
            summary = Summary(
                cell.case_id,
                cell.column_id,
                _words(rng, codes[cell.column_id], cell.passages),
                (),
                "ada",
                NOW - timedelta(days=3),
                frozenset(sorted(cell.basis)[1:]) if luck < 0.08 else cell.basis,
                draft=luck > 0.7,
            )
            summaries.append(summary)
            if luck > 0.6:
                place = (cell.case_id, cell.column_id)
                marks.append(CellNote(*place, "ada", NOW, Certainty.UNSURE, "Ask Dot about this."))
            if luck < 0.4:
                marks.append(SignOff(cell.case_id, cell.column_id, "dot", NOW, summary.made_at))
    return tuple(summaries), tuple(marks)


def _words(rng: random.Random, code: Code, passages: tuple) -> str:
    lines = []
    for passage in passages[: rng.randint(1, 3)]:
        key = " ".join(passage.text.split()[:7]).rstrip(",.")
        lines.append(
            f"• {rng.choice(code.include or (code.definition,))}: “{key}” [{passage.reference}]"
        )
    return "\n".join(lines)


def made_record(study: MadeStudy) -> StudyRecord:
    """Return as much history as such a study has: versions, memos, acts."""
    memos = tuple(
        MemoNote("Coding", f"{one.document_id} L{one.start // 80 + 1}", one.coder_id, one.memo)
        for one in study.codings
        if one.memo
    )
    acts = tuple(
        ActNote(NOW - timedelta(days=day), NOW, coder.name, what, document.name, count=17)
        for document in study.documents
        for coder in CODERS
        for day in range(3)
        for what in ("accepted a suggestion", "rejected a suggestion", "added a code")
    )
    versions = tuple(VersionNote(n, NOW, "Ada", "Clearer for new coders") for n in (1, 2, 3))
    return StudyRecord(versions, memos, acts)


def made_wide(study: MadeStudy) -> tuple[WideSummary, ...]:
    """Return a summary of every case and every code."""
    about = [(Scope.CASE, case.id) for case in study.cases]
    about += [(Scope.CODE, code.id) for code in study.framework.codes()]
    text = "Most of them say so, and those who do not have never tried. " * 4
    return tuple(WideSummary(scope, one, text, (), "ada", NOW) for scope, one in about)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--codings", type=int, default=30_000)
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--by", default="theme", help="theme, or dimensions parted by commas")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    study = made_study(options.cases, options.codings, words=options.words)
    summaries, marks = made_work(charted(study))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    matrix = charted(study, summaries, marks)
    charting = time.process_time() - started
    contents = WorkbookContents(
        study_id="bench",
        study_name="A made study",
        made_at=NOW,
        program_version="benchmark",
        matrix=matrix,
        documents=study.documents,
        coders=CODERS,
        wide_summaries=made_wide(study),
        record=made_record(study),
        by=BY_THEME if options.by == "theme" else tuple(filter(None, options.by.split(","))),
    )
    started = time.process_time()
    made = matrix_workbook(contents)
    writing = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    quotes = len(
        {(p.document_id, p.start, p.end) for c in matrix.cells.values() for p in c.passages}
    )
    print(
        f"{len(matrix.cases)} cases x {len(matrix.columns)} codes, {len(study.codings):,} codings"
    )
    print(
        f"charted in {charting:.2f} s of processor time; "
        f"{len(summaries):,} summaries, {quotes:,} quotes"
    )
    print(
        f"workbook in {writing:.2f} s of processor time, "
        f"{len(made.data) / 1e6:.1f} MB, {len(made.notices)} notices"
    )
    print(f"peak memory {peak / 1024:.0f} MB, of which {(peak - before) / 1024:.0f} MB for this")
    if options.out:
        options.out.write_bytes(made.data)


if __name__ == "__main__":
    main()
