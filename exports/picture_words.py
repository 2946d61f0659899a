"""What the heat map and the profile say in words, and what stands in them: no drawing yet."""

from collections.abc import Iterator
from enum import StrEnum

from coding.matrix import CellState
from coding.matrix_rows import RowGroup
from coding.pictures.heat import HeatCell, HeatMap
from coding.pictures.profile import Counting, Profile

_STRENGTH = {
    CellState.NOT_YET_CODED: 0.0,
    CellState.NOT_ASKED: 0.0,
    CellState.ASKED_AND_ABSENT: 0.0,
    CellState.CODED: 0.2,
    CellState.DRAFT: 0.2,
    CellState.STALE: 0.45,
    CellState.SUMMARISED: 0.45,
    CellState.SIGNED_OFF: 0.75,
}


class HeatShows(StrEnum):
    """What the cells of a heat map say."""

    PASSAGES = "number of passages"
    STATE = "state of the cell"


def cell_sign(cell: HeatCell, shows: HeatShows) -> str:
    """Return what stands in a cell: a number or, for none and for states, the state's sign."""
    if shows is HeatShows.PASSAGES and cell.passages:
        return f"{cell.passages:,}"
    return cell.state.shape


def cell_strength(cell: HeatCell, shows: HeatShows, most: int) -> float:
    """Return how strongly a cell is shaded, 0 to 1."""
    if shows is HeatShows.STATE:
        return _STRENGTH[cell.state]
    return 0.1 + 0.8 * cell.passages / most if cell.passages else 0.0


def sign_lines(heat: HeatMap, shows: HeatShows) -> tuple[str, ...]:
    """Return what the signs on a heat map mean, those that occur on it."""
    there = {
        cell.state
        for row in heat.cells
        for cell in row
        if shows is HeatShows.STATE or not cell.passages
    }
    signs = "   ".join(f"{state.shape} {state.value}" for state in CellState if state in there)
    lead = (
        "Numbers are passages; the darker, the more."
        if shows is HeatShows.PASSAGES
        else "The darker, the further."
    )
    return (f"{lead}   {signs}".strip(),)


def describe_heat(heat: HeatMap) -> str:
    """Return what a heat map shows, in a sentence or two."""
    total = sum(cell.passages for row in heat.cells for cell in row)
    filled = sum(bool(cell.passages) for row in heat.cells for cell in row)
    cells = len(heat.cases) * len(heat.columns)
    return (
        f"Heat map of {len(heat.cases)} cases by {len(heat.columns)} columns. "
        f"{filled} of {cells} cells have passages, {total} in all; "
        f"the fullest cell of the whole map has {heat.most}."
    )


def two_sided(profile: Profile) -> bool:
    """Return whether bars go to both sides."""
    return len(profile.across.values) == 2


def largest(profile: Profile, counting: Counting) -> float:
    """Return the largest value of a profile; 1 where all are nothing."""
    return max((cell.value(counting) or 0 for cell in profile.cells.values()), default=0) or 1.0


def bar_label(profile: Profile, key: tuple[str, str, str], counting: Counting) -> str:
    """Return what is written at a bar: its number, a star where it rests on few cases.

    A dash stands where nothing can be said; nothing where no code has both values.
    """
    cell = profile.cells.get(key)
    if cell is None:
        return ""
    value = cell.value(counting)
    if value is None:
        return "–"
    if counting is not Counting.SHARE:
        return f"{value:,.0f}"
    return f"{value:.0f} %{'*' if cell.figure.warning else ''}"


def notes(profile: Profile, counting: Counting) -> Iterator[str]:
    """Yield what to beware of: few cases, what cannot be said, codes that are not counted."""
    if counting is Counting.SHARE:
        if any(cell.figure.warning for cell in profile.cells.values()):
            yield "* rests on fewer than 5 cases: one more or less changes it much."
        if any(cell.value(counting) is None for cell in profile.cells.values()):
            yield "– no case of the group was asked and has its interviews finished."
    if profile.left_out:
        axes = " or ".join(a.name.lower() for a in (profile.down, profile.across) if a.without)
        yield f"Not counted, because they have no {axes}: {', '.join(profile.left_out)}."


def group_title(profile: Profile, group: RowGroup, *, most: int = 200) -> str:
    """Return what a panel is called: its group, its number of cases, and how many wait.

    The group's name is cut to `most` letters, the numbers never.
    """
    number = f"{len(group.cases)} {'case' if len(group.cases) == 1 else 'cases'}"
    waiting = {
        case_id
        for key, cell in profile.cells.items()
        if key[0] == group.label
        for case_id in cell.figure.unfinished
    }
    if waiting:
        number += f", {len(waiting)} not finished"
    if not group.label:
        return f"All {number}"
    name = group.label if len(group.label) <= most else f"{group.label[: most - 1]}…"
    return f"{name} ({number})"


def describe_profile(profile: Profile, counting: Counting) -> str:
    """Return what a profile shows in words: every group's numbers, one after the other."""
    axes = " by ".join(axis.name for axis in (profile.down, profile.across) if axis.id)
    told = [f"Profile of {counting.value}, {axes}."]
    for group in profile.groups:
        parts = [
            f"{one.name}{f', {other.name}' if other.id else ''}: {label}"
            for one in profile.down.values
            for other in profile.across.values
            if (label := bar_label(profile, (group.label, one.id, other.id), counting))
        ]
        told.append(f"{group_title(profile, group)}: {'; '.join(parts)}.")
    return " ".join(told)
