"""Theirs, ours and the base: how an edited workbook differs from its study."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coding.coming_back.values import (
    Comparison,
    Difference,
    Found,
    Place,
    Refused,
    Returned,
    Side,
    Standing,
)

DRAFT = "[draft]"
"""What stands before a draft in a workbook."""

_CUT = (
    "The cell held only the beginning of a longer text, so what was edited there cannot be "
    "taken. Change it in Betweenlines."
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text is written into a cell and read from it.

    `sha256` returns the fingerprint that a text of ours would have in a workbook; `meant` what
    somebody meant who wrote theirs where ours stood: it undoes what only spreadsheets need.
    """

    sha256: Callable[[str], str]
    meant: Callable[[str, str], str]


def compared(returned: Returned, side: Side, spelling: Spelling) -> Comparison:
    """Return how a workbook differs from the study.

    A cell counts as edited if it is not what was written. If the study has not changed there
    since, that is a plain difference; if it has, and says something else, a conflict. One that
    two sheets hold (such as an attribute) counts as edited where any of them differs.

    Args:
        returned: What was read.
        side: What the study says now.
        spelling: How texts are written into cells.
    """
    by_place: dict[Place, list[Found]] = {}
    for found in returned.edited:
        by_place.setdefault(found.place, []).append(found)
    differences: list[Difference] = []
    refused: list[Refused] = list(returned.refused)
    same = 0
    for place, cells in by_place.items():
        why = _why_not(place, returned, side)
        if why is not None:
            refused.append(Refused(", ".join(cell.where for cell in cells), why))
            continue
        difference = _difference(place, cells, returned, side, spelling)
        if difference is None:
            same += 1
            continue
        refused += _unfit(difference, side)
        if not any(side.refuses(place, text) for _, text in difference.theirs):
            differences.append(difference)
    differences.sort(key=lambda difference: not difference.is_conflict)
    return Comparison(tuple(differences), same, (*refused, *_absent(returned, side)))


def _why_not(place: Place, returned: Returned, side: Side) -> str | None:
    row, column = place
    if place in returned.cut:
        return _CUT
    if row not in side.rows:
        what = _named(row)
        return f"{what} is not, or no longer, in this study. Nothing of it is taken."
    if side.has_column(column):
        return None
    version = returned.framework_version
    older = "" if version is None else f" (the workbook was written under version {version})"
    return (
        f"{_named(column)} is not, or no longer, in the framework{older}. "
        "Nothing in its column is taken."
    )


_KINDS = {"case": "This case", "note": "This memo", "segment": "This passage"}


def _named(id_: str) -> str:
    kind, _, name = id_.partition(":")
    return _KINDS.get(kind, f"Code {name}" if name else f"“{kind}”")


def _difference(
    place: Place, cells: Sequence[Found], returned: Returned, side: Side, spelling: Spelling
) -> Difference | None:
    ours = side.values.get(place, "")
    said: dict[str, str] = {}
    for cell in cells:
        said.setdefault(side.tidy(place, spelling.meant(cell.text, ours)), cell.where)
    if set(said) == {ours}:
        return None
    written = None if returned.prints is None else returned.prints.get(place, spelling.sha256(""))
    remark = " ".join(dict.fromkeys(cell.remark for cell in cells if cell.remark))
    return Difference(
        place,
        _standing(len(said), written, _prints(place, ours, side, spelling)),
        tuple((where, text) for text, where in said.items()),
        ours,
        _base(place, written, ours, side, spelling),
        remark,
    )


def _prints(place: Place, ours: str, side: Side, spelling: Spelling) -> frozenset[str]:
    """Return the fingerprints that a workbook may have for what the study says now."""
    texts = (ours, "", f"{DRAFT} {ours}") if place in side.drafts else (ours,)
    return frozenset(spelling.sha256(text) for text in texts)


def _unfit(difference: Difference, side: Side) -> Iterator[Refused]:
    for where, text in difference.theirs:
        why = side.refuses(difference.place, text)
        if why is not None:
            yield Refused(where, why)


def _standing(versions: int, written: str | None, ours: frozenset[str]) -> Standing:
    if versions > 1:
        return Standing.TWICE
    if written is None:
        return Standing.UNKNOWN
    return Standing.THEIRS if written in ours else Standing.CONFLICT


def _base(
    place: Place, written: str | None, ours: str, side: Side, spelling: Spelling
) -> str | None:
    """Return the text that was written, found among those that stood there."""
    if written is None:
        return None
    texts: Iterable[str] = (ours, *side.earlier.get(place, ()), "")
    return next((text for text in texts if spelling.sha256(text) == written), None)


def _absent(returned: Returned, side: Side) -> Iterable[Refused]:
    """Say in one line how many rows the workbook has lost: nothing happens to them."""
    written = {row for row, _ in returned.prints or ()}
    lost = (written & set(side.rows)) - returned.rows
    if lost:
        told = "1 row is" if len(lost) == 1 else f"{len(lost):,} rows are"
        why = f"{told} no longer in the workbook. The study keeps what it has there."
        yield Refused("the whole workbook", why)


def without_conflict(comparison: Comparison) -> tuple[Difference, ...]:
    """Return the differences that can be taken without anybody having to choose."""
    return tuple(one for one in comparison.differences if not one.is_conflict)
