"""A workbook that comes back: what was edited, what is in conflict, and what is refused."""

import io
import zipfile
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from coding.coming_back.matrix_side import Past
from coding.model import Case
from coding.plain_text import unwritable_at
from exports.cell_values import cell_text, meant_text
from exports.hidden_ids import MACHINE_SHEET
from exports.reading_back import read_back
from exports.reading_sheets import ReturnError
from framework.model import Code, Framework, Theme
from tests.matrix_made import summary
from tests.workbook_back import (
    FLOORS,
    NOISE,
    SONG,
    against,
    edited,
    told,
    with_floors,
    workbook,
    wrote,
)

HUMS = (NOISE, "E5")


def test_a_workbook_that_nobody_edited_has_no_differences():
    found = against(edited(workbook()))

    assert (found.differences, found.same, found.refused) == ((), 0, ())


def test_an_edited_summary_is_theirs_alone():
    found = against(edited(workbook(), {HUMS: "It sings louder."}))

    assert told(found) == [(SONG, "THEIRS", "It sings louder.", "It sings.", "It sings.")]
    assert found.differences[0].theirs[0][0] == "N Noise!E5"
    assert found.conflicts == 0


def test_a_summary_edited_on_both_sides_is_a_conflict_with_what_it_was():
    data = edited(workbook(), {HUMS: "It sings louder."})
    found = against(data, wrote("It sings."), wrote("It hums instead.", after=9))

    assert told(found) == [(SONG, "CONFLICT", "It sings louder.", "It hums instead.", "It sings.")]


def test_the_same_edit_on_both_sides_is_none():
    data = edited(workbook(), {HUMS: " It sings louder.\n"})
    found = against(data, wrote("It sings."), wrote("It sings louder.", after=9))

    assert (found.differences, found.same) == ((), 1)


def test_what_the_study_changed_alone_stays():
    found = against(workbook(), wrote("It sings."), wrote("It hums instead.", after=9))

    assert found.differences == ()


def test_an_emptied_cell_takes_the_summary_away():
    found = against(edited(workbook(), {HUMS: None}))

    assert told(found) == [(SONG, "THEIRS", "", "It sings.", "It sings.")]
    assert found.differences[0].takes_away


def test_a_summary_where_there_was_none():
    found = against(edited(workbook(), {(NOISE, "summary:HUM 6"): "It hums."}))

    assert told(found) == [(("case:case-new", "summary:HUM"), "THEIRS", "It hums.", "", "")]


def test_an_attribute_edited_on_one_of_its_sheets_counts():
    found = against(edited(workbook(), {(NOISE, "C5"): "8"}))

    assert told(found) == [(FLOORS, "THEIRS", "8", "7", "7")]


def test_an_attribute_edited_differently_on_two_sheets_is_a_conflict_of_its_own():
    found = against(edited(workbook(), {(NOISE, "C5"): "8", ("D Darkness", "C5"): "9"}))

    assert found.differences[0].standing.name == "TWICE"
    assert [text for _, text in found.differences[0].theirs] == ["8", "9"]


def test_an_attribute_changed_in_the_study_too_knows_its_past():
    data = edited(workbook(), {(NOISE, "C5"): "8"})
    past = Past({("case-old", "Floors"): ("7",)})

    assert told(against(data, cases=with_floors("70"), past=past)) == [
        (FLOORS, "CONFLICT", "8", "70", "7")
    ]


def test_moved_rows_renamed_sheets_and_deleted_columns_change_nothing():
    def shuffle(book):
        sheet = book[NOISE]
        sheet.title = "Nothing of the kind"
        sheet.move_range("A5:N5", rows=15)
        sheet.insert_rows(1, 2)
        sheet.delete_cols(8, 3)
        book.move_sheet(sheet, 3)
        del book["D Darkness"]

    assert against(edited(workbook(), change=shuffle)).differences == ()


def test_words_are_found_wherever_their_row_was_moved_to():
    def sort(book):
        book[NOISE]["E5"] = "It sings louder."
        book[NOISE].move_range("A5:N5", rows=15)

    assert told(against(edited(workbook(), change=sort)))[0][:3] == (
        SONG,
        "THEIRS",
        "It sings louder.",
    )


