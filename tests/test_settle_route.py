"""The routes of the adjudication page and of the code editor: who may save what, once."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coding.adjudication import Verdict, standing_adjudications
from coding.model import Act
from framework.editing import words_of
from framework.writing import framework_yaml
from ui import studies
from ui.route import HEADER, routes
from ui.sharpen.data import words_json
from ui.token import Pass, pass_for, sign_pass

LENGTH = 42


@pytest.fixture
def store(home, lift_framework, make_document, make_segments, make_decision):
    """Two coders have finished the first interview, and only one the second."""
    made = studies.create_study(
        "Room", framework_yaml(lift_framework), path=home / "r.betweenlines", source="it"
    )
    oda, per, _ = (made.add_coder(name).id for name in ("Oda", "Per", "Ulf"))
    for number in (1, 2):
        document = make_document(
            f"The lift sang again.\n\nIt hums in the dar{number}.", document_id=f"lift-{number}"
        )
        made.add_document(document, make_segments(document), case_name=document.name)
    finished = [(oda, "lift-1"), (per, "lift-1"), (oda, "lift-2")]
    for who, where in finished:
        end = partial(make_decision, coder_id=who, document_id=where, client=f"{who}{where}")
        made.record([end(1, Act.FINISH, end=LENGTH)])
    made.record([make_decision(1, coder_id=oda, document_id="lift-1", client="a")])
    made.record([make_decision(2, coder_id=per, document_id="lift-2", client="a")])
    return made


@pytest.fixture
def client(store):
    return TestClient(Starlette(routes=routes()))


def coder_id(store, name):
    return next(coder.id for coder in store.coders() if coder.name == name)


def token(store, name="Oda", *, document_id=None, secret=None):
    granted = pass_for(store.study().id, coder_id(store, name), document_id, now=datetime.now(UTC))
    return sign_pass(granted, secret or store.secret())


def verdict(store, seq=1, **more):
    return {
        "seq": seq,
        "act": "settle",
        "verdict": "one",
        "document": "lift-1",
        "start": 0,
        "end": 20,
        "codes": ["SONG"],
        "takes": coder_id(store, "Oda"),
        "marks": [[0, 20, "SONG"]],
        "basis": [[coder_id(store, "Oda"), 0, 20, "SONG"]],
        "reason": "It sang.",
        "undoes": None,
        "made_at": "2031-05-04T12:00:00.000Z",
        "framework_version": 1,
        **more,
    }


@pytest.fixture
def post(client, store):
    def post(*ops, name="Oda", pass_for_it=None):
        body = {"batches": [{"client": "window", "ops": list(ops)}]}
        headers = {HEADER: pass_for_it or token(store, name)}
        return client.post("/api/adjudications", content=json.dumps(body), headers=headers)

    return post


def test_a_verdict_is_stored_under_the_name_in_the_pass(store, post):
    answer = post(verdict(store, adjudicator_id="somebody", by="somebody"))

    assert answer.json() == {"acks": {"window": 1}, "refused": []}
    (act,) = store.adjudications()
    assert act.adjudicator_id == coder_id(store, "Oda")
    assert (act.verdict, act.code_ids, act.reason) == (Verdict.ONE, ("SONG",), "It sang.")


def test_sending_again_stores_once_and_says_so_again(store, post):
    answers = [post(verdict(store), verdict(store, 2, reason="No.")).json() for _ in range(3)]

    assert answers == [{"acks": {"window": 2}, "refused": []}] * 3
    assert len(store.adjudications()) == 2


def test_taking_back_leaves_nothing_standing(store, post):
    none = {"start": None, "end": None, "codes": [], "takes": None, "marks": [], "basis": []}
    undo = verdict(
        store, 2, act="undo", verdict="undo", undoes={"client": "window", "seq": 1}, **none
    )

    assert post(verdict(store), undo).json()["refused"] == []
    assert standing_adjudications(store.adjudications()) == ()


@pytest.mark.parametrize("name", ["Oda", "Per", "Ulf"])
def test_an_interview_that_is_not_open_cannot_be_settled(store, post, name):
    answer = post(verdict(store, document="lift-2", basis=[]), name=name).json()

    (refused,) = answer["refused"]
    assert (refused["client"], refused["seq"]) == ("window", 1)
    assert "is not open to you" in refused["why"]
    assert store.adjudications() == ()


def test_only_the_coordinator_settles_once_one_is_named(store, post):
    per = coder_id(store, "Per")
    store.name_coordinator(per, coder_id=per)

    assert "Only the coordinator" in post(verdict(store)).json()["refused"][0]["why"]
    assert post(verdict(store), name="Per").json()["refused"] == []


WRONG = {
    "other document": {"document": "lift-9"},
    "no such code": {"marks": [[0, 20, "OWLS"]]},
    "outside": {"marks": [[0, 2000, "SONG"]]},
    "no words": {"start": 20, "end": 22},
    "nobody taken": {"takes": None},
    "a stranger taken": {"takes": "zarquon"},
    "marks without any": {"verdict": "none", "takes": None},
    "nothing stands": {"verdict": "some", "takes": None, "marks": []},
    "a stranger's codings": {"basis": [["zarquon", 0, 20, "SONG"]]},
    "no version": {"framework_version": 9},
    "no codes": {"codes": []},
    "long reason": {"reason": "w" * 2_001},
    "half a character": {"reason": "\ud800"},
    "no time": {"made_at": "2031-05-04T12:00:00"},
    "odd verdict": {"verdict": "shrug"},
    "odd marks": {"marks": [["0", 20]]},
    "odd codes": {"codes": [7]},
    "odd basis": {"basis": [[1, 2, 3, 4]]},
    "truth for a number": {"start": True},
}


@pytest.mark.parametrize("more", WRONG.values(), ids=WRONG.keys())
def test_a_verdict_that_cannot_be_is_refused_by_name_and_the_others_stored(store, post, more):
    answer = post(verdict(store, 1), verdict(store, 2, **more), verdict(store, 3))

    assert answer.status_code == 200
    assert answer.json()["acks"] == {"window": 3}
    assert [one["seq"] for one in answer.json()["refused"]] == [2]
    assert [act.seq for act in store.adjudications()] == [1, 3]


def test_a_forged_old_or_other_pages_pass_is_turned_away(store, post):
    old = Pass(
        store.study().id, coder_id(store, "Oda"), None, datetime.now(UTC) - timedelta(hours=1)
    )
    passes = (
        token(store, secret=b"w" * 32),
        sign_pass(old, store.secret()),
        token(store, document_id="lift-1"),
        "zarquon",
    )

    assert [post(verdict(store), pass_for_it=one).status_code for one in passes] == [403] * 4
    assert store.adjudications() == ()


def test_what_is_no_request_is_malformed(client, store):
    headers = {HEADER: token(store)}
    for body in (b"", b"[]", b'{"batches": 1}', b'{"batches": [{"client": "w", "ops": [1]}]}'):
        answer = client.post("/api/adjudications", content=body, headers=headers)
        assert answer.status_code == 400


# Sharpening a code


@pytest.fixture
def sharpen(client, store):
    def sharpen(definition="It sings by itself.", *, base=1, reason="Clearer.", **more):
        code = store.framework()[1].code_by_id["SONG"]
        words = {**words_json(words_of(code)), "definition": definition}
        body = {"code": "SONG", "base": base, "words": words, "reason": reason, **more}
        return client.post("/api/framework", json=body, headers={HEADER: token(store)})

    return sharpen


def test_a_sharpened_code_is_a_version_with_its_reason_and_author(store, sharpen):
    answer = sharpen()

    assert (answer.status_code, answer.json()) == (200, {"version": 2})
    newest = store.framework_versions()[-1]
    assert (newest.reason, newest.coder_id) == ("SONG: Clearer.", coder_id(store, "Oda"))
    assert store.framework()[1].code_by_id["SONG"].definition == "It sings by itself."
    assert "It sings by itself." in store.framework_text()
    entry = store.log(limit=1)[0]
    assert (entry.before, entry.after, entry.reason) == ("1", "2", "SONG: Clearer.")


def test_the_same_save_twice_makes_one_version(store, sharpen):
    assert [sharpen().json() for _ in range(2)] == [{"version": 2}] * 2
    assert len(store.framework_versions()) == 2


def test_somebody_elses_change_of_the_same_code_is_not_overwritten(store, sharpen):
    sharpen("It sings.")
    answer = sharpen("It hums.")

    assert answer.status_code == 409
    said = answer.json()
    assert (said["version"], said["by"], said["now"]["definition"]) == (2, "Oda", "It sings.")
    assert sharpen("It hums.", base=2).json() == {"version": 3}


def test_a_change_of_another_code_meanwhile_does_not_matter(client, store, sharpen):
    words = {"definition": "No light.", "include": [], "exclude": [], "examples": [], "near": []}
    body = {"code": "DARK", "base": 1, "words": words, "reason": "It had none."}
    client.post("/api/framework", json=body, headers={HEADER: token(store)})

    assert sharpen().json() == {"version": 3}
    codes = store.framework()[1].code_by_id
    assert (codes["DARK"].definition, codes["SONG"].definition) == (
        "No light.",
        "It sings by itself.",
    )


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"reason": "  "}, 422),
        ({"code": "OWLS"}, 422),
        ({"base": 9}, 422),
        ({"definition": "w" * 6_000}, 422),
        ({"definition": 7}, 400),
        ({"words": []}, 400),
        ({"base": True}, 400),
        ({"reason": "w" * 3_000}, 400),
        ({"words": {"definition": "", "include": [], "exclude": [], "examples": [], "near": [1]}},
         400),
    ],
)  # fmt: skip
def test_what_cannot_be_a_version_is_refused(store, sharpen, more, status):
    assert sharpen(**more).status_code == status
    assert len(store.framework_versions()) == 1


def test_a_pass_for_one_interview_changes_no_framework(client, store):
    answer = client.post(
        "/api/framework", json={}, headers={HEADER: token(store, document_id="lift-1")}
    )

    assert answer.status_code == 403
