"""A small workbook of talking lifts, edited as people edit it, and compared with its study."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from openpyxl import load_workbook

from coding.cell_acts import CellAct, Deed
from coding.coming_back.comparing import compared
from coding.coming_back.matrix_side import Past, matrix_side
from exports.matrix_workbook import matrix_workbook
from exports.reading_back import read_back, spelling
from tests.matrix_made import FRAMEWORK, NEW, NOON, OLD, charted, contents, summary

NOISE = "N Noise"
SONG = ("case:case-old", "summary:SONG")
FLOORS = ("case:case-old", "attribute:Floors")


NOTHING = Past({})


def wrote(text, *, code="SONG", case="case-old", after=0, **more):
    """Return the act that wrote a summary, `after` minutes after noon."""
    plain = {"coder_id": "oda", "made_at": NOON + timedelta(minutes=after), "framework_version": 3}
    return CellAct(deed=Deed.SUMMARISE, case_id=case, code_id=code, text=text, **plain, **more)


def workbook(*summaries, **more):
    """Return a workbook with these summaries; one that sings if none is given."""
    written = summaries or (summary("It sings."),)
    cases = more.pop("cases", (OLD, NEW))
    return matrix_workbook(contents(charted((), written, cases=cases), **more)).data


def edited(data, changes=None, change=None):
    """Return the workbook with these values put into cells, and whatever `change` does to it.

    Cells are named by sheet and address; "summary:HUM 6" is that column's cell in row 6.
    """
    book = load_workbook(BytesIO(data))
    for (sheet, name), value in (changes or {}).items():
        address = addressed(book[sheet], name)
        book[sheet][address] = value
        if isinstance(value, str) and book[sheet][address].data_type == "f":
            book[sheet][address].data_type = "s"
    if change is not None:
        change(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def addressed(sheet, name):
    """Return the address of a cell that is named by its column's id and its row."""
    column, _, row = name.partition(" ")
    letters = [cell.column_letter for cell in sheet[1] if cell.value == column]
    return f"{letters[0]}{row}" if row else name


def against(data, *acts, cases=(OLD, NEW), framework=FRAMEWORK, past=NOTHING):
    """Return how a workbook differs from a study in which these acts were done."""
    side = matrix_side(cases, framework, acts or (wrote("It sings."),), past)
    return compared(read_back(data), side, spelling())


def told(comparison):
    """Return the differences as place, standing, theirs, ours and base."""
    return [
        (one.place, one.standing.name, one.text, one.ours, one.base)
        for one in comparison.differences
    ]


def with_floors(value):
    """Return the cases, the first with another number of floors."""
    return (replace(OLD, attributes=(("Floors", value),)), NEW)
