"""The matrix workbook, made in a process of its own: `python -m ui.workbookjob`.

Run with the folder of a job (`ui.jobs`). The answer holds participants' words, and is taken off
the disk once the page has read it.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from coding.case_query import QueryError
from coding.store import Store, StoreError, open_store
from exports.errors import ExportError
from exports.matrix_workbook import matrix_workbook
from ui.charting import acts_in_sight, sight_of
from ui.exporting import WorkbookOrder, confirmed_line, notice_lines, workbook_contents
from ui.jobs import (
    JobRequest,
    job_result,
    leave_reason,
    leave_result,
    read_request,
    tell_progress,
)
from ui.matrixview import whose_line
from ui.packing import packed, unpacked
from ui.studies import path_of
from ui.version import program_version
from ui.wire import as_json, from_json

MODULE = "ui.workbookjob"
_READ = 0.4  # the share of the time that reading and charting take
_WORKBOOK, _SAID = "matrix.xlsx", "said.json"


@dataclass(frozen=True, slots=True)
class MadeWorkbook:
    """A workbook (.xlsx), and what the page says of it.

    `said` is a sentence on what people confirmed, and one on whose codings it charts; `notices`
    are what could not be written as it is, a line each.
    """

    workbook: bytes
    said: tuple[str, str]
    notices: tuple[str, ...]

    def packed(self) -> bytes:
        """Return all of it as bytes; `read` takes them."""
        words = json.dumps([self.said, self.notices]).encode()
        return packed({_WORKBOOK: self.workbook, _SAID: words})

    @staticmethod
    def read(data: bytes) -> "MadeWorkbook":
        """Return what `packed` put together."""
        files = unpacked(data)
        (confirmed, whose), notices = json.loads(files[_SAID])
        return MadeWorkbook(files[_WORKBOOK], (confirmed, whose), tuple(notices))


class WorkbookAsked(JobRequest):
    """One request for the workbook; `at` is the number of the log's newest entry."""

    def __init__(self, study_id: str, viewer_id: str, order: WorkbookOrder, at: int) -> None:
        request = {
            "location": str(path_of(study_id)),
            "viewer": viewer_id,
            "order": as_json(order),
            "at": at,
            "program": program_version(),
        }
        super().__init__(MODULE, request, desk=f"{study_id}/{viewer_id}/workbook")

    def taken(self) -> bytes | None:
        """Return the answer, if it is there; it is taken off the disk."""
        return job_result(self.key, keep=False)


def main(folder: Path) -> int:
    """Answer the request in `folder`; return the exit status."""
    asked = read_request(folder)
    tell_progress(folder, 0.02)
    try:
        store = open_store(asked["location"])
        order = from_json(WorkbookOrder, asked["order"])
        leave_result(folder, _made(store, asked["viewer"], order, folder).packed())
    except (ExportError, QueryError, StoreError) as error:
        leave_reason(folder, str(error))
        return 1
    return 0


def _made(store: Store, viewer_id: str, order: WorkbookOrder, folder: Path) -> MadeWorkbook:
    sight = sight_of(store, viewer_id)
    tell_progress(folder, _READ / 2)
    contents = workbook_contents(store, sight, acts_in_sight(store, sight), order)
    tell_progress(folder, _READ)
    file = matrix_workbook(
        contents, progress=lambda share: tell_progress(folder, _READ + (1 - _READ) * share)
    )
    names = {one.id: one.name for one in store.coders()}
    said = (confirmed_line(contents.matrix), whose_line(contents.matrix, names, viewer_id))
    return MadeWorkbook(file.data, said, notice_lines(file.notices))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