def test_a_row_that_was_added_is_named_and_left():
    found = against(edited(workbook(), {(NOISE, "B20"): "Ghost lift", (NOISE, "E20"): "It wails."}))

    assert found.differences == ()
    assert (
        found.refused[0].where,
        found.refused[0].why[:15],
    ) == ("N Noise, row 20", "A row was added")


def test_a_row_that_was_doubled_counts_once_or_is_a_conflict():
    def double(book):
        for cell in book[NOISE][5]:
            book[NOISE].cell(19, cell.column, cell.value)

    same = edited(workbook(), change=double)
    other = edited(same, {(NOISE, "E19"): "It sings louder."})
    third = edited(other, {HUMS: "It sings lower."})

    assert against(same).differences == ()
    assert told(against(other))[0][1] == "THEIRS"
    assert told(against(third))[0][1] == "TWICE"


def test_rows_that_were_deleted_keep_what_they_have():
    found = against(edited(workbook(), change=lambda book: [s.delete_rows(5) for s in book]))

    assert found.differences == ()
    assert "no longer in the workbook" in found.refused[-1].why


def test_merged_cells_are_refused_and_nothing_in_them_is_taken_for_emptied():
    def merge(book):
        book[NOISE]["E5"] = "Two lifts at once."
        book[NOISE].merge_cells("E5:E6")

    found = against(edited(workbook(), change=merge))

    assert found.differences == ()
    assert (found.refused[0].where, "merged" in found.refused[0].why) == ("N Noise!E5:E6", True)


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!"])
def test_an_error_value_is_refused(error):
    def break_it(book):
        book[NOISE]["E5"].value = error
        book[NOISE]["E5"].data_type = "e"

    found = against(edited(workbook(), change=break_it))

    assert (found.differences, found.refused[0].where) == ((), "N Noise!E5")


def test_a_formula_without_a_result_is_refused():
    def calculate(book):
        book[NOISE]["E5"].value = "=B5&B6"

    found = against(edited(workbook(), change=calculate))

    assert "formula without a result" in found.refused[0].why


def test_formatted_words_come_back_as_words():
    bold = CellRichText(["It ", TextBlock(InlineFont(b=True), "sings"), " louder."])

    assert told(against(edited(workbook(), {HUMS: bold})))[0][2] == "It sings louder."


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (7, "General", "7"),
        (7.0, "General", "7"),
        (0.1 + 0.2, "General", "0.3"),
        (7, "000", "007"),
        (0.125, "0.0%", "12.5%"),
        (datetime(2031, 5, 4), "dd/mm/yyyy", "2031-05-04"),  # noqa: DTZ001
        (True, "General", "TRUE"),
        ("a_x000D_\nb\r\nc_x0009_d", "General", "a\nb\nc\td"),
    ],
)
def test_cells_are_read_as_people_see_them(value, form, text):
    assert cell_text(value, form).text == text


def test_a_number_that_excel_made_of_an_attribute_is_no_edit():
    assert against(edited(workbook(), {(NOISE, "C5"): 7})).differences == ()


@pytest.mark.parametrize(
    ("theirs", "ours", "meant"),
    [
        ("'=1+1", "=1+1", "=1+1"),
        ("'=1+2", "=1+1", "=1+2"),
        ("'=1", "'=1+1", "'=1"),
        ("'tis", "", "'tis"),
        ("a ＿x0041_ b", "_x0041_", "a _x0041_ b"),
        ("a ＿x0041_ b", "＿x0041_", "a ＿x0041_ b"),
        ("[draft] It sings.", "It hums.", "It sings."),
    ],
)
def test_what_only_a_workbook_needs_is_undone(theirs, ours, meant):
    assert meant_text(theirs, ours) == meant


def test_a_draft_that_was_left_out_or_labelled_is_overwritten_by_a_persons_words():
    draft = wrote("The program says it sings.", draft=True)
    left_out = workbook(summary("The program says it sings.", draft=True))
    shown = workbook(summary("The program says it sings.", draft=True), include_drafts=True)

    assert against(left_out, draft).differences == ()
    assert against(shown, draft).differences == ()
    for data in (left_out, shown):
        found = against(edited(data, {HUMS: "[draft] It sings."}), draft)
        assert told(found)[0][1:3] == ("THEIRS", "It sings.")


def test_what_was_cut_is_not_taken_from_the_cell_that_held_its_beginning():
    long = "hum " * 9_000
    data = edited(workbook(summary(long)), {HUMS: "It sings."})
    found = against(data, wrote(long))

    assert found.differences == ()
    assert "only the beginning" in found.refused[0].why


