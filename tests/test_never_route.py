"""Saying "never like this" from the coding screen: whose it is, and what is refused."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.lift_study import lift_study, poster
from ui.route import routes


@pytest.fixture
def study(home, tmp_path, lift_framework, make_document, make_segments):
    document = make_document()
    return lift_study(tmp_path, lift_framework, document, make_segments(document))


@pytest.fixture
def post(study):
    with TestClient(Starlette(routes=routes())) as client:
        yield poster(study, client, "/api/never")


def said(**more):
    return {"id": "n1", "start": 0, "end": 20, "code": "SONG", **more}


def test_it_is_kept_under_the_name_of_the_pass_and_told_to_nobody_else(study, post):
    own = post("Oda", never=said(coder_id="Per")).json()
    other = post("Per", never=said(id="n2", code="DARK")).json()

    assert own == {"nevers": [["n1", 0, 20, "SONG"]]}
    assert other == {"nevers": [["n2", 0, 20, "DARK"]]}
    assert study.nevers()[0].coder_id == next(c.id for c in study.coders() if c.name == "Oda")


def test_only_who_said_it_takes_it_back(study, post):
    post("Oda", never=said())

    assert post("Per", again="n1").status_code == 503
    assert len(study.nevers()) == 1
    assert post("Oda", again="n1").json() == {"nevers": []}
    assert post("Oda", again="n1").json() == {"nevers": []}


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (said(code="ROOF"), 503),
        (said(end=9_999), 503),
        (said(start=20), 503),
        (said(start=True), 400),
        (said(id=""), 400),
        ("all of them", 400),
    ],
)
def test_what_fits_nothing_is_refused(study, post, wrong, status):
    answer = post("Oda", never=wrong)

    assert answer.status_code == status
    assert "error" in answer.json()
    assert study.nevers() == ()
