"""`betweenlines import`, `pretag` and `agreement`: a study from the command line alone."""

import json
from datetime import UTC, datetime

import pytest

from coding.model import Act, Decision, Role
from coding.pretag import Tagger
from coding.store import PretagPhase, open_store
from coding.transcripts import Choices, SpeakerChoice, choices_text
from tests.conftest import ODD_HOUSES
from ui import pretagging

NEW = "houses.betweenlines"


@pytest.fixture
def talks(tmp_path):
    """Three files of three formats."""
    cue = "00:00:0{}.000 --> 00:00:0{}.000\n<v {}>{}</v>\n\n"
    one, two, three = (tmp_path / name for name in ("P07.txt", "P08.vtt", "P09.srt"))
    one.write_text("INT: And the lift?\nP07: The lift sang again all the way up.\n", "utf-8")
    two.write_text(
        "WEBVTT\n\n"
        + cue.format(1, 2, "Oda", "And the goat?")
        + cue.format(3, 4, "Per", "The goat wiped its feet before it came in."),
        "utf-8",
    )
    three.write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nOda: And the kettle?\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nPer: It clicks off before it boils, out of spite.\n",
        "utf-8",
    )
    return one, two, three


@pytest.fixture
def houses(betweenlines, talks):
    """A study of the three, with a small framework."""
    assert betweenlines("import", NEW, *talks, "--framework", ODD_HOUSES)[0] == 0
    with open_store(NEW) as store:
        yield store


def test_importing_makes_the_study_and_says_what_was_recognised(betweenlines, talks):
    status, said, told = betweenlines("import", NEW, *talks, "--framework", ODD_HOUSES)

    assert (status, told) == (0, "")
    assert said.splitlines()[:4] == [
        f"{talks[0]}: labels, 2 turns",
        "  INT: interviewer, 1 turn, 3 words",
        "  P07: participant, 1 turn, 8 words",
        "  added as P07",
    ]
    with open_store(NEW) as store:
        assert [entry.name for entry in store.documents()] == ["P07", "P08", "P09"]
        assert store.framework()[1].name == "Odd houses"
        assert store.study().name == "houses"


def test_without_a_framework_a_new_study_gets_the_default_one(betweenlines, talks):
    assert betweenlines("import", NEW, talks[0])[0] == 0

    with open_store(NEW) as store:
        assert len(tuple(store.framework()[1].codes())) > 50


def test_a_study_that_is_there_keeps_its_own_framework(betweenlines, houses, talks):
    status, _, told = betweenlines("import", NEW, talks[0], "--framework", ODD_HOUSES)

    assert status == 1
    assert told.endswith("has its own framework already. Leave --framework out.\n")


def test_named_interviewers_ask_and_all_others_take_part(betweenlines, talks):
    betweenlines("import", NEW, talks[1], "--framework", ODD_HOUSES, "--interviewer", "per")

    with open_store(NEW) as store:
        turns = store.document(store.documents()[0].id).turns
    assert [(turn.speaker, turn.role) for turn in turns] == [
        ("Oda", Role.PARTICIPANT),
        ("Per", Role.INTERVIEWER),
    ]


def test_an_interviewer_who_does_not_speak_is_refused(betweenlines, talks):
    status, _, told = betweenlines("import", NEW, talks[1], "--interviewer", "Zarquon")

    assert status == 1
    assert told.startswith(f"{talks[1]}: refused. none of the speakers named")
    with open_store(NEW) as store:
        assert store.documents() == ()


def test_choices_as_last_time_are_named_and_not_applied(betweenlines, houses, tmp_path):
    told = Choices(speakers=(SpeakerChoice("INT", "INT", Role.PARTICIPANT),))
    houses.change_setting("reading of labels", choices_text(told), coder_id=None)
    new = tmp_path / "P10.txt"
    new.write_text("INT: Well?\nP10: The fog looked after it.\n", "utf-8")

    _, said, _ = betweenlines("import", NEW, new)

    assert "! not applied, as last time on the page “Add interviews”: “INT” is INT" in said
    assert "  INT: interviewer, 1 turn" in said


def test_a_dry_run_says_it_all_and_stores_nothing(betweenlines, talks, tmp_path):
    status, said, _ = betweenlines("import", NEW, *talks, "--dry-run")

    assert status == 0
    assert said.count("  would be added\n") == 3
    assert not (tmp_path / NEW).exists()


