"""The key: for its owner alone, apart from the study, and never in it."""

import sqlite3
import stat
from dataclasses import replace

import pytest

from coding.pseudonyms import (
    Kind,
    PseudonymError,
    Ruling,
    new_key,
    read_key,
    save_key,
    with_rulings,
)
from coding.store.backups import backup_file
from framework.library import starter_frameworks
from ui.importing import namesdraft
from ui.importing.keyfile import KEY_HASH, default_place, key_state
from ui.importing.namesdraft import NEW, change_draft, draft_of
from ui.importing.namesfound import names_of_one
from ui.importing.outcomes import outcome_of
from ui.importing.storing import store_one
from ui.importing.tray import put_file, waiting
from ui.studies import create_study

ODA = Ruling("Oda Zzorvik", Kind.NAME, "[Name 1]")
TALK = (
    "I: Who sang?\n"
    "Oda Zzorvik: I did, in Aberystwyth. Zzorvik sings.\n"
    "I: And the lift, Oda Zzorvik?\n"
    "Oda Zzorvik: It hums.\n"
)


@pytest.fixture
def key_file(tmp_path):
    return tmp_path / "drawer" / "names.key.json"


@pytest.fixture
def study(tmp_path, home, monkeypatch):
    monkeypatch.setattr(namesdraft.st, "session_state", {})
    folder = tmp_path / "study"
    folder.mkdir()
    text = starter_frameworks()[-1].text
    with create_study("Lighthouse", text, path=folder / "l.betweenlines", source="it") as store:
        yield store


def switch_on(study, key_file, **more):
    study_id = study.study().id
    change_draft(study_id, lambda one: replace(one, on=True, key=str(key_file), **more))
    return study_id


def add(study, name="Oda Zzorvik.txt", talk=TALK, *, keep=()):
    """Put a file on the tray, replace every word but those to keep, and store it."""
    study_id = study.study().id
    entry = put_file(study_id, name, talk.encode())
    draft, key = draft_of(study_id), key_state(study, draft_of(study_id)).key
    transcript, case = outcome_of(study_id, entry).chosen, name.removesuffix(".txt")
    names = names_of_one(entry, transcript, case, draft, key, study_id=study_id)
    rulings = [
        Ruling(
            one.candidate.word,
            one.candidate.kind,
            None
            if one.candidate.word in keep
            else names.placeholders[one.candidate.word.casefold()],
        )
        for one in names.undecided
    ]
    change_draft(study_id, lambda one: namesdraft.with_rulings(one, *rulings))
    return store_one(study, study_id, entry, coder_id=None)


def test_what_is_saved_is_read_again(key_file):
    saved = save_key(with_rulings(new_key(), [ODA]), key_file)

    assert read_key(key_file) == saved


def test_the_key_is_for_its_owner_alone(key_file):
    save_key(new_key(), key_file)
    key_file.chmod(0o644)
    save_key(with_rulings(read_key(key_file), [ODA]), key_file)

    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.parent.stat().st_mode) == 0o700
    assert [path.name for path in key_file.parent.iterdir()] == [key_file.name]


def test_the_hash_tells_nothing_about_the_words(tmp_path):
    one, other = (
        save_key(with_rulings(new_key(), [ODA]), tmp_path / name) for name in ("a.json", "b.json")
    )

    assert one.rulings == other.rulings
    assert one.sha256 != other.sha256


def test_a_key_that_changed_meanwhile_is_not_written_over(key_file):
    first = save_key(new_key(), key_file)
    save_key(with_rulings(first, [ODA]), key_file)

    with pytest.raises(PseudonymError, match="has changed meanwhile"):
        save_key(first, key_file)
    assert read_key(key_file).rulings == (ODA,)


def test_a_key_is_not_begun_over_a_file_that_is_there(key_file):
    key_file.parent.mkdir()
    key_file.write_text("a poem")

    with pytest.raises(PseudonymError, match="changed meanwhile"):
        save_key(new_key(), key_file)
    assert key_file.read_text() == "a poem"


@pytest.mark.parametrize("place", ["names.json", "deep/er/names.json", "../study/names.json"])
def test_a_key_beside_the_study_is_refused(tmp_path, place):
    study = tmp_path / "study" / "l.betweenlines"
    study.parent.mkdir()

    with pytest.raises(PseudonymError, match="lies beside the study"):
        save_key(new_key(), study.parent / place, away_from=[study])
    assert list(study.parent.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"[]", b'{"what": 1}', b"\xff\xfe", b"{" * 99_999])
