"""Correcting from the coding screen: what is kept, what is asked first, what nobody is told."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coding.model import Act
from tests.lift_study import lift_study, poster
from ui.route import routes


@pytest.fixture
def study(home, tmp_path, lift_framework, make_document, make_segments):
    document = make_document()
    return lift_study(tmp_path, lift_framework, document, make_segments(document))


@pytest.fixture
def post(study):
    with TestClient(Starlette(routes=routes())) as client:
        yield poster(study, client, "/api/corrections")


def words(start=9, end=13, said="hummed", **more):
    return {"id": "c1", "start": start, "end": end, "words": said, "reason": "", **more}


def code(study, make_decision, name, *acts):
    coder = next(coder for coder in study.coders() if coder.name == name)
    study.record(
        [
            make_decision(seq, act, coder_id=coder.id, client=name, **more)
            for seq, (act, more) in enumerate(acts, 1)
        ]
    )


def test_a_correction_is_kept_under_the_name_of_the_pass(study, post):
    answer = post("Oda", correct=words(coder_id="Per", document_id="other")).json()

    (kept,) = study.corrections("lift-1")
    assert kept.coder_id == study.coders()[0].id
    assert [one[:5] for one in answer["corrections"]] == [["c1", 9, 13, "hummed", "Oda"]]


def test_a_correction_on_coded_words_is_asked_about_first(study, post, make_decision):
    code(study, make_decision, "Oda", (Act.ADD, {}))

    asked = post("Oda", correct=words()).json()
    assert asked["asks"].startswith("1 code of yours stands on these words.")
    assert study.corrections() == ()
    post("Oda", correct=words(sure=True))
    assert len(study.corrections()) == 1


def test_nobody_learns_from_a_correction_what_a_colleague_coded(study, post, make_decision):
    code(study, make_decision, "Per", (Act.ADD, {}))

    assert "asks" not in post("Oda", correct=words()).json()


def test_once_both_have_finished_colleagues_codes_are_asked_about_too(study, post, make_decision):
    whole = (Act.FINISH, {"start": 0, "end": 42})
    code(study, make_decision, "Oda", whole)
    code(study, make_decision, "Per", (Act.ADD, {}), whole)

    assert "1 code by Per stands" in post("Oda", correct=words()).json()["asks"]


def test_a_withdrawn_correction_is_gone_and_another_documents_stays(study, post):
    post("Oda", correct=words())

    assert post("Per", document_id="other", withdraw="c1").json() == {"corrections": []}
    assert len(study.corrections()) == 1
    assert post("Per", withdraw="c1").json() == {"corrections": []}
    assert study.corrections() == ()


def test_an_overlapping_correction_says_why_not(study, post):
    post("Oda", correct=words())

    assert "corrected already" in post("Per", correct=words(4, 10, id="c2")).json()["why"]


@pytest.mark.parametrize(
    "body", [{}, {"correct": 1}, {"correct": words(start="9")}, {"withdraw": 1}]
)
def test_a_request_that_says_nothing_of_the_kind_is_refused(post, body):
    assert post("Oda", **body).status_code == 400
