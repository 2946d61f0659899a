"""Certainty and memos of cells: what may come in, and who reads them in the list of memos."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coding.cell_acts import CellAct, Deed
from coding.cell_checks import LONGEST_MEMO, Ground, check_cell_act
from coding.model import Act, Certainty
from ui.memolist import memo_lines

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
NOTE = CellAct(
    "oda", Deed.ANNOTATE, "case-1", "SONG", NOON, 1,
    client="window", seq=1, certainty=Certainty.UNSURE, memo="Ask again.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({}, None),
        ({"memo": "", "certainty": None}, None),
        ({"memo": "x" * (LONGEST_MEMO + 1)}, "10,000 is the most"),
        ({"memo": "bell \a"}, "cannot be kept"),
        ({"memo": 7}, "cannot be kept"),
        ({"certainty": "perhaps"}, "how sure"),
        ({"deed": Deed.SUMMARISE}, "Only an annotation"),
        ({"text": "Words."}, "Only a summary"),
    ],
)
def test_a_note_from_outside_is_checked(lift_framework, wrong, says):
    ground = Ground(lift_framework, 1, {"case-1": {}}, {"oda"})

    why = check_cell_act(replace(NOTE, **wrong), ground)
    assert (why is None) if says is None else (says in why)


def test_the_list_of_memos_holds_those_on_cells_once_their_interview_is_open(
    store, make_document, make_segments, make_decision
):
    oda, ulf = (store.add_coder(name).id for name in ("Oda", "Ulf"))
    document = make_document()
    store.add_document(document, make_segments(document), case_name="Lift one")
    cell = (store.cases()[0].id, "SONG")
    store.record_cells([replace(NOTE, coder_id=oda, case_id=cell[0])])
    store.record([make_decision(1, Act.FINISH, coder_id=oda, client="o", end=42)])

    (line,) = memo_lines(store, oda)
    assert (line.kind, line.where, line.coder, line.cell) == (
        "Cell",
        "Lift one, SONG Singing machines",
        "Oda",
        cell,
    )
    assert memo_lines(store, ulf) == ()
    store.record([make_decision(1, Act.FINISH, coder_id=ulf, client="u", end=42)])
    assert [one.text for one in memo_lines(store, ulf)] == ["Ask again."]
