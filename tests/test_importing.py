"""Bringing files in: they wait on the tray, are read as chosen, and are stored one by one."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui
from coding.case_names import BEFORE_UNDERSCORE
from coding.model import Role
from coding.store import StoreError
from coding.transcripts import Choices, SpeakerChoice
from framework.library import starter_frameworks
from ui import pretagstatus, session, studies
from ui.importing import storing
from ui.importing.lasttime import forget_reading, keep_reading, kept_readings, take_over
from ui.importing.outcomes import CASE_PATTERN, Standing, outcome_of, rows_of
from ui.importing.storing import store_one
from ui.importing.tray import change, data_of, forget_old, put_file, take_away, waiting
from ui.session import Session
from ui.settingwords import setting_value

TALK = b"I: Who sang?\nP07: The lift, again.\nI: Why?\nP07: It can.\n"
CAPTIONS = (
    b"WEBVTT\n\n00:01.000 --> 00:02.000\nSPEAKER_01: The lift sang.\n\n"
    b"00:03.000 --> 00:04.000\nSPEAKER_02: Why is that so\n\n"
    b"00:08.000 --> 00:09.000\nSPEAKER_01: It can.\n"
)
TOLD = Choices(gap_s=3.0, speakers=(SpeakerChoice("SPEAKER_02", "SPEAKER_02", Role.INTERVIEWER),))


@pytest.fixture
def study(home):
    text = starter_frameworks()[-1].text
    return studies.create_study("Lighthouse", text, path=home / "l.betweenlines", source="it")


@pytest.fixture
def study_id(study):
    return study.study().id


@pytest.fixture
def bring(study_id):
    return lambda name="P07_1.txt", data=TALK: put_file(study_id, name, data)


def only(study, study_id):
    (row,) = rows_of(study, study_id, waiting(study_id))
    return row


def test_files_wait_in_the_order_in_which_they_came_with_what_was_chosen(study_id, bring):
    first, second = bring("../b.txt"), bring("a\u202e.txt")
    change(study_id, first.id, lambda one: replace(one, choices=TOLD, case="P07"))

    assert waiting(study_id) == (replace(first, choices=TOLD, case="P07"), second)
    assert data_of(study_id, first.id) == TALK


def test_only_the_owner_can_look_at_the_tray(study_id, home, bring):
    bring()

    assert stat.S_IMODE((home / "waiting").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "waiting" / study_id).stat().st_mode) == 0o700


def test_what_is_taken_away_leaves_nothing_and_nothing_else_goes(study_id, home, bring):
    gone, kept = bring(), bring()
    (home / "treasure").mkdir()
    take_away(study_id, gone.id)
    take_away(study_id, "../../treasure")

    assert waiting(study_id) == (kept,)
    assert (home / "treasure").exists()
    assert data_of(study_id, gone.id) == b""
    assert len(list((home / "waiting" / study_id).iterdir())) == 1


def test_files_that_waited_too_long_are_removed(study_id, home, bring):
    old, new = bring(), bring()
    os.utime(home / "waiting" / study_id / old.id, (0, 0))
    forget_old(study_id)

    assert waiting(study_id) == (new,)


def test_a_damaged_note_does_not_stop_the_others(study_id, home, bring):
    broken, whole = bring(), bring()
    (home / "waiting" / study_id / broken.id / "about.json").write_text("{")

    assert waiting(study_id) == (whole,)


def test_each_file_stands_for_itself(study, study_id, bring):
    bring("ready.txt")
    bring("again.txt")
    bring("same words.txt", TALK.replace(b"\n", b"\r\n"))
    bring("noise.txt", b"\x00\x01\x02\xff" * 99)
    bring("empty.txt", b" \n")
    bring("nobody.txt", b"The lift sang.\n\nIt can.\n")
    rows = rows_of(study, study_id, waiting(study_id))

    assert [row.standing for row in rows] == [
        Standing.READY,
        *[Standing.TWICE] * 2,
        *[Standing.REFUSED] * 2,
        Standing.LOOK,
    ]
    assert "same file as “ready.txt”" in rows[1].says
    assert "same words as “ready.txt”" in rows[2].says
    assert rows[3].says == "This is not a text file. Save the transcript as .docx or .txt."
    assert rows[4].says == "The file is empty."
    assert "whose words are these?" in rows[5].says


def test_files_of_one_name_with_different_words_are_two_interviews(study, study_id, bring):
    bring()
    bring(data=TALK + b"I: So?\n")
    for entry in waiting(study_id):
        assert store_one(study, study_id, entry, coder_id=None)

    assert [entry.name for entry in study.documents()] == ["P07_1", "P07_1"]


def test_what_is_in_the_study_is_said_by_its_name(study, study_id, bring):
    store_one(study, study_id, bring(), coder_id=None)
    bring("other name.txt")

    assert only(study, study_id).says == "This very file is in the study, as “P07_1”."


def test_a_doubt_goes_when_it_is_put_right_or_found_right(study, study_id, bring):
    entry = bring(data=b"The lift sang.\n\nIt can.\n")
    told = Choices(layout="paragraphs", speakers=(SpeakerChoice(None, "P07", Role.PARTICIPANT),))
    change(study_id, entry.id, lambda one: replace(one, looked_at=True))
    assert only(study, study_id).standing is Standing.READY

    change(study_id, entry.id, lambda one: replace(one, looked_at=False, choices=told))
    row = only(study, study_id)
    assert row.standing is Standing.READY
    assert {turn.speaker for turn in row.outcome.chosen.turns} == {"P07"}


def test_an_encoding_that_is_told_is_no_longer_doubtful(study, study_id, bring):
    entry = bring(data="I: Gdzie śpiewała?\nP07: W mieście Łódź.\nI: Aż?".encode("cp1250"))
    assert "encoding was guessed" in only(study, study_id).says

    change(study_id, entry.id, lambda one: replace(one, choices=Choices(encoding="cp1250")))
    row = only(study, study_id)
    assert row.standing is Standing.READY
    assert row.outcome.chosen.turns[1].text == "W mieście Łódź."


def test_several_interviews_come_into_one_case(study, study_id, bring):
    study.change_setting(CASE_PATTERN, BEFORE_UNDERSCORE, coder_id=None)
    for name in ("P07_1.txt", "P07_2.txt", "P08.txt", "unlike.txt"):
        bring(name, TALK + name.encode())
    by_hand = waiting(study_id)[3]
    change(study_id, by_hand.id, lambda one: replace(one, case="P07"))
    for entry in waiting(study_id):
        assert store_one(study, study_id, entry, coder_id=None)

    assert {case.name: len(case.document_ids) for case in study.cases()} == {"P07": 3, "P08": 1}
    assert waiting(study_id) == ()


def test_what_was_stored_before_a_crash_is_not_stored_again(study, study_id, bring):
    entry = bring()
    change(study_id, entry.id, lambda one: replace(one, confirmed=True))
    twin = bring()
    store_one(study, study_id, twin, coder_id=None)

    assert store_one(study, study_id, entry, coder_id=None)
    assert len(study.documents()) == 1
    assert waiting(study_id) == ()


def test_a_file_that_cannot_be_stored_stays_with_the_reason(study, study_id, bring, monkeypatch):
    def full(*_args, **_more):
        raise StoreError("The disk is full.")

    monkeypatch.setattr(storing, "add_transcript", full)
    entry = bring()
    change(study_id, entry.id, lambda one: replace(one, confirmed=True))

    assert not store_one(study, study_id, entry, coder_id=None)
    row = only(study, study_id)
    assert (row.standing, row.says, row.entry.confirmed) == (
        Standing.LOOK,
        "The disk is full.",
        False,
    )


def test_the_next_file_of_a_layout_is_read_as_the_last_one(study, study_id, bring):
    first = bring("one.vtt", CAPTIONS)
    change(study_id, first.id, lambda one: replace(one, choices=TOLD))
    store_one(study, study_id, waiting(study_id)[0], coder_id=None)
    take_over(study, study_id, bring("two.vtt", CAPTIONS + b"\n"))
    take_over(study, study_id, bring("three.txt"))
    next_one, other = waiting(study_id)

    assert next_one.as_last_time
    assert next_one.choices == TOLD
    assert not other.as_last_time
    roles = {turn.role for turn in outcome_of(study_id, next_one).chosen.turns}
    assert Role.INTERVIEWER in roles


def test_the_study_never_learns_a_name_that_was_replaced(study, study_id, home, bring):
    data = CAPTIONS.replace(b"SPEAKER_02", b"Asha Zumthor")
    entry = bring("Asha.vtt", data)
    renamed = Choices(speakers=(SpeakerChoice("Asha Zumthor", "I", Role.INTERVIEWER),))
    change(study_id, entry.id, lambda one: replace(one, name="1.vtt", choices=renamed))
    store_one(study, study_id, waiting(study_id)[0], coder_id=None)
    study.close()

    files = [path for path in home.rglob("l.betweenlines*") if path.is_file()]
    assert files
    assert not any(b"Zumthor" in path.read_bytes() for path in files)


def test_the_log_says_in_words_what_is_kept(study, study_id, bring):
    outcome = outcome_of(study_id, bring("one.vtt", CAPTIONS))
    keep_reading(study, outcome.reading, TOLD, outcome.chosen, coder_id=None)
    (name,) = study.settings("reading of ")

    assert setting_value(name, study.setting(name)) == (
        "3 seconds of silence end a turn; “SPEAKER_02” is SPEAKER_02, interviewer"
    )


def test_what_is_kept_can_be_forgotten(study, study_id, bring):
    outcome = outcome_of(study_id, bring("one.vtt", CAPTIONS))
    keep_reading(study, outcome.reading, TOLD, outcome.chosen, coder_id=None)
    assert kept_readings(study) == {"webvtt": TOLD}

    forget_reading(study, "webvtt", coder_id=None)
    assert kept_readings(study) == {}


def test_what_was_kept_and_does_not_fit_is_not_taken_over(study, study_id, bring):
    outcome = outcome_of(study_id, bring("one.vtt", CAPTIONS))
    all_dropped = Choices(dropped_lines=("*",))
    keep_reading(study, outcome.reading, all_dropped, outcome.chosen, coder_id=None)
    take_over(study, study_id, bring("two.vtt", CAPTIONS + b"\n"))

    assert waiting(study_id)[1].choices == Choices()


@pytest.fixture
def page(study_id, monkeypatch):
    """The page Add interviews of the study, run without a browser."""
    monkeypatch.setattr(session, "_browser", lambda: None)
    for module in (storing, pretagstatus):
        monkeypatch.setattr(module, "start_pretagging", lambda study_id: None)
    app = AppTest.from_file(str(Path(ui.__file__).with_name("main.py")), default_timeout=30)
    app.session_state[session._KEY] = Session(study_id)
    app.run()
    return app.switch_page("screens/add.py")


def test_what_was_confirmed_before_a_crash_is_said_and_goes_on(study, study_id, bring, page):
    for name in ("P07.txt", "P08.txt"):
        entry = bring(name, TALK + name.encode())
        change(study_id, entry.id, lambda one: replace(one, confirmed=True))
    page.run()

    assert "2 interviews that you said yes to are not in the study yet" in page.warning[0].value
    assert study.documents() == ()
    page.button(key="add_go_on").click().run()
    assert not page.exception
    assert {entry.name for entry in study.documents()} == {"P07", "P08"}


def test_confirmed_files_can_be_looked_at_again(study, study_id, bring, page):
    entry = bring()
    change(study_id, entry.id, lambda one: replace(one, confirmed=True))
    page.run()
    page.button(key="add_back").click().run()

    assert not page.exception
    assert [one.confirmed for one in waiting(study_id)] == [False]
    assert page.button(key="add_all").label == "Add 1 interview"


def test_what_is_put_right_on_the_card_is_kept_at_once(study_id, bring, page):
    entry = bring("nobody.txt", b"The lift sang.\n\nIt can.\n")
    page.run()
    role = next(box for box in page.selectbox if box.label == "Role of speaker 1")
    role.set_value(Role.PARTICIPANT).run()
    page.number_input(key=f"front_turns_{entry.id}").set_value(1).run()
    page.text_area(key=f"dropped_lines_{entry.id}").set_value("Page * of *\n*").run()

    assert not page.exception
    (kept,) = waiting(study_id)
    said = (SpeakerChoice(None, None, Role.PARTICIPANT),)
    assert kept.choices == Choices(front_turns=1, dropped_lines=("Page * of *",), speakers=said)
    page.button(key=f"anew_{entry.id}").click().run()
    assert waiting(study_id)[0].choices == Choices()


def test_one_choice_serves_the_other_files_of_its_layout(study_id, bring, page):
    first, other = bring("a.vtt", CAPTIONS), bring("b.vtt", CAPTIONS.replace(b"It can", b"It did"))
    change(study_id, first.id, lambda one: replace(one, choices=TOLD))
    page.query_params["file"] = first.id
    page.run()
    page.button(key=f"alike_{first.id}").click().run()

    assert not page.exception
    assert {one.id: one.choices for one in waiting(study_id)} == {first.id: TOLD, other.id: TOLD}


def test_a_pattern_that_cannot_be_read_is_refused_and_a_good_one_kept(study, study_id, bring, page):
    bring("site A_P07_1.txt")
    page.run()
    page.selectbox(key="case_way").set_value("own").run()
    page.text_input(key="case_pattern").set_value("{site}{case}").run()
    assert "Put between them what parts them" in page.error[0].value.replace("\\", "")
    assert study.setting(CASE_PATTERN) is None

    page.text_input(key="case_pattern").set_value("{site}_{case}_{n}").run()
    assert study.setting(CASE_PATTERN) == "{site}_{case}_{n}"
    assert only(study, study_id).case == "P07"


def test_words_of_nobody_named_are_asked_for_in_a_sentence_of_their_own(study, study_id, bring):
    bring("P07.txt", b"The lift was shut.\n\nAsha: so It sang.\nPer: so It hums.\n" + TALK * 3)

    assert only(study, study_id).says.endswith(
        "One turn has no speaker\u2019s name: whose words are these?"
    )
