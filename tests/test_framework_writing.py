import re
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framework.model import (
    Code,
    Dimension,
    DimensionValue,
    Framework,
    NearMiss,
    Origin,
    Theme,
)
from framework.reading import FrameworkError, read_framework
from framework.writing import framework_yaml

ids = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,8}", fullmatch=True) | st.sampled_from(
    ["no", "1.1", "1e3", "null", "2026-01-31", "y", "0x1F", "on", "Éa"]
)
words = st.sampled_from(
    ["no", "it said: hum", "# 7", "- a", "a  b", "a\n\n b\n", "x\ty", "a\x85b", "a\nb", "'"]
)
prose = st.sampled_from(["sang: the lift — #again ", "'hush' ", "naïve 🎵 "]).map(lambda w: w * 20)
texts = st.text(max_size=8) | words | prose
said = texts.filter(lambda text: text.strip() != "")
colours = st.none() | st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def distinct(size: int) -> st.SearchStrategy[list[str]]:
    return st.lists(ids, min_size=1, max_size=size, unique_by=str.casefold)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    dimensions = tuple(
        Dimension(
            id=dimension_id,
            name=draw(said),
            rule=draw(texts),
            values=tuple(
                DimensionValue(id=value_id, name=draw(said), about=draw(texts))
                for value_id in draw(distinct(3))
            ),
        )
        for dimension_id in draw(distinct(2) | st.just([]))
    )
    code_ids = draw(distinct(4))
    themes = tuple(
        Theme(
            id=theme_id,
            name=draw(said),
            about=draw(texts),
            colour=draw(colours),
            dimensions=draw(places(dimensions)),
            codes=tuple(
                draw(code(code_id, code_ids, dimensions))
                for code_id in (code_ids if number == 0 else ())
            ),
        )
        for number, theme_id in enumerate(draw(distinct(2)))
    )
    return Framework(
        name=draw(said),
        version=draw(texts),
        about=draw(texts),
        licence=draw(texts),
        language=draw(texts),
        dimensions=dimensions,
        themes=themes,
    )


@st.composite
def places(draw: st.DrawFn, dimensions: tuple[Dimension, ...]) -> dict[str, str]:
    chosen = [dimension for dimension in dimensions if draw(st.booleans())]
    return {each.id: draw(st.sampled_from([v.id for v in each.values])) for each in chosen}


@st.composite
def code(
    draw: st.DrawFn, code_id: str, code_ids: list[str], dimensions: tuple[Dimension, ...]
) -> Code:
    others: Any = st.none() | st.sampled_from([*(i for i in code_ids if i != code_id), None])
    lists = st.lists(said, max_size=2).map(tuple)
    return Code(
        id=code_id,
        name=draw(said),
        definition=draw(texts),
        include=draw(lists),
        exclude=draw(lists),
        examples=draw(lists),
        near_misses=draw(
            st.lists(st.builds(NearMiss, text=said, belongs_to=others), max_size=2).map(tuple)
        ),
        cues=draw(lists),
        counterpart=draw(others),
        colour=draw(colours),
        origin=draw(st.sampled_from(Origin)),
        suggest=draw(st.booleans()),
        dimensions=draw(places(dimensions)),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(frameworks())
def test_what_is_written_reads_back_the_same(framework: Framework) -> None:
    assert read_framework(framework_yaml(framework), source="lifts.yaml") == framework


@given(st.text() | st.text(alphabet="ab:-#&*!|>[]{}'\"\\ \t\n%@`,?~0"))
def test_any_text_at_all_is_a_framework_or_a_clear_refusal(text: str) -> None:
    with suppress(FrameworkError):
        assert read_framework(text, source="lifts.yaml").themes


def test_long_texts_are_folded_and_empty_fields_left_out() -> None:
    song = "The lift sang again: " + "la " * 60 + "until the seventh floor."
    only = Code(id="T1.1", name="It sang", definition=song)
    framework = Framework(name="Lifts", themes=(Theme(id="T1", name="Shafts", codes=(only,)),))

    text = framework_yaml(framework)

    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert "definition: >-\n" in body
    assert max(map(len, text.splitlines())) <= 100
    assert "exclude" not in body
    assert read_framework(text, source="lifts.yaml") == framework


def test_the_guide_at_the_top_names_every_field() -> None:
    only = Theme(id="T", name="T", codes=(Code(id="C", name="C"),))
    guide = framework_yaml(Framework(name="Lifts", themes=(only,))).split("\nname:")[0]

    for model in (Framework, Dimension, DimensionValue, Theme, Code, NearMiss):
        for field in model.model_fields:
            assert re.search(rf"\b{field}\b", guide), f"{model.__name__}.{field}"
