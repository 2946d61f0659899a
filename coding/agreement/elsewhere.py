"""Agreement for judgements made elsewhere: from the text of a table to figures and JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from coding.agreement.code_figures import nominal_results
from coding.agreement.code_tables import CodeTables
from coding.agreement.continua import character_ratings
from coding.agreement.patterns import NO_JUDGEMENT, Ints, tabulate
from coding.agreement.resampling import Resampling
from coding.agreement.set_figures import set_results
from coding.agreement.tables import LabelledUnits, read_codes, read_ratings, read_spans
from coding.agreement.u_figures import u_alpha_results
from coding.agreement.values import AgreementError, Result, Statistic

BY_UNIT = Resampling()

_LABELS = (
    Statistic.PERCENT_AGREEMENT,
    Statistic.FLEISS_KAPPA,
    Statistic.CONGER_KAPPA,
    Statistic.KRIPPENDORFF_ALPHA,
    Statistic.GWET_AC1,
    Statistic.BRENNAN_PREDIGER,
)
_ONE_LABEL = (
    Statistic.PREVALENCE,
    Statistic.POSITIVE_AGREEMENT,
    Statistic.FLEISS_KAPPA,
    Statistic.KRIPPENDORFF_ALPHA,
)
_CHARACTERS = (
    Statistic.PREVALENCE,
    Statistic.PERCENT_AGREEMENT,
    Statistic.POSITIVE_AGREEMENT,
    Statistic.NEGATIVE_AGREEMENT,
    Statistic.KRIPPENDORFF_ALPHA,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one table. For spans a unit is a character."""

    n_units: int
    coders: tuple[str, ...]
    results: tuple[Result, ...]


def ratings_results(
    text: str, categories: int | None = None, *, plan: Resampling | None = BY_UNIT
) -> Figures:
    """Return the figures of a wide table of labels (`tables.read_ratings`).

    Over all labels first, each pair's kappa next, then label by label against all others.

    Args:
        text: The table.
        categories: How many labels coders could choose from, for Brennan-Prediger; None for
            those that occur.
        plan: How to make intervals, by unit; None for none.

    Raises:
        AgreementError: If the table cannot be read, or more labels occur than `categories`.
    """
    table = read_ratings(text)
    if categories is not None and categories < max(2, len(table.labels)):
        raise AgreementError(
            f"The number of categories is {categories}, but it must be at least 2 and cover the "
            f"{len(table.labels)} labels that occur."
        )
    labels = _numbered(table)
    results = nominal_results(
        tabulate(labels, len(table.labels)),
        table.coders,
        plan,
        code=None,
        categories=categories,
        statistics=_LABELS,
        pairwise=(Statistic.COHEN_KAPPA,),
    )
    return Figures(len(table.rows), table.coders, (*results, *_by_label(table, labels, plan)))


def _numbered(table: LabelledUnits) -> Ints:
    number: dict[str | None, int] = {label: place for place, label in enumerate(table.labels)}
    number[None] = NO_JUDGEMENT
    return np.array([[number[label] for label in row] for row in table.rows], dtype=np.int64)


def _by_label(table: LabelledUnits, labels: Ints, plan: Resampling | None) -> Iterator[Result]:
    for place, label in enumerate(table.labels):
        binary = np.where(labels == NO_JUDGEMENT, NO_JUDGEMENT, labels == place)
        yield from nominal_results(
            tabulate(binary, 2),
            table.coders,
            plan,
            code=label,
            statistics=_ONE_LABEL,
            pairwise=(),
        )


def codes_results(text: str, *, plan: Resampling | None = BY_UNIT) -> Figures:
    """Return the figures of a long table of code sets (`tables.read_codes`).

    Over all codes first, then code by code, over all coders and pair by pair.

    Args:
        text: The table.
        plan: How to make intervals, by unit; None for none.

    Raises:
        AgreementError: If the table cannot be read.
    """
    ratings = read_codes(text)
    tables = CodeTables(ratings)
    found = list(set_results(ratings, tables.documents, plan))
    for code in ratings.codes():
        found.extend(nominal_results(tables.table([code]), ratings.coders, plan, code=code))
    return Figures(len(ratings.units), ratings.coders, tuple(found))


def spans_results(text: str, length: int) -> Figures:
    """Return the figures of passages on one text (`tables.read_spans`).

    The u-alpha family first, then characters, code by code, over all coders and pair by pair.
    There are no intervals: one text is one observation, and its characters are not
    independent of each other.

    Args:
        text: The table.
        length: How many characters the text has.

    Raises:
        AgreementError: If the table cannot be read.
    """
    marked = read_spans(text, length)
    found = list(u_alpha_results([marked.continuum], marked.coders, marked.codes))
    ratings = character_ratings([marked.continuum], marked.coders)
    tables = CodeTables(ratings)
    found.extend(
        result
        for result in set_results(ratings, tables.documents, None)
        if result.statistic == Statistic.POOLED_KAPPA
    )
    for code in marked.codes:
        found.extend(
            nominal_results(
                tables.table([code]),
                marked.coders,
                None,
                code=code,
                statistics=_CHARACTERS,
                pairwise=(Statistic.COHEN_KAPPA,),
            )
        )
    return Figures(length, marked.coders, tuple(found))


def agreement_json(figures: Figures) -> str:
    """Return the figures as JSON: n_units, coders and results, with null for what is undefined.

    `code` is null for figures over all codes, `coders` for those over all coders; `why` says
    why a value is null, and is null itself beside a value.
    """
    results = [
        {
            "statistic": result.statistic,
            "code": result.code,
            "coders": list(result.coders) if result.coders else None,
            "value": result.value,
            "low": result.low,
            "high": result.high,
            "n": result.n,
            "why": result.why,
        }
        for result in figures.results
    ]
    return json.dumps(
        {"n_units": figures.n_units, "coders": list(figures.coders), "results": results},
        ensure_ascii=False,
        allow_nan=False,
        indent=2,
    )
