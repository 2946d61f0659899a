"""Factories and fixtures that several test files share."""

import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

from coding.model import Act, Decision, Document, Role, Segment, Turn
from coding.store import create_store
from framework.model import Code, Framework, Theme

# On a busy machine the first text that Hypothesis draws may take seconds: that says nothing of us.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

ODD_HOUSES = Path(__file__).with_name("data") / "odd_houses.yaml"
TEST_DATABASE = "BETWEENLINES_TEST_DATABASE"
TWO_PASSAGES = "The lift sang again.\n\nIt hums in the dark."


@pytest.fixture
def lift_framework():
    codes = (Code(id="SONG", name="Singing machines"), Code(id="DARK", name="Darkness"))
    return Framework(name="Lifts", themes=(Theme(id="NOISE", name="Noise", codes=codes),))


@pytest.fixture
def make_document():
    def make(text=TWO_PASSAGES, *, document_id="lift-1", name="Lift one"):
        return Document(
            id=document_id,
            name=name,
            text=text,
            turns=(Turn("Oda", Role.PARTICIPANT, 0, len(text), None, None),),
            line_starts=(0,),
            layout="prefix",
            file_name=f"{document_id}.txt",
            file_sha256=sha256(f"file {document_id}".encode()).hexdigest(),
            text_sha256=sha256(text.encode()).hexdigest(),
        )

    return make


@pytest.fixture
def make_segments():
    def make(document, *, codable=True):
        spans, at = [], 0
        for part in document.text.split("\n\n"):
            spans.append((at, at + len(part)))
            at += len(part) + 2
        return tuple(
            Segment(document.id, number, start, end, 0, codable)
            for number, (start, end) in enumerate(spans, start=1)
        )

    return make


@pytest.fixture
def make_decision():
    def make(seq=1, act=Act.ADD, *, coder_id="oda", document_id="lift-1", **more):
        made_at = datetime(2031, 5, 4, 12, 0, 0, 123_000, tzinfo=UTC)
        plain = {"client": "window", "framework_version": 1, "made_at": made_at}
        if act not in (Act.FINISH, Act.REOPEN, Act.UNDO):
            plain["code_id"] = "SONG"
        if act is not Act.UNDO:
            plain |= {"start": 0, "end": 20}
        return Decision(
            seq=seq, act=act, coder_id=coder_id, document_id=document_id, **{**plain, **more}
        )

    return make


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def study_location(request, tmp_path):
    """Where a study can be made: a file in an empty folder, or an empty schema on a server."""
    if request.param == "sqlite":
        yield tmp_path / "lighthouse.betweenlines"
        return
    address = os.environ.get(TEST_DATABASE)
    if not address:
        reason = f"{TEST_DATABASE} names no PostgreSQL server to try the store on"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    schema = f"study_{uuid4().hex}"
    server = sa.create_engine(address)
    with server.begin() as connection:
        connection.execute(sa.schema.CreateSchema(schema))
    inside = server.url.update_query_dict({"options": f"-csearch_path={schema}"})
    yield inside.render_as_string(hide_password=False)
    with server.begin() as connection:
        connection.execute(sa.schema.DropSchema(schema, cascade=True))
    server.dispose()


@pytest.fixture
def store(study_location, lift_framework):
    """An empty study, on each of the databases."""
    made = create_store(
        study_location, name="Lighthouse", framework_text="name: Lifts", framework=lift_framework
    )
    with made:
        yield made


@pytest.fixture(scope="session")
def learnt(tmp_path_factory):
    """A folder in which what was learnt from a framework is kept for all tests."""
    return tmp_path_factory.mktemp("learnt")


@pytest.fixture
def home(tmp_path, monkeypatch, learnt):
    """The program's data folder, new for each test, with nothing open; commands run above it."""
    from ui import studies

    place = tmp_path / "home"
    place.mkdir()
    (place / "cache").symlink_to(learnt, target_is_directory=True)
    monkeypatch.setenv("BETWEENLINES_HOME", str(place))
    monkeypatch.setattr(studies, "_open", opened := {})
    monkeypatch.chdir(tmp_path)
    yield place
    for store in opened.values():
        store.close()


@pytest.fixture
def betweenlines(home, capsys):
    """Run a command as typed; return its exit status, what it answered and what it told."""
    from ui.cli import main

    def run(*words):
        try:
            status = main([str(word) for word in words])
        except SystemExit as end:
            status = end.code
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return status, said.out, said.err

    return run
