"""Backups of a study, and the way back from them."""

import pytest

from coding.store import StoreError, backups, create_store, open_store, restore_backup
from coding.store.connection import engine_path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "my study" / "50% of lifts #1?.betweenlines"


@pytest.fixture
def study(path, lift_framework):
    made = create_store(path, name="Lifts", framework_text="", framework=lift_framework)
    with made:
        yield made


def test_a_backup_is_a_study_and_says_when_and_why(study, path):
    study.add_coder("Oda")
    made = study.backup("before a / risky import")

    assert backups(path) == (made,)
    assert (made.reason, made.path.parent) == ("before a risky import", path.parent / "backups")
    with open_store(made.path) as copy:
        assert copy.study() == study.study()
        assert copy.coders() == study.coders()


def test_the_newest_ten_backups_are_kept_and_other_studies_left_alone(study, path):
    study.backup("old")
    other = path.parent / "backups" / "Other 20310504T120000000000Z why.betweenlines"
    other.touch()
    for number in range(10):
        study.backup(f"number {number}")

    assert [backup.reason for backup in backups(path)] == [f"number {n}" for n in range(9, -1, -1)]
    assert other.exists()


def test_a_study_on_a_server_is_backed_up_there(store):
    if engine_path(store._engine):
        pytest.skip("this study is a file")
    with pytest.raises(StoreError, match="pg_dump"):
        store.backup("just so")


def test_a_restored_study_is_as_it_was_and_what_was_there_is_kept(study, path):
    copy = study.backup("good").path
    study.add_coder("Oda")
    study.close()
    restore_backup(path, copy)

    with open_store(path) as again:
        assert again.coders() == ()
    newest, _ = backups(path)
    assert newest.reason == "before restoring"
    with open_store(newest.path) as before:
        assert [coder.name for coder in before.coders()] == ["Oda"]


def test_a_damaged_study_and_its_leftovers_are_put_aside_before_restoring(study, path):
    copy = study.backup("good").path
    study.close()
    path.write_text("Scribbled over.")
    path.with_name(path.name + "-wal").write_bytes(b"leftover")
    restore_backup(path, copy)

    with open_store(path) as again:
        assert again.documents() == ()
    kept = {found.name.split("damaged")[-1] for found in copy.parent.glob("*damaged*")}
    assert {".betweenlines.kept", ".betweenlines-wal.kept"} <= kept


def test_a_study_that_is_gone_is_restored(study, path):
    copy = study.backup("good").path
    study.close()
    path.unlink()
    restore_backup(path, copy)

    with open_store(path) as again:
        assert again.study().name == "Lifts"


def test_nothing_is_restored_over_a_study_in_use_or_from_a_damaged_copy(study, path, tmp_path):
    copy = study.backup("good").path
    with study._engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM coders")
        with pytest.raises(StoreError, match="Close Betweenlines"):
            restore_backup(path, copy)
    damaged = tmp_path / "damaged.betweenlines"
    damaged.write_bytes(copy.read_bytes()[:9_999])
    with pytest.raises(StoreError, match="damaged"):
        restore_backup(path, damaged)

    assert study.study().name == "Lifts"
    assert [found.suffix for found in path.parent.iterdir() if found.is_file()].count("") == 0
