"""What is found in a transcript, and what stands in its place afterwards."""

from dataclasses import replace

import pytest

from coding.model import Remark, Role, SpokenTurn, Transcript
from coding.pseudonyms import (
    Candidate,
    Kind,
    Passage,
    PseudonymError,
    Ruling,
    as_placeholder,
    find,
    passages_of,
    pseudonymise,
    sentence_around,
    study_list,
    suggested,
)


def made(*talk, speaker="P07"):
    turns = tuple(SpokenTurn(speaker, Role.PARTICIPANT, None, None, text) for text in talk)
    return Transcript("prefix", turns, (), "0" * 64)


def found_in(text, **more):
    return {one.candidate.word: one for one in find([Passage("it", text)], **more)}


def kinds_in(text):
    return {word: one.candidate.kind for word, one in found_in(text).items()}


def replaced(text, *rulings, **more):
    return pseudonymise(made(text), rulings, **more).transcript.turns[0].text


NAME = Ruling("Oda", Kind.NAME, "[Name 1]")


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("write to oda.lift@hum.example, please", "oda.lift@hum.example", Kind.EMAIL),
        ("see https://hum.example/a?b=1.", "https://hum.example/a?b=1", Kind.LINK),
        ("ring 07700 900123 at nine", "07700 900123", Kind.PHONE),
        ("or +44 (0)20 7946 0018", "+44 (0)20 7946 0018", Kind.PHONE),
        ("it hums at CF10 1AA now", "CF10 1AA", Kind.POSTCODE),
        ("the number is 943 476 5919", "943 476 5919", Kind.NUMBER),
        ("on 4 May 1999 it sang", "4 May 1999", Kind.DATE),
        ("the fourth of may it sang", "the fourth of may", Kind.DATE),
        ("since 04/05/99, at least", "04/05/99", Kind.DATE),
        ("the lift is aged 93", "93", Kind.AGE),
        ("she was ninety-two by then", "ninety-two", Kind.AGE),
        ("then Mrs Humlift sang", "Humlift", Kind.NAME),
        ("my brother Zzorvik sang", "Zzorvik", Kind.NAME),
        ("we moved to Aberystwyth then", "Aberystwyth", Kind.PLACE),
        ("at the Lower Hum Infirmary", "Lower Hum Infirmary", Kind.ORGANISATION),
        ("she lives at 14 Humming Lane", "14 Humming Lane", Kind.PLACE),
        ("and gethin hummed along", "gethin", Kind.NAME),
    ],
)
def test_what_gives_people_away_is_found(text, word, kind):
    assert kinds_in(text).get(word) is kind


@pytest.mark.parametrize(
    "text",
    [
        "I said no. The lift sang, and then I went home on Monday.",
        "We had 90 minutes, 95 per cent of it in 12 weeks, on page 2014a.",
        "The CBT was on Zoom. It's what the NHS does. God knows.",
        "You may go on. Will it sing? It rose in the dark.",
    ],
)
def test_ordinary_talk_gives_nobody_away(text):
    assert not [word for word, one in found_in(text).items() if one.candidate.sure]


def test_a_word_found_once_is_found_in_every_place():
    one = found_in("Dr Zzorvik sang. zzorvik hummed, and ZZORVIK’s lift too.")["Zzorvik"]

    assert len(one.hits) == 3


def test_an_everyday_word_counts_with_a_capital_only():
    one = found_in("my boss, Will, will sing. Will hums.")["Will"]

    assert [hit.start for hit in one.hits] == [9, 26]


def test_the_study_s_own_list_comes_first():
    listed = study_list("word,kind\nSinging House,organisation\nthe lift,detail")
    found = found_in("In the Singing House the lift hums.", listed=listed)

    assert found["Singing House"].candidate.kind is Kind.ORGANISATION
    assert found["the lift"].candidate.kind is Kind.DETAIL


def test_a_list_with_an_unknown_kind_is_refused_without_its_words():
    with pytest.raises(PseudonymError) as refused:
        study_list("Oda;name\nHumlift;song")

    assert str(refused.value).startswith("Line 2 of the list: its kind is not known.")
    assert "Humlift" not in str(refused.value)


