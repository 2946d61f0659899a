"""What the places of a workbook that came back are called on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from coding.coming_back.values import Place
from coding.coming_back.wide import CASE_COLUMN, CODE_ROW
from coding.store import Store
from framework.model import Framework

_FIELDS = {
    "code.name": "name",
    "code.definition": "definition",
    "code.include": "include",
    "code.exclude": "exclude",
    "code.examples": "examples",
    "code.near_misses": "what sounds like it",
    "codes": "codes",
    "certainty": "certainty",
    "codingmemo": "memo",
    "finished": "finished",
}


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The names of cases, codes and interviews, to name places and to link to them."""

    study_id: str
    cases: Mapping[str, str]
    documents: Mapping[str, str]
    framework: Framework

    def name(self, place: Place) -> str:
        """Return what a place is called, e.g. "P07, PB1 Trust: summary"."""
        row, column = place
        kind, _, row_id = row.partition(":")
        what, _, about = column.partition(":")
        if kind == "code":
            return f"Codebook, {self._code(row_id)}: {_FIELDS.get(column, column)}"
        if kind == "segment":
            document_id, number, *_ = row_id.split(":")
            name = self.documents.get(document_id, "an interview")
            return f"{name}, passage {number}: {_FIELDS.get(column, column)}"
        if kind == "note":
            return "A memo of the study"
        if row == CODE_ROW:
            return f"{self._code(about)}: summary of the code"
        if kind == "themesummary":
            names = {theme.id: f"{theme.id} {theme.name}" for theme in self.framework.themes}
            return f"{names.get(row_id, row_id)}: summary of the theme"
        case = self.cases.get(row_id, "a case")
        if column == CASE_COLUMN:
            return f"{case}: summary of the case"
        return f"{case}: {about}" if what == "attribute" else f"{case}, {self._code(about)}: {what}"

    def _code(self, code_id: str) -> str:
        code = self.framework.code_by_id.get(code_id)
        return f"{code.id} {code.name}" if code else code_id

    def link(self, place: Place) -> str:
        """Return the page on which a place can be seen, as a link within the app."""
        row, column = place
        kind, _, row_id = row.partition(":")
        what, _, about = column.partition(":")
        asked = {"study": self.study_id}
        if kind == "code":
            return "framework?" + urlencode({**asked, "sharpen": row_id})
        if kind == "segment":
            document_id, _, span = row_id.split(":")
            at = span.partition("-")[0]
            return "code?" + urlencode({**asked, "document": document_id, "at": at})
        if kind == "note":
            return "memos?" + urlencode(asked)
        if what == "attribute":
            return "cases?" + urlencode(asked)
        if kind != "case":
            return "matrix?" + urlencode({**asked, "code": about})
        if column == CASE_COLUMN:
            return "matrix?" + urlencode({**asked, "case": row_id})
        return "matrix?" + urlencode({**asked, "case": row_id, "code": about})


def place_names(store: Store) -> PlaceNames:
    """Return the names of everything in a study."""
    return PlaceNames(
        store.study().id,
        {case.id: case.name for case in store.cases()},
        {entry.id: entry.name for entry in store.documents()},
        store.framework()[1],
    )
