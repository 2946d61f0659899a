"""What a colleague would say about a framework that is correct but not yet good."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from framework.model import Code, Framework
from framework.search import plain

FEWEST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """One remark: `about` names what it is about, such as `code PB1.1`."""

    about: str
    what: str


def check_framework(framework: Framework) -> tuple[Notice, ...]:
    """Return what could be better in the framework; none of it keeps anyone from using it.

    Codes that are never suggested need no examples and no place on a dimension.
    """
    return (
        *_themes(framework),
        *(notice for code in framework.codes() for notice in _code(framework, code)),
        *_mirrors(framework),
        *_twice(framework),
        *_unused_values(framework),
    )


def _themes(framework: Framework) -> Iterator[Notice]:
    for theme in framework.themes:
        if not theme.codes:
            yield Notice(f"theme {theme.id}", "it has no codes")
        elif len(theme.codes) == 1 and theme.codes[0].suggest:
            yield Notice(f"theme {theme.id}", "it has only one code; is it a theme of its own?")


def _code(framework: Framework, code: Code) -> Iterator[Notice]:
    about = f"code {code.id}"
    if not code.definition:
        yield Notice(about, "it has no definition; coders will each make up their own")
    if code.suggest:
        yield from (Notice(about, what) for what in _thin(code))
        here = framework.values_of(code.id)
        for dimension in framework.dimensions:
            if dimension.id not in here:
                yield Notice(about, f"it has no {dimension.name}; name one here or at its theme")


def _thin(code: Code) -> Iterator[str]:
    if not code.examples:
        yield "it has no examples; suggestions will rest on its definition alone"
    elif len(code.examples) < FEWEST_EXAMPLES:
        count = len(code.examples)
        yield f"it has only {count} example{'s' * (count > 1)}; {FEWEST_EXAMPLES} or more help"
    if not code.exclude and not code.near_misses:
        yield "nothing says what does not belong to it (exclude, near_misses)"


def _mirrors(framework: Framework) -> Iterator[Notice]:
    pairs = [(c.id, c.counterpart) for c in framework.codes() if c.counterpart is not None]
    for dimension in framework.dimensions:
        alike = [
            (code_id, mirror)
            for code_id, mirror in pairs
            if framework.values_of(code_id).get(dimension.id)
            == framework.values_of(mirror).get(dimension.id)
        ]
        if len(alike) < len(pairs) / 2:
            for code_id, mirror in alike:
                what = (
                    f"its counterpart {mirror} is alike in {dimension.name}, "
                    "in which other counterparts differ"
                )
                yield Notice(f"code {code_id}", what)


def _twice(framework: Framework) -> Iterator[Notice]:
    for field in ("name", "cues", "examples"):
        holders: dict[str, list[str]] = defaultdict(list)
        for code in framework.codes():
            found = (code.name,) if field == "name" else getattr(code, field)
            for text in found:
                holders[plain(text)].append(code.id)
        for ids in (ids for ids in holders.values() if len(ids) > 1):
            others = sorted(set(ids) - {ids[0]})
            what = f"as {', '.join(others)}" if others else "twice"
            yield Notice(f"code {ids[0]}", f"it has the same {field.removesuffix('s')} {what}")


def _unused_values(framework: Framework) -> Iterator[Notice]:
    used = {pair for code in framework.codes() for pair in framework.values_of(code.id).items()}
    for dimension in framework.dimensions:
        for value in dimension.values:
            if (dimension.id, value.id) not in used:
                yield Notice(f"{dimension.id} {value.id}", "no code has this value")
