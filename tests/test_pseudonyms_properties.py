"""What holds for any text and any word: offsets, whole words, doing it twice, many files."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model import SpokenTurn, Transcript
from coding.pseudonyms import Kind, Passage, Ruling, find, folded, pseudonymise, study_list
from coding.pseudonyms.atoms import atoms
from coding.transcripts.cleaning import clean

HOSTILE = [
    "Oda (the.*+?^$ one",
    "C++",
    "[Name 1",
    "שָׂרָה",
    "عَلِيّ",
    "👩🏽‍⚕️",
    "Zoë",
    unicodedata.normalize("NFD", "Zoë"),
    "O’Brien",
    "राधिका",
    "\\d",
    "$1",
]
text = st.text(max_size=60)
words = st.one_of(st.sampled_from(HOSTILE), st.text("abOö 'ñ", min_size=1, max_size=8))


def transcript(*talk):
    turns = tuple(SpokenTurn("P07", None, None, None, said) for said in talk)
    return Transcript("prefix", turns, (), "0" * 64)


def rulings_for(spellings):
    return [
        Ruling(word, Kind.NAME, f"[Name {number}]")
        for number, word in enumerate(spellings, 1)
        if atoms(word)
    ]


@given(text)
def test_atoms_are_in_order_and_cover_all_that_is_seen(said):
    said = clean(said)
    parts = atoms(said)
    covered = {at for part in parts for at in range(part.start, part.end)}

    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert all(at in covered for at, char in enumerate(said) if not char.isspace())


@given(st.lists(text, max_size=4))
def test_every_hit_is_its_word_at_its_place(talk):
    passages = [Passage("it", clean(said)) for said in talk]

    for one in find(passages):
        for hit in one.hits:
            there = passages[hit.passage].text[hit.start : hit.end]
            assert "".join(folded(there).split()) == "".join(folded(one.candidate.word).split())


@given(text, st.lists(words, max_size=4), text)
def test_doing_it_twice_changes_nothing(before, spellings, after):
    rulings = rulings_for(spellings)
    talk = transcript(f"{before} {' '.join(spellings)} {after}", before)
    once = pseudonymise(talk, rulings).transcript

    assert pseudonymise(once, rulings).transcript == once


@given(words, text)
def test_words_that_are_not_there_change_nothing_but_the_composition(word, said):
    rulings = rulings_for([word])
    pieces = {part.folded for part in atoms(word)}
    if pieces & {part.folded for part in atoms(clean(said))}:
        return

    assert pseudonymise(transcript(said), rulings).transcript.turns[0].text == clean(said)


@given(st.lists(words, min_size=1, max_size=5, unique_by=folded), st.permutations([0, 1, 2]))
def test_a_word_has_the_same_placeholder_in_every_file_and_whatever_the_order(spellings, order):
    rulings = rulings_for(spellings)
    files = [transcript(f"so {word} sang") for word in spellings]
    shuffled = sorted(rulings, key=lambda one: order[len(one.word) % 3])

    assert [pseudonymise(file, rulings) for file in files] == [
        pseudonymise(file, shuffled) for file in files
    ]


@pytest.mark.parametrize("word", HOSTILE)
def test_a_word_of_any_letters_is_found_whole_and_replaced(word):
    said = f"then {word} sang, and {word}."
    found = find([Passage("it", clean(said))], listed=study_list(word))
    done = pseudonymise(transcript(said), [Ruling(word, Kind.NAME, "[Name 9]")])

    assert len(next(one for one in found if one.candidate.why == "on your list").hits) == 2
    assert done.transcript.turns[0].text == "then [Name 9] sang, and [Name 9]."
    assert done.count == 2


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("שרה", "ושרה"),
        ("👩", "👩‍⚕️"),
        ("राध", "राधिका"),
        ("Zoe", unicodedata.normalize("NFD", "Zoë")),
        ("da", "Oda"),
    ],
)
def test_a_part_of_a_word_is_not_the_word(word, said):
    done = pseudonymise(transcript(said), [Ruling(word, Kind.NAME, "[Name 9]")])

    assert done.count == 0


def test_composed_and_decomposed_spellings_are_one_word():
    for said in ("Zoë", unicodedata.normalize("NFD", "Zoë")):
        for word in ("Zoë", unicodedata.normalize("NFD", "Zoë")):
            done = pseudonymise(transcript(said), [Ruling(word, Kind.NAME, "[Name 9]")])
            assert done.transcript.turns[0].text == "[Name 9]"
