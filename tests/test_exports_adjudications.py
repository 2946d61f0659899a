"""Verdicts as a table: stable columns, what stands, nothing that a spreadsheet would run."""

import csv
import io
from datetime import UTC, datetime

from coding.adjudication import Adjudication, Mark, Verdict
from exports.adjudications_csv import COLUMNS, adjudications_csv

NAMES = {"oda": "Oda", "per": "Per", "ulf": "=Ulf()"}


def act(seq, start, end, *codes, **more):
    plain = {"verdict": Verdict.SOME if codes else Verdict.NONE, "reason": "They sing."}
    return Adjudication(
        client="window",
        seq=seq,
        adjudicator_id="ulf",
        document_id="lift-1",
        framework_version=2,
        made_at=datetime(2031, 5, 4, 12, tzinfo=UTC),
        start=start,
        end=end,
        code_ids=("SONG", "DARK"),
        marks=tuple(Mark(start, end, code) for code in codes),
        basis=frozenset({("oda", "lift-1", 0, 20, "SONG"), ("per", "lift-1", 0, 9, "DARK")}),
        **{**plain, **more},
    )


def table(acts, document, framework):
    data = adjudications_csv(acts, [document], NAMES, framework)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_says_what_stands_who_decided_and_why(make_document, lift_framework):
    first = act(1, 0, 20, "DARK", "SONG")

    (row,) = table([first], make_document(), lift_framework)

    assert tuple(row) == COLUMNS
    assert (row["start"], row["end"], row["line"]) == ("0", "20", "1")
    assert (row["codes_in_question"], row["verdict"]) == ("SONG; DARK", "some of the choices")
    assert (row["stands"], row["stands_where"]) == ("SONG; DARK", "SONG 0-20; DARK 0-20")
    assert (row["reason"], row["adjudicator"]) == ("They sing.", "'=Ulf()")
    assert row["codes_of_each_coder"] == "Oda: SONG; Per: DARK"
    assert row["passage"] == "The lift sang again."


def test_only_what_stands_is_there_by_place(make_document, lift_framework):
    late, early = act(1, 22, 42, "SONG"), act(2, 0, 20)
    again = act(3, 0, 20, verdict=Verdict.ONE, takes="oda")
    undone = act(4, 0, 20, "DARK")
    back = Adjudication(
        "window", 5, "ulf", "lift-1", Verdict.UNDO, 2, late.made_at,
        undoes_client="window", undoes_seq=4,
    )  # fmt: skip

    rows = table([late, early, again, undone, back], make_document(), lift_framework)

    assert [(row["start"], row["stands"], row["whose"]) for row in rows] == [
        ("0", "no code", "Oda"),
        ("22", "SONG", ""),
    ]


def test_no_cell_is_taken_for_a_formula(make_document, lift_framework):
    reasons = ("=1+1", "+1", "-1", "@x", "\tx", "fine = fine")
    acts = [act(seq, seq, seq + 5, reason=reason) for seq, reason in enumerate(reasons, 1)]

    rows = table(acts, make_document(), lift_framework)

    assert [row["reason"] for row in rows] == [
        *(f"'{reason}" for reason in reasons[:-1]), reasons[-1],
    ]  # fmt: skip
