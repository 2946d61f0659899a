"""The matrix page's way in: whose words, in which cell, once; and nothing by a forged pass."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coding.cell_checks import LONGEST_SUMMARY
from coding.model import Act
from framework.writing import framework_yaml
from ui.guard import HEADER
from ui.route import routes
from ui.studies import create_study
from ui.token import pass_for, sign_pass

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def study(tmp_path, monkeypatch, lift_framework, make_document, make_segments):
    monkeypatch.setenv("BETWEENLINES_HOME", str(tmp_path / "home"))
    text = framework_yaml(lift_framework)
    made = create_study("Lifts", text, path=tmp_path / "lifts.betweenlines", source="test")
    for number in (1, 2):
        document = make_document(
            f"The lift sang again, {number}.\n\nIt hums in the dark.", document_id=f"lift-{number}"
        )
        made.add_document(document, make_segments(document), case_name=f"Lift {number}")
    made.add_coder("Oda")
    made.add_coder("Ulf")
    return made


@pytest.fixture
def coder_ids(study):
    return {coder.name: coder.id for coder in study.coders()}


@pytest.fixture
def cases(study):
    return {case.name: case.id for case in study.cases()}


def token_for(study, coder_id, *, document_id=None, secret=None, now=None):
    granted = pass_for(study.study().id, coder_id, document_id, now=now or datetime.now(UTC))
    return sign_pass(granted, secret or study.secret())


@pytest.fixture
def post(study, coder_ids):
    client = TestClient(Starlette(routes=routes()))

    def post(*ops, coder="Oda", token=None, client_name="window", **raw):
        token = token or token_for(study, coder_ids[coder])
        body = raw or {"content": json.dumps({"batches": [{"client": client_name, "ops": ops}]})}
        return client.post("/api/summary", headers={HEADER: token}, **body)

    return post


@pytest.fixture
def op(cases, coder_ids):
    def op(seq=1, act="summary", **more):
        plain = {
            "seq": seq,
            "act": act,
            "case": cases["Lift 1"],
            "code": "SONG",
            "text": "It sings [Lift one L1]." if act == "summary" else "",
            "references": [["lift-1", 0, 20]] if act == "summary" else [],
            "basis": [[coder_ids["Oda"], "lift-1", 0, 20]] if act == "summary" else [],
            "whose": coder_ids["Oda"] if act == "summary" else None,
            "over": None,
            "made_at": (NOON + timedelta(minutes=seq)).isoformat(),
            "framework_version": 1,
        }
        return {**plain, **more}

    return op


def made_at(seq):
    return (NOON + timedelta(minutes=seq)).isoformat()


def test_a_summary_is_stored_under_the_name_on_the_pass(study, post, op, coder_ids, cases):
    answer = post(op(coder="somebody else"))

    assert answer.json() == {"acks": {"window": 1}, "refused": []}
    (summary,) = study.summaries()
    assert (summary.coder_id, summary.case_id) == (coder_ids["Oda"], cases["Lift 1"])
    assert summary.basis == {(coder_ids["Oda"], "lift-1", 0, 20, "SONG")}
    assert (summary.references[0].start, summary.references[0].end) == (0, 20)


def test_sending_again_is_acknowledged_and_stores_nothing(study, post, op):
    ops = (op(1), op(2, text="It sulks.", over=made_at(1)))

    assert post(*ops).json() == post(*ops).json() == {"acks": {"window": 2}, "refused": []}
    assert len(study.cell_acts()) == 2


def test_a_summary_can_be_signed_taken_back_and_a_cell_not_asked(study, post, op):
    answer = post(
        op(1),
        op(2, "signed off", over=made_at(1)),
        op(3, "sign-off taken back"),
        op(4, "not asked", code="DARK"),
    )

    assert answer.json() == {"acks": {"window": 4}, "refused": []}
    assert study.sign_offs() == ()
    assert [mark.code_id for mark in study.not_asked()] == ["DARK"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"case": "a case of another study"}, "case"),
        ({"code": "HUM"}, "code"),
        ({"text": "x" * (LONGEST_SUMMARY + 1)}, "20,001 characters"),
        ({"text": "bell\x07"}, "cannot be kept"),
        ({"text": "half \ud83d"}, "cannot be kept"),
        ({"text": ["words"]}, "cannot be kept"),
        ({"references": [["lift-2", 0, 20]]}, "reference"),
        ({"references": [["lift-1", 40, 4_000]]}, "reference"),
        ({"references": [["lift-1", 7, 7]]}, "reference"),
        ({"basis": [["nobody", "lift-1", 0, 20]]}, "rests on"),
        ({"whose": "nobody"}, "whose"),
        ({"framework_version": 2}, "version"),
        ({"framework_version": True}, "version"),
        ({"made_at": "2031-05-04T12:00:00"}, "when"),
        ({"act": "signed off", "over": made_at(9), "text": ""}, "changed"),
        ({"act": "not asked", "text": "Words."}, "Only a summary"),
        ({"act": "add"}, "nothing that the program knows"),
        ({"case": ["list"]}, "nothing that the program knows"),
        ({"references": [[1, 2]]}, "nothing that the program knows"),
        ({"seq": 0}, "number"),
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_refused_by_name_and_the_rest_goes_on(study, post, op, wrong, why):
    answer = post(op(**{"seq": 5, **wrong}), op(6, code="DARK")).json()

    assert answer["acks"] == {"window": 6}
    (refused,) = answer["refused"]
    assert (refused["client"], refused["seq"]) == ("window", wrong.get("seq", 5))
    assert why in refused["why"]
    assert "bell" not in refused["why"]
    assert [summary.code_id for summary in study.summaries()] == ["DARK"]


def test_a_pass_that_is_forged_or_old_or_for_a_document_is_turned_away(study, post, op, coder_ids):
    oda = coder_ids["Oda"]
    tokens = (
        token_for(study, oda, secret=b"x" * 32),
        token_for(study, oda, now=datetime.now(UTC) - timedelta(days=3)),
        token_for(study, oda, document_id="lift-1"),
        "nonsense",
        token_for(study, oda)[:-2],
    )

    for token in tokens:
        assert post(op(), token=token).status_code == 403
    assert study.cell_acts() == ()


def test_a_pass_for_the_matrix_opens_no_document(study, coder_ids):
    client = TestClient(Starlette(routes=routes()))
    headers = {HEADER: token_for(study, coder_ids["Oda"])}

    for path, body in (("/api/decisions", {"batches": []}), ("/api/place", {"at": 3})):
        assert client.post(path, headers=headers, json=body).status_code == 403


@pytest.mark.parametrize("body", [b"", b"[]", b'{"batches": 1}', b'{"batches": [{"client": 1}]}'])
def test_a_request_in_another_form_is_malformed(study, post, body):
    assert post(content=body).status_code == 400
    assert study.cell_acts() == ()


def test_two_coders_who_are_blind_to_each_other_each_write_their_own(
    study, post, op, make_decision, coder_ids
):
    study.record([make_decision(coder_id=coder_ids["Oda"], document_id="lift-1")])
    study.record(
        [make_decision(coder_id=coder_ids["Ulf"], document_id="lift-1", client="ulf's window")]
    )
    post(op(1))

    assert post(op(1, text="Blind."), coder="Ulf", client_name="other").json()["refused"] == []
    assert [one.text for one in study.summaries()] == ["Blind."]


def test_who_may_see_a_summary_must_have_seen_it_before_writing_over_it(
    study, post, op, make_decision, coder_ids
):
    end = len(study.document("lift-1").text)
    for name, coder_id in coder_ids.items():
        finish = {"coder_id": coder_id, "document_id": "lift-1", "client": name, "end": end}
        study.record([make_decision(1, Act.FINISH, **finish)])
    post(op(1))

    answer = post(op(1, text="Unread."), coder="Ulf", client_name="other").json()
    assert "in the meantime" in answer["refused"][0]["why"]
    read = op(2, text="Read.", over=made_at(1))
    assert post(read, coder="Ulf", client_name="other").json()["refused"] == []
