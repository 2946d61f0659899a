"""From a PDF's printed lines to paragraphs: page furniture left out, broken lines joined."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from coding.model import Remark
from coding.transcripts.labels import is_name, is_role_label, tidy
from coding.transcripts.line_numbers import LEFT_OUT, number_lengths
from coding.transcripts.source import Line

_FURNITURE = "Headers, footers and page numbers were left out"
_EDGE = 3
"""Lines from the top and from the foot of a page that may be furniture."""
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page|seite|p\.)?\s{0,3}\d{1,4}(?:\s{0,3}(?:of|/|von)\s{0,3}\d{1,4})?\W{0,3}", re.I
)
_DIGITS = re.compile(r"\d{1,9}")
_LABEL = re.compile(r"(?P<label>[^:：\n\t]{1,63}?)\s{0,3}(?:[:：](?!//|\d)|\t|[\[(]\d)")
_ABOVE = re.compile(r"(?P<label>\S[^:\n]{0,62}?)\s{1,9}\d{1,3}:\d{2}(?::\d{2})?")
_TIME = re.compile(r"[\[({<]?\d{1,3}:\d{2}\b|#[\d:.,-]{4,14}#\s{0,9}\S|>>")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it stands on a page; `x` and `y` are points from the page's lower left corner.

    `lead` counts the characters at its start that are bold or italic.
    """

    page: int
    x: float
    y: float
    size: float
    text: str
    lead: int = 0

    def and_more(self, words: str, *, set_off: bool) -> "Printed":
        """Return the line with further words behind it."""
        goes_on = set_off and not self.text[self.lead :].strip()
        text = self.text + words
        return replace(self, text=text, lead=len(text) if goes_on else self.lead)

    def without(self, length: int) -> "Printed":
        """Return the line without so many characters at its start."""
        return replace(self, text=self.text[length:], lead=max(0, self.lead - length))


def paragraphs(lines: Sequence[Printed]) -> tuple[tuple[Line, ...], tuple[Remark, ...]]:
    """Return the paragraphs, numbered by the printed line that they begin on, and remarks."""
    numbered = list(enumerate(lines, start=1))
    furniture = _furniture(lines)
    kept = [(number, line) for number, line in numbered if number not in furniture]
    remarks = []
    if furniture and kept:
        first = min(furniture)
        remarks.append(Remark(first, f"{_FURNITURE}: {len(furniture)}, first here."))
    else:
        kept = numbered
    kept, bare = _without_numbers(kept)
    remarks += [*bare, *_order_remarks(kept)]
    breaks = _Breaks([line for _, line in kept])
    found: list[Line] = []
    hyphens = 0
    for place, (number, line) in enumerate(kept):
        text = line.text.strip()
        if place and not breaks.before(place):
            before = kept[place - 1][1].text
            hyphen = bool(re.search(r"\w-$", before)) and text[:1].isalnum()
            hyphens += hyphen
            whole = f"{found[-1].text}{'' if hyphen else ' '}{text}"
            all_set_off = _whole(line) and found[-1].lead >= len(found[-1].text)
            lead = len(whole) if all_set_off else found[-1].lead
            found[-1] = replace(found[-1], text=whole, lead=lead)
        else:
            found.append(Line(number, text, lead=line.lead))
    if hyphens:
        remarks.append(
            Remark(
                None, f"Words with a hyphen at a line's end were joined, hyphen kept: {hyphens}."
            )
        )
    return tuple(found), tuple(remarks)


def _without_numbers(
    kept: list[tuple[int, Printed]],
) -> tuple[list[tuple[int, Printed]], list[Remark]]:
    lengths = number_lengths([line.text for _, line in kept])
    if lengths is None:
        return kept, []
    bare = [
        (number, line.without(length))
        for (number, line), length in zip(kept, lengths, strict=True)
        if line.text[length:].strip()
    ]
    return bare, [Remark(kept[0][0], LEFT_OUT)]


