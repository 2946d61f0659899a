"""The nouns of a framework: dimensions, themes and codes.

These are the values behind a framework file (`framework.reading`). They are frozen and
refuse unknown fields, because the file is written by people.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field


class Origin(StrEnum):
    """Where a code comes from: the theory at the outset, or the interviews."""

    DEDUCTIVE = "deductive"
    INDUCTIVE = "inductive"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class DimensionValue(_Frozen):
    """One value that a dimension can take, e.g. "patient" for the dimension "level"."""

    id: str
    name: str
    about: str = ""


class Dimension(_Frozen):
    """An axis along which codes are sorted, e.g. level or valence; a framework may have none."""

    id: str
    name: str
    rule: str = ""
    values: tuple[DimensionValue, ...]


class NearMiss(_Frozen):
    """Something that sounds like the code but is not, and the code that it belongs to, if any."""

    text: str
    belongs_to: str | None = None


class Code(_Frozen):
    """One thing that can be said of a passage.

    `counterpart` names the mirrored code (the facilitator of a barrier); it is one-way.
    `dimensions` holds only what differs from the theme's. A code with `suggest` false is
    never proposed by the machine.
    """

    id: str
    name: str
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    cues: tuple[str, ...] = ()
    counterpart: str | None = None
    colour: str | None = None
    origin: Origin = Origin.DEDUCTIVE
    suggest: bool = True
    dimensions: Mapping[str, str] = Field(default_factory=dict)


class Theme(_Frozen):
    """A group of codes; a group of columns in the matrix."""

    id: str
    name: str
    about: str = ""
    colour: str | None = None
    dimensions: Mapping[str, str] = Field(default_factory=dict)
    codes: tuple[Code, ...]


class Framework(_Frozen):
    """The whole analytical framework of a study.

    `version` is the authors' own label; a study numbers its changes itself.
    """

    name: str
    version: str = "1"
    about: str = ""
    licence: str = ""
    language: str = "en"
    dimensions: tuple[Dimension, ...] = ()
    themes: tuple[Theme, ...]

    def codes(self) -> Iterator[Code]:
        """Return every code, in the order of the file."""
        return (code for theme in self.themes for code in theme.codes)

    @cached_property
    def code_by_id(self) -> Mapping[str, Code]:
        """Return the codes under their ids."""
        return {code.id: code for code in self.codes()}

    @cached_property
    def theme_of(self) -> Mapping[str, Theme]:
        """Return, for each code's id, the theme that holds it."""
        return {code.id: theme for theme in self.themes for code in theme.codes}

    def values_of(self, code_id: str) -> Mapping[str, str]:
        """Return the code's value on each dimension that it has one on: dimension id to value id.

        What the code says wins over what its theme says.
        """
        return {**self.theme_of[code_id].dimensions, **self.code_by_id[code_id].dimensions}
