"""What a study puts into its workbook beside the matrix, and for whom."""

import shutil
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from coding.cell_acts import CellAct, Deed
from coding.model import Case
from exports.hidden_ids import MACHINE_SHEET
from exports.matrix_workbook import matrix_workbook
from exports.plan import AGREEMENT, AUDIT, BINARY, CASES, CODEBOOK, MEMOS, QUOTES, README
from tests.matrix_made import charted, contents, summary
from tests.test_app_pages import sample, sample_file  # noqa: F401 (fixtures)
from ui.charting import acts_in_sight, sight_of
from ui.exporting import WorkbookOrder, workbook_contents
from ui.studies import open_study
from ui.studyrecord import study_record

LATER = datetime(2040, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def study(sample_file, tmp_path):  # noqa: F811
    """A study of one's own to write in, and where it is."""
    path = tmp_path / "copy.betweenlines"
    shutil.copy(sample_file, path)
    return open_study(path), path


def called(store, name):
    return next(coder.id for coder in store.coders() if coder.name == name)


def ordered(store, viewer, **order):
    sight = sight_of(store, viewer)
    return workbook_contents(store, sight, acts_in_sight(store, sight), WorkbookOrder(**order))


def test_the_command_takes_cases_and_drafts(betweenlines, study, tmp_path):
    store, path = study
    amira = called(store, "Amira Hale")
    first = next(case for case in store.cases() if case.name == "P01")
    draft = CellAct(
        amira, Deed.SUMMARISE, first.id, "PB5.1", LATER, 1, "The goat drafted this.", draft=True
    )
    store.record_cells([draft])
    out = tmp_path / "m.xlsx"

    words = ("--matrix", out, "--cases", "role = patient", "--include-drafts", "--by", "one sheet")
    assert betweenlines("export", path, *words)[0] == 0
    book = load_workbook(out)
    cells = [str(cell.value) for row in book["Matrix"].iter_rows() for cell in row]
    read_me = [str(cell.value) for row in book[README].iter_rows() for cell in row]
    assert "[draft] The goat drafted this." in cells
    assert "Only cases with role = patient: 4 of 8" in read_me
    assert book[CASES].max_row == 2 + 4
    status, _, err = betweenlines("export", path, "--matrix", out, "--cases", "goats = 3")
    assert status == 1
    assert "--cases" in err


def test_history_memos_and_agreement_come_with_the_workbook(study):
    store, _ = study
    made = ordered(store, called(store, "Amira Hale"))
    book = load_workbook(BytesIO(matrix_workbook(made).data))

    assert {AGREEMENT, AUDIT, MEMOS} <= set(book.sheetnames)
    assert made.log_number == store.log(limit=1)[0].number
    assert {act.who for act in made.record.acts if act.what == "added a code"} == {
        "Amira Hale",
        "Jonas Wirth",
    }


def test_who_has_finished_nothing_gets_nobodys_memos_and_acts(study):
    store, _ = study
    una = store.add_coder("Una")
    sight = sight_of(store, una.id)
    record = study_record(store, sight, acts_in_sight(store, sight))

    assert record.memos == ()
    assert not [act for act in record.acts if act.interview and act.count > 1]


def test_what_goes_to_everybody_leaves_out_interviews_that_somebody_has_only_begun(study):
    store, _ = study
    before = study_record(store, sight_of(store, None), store.cell_acts())
    una = store.add_coder("Una").id
    begun = store.decisions(coder_id=called(store, "Amira Hale"))[0]
    first = type(begun)(
        client="u", seq=1, coder_id=una, document_id=begun.document_id, act=begun.act,
        framework_version=1, made_at=begun.made_at, start=begun.start, end=begun.end,
        code_id=begun.code_id, memo="A secret goat.",
    )  # fmt: skip
    store.record([first])
    sight = sight_of(store, None)
    record = study_record(store, sight, acts_in_sight(store, sight))
    name = store.document(begun.document_id).name

    assert any(act.interview == name and act.count > 1 for act in before.acts)
    assert not any(act.interview == name and act.count > 1 for act in record.acts)
    assert not any("goat" in memo.text for memo in record.memos)
    written = [act.which for act in record.acts if act.what == "wrote a summary"]
    assert not any(which.startswith(f"{name},") for which in written)


def test_chosen_cases_bring_only_their_own_history(study):
    store, _ = study
    amira = called(store, "Amira Hale")
    only = ordered(store, amira, cases="name = P01")

    assert {act.interview for act in only.record.acts if act.interview} == {"P01"}
    assert all(memo.where.startswith("P01") for memo in only.record.memos)


words = st.text(st.characters(exclude_categories=[]), max_size=12) | st.sampled_from(
    ("=1+1", "@lift", "-5", "\x07", "_x0041_", "😀", "שיר", "#REF!", "12", "1e5", "007", "מ\u202e")
)


@settings(max_examples=4, deadline=None)
@given(st.lists(words, min_size=7, max_size=7))
def test_two_hundred_cases_of_any_text_are_read_back_or_what_changed_is_said(texts):
    cases = tuple(
        Case(f"c{n}", f"{n} {texts[n % 7]}", (("Floors", texts[n % 5]),), ()) for n in range(200)
    )
    written = [summary(texts[n % 7] or "hum", case=f"c{n}") for n in range(200)]
    made = matrix_workbook(contents(charted([], written, cases=cases), study_name=texts[0]))
    book = load_workbook(BytesIO(made.data))
    changed = {notice.where for notice in made.notices}
    sheet = book["N Noise"]

    for n, case in enumerate(cases):
        name, fact, told = (sheet.cell(5 + n, at).value or "" for at in (2, 3, 4))
        text = texts[n % 7] or "hum"
        assert name == case.name or f"name of case {case.name}" in changed
        assert fact == texts[n % 5] or f"Floors of {case.name}" in changed
        assert (
            told == (text if text.strip() else "") or f"summary of {case.name} on SONG" in changed
        )
    formulas = [
        c.coordinate for s in book for row in s.iter_rows() for c in row if c.data_type == "f"
    ]
    assert formulas == []
    assert {QUOTES, CODEBOOK, BINARY, MACHINE_SHEET} <= set(book.sheetnames)
