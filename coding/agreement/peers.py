"""What other programs would print for the same codings, and what they call it.

For comparison with papers and with colleagues' projects; none of it is our headline figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coding.agreement.code_tables import CodeTables
from coding.agreement.continua import Span
from coding.agreement.figures import figures, reason
from coding.agreement.patterns import Floats, Ints, columns, sums_over
from coding.agreement.values import Ratings, Statistic, ratings_in_order


@dataclass(frozen=True, slots=True)
class DocumentComparison:
    """One code in one document, two coders, in characters: a row of NVivo's comparison query.

    `kappa` is None where NVivo prints 1 although there is nothing to compare, with `why`.
    """

    document_id: str
    characters: int
    both: int
    only_first: int
    only_second: int
    neither: int
    percent_agreement: float | None
    kappa: float | None
    why: str | None


@dataclass(frozen=True, slots=True)
class KappaAverages:
    """Four ways in which papers average NVivo's kappas over documents.

    Ours is `pooled`: one table over all characters. `mean_of_documents` leaves undefined ones
    out; the last two count them as 1, as NVivo's export does, plainly and weighted by length.
    """

    pooled: float | None
    mean_of_documents: float | None
    nvivo_mean: float | None
    nvivo_weighted: float | None


def document_comparisons(
    ratings: Ratings, code: str, coders: tuple[str, str]
) -> tuple[DocumentComparison, ...]:
    """Return one code's comparison in each document, by document id.

    Args:
        ratings: By characters (`character_ratings`); by segments it counts segments.
        code: The code.
        coders: The two coders.
    """
    return document_comparisons_by_code(ratings, (code,), coders)[code]


def document_comparisons_by_code(
    ratings: Ratings, codes: Sequence[str], coders: tuple[str, str]
) -> dict[str, tuple[DocumentComparison, ...]]:
    """Return each code's comparison in each document; see `document_comparisons`."""
    ratings = ratings_in_order(ratings)
    tables = CodeTables(ratings)
    places = tuple(ratings.coders.index(coder) for coder in coders)
    return {code: _comparisons(tables, code, places) for code in codes}


def _comparisons(
    tables: CodeTables, code: str, places: tuple[int, ...]
) -> tuple[DocumentComparison, ...]:
    table, _ = columns(tables.table([code]), places)
    statistics = (Statistic.PERCENT_AGREEMENT, Statistic.COHEN_KAPPA)
    rows = []
    for document, counts in zip(tables.documents, table.counts, strict=True):
        sums = sums_over(table, counts[None, :])
        percent, kappa = figures(sums, statistics)[:, 0]
        a, b, c, d = (_count(table.labels, counts, pair) for pair in _CELLS)
        rows.append(
            DocumentComparison(
                document_id=document,
                characters=a + b + c + d,
                both=a,
                only_first=b,
                only_second=c,
                neither=d,
                percent_agreement=None if np.isnan(percent) else float(percent),
                kappa=None if np.isnan(kappa) else float(kappa),
                why=reason(sums, binary=True) if np.isnan(kappa) else None,
            )
        )
    return tuple(rows)


_CELLS = ((1, 1), (1, 0), (0, 1), (0, 0))


def _count(labels: Ints, counts: Floats, cell: tuple[int, int]) -> int:
    return round(float(counts[(labels == cell).all(axis=1)].sum()))


def kappa_averages(comparisons: Sequence[DocumentComparison]) -> KappaAverages:
    """Return the pooled kappa of a code beside the averages that papers report."""
    if not comparisons:
        return KappaAverages(None, None, None, None)
    defined = [row.kappa for row in comparisons if row.kappa is not None]
    as_nvivo = [1.0 if row.kappa is None else row.kappa for row in comparisons]
    sizes = [row.characters for row in comparisons]
    return KappaAverages(
        pooled=_pooled(comparisons),
        mean_of_documents=float(np.mean(defined)) if defined else None,
        nvivo_mean=float(np.mean(as_nvivo)),
        nvivo_weighted=float(np.average(as_nvivo, weights=sizes)) if sum(sizes) else None,
    )


def _pooled(rows: Sequence[DocumentComparison]) -> float | None:
    a, b, c, d = (
        sum(getattr(row, cell) for row in rows)
        for cell in ("both", "only_first", "only_second", "neither")
    )
    n = a + b + c + d
    expected = (a + b) * (a + c) + (c + d) * (b + d)
    return ((a + d) * n - expected) / (n * n - expected) if n * n != expected else None


def holsti(matches: int, first: int, second: int) -> float | None:
    """Return Holsti's (1969) 2M / (N1 + N2): the share of codings that found their match.

    None if neither coder coded anything.
    """
    return 2 * matches / (first + second) if first + second else None


def jaccard(matches: int, first: int, second: int) -> float | None:
    """Return the matches among all that either coder did; None if neither did anything."""
    union = first + second - matches
    return matches / union if union else None


@dataclass(frozen=True, slots=True)
class OverlapAgreement:
    """Passages of two coders that find their like at the other's (MAXQDA's third variant).

    `matched` counts passages of either coder, `passages` all of them. `kappa` is MAXQDA's,
    after Brennan & Prediger, with chance 1 / `codes`; it grows with every code in the table,
    used or not, and leaves out that both left text uncoded.
    """

    matched: int
    passages: int
    codes: int
    share: float | None
    kappa: float | None


def overlap_agreement(
    first: Iterable[Span], second: Iterable[Span], *, at_least: float = 0.9, codes: int = 0
) -> OverlapAgreement:
    """Return how many passages overlap one of the same code at the other coder's enough.

    The overlap of two passages is what they share, divided by what they cover together.

    Args:
        first: One coder's passages in a document.
        second: The other's in the same document.
        at_least: The overlap from which two passages count as the same, 0..1.
        codes: How many codes stand in the table, for MAXQDA's kappa; 0 for those used.
    """
    one, other = tuple(first), tuple(second)
    matched = _matched(one, other, at_least) + _matched(other, one, at_least)
    passages = len(one) + len(other)
    n_codes = codes or len({span.code for span in (*one, *other)})
    share = matched / passages if passages else None
    chance = 1 / n_codes if n_codes else 1.0
    kappa = None if share is None or n_codes < 2 else (share - chance) / (1 - chance)
    return OverlapAgreement(matched, passages, n_codes, share, kappa)


def _matched(spans: Sequence[Span], others: Sequence[Span], at_least: float) -> int:
    by_code: dict[str, list[Span]] = {}
    for span in others:
        by_code.setdefault(span.code, []).append(span)
    return sum(
        any(_overlap(span, other) >= at_least for other in by_code.get(span.code, ()))
        for span in spans
    )


def _overlap(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    covered = max(one.end, other.end) - min(one.start, other.start)
    return common / covered if common > 0 else 0.0


ATLAS_NAMES: Mapping[str, str] = {
    "percent_agreement": "simple percent agreement",
    "holsti": "Holsti index",
    "krippendorff_alpha": "c-alpha-binary (per code or theme, with characters as the unit)",
    "cu_alpha": "cu-alpha (which code within a domain; ours with the 2016 correction for length)",
    "u_alpha_binary": "none: close to c-alpha-binary, but it looks at whole passages",
    "krippendorff_alpha_masi": "none: ATLAS.ti wants codes to exclude each other in a domain",
    "u_alpha": "none",
    "k_u_alpha": "none: csu-alpha is announced",
}
"""Our statistics and what ATLAS.ti calls the nearest thing; its domains are our themes."""
