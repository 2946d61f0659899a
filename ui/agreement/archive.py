"""The finished tables on their way from the job to the page: a workbook and CSV files in one."""

import json
from dataclasses import dataclass

from ui.packing import packed, unpacked

_WORKBOOK, _TABLES, _NOTICES = "agreement.xlsx", "tables.zip", "notices.json"


@dataclass(frozen=True, slots=True)
class Archive:
    """The workbook (.xlsx), the CSV files (.zip), and what could not be written as it is."""

    workbook: bytes
    tables: bytes
    notices: tuple[str, ...]

    def packed(self) -> bytes:
        """Return all of it as bytes; `read` takes them."""
        told = json.dumps(self.notices).encode()
        return packed({_WORKBOOK: self.workbook, _TABLES: self.tables, _NOTICES: told})

    @staticmethod
    def read(data: bytes) -> "Archive":
        """Return what `packed` put together."""
        files = unpacked(data)
        return Archive(files[_WORKBOOK], files[_TABLES], tuple(json.loads(files[_NOTICES])))