def test_a_dry_run_into_a_study_stores_nothing_and_notices_what_is_there(
    betweenlines, houses, talks, tmp_path
):
    new = tmp_path / "P10.txt"
    new.write_text("INT: Well?\nP10: The fog looked after it.\n", "utf-8")

    status, said, told = betweenlines("import", NEW, talks[0], new, "--dry-run")

    assert status == 1
    assert said.count("  would be added\n") == 1
    assert told == f"{talks[0]}: refused. this file is already in the study, as “P07”.\n"
    assert len(houses.documents()) == 3


def test_one_bad_file_does_not_keep_the_others_out(betweenlines, talks):
    talks[1].write_bytes(b"")

    status, said, told = betweenlines("import", NEW, *talks, "--framework", ODD_HOUSES)

    assert status == 1
    assert told == f"{talks[1]}: refused. P08.vtt: The file is empty.\n"
    assert said.count("added as") == 2
    with open_store(NEW) as store:
        assert [entry.name for entry in store.documents()] == ["P07", "P09"]


def test_the_same_file_twice_is_noticed(betweenlines, houses, talks, tmp_path):
    copy = tmp_path / "other name.txt"
    copy.write_bytes(talks[0].read_bytes())

    status, _, told = betweenlines("import", NEW, talks[0], copy)

    assert status == 1
    assert told.count("this file is already in the study, as “P07”") == 2
    assert len(houses.documents()) == 3


