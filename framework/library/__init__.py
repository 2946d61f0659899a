"""The frameworks that come with the program, and sentences that bear on no code."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from framework.model import Framework
from framework.reading import read_framework

_DEFAULT = "therapy_homework"
_IDS = (_DEFAULT, "return_to_work")


@dataclass(frozen=True, slots=True)
class Starter:
    """A framework to begin a study with; `text` is its file, YAML with notes."""

    id: str
    name: str
    text: str


@cache
def starter_frameworks() -> tuple[Starter, ...]:
    """Return the frameworks that come with the program, the default first."""
    return tuple(
        Starter(id=each, name=_framework(each).name, text=_text(f"{each}.yaml")) for each in _IDS
    )


def default_framework() -> Framework:
    """Return the framework of barriers and facilitators to therapy homework."""
    return _framework(_DEFAULT)


@cache
def small_talk() -> tuple[str, ...]:
    """Return spoken sentences that bear on no code of any framework."""
    lines = _text("small_talk.txt").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _framework(starter_id: str) -> Framework:
    source = f"{starter_id}.yaml"
    return read_framework(_text(source), source=source)


def _text(file_name: str) -> str:
    return resources.files(__name__).joinpath(file_name).read_text(encoding="utf-8")
