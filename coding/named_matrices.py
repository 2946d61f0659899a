"""Named matrices: ways of looking at the one set of cells that a study keeps under a name.

A study keeps each as a setting, so that everybody finds it and the log has its history. The
cells are those of case by code whatever matrix shows them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coding.case_query import QueryError, read_query
from framework.model import Framework

BEGINNING = "matrix "
"""How the settings begin under which named matrices are kept; the matrix's id follows."""


class NamedMatrixError(ValueError):
    """A matrix that cannot be kept under this name; the message says what to do."""


class NamedMatrix(BaseModel):
    """One way of looking: which columns and rows, in which order, and whose codings.

    `columns` is the id of a way of looking at the columns, as the matrix page has them ("all",
    "themes", a theme, values of dimensions, counterparts side by side, "chosen"); `code_ids` are
    those of chosen columns. `attributes` are shown beside the cases, None shows all of them.
    `cases` is a query (`coding.case_query`). `sort_by` and `group_by` name attributes, empty for
    the study's order and for no groups. `whose` is a coder's id, None for the consensus; whoever
    opens the matrix sees only what they may see.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(min_length=1, max_length=200)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    columns: Annotated[str, Field(max_length=1_000)] = "all"
    code_ids: tuple[str, ...] = ()
    attributes: tuple[str, ...] | None = None
    cases: Annotated[str, Field(max_length=2_000)] = ""
    sort_by: str = ""
    group_by: str = ""
    whose: str | None = None


def setting_of(matrix: NamedMatrix) -> tuple[str, str]:
    """Return the name and the value of the setting that keeps a matrix.

    To rename a matrix, keep it again under the same id; to remove it, take the setting back.
    """
    return f"{BEGINNING}{matrix.id}", matrix.model_dump_json()


def named_matrices(settings: Mapping[str, str]) -> tuple[NamedMatrix, ...]:
    """Return the matrices among a study's settings, by their names; unreadable ones are left out.

    A newer program may keep what this one does not know.
    """
    found = (
        matrix
        for name, value in settings.items()
        if name.startswith(BEGINNING) and (matrix := _read(value)) is not None
    )
    return tuple(sorted(found, key=lambda matrix: (matrix.name.casefold(), matrix.id)))


def _read(value: str) -> NamedMatrix | None:
    try:
        return NamedMatrix.model_validate_json(value)
    except ValidationError:
        return None


def check_name(matrix: NamedMatrix, others: Iterable[NamedMatrix]) -> None:
    """Check that a matrix can be kept beside others.

    Raises:
        NamedMatrixError: If its name is blank or of several lines, or another matrix has it.
    """
    if not matrix.name.strip() or len(matrix.name.splitlines()) > 1:
        raise NamedMatrixError("A matrix needs a name of one line.")
    folded = " ".join(matrix.name.casefold().split())
    for other in others:
        if other.id != matrix.id and " ".join(other.name.casefold().split()) == folded:
            raise NamedMatrixError(
                f"There is already a matrix called “{other.name}”. Give this one another name."
            )


def what_is_missing(
    matrix: NamedMatrix,
    framework: Framework,
    *,
    attributes: Collection[str],
    coder_ids: Collection[str],
) -> tuple[str, ...]:
    """Return, in sentences, what a matrix asks for that the study no longer has.

    Args:
        matrix: As it was kept.
        framework: As it now stands.
        attributes: Those that any case has.
        coder_ids: Whose codings the reader may chart.
    """
    return tuple(_missing(matrix, framework, attributes, coder_ids))


def _missing(
    matrix: NamedMatrix,
    framework: Framework,
    attributes: Collection[str],
    coder_ids: Collection[str],
) -> Iterator[str]:
    for code_id in matrix.code_ids:
        if code_id not in framework.code_by_id:
            yield f"The code {code_id} is no longer in the framework."
    asked = [*(matrix.attributes or ()), matrix.sort_by, matrix.group_by]
    for name in dict.fromkeys(asked):
        if name and name not in attributes and name != "name":
            yield f"No case has the attribute “{name}”."
    try:
        read_query(matrix.cases, known=attributes)
    except QueryError as error:
        yield f"The cases cannot be chosen as before. {error}"
    if matrix.whose is not None and matrix.whose not in coder_ids:
        yield "The coder whose codings it charts is not open to you; choose whose to show."
