import re
from importlib import resources
from pathlib import Path

import pytest

from framework.checking import check_framework
from framework.library import default_framework, small_talk, starter_frameworks
from framework.model import Code, Dimension, DimensionValue, Framework, NearMiss, Theme
from framework.reading import read_framework
from framework.writing import framework_yaml

STARTERS = {each.id: read_framework(each.text, source=each.id) for each in starter_frameworks()}
GUIDE = (Path(__file__).parent.parent / "docs" / "framework.md").read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_default_framework_comes_first_and_is_complete() -> None:
    framework = default_framework()

    suggested = [code for code in framework.codes() if code.suggest]
    assert next(iter(STARTERS.values())) == framework
    assert len(suggested) == 75
    assert [code.id for code in framework.codes() if not code.suggest] == [
        "X.NEW",
        "X.CTX",
        "X.OUT",
    ]
    assert all(set(framework.values_of(code.id)) == {"level", "valence"} for code in suggested)


def test_every_code_of_the_default_framework_can_be_learnt_from() -> None:
    for code in default_framework().codes():
        if code.suggest:
            assert len(code.examples) >= 6, code.id
            assert len(code.near_misses) >= 2, code.id
            assert code.definition, code.id
            assert code.include, code.id
            assert code.exclude, code.id
            assert code.cues, code.id


def test_the_second_framework_has_other_dimensions_and_no_valence() -> None:
    framework = STARTERS["return_to_work"]

    assert [dimension.id for dimension in framework.dimensions] == ["component"]
    assert framework.values_of("telling") == {"component": "motivation"}
    assert framework.values_of("other") == {}


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_reads_back_the_same_when_written(name: str) -> None:
    text = framework_yaml(STARTERS[name])

    assert read_framework(text, source=name) == STARTERS[name]


@pytest.mark.parametrize("name", STARTERS)
def test_no_text_of_a_starter_is_used_for_two_codes(name: str) -> None:
    codes = list(STARTERS[name].codes())
    texts = [text for code in codes for text in code.examples]
    texts += [miss.text for code in codes for miss in code.near_misses]

    assert len(texts) == len(set(texts))
    assert not set(texts) & set(small_talk())


@pytest.mark.parametrize("name", STARTERS)
def test_the_ids_that_a_starter_names_in_brackets_exist(name: str) -> None:
    framework = STARTERS[name]
    for code in framework.codes():
        for text in code.exclude:
            named = re.findall(r"\b[PRO][BF]\d\.\d\b|X\.[A-Z]+", text)
            assert all(each in framework.code_by_id for each in named), (code.id, text)
            assert code.id not in named, (code.id, text)


@pytest.mark.parametrize("name", STARTERS)
def test_theme_colours_differ_and_can_be_seen_on_white_and_in_the_dark(name: str) -> None:
    colours = [theme.colour for theme in STARTERS[name].themes if theme.colour]

    assert len(set(colours)) == len(colours)
    for colour in colours:
        assert contrast(colour, "#ffffff") >= 3, colour
        assert contrast(colour, "#0e1117") >= 3, colour


def test_little_is_to_be_said_against_the_starters() -> None:
    said = {notice.what for each in STARTERS.values() for notice in check_framework(each)}

    assert said <= {"it has only one code; is it a theme of its own?"}


def test_small_talk_is_speech_without_the_notes() -> None:
    assert len(small_talk()) == 60
    assert not any(line.startswith("#") or not line.strip() for line in small_talk())


def test_the_library_is_in_the_package_with_its_notice() -> None:
    names = {each.name for each in resources.files("framework.library").iterdir()}

    assert {"therapy_homework.yaml", "return_to_work.yaml", "small_talk.txt", "README.md"} <= names


def test_the_guide_for_researchers_describes_every_field() -> None:
    for model in (Framework, Dimension, DimensionValue, Theme, Code, NearMiss):
        for field in model.model_fields:
            assert f"`{field}`" in GUIDE, f"{model.__name__}.{field}"


def test_the_example_of_the_guide_can_be_read_and_uses_every_field() -> None:
    text = GUIDE.split("```yaml\n")[1].split("```")[0]

    framework = read_framework(text, source="docs/framework.md")

    stings = framework.code_by_id["B.1"]
    assert [miss.belongs_to for miss in stings.near_misses] == ["N.1", None]
    assert framework.values_of("N.2") == {"where": "keeper"}
    for model in (Framework, Dimension, DimensionValue, Theme, Code, NearMiss):
        for field in model.model_fields:
            assert re.search(rf"\b{field}:", text), f"{model.__name__}.{field}"
