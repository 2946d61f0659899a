"""The workbook, read back as a person or a program would."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from coding.matrix_views import narrowed
from coding.second_order import NegativeCase, Scope, WideSummary
from coding.summaries import CellNote, NotAsked
from exports.colours import PALETTE, contrast, writing_on
from exports.contents import BY_THEME
from exports.errors import ExportError
from exports.hidden_ids import MACHINE_SHEET, fingerprint
from exports.matrix_workbook import matrix_workbook
from exports.plan import (
    AUDIT,
    AUDIT_COUNTS,
    BINARY,
    CASES,
    CODEBOOK,
    COUNTS,
    DOCUMENTS,
    MEMOS,
    NEGATIVES,
    OVERVIEW,
    QUOTES,
    README,
    REFERENCES,
    VERSIONS,
)
from exports.record import ActNote, MemoNote, StudyRecord, VersionNote
from framework.changes import CodeChange
from framework.model import Code, Framework, Theme
from tests.matrix_made import (
    HUMS,
    NOON,
    OLD,
    UNSURE,
    charted,
    coding,
    contents,
    document,
    summary,
)

NOISE = "N Noise"


def opened(matrix, **more):
    return load_workbook(BytesIO(matrix_workbook(contents(matrix, **more)).data))


def told(sheet):
    return "\n".join(str(v) for row in sheet.iter_rows(values_only=True) for v in row if v)


def test_a_sheet_for_each_theme_between_the_fixed_ones():
    names = opened(charted()).sheetnames

    assert names == [
        *(README, OVERVIEW, NOISE, "D Darkness", QUOTES, CASES, DOCUMENTS, CODEBOOK),
        *(COUNTS, BINARY, MACHINE_SHEET),
    ]


@pytest.mark.parametrize(
    ("by", "names"),
    [(("mood",), ["Glad", "Sad", "No mood"]), ((), ["Matrix"]), (BY_THEME, [NOISE, "D Darkness"])],
)
def test_sheets_follow_any_dimension_or_none(by, names):
    assert opened(charted(), by=by).sheetnames[2:-7] == names


def test_a_dimension_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(ExportError, match=r'"level".*It has: mood'):
        matrix_workbook(contents(charted(), by=("level",)))


def test_a_summary_its_state_and_its_quotes_stand_side_by_side():
    matrix = charted([coding(), coding(HUMS)], [summary(basis=[coding(), coding(HUMS)])])
    sheet = opened(matrix)[NOISE]

    row = [sheet.cell(5, column).value for column in range(2, 8)]
    assert row == ["Old lift", "7", None, "It sings a lot [P07 L2].", "■ summarised", "Q1, Q2"]


def test_quotes_are_one_click_from_the_cell():
    matrix = charted([coding(HUMS, "HUM"), coding()])
    book = opened(matrix)
    target = book[NOISE]["L5"].hyperlink.location

    sheet, address = target.split("!")
    assert book[sheet.strip("'")][address].value == "Q2" == book[NOISE]["L5"].value


def test_the_overview_leads_to_the_summaries():
    book = opened(charted([coding(HUMS, "HUM")]))
    cell = book[OVERVIEW]["C5"]

    assert cell.value == "▲ 1"
    assert cell.hyperlink.location == f"'{NOISE}'!J5"
    assert book[NOISE]["J4"].value == "HUM Humming"


def test_a_quote_has_its_place_its_words_and_who_coded_it_how():
    marked = coding(memo="An aria?", certainty=UNSURE)
    row = [cell.value for cell in opened(charted([marked]))[QUOTES][2]]

    assert row == [
        "passage:d1:21-41",
        "Q1",
        "Old lift",
        "P07",
        "L2-3",
        "1:01",
        "Oda",
        "The lift sang again.",
        "SONG Singing",
        "Oda",
        "unsure",
        "An aria?",
    ]


def test_hidden_ids_lead_back_to_study_case_and_code():
    sheet = opened(charted())[NOISE]

    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert [sheet.cell(1, c).value for c in (1, 2, 3, 5, 8, 9, 10)] == [
        "betweenlines matrix 1",
        "study:study-1",
        "attribute:Floors",
        "summary:SONG",
        "certainty:SONG",
        "memo:SONG",
        "summary:HUM",
    ]
    assert [sheet.cell(r, 1).value for r in (5, 6)] == ["case:case-old", "case:case-new"]


def machine(book):
    rows = list(book[MACHINE_SHEET].iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if row[0] == "row")
    return {row[0]: row[1] for row in rows[:at]}, {row[:2]: row[2:4] for row in rows[at + 1 :]}


def test_a_sheet_that_nobody_sees_says_of_which_state_of_the_study_it_is():
    book = opened(charted(), log_number=41)
    state, _ = machine(book)

    assert book[MACHINE_SHEET].sheet_state == "veryHidden"
    assert (state["study"], state["framework version"], state["log number"]) == (
        "study-1",
        "3",
        "41",
    )
    assert (state["program version"], state["drafts"]) == ("0.1.0", "no")


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1).filter(str.strip) | st.just("a" * 40_000) | st.just("hum\r\nhum"))
def test_each_value_that_may_be_edited_has_the_fingerprint_of_what_was_written(words):
    book = opened(charted([coding()], [summary(words, basis=[coding()])]))
    _, prints = machine(book)
    sheet = book[NOISE]
    found = {
        (sheet.cell(row, 1).value, sheet.cell(1, column).value): sheet.cell(row, column).value
        for row in (5, 6)
        for column in range(3, sheet.max_column + 1)
        if str(sheet.cell(1, column).value).startswith(("summary:", "attribute:"))
    }

    assert {key: fingerprint(text) for key, text in found.items() if text} == {
        key: prints[key][0] for key in found if key in prints
    }
    cut = prints["case:case-old", "summary:SONG"][1] == "cut"
    assert cut == (len(words.encode("utf-16-le", "surrogatepass")) // 2 > 32_767)


def test_the_codebook_and_the_cases_can_be_matched_by_ids_as_well():
    book = opened(charted())
    _, prints = machine(book)
    heads = {cell.value: cell.column for cell in book[CODEBOOK][1]}

    assert book[CODEBOOK].row_dimensions[1].hidden
    assert book[CASES].row_dimensions[1].hidden
    assert book[CODEBOOK].cell(3, 1).value == "code:SONG"
    assert book[CODEBOOK].cell(3, heads["code.definition"]).value == "It sings."
    assert prints["code:SONG", "code.definition"][0] == fingerprint("It sings.")
    assert [cell.value for cell in book[CASES][1]][2:4] == ["attribute:Floors", "attribute:Steel"]
    assert [cell.value for cell in book[CASES][2]][1:4] == ["Case", "Floors", "Steel"]


def test_certainty_and_memo_stand_beside_the_summary_and_are_folded_where_there_are_none():
    note = CellNote("case-old", "SONG", "oda", NOON, UNSURE, "Ask the porter.")
    book = opened(charted([coding()], marks=(note,)))
    sheet, prints = book[NOISE], machine(book)[1]

    assert [sheet["H5"].value, sheet["I5"].value] == ["unsure", "Ask the porter."]
    assert prints["case:case-old", "memo:SONG"][0] == fingerprint("Ask the porter.")
    assert not sheet.column_dimensions["H"].hidden
    assert sheet.column_dimensions["M"].hidden


def test_summaries_of_codes_themes_and_cases_stand_at_the_edges_and_negative_cases_are_marked():
    wide = tuple(
        WideSummary(scope, about, text, (), "oda", NOON)
        for scope, about, text in (
            (Scope.CODE, "SONG", "All lifts sing."),
            (Scope.THEME, "N", "Noise is everywhere."),
            (Scope.CASE, "case-old", "A loud lift."),
        )
    )
    odd = NegativeCase("case-new", Scope.CODE, "SONG", "It is mute.", "ben", NOON)
    book = opened(charted([coding()]), wide_summaries=wide, negative_cases=(odd,))
    sheet, prints = book[NOISE], machine(book)[1]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=5)}

    assert sheet["O1"].value == "casesummary"
    assert not sheet.column_dimensions["O"].hidden
    assert rows["case:case-old"][14].value == "A loud lift."
    assert rows["codesummary"][4].value == "All lifts sing."
    assert rows["themesummary:N"][4].value == "Noise is everywhere."
    assert rows["case:case-new"][5].value == "□ not yet coded\n¬ negative case"
    assert "It is mute." in rows["case:case-new"][5].comment.text
    assert prints["codesummary", "summary:SONG"][0] == fingerprint("All lifts sing.")
    assert {("themesummary:N", "summary:SONG"), ("case:case-old", "casesummary")} <= set(prints)
    assert "It is mute." in told(book[NEGATIVES])


def binary(book, name):
    heads, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_counts_keep_what_is_not_known_apart_from_nothing():
    marks = (NotAsked("case-old", "DARK"),)
    book = opened(charted([coding(), coding(HUMS)], marks=marks))
    old, new = binary(book, BINARY)

    assert [old[code] for code in ("SONG", "HUM", "DARK")] == [1, 0, None]
    assert old["Floors"] == 7
    assert (old["not asked"], old["not yet coded"]) == ("DARK", None)
    assert [new[code] for code in ("SONG", "HUM", "DARK")] == [None, None, None]
    assert new["not yet coded"] == "SONG; HUM; DARK"
    assert binary(book, COUNTS)[0]["SONG"] == 2


def test_every_reference_is_listed_with_a_link_to_its_quote_and_back():
    book = opened(charted([coding()], [summary("It sings [P07 L2; P99 L1].", basis=[coding()])]))
    first, second = book[REFERENCES].iter_rows(min_row=2)

    assert [cell.value for cell in first][2:4] == ["P07 L2", "Q1"]
    assert first[2].hyperlink.location == "'Quotes'!B2"
    assert first[1].hyperlink.location == f"'{NOISE}'!E5"
    assert "no document is called P99" in second[4].value


def test_history_memos_and_acts_have_sheets_of_their_own_and_memos_may_come_back():
    record = StudyRecord(
        versions=(
            VersionNote(1, NOON, "Oda", "To begin with"),
            VersionNote(2, NOON, "Ben", "Too loud", (CodeChange("HUM", "name", "Hum", "Buzz"),)),
        ),
        memos=(
            MemoNote("Case", "Old lift", "Oda", "=Ring up", "m1"),
            MemoNote("Coding", "P07 L2", "Ben", "An aria"),
        ),
        acts=(ActNote(NOON, NOON, "Oda", "added a code", "P07", count=12),),
    )
    book = opened(charted(), record=record)

    assert [cell.value for cell in book[VERSIONS][5]][3:] == [
        *("Too loud", "HUM", "name", "Hum", "Buzz")
    ]
    assert machine(book)[1]["note:m1", "note.text"][0] == fingerprint("=Ring up")
    assert [row[0].value for row in book[MEMOS].iter_rows(min_row=3)] == ["note:m1", "read only"]
    assert [cell.value for cell in book[AUDIT][4]][2:6] == ["Oda", "added a code", 12, "P07"]
    assert [cell.value for cell in book[AUDIT_COUNTS][4]][:3] == ["added a code", "Oda", 12]


def test_the_studys_id_goes_with_the_file():
    book = opened(charted())

    assert book.custom_doc_props["betweenlines study"].value == "study-1"
    assert book.properties.title == "Lighthouse: framework matrix"


def test_headings_carry_the_definition_and_stay_in_view():
    sheet = opened(charted())[NOISE]

    assert "It sings." in sheet["E4"].comment.text
    assert "arias" in sheet["E4"].comment.text
    assert sheet.freeze_panes == "E5"
    assert sheet.auto_filter.ref == "B4:O6"


def test_sheets_print_on_a3_landscape_with_repeated_titles():
    sheet = opened(charted())[NOISE]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.print_title_cols == "$B:$D"


def test_a_wide_sheet_begins_its_pages_with_a_code_so_that_none_is_torn():
    codes = tuple(Code(id=f"C{number}", name=f"Verse {number}") for number in range(9))
    framework = Framework(name="Verses", themes=(Theme(id="V", name="V", codes=codes),))
    sheet = opened(charted(framework=framework))["V V"]

    begun = [sheet.cell(1, one.id + 1).value for one in sheet.col_breaks.brk]
    assert begun == ["summary:C2", "summary:C4", "summary:C6", "summary:C8"]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_draft_is_left_out_unless_asked_for_and_then_labelled():
    matrix = charted([coding()], [summary("Drafted.", basis=[coding()], draft=True)])
    without, with_ = opened(matrix), opened(matrix, include_drafts=True)

    assert "Drafted." not in "".join(told(sheet) for sheet in without)
    assert (without[NOISE]["E5"].value, without[NOISE]["F5"].value) == (None, "◊ draft")
    assert (with_[NOISE]["E5"].value, with_[NOISE]["F5"].value) == ("[draft] Drafted.", "◊ draft")


def test_the_read_me_says_whose_codings_and_what_is_open():
    matrix = charted([coding(), coding(coder="ben")], finished=("oda", "ben"))
    text = told(opened(matrix, filters=("Only lifts of steel",))[README])

    assert "The consensus" in text
    assert "1 document: shared by all who finished" in text
    assert "P08" in text
    assert "Only lifts of steel" in text
    assert "the study's version 3, labelled 0.4" in text


def test_a_chosen_coder_is_named():
    matrix = charted([coding()], whose="oda")

    assert "Oda's alone" in told(opened(matrix)[README])


def test_the_documents_sheet_says_for_each_whose_codings_count():
    matrix = charted([coding(), coding(HUMS, coder="ben")], finished=("oda", "ben"))
    row = [cell.value for cell in opened(matrix)[DOCUMENTS][2]]

    assert row[1:7] == ["P07", "d1.txt", "Old lift", "shared by all who finished", "Ben, Oda", None]
    assert row[7].startswith("2 codings not charted")


def test_a_reference_that_leads_nowhere_is_named_on_the_read_me():
    made = matrix_workbook(contents(charted([], [summary("Look [P99 L3].")])))

    assert [notice.where for notice in made.notices] == ["summary of Old lift on SONG"]
    assert "P99 L3" in told(load_workbook(BytesIO(made.data))[README])


def test_what_changed_under_a_stale_summary_is_in_a_comment():
    matrix = charted([coding(), coding(HUMS)], [summary(basis=[coding()])])
    cell = opened(matrix)[NOISE]["F5"]

    assert cell.value == "≠ stale"
    assert "1 added" in cell.comment.text


def test_what_was_not_asked_is_hatched_as_well_as_named():
    sheet = opened(charted(marks=(NotAsked("case-old", "SONG"),)))[NOISE]

    assert sheet["F5"].value == "× not asked"
    assert sheet["E5"].fill.patternType == sheet["F5"].fill.patternType == "lightUp"


def test_a_framework_without_dimensions_and_a_study_without_anything_are_written():
    bare = Framework(
        name="Bare", themes=(Theme(id="T", name="T", codes=(Code(id="C", name="C"),)),)
    )
    matrix = charted(framework=bare, cases=(), documents=())

    assert opened(matrix, documents=(), coders=()).sheetnames[2] == "T T"


def test_the_codebook_has_every_code_and_says_what_is_not_in_the_workbook():
    matrix = narrowed(charted([coding()]), column_ids={"SONG"})
    rows = list(opened(matrix)[CODEBOOK].iter_rows(min_row=3, values_only=True))

    assert [row[2] for row in rows] == ["SONG", "HUM", "DARK"]
    assert rows[0][-2:] == (1, 1)
    assert rows[1][-2] == "not in this workbook"


@pytest.mark.parametrize("colour", [*PALETTE, "#ffee00", "#777777", "#000000", "#ffffff"])
def test_headings_can_be_read_on_any_colour(colour):
    assert contrast(writing_on(colour), colour) >= 4.5


def test_black_on_white_has_the_contrast_that_the_guideline_gives():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


hostile = st.text(st.characters(exclude_categories=[]), max_size=80) | st.sampled_from(
    ("=1+1", "@lift", "\thum", "\x00", "_x0041_", "😀" * 17_000, "a" * 40_000, "שיר", "#REF!", "&P")
)


@settings(max_examples=25, deadline=None)
@given(hostile, hostile, hostile, hostile)
def test_any_text_is_read_back_the_same_or_the_sheet_says_what_was_cut(words, name, quote, fact):
    case = type(OLD)("case-old", name, (("Floors", fact),), ("d1",))
    text = document(name=name, text=quote or "hum")
    whole = coding((0, len(text.text)), memo=words)
    matrix = charted([whole], [summary(words, basis=[whole])], cases=(case,), documents=(text,))
    made = matrix_workbook(contents(matrix, documents=(text,), study_name=name))
    book = load_workbook(BytesIO(made.data))
    changed = {notice.where for notice in made.notices}
    noise, quotes = book[NOISE], book[QUOTES]

    for cell, original, where in (
        (noise["B5"], name, f"name of case {name}"),
        (noise["C5"], fact, f"Floors of {name}"),
        (noise["D5"], words if words.strip() else "", f"summary of {name} on SONG"),
        (quotes["H2"], text.text, "Q1, text"),
        (quotes["L2"], words, "Q1, memo"),
    ):
        assert (cell.value or "") == original or where in changed
        assert cell.data_type != "f"
    if changed:
        assert "Nothing: all text stands here" not in told(book[README])
