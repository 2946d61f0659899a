"""What a layout is: a name, a recogniser and a parser."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coding.transcripts.openings import Parsed, Style, best_fit
from coding.transcripts.source import Source


@dataclass(frozen=True, slots=True)
class Recognition:
    """How sure a recogniser is that a file has its layout, from 0 to 1, and why."""

    sure: float
    why: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One family of transcripts. `name` is what a person types or a study's profile keeps."""

    name: str
    about: str
    recognise: Callable[[Source], Recognition]
    parse: Callable[[Source], Parsed]


NO = Recognition(0.0, "Nothing speaks for it.")


def recognise_styles(source: Source, styles: Sequence[Style], *, weight: float) -> Recognition:
    """Return how well the best of the styles fits.

    It is as sure as the share of paragraphs that open a turn, times the layout's weight: the more
    particular its marks, the nearer to 1. A few turns say less than many, and fewer than two say
    little in a longer text.
    """
    fit = best_fit(source.sample, styles)
    if not fit.opened or (fit.opened < 2 and fit.share < 0.5):
        return NO
    few = 1 - 0.1 / fit.opened
    sure = round(weight * few * (0.3 + 0.7 * min(1.0, fit.share)), 3)
    return Recognition(
        sure,
        f"{fit.opened} paragraphs open a turn this way ({fit.share:.0%}); "
        f"speakers: {len(fit.names)}.",
    )
