"""Write a made study's workbook, edit it, and measure how long the comparison with it takes.

    python -m benchmarks.workbook_back --interviews 60 --codings 30000 [--edited 200]

The study is a real file: interviews of 8,000 words, one coder each, every third cell with
passages summarised. Seconds of processor time, and the most memory, are printed for reading the
workbook back, comparing it, and taking it in.
"""

import argparse
import io
import random
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.made_study import make_interview
from coding.cell_acts import CellAct, Deed
from coding.coming_back.comparing import without_conflict
from coding.coming_back.values import Change
from coding.model import Act, Decision, Document
from coding.store import Store, create_store
from exports.matrix_workbook import matrix_workbook
from exports.reading_back import read_back
from framework.library import default_framework, starter_frameworks
from framework.model import Framework
from ui.bringing_back import brought, take_in
from ui.charting import acts_in_sight, matrix_for, sight_of
from ui.exporting import WorkbookOrder, workbook_contents

SUMMARY = "Says that it was {} and mostly quiet, which he puts down to the garden. " * 3


def made_store(path: Path, interviews: int, codings: int) -> Store:
    """Return a study with so many interviews, and about so many codings by one coder."""
    framework = default_framework()
    store = create_store(
        path,
        name="A made study",
        framework_text=starter_frameworks()[0].text,
        framework=framework,
    )
    coder_id = store.add_coder("Ada").id
    for number in range(interviews):
        document, segments = make_interview(number, 8000, random.Random(number))
        store.add_document(document, segments, case_name=document.name)
        store.record(_decisions(coder_id, document, framework, codings // interviews))
    return store


def _decisions(
    coder_id: str, document: Document, framework: Framework, count: int
) -> list[Decision]:
    chance = random.Random(document.name)
    codes = [code.id for code in framework.codes()]
    turns = [turn for turn in document.turns if turn.speaker and turn.speaker != "INT"]
    made = []
    for seq in range(1, count + 1):
        turn, code = chance.choice(turns), chance.choice(codes)
        made.append(_decision(coder_id, document, seq, Act.ADD, (turn.start, turn.end, code)))
    whole = (0, len(document.text), None)
    return [*made, _decision(coder_id, document, count + 1, Act.FINISH, whole)]


def _decision(
    coder_id: str, document: Document, seq: int, act: Act, what: tuple[int, int, str | None]
) -> Decision:
    start, end, code = what
    now = datetime.now(UTC)
    return Decision(document.id, seq, coder_id, document.id, act, 1, now, start, end, code)


def summarised(store: Store) -> None:
    """Write a summary into every third cell that has passages."""
    coder_id = store.coders()[0].id
    sight = sight_of(store, coder_id)
    matrix = matrix_for(store, sight, acts_in_sight(store, sight), whose=None)
    coded = [cell for cell in matrix.cells.values() if cell.passages][::3]
    store.record_cells(
        [
            CellAct(
                coder_id,
                Deed.SUMMARISE,
                cell.case_id,
                cell.column_id,
                datetime.now(UTC),
                1,
                SUMMARY.format(*[number] * 3),
                basis=cell.basis,
            )
            for number, cell in enumerate(coded)
        ]
    )


def written(store: Store) -> bytes:
    """Return the study's workbook."""
    sight = sight_of(store, None)
    order = WorkbookOrder()
    return matrix_workbook(workbook_contents(store, sight, acts_in_sight(store, sight), order)).data


def edited(data: bytes, count: int) -> bytes:
    """Return the workbook with so many summaries edited."""
    book, left = load_workbook(io.BytesIO(data)), count
    for sheet in book:
        heads = [str(cell.value) for cell in sheet[1]]
        places = [number for number, head in enumerate(heads, 1) if head.startswith("summary:")]
        for row in range(5, sheet.max_row + 1):
            for column in places:
                cell = sheet.cell(row, column)
                if left and str(sheet.cell(row, 1).value).startswith("case:"):
                    cell.value, left = f"Edited: {cell.value or ''}", left - 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def main() -> None:
    """Print the measurements."""
    described = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    described.add_argument("--interviews", type=int, default=60)
    described.add_argument("--codings", type=int, default=30_000)
    described.add_argument("--edited", type=int, default=200)
    options = described.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.betweenlines"
        with made_store(path, options.interviews, options.codings) as store:
            summarised(store)
            data = edited(written(store), options.edited)
            _measure(store, data)


def _measure(store: Store, data: bytes) -> None:
    cases, summaries = len(store.cases()), len(store.summaries())
    print(f"{cases} cases, {summaries:,} summaries, workbook of {len(data) / 2**20:.1f} MiB")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    read_back(data)
    print(f"reading back: {time.process_time() - started:.2f} s")
    started, clock = time.process_time(), time.perf_counter()
    found = brought(store, data, file_name="made.xlsx", coder_id=store.coders()[0].id)
    spent, waited = time.process_time() - started, time.perf_counter() - clock
    told = f"{len(found.comparison.differences)} differences"
    print(f"reading and comparing: {spent:.2f} s ({waited:.2f} s on the clock), {told}")
    changes = [Change(one.place, one.text, one.ours) for one in without_conflict(found.comparison)]
    started = time.process_time()
    take_in(store, found, changes)
    print(f"taking in, with a backup: {time.process_time() - started:.2f} s")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"most memory: {most / 1024:.0f} MiB, {before / 1024:.0f} MiB before")


if __name__ == "__main__":
    main()
