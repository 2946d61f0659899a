"""Put a made study into a store, and say how long the matrix page's parts take.

    python -m benchmarks.matrix_page --cases 60 --codings 30000 --out made.betweenlines

The study has every cell that is coded three times in four summarised. `betweenlines serve` opens
it for a look in the browser.
"""

import argparse
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from benchmarks.workbook import CODERS, charted, made_study, made_work
from coding.cell_acts import CellAct, Deed
from coding.model import Act, Decision
from coding.segmenting import segment_document
from coding.store import Store, create_store
from coding.summaries import NotAsked
from framework.writing import framework_yaml
from ui.charting import acts_in_sight, matrix_for, sight_of
from ui.matrix.data import MatrixData, matrix_json
from ui.matrixcolumns import seen, views

Made = TypeVar("Made")
NOW = datetime(2031, 5, 4, 14, 5, tzinfo=UTC)


def fill(path: Path, cases: int, codings: int) -> Store:
    study = made_study(cases, codings)
    summaries, marks = made_work(charted(study))
    store = create_store(
        path,
        name="A made study",
        framework_text=framework_yaml(study.framework),
        framework=study.framework,
    )
    ids = {coder.id: store.add_coder(coder.name).id for coder in CODERS}
    for document, case in zip(study.documents, study.cases, strict=True):
        store.add_document(
            document,
            segment_document(document),
            case_name=case.name,
            attributes=case.attributes,
        )
    case_ids = {made.id: now.id for made, now in zip(study.cases, store.cases(), strict=True)}
    _record(store, study, ids)
    acts = [
        CellAct(
            coder_id=ids[one.coder_id],
            deed=Deed.SUMMARISE,
            case_id=case_ids[one.case_id],
            code_id=one.code_id,
            made_at=one.made_at,
            framework_version=1,
            text=one.text,
            basis=frozenset((ids[key[0]], *key[1:]) for key in one.basis),
        )
        for one in summaries
    ]
    acts += [
        CellAct(
            coder_id=ids["dot"],
            deed=Deed.NOT_ASKED,
            case_id=case_ids[mark.case_id],
            code_id=mark.code_id,
            made_at=NOW,
            framework_version=1,
        )
        for mark in marks
        if isinstance(mark, NotAsked)
    ]
    store.record_cells(acts)
    return store


def _record(store: Store, study, ids: dict[str, str]) -> None:
    decisions, seq = [], 0
    for coding in study.codings:
        seq += 1
        decisions.append(_decision(seq, ids[coding.coder_id], coding.document_id, Act.ADD, coding))
    for document in study.documents:
        for coder in sorted(study.finished.get(document.id, ())):
            seq += 1
            decisions.append(_decision(seq, ids[coder], document.id, Act.FINISH, document))
    store.record(decisions)


def _decision(seq: int, coder_id: str, document_id: str, act: Act, what) -> Decision:
    whole = act is Act.FINISH
    return Decision(
        client="benchmark",
        seq=seq,
        coder_id=coder_id,
        document_id=document_id,
        act=act,
        framework_version=1,
        made_at=NOW,
        start=0 if whole else what.start,
        end=len(what.text) if whole else what.end,
        code_id=None if whole else what.code_id,
    )


def timed(what: str, make: Callable[[], Made]) -> Made:
    started = time.process_time()
    made = make()
    print(f"{what}: {time.process_time() - started:.2f} s of processor time")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--codings", type=int, default=30_000)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    store = fill(options.out, options.cases, options.codings)
    viewer = next(coder for coder in store.coders() if coder.name == "Ada")
    for who in (viewer.id, None):
        name = "Ada" if who else "the command line"
        sight = timed(f"what {name} may see", lambda who=who: sight_of(store, who))
        acts = timed("acts in the cells", lambda s=sight: acts_in_sight(store, s))
        matrix = timed("charting", lambda s=sight, a=acts: matrix_for(store, s, a, whose=None))
        for view in (views(matrix.framework)[0], views(matrix.framework)[-1]):
            part, columns = seen(matrix, view, matrix.attributes[:1])
            data = MatrixData(
                "s", viewer, store.coders(), part, columns, sight.documents, acts, "t"
            )
            told = timed(f"telling the page: {view.title}", lambda d=data: matrix_json(d))
            print(f"  {len(json.dumps(told)) / 1e6:.2f} MB, {len(told['cells']):,} cells")


if __name__ == "__main__":
    main()
