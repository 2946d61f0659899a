"""The matrix and export pages: what they send, to whom, and what the command line writes."""

import csv
import io
import json
import shutil

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from coding.cell_acts import CellAct, Deed
from coding.matrix import CellState
from tests.after_jobs import after_the_job
from tests.test_app_pages import MAIN, no_browser, sample, sample_file  # noqa: F401 (fixtures)
from ui import matrix as matrix_component
from ui.charting import acts_in_sight, matrix_for, sight_of
from ui.matrixcolumns import seen, views
from ui.session import Session
from ui.studies import open_study


@pytest.fixture(autouse=True)
def fresh_component():
    """Every run of the app makes the component known anew."""
    matrix_component._component.cache_clear()
    yield
    matrix_component._component.cache_clear()


@pytest.fixture
def amira(sample):  # noqa: F811
    return next(coder for coder in sample.coders() if coder.name == "Amira Hale")


def page(screen, store, coder):
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.session_state["betweenlines_session"] = Session(store.study().id, coder.id)
    app.run()
    app.switch_page(f"screens/{screen}.py").run()
    assert not app.exception
    return app


def told(app):
    return json.loads(app.get("bidi_component")[0].proto.json)


def test_the_sample_study_comes_with_summaries_that_are_not_stale(sample, amira):  # noqa: F811
    sight = sight_of(sample, amira.id)
    matrix = matrix_for(sample, sight, acts_in_sight(sample, sight), whose=None)
    written = [cell for cell in matrix.cells.values() if cell.summaries]

    assert len(written) == 15
    assert {cell.state for cell in written} == {CellState.SUMMARISED}
    assert all(cell.summaries[0].references for cell in written)
    assert all("[P01 L" in c.text or "[T01 L" in c.text for c in written)


def test_the_matrix_page_begins_with_the_theme_that_has_most_to_show(sample, amira):  # noqa: F811
    data = told(page("matrix", sample, amira))

    assert len(data["cases"]) == 8
    assert any("summary" in cell for cell in data["cells"])
    themes = {code[2] for code in data["codes"]}
    assert len(themes) == 1


def test_the_page_of_a_coder_who_has_finished_nothing_holds_nobodys_work(sample):  # noqa: F811
    data = told(page("matrix", sample, sample.add_coder("Una")))

    assert data["cells"] == data["passages"] == []


def test_another_view_and_another_persons_codings_can_be_chosen(sample, amira):  # noqa: F811
    app = page("matrix", sample, amira)
    app.selectbox(key="matrix_view").select("themes").run()
    assert not app.exception
    assert len(told(app)["columns"]) == len(sample.framework()[1].themes)

    jonas = next(coder.id for coder in sample.coders() if coder.name == "Jonas Wirth")
    app.selectbox(key=f"matrix_whose_{amira.id}").select(jonas).run()
    assert told(app)["whose"] == jonas
    assert any("Jonas Wirth's codings alone" in caption.value for caption in app.caption)


def test_every_view_of_the_columns_has_codes_and_can_be_drawn(sample, amira):  # noqa: F811
    sight = sight_of(sample, amira.id)
    matrix = matrix_for(sample, sight, (), whose=None)
    all_views = views(matrix.framework)

    assert len({view.id for view in all_views}) == len(all_views)
    for view in all_views:
        part, columns = seen(matrix, view, ())
        held = [code for column in columns for code in column.code_ids]
        assert held == [column.id for column in part.columns]
    wanted = next(view for view in all_views if view.title == "Level and Valence: Patient, Barrier")
    values = [matrix.framework.values_of(code) for code in wanted.code_ids]
    assert {(v["level"], v["valence"]) for v in values} == {("patient", "barrier")}


def test_the_export_page_prepares_a_workbook_and_says_what_it_confirms(sample, amira):  # noqa: F811
    app = page("export", sample, amira)
    app.button(key="export_made_begin").click().run()
    app = after_the_job(app, "export_made_stop")

    assert not app.exception
    assert any("15 summaries" in line.value for line in app.markdown)
    assert any("All text is in the workbook" in line.value for line in app.caption)


