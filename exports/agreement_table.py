"""What a table of a comparison is, before it becomes a sheet or a CSV file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coding.agreement.values import Result
from exports.agreement_contents import AgreementContents
from exports.agreement_words import MEANINGS

Value = str | int | float | None


class Form(StrEnum):
    """How a column is written."""

    TEXT = "text"
    NAME = "name"
    COUNT = "count"
    FIGURE = "figure"
    SHARE = "share"
    BOUND = "bound"
    BOUND_SHARE = "bound share"


@dataclass(frozen=True, slots=True)
class Head:
    """A column: `name` in CSV files, `title` and `width` (in characters) in a workbook."""

    name: str
    title: str
    form: Form = Form.TEXT
    width: float = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `about` says what a row is; `frozen` columns stay in view."""

    name: str
    about: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    frozen: int = 1


def figure_heads(statistic: str) -> tuple[Head, Head, Head]:
    """Return the columns of a figure and of its interval."""
    meaning = MEANINGS[statistic]
    form, bound = (Form.SHARE, Form.BOUND_SHARE) if meaning.share else (Form.FIGURE, Form.BOUND)
    return (
        Head(statistic, meaning.title, form, 13),
        Head(f"{statistic}_low", "from", bound, 7),
        Head(f"{statistic}_high", "to", bound, 7),
    )


def reasons(contents: AgreementContents, results: Sequence[Result]) -> str:
    """Return why any of the figures are undefined, each reason once."""
    told = dict.fromkeys(contents.reason(one.why) for one in results if one.why)
    return " ".join(told)
