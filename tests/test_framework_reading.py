import pytest

from framework.model import Origin
from framework.reading import FrameworkError, decode_framework, read_framework

LIFTS = """\
name: Lifts that sing
version: 0.10
dimensions:
  - id: mood
    name: Mood
    values:
      - {id: merry, name: Merry}
      - {id: grave, name: Grave}
themes:
  - id: T1
    name: Shafts
    colour: "#2a6f97"
    dimensions:
      mood: merry
    codes:
      - id: T1.1
        name: It sang
        counterpart: T1.2
        examples:
          - The lift sang again.
        near_misses:
          - The stairs hummed.
          - text: The lift sulked.
            belongs_to: T1.2
      - id: T1.2
        name: It sulked
        origin: inductive
        suggest: no
        dimensions: {mood: grave}
"""


def problems_of(text: str) -> list[str]:
    with pytest.raises(FrameworkError) as caught:
        read_framework(text, source="lifts.yaml")
    return [str(problem) for problem in caught.value.problems]


def only_problem_of(text: str) -> str:
    problems = problems_of(text)
    assert len(problems) == 1, problems
    return problems[0]


def test_a_framework_is_read_with_all_that_it_says() -> None:
    framework = read_framework(LIFTS, source="lifts.yaml")

    sang, sulked = framework.codes()
    assert framework.version == "0.10"
    assert [miss.belongs_to for miss in sang.near_misses] == [None, "T1.2"]
    assert (sang.counterpart, sang.suggest) == ("T1.2", True)
    assert (sulked.origin, sulked.suggest) == (Origin.INDUCTIVE, False)
    assert framework.values_of("T1.2") == {"mood": "grave"}


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        (
            "- id: T1.2",
            "- id: t1.1",
            'line 25, themes[0].codes[1].id: "t1.1" is already the id of themes[0].codes[0]',
        ),
        ("id: grave", "id: merry", 'line 8, dimensions[0].values[1].id: "merry" is already'),
        (
            "counterpart: T1.2",
            "counterpart: T1.3",
            'line 18, themes[0].codes[0].counterpart: there is no code "T1.3"; did you mean T1.2?',
        ),
        ("counterpart: T1.2", "counterpart: T1.1", "line 18, themes[0].codes[0].counterpart: this"),
        (
            "belongs_to: T1.2",
            "belongs_to: nowhere",
            'line 24, themes[0].codes[0].near_misses[1].belongs_to: there is no code "nowhere"',
        ),
        (
            "{mood: grave}",
            "{mood: gravy}",
            '[0].codes[1].dimensions.mood: there is no value of mood "gravy"; did you mean grave?',
        ),
        (
            "{mood: grave}",
            "{modo: grave}",
            'line 29, themes[0].codes[1].dimensions: there is no dimension "modo"; did you mean',
        ),
        ("colour:", "color:", "line 12, themes[0].color: a theme has no such field; did you mean"),
        (
            "examples:",
            "exmaples:",
            "line 19, themes[0].codes[0].exmaples: a code has no such field; did you mean example",
        ),
        ('"#2a6f97"', "#2a6f97", "line 12, themes[0].colour: a colour is written in quotes"),
        ('"#2a6f97"', "red", "line 12, themes[0].colour: a colour is written in quotes"),
        ("name: It sang", "name:", "line 17, themes[0].codes[0].name: every code needs a name"),
        (
            "        name: It sang\n",
            "",
            "line 16, themes[0].codes[0].name: every code needs a name",
        ),
        ("- id: T1.1", "- id: T1 1", 'line 16, themes[0].codes[0].id: "T1 1" cannot be an id'),
        ("- id: T1.1", "- id: 1.1", "codes[0].id: YAML takes this for a number; put it in quotes"),
        ("name: It sang", "name: no", "codes[0].name: YAML takes this for yes or no; put it in"),
        ("name: It sang", "name: 2026-01-31", "codes[0].name: YAML takes this for a date"),
        ("name: It sang", "name: ~", "codes[0].name: YAML takes this for nothing"),
        ("origin: inductive", "origin: dreamt", "origin: this can be deductive or inductive"),
        ("suggest: no", "suggest: perhaps", "codes[1].suggest: this can be true or false"),
        ("The lift sang again.", "", "codes[0].examples[0]: nothing stands here"),
        ("The lift sang again.", "It said: hum", "codes[0].examples[0]: a text is expected"),
        ("          - The lift sang again.", "          The lift", "codes[0].examples: a list of"),
        ("name: It sang", "name: It\n        name: Sang", "name: this is already given in line 17"),
        ("name: It sang", "name: &it It sang", 'name: a text that begins with "&" means something'),
        ("name: It sang", "name: !it It sang", 'name: a text that begins with "!" means something'),
    ],
)
def test_a_mistake_is_named_with_its_place_and_remedy(was: str, becomes: str, problem: str) -> None:
    assert LIFTS.count(was) >= 1

    found = problems_of(LIFTS.replace(was, becomes, 1))

    assert any(problem in each for each in found), found


