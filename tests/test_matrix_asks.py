"""What the matrix page asks and saves besides summaries of cells: context, drafts, heads."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.cell_acts import Deed
from coding.corrections import corrected
from coding.model import Certainty
from coding.second_order import Scope, negative_cases, wide_summaries
from tests.matrix_made import STOPS, TEXT, TURNS, document
from tests.test_summary_route import (  # noqa: F401 (fixtures)
    cases,
    coder_ids,
    made_at,
    op,
    post,
    study,
    token_for,
)
from ui.guard import HEADER
from ui.matrix.context import context_json


@pytest.fixture
def ask(study, coder_ids, post):  # noqa: F811
    client = post.__closure__[[*post.__code__.co_freevars].index("client")].cell_contents

    def ask(path, token=None, **told):
        token = token or token_for(study, coder_ids["Oda"])
        return client.post(path, headers={HEADER: token}, content=json.dumps(told))

    return ask


def test_context_is_the_turns_around_with_the_passage_marked():
    told = context_json(corrected(document(), ()), *STOPS, reach=1)

    assert told == {
        "turns": [["Oda", TURNS[1], "", ""], ["I", "", TURNS[2], ""]],
        "more": True,
    }


@given(st.data())
def test_context_holds_the_passage_and_every_turn_once(data):
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    told = context_json(corrected(document(), ()), start, end, reach=5)["turns"]

    assert ["".join(words) for _, *words in told] == list(TURNS)
    marked = "".join(turn[2] for turn in told)
    assert marked == "".join(TEXT[start:end].split("\n\n")).replace("\n", "")


def test_the_context_of_a_passage_is_told_to_who_has_a_pass(ask, study, coder_ids):  # noqa: F811
    place = {"document": "lift-1", "start": 0, "end": 8, "reach": 2}
    answer = ask("/api/context", **place)

    assert answer.json()["turns"][0][2] == "The lift"
    assert ask("/api/context", token="forged.pass", **place).status_code == 403
    coding_screen = token_for(study, coder_ids["Oda"], document_id="lift-1")
    assert ask("/api/context", token=coding_screen, **place).status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"start": 8, "end": 3}, {"end": 10**9}, {"reach": -1}, {"start": True}, {"end": "8"}]
)
def test_a_context_of_no_passage_is_refused(ask, wrong):
    place = {"document": "lift-1", "start": 0, "end": 8, "reach": 2}

    assert ask("/api/context", **{**place, **wrong}).status_code == 400


def test_a_draft_quotes_the_passages_that_were_sent_and_stores_nothing(ask, study, cases):  # noqa: F811
    case_id = cases["Lift 1"]
    cell = {"case": case_id, "code": "SONG", "passages": [["lift-1", 0, 23]]}
    (draft,) = ask("/api/draft", cells=[cell]).json()["drafts"]

    assert (draft["case"], draft["code"]) == (case_id, "SONG")
    assert draft["text"].startswith("“The lift sang again")
    assert " L1]" in draft["text"]
    assert study.cell_acts() == ()
    wrong = {**cell, "passages": [["lift-1", 5, 10**6]]}
    assert ask("/api/draft", cells=[wrong]).status_code == 400
    assert ask("/api/draft", cells=[{"case": case_id}]).status_code == 400


def test_a_draft_is_stored_as_one_and_is_a_persons_once_it_is_signed(study, post, op):  # noqa: F811
    post(op(1, draft=True))
    assert [one.draft for one in study.summaries()] == [True]

    post(op(2, "signed off", over=made_at(1)))
    assert [sign.code_id for sign in study.sign_offs()] == ["SONG"]


def test_certainty_and_memo_of_a_cell_are_stored_over_what_was_read(study, post, op):  # noqa: F811
    said = {"certainty": "unsure", "memo": "Ask the porter."}
    answer = post(op(1, "cell annotated", **said), op(2, "cell annotated", memo="Mine."))

    (note,) = study.cell_notes()
    assert (note.certainty, note.memo) == (Certainty.UNSURE, "Ask the porter.")
    assert [one["seq"] for one in answer.json()["refused"]] == [2]


def wide(op, seq, text="They all sing.", **more):  # noqa: F811
    told = {"scope": "code", "case": None, "references": [["lift-2", 0, 20]], "text": text}
    act = more.pop("act", "second-order summary")
    return op(seq, act, **{**told, **more})


def test_acts_in_cells_and_about_whole_columns_and_rows_come_mixed(study, post, op, cases):  # noqa: F811
    answer = post(
        op(1),
        wide(op, 2),
        wide(op, 3, "He sings.", scope="case", case=cases["Lift 1"], code=None, references=[]),
        op(4, "negative case", scope="code", text="It never sang."),
        op(5, "not asked", code="DARK"),
    )

    assert answer.json() == {"acks": {"window": 5}, "refused": []}
    assert [(s.scope, s.text) for s in wide_summaries(study.wide_acts())] == [
        (Scope.CODE, "They all sing."),
        (Scope.CASE, "He sings."),
    ]
    (negative,) = negative_cases(study.wide_acts())
    assert (negative.case_id, negative.reason) == (cases["Lift 1"], "It never sang.")
    assert [act.deed for act in study.cell_acts()] == [Deed.SUMMARISE, Deed.NOT_ASKED]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"code": "HUM"}, "code"),
        ({"scope": "theme", "code": "gone"}, "theme"),
        ({"scope": "case", "case": "another", "code": None}, "case"),
        ({"scope": "floor"}, "nothing that the program knows"),
        ({"text": "bell\x07"}, "cannot be kept"),
        ({"references": [["lift-9", 0, 3]]}, "reference"),
        ({"act": "negative case", "case": "a case", "text": " "}, "nothing that the program knows"),
        ({"framework_version": 9}, "version"),
    ],
)
def test_what_cannot_be_kept_of_a_column_or_row_is_refused_by_name(study, post, op, wrong, why):  # noqa: F811
    answer = post(wide(op, 1, **wrong)).json()

    (refused,) = answer["refused"]
    assert why in refused["why"]
    assert study.wide_acts() == ()


def test_nobody_writes_over_a_column_unknowingly(study, post, op):  # noqa: F811
    post(wide(op, 1))
    late = post(wide(op, 1, "Hardly any sings."), client_name="other").json()
    knowing = post(wide(op, 2, "Hardly any sings.", over=made_at(1)), client_name="other").json()

    assert "meantime" in late["refused"][0]["why"]
    assert knowing["refused"] == []
    (summary,) = wide_summaries(study.wide_acts())
    assert summary.text == "Hardly any sings."
    assert summary.made_at <= datetime(2031, 5, 4, 13, tzinfo=UTC)
