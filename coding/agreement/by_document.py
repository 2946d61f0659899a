"""Agreement document by document, for what changes from one interview to the next."""

from collections.abc import Collection
from dataclasses import dataclass

from coding.agreement.code_figures import nominal_results
from coding.agreement.code_tables import CodeTables
from coding.agreement.set_figures import set_results
from coding.agreement.values import RatedUnit, Ratings, Result, Statistic, ratings_in_order

_OF_SETS = (Statistic.PERCENT_AGREEMENT, Statistic.ALPHA_MASI)
_OF_CODES = (
    Statistic.PERCENT_AGREEMENT,
    Statistic.POSITIVE_AGREEMENT,
    Statistic.KRIPPENDORFF_ALPHA,
    Statistic.GWET_AC1,
)


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """One document's figures: `n` units (or characters), on `differing` of which coders differ."""

    document_id: str
    n: int
    differing: int
    results: tuple[Result, ...]

    def result(self, statistic: str) -> Result | None:
        """Return the result for a statistic; None if there is none of that name."""
        return next((one for one in self.results if one.statistic == statistic), None)


def document_figures(
    ratings: Ratings, codes: Collection[str] | None = None
) -> tuple[DocumentFigures, ...]:
    """Return each document's figures, by document id, without intervals.

    Args:
        ratings: Who judged which unit how.
        codes: Look at "any of these codes"; None for the whole sets of codes, where percent
            agreement is that the sets are the same and alpha has the MASI distance.
    """
    ratings = ratings_in_order(ratings)
    of_document: dict[str, list[RatedUnit]] = {}
    for unit in ratings.units:
        of_document.setdefault(unit.document_id, []).append(unit)
    return tuple(
        DocumentFigures(
            document_id=document_id,
            n=sum(unit.size for unit in units),
            differing=sum(unit.size for unit in units if _differ(unit, codes)),
            results=_results(Ratings(ratings.unit, ratings.coders, tuple(units)), codes),
        )
        for document_id, units in sorted(of_document.items())
    )


def _differ(unit: RatedUnit, codes: Collection[str] | None) -> bool:
    judged = [given for given in unit.codes if given is not None]
    if codes is None:
        return len(set(judged)) > 1
    return len({not given.isdisjoint(codes) for given in judged}) > 1


def _results(ratings: Ratings, codes: Collection[str] | None) -> tuple[Result, ...]:
    if codes is None:
        documents = (ratings.units[0].document_id,)
        return tuple(
            one for one in set_results(ratings, documents, None) if one.statistic in _OF_SETS
        )
    table = CodeTables(ratings).table(codes)
    return nominal_results(table, ratings.coders, None, code="", statistics=_OF_CODES, pairwise=())