def _furniture(lines: Sequence[Printed]) -> set[int]:
    """Return the numbers of lines that come again on most pages, and of page numbers."""
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines, start=1):
        pages[line.page].append(number)
    edges: defaultdict[str, list[int]] = defaultdict(list)
    found: set[int] = set()
    inside: set[str] = set()
    for numbers in pages.values():
        order = sorted(numbers, key=lambda number: -lines[number - 1].y)
        for rank, number in enumerate(order):
            shape = _DIGITS.sub("#", " ".join(lines[number - 1].text.split()))
            if rank < _EDGE or rank >= len(order) - _EDGE:
                edges[shape].append(number)
            else:
                inside.add(shape)
        found.update(_page_number_at(lines, order))
    for shape, numbers in edges.items():
        if shape not in inside and _comes_again([lines[n - 1] for n in numbers], len(pages)):
            found.update(numbers)
    return found


def _comes_again(lines: Sequence[Printed], pages: int) -> bool:
    """Return whether lines that differ in digits only are the same on most pages.

    They stand at one height, and either are equal or count the pages.
    """
    if len({line.page for line in lines}) < max(2, pages / 2) or lines[0].text.endswith(":"):
        return False
    if max(line.y for line in lines) - min(line.y for line in lines) > 2 * lines[0].size:
        return False
    if len({line.text for line in lines}) == 1:
        return True
    counts = [[int(digits) - line.page for digits in _DIGITS.findall(line.text)] for line in lines]
    return any(len(set(column)) == 1 for column in zip(*counts, strict=False))


def _page_number_at(lines: Sequence[Printed], order: Sequence[int]) -> list[int]:
    """Return the first or last line of a page if it is its number, set apart from the text."""
    if len(order) < 3:
        return []
    steps = [lines[one - 1].y - lines[other - 1].y for one, other in pairwise(order)]
    usual = median(steps)
    found = []
    for edge, step in ((order[0], steps[0]), (order[-1], steps[-1])):
        if step > 1.4 * usual and _PAGE_NUMBER.fullmatch(lines[edge - 1].text.strip()):
            found.append(edge)
    return found


def _order_remarks(kept: Sequence[tuple[int, Printed]]) -> list[Remark]:
    """Return a remark if lines are printed upwards, as in tables and columns."""
    upwards = [
        number
        for (_, one), (number, other) in pairwise(kept)
        if one.page == other.page and other.y > one.y + one.size
    ]
    if len(upwards) <= len(kept) / 20:
        return []
    return [
        Remark(
            upwards[0],
            "The pages seem to hold a table or columns: words may stand in the wrong order. "
            "Import the file that the PDF was made from, if you can.",
        )
    ]


class _Breaks:
    """Says before which lines a paragraph begins."""

    def __init__(self, lines: Sequence[Printed]) -> None:
        self.lines = lines
        steps = [
            round(one.y - other.y, 1)
            for one, other in pairwise(lines)
            if one.page == other.page and 0 < one.y - other.y < 6 * one.size
        ]
        self.step = _usual(steps)
        self.width = sorted(len(line.text.strip()) for line in lines)[int(0.9 * (len(lines) - 1))]
        labels = Counter(label for line in lines if (label := _label(line)))
        self.labels = {
            label for label, count in labels.items() if count > 1 or is_role_label(label)
        }

    def before(self, place: int) -> bool:
        """Return whether a paragraph begins with this line rather than going on from above."""
        one, other = self.lines[place - 1], self.lines[place]
        text = other.text.strip()
        if _label(other) in self.labels or _TIME.match(text) or _whole(one) != _whole(other):
            return True
        if one.page == other.page and abs(one.y - other.y) > 1.25 * self.step:
            return True
        first = text.split(maxsplit=1)[0]
        return len(one.text.strip()) + 1 + len(first) < 0.75 * self.width


def _whole(line: Printed) -> bool:
    """Return whether all of a line is bold or italic."""
    return line.lead >= len(line.text)


def _usual(steps: Sequence[float]) -> float:
    """Return the distance of lines inside a paragraph: the smallest that is common."""
    counts = Counter(round(step) for step in steps)
    common = [step for step, count in counts.items() if count >= 0.1 * len(steps)]
    return float(min(common, default=15))


def _label(line: Printed) -> str:
    """Return what may be a speaker at the start of the line, or an empty label."""
    text = line.text.strip()
    found = _LABEL.match(text) or _ABOVE.fullmatch(text)
    label = tidy(found["label"]) if found else ""
    if not found and 0 < line.lead < len(text):
        label = tidy(text[: line.lead])
    return label.casefold() if is_role_label(label) or is_name(label) else ""
