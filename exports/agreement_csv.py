"""Every table of a comparison as CSV: UTF-8, commas, one file a table, with stable columns."""

import csv
import io
import zipfile

from exports.agreement_contents import AgreementContents
from exports.agreement_sheets import all_tables
from exports.agreement_table import Table, Value
from exports.safe_text import csv_text


def agreement_csv(contents: AgreementContents) -> bytes:
    """Return a zip archive with a CSV file for each table.

    Numbers stand in full, shares as 0..1; what is undefined is empty, with the reason in the
    column `why`. Text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in all_tables(contents):
            name = f"{table.name.lower().replace(' ', '_')}.csv"
            archive.writestr(name, table_csv(table))
    return file.getvalue()


def table_csv(table: Table) -> str:
    """Return one table as CSV, with a byte order mark so that Excel reads it as UTF-8."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([head.name for head in table.heads])
    writer.writerows([[_cell(value) for value in row] for row in table.rows])
    return "\ufeff" + file.getvalue()


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return csv_text(value)
    return value