def test_a_speaker_who_has_a_name_is_found_and_one_with_a_number_is_not():
    passages = passages_of(made("It hums.", speaker="Oda Humlift"), of="it")
    roles = passages_of(made("It hums.", speaker="P07"), of="it")

    assert [one.candidate.word for one in find(passages)] == ["Oda Humlift"]
    assert find(roles) == ()


def test_part_of_a_name_that_was_found_is_suggested_too():
    found = found_in("My brother Zzorvik Ummhum sang. Humming is what Zzorvik does.")

    assert found["Zzorvik"].candidate.sure
    assert len(found["Zzorvik"].hits) == 1


def test_a_name_of_the_file_is_found():
    found = find(passages_of(made("It hums."), of="it", names=["interview_Gethin_2"]))

    assert [one.candidate.word for one in found] == ["Gethin"]


def test_only_whole_words_are_replaced_and_possessives_stay():
    text = "Oda, ODA’s odalisque and Odas; oda-like (Oda)."

    assert replaced(text, NAME) == (
        "[Name 1], [Name 1]’s odalisque and Odas; [Name 1]-like ([Name 1])."
    )


def test_the_longest_word_wins():
    longer = Ruling("Oda Humlift", Kind.NAME, "[Name 2]")

    assert replaced("Oda \n Humlift and Oda", NAME, longer) == "[Name 2] and [Name 1]"


def test_a_word_that_is_kept_guards_what_is_in_it():
    kept = Ruling("Oda Street", Kind.PLACE, None)

    assert replaced("Oda in Oda Street", NAME, kept) == "[Name 1] in Oda Street"


def test_speakers_and_names_of_files_are_replaced_too():
    done = pseudonymise(made("It hums.", speaker="Oda"), [NAME], names=["oda_2.docx", "Oda"])

    assert done.transcript.turns[0].speaker == "[Name 1]"
    assert done.names == ("[Name 1]_2.docx", "[Name 1]")


def test_a_single_place_can_be_left_as_it_is():
    text = replaced("Oda. Oda. Oda.", NAME, spared=[("oda", 1)])

    assert text == "[Name 1]. Oda. [Name 1]."


def test_names_in_the_report_of_the_reading_are_replaced():
    talk = replace(made("It hums."), report=(Remark(None, "Oda was left out (turns: 2)."),))

    assert pseudonymise(talk, [NAME]).transcript.report[0].what.startswith("[Name 1] was left")


def test_one_person_has_one_placeholder():
    def name(word):
        return Candidate(word, Kind.NAME, True, True, "typed")

    words = [name("Siân"), name("Siân Humlift"), name("Sian"), name("Humlift"), name("Bo")]

    assert suggested(words, ()) == {
        "siân": "[Name 1]",
        "siân humlift": "[Name 1]",
        "sian": "[Name 1]",
        "humlift": "[Name 1]",
        "bo": "[Name 2]",
    }


def test_a_shared_surname_is_nobody_s():
    words = [
        Candidate(word, Kind.NAME, True, True, "typed")
        for word in ("Humlift", "Oda Humlift", "Bo Humlift", "Oda")
    ]

    assert list(suggested(words, ()).values()) == ["[Name 1]", "[Name 2]", "[Name 3]", "[Name 2]"]


def test_a_number_that_a_transcriber_gave_is_not_given_again():
    word = Candidate("Oda", Kind.NAME, True, True, "typed")

    assert suggested([word], (), taken={"[Name 1]"}) == {"oda": "[Name 2]"}


def test_placeholders_are_marked_with_brackets():
    assert as_placeholder(" the [elder]  sister ") == "[the elder sister]"
    with pytest.raises(PseudonymError, match="needs a word"):
        as_placeholder("[ ]")


def test_a_sentence_is_shown_around_its_word():
    passage = Passage("it", "The lift sang. Then Oda hummed! It was dark.")
    found = find([passage], listed=study_list("Oda"))

    assert sentence_around(passage, found[0].hits[0]) == ("Then ", "Oda", " hummed!")
