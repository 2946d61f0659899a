"""What goes into the tables of a comparison."""

from dataclasses import dataclass
from datetime import datetime

from coding.adjudication import Adjudication
from coding.agreement.by_document import DocumentFigures
from coding.agreement.disagreements import Confusion, Disagreement
from coding.agreement.free_passages import FreePassages
from coding.agreement.report import AgreementReport
from coding.model import Coder, Document
from framework.model import Framework


@dataclass(frozen=True, slots=True)
class PairConfusions:
    """Which code one coder gives where the other gives which."""

    coders: tuple[str, str]
    found: tuple[Confusion, ...]


@dataclass(frozen=True, slots=True)
class AgreementContents:
    """All that the tables of a comparison say.

    `documents` are those compared, in the order in which they are to be listed. `filters` are
    sentences that say what was left out on purpose. `free` is None where free passages were not
    looked at. `made_at` is an aware time and is shown as it is. `adjudications` are acts in the
    order of the log; those that stand on the documents compared are listed.
    """

    study_id: str
    study_name: str
    made_at: datetime
    program_version: str
    report: AgreementReport
    framework: Framework
    coders: tuple[Coder, ...]
    documents: tuple[Document, ...]
    interviews: tuple[DocumentFigures, ...]
    confusions: tuple[PairConfusions, ...]
    disagreements: tuple[Disagreement, ...]
    free: FreePassages | None = None
    filters: tuple[str, ...] = ()
    adjudications: tuple[Adjudication, ...] = ()

    def coder_name(self, coder_id: str) -> str:
        """Return the coder's name; "a coder not named here" for one who is not in `coders`."""
        names = (coder.name for coder in self.coders if coder.id == coder_id)
        return next(names, "a coder not named here")

    def document_name(self, document_id: str) -> str:
        """Return the document's name, its id if it is not among `documents`."""
        names = (document.name for document in self.documents if document.id == document_id)
        return next(names, document_id)

    def code_name(self, code_id: str) -> str:
        """Return the code's name; a remark if it is no longer in the framework."""
        code = self.framework.code_by_id.get(code_id)
        return code.name if code else "no longer in the framework"

    def reason(self, why: str | None) -> str:
        """Return why a figure is undefined, with names in place of ids."""
        told = why or ""
        for id_, name in [
            *((c.id, c.name) for c in self.coders),
            *((d.id, d.name) for d in self.documents),
        ]:
            told = told.replace(id_, name)
        return told
