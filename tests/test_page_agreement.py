"""The agreement page: its views, what may be chosen, and what is kept from whom."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui
from coding.model import Act
from tests.after_jobs import after_the_job
from ui import jobs, pretagstatus, session, studies
from ui.agreement import table
from ui.jobs import JobPhase, cancel_job
from ui.places import SUFFIX
from ui.sample import sample_study
from ui.session import Session

MAIN = Path(ui.__file__).with_name("main.py")


@pytest.fixture(autouse=True)
def no_browser(home, monkeypatch):
    """Pages are run without a browser; nothing is pre-tagged, and jobs begun here are ended."""
    monkeypatch.setattr(session, "_browser", lambda: None)
    monkeypatch.setattr(pretagstatus, "start_pretagging", lambda *_, **__: None)
    monkeypatch.setattr(jobs, "_processes", processes := {})
    monkeypatch.setattr(jobs, "_cancelled", set())
    monkeypatch.setattr(jobs, "_at_desk", {})
    table._component.cache_clear()
    yield
    for process in processes.values():
        process.kill()
        process.wait()
    table._component.cache_clear()


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    """The sample study, made once."""
    place = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BETWEENLINES_HOME", str(place))
        patch.setattr(studies, "_open", {})
        with sample_study():
            pass
    return next(place.glob(f"*{SUFFIX}"))


@pytest.fixture
def sample(sample_file, home):
    place = home / sample_file.name
    shutil.copy(sample_file, place)
    return studies.open_study(place)


def opened(store, coder=None, **query):
    """Open the page as a coder, by default the first who finished."""
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    coder = coder or next(one for one in store.coders() if one.name == "Amira Hale")
    app.session_state["betweenlines_session"] = Session(store.study().id, coder.id)
    app.run()
    app.switch_page("screens/agreement.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def tables(app):
    """Return what the tables of figures were given."""
    return [json.loads(shown.proto.json) for shown in app.get("bidi_component")]


def words(app):
    kinds = (app.header, app.markdown, app.caption, app.info, app.warning, app.success)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def cells(line):
    return line["cells"]


@pytest.mark.parametrize(
    "view",
    [
        "Codes",
        "Coders",
        "Confusions",
        "Interviews",
        "Free passages",
        "Machine",
        "Before and after",
        "Report",
    ],
)
def test_every_view_opens(sample, view):
    app = opened(sample, view=view)

    assert not app.error
    assert words(app)


def test_the_worst_code_comes_first_and_its_passages_are_shown(sample):
    app = opened(sample)

    table = tables(app)[0]
    values = [cells(line)["alpha"]["value"] for line in table["rows"]]
    known = [value for value in values if value is not None]
    assert [round(value, 2) for value in known] == sorted(round(value, 2) for value in known)
    assert table["selected"] == table["rows"][0]["id"]
    assert f"differ on {table['selected']}" in app.header[0].value.replace("\\", "")


def test_every_table_says_what_it_rests_on(sample):
    app = opened(sample, unit="Turn")

    caption = tables(app)[0]["caption"]
    assert " turns · 2 documents · Amira Hale, Jonas Wirth · coded blind · " in caption
    assert "suggestions shown" in caption


def test_intervals_follow_from_a_process_of_its_own(sample):
    app = opened(sample)
    assert cells(tables(app)[0]["rows"][0])["percent"]["low"] is None
    assert "agreement_figures_job_stop" in {button.key for button in app.button}

    app = after_the_job(app, "agreement_figures_job_stop")

    line = tables(app)[0]["rows"][0]
    percent = cells(line)["percent"]
    assert percent["low"] <= percent["value"] <= percent["high"]
    assert "2,000 resamples by segment, seed" in tables(app)[0]["caption"]


def test_stopped_work_leaves_the_page_usable_and_can_be_begun_again(sample):
    app = opened(sample)
    (job,) = jobs._processes
    cancel_job(job)

    app.run()

    assert not app.exception
    assert jobs.job_state(job).phase is JobPhase.CANCELLED
    assert tables(app)[0]["rows"]
    app.button(key="agreement_figures_job_begin").click().run()
    assert jobs.job_state(job).phase is JobPhase.RUNNING


def test_a_link_opens_a_row_by_a_unit(sample):
    app = opened(sample, row="RB2.1", unit="Turn")

    assert tables(app)[0]["selected"] == "RB2.1"
    assert "RB2.1" in app.header[0].value.replace("\\", "")
    assert " turns" in tables(app)[0]["caption"]


def test_figures_are_chosen_and_kept_for_the_coder(sample):
    app = opened(sample)
    app.button_group(key="agreement_figures").set_value(["ac1", "kappa"]).run()

    keys = [column["key"] for column in tables(app)[0]["columns"]]
    assert keys[:4] == ["name", "picture", "ac1", "kappa"]
    again = [column["key"] for column in tables(opened(sample))[0]["columns"]]
    assert again[:4] == keys[:4]


def test_interviews_are_chosen_by_an_attribute_of_their_case(sample):
    app = opened(sample)
    app.multiselect(key="agreement_attribute_role").select("patient").run()

    assert " · 1 document · " in tables(app)[0]["caption"]
    assert "Only role\\: patient" in words(app)


def test_without_coefficients_only_passages_are_shown_and_it_is_kept(sample):
    app = opened(sample)
    app.toggle(key="agreement_without_figures").set_value(True).run()

    for shown in (app, opened(sample)):
        assert not shown.exception
        assert not tables(shown)
        assert not shown.metric
        assert "Passages to talk about" in words(shown)


def test_a_newcomer_sees_neither_figures_nor_views(sample):
    app = opened(sample, sample.add_coder("Per"), view="Report", row="PB1.1")

    assert "There is nothing to compare yet." in app.info[0].value
    assert not tables(app)
    assert not app.code
    assert not jobs._processes


def test_the_methods_paragraph_is_there_to_be_copied(sample):
    app = opened(sample, view="Report")

    assert app.code[0].value.startswith("Two coders, without seeing each other's work, coded two")


def test_before_and_after_says_so_when_nothing_has_changed(sample):
    app = opened(sample, view="Before and after")

    assert "No figure has changed since then." in words(app)


def test_before_and_after_shows_what_was_changed_since_all_had_finished(sample):
    coder = next(one for one in sample.coders() if one.name == "Amira Hale")
    own = [d for d in sample.decisions(coder_id=coder.id) if d.code_id]
    sample.record(
        [
            replace(own[0], client="talked it over", seq=1, act=Act.WITHDRAW, shown=None),
        ]
    )

    app = opened(sample, view="Before and after")

    line = next(one for one in tables(app)[0]["rows"] if one["id"] == own[0].code_id)
    assert len(cells(line)["picture"]["marks"]) == 2
    assert cells(line)["then"]["value"] != cells(line)["now"]["value"]


def test_free_passages_are_worked_out_beside_the_page(sample):
    app = opened(sample, view="Free passages")
    app = after_the_job(app, "agreement_passages_stop")

    titles = [table["title"] for table in tables(app)]
    assert titles == [
        "The u-alpha family by theme",
        "u-alpha by code",
        "As NVivo counts",
        "As MAXQDA counts",
    ]
    whole = cells(tables(app)[0]["rows"][0])["u"]
    assert whole["value"] is None
    assert "Hale" in whole["why"] or "Wirth" in whole["why"]


def test_the_workbook_is_made_on_demand(sample):
    app = opened(sample, view="Report")
    app = after_the_job(app, "agreement_figures_job_stop")
    app.button(key="agreement_tables_begin").click().run()
    app = after_the_job(app, "agreement_tables_stop")

    labels = [element.proto.label for element in app.get("download_button")]
    assert labels == ["Excel workbook", "All tables as CSV"]
