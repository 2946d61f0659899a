"""Study files: what is ours and whole, and updates of the tables."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from coding.store import StoreError, backups, create_store, migrating, open_store
from coding.store.health import network_warning
from coding.store.tables import metadata


@pytest.fixture
def path(tmp_path):
    return tmp_path / "my study" / "50% of lifts #1?.betweenlines"


@pytest.fixture
def study(path, lift_framework):
    """A study in a file, named so that a careless URL would go wrong."""
    made = create_store(path, name="Lifts", framework_text="", framework=lift_framework)
    with made:
        yield made


@pytest.fixture
def fill(study, make_document, make_segments):
    """Give the study a text of many pages, so that it can be cut in the middle."""

    def fill():
        document = make_document("The lift sang again and again. " * 9_000)
        study.add_document(document, make_segments(document), case_name="Lift")
        study.close()

    return fill


def test_every_connection_is_safe_against_power_loss(study):
    with study._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_a_new_study_leaves_one_file_and_nothing_else(study, path):
    study.close()

    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_study_that_cannot_be_made_leaves_nothing(tmp_path, lift_framework):
    with pytest.raises(StoreError, match="needs a name"):
        create_store(tmp_path / "a", name=" ", framework_text="", framework=lift_framework)
    with pytest.raises(StoreError, match="cannot be kept"):
        create_store(tmp_path / "a", name="x", framework_text="\x00", framework=lift_framework)
    (tmp_path / "a file").touch()
    inside = tmp_path / "a file" / "study"
    with pytest.raises(StoreError, match="cannot be made"):
        create_store(inside, name="x", framework_text="", framework=lift_framework)

    assert [found.name for found in tmp_path.iterdir()] == ["a file"]


def test_a_study_opens_by_path_text_and_url(study, path):
    for location in (path, str(path), sa.URL.create("sqlite", database=str(path))):
        with open_store(str(location) if isinstance(location, sa.URL) else location) as again:
            assert again.study() == study.study()


def other_database(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title)")
        connection.commit()


NOT_OURS = {
    "a folder": (lambda path: path.mkdir(), "no study at"),
    "nothing": (lambda path: None, "no study at"),
    "an empty file": (lambda path: path.touch(), "not a Betweenlines study"),
    "a text": (lambda path: path.write_text("Dear lift, " * 100), "not a Betweenlines study"),
    "another database": (other_database, "not a Betweenlines study"),
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_what_is_no_study_is_said_to_be_none_and_left_alone(tmp_path, what):
    make, words = NOT_OURS[what]
    path = tmp_path / "found.betweenlines"
    make(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(StoreError, match=words):
        open_store(path)
    assert before == (path.read_bytes() if path.is_file() else None)


@pytest.mark.parametrize("part", [0.001, 0.3, 0.7, 0.99])
def test_a_study_that_was_cut_short_is_said_to_be_damaged(fill, path, part):
    fill()
    whole = path.read_bytes()
    path.write_bytes(whole[: max(100, int(len(whole) * part))])

    with pytest.raises(StoreError, match=r"damaged.*Restore the newest backup"):
        open_store(path)


def test_a_study_that_was_scribbled_over_is_said_to_be_damaged(fill, path):
    fill()
    whole = bytearray(path.read_bytes())
    whole[4096 : 4096 * 4] = b"\xff" * (4096 * 3)
    path.write_bytes(whole)

    with pytest.raises(StoreError, match="damaged"):
        open_store(path)


def test_a_removed_text_is_nowhere_in_the_files(study, path, make_document, make_segments):
    document = make_document("The quagga sang again.")
    study.add_document(document, make_segments(document), case_name="Lift")

    def found():
        return [name for name in path.parent.iterdir() if b"quagga" in name.read_bytes()]

    assert found()
    study.remove_document(document.id, coder_id=None)
    assert not found()


def test_a_study_deleted_while_open_is_not_written_into_the_void(study, path):
    path.unlink()

    with pytest.raises(StoreError, match="moved, deleted or replaced"):
        study.add_coder("Oda")
    assert not path.exists()


def test_a_study_replaced_while_open_is_not_written_until_it_is_back(study, path, tmp_path):
    copy = study.backup("before Oda").path
    study.add_coder("Oda")
    path.rename(tmp_path / "aside")
    copy.rename(path)
    with pytest.raises(StoreError, match="nothing was stored"):
        study.add_coder("Ulf")
    (tmp_path / "aside").rename(path)
    study.add_coder("Eva")

    assert [coder.name for coder in study.coders()] == ["Oda", "Eva"]


def test_a_server_that_is_not_there_is_one_clear_line(lift_framework):
    nowhere = "postgresql+psycopg://oda:secretword@127.0.0.1:9/lifts"
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        open_store(nowhere)
    assert "secretword" not in str(refused.value)
    with pytest.raises(StoreError, match="address of the database"):
        open_store("mariadb+lift://nowhere")


def test_an_empty_database_on_a_server_holds_no_study(study_location, lift_framework):
    if not isinstance(study_location, str):
        pytest.skip("a file that is not there is tried elsewhere")
    with pytest.raises(StoreError, match="no study in this database"):
        open_store(study_location)


def test_the_migrations_make_the_tables_that_the_program_knows(store):
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


UPDATE = """
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "9999", "0001", None, None


def upgrade():
    op.create_table("melodies", sa.Column("title", sa.Text))
    op.execute("INSERT INTO melodies VALUES ('Up')")
    {then}
"""


@pytest.fixture
def newer_program(tmp_path, monkeypatch):
    """Make the program one migration newer; `then` is what its last step does."""

    def newer(then="pass"):
        folder = tmp_path / "newer"
        shutil.copytree(migrating._FOLDER, folder)
        (folder / "versions" / "9999_melodies.py").write_text(UPDATE.format(then=then))
        monkeypatch.setattr(migrating, "_FOLDER", folder)

    return newer


def test_an_older_study_is_brought_up_to_date(store, study_location, newer_program):
    newer_program()

    with open_store(study_location) as again, again._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT title FROM melodies").scalar() == "Up"
        assert again.study() == store.study()


def test_a_backup_is_made_before_an_update(study, path, newer_program):
    study.close()
    newer_program()
    open_store(path).close()
    (backup,) = backups(path)

    assert backup.reason == "before an update of the program"
    with closing(sqlite3.connect(backup.path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_an_update_that_fails_changes_nothing(store, study_location, newer_program):
    newer_program(then="raise OSError('the lift is stuck')")

    with pytest.raises(OSError, match="stuck"):
        open_store(study_location)
    with store._engine.connect() as connection:
        assert not sa.inspect(connection).has_table("melodies")


def test_a_study_of_a_newer_program_is_refused(
    store, study_location, newer_program, tmp_path, monkeypatch
):
    older = migrating._FOLDER
    newer_program()
    open_store(study_location).close()
    monkeypatch.setattr(migrating, "_FOLDER", older)

    with pytest.raises(StoreError, match="made with a newer Betweenlines"):
        open_store(study_location)


MOUNTS = """sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/share /home/oda/my\\040share nfs4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("place", "warned"),
    [
        ("/home/oda/my share/lifts.betweenlines", True),
        ("//server/share/lifts.betweenlines", True),
        ("/home/oda/lifts.betweenlines", False),
    ],
)
def test_a_study_on_a_network_drive_brings_a_warning(tmp_path, place, warned):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)

    assert bool(network_warning(Path(place), mounts)) is warned


def test_where_the_system_tells_nothing_there_is_no_warning(tmp_path, study):
    assert network_warning(tmp_path, tmp_path / "no such table") is None
    assert study.warning is None
