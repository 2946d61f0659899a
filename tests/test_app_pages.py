"""Every page opens: with no study at all, on an empty study, and on the sample study."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui
from framework.library import starter_frameworks
from ui import pretagging, pretagstatus, session, studies
from ui.places import SUFFIX
from ui.reader import _component
from ui.sample import sample_study
from ui.session import Session

MAIN = Path(ui.__file__).with_name("main.py")
SCREENS = sorted(path.stem for path in MAIN.with_name("screens").glob("*.py"))
NEED_A_STUDY = [name for name in SCREENS if name != "studies"]
NEED_A_CODER = ["agreement", "code", "log", "memos"]


@pytest.fixture(autouse=True)
def no_browser(home, monkeypatch):
    """Pages are run without a browser, and start no process beside the test."""
    monkeypatch.setattr(session, "_browser", lambda: None)
    monkeypatch.setattr(pretagging, "start_pretagging", None)
    monkeypatch.setattr(pretagstatus, "start_pretagging", lambda study_id: None)
    _component.cache_clear()
    yield
    _component.cache_clear()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The sample study, made once."""
    place = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BETWEENLINES_HOME", str(place))
        patch.setattr(studies, "_open", {})
        store = sample_study()
        store.close()
    return next(place.glob(f"*{SUFFIX}"))


@pytest.fixture
def sample(sample_file, home):
    place = home / sample_file.name
    shutil.copy(sample_file, place)
    return studies.open_study(place)


@pytest.fixture
def empty(home):
    text = starter_frameworks()[-1].text
    return studies.create_study("Lighthouse", text, path=home / "l.betweenlines", source="it")


def opened(screen, store=None, coder=None, **query):
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    if store:
        app.session_state["betweenlines_session"] = Session(store.study().id, coder and coder.id)
    app.query_params.update(query)
    app.run()
    assert not app.exception
    app.switch_page(f"screens/{screen}.py").run()
    return app


def titles(app):
    return [title.value for title in app.title]


def words(app):
    kinds = (app.title, app.markdown, app.caption, app.text, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_page_without_any_study_leads_to_one(screen):
    app = opened(screen)

    assert not app.exception
    assert titles(app) == (["Studies"] if screen == "studies" else ["No study is open"])


@pytest.mark.parametrize("screen", SCREENS)
def test_a_page_opens_on_an_empty_study(empty, screen):
    app = opened(screen, empty, empty.add_coder("Oda"))

    assert not app.exception
    assert len(titles(app)) == 1
    assert not app.error


@pytest.mark.parametrize("screen", SCREENS)
def test_a_page_opens_on_the_sample_study(sample, screen):
    app = opened(screen, sample, sample.coders()[0])

    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("screen", NEED_A_CODER)
def test_a_page_about_ones_own_work_asks_who_is_coding(sample, screen):
    app = opened(screen, sample)

    assert not app.exception
    assert titles(app) == ["Who is coding?"]


@pytest.mark.parametrize("screen", NEED_A_STUDY)
def test_a_link_to_a_study_that_is_not_here_says_so(screen):
    app = opened(screen, study="zarquon")

    assert not app.exception
    assert "This study is not on this computer" in app.warning[0].value


def test_names_are_shown_as_they_are_written(home, empty):
    empty.rename_study("**Loud** :red[lights] $x$ [a](b)")
    coder = empty.add_coder("*Oda* `x`")

    app = opened("transcripts", empty, coder)

    shown = app.markdown[0].value
    assert r"\*\*Loud\*\* \:red\[lights\] \$x\$ \[a\]\(b\)" in shown


def test_a_study_begun_on_the_page_is_opened(home):
    app = opened("studies")
    app.text_input(key="new_name").set_value("Sheds & lighthouses")
    next(button for button in app.button if button.label == "Begin the study").click().run()

    assert not app.exception
    assert titles(app) == ["Transcripts"]
    assert studies.recent_studies()[0].name == "Sheds & lighthouses"


def test_a_study_without_a_name_is_not_begun(home):
    app = opened("studies")
    next(button for button in app.button if button.label == "Begin the study").click().run()

    assert [error.value for error in app.error] == ["Give the study a name first."]
    assert studies.recent_studies() == ()


def test_a_path_that_holds_no_study_is_one_clear_line(home):
    app = opened("studies")
    app.text_input[0].set_value("").run()
    where = next(field for field in app.text_input if field.label == "Where the file lies")
    where.set_value(str(home / "nothing here"))
    next(button for button in app.button if button.label == "Open").click().run()

    assert not app.exception
    assert app.error[0].value.startswith("There is no study at ")


def test_the_log_shows_a_coder_only_what_is_open_to_them(sample):
    newcomer = sample.add_coder("Per")

    app = opened("log", sample, newcomer)

    assert not app.exception
    decided = set(app.dataframe[0].value["What"]) & {"added a code", "accepted a suggestion"}
    assert decided == set()


def test_agreement_is_closed_to_who_has_not_finished(sample):
    app = opened("agreement", sample, sample.add_coder("Per"))

    assert not app.exception
    assert "There is nothing to compare yet." in app.info[0].value
    assert not app.dataframe


def test_agreement_shows_figures_to_who_has_finished(sample):
    app = opened("agreement", sample, sample.coders()[0])

    assert not app.exception
    assert len(app.metric) >= 2
    assert " differ on " in app.header[0].value


def test_a_link_with_a_foreign_document_says_so_and_shows_another(sample):
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    coder = sample.coders()[0]
    app.session_state["betweenlines_session"] = Session(sample.study().id, coder.id)
    app.run()
    app.switch_page("screens/code.py")
    app.query_params["document"] = "zarquon"
    app.run()

    assert not app.exception
    assert "is not in this study" in app.warning[0].value


def test_a_case_renamed_on_its_page_is_renamed(sample):
    coder = sample.coders()[0]
    app = opened("cases", sample, coder)
    name = next(field for field in app.text_input if field.label == "Name of the case")
    name.set_value("Keeper of the light")
    next(button for button in app.button if button.label == "Save").click().run()

    assert not app.exception
    assert "Keeper of the light" in {case.name for case in sample.cases()}
    assert [done.value for done in app.success] == ["Saved\\."]


def drawn_codes(app):
    return sum(element.proto.body.count("<details") for element in app.get("html"))


def test_framework_search_finds_codes_by_their_words(sample):
    app = opened("framework", sample, sample.coders()[0])
    before = drawn_codes(app)
    app.text_input(key="framework_find").set_value("forgot").run()
    assert not app.exception
    assert 0 < drawn_codes(app) < before

    app.text_input(key="framework_find").set_value("zarquon").run()
    assert app.info[0].value.startswith("No code has all these words.")


def test_an_interview_can_be_put_into_another_case(sample):
    document = sample.documents()[0]
    other = next(case for case in sample.cases() if document.id not in case.document_ids)
    app = opened("cases", sample, sample.coders()[0])
    app.selectbox(key="assign_doc").set_value(document.id).run()
    app.multiselect(key=f"assign_cases_{document.id}").set_value([other.id])
    app.button(key="assign").click().run()

    assert not app.exception
    of_document = [case.id for case in sample.cases() if document.id in case.document_ids]
    assert of_document == [other.id]


def test_a_coder_whose_name_cannot_be_kept_is_told_so(sample):
    app = opened("transcripts", sample, sample.coders()[0])
    app.text_input[0].set_value("O\x00da")
    next(b for b in app.button if b.label == "Add and code as this person").click().run()

    assert not app.exception
    assert len(app.error) == 1
