"""Passages that coders marked freely: every coefficient made for them, side by side.

Krippendorff's family looks at all coders; what NVivo and MAXQDA print is for a pair.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coding.agreement.code_figures import nominal_results
from coding.agreement.code_tables import CodeTables
from coding.agreement.continua import Continuum, Span, character_ratings
from coding.agreement.peers import (
    DocumentComparison,
    document_comparisons_by_code,
    jaccard,
    kappa_averages,
    overlap_agreement,
)
from coding.agreement.u_figures import u_alpha_results
from coding.agreement.values import Hooks, Result, Statistic
from framework.model import Framework

FAMILY = (Statistic.U_ALPHA, Statistic.U_ALPHA_BINARY, Statistic.CU_ALPHA)


@dataclass(frozen=True, slots=True)
class DomainFigures:
    """The figures of codes that are to exclude each other: a theme's, or all (`id` None).

    `results` holds u_alpha, u_alpha_binary and cu_alpha; `c_alpha_binary` is Krippendorff's
    alpha of "any of these codes" with the character as the unit.
    """

    id: str | None
    name: str
    results: tuple[Result, ...]
    c_alpha_binary: Result | None

    def result(self, statistic: str) -> Result | None:
        """Return the result for a statistic; None if there is none of that name."""
        return next((found for found in self.results if found.statistic == statistic), None)


@dataclass(frozen=True, slots=True)
class CodeAlone:
    """One code's own figures: its u-alpha against everything else, and (k)u-alpha."""

    code: str
    u_alpha: Result
    k_u_alpha: Result | None


@dataclass(frozen=True, slots=True)
class CharacterRow:
    """One code, two coders, in characters over all documents, as NVivo counts them.

    `kappa` is ours, from one table; the next three are the averages that papers report over
    NVivo's rows (`peers.KappaAverages`). `dice` is 2a / (2a + b + c), ATLAS.ti's Holsti index
    where passages are compared by length.
    """

    code: str
    both: int
    only_first: int
    only_second: int
    neither: int
    percent_agreement: float | None
    dice: float | None
    jaccard: float | None
    kappa: float | None
    mean_of_documents: float | None
    nvivo_mean: float | None
    nvivo_weighted: float | None


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """Passages of one code (None: all) that find their like, as MAXQDA counts them."""

    code: str | None
    matched: int
    passages: int
    share: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class FreePassages:
    """All figures for freely marked passages.

    `characters` counts what all coders finished; `at_least` is the overlap asked for in
    `overlaps`, 0..1; `pair` are the two coders of `by_characters` and `overlaps`.
    """

    coders: tuple[str, ...]
    pair: tuple[str, str]
    characters: int
    documents: int
    at_least: float
    domains: tuple[DomainFigures, ...]
    across_domains: Result | None
    codes: tuple[CodeAlone, ...]
    by_characters: tuple[CharacterRow, ...]
    overlaps: tuple[OverlapRow, ...]


def free_passages(
    continua: Sequence[Continuum],
    coders: Sequence[str],
    framework: Framework,
    *,
    pair: tuple[str, str],
    at_least: float = 0.9,
    hooks: Hooks | None = None,
) -> FreePassages:
    """Return all figures for freely marked passages.

    Args:
        continua: What all coders finished, document by document (`continua_from_codings`).
        coders: The coders to compare.
        framework: Its themes are the domains.
        pair: The two coders whose passages are compared as NVivo and MAXQDA do.
        at_least: The overlap from which two passages count as the same.
        hooks: Told how far it is, and asked whether to stop.

    Raises:
        AgreementCancelledError: If the hooks say so.
    """
    hooks = hooks or Hooks()
    coders = tuple(sorted(coders))
    continua = tuple(
        replace(one, spans=tuple(sorted(one.spans, key=_by_place))) for one in continua
    )
    used = tuple(sorted({span.code for continuum in continua for span in continuum.spans}))
    hooks.step(0.0)
    whole = u_alpha_results(continua, coders, used)
    hooks.step(0.35)
    tables = CodeTables(character_ratings(continua, coders))
    all_codes = _named(whole, FAMILY)
    domains = [DomainFigures(None, "All codes", all_codes, _c_alpha(tables, coders, used))]
    themes = {
        theme.id: tuple(code.id for code in theme.codes if code.id in used)
        for theme in framework.themes
    }
    for done, theme in enumerate(framework.themes):
        codes = themes[theme.id]
        if codes:
            found = u_alpha_results(_of_codes(continua, codes), coders, codes, each_alone=False)
            alpha = _c_alpha(tables, coders, codes)
            domains.append(DomainFigures(theme.id, theme.name, _named(found, FAMILY), alpha))
        hooks.step(0.35 + 0.35 * done / len(framework.themes))
    across = _across(continua, coders, themes)
    hooks.step(0.75)
    characters = _by_characters(continua, used, pair)
    hooks.step(0.9)
    return FreePassages(
        coders=coders,
        pair=pair,
        characters=sum(end - start for c in continua for start, end in c.extent),
        documents=len(continua),
        at_least=at_least,
        domains=tuple(domains),
        across_domains=across,
        codes=_alone(whole, used),
        by_characters=characters,
        overlaps=_overlaps(continua, used, pair, at_least),
    )


