"""How far the work on a cell has come, and what makes it go back."""

from dataclasses import replace
from datetime import timedelta

from coding.matrix import CellState
from coding.matrix_views import narrowed, theme_matrix
from coding.model import Certainty
from coding.summaries import CellNote, ChangeKind, NotAsked, SignOff, changes
from tests.matrix_made import HUMS, NEW, NOON, OLD, SANG, STOPS, charted, coding, summary

SIGNED = SignOff("case-old", "SONG", "ben", NOON + timedelta(hours=1), NOON)


def state(matrix, code="SONG", case=OLD):
    return matrix.cell(case.id, code).state


def test_an_unfinished_document_says_nothing_by_its_silence():
    matrix = charted(finished=())

    assert state(matrix) is CellState.NOT_YET_CODED
    assert matrix.unfinished == ("d1", "d2")


def test_a_finished_document_says_by_its_silence_that_nothing_was_there():
    assert state(charted()) is CellState.ASKED_AND_ABSENT


def test_a_case_without_documents_is_not_yet_coded():
    empty = replace(OLD, document_ids=())

    assert state(charted(cases=(empty,))) is CellState.NOT_YET_CODED


def test_one_unfinished_document_of_a_case_keeps_its_silence_open():
    both = replace(OLD, document_ids=("d1", "d2"))

    assert state(charted(cases=(both,))) is CellState.NOT_YET_CODED


def test_what_was_not_asked_is_not_absent():
    matrix = charted(marks=(NotAsked("case-old", "SONG"),))

    assert state(matrix) is CellState.NOT_ASKED
    assert state(matrix, "HUM") is CellState.ASKED_AND_ABSENT


def test_passages_contradict_not_asked_and_both_are_kept():
    cell = charted([coding()], marks=(NotAsked("case-old", "SONG"),)).cell("case-old", "SONG")

    assert (cell.state, cell.not_asked) == (CellState.CODED, True)


def test_coded_then_drafted_then_summarised_then_signed_off():
    basis = [coding()]
    written = summary(basis=basis)

    assert state(charted(basis)) is CellState.CODED
    assert state(charted(basis, [replace(written, draft=True)])) is CellState.DRAFT
    assert state(charted(basis, [written])) is CellState.SUMMARISED
    assert state(charted(basis, [written], marks=(SIGNED,))) is CellState.SIGNED_OFF


def test_an_empty_summary_is_none():
    assert state(charted([coding()], [summary(" \n")])) is CellState.CODED


def test_the_last_summary_of_a_cell_counts_and_an_earlier_sign_off_does_not():
    later = summary("Again.", basis=[coding()], made_at=NOON + timedelta(days=1))
    matrix = charted([coding()], [summary(basis=[coding()]), later], marks=(SIGNED,))

    assert matrix.cell("case-old", "SONG").text == "Again."
    assert state(matrix) is CellState.SUMMARISED


def test_a_draft_that_somebody_signs_off_is_a_draft_no_more():
    matrix = charted([coding()], [summary(basis=[coding()], draft=True)], marks=(SIGNED,))

    cell = matrix.cell("case-old", "SONG")
    assert (cell.state, cell.sign_off) == (CellState.SIGNED_OFF, SIGNED)
    assert not cell.summaries[0].draft


def test_a_draft_stays_one_when_the_sign_off_is_of_another_summary():
    other = replace(SIGNED, summary_made_at=NOON - timedelta(hours=1))
    drafted = [summary(basis=[coding()], draft=True)]

    assert state(charted([coding()], drafted, marks=(other,))) is CellState.DRAFT


def test_a_new_coding_makes_even_a_signed_summary_stale():
    matrix = charted([coding(), coding(HUMS)], [summary(basis=[coding()])], marks=(SIGNED,))

    assert state(matrix) is CellState.STALE
    assert [c.kind for c in matrix.cell("case-old", "SONG").changes] == [ChangeKind.ADDED]


def test_a_withdrawn_coding_makes_a_summary_stale_where_nothing_is_left():
    matrix = charted([], [summary(basis=[coding()])])

    assert state(matrix) is CellState.STALE


def test_a_new_memo_or_another_code_leaves_a_summary_as_it_is():
    now = [coding(memo="Is it an aria?"), coding(code="HUM")]

    assert state(charted(now, [summary(basis=[coding()])])) is CellState.SUMMARISED


def test_a_summary_is_held_against_the_codings_that_it_was_written_from():
    codings = [coding(), coding(HUMS), coding(coder="ben")]
    written = summary(basis=[coding(), coding(HUMS)], whose="oda")
    matrix = charted(codings, [written], finished=("oda", "ben"))

    assert len(matrix.cell("case-old", "SONG").passages) == 1
    assert state(matrix) is CellState.SUMMARISED


