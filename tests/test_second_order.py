"""Code summaries, case summaries and negative cases: kept, never overwritten unseen, and blind."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coding.cell_acts import AtWork
from coding.model import Act, Case
from coding.quoting import Reference
from coding.second_order import (
    Scope,
    WideAct,
    WideDeed,
    cells_changed_since,
    negative_cases,
    readable_wide_acts,
    wide_history,
    wide_summaries,
)
from coding.store import StoreError, UnstorableDecisionsError
from coding.store._second_order import put_wide_acts
from coding.store.connection import writing
from coding.store.values import WIDE_KINDS
from coding.summaries import coding_key
from tests.matrix_made import HUMS, NOON, charted, coding, summary
from ui.charting import sight_of, wide_acts_in_sight, wide_unseen_by
from ui.loglines import log_row


def at(minute):
    return NOON + timedelta(minutes=minute)


def act(seq=1, deed=WideDeed.SUMMARISE, *, text="They all sing.", **more):
    plain = {"coder_id": "oda", "scope": Scope.CODE, "about_id": "SONG", "client": "window"}
    words = "" if deed is WideDeed.TAKE_BACK else text
    return WideAct(
        deed=deed, made_at=at(seq), framework_version=1, text=words, seq=seq, **{**plain, **more}
    )


def negative(seq=1, **more):
    return act(seq, WideDeed.MARK_NEGATIVE, **{"case_id": "case-old", **more})


def test_the_last_summary_of_a_row_or_column_stands():
    of_theme = act(3, scope=Scope.THEME)
    of_case = act(4, scope=Scope.CASE, about_id="case-old")
    acts = (
        act(1),
        act(2, text="Most sing."),
        of_theme,
        of_case,
        act(5, scope=Scope.THEME, text=""),
    )

    assert [(one.scope, one.text) for one in wide_summaries(acts)] == [
        (Scope.CODE, "Most sing."),
        (Scope.CASE, "They all sing."),
    ]
    assert [one.made_at for one in wide_history(acts, Scope.CODE, "SONG")] == [at(1), at(2)]


def test_a_negative_case_stands_until_it_is_taken_back():
    back = act(3, WideDeed.TAKE_BACK, case_id="case-old")
    acts = (negative(1), negative(2, case_id="case-new", text="It never sang."), back)

    assert [(one.case_id, one.reason) for one in negative_cases(acts)] == [
        ("case-new", "It never sang.")
    ]
    assert wide_summaries(acts) == ()


def work(begun="", finished="", visible=""):
    return AtWork(*(frozenset(names.split()) for names in (begun, finished, visible)))


CASES = (Case("case-old", "Old", (), ("d1",)), Case("case-new", "New", (), ("d2",)))


@pytest.mark.parametrize(
    ("d1", "d2", "sees_code", "sees_case"),
    [
        (work("oda", "oda", "oda"), work("oda", "oda", "oda"), True, True),
        (work("oda", "oda", "oda"), work("oda", "", ""), False, True),
        (work("oda ben", "oda", "ben"), work("oda", "oda", "oda"), False, False),
        (work("oda", "oda", "oda"), work("ben", "", "ben"), False, True),
        (work("oda", "oda", "oda"), work("ben", "ben", "ben"), True, True),
        (work(), work(), False, False),
    ],
)
def test_what_draws_on_all_cases_opens_with_the_last_of_them(d1, d2, sees_code, sees_case):
    acts = (act(1), negative(2), act(3, scope=Scope.CASE, about_id="case-old"))

    seen = readable_wide_acts(acts, CASES, "ben", {"d1": d1, "d2": d2})
    assert (acts[0] in seen, acts[1] in seen, acts[2] in seen) == (sees_code, sees_code, sees_case)
    assert readable_wide_acts(acts, CASES, "oda", {"d1": d1, "d2": d2}) == acts


def test_a_summary_names_the_cells_that_were_written_in_since():
    basis = [coding(), coding(HUMS, "HUM")]
    song = summary(basis=basis[:1], made_at=at(5))
    hum = summary(code="HUM", basis=(), made_at=at(1))
    matrix = charted(basis, [song, hum])

    def changed(scope, about_id, minute):
        (wide,) = wide_summaries([act(minute, scope=scope, about_id=about_id)])
        return cells_changed_since(wide, matrix)

    assert changed(Scope.CODE, "SONG", 4) == ("case-old",)
    assert changed(Scope.CODE, "SONG", 6) == ()
    assert changed(Scope.THEME, "N", 9) == ("case-old",)  # stale: the HUM rests on nothing
    assert changed(Scope.CASE, "case-old", 4) == ("SONG", "HUM")
    assert changed(Scope.CASE, "case-new", 4) == ()
    assert matrix.cell("case-old", "HUM").basis == {coding_key(basis[1])}


@pytest.fixture
def oda(store):
    return store.add_coder("Oda").id


@pytest.fixture
def ulf(store):
    return store.add_coder("Ulf").id


@pytest.fixture
def case_id(store, make_document, make_segments):
    document = make_document()
    store.add_document(document, make_segments(document), case_name="Lift one")
    return store.cases()[0].id


def test_acts_come_back_as_they_were_stored_and_once(store, oda, case_id):
    acts = (
        act(1, coder_id=oda, references=(Reference("lift-1", 0, 20),)),
        act(2, coder_id=oda, over=at(1), text="naïve 🛗\nand so on"),
        negative(3, coder_id=oda, case_id=case_id),
        act(4, WideDeed.TAKE_BACK, coder_id=oda, case_id=case_id, over=at(3)),
        replace(act(5, coder_id=oda, scope=Scope.CASE, about_id=case_id), client=None, seq=None),
    )

    assert store.record_wide_acts(acts) == {"window": 4}
    assert store.record_wide_acts(acts[:4]) == {"window": 4}
    assert store.wide_acts() == acts


def test_why_acts_came_in_stands_in_the_log_and_never_becomes_their_words(store, oda, case_id):
    acts = (
        act(1, coder_id=oda),
        act(2, coder_id=oda, over=at(1), text=""),
        negative(3, coder_id=oda, case_id=case_id, text="It never sang."),
    )
    with writing(store._engine) as connection:
        put_wide_acts(connection, acts, reason="from a workbook")

    assert store.wide_acts() == acts
    assert [entry.reason for entry in store.log(kinds=WIDE_KINDS)] == [
        "It never sang.",
        "from a workbook",
        "from a workbook",
    ]


def test_nobody_writes_unknowingly_over_another(store, oda, ulf):
    store.record_wide_acts([act(1, coder_id=oda)])
    blind = act(2, coder_id=ulf, client="other", text="They sulk.")

    with pytest.raises(UnstorableDecisionsError, match="in the meantime"):
        store.record_wide_acts([blind])
    store.record_wide_acts([blind], unseen={(blind.place, oda)})
    assert [one.text for one in wide_summaries(store.wide_acts())] == ["They sulk."]
    (entry,) = store.log(kinds=WIDE_KINDS, coder_id=ulf)
    assert entry.before is None


def test_a_negative_case_without_a_reason_or_of_no_case_is_refused(store, oda, case_id):
    with pytest.raises(StoreError, match="needs a reason"):
        store.record_wide_acts([negative(coder_id=oda, case_id=case_id, text=" ")])
    with pytest.raises(UnstorableDecisionsError, match="case is not"):
        store.record_wide_acts([negative(coder_id=oda, case_id="stairs")])
    with pytest.raises(UnstorableDecisionsError, match="case is not"):
        store.record_wide_acts([act(coder_id=oda, scope=Scope.CASE, about_id="stairs")])
    assert store.wide_acts() == ()


def test_page_and_log_stay_closed_until_every_interview_is_open(
    store, oda, ulf, case_id, make_decision, lift_framework
):
    of_case = act(3, coder_id=oda, scope=Scope.CASE, about_id=case_id)
    acts = (act(1, coder_id=oda), negative(2, coder_id=oda, case_id=case_id), of_case)
    store.record_wide_acts(acts)
    store.record([make_decision(1, Act.FINISH, coder_id=oda, client="o", end=42)])

    def seen():
        return wide_acts_in_sight(store, sight_of(store, ulf))

    assert (seen(), store.log(kinds=WIDE_KINDS, viewer_id=ulf)) == ((), ())
    assert wide_unseen_by(store, ulf) == {(one.place, oda) for one in acts}
    store.record([make_decision(1, Act.FINISH, coder_id=ulf, client="u", end=42)])
    assert seen() == acts
    assert wide_unseen_by(store, ulf) == set()
    entries = store.log(kinds=WIDE_KINDS, viewer_id=ulf)
    rows = [log_row(e, {}, {}, lift_framework, {case_id: "Lift one"}) for e in entries]
    assert [row["Which"] for row in rows] == [
        "Lift one",
        "Lift one, SONG Singing machines",
        "SONG Singing machines",
    ]
