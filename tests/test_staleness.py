"""Stale cells: a worklist in order, and a sentence for everything that changed."""

from datetime import timedelta

from coding.model import Coder
from coding.staleness import change_lines, stale_cells
from coding.summaries import SignOff, changes, coding_key
from tests.matrix_made import HUMS, NOON, SANG, STOPS, charted, coding, document, summary

CODERS = (Coder("oda", "Oda"), Coder("ben", "Ben Moss"))


def key(span, coder="oda", document_id="d1"):
    return coding_key(coding(span, coder=coder, document_id=document_id))


def told(before, now):
    return change_lines(changes(before, now), [document()], CODERS)


def test_each_change_says_whose_coding_it_is_and_where():
    assert told([], [key(SANG)]) == ("Added: Oda’s coding of P07 L2-3 (20 characters).",)
    assert told([key(HUMS, "ben")], []) == (
        "Withdrawn or no longer shared: Ben Moss’ coding of P07 L3-4 (20 characters).",
    )
    assert told([key(SANG)], [key((25, 62))]) == (
        "Edges moved: Oda’s coding, from P07 L2-3 (20 characters) to P07 L2-4 (37 characters).",
    )


def test_changes_of_what_is_gone_are_told_all_the_same():
    assert told([key(SANG, "nobody", "gone")], []) == (
        "Withdrawn or no longer shared: somebody’s coding of an interview that is no longer here.",
    )
    assert "no longer there" in told([key((20, 900))], [])[0]


def test_the_worklist_goes_by_case_and_column_and_leaves_drafts_alone():
    codings = [
        coding(), coding(HUMS, "HUM"), coding(STOPS, "DARK"), coding(document_id="d2"),
    ]  # fmt: skip
    summaries = [
        summary(case="case-new"),
        summary(code="DARK", basis=codings[2:3]),
        summary(code="HUM"),
        summary(draft=True),
    ]
    signed = SignOff("case-old", "HUM", "ben", NOON + timedelta(hours=1), NOON)
    found = stale_cells(charted(codings, summaries, marks=(signed,), whose="oda"))

    assert [(one.case.name, one.column.id, one.signed_off) for one in found] == [
        ("Old lift", "HUM", True),
        ("New lift", "SONG", False),
    ]
    assert found[0].summary.text == summaries[2].text
    assert [change.now for change in found[0].changes] == [coding_key(codings[1])]
