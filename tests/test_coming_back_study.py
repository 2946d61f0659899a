"""A workbook of a real study comes back: from the command line, and with its way back."""

from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from coding.cell_acts import CellAct, Deed
from coding.coming_back.values import Change
from coding.decisions import standing_codings
from coding.model import Act, Decision
from coding.second_order import wide_summaries
from coding.store import Kind, StoreError, backups, open_store
from tests.conftest import ODD_HOUSES
from ui import studies
from ui.bringing_back import brought, take_in

STUDY, BOOK = "houses.betweenlines", "matrix.xlsx"


@pytest.fixture
def study(betweenlines, tmp_path, made):
    """A study with one finished interview, one summary, and its workbook in a file."""
    talk = tmp_path / "P07.txt"
    talk.write_text("INT: And the lift?\nP07: The lift sang again all the way up.\n", "utf-8")
    if not made:
        make(betweenlines, talk)
        made.update({name: (tmp_path / name).read_bytes() for name in (STUDY, BOOK)})
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    with open_store(STUDY) as store:
        yield store


@pytest.fixture(scope="module")
def made():
    """The study's file and its workbook, made once by the first test that needs them."""
    return {}


def make(betweenlines, talk):
    assert betweenlines("import", STUDY, talk, "--framework", ODD_HOUSES)[0] == 0
    with open_store(STUDY) as store:
        oda = store.add_coder("Oda").id
        decide(store, oda, 1, Act.ADD, codes(store)[0])
        decide(store, oda, 2, Act.FINISH)
        store.set_attribute(store.cases()[0].id, "Floors", "7", coder_id=oda)
        summarise(store, "It sings.")
        assert betweenlines("export", STUDY, "--matrix", BOOK)[0] == 0
    for store in studies._open.values():
        store.close()
    studies._open.clear()


def codes(store):
    return [code.id for code in store.framework()[1].codes()]


def decide(store, coder_id, seq, act, code_id=None):
    entry = store.documents()[0]
    segment = next(one for one in store.segments(entry.id) if one.codable)
    end = segment.end if code_id else len(store.document(entry.id).text)
    start = segment.start if code_id else 0
    made = Decision("w", seq, coder_id, entry.id, act, 1, now(), start, end, code_id)
    store.record([made])


def now():
    return datetime.now(UTC)


def summarise(store, text, over=None):
    case = store.cases()[0]
    act = CellAct(
        store.coders()[0].id, Deed.SUMMARISE, case.id, codes(store)[0], now(), 1, text, over=over
    )
    store.record_cells([act])


def edit(changes):
    """Put values into the cells of these columns in the row of the case, wherever they stand."""
    book = load_workbook(BOOK)
    for sheet in book:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for column, value in changes.items():
            for row in range(2, sheet.max_row + 1):
                if column in heads and str(sheet.cell(row, 1).value).startswith(("case:", "code:")):
                    sheet.cell(row, heads[column]).value = value
                    break
    book.save(BOOK)


def last_line(said):
    return said.splitlines()[-1]


def test_a_workbook_just_written_has_no_differences(study, betweenlines):
    status, said, _ = betweenlines("import-matrix", STUDY, BOOK, "--dry-run")

    assert (status, last_line(said)) == (0, "0 differences, 0 conflicts")


def test_a_dry_run_names_each_cell_and_stores_nothing(study, betweenlines):
    first = codes(study)[0]
    edit({f"summary:{first}": "It sings louder.", "attribute:Floors": "8"})
    before = study.log(limit=1)[0].number
    _, said, _ = betweenlines("import-matrix", STUDY, BOOK, "--dry-run")

    assert last_line(said) == "2 differences, 0 conflicts"
    assert [line.split("\t")[2] for line in said.splitlines()[:-1]] == [
        "edited in the workbook"
    ] * 2
    assert "louder" not in said
    assert study.log(limit=1)[0].number == before


