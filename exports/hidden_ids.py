"""The hidden ids by which an edited workbook is matched with its study, said once.

Row 1 and column A of a sheet that can be edited are hidden. Row 1 says what each column holds,
column A what each row is about; the two together name a value. The sheet `MACHINE_SHEET`, which
spreadsheet programs do not list, has the fingerprint of every such value as it was written, so
that a value nobody touched is known without the study's past.
"""

from dataclasses import dataclass
from hashlib import sha256

FORMAT = "betweenlines matrix 1"
"""What the first cell of a sheet with hidden ids says."""

MACHINE_SHEET = "betweenlines"

TABLE_HEADS = ("row", "column", "sha256", "changed")
"""The headings of the table of fingerprints; what stands above them is a name and a value a line.

A value that was empty has no line. `changed` is "cut" or "signs" where the text could not be
written as it is.
"""

DRAFT_LABEL = "[draft] "
"""What the text of a draft begins with in a workbook, and nowhere else."""

CASE_SUMMARY = "casesummary"
CODE_SUMMARIES = "codesummary"
"""The last column of a matrix sheet, and the row below its cases."""

READ_ONLY = "read only"
"""What stands in place of the id of a row that is only there to be read."""

NOTE_TEXT = "note.text"

CODE_FIELDS = (
    "code.name",
    "code.definition",
    "code.include",
    "code.exclude",
    "code.examples",
    "code.near_misses",
)
"""The columns of the codebook that can be edited."""


def study_column(study_id: str) -> str:
    """Return what stands above the names of the rows."""
    return f"study:{study_id}"


def case_row(case_id: str) -> str:
    """Return the id of a case's row, on the matrix sheets and on the sheet of cases."""
    return f"case:{case_id}"


def theme_summary_row(theme_id: str) -> str:
    """Return the id of the row that has a theme's summary, below the theme's first code."""
    return f"themesummary:{theme_id}"


def code_row(code_id: str) -> str:
    """Return the id of a code's row in the codebook."""
    return f"code:{code_id}"


def note_row(memo_id: str) -> str:
    """Return the id of a memo's row."""
    return f"note:{memo_id}"


def attribute_column(name: str) -> str:
    """Return the id of an attribute's column."""
    return f"attribute:{name}"


def summary_column(column_id: str) -> str:
    """Return the id of the column of a code's summaries."""
    return f"summary:{column_id}"


def certainty_column(column_id: str) -> str:
    """Return the id of the column that says how sure the writers of a code's summaries are."""
    return f"certainty:{column_id}"


def memo_column(column_id: str) -> str:
    """Return the id of the column of memos on a code's cells."""
    return f"memo:{column_id}"


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal, whichever line ends a program gave it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Written:
    """One value that can be edited and come back, as it stands in the workbook."""

    row: str
    column: str
    sha256: str
    changed: str = ""
