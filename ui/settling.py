"""What one person may adjudicate: the interviews open to them, and where their coders differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from coding.adjudication import Adjudication, standing_adjudications
from coding.agreement.disagreements import Disagreement
from coding.agreement.ratings import finished_by_coder, ratings_from_codings
from coding.agreement.values import RatedUnit
from coding.decisions import standing_codings
from coding.model import Coding, Document
from coding.settling import Difference, Order, code_alphas, differences, queue
from coding.store import Store
from framework.model import Framework


@dataclass(frozen=True, slots=True)
class Docket:
    """All that is open to one person to settle, settled or not yet.

    `coder_ids` holds, for each open document, the coders who are compared on it, and `figures`
    Krippendorff's alpha of each code over all of these documents, None where undefined.
    """

    documents: tuple[Document, ...]
    coder_ids: Mapping[str, tuple[str, ...]]
    codings: tuple[Coding, ...]
    found: tuple[Disagreement, ...]
    figures: Mapping[str, float | None]

    def passages(
        self, acts: tuple[Adjudication, ...], *, order: Order = Order.DOCUMENT
    ) -> tuple[Difference, ...]:
        """Return the passages on which coders differ, with the verdicts among these acts."""
        return queue(
            self.found,
            standing_adjudications(acts),
            self.codings,
            order=order,
            documents=[document.id for document in self.documents],
            figures=self.figures,
        )


def open_documents(store: Store, viewer_id: str) -> dict[str, tuple[str, ...]]:
    """Return the documents that a person may adjudicate, with the coders compared on each.

    Those are the documents on which they may see the codings of two coders or more. Codings
    that were made to be calibrated, or once more, do not count.
    """
    plan, begun = store.plan(), store.begun()
    found = {}
    for entry in store.documents():
        counting = plan.counting(entry.id, begun.get(entry.id, ()))
        if len(counting) > 1:
            coders = counting & store.visible_coders(viewer_id, entry.id)
            if len(coders) > 1:
                found[entry.id] = tuple(sorted(coders))
    return found


def docket_for(store: Store, viewer_id: str) -> Docket:
    """Return all that is open to a person to settle."""
    coder_ids = open_documents(store, viewer_id)
    documents = tuple(store.document(key) for key in coder_ids)
    codings: list[Coding] = []
    found: list[Disagreement] = []
    units: list[RatedUnit] = []
    for document in documents:
        coders = coder_ids[document.id]
        decisions = [d for d in store.decisions(document_id=document.id) if d.coder_id in coders]
        here = standing_codings(decisions)
        ratings = ratings_from_codings(
            {document.id: document.text},
            store.segments(document.id),
            here,
            finished_by_coder(decisions),
            coders,
        )
        found += differences(document, ratings, here)
        codings += here
        units += ratings.units
    return Docket(documents, coder_ids, tuple(codings), tuple(found), code_alphas(units))


def codes_behind(framework: Framework, row: str) -> tuple[str, frozenset[str]] | None:
    """Return the codes that a row of the agreement page stands for, with its name.

    A row is a code, a theme, or a value of a dimension (`dimension=value`); None for others.
    """
    dimension, is_value, value = row.partition("=")
    if is_value:
        codes = framework.codes()
        held = {c.id for c in codes if framework.values_of(c.id).get(dimension) == value}
        names = [v.name for d in framework.dimensions if d.id == dimension for v in d.values
                 if v.id == value]  # fmt: skip
        return (names[0], frozenset(held)) if names else None
    theme = next((theme for theme in framework.themes if theme.id == row), None)
    if theme is not None:
        return f"{theme.id} {theme.name}", frozenset(code.id for code in theme.codes)
    code = framework.code_by_id.get(row)
    return None if code is None else (f"{code.id} {code.name}", frozenset({code.id}))
