"""Coding sheets: passages in rows, coded in a spreadsheet, and what they become."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from coding.coming_back.values import Change
from coding.decisions import finished_segments, standing_codings
from coding.model import Act, Decision
from exports.reading_sheets import ReturnError
from ui.bringing_back import brought, take_in
from ui.coding_sheets import coding_sheet_file

CODES, CERTAINTY, MEMO, FINISHED = "F", "G", "H", "I"


@pytest.fixture
def study(tmp_path, lift_framework, make_document, make_segments):
    """A study with an interview of two passages and two coders."""
    from coding.store import create_store

    place = tmp_path / "lighthouse.betweenlines"
    with create_store(
        place, name="Lighthouse", framework_text="name: Lifts", framework=lift_framework
    ) as store:
        document = make_document()
        store.add_document(document, make_segments(document), case_name="Lift one")
        store.add_coder("Oda")
        store.add_coder("Per")
        yield store


def coder_id(store, name="Oda"):
    return next(one.id for one in store.coders() if one.name == name)


def decide(store, seq, act, *, start=0, end=20, code="SONG", name="Oda", **more):
    code = None if act in (Act.FINISH, Act.REOPEN) else code
    who, at = coder_id(store, name), datetime.now(UTC)
    store.record([Decision(name, seq, who, "lift-1", act, 1, at, start, end, code, **more)])


def sheet(store, name="Oda"):
    return coding_sheet_file(store, coder_id(store, name), ["lift-1"])


def filled(data, cells):
    book = load_workbook(BytesIO(data))
    for address, value in cells.items():
        book["Lift one"][address] = value
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def back(store, data, name="Oda"):
    return brought(store, data, file_name="sheet.xlsx", coder_id=coder_id(store, name))


def taken(store, data):
    found = back(store, data)
    changes = [Change(d.place, d.text, d.ours) for d in found.comparison.differences]
    return take_in(store, found, changes)


def standing(store, name="Oda"):
    codings = standing_codings(store.decisions(coder_id=coder_id(store, name)))
    return [(c.start, c.end, c.code_id, c.certainty, c.memo) for c in codings]


def test_a_sheet_has_a_row_for_each_passage_and_nobodys_name_or_others_codes(study):
    decide(study, 1, Act.ADD, name="Per", code="DARK", memo="Per's secret.")
    decide(study, 1, Act.ADD)
    book = load_workbook(BytesIO(sheet(study)))
    rows = [[cell.value for cell in row[1:6]] for row in book["Lift one"].iter_rows(min_row=2)]

    assert rows[0] == ["Passage", "Lines", "Speaker", "Text", "Codes"]
    assert rows[1][0] == 1
    assert rows[1][2:] == ["Participant", "The lift sang again.", "SONG"]
    said = " ".join(str(c.value) for s in book for row in s.iter_rows() for c in row)
    assert not any(word in said for word in ("Oda", "Per's", coder_id(study, "Per")))


def test_a_screen_reader_finds_a_table_without_merged_cells_and_lists_to_choose_from(study):
    page = load_workbook(BytesIO(sheet(study)))["Lift one"]

    assert [table.ref for table in page.tables.values()] == ["A2:I4"]
    assert not page.merged_cells.ranges
    assert {v.formula1 for v in page.data_validations.dataValidation} >= {
        '"sure,unsure"',
        '"yes,no"',
    }


def test_a_sheet_that_nobody_filled_in_changes_nothing(study):
    decide(study, 1, Act.ADD, certainty=None, memo="Hm.")

    assert back(study, filled(sheet(study), {})).comparison.differences == ()


def test_what_was_filled_in_becomes_the_coders_decisions(study):
    cells = {"F3": "DARK; SONG", "G3": "Unsure", "H3": "Ask again.", "I3": "x", "F4": "DARK"}
    taken(study, filled(sheet(study), cells))

    assert standing(study) == [
        (0, 20, "DARK", "unsure", "Ask again."),
        (0, 20, "SONG", "unsure", "Ask again."),
        (22, 42, "DARK", None, ""),
    ]
    mine = study.decisions(coder_id=coder_id(study))
    assert finished_segments(mine, study.segments("lift-1")) == {1}
    assert study.log(limit=1)[0].reason == "from sheet.xlsx"
    assert not any(decision.shown for decision in mine)


def test_a_code_that_was_taken_out_is_withdrawn_and_finished_is_opened_again(study):
    decide(study, 1, Act.ADD, start=4, end=8)
    decide(study, 2, Act.FINISH)
    taken(study, filled(sheet(study), {"F3": None, "I3": "no"}))

    assert standing(study) == []
    assert not finished_segments(
        study.decisions(coder_id=coder_id(study)), study.segments("lift-1")
    )


def test_a_passage_coded_in_both_places_since_is_a_conflict(study):
    data = filled(sheet(study), {"F3": "DARK", "F4": "DARK"})
    decide(study, 1, Act.ADD)
    differences = back(study, data).comparison.differences

    assert [(d.standing.name, d.text, d.ours, d.base) for d in differences] == [
        ("CONFLICT", "DARK", "SONG", ""),
        ("THEIRS", "DARK", "", ""),
    ]


def test_the_order_and_signs_between_codes_do_not_count(study):
    decide(study, 1, Act.ADD)
    decide(study, 2, Act.ADD, code="DARK")
    data = filled(sheet(study), {"F3": "SONG ,DARK;"})

    assert back(study, data).comparison.differences == ()


@pytest.mark.parametrize(
    ("cell", "value", "why"),
    [
        ("F3", "SNOG", "has no code SNOG"),
        ("G3", "maybe", "“sure”, “unsure” or empty"),
        ("I3", "soon", "“yes” or empty"),
        ("H3", "hum " * 3_000, "10,000"),
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused_by_its_place(study, cell, value, why):
    (refused,) = back(study, filled(sheet(study), {cell: value})).comparison.refused

    assert refused.where == f"Lift one!{cell}"
    assert why in refused.why


def test_a_code_that_reaches_beyond_the_passage_is_not_taken_off_here(study):
    decide(study, 1, Act.ADD, end=42)
    (refused,) = back(study, filled(sheet(study), {"F3": None})).comparison.refused

    assert "reaches beyond this passage" in refused.why


def test_a_memo_without_a_code_is_named_and_left(study):
    done = taken(study, filled(sheet(study), {"H3": "Nothing to hang on."}))

    assert [one.where for one in done.left] == ["passage 1"]
    assert standing(study) == []


def test_memos_of_several_codings_are_told_apart_and_not_overwritten(study):
    decide(study, 1, Act.ADD, memo="One.")
    decide(study, 2, Act.ADD, code="DARK", memo="Two.")
    data = sheet(study)

    assert load_workbook(BytesIO(data))["Lift one"]["H3"].value == "DARK: Two.\nSONG: One."
    found = back(study, filled(data, {"H3": "Both."})).comparison
    assert (found.differences, "Several" in found.refused[0].why) == ((), True)


def test_another_coders_sheet_is_refused(study):
    with pytest.raises(ReturnError, match="another coder's"):
        back(study, sheet(study), "Per")


def test_it_can_all_be_put_back(study):
    decide(study, 1, Act.ADD, memo="Hm.")
    before = standing(study)
    found = back(study, filled(sheet(study), {"F3": "DARK", "I3": "yes"}))
    changes = [Change(d.place, d.text, d.ours) for d in found.comparison.differences]
    undo = take_in(study, found, changes).undo
    take_in(study, found, undo, back=True)

    assert [one[:3] for one in standing(study)] == [one[:3] for one in before]
    assert not finished_segments(
        study.decisions(coder_id=coder_id(study)), study.segments("lift-1")
    )
