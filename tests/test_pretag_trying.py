"""Trying a framework on its own examples, before any interview."""

from coding.pretag.trying import try_examples
from framework.model import Code, Framework, NearMiss, Theme
from tests.conftest import ODD_HOUSES
from tests.test_pretag_tagger import SMALL_TALK, LetterEncoder


def shafts():
    """Return a framework with one plain code and two that say the same."""
    tune = ("The lift sang a tune on floor one.", "The lift sang a tune on floor two.")
    more = ("The lift sang a tune on floor six.", "The lift sang a tune on floor ten.")
    codes = (
        Code(
            id="GOAT",
            name="Goats",
            definition="A goat rides along.",
            examples=("A goat rode along to the roof.", "A goat, a goat rode with us.") * 3,
            near_misses=(NearMiss(text="Umbrellas, umbrellas everywhere.", belongs_to="X2"),),
        ),
        Code(id="SONG", name="Singing", definition="Singing lifts.", examples=tune),
        Code(id="TUNE", name="Tunes", definition="Lifts with a tune.", examples=more),
        *(Code(id=f"X{n}", name=word, definition=f"{word}.") for n, word in enumerate(FILLERS)),
    )
    return Framework(name="Shafts", themes=(Theme(id="T", name="T", codes=codes),))


FILLERS = ("Bananas", "Doorknobs", "Umbrellas", "Quarries")


def tried():
    return try_examples(shafts(), encoder=LetterEncoder(), small_talk=SMALL_TALK)


def test_an_example_that_sounds_like_its_code_lands():
    goats = [one for one in tried().examples if one.code_id == "GOAT"]

    assert [one.place for one in goats] == [1] * 6
    assert all(one.lands for one in goats)


def test_a_near_miss_stays_out_where_its_own_code_comes_first():
    (miss,) = tried().misses

    assert (miss.code_id, miss.belongs_to) == ("GOAT", "X2")
    assert miss.stays_out
    assert miss.first[0] == "X2"


def test_codes_that_say_the_same_collide_and_show_their_nearest_passages():
    (pair,) = tried().collisions

    assert (pair.one, pair.other) == ("SONG", "TUNE")
    assert pair.taken >= 2
    assert pair.likeness > 0.8
    assert pair.one_text.startswith("The lift sang a tune")


def test_progress_is_told_to_its_end():
    told = []

    try_examples(
        shafts(),
        encoder=LetterEncoder(),
        small_talk=SMALL_TALK,
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == [(n, 6) for n in range(1, 7)]


def test_check_tells_how_the_examples_fare(betweenlines):
    status, said, _ = betweenlines("check", "--examples", ODD_HOUSES)

    assert status == 0
    assert "find their code among the first three when left out" in said
    assert "stay out of the code" in said
