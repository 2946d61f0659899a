"""Agreement of a study: every code, theme and dimension value, all coders and every pair."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from coding.agreement.code_figures import nominal_results
from coding.agreement.code_tables import CodeTables
from coding.agreement.patterns import PatternTable, columns
from coding.agreement.report import AgreementReport, AgreementRow, Conditions, RowKind
from coding.agreement.resampling import DrawnBy, Resampling
from coding.agreement.set_figures import set_results
from coding.agreement.values import Hooks, Ratings, Result, Unit, ratings_in_order
from framework.model import Framework

MANY_DOCUMENTS = 8
FEW_UNITS = 20
_SHARE_OF_SETS = 0.5  # of the work, for the progress shown


@dataclass(frozen=True, slots=True)
class _Target:
    """What a row is about: any of these codes."""

    kind: RowKind
    id: str
    name: str
    codes: tuple[str, ...]


def agreement_report(
    ratings: Ratings,
    framework: Framework,
    *,
    conditions: Conditions | None = None,
    drawn_by: DrawnBy | None = None,
    times: int = 2000,
    seed: int = Resampling().seed,
    hooks: Hooks | None = None,
) -> AgreementReport:
    """Return how far the coders agree on what they judged.

    The order of coders, codes, units and documents changes no figure. A theme or a value of a
    dimension counts as given where any of its codes is. Codes that were used but are no longer
    in the framework come last, under their ids.

    Args:
        ratings: Who judged which unit how.
        framework: The framework in force.
        conditions: Under what conditions the coding took place.
        drawn_by: What to draw for intervals; None for documents where there are eight or more,
            else units. Characters are never drawn, only documents.
        times: How many resamples; 0 for no intervals.
        seed: The seed of the resamples.
        hooks: Told how far it is, and asked whether to stop.

    Raises:
        AgreementCancelledError: If the hooks say so.
    """
    ratings = ratings_in_order(ratings)
    hooks = hooks or Hooks()
    tables = CodeTables(ratings)
    plan = _plan(ratings.unit, len(tables.documents), drawn_by, times, seed)
    overall = set_results(ratings, tables.documents, plan, hooks=hooks.part(0, _SHARE_OF_SETS))
    rows: list[AgreementRow] = []
    targets = list(_targets(framework, ratings))
    for done, target in enumerate(targets):
        hooks.step(_SHARE_OF_SETS + (1 - _SHARE_OF_SETS) * done / len(targets))
        rows.extend(_rows(target, tables.table(target.codes), ratings.coders, plan))
    hooks.step(1.0)
    n_units = sum(unit.size for unit in ratings.units)
    return AgreementReport(
        unit=ratings.unit,
        n_units=n_units,
        n_documents=len(tables.documents),
        coders=ratings.coders,
        conditions=conditions or Conditions(),
        resampling=plan,
        overall=overall,
        rows=tuple(rows),
        cautions=tuple(_cautions(ratings, len(tables.documents), plan)),
    )


def _plan(
    unit: Unit, documents: int, drawn_by: DrawnBy | None, times: int, seed: int
) -> Resampling | None:
    """Return how to make intervals, None if none can be made."""
    if unit is Unit.CHARACTER:
        drawn_by = DrawnBy.DOCUMENT
    elif drawn_by is None:
        drawn_by = DrawnBy.DOCUMENT if documents >= MANY_DOCUMENTS else DrawnBy.UNIT
    if times < 1 or (drawn_by is DrawnBy.DOCUMENT and documents < 2):
        return None
    return Resampling(by=drawn_by, times=times, seed=seed)


def _targets(framework: Framework, ratings: Ratings) -> Iterator[_Target]:
    for code in framework.codes():
        yield _Target(RowKind.CODE, code.id, code.name, (code.id,))
    for code_id in ratings.codes():
        if code_id not in framework.code_by_id:
            yield _Target(RowKind.CODE, code_id, code_id, (code_id,))
    for theme in framework.themes:
        codes = tuple(code.id for code in theme.codes)
        yield _Target(RowKind.THEME, theme.id, theme.name, codes)
    values = {code.id: framework.values_of(code.id) for code in framework.codes()}
    for dimension in framework.dimensions:
        for value in dimension.values:
            codes = tuple(id_ for id_, own in values.items() if own.get(dimension.id) == value.id)
            name = f"{dimension.name}: {value.name}"
            yield _Target(RowKind.DIMENSION_VALUE, f"{dimension.id}={value.id}", name, codes)


def _rows(
    target: _Target, table: PatternTable, coders: tuple[str, ...], plan: Resampling | None
) -> Iterator[AgreementRow]:
    """Yield the row over all coders, then those of the pairs."""
    results = nominal_results(table, coders, plan, code=target.id)
    place = {coder: column for column, coder in enumerate(coders)}
    for pair, found in groupby(results, key=lambda result: result.coders):
        chosen = tuple(place[coder] for coder in pair or coders)
        yield _row(target, table, pair or coders, chosen, tuple(found), pair=pair is not None)


def _row(
    target: _Target,
    table: PatternTable,
    coders: tuple[str, ...],
    places: tuple[int, ...],
    results: tuple[Result, ...],
    *,
    pair: bool,
) -> AgreementRow:
    smaller, _ = columns(table, places)
    totals = smaller.totals[0]
    bears = (smaller.labels if pair else table.labels) == 1
    used = (totals if pair else table.totals[0]) @ bears
    return AgreementRow(
        kind=target.kind,
        id=target.id,
        name=target.name,
        coders=coders,
        pair=pair,
        n=results[0].n,
        used=tuple(round(float(count)) for count in used),
        by_all=round(float(totals @ (smaller.labels == 1).all(axis=1))),
        by_none=round(float(totals @ (smaller.labels == 0).all(axis=1))),
        results=results,
    )


def _cautions(ratings: Ratings, documents: int, plan: Resampling | None) -> Iterator[str]:
    if ratings.unit is Unit.CHARACTER:
        yield (
            "Characters are not independent of each other: n is large, but what is known about "
            "agreement depends on the number of documents and passages."
        )
    elif 0 < len(ratings.units) < FEW_UNITS:
        yield f"Few units ({len(ratings.units)}): figures and intervals are rough."
    if plan is None:
        return
    if plan.by is DrawnBy.UNIT:
        yield (
            "Intervals treat passages as independent of each other; passages of one interview "
            "are not, so that the true intervals are wider."
        )
    elif documents < MANY_DOCUMENTS:
        yield f"Only {documents} documents: intervals by document are rough."
