"""One coder's coding sheets: which interviews they hold, and the workbook."""

from collections.abc import Sequence
from datetime import datetime

from coding.store import Store
from exports.coding_sheet import CodingSheetContents, coding_workbook
from ui.bringing_back import coding_sheets
from ui.version import program_version


def to_code(store: Store, coder_id: str) -> dict[str, str]:
    """Return the interviews that a coder is to code, by id with their names.

    These are those that they are assigned, and all of them where there is no plan for the coder.
    """
    names = {entry.id: entry.name for entry in store.documents()}
    assigned = {one.document_id for one in store.plan().of_coder(coder_id)}
    return {key: name for key, name in names.items() if not assigned or key in assigned}


def coding_sheet_file(store: Store, coder_id: str, document_ids: Sequence[str]) -> bytes:
    """Return a workbook with a sheet for each of these interviews, as this coder has coded them."""
    version, framework = store.framework()
    log_number = store.log(limit=1)[0].number
    return coding_workbook(
        CodingSheetContents(
            study_id=store.study().id,
            coder_id=coder_id,
            framework=framework,
            framework_version=version,
            sheets=coding_sheets(store, coder_id, document_ids),
            decisions=store.decisions(coder_id=coder_id, up_to=log_number),
            log_number=log_number,
            made_at=datetime.now().astimezone(),
            program_version=program_version(),
        )
    )
