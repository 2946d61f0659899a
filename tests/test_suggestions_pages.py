"""The page on suggestions and trying a framework: what they count, say and hand out."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui.jobs
from coding.governance import CodeRecord, Muting, Rate
from coding.lessons import LessonNote, muted_now
from coding.machine_part import machine_part
from coding.machine_report import machine_report
from coding.pretag.expecting import Basis, Curve, Expectation
from tests.conftest import ODD_HOUSES
from ui import session
from ui.session import Session
from ui.studies import create_study
from ui.suggested import BY_HAND, MUTED
from ui.suggesting.fates import in_words
from ui.suggesting.slider import nearest, points_of
from ui.tryingwork import main as try_it

MAIN = Path(ui.__file__).with_name("main.py")
CURVE = Curve(
    (Expectation(0.02, 0.1, 0.9, 3.0), Expectation(0.2, 0.5, 0.4, 0.6)), Basis.EXAMPLES, 9
)
LESSON = LessonNote("ear 2", 1, 0.15, CURVE)
NONE = Rate(0, 0)


def record(right, of, code="SONG"):
    return CodeRecord(code, Rate(right, of), NONE, NONE, NONE)


def lesson(**more):
    return LessonNote("ear 2", 1, 0.15, CURVE, **more)


def test_the_slider_begins_where_suggestions_are_kept():
    assert list(points_of(LESSON)) == [20]
    assert nearest({15: None, 20: None, 90: None}, 0.18) == 20


def test_a_rate_is_told_with_its_interval_and_nothing_counted_with_a_dash():
    assert in_words(Rate(8, 10)) == "80% (49 to 94)"
    assert in_words(NONE) == "–"


def test_a_code_that_is_too_often_wrong_is_muted_with_its_reason():
    (mute,) = muted_now([record(1, 9), record(1, 7, "DARK")], None, 0.3)

    assert (mute.code_id, mute.why) == (
        "SONG",
        "1 of 9 suggestions were right, fewer than the 30% asked for.",
    )
    assert muted_now([record(1, 9)], None, None) == ()


def test_a_code_that_the_tagger_has_learnt_stays_unmuted_for_good():
    was = (Muting("SONG", True, False, "bad"),)
    better = lesson(muted=was, held=(("SONG", 4, 6),))

    assert muted_now([record(1, 9)], better, 0.3) == ()
    assert muted_now([record(1, 9)], lesson(held=better.held), 0.3) == ()
    assert muted_now([record(1, 9)], lesson(muted=was, held=(("SONG", 3, 4),)), 0.3) != ()


def test_the_report_names_taggers_thresholds_and_what_was_never_counted():
    part = machine_part(
        (), taggers=("ear 1", "ear 2"), framework_versions=(1, 3), threshold=0.2, muted=("SONG",)
    )
    text = machine_report(
        part,
        study="Lifts",
        code_names={"SONG": "SONG Singing machines"},
        lesson=lesson(finished=41, codings=33, better=("SONG",)),
        program="Betweenlines 0",
        made_at=datetime(2031, 5, 4, tzinfo=UTC),
        sight="Counted is what Oda may see.",
    )

    for words in ("- Tagger: ear 2", "1, 3", "20%", "muted now: SONG Singing machines", "41 fini"):
        assert words in text
    assert "| Accepted, of those shown | 0 of 0 | – | – |" in text


@pytest.fixture
def odd(home, tmp_path):
    store = create_study(
        "Odd", ODD_HOUSES.read_text("utf-8"), path=tmp_path / "o.betweenlines", source="made here"
    )
    store.add_coder("Oda")
    return store


@pytest.fixture
def opened(odd, monkeypatch):
    monkeypatch.setattr(session, "_browser", lambda: None)

    def opened():
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        app.session_state["betweenlines_session"] = Session(odd.study().id, odd.coders()[0].id)
        app.run()
        app.switch_page("screens/suggestions.py").run()
        assert not app.exception
        return app

    return opened


def test_before_any_suggestion_the_page_says_so(opened):
    shown = opened()

    assert any("once suggestions have been made" in box.value for box in shown.info)
    assert any("finish some passages" in box.value for box in shown.info)


def test_muting_by_hand_and_the_slider_are_kept_in_the_study(odd, opened):
    odd.note_lesson(LessonNote("ear 1", 1, 0.2, CURVE), coder_id=None)
    code = next(one for one in odd.framework()[1].codes() if one.suggest)
    odd.change_setting(f"{BY_HAND}{code.id}", MUTED, coder_id=None)
    shown = opened()

    assert [one.value for one in shown.metric] == ["50%", "40%", "0"]
    assert any(one.value == f"{code.id} {code.name}: Set by hand." for one in shown.text)


def test_the_examples_are_tried_in_a_job(odd, tmp_path, learnt):
    folder = tmp_path / "job"
    folder.mkdir()
    location = tmp_path / "o.betweenlines"
    (folder / "request.json").write_text(json.dumps({"location": str(location), "version": 1}))

    assert try_it(folder) == 0
    told = json.loads((folder / ui.jobs._RESULT).read_text())
    framework = odd.framework()[1]
    assert len(told["examples"]) == sum(
        len(code.examples) for code in framework.codes() if code.suggest
    )
    assert all(one[-1] == (one[2] <= 3) for one in told["examples"])
