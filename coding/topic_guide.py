"""The topic guide of the interviews: its questions, and the codes or themes that they bear on.

Who was not asked a question was not asked about its codes: so a whole column of cells is marked
at once. A study keeps its guide as a setting (`GUIDE`), each change of it in the log.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from coding.cell_acts import Cell, CellAct, Deed
from coding.summaries import NotAsked
from framework.model import Framework

GUIDE = "topic guide"
"""The setting under which a study keeps its topic guide."""

_Text = Annotated[str, Field(max_length=2_000)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]


class TopicGuideError(ValueError):
    """A topic guide that cannot be kept or read; the message says what to mend."""


class GuideQuestion(BaseModel):
    """One question, or one whole section, of a topic guide.

    `bears_on` are ids of codes or themes. `section` groups questions; `text` is how it is asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: _Name
    name: _Name
    bears_on: tuple[str, ...] = ()
    section: Annotated[str, Field(max_length=200)] = ""
    text: _Text = ""


class TopicGuide(BaseModel):
    """The questions, in the order in which they are asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: tuple[GuideQuestion, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "TopicGuide":
        ids = [question.id for question in self.questions]
        if len(ids) != len(set(ids)):
            raise ValueError("Two questions have the same id.")
        return self

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the names of the sections, each once, in order; questions of none are left out."""
        return tuple(dict.fromkeys(q.section for q in self.questions if q.section))

    def in_section(self, section: str) -> tuple[str, ...]:
        """Return the ids of a section's questions, in order."""
        return tuple(q.id for q in self.questions if q.section == section)


def guide_text(guide: TopicGuide) -> str:
    """Return the guide as it is kept."""
    return guide.model_dump_json()


def read_guide(text: str | None) -> TopicGuide:
    """Return the guide that was kept; an empty one for None.

    Raises:
        TopicGuideError: If the text is no topic guide.
    """
    if text is None:
        return TopicGuide()
    try:
        return TopicGuide.model_validate_json(text)
    except ValidationError as error:
        where = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        raise TopicGuideError(
            f"The topic guide cannot be read ({where or 'two questions have the same id'})."
        ) from error


def codes_of(question: GuideQuestion, framework: Framework) -> tuple[str, ...]:
    """Return the codes that a question bears on, in the framework's order, themes spelled out.

    What the framework no longer has is left out.
    """
    named = set(question.bears_on)
    return tuple(
        code.id
        for code in framework.codes()
        if code.id in named or framework.theme_of[code.id].id in named
    )


def lost_links(guide: TopicGuide, framework: Framework) -> tuple[tuple[str, str], ...]:
    """Return question and id for whatever a guide bears on that the framework no longer has."""
    known = {*framework.code_by_id, *(theme.id for theme in framework.themes)}
    return tuple((q.id, one) for q in guide.questions for one in q.bears_on if one not in known)


def silenced_codes(
    guide: TopicGuide, framework: Framework, question_ids: Collection[str]
) -> tuple[str, ...]:
    """Return the codes that nobody was asked about who was not asked these questions.

    A code on which another question bears too is not among them.
    """
    chosen = _bearing(guide, framework, question_ids)
    others = {q.id for q in guide.questions} - set(question_ids)
    elsewhere = set(_bearing(guide, framework, others))
    return tuple(code_id for code_id in chosen if code_id not in elsewhere)


def _bearing(
    guide: TopicGuide, framework: Framework, question_ids: Collection[str]
) -> tuple[str, ...]:
    chosen = {
        code_id
        for question in guide.questions
        if question.id in question_ids
        for code_id in codes_of(question, framework)
    }
    return tuple(code.id for code in framework.codes() if code.id in chosen)


def not_asked_by_question(
    guide: TopicGuide,
    framework: Framework,
    question_ids: Collection[str],
    case_ids: Sequence[str],
    standing: Iterable[NotAsked],
    *,
    coder_id: str,
    framework_version: int,
    made_at: datetime,
    asked: bool = False,
) -> tuple[CellAct, ...]:
    """Return the acts that mark cases as not asked some questions: one for each cell that changes.

    To be stored together (`Store.record_cells`), so that all of them stand or none.

    Args:
        guide: The topic guide.
        framework: The framework as it stands.
        question_ids: The questions, or those of a section. A code is marked only if no other
            question bears on it (`silenced_codes`).
        case_ids: Who was not asked.
        standing: What is marked as not asked already, as far as the person may see it.
        coder_id: Who says so.
        framework_version: The study's number of the framework.
        made_at: The person's clock.
        asked: True if the cases were asked after all; then every code on which one of the
            questions bears is asked again.
    """
    marked = {(one.case_id, one.code_id) for one in standing}
    select = _bearing if asked else silenced_codes
    deed = Deed.ASKED if asked else Deed.NOT_ASKED
    return tuple(
        CellAct(coder_id, deed, *cell, made_at, framework_version)
        for cell in _cells(case_ids, select(guide, framework, question_ids))
        if (cell in marked) is asked
    )


def _cells(case_ids: Sequence[str], code_ids: Sequence[str]) -> Iterator[Cell]:
    return ((case_id, code_id) for case_id in dict.fromkeys(case_ids) for code_id in code_ids)


def undone(acts: Iterable[CellAct], *, coder_id: str, made_at: datetime) -> tuple[CellAct, ...]:
    """Return the acts that take back what `not_asked_by_question` gave; others are left out."""
    turned = {Deed.NOT_ASKED: Deed.ASKED, Deed.ASKED: Deed.NOT_ASKED}
    return tuple(
        CellAct(coder_id, turned[act.deed], *act.cell, made_at, act.framework_version)
        for act in acts
        if act.deed in turned
    )
