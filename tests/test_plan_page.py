"""The plan page, the work list and what came of checks, run without a browser."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

import ui
from coding.model import Act
from coding.plan import Assignment, Purpose
from framework.writing import framework_yaml
from ui import pretagging, session, studies
from ui.session import Session

MAIN = Path(ui.__file__).with_name("main.py")


@pytest.fixture
def store(home, monkeypatch, lift_framework, make_document, make_segments):
    monkeypatch.setattr(session, "_browser", lambda: None)
    idle = SimpleNamespace(Popen=lambda *_, **__: None, DEVNULL=None)
    monkeypatch.setattr(pretagging, "subprocess", idle)
    text = framework_yaml(lift_framework)
    store = studies.create_study("Lifts", text, path=home / "l.betweenlines", source="it")
    for number, floor in ((1, "attic"), (2, "attic"), (3, "cellar"), (4, "cellar")):
        body = f"The lift sang again.\n\nIt hums in the dark.\n\nFloor {number}."
        document = make_document(body, document_id=f"lift-{number}", name=f"Lift {number}")
        store.add_document(
            document,
            make_segments(document),
            case_name=document.name,
            attributes=[("floor", floor)],
        )
    for name in ("Oda", "Ulf", "Eva"):
        store.add_coder(name)
    return store


@pytest.fixture
def who(store):
    return {coder.name: coder.id for coder in store.coders()}


@pytest.fixture
def planned(store, who):
    store.name_coordinator(who["Oda"], coder_id=who["Oda"])
    pairs = [("lift-1", "Ulf"), ("lift-1", "Eva"), ("lift-2", "Ulf")]
    plan = [
        Assignment(key, who[name], Purpose.SHARED if key == "lift-1" else Purpose.ALONE)
        for key, name in pairs
    ]
    store.put_plan(plan, how="by hand", coder_id=who["Oda"])
    return store


@pytest.fixture
def opened(store, who):
    def opened(screen, name):
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        app.session_state["betweenlines_session"] = Session(store.study().id, who[name])
        app.run()
        app.switch_page(f"screens/{screen}.py").run()
        assert not app.exception
        return app

    return opened


def said(app):
    kinds = (app.title, app.header, app.markdown, app.caption, app.info, app.success, app.error)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def html(app):
    return "\n".join(one.proto.body for one in app.get("html"))


def finish(store, make_decision, coder_id, document_id="lift-1", code="SONG"):
    acts = [
        make_decision(1, client=f"{coder_id}-{document_id}", code_id=code, start=0, end=20),
        make_decision(2, Act.FINISH, client=f"{coder_id}-{document_id}", start=0, end=52),
    ]
    long_ago = datetime(2001, 5, 4, tzinfo=UTC)
    own = {"coder_id": coder_id, "document_id": document_id, "made_at": long_ago}
    store.record([replace(one, **own) for one in acts])


def test_the_page_says_that_naming_a_coordinator_is_no_login_and_names_one(opened, store, who):
    app = opened("plan", "Eva")
    assert "no login" in said(app)
    app.selectbox(key="plan_coordinator_who").select(who["Oda"])
    next(one for one in app.button if one.label == "Name as coordinator").click().run()

    assert store.plan().coordinator_id == who["Oda"]
    assert "Oda coordinates from now on" in said(app)
    assert "Only the coordinator changes the plan" in said(app)


def test_a_plan_is_previewed_and_put_into_force(opened, store, who):
    store.name_coordinator(who["Oda"], coder_id=who["Oda"])
    app = opened("plan", "Oda")
    app.slider(key="plan_share").set_value(50)
    app.multiselect(key="plan_strata").select("floor").run()
    spread = [one.value for one in app.dataframe][-1]
    assert list(spread["Coded by several"]) == [1, 1]
    assert store.plan().assignments == ()
    app.button(key="plan_use").click().run()

    assert not app.exception
    assert len(store.plan().assignments) == 6
    assert "The plan is in force" in said(app)
    assert html(app).count("🔒") == 4


def test_who_codes_an_interview_is_changed_by_hand(opened, planned, who):
    app = opened("plan", "Oda")
    app.segmented_control(key="plan_form").set_value("Change by hand").run()
    app.selectbox(key="plan_hand_document").select("lift-2").run()
    seats = next(one for one in app.multiselect if one.label == "Coded by")
    seats.select(who["Eva"]).run()
    app.button(key="plan_hand_change").click().run()

    assert planned.plan().assigned("lift-2") == {who["Ulf"], who["Eva"]}
    assert {one.purpose for one in planned.plan().of_document("lift-2")} == {Purpose.SHARED}


def test_an_early_unlock_without_a_reason_is_refused_on_the_page(opened, planned, who):
    app = opened("plan", "Oda")
    app.segmented_control(key="plan_form").set_value("Unlock early").run()
    unlock = next(one for one in app.button if one.label == "Unlock early")
    unlock.click().run()
    assert "Say why" in said(app)
    app.text_input(key="plan_unlock_reason").input("Ulf has left")
    next(one for one in app.button if one.label == "Unlock early").click().run()

    assert planned.plan().unlocked == {"lift-1"}
    assert "unlocked early" in html(app)


def test_a_control_share_is_set_on_the_page(opened, planned):
    app = opened("plan", "Oda")
    app.segmented_control(key="plan_form").set_value("Control passages").run()
    app.slider(key="plan_control_share").set_value(40)
    next(one for one in app.button if one.label == "Set the control share").click().run()

    assert planned.plan().control_of("lift-1").share == 0.4


def test_the_work_list_comes_first_and_holds_what_is_assigned(opened, planned):
    app = opened("transcripts", "Ulf")
    lists = [one.proto.body for one in app.get("html") if "bl-list" in one.proto.body]

    assert "Your work list" in said(app)
    assert "2 interviews to code, 0 finished" in said(app)
    assert "Lift 3" not in lists[0]
    assert "Lift 3" in lists[1]
    assert "gives you nothing" in said(opened("transcripts", "Oda"))


def test_without_a_plan_there_is_no_work_list(opened):
    assert "Your work list" not in said(opened("transcripts", "Ulf"))


def test_a_calibration_shows_code_by_code_where_the_new_coder_differs(
    opened, planned, who, make_decision
):
    finish(planned, make_decision, who["Ulf"])
    check = Assignment(
        "lift-1", planned.add_coder("Ida").id, Purpose.CALIBRATION, against=who["Ulf"]
    )
    planned.assign_coder(check, coder_id=who["Oda"])
    who["Ida"] = check.coder_id
    assert "Calibration" not in said(opened("agreement", "Ulf"))
    finish(planned, make_decision, check.coder_id, code="DARK")
    app = opened("agreement", "Ida")
    table = next(one.value for one in app.dataframe if "Missed" in one.value.columns)

    assert dict(
        zip(table["Code"], zip(table["Missed"], table["Too many"], strict=True), strict=True)
    ) == {
        "DARK": (0, 1),
        "SONG": (1, 0),
    }
    assert "Calibration" not in said(opened("agreement", "Eva"))


def test_a_round_is_begun_on_the_page_and_its_agreement_shown(opened, planned, who, make_decision):
    finish(planned, make_decision, who["Ulf"])
    app = opened("plan", "Oda")
    app.segmented_control(key="plan_form").set_value("Another round").run()
    assert "has finished nothing that long ago" in said(app)
    app.selectbox(key="round_who").select(who["Ulf"]).run()
    assert "3 passages in 1 interview would come back" in said(app)
    app.button(key="round_begin").click().run()
    again = planned.plan().rounds_of(who["Ulf"])[0]
    finish(planned, make_decision, again.coder_id)
    page = opened("agreement", "Ulf")

    assert "Intra-coder agreement" in said(page)
    assert "Ulf, second round" in said(opened("plan", "Eva"))


def test_control_passages_are_held_against_the_others_when_asked_for(
    opened, planned, who, make_decision
):
    planned.set_control_share(0.4, seed=1, coder_id=who["Oda"])
    finish(planned, make_decision, who["Ulf"])
    finish(planned, make_decision, who["Eva"])
    app = opened("agreement", "Oda")
    assert not any("Given by the coder" in one.value.columns for one in app.dataframe)
    app.toggle(key="control_share_show").set_value(True).run()
    table = next(one.value for one in app.dataframe if "Given by the coder" in one.value.columns)

    assert list(table["Passages"]) == ["Suggestions shown", "Control: hidden"]
    assert list(table["Compared"]) == [2, 1]
    assert "the comparison says little" in said(app)
