from framework.model import Code, Dimension, DimensionValue, Framework, NearMiss, Theme
from framework.search import find_codes


def framework(*codes: Code, **theme: dict[str, str]) -> Framework:
    values = (DimensionValue(id="merry", name="Merry"), DimensionValue(id="grave", name="Grave"))
    return Framework(
        name="Lifts",
        dimensions=(Dimension(id="mood", name="Mood", values=values),),
        themes=(Theme(id="T", name="Shafts", codes=codes, **theme),),
    )


SUNG = Code(
    id="L1",
    name="The lift sang",
    definition="Song in the shaft.",
    examples=("It sang again.", "A hum, then a tune.", "It did an aria."),
    exclude=("Groans",),
    dimensions={"mood": "merry"},
)
CAFE = Code(
    id="L2",
    name="Café",
    definition="The lift stops for coffee.",
    examples=("Milk on four.", "Two sugars.", "A crumb on the seven."),
    near_misses=(NearMiss(text="The kettle left."),),
    dimensions={"mood": "grave"},
)


def found(words: str) -> list[tuple[str, str]]:
    return [(find.code.id, find.field) for find in find_codes(framework(CAFE, SUNG), words)]


def test_a_hit_in_the_name_comes_before_one_in_the_definition() -> None:
    assert found("lift") == [("L1", "name"), ("L2", "definition")]


def test_capitals_and_accents_do_not_matter() -> None:
    assert found("CAFE") == [("L2", "name")]
    assert found("cafe\u0301") == [("L2", "name")]


def test_all_words_must_be_found_and_may_stand_in_different_fields() -> None:
    assert found("lift tune") == [("L1", "name")]
    assert found("coffee tune") == []


def test_an_id_finds_its_code() -> None:
    assert found("l2") == [("L2", "id")]


def test_what_a_code_excludes_does_not_find_it() -> None:
    assert found("kettle") == found("groans") == []


def test_without_words_every_code_is_found_in_the_order_of_the_framework() -> None:
    assert [code for code, _ in found("  ")] == ["L2", "L1"]