def test_a_file_that_is_no_key_is_refused(key_file, data):
    key_file.parent.mkdir()
    key_file.write_bytes(data)

    with pytest.raises(PseudonymError, match="is no key file"):
        read_key(key_file)


def test_nothing_that_was_replaced_is_anywhere_in_the_study(study, key_file, tmp_path):
    switch_on(study, key_file)
    assert add(study)
    backup_file(tmp_path / "study" / "l.betweenlines", "before the lift sings")
    study.close()

    assert read_key(key_file).of("Oda Zzorvik").placeholder == "[Name 1]"
    for file in (tmp_path / "study").rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        for word in ("Zzorvik", "Aberystwyth", str(key_file)):
            assert word.encode() not in data, file.name
            assert word.encode("utf-16-le") not in data, file.name
    rows = sqlite3.connect(tmp_path / "study" / "l.betweenlines").iterdump()
    assert any("[Name 1]" in row for row in rows)


def test_text_speaker_file_and_case_have_the_placeholder(study, key_file):
    switch_on(study, key_file)
    add(study)
    document = study.document(study.documents()[0].id)

    assert document.turns[1].speaker == "[Name 1]"
    assert "[Name 1] sings" in document.text
    assert (document.name, document.file_name) == ("[Name 1]", "[Name 1].txt")
    assert study.cases()[0].name == "[Name 1]"


def test_the_study_keeps_the_key_s_hash_alone(study, key_file):
    switch_on(study, key_file)
    add(study)

    assert study.settings("").get(KEY_HASH) == read_key(key_file).sha256


def test_the_next_file_gets_the_same_placeholder_without_asking(study, key_file):
    study_id = switch_on(study, key_file)
    add(study)
    entry = put_file(study_id, "b.txt", b"I: Who?\nP07: Oda Zzorvik, again.\n")

    assert store_one(study, study_id, entry, coder_id=None)
    last = study.document(study.documents()[-1].id)
    assert "[Name 1], again." in last.text


def test_what_is_not_decided_is_not_stored(study, key_file):
    study_id = switch_on(study, key_file)
    entry = put_file(study_id, "b.txt", TALK.encode())

    assert not store_one(study, study_id, entry, coder_id=None)
    assert waiting(study_id)[0].why_not.endswith("not decided yet.")
    assert (study.documents(), key_file.exists()) == ((), False)


def test_a_missing_key_is_said_and_a_new_one_can_be_begun(study, key_file):
    switch_on(study, key_file)
    add(study)
    key_file.unlink()
    state = key_state(study, draft_of(study.study().id))

    assert (state.key, state.stranger) == (None, NEW)
    assert str(key_file) in state.why_not
    switch_on(study, key_file, accepted=NEW)
    assert key_state(study, draft_of(study.study().id)).key.rulings == ()


def test_another_key_than_last_time_is_used_only_when_a_person_says_so(study, key_file, tmp_path):
    switch_on(study, key_file)
    add(study)
    other = save_key(with_rulings(new_key(), [ODA]), tmp_path / "drawer" / "other.json")
    switch_on(study, tmp_path / "drawer" / "other.json")
    state = key_state(study, draft_of(study.study().id))

    assert (state.key, state.stranger) == (None, other.sha256)
    switch_on(study, tmp_path / "drawer" / "other.json", accepted=other.sha256)
    assert key_state(study, draft_of(study.study().id)).key == other


def test_the_offered_place_is_not_beside_the_study(study, tmp_path):
    place = default_place(study)

    assert not place.is_relative_to(tmp_path / "study")
    assert place.name == "Lighthouse.key.json"


def test_what_is_decided_before_storing_is_for_its_owner_alone(study, home, key_file):
    switch_on(study, key_file)

    files = list((home / "names").iterdir())
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600]
    assert stat.S_IMODE((home / "names").stat().st_mode) == 0o700


def test_with_the_step_off_the_file_is_stored_as_it_is(study, key_file):
    study_id = study.study().id
    entry = put_file(study_id, "b.txt", TALK.encode())

    assert store_one(study, study_id, entry, coder_id=None)
    assert "Zzorvik" in study.document(study.documents()[0].id).text