def test_a_bad_framework_makes_no_study(betweenlines, talks, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("themes: 7\n", "utf-8")

    status, _, told = betweenlines("import", NEW, talks[0], "--framework", bad)

    assert status == 1
    assert told.startswith(f"betweenlines import: {bad}, line 1")
    assert not (tmp_path / NEW).exists()


def test_nothing_of_what_was_said_is_told(betweenlines, talks):
    talks[1].write_bytes(b"PK\x03\x04 zarquon")

    _, said, told = betweenlines("import", NEW, *talks, "--framework", ODD_HOUSES)

    assert "zarquon" not in told
    assert "lift sang" not in said + told


def test_pretagging_suggests_once_and_then_has_nothing_to_do(betweenlines, houses):
    first = betweenlines("pretag", NEW)
    second = betweenlines("pretag", NEW)

    assert (first[0], second[0]) == (0, 0)
    assert first[2].endswith("3 interviews pre-tagged.\n")
    assert second[2] == "0 interviews pre-tagged.\n"
    offered = {
        entry.name: [s.code_id for s in houses.suggestions(entry.id)]
        for entry in houses.documents()
    }
    assert offered["P07"][0] == "M1"
    assert offered["P08"][0] == "A1"


def test_stopped_pretagging_goes_on_where_it_was(betweenlines, houses, monkeypatch):
    suggest, calls = Tagger.suggest, []

    def interrupted(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return suggest(*args, **kwargs)

    monkeypatch.setattr(Tagger, "suggest", interrupted)
    stopped = betweenlines("pretag", NEW)
    again = betweenlines("pretag", NEW)

    assert stopped[0] == 1
    assert stopped[2].endswith("stopped. What was stored before is kept.\n")
    assert again[0] == 0
    assert again[2].endswith("Reading P08\nReading P09\n2 interviews pre-tagged.\n")
    states = houses.pretag_state(framework_version=1)
    assert [state.phase for state in states] == [PretagPhase.DONE] * 3


def test_pretagging_takes_up_what_was_stopped_in_the_app(betweenlines, houses):
    pretagging.stop_pretagging(houses.study().id)
    left = betweenlines("pretag", NEW, "--leave-stopped")
    taken_up = betweenlines("pretag", NEW)

    assert left[2] == "0 interviews pre-tagged.\n"
    assert taken_up[2].endswith("3 interviews pre-tagged.\n")
    assert all(state.phase is PretagPhase.DONE for state in pretagging.newest_states(houses))


def test_a_stop_while_the_framework_is_learnt_ends_it(houses, tmp_path, monkeypatch):
    monkeypatch.setattr(pretagging, "cache_folder", lambda: tmp_path)

    def stop(done, total):
        pretagging.stop_pretagging(houses.study().id)

    assert pretagging.pretag_study(houses, progress=stop) == 0
    assert {state.phase for state in pretagging.newest_states(houses)} == {PretagPhase.CANCELLED}


def test_a_stop_half_way_leaves_the_rest_until_somebody_says_go_on(houses):
    def stop(done, total):
        pretagging.stop_pretagging(houses.study().id)

    version = houses.framework()[0]
    assert pretagging.pretag_study(houses) == 3
    assert houses.pretag_waiting(version) == ()
    houses.add_framework_version(
        houses.framework_text() + "\n", houses.framework()[1], reason="again", coder_id=None
    )
    done = pretagging.pretag_study(houses, progress=stop)
    assert done < 3
    assert houses.pretag_waiting(version + 1) == ()
    pretagging.resume_stopped(houses)
    assert len(houses.pretag_waiting(version + 1)) == 3 - done


def test_the_first_passages_have_their_suggestions_before_the_rest_are_read(houses, monkeypatch):
    monkeypatch.setattr(pretagging, "FIRST", 2)
    there = []

    def look(done, total):
        entry = houses.documents()[0]
        there.append(len(houses.suggestions(entry.id)))

    pretagging.pretag_study(houses, progress=look)

    assert any(there)


def test_pretagging_tells_names_and_never_words(betweenlines, houses):
    _, said, told = betweenlines("pretag", NEW)

    assert said == ""
    assert "Reading P07\n" in told
    assert "lift" not in told


def decide(store, document, coder, *codes, finish=True):
    """Let a coder give the whole of a document these codes."""
    at = {"coder_id": coder.id, "document_id": document.id, "framework_version": 1}
    at |= {"client": f"{coder.name} {document.id}", "made_at": datetime(2031, 5, 4, tzinfo=UTC)}
    span = {"start": 0, "end": len(document.text)}
    acts = [{"act": Act.ADD, "code_id": code} for code in codes]
    acts += [{"act": Act.FINISH}] if finish else []
    store.record([Decision(seq=seq, **at, **span, **act) for seq, act in enumerate(acts, 1)])


@pytest.fixture
def two_coders(houses):
    """Oda and Per coded all three alike but for one code."""
    oda, per = houses.add_coder("Oda"), houses.add_coder("Per")
    given = {"P07": (("M1",), ("M1",)), "P08": (("A1",), ("A1", "M1")), "P09": (("M2",), ("M2",))}
    for entry in houses.documents():
        document = houses.document(entry.id)
        for coder, codes in zip((oda, per), given[entry.name], strict=True):
            decide(houses, document, coder, *codes)
    return houses


def test_agreement_is_shown_by_code_with_the_coders_names(betweenlines, two_coders):
    status, said, told = betweenlines("agreement", NEW)

    assert (status, told) == (0, "")
    assert "Coders: Oda, Per\n" in said or "Coders: Per, Oda\n" in said
    rows = [line.split("\t") for line in said.splitlines() if "\t" in line]
    assert rows[0][:3] == ["row", "coders", "n"]
    assert {row[0] for row in rows[1:]} >= {"M1", "M2", "A1", "valence=help"}
    of_pair = {row[0]: row for row in rows if row[1] != "all"}
    assert [figure[:5] for figure in of_pair["A1"][4:7]] == ["1.000"] * 3
    assert float(of_pair["M1"][6][:5]) < 1
    assert all(len(row) == len(rows[0]) for row in rows)


def test_agreement_as_json_names_coders_and_never_ids(betweenlines, two_coders):
    status, said, _ = betweenlines("agreement", NEW, "--json")

    answer = json.loads(said)
    assert status == 0
    assert set(answer["coders"]) == {"Oda", "Per"}
    assert not any(coder.id in said for coder in two_coders.coders())


def test_agreement_needs_two_who_finished_the_same_interview(betweenlines, houses):
    document = houses.document(houses.documents()[0].id)
    decide(houses, document, houses.add_coder("Oda"), "M1")
    decide(houses, document, houses.add_coder("Per"), "M2", finish=False)

    status, said, told = betweenlines("agreement", NEW)

    assert (status, said) == (1, "")
    assert told == (
        "betweenlines agreement: there is nothing to compare yet: "
        "no interview was finished by two coders.\n"
    )