def test_an_alias_is_refused() -> None:
    text = LIFTS.replace("name: It sang", "name: &it It sang").replace("It sulked", "*it")

    assert any('begins with "*"' in problem for problem in problems_of(text))


def test_all_problems_of_a_file_are_found_and_ten_are_shown() -> None:
    codes = "".join(f'\n      - {{id: "{n}", name: no}}' for n in range(30))
    with pytest.raises(FrameworkError) as caught:
        read_framework(f"name: A\nthemes:\n  - id: T\n    name: T\n    codes:{codes}", source="f")

    assert len(caught.value.problems) == 30
    assert str(caught.value).count("\n") == 10
    assert str(caught.value).endswith("f: and 20 more")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1: the file is empty"),
        ("# only a remark\n", "line 1: the file is empty"),
        ("- a\n- b\n", "line 1: a framework begins with name: and themes:"),
        ("name: A\nthemes: []\n", "line 1, themes: there is no code"),
        ("name: A\nthemes:\n\t- id: T\n", "line 3: a tab stands at the beginning of the line"),
        ("name: A\nabout: it said: hum\n", 'line 2: a text with ": " in it stands here without'),
        ('name: "A\nthemes: []\n', "a quotation mark is opened here"),
        ("name: A\nabout: @home\n", "line 2: a text begins with a sign that YAML keeps"),
        ("name: A\nabout: B\n  themes: []\n", 'line 3: a text with ": " in it stands here without'),
        (
            "name: A\n---\nname: B\n",
            'line 2: a second document begins here; take out the line "---"',
        ),
        ("name: A\nabout: \x07\n", "line 2: an invisible control character stands here"),
        ("[" + "a, " * 60_000 + "]", "line 1: the file holds more than 50,000 texts"),
        ("themes: {T: {name: Shafts}}\nname: A\n", "line 1, themes: a list of themes is expected"),
        ("[" * 900, "line 1, [0][0][0]"),
        ("name: A\n" + "# \n" * 700_000, "line 1: the file is larger than 2 MB"),
    ],
    ids=lambda text: text[:40],
)
def test_a_file_that_cannot_be_read_says_why(text: str, problem: str) -> None:
    found = only_problem_of(text) if "themes" not in text else problems_of(text)[0]

    assert problem in found


def test_a_slipped_indentation_does_not_put_an_example_into_the_message() -> None:
    text = LIFTS.replace(
        "          - The lift sang again.", '          - "My sister sings in the lift": yes'
    ).replace("        origin:", '        "My sister sings in the lift": hush\n        origin:')

    assert not any("sister" in problem for problem in problems_of(text))


def test_bytes_that_are_no_utf8_are_refused_with_their_line() -> None:
    with pytest.raises(FrameworkError, match="line 2: this is no UTF-8 text"):
        decode_framework("name: Lifts\nabout: caf\xe9\n".encode("latin-1"), source="lifts.yaml")


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    data = b"\xef\xbb\xbf" + LIFTS.replace("\n", "\r\n").encode()

    text = decode_framework(data, source="lifts.yaml")

    assert read_framework(text, source="a") == read_framework(LIFTS, source="b")
    assert read_framework("\ufeff" + LIFTS, source="c") == read_framework(LIFTS, source="d")
