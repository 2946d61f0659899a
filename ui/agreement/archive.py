"""The finished tables on their way from the job to the page: a workbook and CSV files in one."""

import io
import json
import zipfile
from dataclasses import dataclass

_WORKBOOK, _TABLES, _NOTICES = "agreement.xlsx", "tables.zip", "notices.json"


@dataclass(frozen=True, slots=True)
class Archive:
    """The workbook (.xlsx), the CSV files (.zip), and what could not be written as it is."""

    workbook: bytes
    tables: bytes
    notices: tuple[str, ...]

    def packed(self) -> bytes:
        """Return all of it as bytes; `read` takes them."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(_WORKBOOK, self.workbook)
            archive.writestr(_TABLES, self.tables)
            archive.writestr(_NOTICES, json.dumps(self.notices))
        return file.getvalue()

    @staticmethod
    def read(data: bytes) -> "Archive":
        """Return what `packed` put together."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            notices = tuple(json.loads(archive.read(_NOTICES)))
            return Archive(archive.read(_WORKBOOK), archive.read(_TABLES), notices)
