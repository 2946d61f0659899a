"""The route that stores decisions: who may, what is kept, what is refused."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coding.model import Act
from framework.writing import framework_yaml
from ui.route import HEADER, LARGEST_BODY, routes
from ui.studies import create_study
from ui.token import Pass, sign_pass

NOW = datetime.now(UTC)


@pytest.fixture
def study(home, tmp_path, lift_framework, make_document, make_segments):
    """A study with one document and two coders, known on this machine."""
    text = framework_yaml(lift_framework)
    store = create_study("Lifts", text, path=tmp_path / "lifts.betweenlines", source="made here")
    document = make_document()
    store.add_document(document, make_segments(document), case_name="Lift")
    store.add_coder("Oda")
    store.add_coder("Per")
    return store


@pytest.fixture
def client():
    with TestClient(Starlette(routes=routes())) as client:
        yield client


def token_for(store, name="Oda", *, document_id="lift-1", expires=NOW + timedelta(hours=1), **more):
    coder = next(coder for coder in store.coders() if coder.name == name)
    granted = Pass(more.get("study_id", store.study().id), coder.id, document_id, expires)
    return sign_pass(granted, more.get("secret", store.secret()))


def op(seq=1, **more):
    return {
        "seq": seq, "act": "add", "start": 0, "end": 8, "code": "SONG", "was_start": None,
        "was_end": None, "undoes": None, "shown": False, "score": None, "certainty": None,
        "memo": None, "made_at": "2026-01-31T10:00:00.000Z", "framework_version": 1, **more,
    }  # fmt: skip


def post(client, token, *ops, client_id="window-1"):
    body = {"batches": [{"client": client_id, "ops": list(ops)}]}
    return client.post("/api/decisions", json=body, headers={HEADER: token})


def test_a_decision_is_stored_for_the_coder_and_document_of_the_token(study, client):
    answer = post(client, token_for(study), op(1), op(2, act="finish", code=None))

    first, second = study.decisions()
    assert answer.json() == {"acks": {"window-1": 2}, "refused": []}
    assert (first.act, first.code_id, first.document_id) == (Act.ADD, "SONG", "lift-1")
    assert {first.coder_id, second.coder_id} == {study.coders()[0].id}


def test_what_the_request_says_of_coder_and_document_counts_for_nothing(study, client):
    per = study.coders()[1].id
    claim = op(coder_id=per, coder=per, document_id="other", document="other")

    post(client, token_for(study), claim)

    (decision,) = study.decisions()
    assert (decision.coder_id, decision.document_id) == (study.coders()[0].id, "lift-1")


def test_sending_again_changes_nothing_and_is_acknowledged_again(study, client):
    token = token_for(study)

    answers = [post(client, token, op(1), op(2, code="DARK")).json() for _ in range(3)]

    assert answers == [{"acks": {"window-1": 2}, "refused": []}] * 3
    assert len(study.decisions()) == 2


@pytest.mark.parametrize(
    "token",
    ["", "nonsense", "a.b", "é.ü", ".", "W10.W10", "x" * 3000, "WzEsMiwzLDRd.AAAA", "bnVsbA.AAAA"],
)
def test_what_is_no_token_is_turned_away(study, client, token):
    answer = client.post(
        "/api/decisions", json={"batches": []}, headers={HEADER: token.encode("latin-1", "replace")}
    )

    assert answer.status_code == 403
    assert "Reload" in answer.json()["error"]


def test_without_a_token_nothing_is_stored(study, client):
    assert client.post("/api/decisions", json={"batches": []}).status_code == 403


def test_a_token_signed_with_another_secret_is_turned_away(study, client):
    answer = post(client, token_for(study, secret=b"0" * 32), op())

    assert answer.status_code == 403
    assert study.decisions() == ()


def test_a_token_whose_claims_were_changed_is_turned_away(study, client):
    mine, hers = token_for(study, "Oda"), token_for(study, "Per")
    forged = f"{hers.split('.')[0]}.{mine.split('.')[1]}"

    assert post(client, forged, op()).status_code == 403
    assert study.decisions() == ()


def test_a_token_of_an_unknown_study_is_turned_away(study, client):
    assert post(client, token_for(study, study_id="elsewhere"), op()).status_code == 403


def test_a_token_of_one_study_is_not_good_for_another(study, client, tmp_path, lift_framework):
    text = framework_yaml(lift_framework)
    other = create_study("Other", text, path=tmp_path / "other.betweenlines", source="made here")
    foreign = token_for(study, secret=study.secret(), study_id=other.study().id)

    assert post(client, foreign, op()).status_code == 403
    assert other.decisions() == ()


def test_an_expired_token_is_turned_away_and_says_so(study, client):
    answer = post(client, token_for(study, expires=NOW - timedelta(seconds=1)), op())

    assert answer.status_code == 403
    assert "too long" in answer.json()["error"]


def test_two_coders_tokens_write_under_their_own_names(study, client):
    post(client, token_for(study, "Oda"), op(), client_id="hers")
    post(client, token_for(study, "Per"), op(), client_id="his")

    oda, per = study.coders()
    assert [d.client for d in study.decisions(coder_id=oda.id)] == ["hers"]
    assert [d.client for d in study.decisions(coder_id=per.id)] == ["his"]


def test_a_coder_cannot_take_over_a_number_of_another_coder(study, client):
    post(client, token_for(study, "Oda"), op(), client_id="shared")

    answer = post(client, token_for(study, "Per"), op(code="DARK"), client_id="shared")

    (kept,) = study.decisions()
    assert kept.code_id == "SONG"
    assert [entry["seq"] for entry in answer.json()["refused"]] == [1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "GONE"},
        {"start": -1},
        {"end": 10_000},
        {"start": 5, "end": 5},
        {"start": "0"},
        {"act": "sing"},
        {"act": "undo"},
        {"act": "respan"},
        {"made_at": "yesterday"},
        {"made_at": "2026-01-31T10:00:00"},
        {"framework_version": 2},
        {"framework_version": "1"},
        {"score": 7},
        {"score": "high"},
        {"certainty": "perhaps"},
        {"memo": "x" * 20_000},
        {"memo": 5},
        {"memo": "\x00"},
        {"seq": -4},
        {"seq": 2**70},
    ],
)
def test_one_decision_that_cannot_be_stored_is_named_and_the_others_are_stored(
    study, client, wrong
):
    answer = post(client, token_for(study), op(1), {**op(2, code="DARK"), **wrong}, op(3, end=7))

    said = answer.json()
    assert answer.status_code == 200
    assert [entry["seq"] for entry in said["refused"]] == [wrong.get("seq", 2)]
    assert said["refused"][0]["why"].endswith(".")
    assert [decision.seq for decision in study.decisions()] == [1, 3]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"7", b'"x"', b"\xff\xfe", b'{"batches": 3}',
        b'{"batches": [3]}', b'{"batches": [{"client": 3, "ops": []}]}',
        b'{"batches": [{"client": "c"}]}', b'{"batches": [{"client": "c", "ops": [3]}]}',
        b'{"batches": [{"client": "c", "ops": [{"seq": "1"}]}]}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_not_in_the_agreed_form_is_malformed(study, client, body):
    answer = client.post("/api/decisions", content=body, headers={HEADER: token_for(study)})

    assert answer.status_code == 400
    assert study.decisions() == ()


def test_a_malformed_batch_keeps_the_sound_one_beside_it_from_being_half_stored(study, client):
    body = {"batches": [{"client": "c", "ops": [op()]}, {"client": "c"}]}

    answer = client.post("/api/decisions", json=body, headers={HEADER: token_for(study)})

    assert answer.status_code == 400
    assert study.decisions() == ()


def test_too_large_a_body_is_turned_away_whatever_it_says_of_its_size(study, client):
    def parts():
        for _ in range(LARGEST_BODY // 100_000 + 2):
            yield b" " * 100_000

    headers = {HEADER: token_for(study)}
    said = client.post("/api/decisions", content=b" " * (LARGEST_BODY + 1), headers=headers)
    unsaid = client.post("/api/decisions", content=parts(), headers=headers)

    assert (said.status_code, unsaid.status_code) == (413, 413)


def test_the_largest_batch_that_the_page_sends_is_taken(study, client):
    ops = [op(number, memo="ü" * 4_000) for number in range(1, 201)]

    assert post(client, token_for(study), *ops).json()["acks"] == {"window-1": 200}


def test_errors_never_repeat_what_was_sent(study, client):
    secret = "the herring knows"

    for body in (f'{{"batches": "{secret}"', json.dumps({"batches": [{"client": secret}]})):
        answer = client.post("/api/decisions", content=body, headers={HEADER: token_for(study)})
        assert secret not in answer.text
    refused = post(client, token_for(study), op(memo=secret, start=-1))
    assert secret not in refused.text


def test_only_posts_are_taken(study, client):
    assert client.get("/api/decisions").status_code == 405
    assert client.get("/api/place").status_code == 405


def test_where_the_coder_is_is_kept(study, client):
    oda, per = study.coders()

    answer = client.post("/api/place", json={"at": 22}, headers={HEADER: token_for(study)})

    assert answer.status_code == 204
    assert study.last_place(oda.id, "lift-1") == 22
    assert study.last_place(per.id, "lift-1") is None


@pytest.mark.parametrize("body", ["{}", "[]", '{"at": -1}', '{"at": true}', '{"at": "3"}', "{"])
def test_a_place_is_an_offset(study, client, body):
    answer = client.post("/api/place", content=body, headers={HEADER: token_for(study)})

    assert answer.status_code == 400


def test_a_token_for_a_document_that_is_gone_stores_nothing(study, client):
    answer = post(client, token_for(study, document_id="never-was"), op())

    assert answer.status_code == 503
    assert study.decisions() == ()
