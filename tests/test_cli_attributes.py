"""`betweenlines import-attributes`: what is said, what is taken, what is left."""

import pytest

from coding.store import open_store
from tests.conftest import ODD_HOUSES

STUDY = "houses.betweenlines"
TALKS = {"P01.txt": "INT: Lift?\nP01: It sang.\n", "P02.txt": "INT: Goat?\nP02: It was polite.\n"}


@pytest.fixture
def houses(betweenlines, tmp_path):
    for name, words in TALKS.items():
        (tmp_path / name).write_text(words, "utf-8")
    assert betweenlines("import", STUDY, *TALKS, "--framework", ODD_HOUSES)[0] == 0
    with open_store(STUDY) as store:
        yield store


@pytest.fixture
def lifts(tmp_path):
    def write(text, name="lifts.csv"):
        (tmp_path / name).write_text(text, "utf-8")
        return name

    return write


def facts(store):
    return {case.name: dict(case.attributes) for case in store.cases()}


def test_a_table_is_taken_in_and_types_are_kept(betweenlines, houses, lifts):
    file = lifts("Who;Floors;Built\np01;3,5;31/01/1931\nP02;30;\n")

    status, said, _ = betweenlines("import-attributes", STUDY, file)

    assert status == 0
    assert "  Floors: number\n  Built: date\n" in said
    assert said.endswith("Took in 3 values.\n")
    assert facts(houses) == {
        "P01": {"Floors": "3.5", "Built": "1931-01-31"},
        "P02": {"Floors": "30"},
    }
    assert houses.setting("attribute type/Built") == "date"


def test_a_dry_run_changes_nothing(betweenlines, houses, lifts):
    status, said, _ = betweenlines(
        "import-attributes", STUDY, lifts("Who,Floors\nP01,3\n"), "--dry-run"
    )

    assert (status, said.splitlines()[-1]) == (0, "Would take in 1 value.")
    assert facts(houses)["P01"] == {}


def test_different_values_are_left_until_replacing_is_asked_for(betweenlines, houses, lifts):
    betweenlines("import-attributes", STUDY, lifts("Who,Floors\nP01,3\n"))
    file = lifts("Who,Floors\nP01,4\n")

    status, said, _ = betweenlines("import-attributes", STUDY, file)
    assert (status, facts(houses)["P01"]) == (1, {"Floors": "3"})
    assert "P01, Floors: “3” → “4” (left as it is; --replace takes it)" in said
    assert betweenlines("import-attributes", STUDY, file, "--replace")[0] == 0
    assert facts(houses)["P01"] == {"Floors": "4"}


def test_what_does_not_fit_or_match_is_named(betweenlines, houses, lifts):
    betweenlines("import-attributes", STUDY, lifts("Who,Floors\nP01,3\n"))

    status, said, _ = betweenlines(
        "import-attributes", STUDY, lifts("Who,Floors\nP02,many\nP09,1\n"), "--case", "Who"
    )

    assert status == 1
    assert "  ! row 2, P02, Floors: “many” is not a number\n" in said
    assert "  ! row 3: no case is called “P09”\n" in said
    assert "  Cases without a row: P01\n" in said


def test_a_column_that_is_not_there_is_told(betweenlines, houses, lifts):
    status, _, told = betweenlines(
        "import-attributes", STUDY, lifts("Who,Floors\nP01,3\n"), "--case", "Case"
    )

    assert status == 1
    assert "has no column “Case”. It has: Who, Floors." in told


def test_dates_that_could_be_two_are_read_as_told(betweenlines, houses, lifts):
    file = lifts("Who,Built\nP01,03/04/1931\n")

    _, _, told = betweenlines("import-attributes", STUDY, file, "--dry-run")
    assert "read with the day first" in told
    assert betweenlines("import-attributes", STUDY, file, "--month-first")[0] == 0
    assert facts(houses)["P01"] == {"Built": "1931-03-04"}