def _by_place(span: Span) -> tuple[str, int, int, str]:
    return span.coder, span.start, span.end, span.code


def _named(results: Iterable[Result], names: Iterable[str]) -> tuple[Result, ...]:
    wanted = set(names)
    return tuple(one for one in results if one.code is None and one.statistic in wanted)


def _of_codes(continua: Iterable[Continuum], codes: Sequence[str]) -> tuple[Continuum, ...]:
    return tuple(
        replace(continuum, spans=tuple(span for span in continuum.spans if span.code in codes))
        for continuum in continua
    )


def _c_alpha(tables: CodeTables, coders: Sequence[str], codes: Sequence[str]) -> Result | None:
    """Return Krippendorff's alpha of "any of these codes", by characters."""
    if not tables.documents:
        return None
    found = nominal_results(
        tables.table(codes),
        coders,
        None,
        code="",
        statistics=(Statistic.KRIPPENDORFF_ALPHA,),
        pairwise=(),
    )
    return found[0]


def _across(
    continua: Iterable[Continuum], coders: Sequence[str], themes: Mapping[str, Sequence[str]]
) -> Result | None:
    """Return cu-alpha with themes for codes: ATLAS.ti's Cu-alpha."""
    theme_of = {code: theme for theme, codes in themes.items() for code in codes}
    told = tuple(
        replace(
            continuum,
            spans=tuple(
                replace(span, code=theme_of[span.code])
                for span in continuum.spans
                if span.code in theme_of
            ),
        )
        for continuum in continua
    )
    used = tuple(sorted({span.code for continuum in told for span in continuum.spans}))
    found = u_alpha_results(told, coders, used, each_alone=False)
    return next((one for one in _named(found, (Statistic.CU_ALPHA,))), None)


def _alone(results: Sequence[Result], codes: Iterable[str]) -> tuple[CodeAlone, ...]:
    own = {(one.statistic, one.code): one for one in results}
    return tuple(
        CodeAlone(code, own[Statistic.U_ALPHA, code], own.get((Statistic.K_U_ALPHA, code)))
        for code in codes
    )


def _by_characters(
    continua: Sequence[Continuum], codes: Sequence[str], pair: tuple[str, str]
) -> tuple[CharacterRow, ...]:
    own = tuple(
        replace(c, spans=tuple(span for span in c.spans if span.coder in pair)) for c in continua
    )
    ratings = character_ratings(own, pair)
    compared = document_comparisons_by_code(ratings, codes, pair)
    return tuple(_character_row(code, compared[code]) for code in codes)


def _character_row(code: str, rows: Sequence[DocumentComparison]) -> CharacterRow:
    both, first, second, neither = (
        sum(getattr(row, cell) for row in rows)
        for cell in ("both", "only_first", "only_second", "neither")
    )
    total = both + first + second + neither
    marked = 2 * both + first + second
    averages = kappa_averages(rows)
    return CharacterRow(
        code=code,
        both=both,
        only_first=first,
        only_second=second,
        neither=neither,
        percent_agreement=(both + neither) / total if total else None,
        dice=2 * both / marked if marked else None,
        jaccard=jaccard(both, both + first, both + second),
        kappa=averages.pooled,
        mean_of_documents=averages.mean_of_documents,
        nvivo_mean=averages.nvivo_mean,
        nvivo_weighted=averages.nvivo_weighted,
    )


def _overlaps(
    continua: Iterable[Continuum], codes: Sequence[str], pair: tuple[str, str], at_least: float
) -> tuple[OverlapRow, ...]:
    counts = {code: [0, 0] for code in codes}
    for continuum in continua:
        spans: dict[str, tuple[list[Span], list[Span]]] = {}
        for span in continuum.spans:
            if span.coder in pair:
                spans.setdefault(span.code, ([], []))[pair.index(span.coder)].append(span)
        for code, (first, second) in spans.items():
            found = overlap_agreement(first, second, at_least=at_least)
            counts[code][0] += found.matched
            counts[code][1] += found.passages
    rows = [_overlap_row(code, *counts[code], n_codes=0) for code in codes]
    matched, passages = (sum(count[place] for count in counts.values()) for place in (0, 1))
    return (_overlap_row(None, matched, passages, n_codes=len(codes)), *rows)


def _overlap_row(code: str | None, matched: int, passages: int, *, n_codes: int) -> OverlapRow:
    share = matched / passages if passages else None
    kappa = None
    if share is not None and n_codes > 1:
        kappa = (share - 1 / n_codes) / (1 - 1 / n_codes)
    return OverlapRow(code, matched, passages, share, kappa)
