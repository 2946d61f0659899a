"""Around adjudication without a browser: who may settle, what the pages tell, what to recheck."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui
from coding.decisions import standing_codings
from coding.model import Act
from coding.recheck import codings_to_recheck, confirming_act, verdicts_to_recheck
from framework.changes import code_changes, meaning_since
from framework.editing import CodeWords, with_words
from framework.writing import framework_yaml
from tests.test_adjudication import coded, verdict
from ui import session, studies
from ui.frameworkversions import changes_html
from ui.lookagain import confirm, to_recheck
from ui.session import Session
from ui.settling import codes_behind, docket_for

MAIN = Path(ui.__file__).with_name("main.py")


@pytest.fixture
def study(home, lift_framework, make_document, make_segments, make_decision, monkeypatch):
    """Oda and Per have finished the lift and differ on its first passage."""
    monkeypatch.setattr(session, "_browser", lambda: None)
    made = studies.create_study(
        "Room", framework_yaml(lift_framework), path=home / "r.betweenlines", source="it"
    )
    document = make_document()
    made.add_document(document, make_segments(document), case_name="Lift one")
    oda, per = (made.add_coder(name).id for name in ("Oda", "Per"))
    for who in (oda, per):
        made.record([make_decision(1, Act.FINISH, coder_id=who, end=42, client=who)])
    made.record([make_decision(2, Act.ACCEPT, coder_id=oda, client=oda, memo="It sang")])
    return made


def opened(store, screen, name="Oda", **query):
    coder = next(one for one in store.coders() if one.name == name)
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.session_state["betweenlines_session"] = Session(store.study().id, coder.id)
    app.query_params.update(query)
    app.run()
    app.switch_page(f"screens/{screen}.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def told(app):
    return json.loads(app.get("bidi_component")[0].proto.json)


def sharpen(store, definition, name="Oda"):
    coder = next(one for one in store.coders() if one.name == name)
    _, framework = store.framework()
    new = with_words(framework, "SONG", CodeWords(definition=definition))
    store.add_framework_version(framework_yaml(new), new, reason="Clearer.", coder_id=coder.id)


def test_the_page_is_told_what_is_to_settle(study):
    page = told(opened(study, "adjudicate", row="SONG"))

    (passage,) = page["passages"]
    assert (passage["start"], passage["end"], passage["codes"]) == (0, 20, ["SONG"])
    assert passage["codings"][0][3:] == ["SONG", None, "It sang"]
    assert page["wanted"] == {"name": "SONG Singing machines", "codes": ["SONG"]}
    assert page["rule"] == ""


def test_once_a_coordinator_is_named_others_read_along(study):
    per = study.coders()[1].id
    study.name_coordinator(per, coder_id=per)

    assert told(opened(study, "adjudicate"))["rule"].startswith("Per coordinates this study")
    assert told(opened(study, "adjudicate", "Per"))["rule"] == ""


def test_who_begins_later_closes_the_page_and_knows_nothing(study, make_decision):
    ulf = study.add_coder("Ulf").id
    study.record([make_decision(5, coder_id=ulf, client=ulf)])

    for name in ("Oda", "Ulf"):
        app = opened(study, "adjudicate", name)
        assert "There is nothing to settle yet." in app.info[0].value
        assert not app.get("bidi_component")
    assert docket_for(study, ulf).documents == ()


def test_a_row_of_the_agreement_page_leads_to_its_codes(lift_framework):
    assert codes_behind(lift_framework, "DARK") == ("DARK Darkness", frozenset({"DARK"}))
    assert codes_behind(lift_framework, "NOISE") == ("NOISE Noise", frozenset({"SONG", "DARK"}))
    assert codes_behind(lift_framework, "OWLS") is None
    assert codes_behind(lift_framework, "level=owl") is None


def test_versions_are_listed_with_reason_author_and_change(study):
    sharpen(study, "It <b>sings</b>.")
    app = opened(study, "framework")
    app.get("button_group")[-1].set_value("Versions").run()

    said = "\n".join(str(one.value) for one in (*app.markdown, *app.text))
    assert "Version 2" in said
    assert "Oda" in said
    assert "Clearer." in said


def test_changes_are_shown_as_text_whatever_it_says(lift_framework):
    new = with_words(lift_framework, "SONG", CodeWords(definition="<script>x</script>"))
    shown = changes_html(code_changes(lift_framework, new), new)

    assert "<script>" not in shown
    assert "<ins>&lt;script&gt;" in shown


def test_codings_of_a_code_that_means_something_else_now_come_back(study):
    oda, per = study.coders()
    assert to_recheck(study, oda) == ()
    sharpen(study, "It sings by itself.")

    (coding,) = to_recheck(study, oda)
    assert to_recheck(study, per) == ()
    confirm(study, oda, coding)

    assert to_recheck(study, oda) == ()
    (now,) = standing_codings(study.decisions(coder_id=oda.id))
    assert (now.framework_version, now.memo, now.suggested) == (2, "It sang", True)


def test_what_still_holds_is_said_with_one_click(study):
    sharpen(study, "It sings by itself.")
    app = opened(study, "framework")
    app.get("button_group")[-1].set_value("To look at again").run()
    next(one for one in app.button if one.label == "It still holds").click().run()

    assert not app.exception
    assert any("None of your codings" in one.value for one in app.success)


def test_only_what_is_older_than_its_codes_meaning_is_to_be_looked_at(lift_framework):
    new = with_words(lift_framework, "SONG", CodeWords(definition="Sharper."))
    since = meaning_since([(1, lift_framework), (2, new)])
    song, dark, gone = coded("oda", 0), coded("oda", 1, "DARK"), coded("oda", 2, "OWLS")
    other = verdict(2, 1, "DARK", settles=("DARK",))

    assert codings_to_recheck([song, dark, gone], since) == (song,)
    assert verdicts_to_recheck([verdict(1, 0, "SONG"), other], since) == {
        "SONG": (verdict(1, 0, "SONG"),)
    }
    assert confirming_act(song) is Act.ADD