def test_what_has_no_conflict_is_taken_in_with_its_reason_after_a_backup(study, betweenlines):
    first = codes(study)[0]
    edit({f"summary:{first}": "It sings louder [P07 L1].", "attribute:Floors": "8"})
    status, said, _ = betweenlines("import-matrix", STUDY, BOOK)

    (summary,) = study.summaries()
    assert (status, last_line(said)) == (0, "2 differences, 0 conflicts")
    assert summary.text == "It sings louder [P07 L1]."
    assert [one.document_id for one in summary.references] == [study.documents()[0].id]
    assert len(summary.basis) == 1
    assert study.cases()[0].attributes == (("Floors", "8"),)
    entries = study.log(kinds=[Kind.SUMMARY, Kind.ATTRIBUTE_SET], limit=2)
    assert {entry.reason for entry in entries} == {"from matrix.xlsx"}
    assert [entry.before for entry in entries] == ["7", "It sings."]
    assert "before matrix xlsx" in [one.reason for one in backups(STUDY)]
    assert betweenlines("import-matrix", STUDY, BOOK)[1] == "0 differences, 0 conflicts\n"


def test_a_conflict_is_left_and_the_rest_taken(study, betweenlines):
    first = codes(study)[0]
    edit({f"summary:{first}": "It sings louder.", "attribute:Floors": "8"})
    summarise(study, "It hums.", over=study.summaries()[0].made_at)
    _, said, told = betweenlines("import-matrix", STUDY, BOOK)

    assert last_line(said) == "2 differences, 1 conflicts"
    assert "Left as they are: 1 conflict." in told
    assert study.summaries()[0].text == "It hums."
    assert study.cases()[0].attributes == (("Floors", "8"),)


def test_an_edited_definition_becomes_a_version_of_the_framework(study, betweenlines):
    edit({"code.definition": "Machines that sing at night."})
    _, said, _ = betweenlines("import-matrix", STUDY, BOOK)

    version, framework = study.framework()
    assert last_line(said) == "1 differences, 0 conflicts"
    assert (version, study.framework_versions()[-1].reason) == (2, "from matrix.xlsx")
    assert next(framework.codes()).definition == "Machines that sing at night."
    assert next(framework.codes()).id == codes(study)[0]


def test_memos_and_certainty_of_cells_come_back_as_one_note(study, betweenlines):
    first = codes(study)[0]
    edit({f"memo:{first}": "Ask again.", f"certainty:{first}": "unsure"})
    betweenlines("import-matrix", STUDY, BOOK)

    (note,) = study.cell_notes()
    assert (note.memo, note.certainty) == ("Ask again.", "unsure")


def test_another_studys_workbook_is_refused_in_a_line(study, betweenlines, tmp_path):
    talk = tmp_path / "P07.txt"
    betweenlines("import", "other.betweenlines", talk, "--framework", ODD_HOUSES)
    status, said, told = betweenlines("import-matrix", "other.betweenlines", BOOK, "--dry-run")

    assert (status, said) == (1, "")
    assert "belongs to another study" in told


def test_where_several_code_it_must_be_said_who_takes_it_in(study, betweenlines):
    study.add_coder("Per")
    status, _, told = betweenlines("import-matrix", STUDY, BOOK)

    assert (status, "--coder NAME" in told) == (1, True)


def both(study):
    """Return the workbook, edited in two places, as Oda brought it back."""
    first = codes(study)[0]
    edit({f"summary:{first}": "It sings louder.", "attribute:Floors": "8"})
    with open(BOOK, "rb") as file:  # noqa: PTH123
        data = file.read()
    found = brought(study, data, file_name=BOOK, coder_id=study.coders()[0].id)
    changes = [Change(d.place, d.text, d.ours) for d in found.comparison.differences]
    return found, changes


def test_one_step_back_puts_everything_where_it_was(study):
    found, changes = both(study)
    before = study.summaries()[0]
    taken = take_in(study, found, changes)
    take_in(study, found, taken.undo, back=True)

    (after,) = study.summaries()
    assert (after.text, after.basis, after.whose) == (before.text, before.basis, before.whose)
    assert study.cases()[0].attributes == (("Floors", "7"),)
    assert study.log(limit=1)[0].reason == "taken back: from matrix.xlsx"


def test_what_was_written_again_since_is_not_put_back(study):
    found, changes = both(study)
    taken = take_in(study, found, changes)
    summarise(study, "It hums.", over=study.summaries()[0].made_at)
    back = take_in(study, found, taken.undo, back=True)

    assert len(back.left) == 1
    assert study.summaries()[0].text == "It hums."
    assert study.cases()[0].attributes == (("Floors", "7"),)