def test_the_command_writes_workbook_and_table(betweenlines, sample_file, tmp_path):  # noqa: F811
    study = tmp_path / "copy.betweenlines"
    shutil.copy(sample_file, study)
    matrix, table = tmp_path / "m.xlsx", tmp_path / "c.csv"
    status, out, err = betweenlines(
        "export", study, "--matrix", matrix, "--codings", table, "--by", "level,valence"
    )

    assert status == 0
    assert "15 summaries" in out
    assert "239 codings" in out
    assert "replaced" not in err
    assert "Patient, Barrier" in load_workbook(matrix).sheetnames
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline="")))
    assert len(rows) == 239
    assert {row["coder"] for row in rows} == {"Amira Hale", "Jonas Wirth"}

    again = betweenlines("export", study, "--matrix", matrix, "--whose", "amira hale")
    assert again[0] == 0
    assert "replaced" in again[2]


def test_only_chosen_attributes_stand_beside_the_cases_and_the_cases_sheet_has_all(
    betweenlines,
    sample_file,  # noqa: F811
    tmp_path,
):
    study, matrix = tmp_path / "copy.betweenlines", tmp_path / "m.xlsx"
    shutil.copy(sample_file, study)
    assert betweenlines("export", study, "--matrix", matrix, "--beside", "role, service")[0] == 0
    wrong = betweenlines("export", study, "--matrix", matrix, "--beside", "shoe size")

    book = load_workbook(matrix)
    assert "shoe size" in wrong[2]
    sheets = {sheet.title: [c.value for row in sheet.iter_rows() for c in row] for sheet in book}
    theme = next(name for name in sheets if name.startswith("PB1"))
    assert {"attribute:role", "attribute:service"} <= set(sheets[theme])
    assert "attribute:gender" not in sheets[theme]
    assert "attribute:gender" in sheets["Cases"]


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("--matrix", "m.xls"), 1, "should end in .xlsx"),
        (("--matrix", "nowhere/m.xlsx"), 1, "does not exist"),
        (("--matrix", "m.xlsx", "--by", "floor"), 1, "no such dimension"),
        (("--matrix", "m.xlsx", "--whose", "Zaphod"), 1, "nobody called Zaphod"),
        ((), 2, "name a file"),
    ],
)
def test_a_command_that_cannot_be_done_says_why_and_writes_nothing(
    betweenlines,
    sample_file,  # noqa: F811
    tmp_path,
    words,
    status,
    why,
):
    study = tmp_path / "copy.betweenlines"
    shutil.copy(sample_file, study)

    got = betweenlines("export", study, *words)
    assert got[0] == status
    assert why in got[2]
    assert not list(tmp_path.rglob("*.xlsx"))


def test_what_is_not_open_to_all_is_left_out_and_said(betweenlines, sample_file, tmp_path):  # noqa: F811
    study = tmp_path / "copy.betweenlines"
    shutil.copy(sample_file, study)
    store = open_study(study)
    amira = next(coder.id for coder in store.coders() if coder.name == "Amira Hale")
    una = store.add_coder("Una").id
    begun = store.decisions(coder_id=amira)[0]
    other = type(begun)(
        client="u", seq=1, coder_id=una, document_id=begun.document_id, act=begun.act,
        framework_version=1, made_at=begun.made_at, start=begun.start, end=begun.end,
        code_id=begun.code_id,
    )  # fmt: skip
    store.record([other])
    status, out, err = betweenlines("export", study, "--matrix", tmp_path / "m.xlsx")

    assert status == 0
    assert "15 summaries" not in out
    assert "not open yet" in err


def test_a_drawn_state_that_nobody_coded_can_be_marked_as_not_asked(sample, amira):  # noqa: F811
    case = next(case for case in sample.cases() if case.name == "P01")
    act = CellAct(amira.id, Deed.NOT_ASKED, case.id, "PB5.1", sample.study().created_at, 1)
    sample.record_cells([act])
    sight = sight_of(sample, amira.id)
    matrix = matrix_for(sample, sight, acts_in_sight(sample, sight), whose=None)

    assert matrix.cell(case.id, "PB5.1").state is CellState.NOT_ASKED