def test_codes_that_have_gone_and_cases_that_are_not_there_are_refused_with_a_reason():
    fewer = Framework(
        name="Lifts", themes=(Theme(id="D", name="Dark", codes=(Code(id="DARK", name="Dark"),)),)
    )
    data = edited(workbook(), {HUMS: "It sings louder.", (NOISE, "A6"): "case:elsewhere"})
    found = against(edited(data, {(NOISE, "E6"): "Who?"}), framework=fewer)

    whys = [refused.why for refused in found.refused]
    assert any("Code SONG is not, or no longer" in why and "version 3" in why for why in whys)
    assert any(why.startswith("This case is not, or no longer") for why in whys)


def test_a_summary_that_is_too_long_is_refused():
    found = against(edited(workbook(), {HUMS: "hum " * 6_000}))

    assert (found.differences, "20,000" in found.refused[0].why) == ((), True)


def test_without_its_fingerprints_everything_that_differs_is_for_a_person_to_decide():
    data = edited(workbook(), {HUMS: "Louder."}, lambda book: book.__delitem__(MACHINE_SHEET))
    found = against(data)

    assert told(found) == [(SONG, "UNKNOWN", "Louder.", "It sings.", None)]


def test_the_codebook_comes_back_too():
    data = edited(workbook(), {("Codebook", "F3"): "It sings at night."})
    place = ("code:SONG", "code.definition")

    assert told(against(data)) == [
        (place, "THEIRS", "It sings at night.", "It sings.", "It sings.")
    ]


NEVER_KEPT = "".join(map(chr, [*range(9), *range(11, 32), 127, 0xFFFE, 0xFFFF]))
KEPT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=NEVER_KEPT)
    | st.sampled_from("\n\t=+-@'_x0041_")
).map(lambda text: text.strip() or "hum")


@settings(max_examples=3, deadline=None)
@given(st.lists(KEPT, min_size=10, max_size=20))
@example(["=1+1", "_x0041_ and _x005F_x000D_", "[draft] no", "'=cmd|'/c calc'!A0"])
def test_any_words_of_200_cases_come_back_as_they_went(texts):
    cases = tuple(Case(f"c{n}", f"Lift {n}", (), ()) for n in range(200))
    written = [(f"c{n}", texts[n % len(texts)]) for n in range(200)]
    assert all(unwritable_at(text) is None for text in texts)
    data = workbook(*(summary(text, case=case) for case, text in written), cases=cases)
    acts = [wrote(text, case=case) for case, text in written]
    later = [wrote("Something else.", case=case, after=1) for case, _ in written]

    assert against(data, *acts, cases=cases).differences == ()
    assert against(data, *acts, *later, cases=cases).differences == ()


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def plain_book():
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def with_entities():
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head = b'<!DOCTYPE x [<!ENTITY lift "hum">]>'
    first, _, rest = parts["xl/workbook.xml"].partition(b">")
    return zipped({**parts, "xl/workbook.xml": first + b">" + head + rest})


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"name;text\n", "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", "password"),
        (b"PK\x03\x04 broken", "damaged"),
        (zipped({"word/document.xml": "<w/>"}), "no Excel workbook"),
        (zipped({"xl/workbook.xml": b"0" * 40_000_000}), "harmful"),
        (zipped({"xl/workbook.xml": "<w/>", "../evil": ""}), "leaves its folder"),
        (plain_book(), "hidden ids are missing"),
        (with_entities(), "entities"),
    ],
    ids=["csv", "locked", "broken", "word", "bomb", "path", "foreign", "entities"],
)
def test_what_is_no_workbook_of_ours_is_refused_in_a_line(data, why):
    with pytest.raises(ReturnError, match=why) as refused:
        read_back(data)

    assert "\n" not in str(refused.value)


def test_sheets_of_two_studies_in_one_workbook_are_refused():
    data = edited(workbook(), {("D Darkness", "B1"): "study:another"})

    with pytest.raises(ReturnError, match="different studies"):
        read_back(data)


def test_a_workbook_says_of_which_state_of_which_study_it_is():
    back = read_back(workbook(log_number=41))

    assert (back.study_id, back.framework_version, back.log_number) == ("study-1", 3, 41)
