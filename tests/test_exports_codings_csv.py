"""The table of codings: columns that stay, places that lead back, and nothing that runs."""

import csv
import io
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from coding.corrections import Correction, Reading
from coding.model import Case, Certainty, Coder, Coding, Document
from exports.codings_csv import CodingsContents, codings_csv, columns
from framework.model import Code, Dimension, DimensionValue, Framework, Theme

TEXT = "The lift sang again.\n\nIt hums in the dark."
FRAMEWORK = Framework(
    name="Lifts",
    dimensions=(
        Dimension(id="floor", name="Floor", values=(DimensionValue(id="up", name="Up"),)),
        Dimension(id="text", name="Text", values=(DimensionValue(id="x", name="X"),)),
    ),
    themes=(
        Theme(
            id="NOISE",
            name="Noise",
            dimensions={"floor": "up"},
            codes=(Code(id="SONG", name="Singing"), Code(id="=HUM", name="Humming")),
        ),
    ),
)


def document(text=TEXT, name="Lift one"):
    return Document("d", name, text, (), tuple(range(0, len(text), 20)), "x", "d.txt", "1", "2")


def coding(start=0, end=20, code="SONG", **more):
    plain = {"suggested": False, "certainty": None, "memo": ""}
    return Coding("oda", "d", start, end, code, 1, **{**plain, **more})


def table(*codings, text=TEXT, name="Lift one", cases=()):
    contents = CodingsContents(
        FRAMEWORK, (document(text, name),), cases, (Coder("oda", "Oda"),), codings
    )
    data = codings_csv(contents)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_columns_are_these_and_a_dimension_never_hides_one():
    assert columns(FRAMEWORK) == (
        "document", "case", "coder", "code", "theme", "floor", "dimension_text", "start", "end",
        "line_from", "line_to", "text", "certainty", "memo", "origin",
        "text_is",
    )  # fmt: skip


def test_quotes_read_as_corrected_or_as_frozen_and_their_places_stay():
    at = datetime(2031, 5, 4, tzinfo=UTC)
    fixed = Correction("c", "d", 9, 13, "hummed", "oda", at)
    rows = {}
    for reading, corrections in ((Reading.CORRECTED, (fixed,)), (Reading.FROZEN, ())):
        contents = CodingsContents(
            FRAMEWORK, (document(),), (), (), (coding(),), reading, corrections
        )
        data = codings_csv(contents).decode("utf-8-sig")
        (rows[reading],) = csv.DictReader(io.StringIO(data, newline=""))

    first, second = rows[Reading.CORRECTED], rows[Reading.FROZEN]
    assert (first["text"], first["text_is"]) == ("The lift hummed again.", "corrected")
    assert (second["text"], second["text_is"]) == ("The lift sang again.", "frozen")
    for column in ("start", "end", "line_from", "line_to"):
        assert first[column] == second[column]


def test_a_coding_is_a_line_that_leads_back_to_its_place():
    cases = (Case("a", "Stairs", (), ("d",)), Case("b", "Hall", (), ("d",)))
    sure = {"suggested": True, "certainty": Certainty.SURE, "memo": "So it does."}
    (row,) = table(coding(22, 42, **sure), cases=cases)

    assert row == {
        "document": "Lift one", "case": "Stairs; Hall", "coder": "Oda", "code": "SONG",
        "theme": "NOISE", "floor": "up", "dimension_text": "", "start": "22", "end": "42",
        "line_from": "2", "line_to": "3", "text": TEXT[22:42], "certainty": "sure",
        "memo": "So it does.", "origin": "accepted", "text_is": "corrected",
    }  # fmt: skip


def test_a_retired_code_keeps_its_line_without_a_theme():
    (row,) = table(coding(code="GONE"))

    assert (row["code"], row["theme"], row["floor"], row["origin"]) == ("GONE", "", "", "added")


def test_codings_come_in_the_order_of_the_text():
    rows = table(coding(22, 42), coding(0, 20), coding(0, 4))

    assert [(row["start"], row["end"]) for row in rows] == [("0", "4"), ("0", "20"), ("22", "42")]


def test_what_a_spreadsheet_would_run_gets_an_apostrophe_in_front():
    (row,) = table(
        coding(0, 6, code="=HUM", memo="@SUM(A1)"), text='=1+1, "so"\nit said', name="-lift"
    )

    assert (row["document"], row["code"]) == ("'-lift", "'=HUM")
    assert (row["text"], row["memo"]) == ("'=1+1, ", "'@SUM(A1)")


@given(st.text(min_size=1, max_size=80).filter(lambda text: "\r" not in text), st.text(max_size=40))
def test_any_text_comes_back_as_it_was_but_for_the_apostrophe(text, memo):
    memo = memo.replace("\r", "")
    sound = text.encode("utf-8", "replace").decode("utf-8")
    (row,) = table(coding(0, len(text), memo=memo), text=text)

    assert row["text"].removeprefix("'") == sound.removeprefix("'")
    assert not row["text"].startswith(("=", "+", "-", "@", "\t"))
    assert row["memo"].removeprefix("'") == memo.encode("utf-8", "replace").decode().removeprefix(
        "'"
    )