def test_what_the_cell_says_it_rests_on_makes_a_summary_that_is_not_stale():
    codings = [coding(), coding((30, 50)), coding((25, 45), coder="ben")]
    basis = charted(codings, finished=("oda", "ben")).cell("case-old", "SONG").basis
    matrix = charted(codings, [replace(summary(), basis=basis)], finished=("oda", "ben"))

    assert len(basis) == 3
    assert state(matrix) is CellState.SUMMARISED


def test_a_moved_coding_is_told_from_one_withdrawn_and_one_added():
    def key(span, coder="oda"):
        return (coder, "d1", *span, "SONG")

    found = changes({key((0, 10)), key((20, 30))}, {key((5, 12)), key((40, 50)), key((0, 9), "b")})

    assert {(c.kind, c.was, c.now) for c in found} == {
        (ChangeKind.MOVED, key((0, 10)), key((5, 12))),
        (ChangeKind.WITHDRAWN, key((20, 30)), None),
        (ChangeKind.ADDED, None, key((40, 50))),
        (ChangeKind.ADDED, None, key((0, 9), "b")),
    }


def test_passages_come_by_document_and_place_with_all_codes_on_the_same_words():
    both = replace(OLD, document_ids=("d2", "d1"))
    codings = [coding(STOPS), coding(SANG), coding(SANG, "HUM"), coding(SANG, document_id="d2")]
    cell = charted(codings, cases=(both,)).cell("case-old", "SONG")

    assert [(p.document_id, p.start) for p in cell.passages] == [("d2", 21), ("d1", 21), ("d1", 64)]
    assert set(cell.passages[1].code_ids) == {"SONG", "HUM"}


def test_every_state_has_its_own_word_letter_and_shape():
    for told in (lambda s: s.value, lambda s: s.letter, lambda s: s.shape, lambda s: s.meaning):
        assert len({told(each) for each in CellState}) == len(CellState)


def test_a_themes_cell_tells_what_is_left_to_do():
    written = summary(basis=[coding()])
    stale = charted([coding(), coding(HUMS, "HUM")], [replace(written, basis=frozenset())])
    todo = charted([coding(), coding(HUMS, "HUM")], [written])
    done = charted([coding()], [written], marks=(SIGNED,))

    assert state(theme_matrix(stale), "N") is CellState.STALE
    assert state(theme_matrix(todo), "N") is CellState.CODED
    assert state(theme_matrix(done), "N") is CellState.SIGNED_OFF
    assert len(theme_matrix(todo).cell("case-old", "N").passages) == 2


def test_a_theme_was_not_asked_only_if_none_of_its_codes_was():
    one = (NotAsked("case-old", "SONG"),)

    assert state(theme_matrix(charted(marks=one)), "N") is CellState.ASKED_AND_ABSENT
    both = (*one, NotAsked("case-old", "HUM"))
    assert state(theme_matrix(charted(marks=both)), "N") is CellState.NOT_ASKED


def test_a_narrowed_matrix_keeps_order_cells_and_only_its_documents():
    matrix = charted([coding()])
    less = narrowed(matrix, case_ids={NEW.id}, column_ids={"DARK", "SONG"}, attributes=("Steel",))

    assert [column.id for column in less.columns] == ["SONG", "DARK"]
    assert set(less.cells) == {(NEW.id, "SONG"), (NEW.id, "DARK")}
    assert [source.document_id for source in less.sources] == ["d2"]
    assert less.attributes == ("Steel",)


def test_what_has_no_place_in_the_matrix_is_said():
    codings = [coding(code="GONE"), coding(document_id="d2")]
    matrix = charted(codings, [summary(case="nobody")], cases=(OLD,))

    told = {left.what: left.count for left in matrix.left_out}
    assert len(told) == 3
    assert told["passages with the code GONE, which the framework lacks"] == 1


def test_a_cell_shows_the_last_note_on_it_whatever_its_state():
    notes = [
        CellNote("case-old", "SONG", "oda", NOON, Certainty.SURE),
        CellNote("case-old", "SONG", "ben", NOON, Certainty.UNSURE, "Ask again."),
    ]
    matrix = charted([coding()], marks=notes)

    cell = matrix.cell("case-old", "SONG")
    assert (cell.state, cell.certainty, cell.memo) == (
        CellState.CODED,
        Certainty.UNSURE,
        "Ask again.",
    )
    assert matrix.cell("case-old", "HUM").certainty is None
