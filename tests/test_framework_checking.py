from framework.checking import check_framework
from framework.model import Code, Dimension, DimensionValue, Framework, NearMiss, Theme


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


def said_of(*codes: Code) -> set[tuple[str, str]]:
    return {(notice.about, notice.what) for notice in check_framework(framework(*codes))}


def test_nothing_is_said_of_a_framework_that_is_in_order() -> None:
    assert said_of(SUNG, CAFE) == set()


def test_an_empty_code_is_noticed_for_all_that_it_lacks() -> None:
    bare = Code(id="L3", name="Bare")

    said = {what.split(";")[0] for about, what in said_of(SUNG, CAFE, bare) if about == "code L3"}

    assert said == {
        "it has no definition",
        "it has no examples",
        "it has no Mood",
        "nothing says what does not belong to it (exclude, near_misses)",
    }


def test_a_code_that_is_never_suggested_needs_no_examples() -> None:
    other = Code(id="X", name="Other", definition="Anything else.", suggest=False)

    assert said_of(SUNG, CAFE, other) == set()


def test_one_example_is_few() -> None:
    few = CAFE.model_copy(update={"examples": ("Milk on four.",)})

    assert ("code L2", "it has only 1 example; 3 or more help") in said_of(SUNG, few)


def test_a_counterpart_on_the_same_side_as_its_code_is_noticed_where_others_differ() -> None:
    codes = [
        SUNG.model_copy(update={"counterpart": "L2"}),
        CAFE.model_copy(update={"counterpart": "L1"}),
        SUNG.model_copy(update={"id": "L3", "name": "C", "examples": (), "counterpart": "L1"}),
    ]

    said = said_of(*codes)

    odd = {about for about, what in said if "counterpart" in what}
    assert odd == {"code L3"}


def test_the_same_name_example_or_cue_of_two_codes_is_noticed() -> None:
    one = SUNG.model_copy(update={"cues": ("hum", "Hum")})
    two = CAFE.model_copy(update={"name": "the lift SANG", "examples": SUNG.examples[:3]})

    said = said_of(one, two)

    assert ("code L1", "it has the same cue twice") in said
    assert ("code L1", "it has the same name as L2") in said
    assert ("code L1", "it has the same example as L2") in said


def test_a_lonely_code_and_an_unused_value_are_noticed() -> None:
    said = said_of(SUNG)

    assert ("theme T", "it has only one code; is it a theme of its own?") in said
    assert ("mood grave", "no code has this value") in said