def test_nothing_is_stored_if_somebody_wrote_in_the_meantime(study):
    found, changes = both(study)
    summarise(study, "It hums.", over=study.summaries()[0].made_at)

    with pytest.raises(StoreError, match="in the meantime"):
        take_in(study, found, changes)
    assert study.cases()[0].attributes == (("Floors", "7"),)


def test_a_coder_who_may_not_see_a_summary_yet_is_told_nothing_of_it(study):
    per = study.add_coder("Per").id
    decide_open = study.documents()[0].id
    made = Decision("p", 1, per, decide_open, Act.ADD, 1, now(), 0, 5, codes(study)[0])
    study.record([made])
    first = codes(study)[0]
    edit({f"summary:{first}": "It sings louder."})
    summarise(study, "The secret hum.", over=study.summaries()[0].made_at)
    with open(BOOK, "rb") as file:  # noqa: PTH123
        found = brought(study, file.read(), file_name=BOOK, coder_id=per)

    (difference,) = found.comparison.differences
    assert (difference.ours, difference.is_conflict, difference.base) == ("", True, None)


def test_summaries_of_cases_codes_and_themes_come_back(study, betweenlines):
    first = codes(study)[0]
    theme = study.framework()[1].themes[0].id
    edit({"casesummary": "A singing lift, all told."})
    book = load_workbook(BOOK)
    for sheet in book:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            row_id = str(sheet.cell(row, 1).value)
            if row_id in ("codesummary", f"themesummary:{theme}") and f"summary:{first}" in heads:
                sheet.cell(row, heads[f"summary:{first}"]).value = f"What {row_id[:4]} says."
    book.save(BOOK)
    status, said, _ = betweenlines("import-matrix", STUDY, BOOK)

    standing = {
        (one.scope.value, one.about_id): one.text for one in wide_summaries(study.wide_acts())
    }
    assert (status, last_line(said)) == (0, "3 differences, 0 conflicts")
    assert standing == {
        ("case", study.cases()[0].id): "A singing lift, all told.",
        ("code", first): "What code says.",
        ("theme", theme): "What them says.",
    }
    assert betweenlines("import-matrix", STUDY, BOOK)[1] == "0 differences, 0 conflicts\n"


def test_coding_sheets_go_out_and_come_back_from_the_command_line(study, betweenlines):
    sheet, first = "sheet.xlsx", codes(study)[0]
    status, said, _ = betweenlines("export", STUDY, "--coding-sheet", sheet, "--coder", "oda")
    assert (status, said.startswith("sheet.xlsx: coding sheets")) == (0, True)
    book = load_workbook(sheet)
    row = next(row for row in book["P07"].iter_rows(min_row=3) if row[0].value)
    assert (row[5].value, row[8].value) == (first, "yes")
    row[5].value = f"{first}; {codes(study)[1]}"
    book.save(sheet)

    dry = betweenlines("import-codings", STUDY, sheet, "--dry-run")
    wet = betweenlines("import-codings", STUDY, sheet)
    assert dry[1] == wet[1]
    assert last_line(wet[1]) == "1 differences, 0 conflicts"
    standing = standing_codings(study.decisions())
    assert [one.code_id for one in standing] == sorted(codes(study)[:2])
    assert betweenlines("import-matrix", STUDY, sheet)[0] == 1


def test_coding_sheets_for_all_go_into_a_folder(study, betweenlines, tmp_path):
    study.add_coder("Per")
    (tmp_path / "sheets").mkdir()
    assert betweenlines("export", STUDY, "--coding-sheet", "sheets")[0] == 0
    assert betweenlines("export", STUDY, "--coding-sheet", "one.xlsx")[0] == 1
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == [
        "Oda coding sheets.xlsx",
        "Per coding sheets.xlsx",
    ]


def test_memos_of_the_study_come_back(study, betweenlines):
    study.write_memo("Think.", coder_id=study.coders()[0].id, about="study", about_id="x")
    betweenlines("export", STUDY, "--matrix", BOOK)
    book = load_workbook(BOOK)
    (cell,) = [c for row in book["Memos"].iter_rows() for c in row if c.value == "Think."]
    cell.value = "Think again."
    book.save(BOOK)
    status, said, _ = betweenlines("import-matrix", STUDY, BOOK)

    assert (status, last_line(said)) == (0, "1 differences, 0 conflicts")
    assert [memo.text for memo in study.standing_memos()] == ["Think again."]
    assert study.log(limit=1)[0].reason == "from matrix.xlsx"
