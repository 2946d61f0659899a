"""Summaries beside the rows and columns of a matrix workbook that came back."""

from collections.abc import Iterable, Iterator, Sequence

from coding.coming_back.taking import Ground
from coding.coming_back.values import Change, Place
from coding.model import Document
from coding.quoting import Reference
from coding.references import resolved_marks
from coding.second_order import Scope, WideAct, WideDeed, wide_summaries
from framework.model import Framework

CASE_COLUMN = "casesummary"
CODE_ROW = "codesummary"
_THEME_ROW = "themesummary:"

_About = tuple[Scope, str]


def about_of(place: Place) -> _About | None:
    """Return which row or column a summary at a place is about; None if none may stand there."""
    row, column = place
    if column == CASE_COLUMN and row.startswith("case:"):
        return Scope.CASE, row.removeprefix("case:")
    if row == CODE_ROW and column.startswith("summary:"):
        return Scope.CODE, column.removeprefix("summary:")
    if row.startswith(_THEME_ROW) and column.startswith("summary:"):
        return Scope.THEME, row.removeprefix(_THEME_ROW)
    return None


def wide_rows(framework: Framework) -> frozenset[str]:
    """Return the ids of the rows that hold summaries of codes and themes."""
    return frozenset({CODE_ROW, *(f"{_THEME_ROW}{theme.id}" for theme in framework.themes)})


def wide_texts(acts: Iterable[WideAct], framework: Framework) -> dict[Place, str]:
    """Return the summaries that stand, at each place where a workbook may have them."""
    return {
        place: summary.text
        for summary in wide_summaries(acts)
        for place in _places((summary.scope, summary.about_id), framework)
    }


def earlier_wide_texts(
    acts: Sequence[WideAct], framework: Framework
) -> Iterator[tuple[Place, str]]:
    """Yield the summaries that ever stood, the newest first, with their places."""
    for act in reversed(acts):
        if act.deed is WideDeed.SUMMARISE:
            for place in _places((act.scope, act.about_id), framework):
                yield place, act.text


def _places(about: _About, framework: Framework) -> Iterator[Place]:
    scope, about_id = about
    if scope is Scope.CASE:
        yield f"case:{about_id}", CASE_COLUMN
    elif scope is Scope.CODE:
        yield CODE_ROW, f"summary:{about_id}"
    else:  # it stands under the theme's first code on a sheet, whichever that is
        codes = (t.codes for t in framework.themes if t.id == about_id)
        yield from ((f"{_THEME_ROW}{about_id}", f"summary:{c.id}") for c in next(codes, ()))


def wide_acts_of(
    changes: Iterable[Change], ground: Ground, acts: Sequence[WideAct]
) -> tuple[WideAct, ...]:
    """Return the acts that put accepted summaries beside their rows and columns.

    Args:
        changes: What was accepted.
        ground: Whose acts they become.
        acts: What was done there, as far as the person may see it, as in the log.
    """
    standing = {(one.scope, one.about_id): one.made_at for one in wide_summaries(acts)}
    found = ((about_of(change.place), change.text) for change in changes)
    wanted = {about: text for about, text in found if about is not None}
    return tuple(
        WideAct(
            ground.coder_id,
            WideDeed.SUMMARISE,
            *about,
            made_at=ground.made_at,
            framework_version=ground.framework_version,
            text=text,
            references=_references(about, text, ground),
            over=standing.get(about),
            client=f"{ground.client}-wide",
            seq=number,
        )
        for number, (about, text) in enumerate(wanted.items(), 1)
    )


def _references(about: _About, text: str, ground: Ground) -> tuple[Reference, ...]:
    documents: Iterable[Document] = (d for own in ground.documents.values() for d in own)
    if about[0] is Scope.CASE:
        documents = ground.documents.get(about[1], ())
    by_id = {document.id: document for document in documents}
    marks = resolved_marks(text, by_id.values(), ())
    return tuple(dict.fromkeys(mark.reference for mark in marks if mark.reference is not None))
