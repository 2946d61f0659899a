"""All tables of a comparison, in the order of the workbook's sheets.

To add one, write a function from the contents to a `Table` and put it into
`TABLES`: it becomes a sheet, a CSV file and a line of the index.
"""

from collections.abc import Callable

from exports.agreement_contents import AgreementContents
from exports.agreement_free_tables import free_tables
from exports.agreement_lists import (
    adjudications_table,
    confusions_table,
    disagreements_table,
    interviews_table,
)
from exports.agreement_table import Table
from exports.agreement_tables import (
    codes_table,
    dimensions_table,
    overall_table,
    pairs_table,
    themes_table,
)

TABLES: tuple[Callable[[AgreementContents], Table], ...] = (
    codes_table,
    themes_table,
    dimensions_table,
    overall_table,
    pairs_table,
    interviews_table,
    confusions_table,
    disagreements_table,
    adjudications_table,
)


def all_tables(contents: AgreementContents) -> tuple[Table, ...]:
    """Return the tables; those of free passages come last, where they were looked at."""
    return (*(make(contents) for make in TABLES), *free_tables(contents))
