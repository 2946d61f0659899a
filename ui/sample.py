"""The sample study: invented interviews, copied to the person's data folder when first opened."""

import csv
import io
from collections.abc import Iterator
from importlib.resources import files
from typing import Any
from uuid import uuid4

import yaml

from coding.model import Document, Role
from coding.store import Store, create_store
from coding.transcripts import read_transcript, with_roles
from framework.library import starter_frameworks
from framework.reading import read_framework
from ui.desk import add_transcript
from ui.places import SUFFIX, home
from ui.sample_charting import record_sample_charting
from ui.sample_work import record_sample_summaries, record_sample_work
from ui.studies import open_study


def sample_study() -> Store:
    """Return the sample study, made in the data folder if it is not there yet.

    It appears whole or not at all: it is filled under another name first.
    """
    path = home() / f"sample study{SUFFIX}"
    if path.exists():
        return open_study(path)
    draft = home() / f"sample {uuid4().hex}{SUFFIX}"
    try:
        store = _new_study(draft)
        _fill(store)
        store.close()
        draft.replace(path)
    finally:
        for left in home().glob(f"{draft.name}*"):
            left.unlink()
    return open_study(path)


def sample_files() -> dict[str, Any]:
    """Return what `transcripts_sample/study.yaml` says: the study's name, framework and files."""
    return _described("study.yaml")


def _described(name: str) -> dict[str, Any]:
    return yaml.safe_load(files("transcripts_sample").joinpath(name).read_text("utf-8"))


def sample_table(name: str) -> Iterator[dict[str, str]]:
    """Return the rows of a table of the sample study, e.g. "cases.csv", by their column names."""
    text = files("transcripts_sample").joinpath(name).read_text("utf-8")
    return csv.DictReader(io.StringIO(text, newline=""))


def _new_study(path) -> Store:
    described = sample_files()
    starter = next(s for s in starter_frameworks() if s.id == described["framework"])
    framework = read_framework(starter.text, source=starter.name)
    return create_store(
        path, name=described["name"], framework_text=starter.text, framework=framework
    )


def _fill(store: Store) -> None:
    attributes = {row["case"]: _attributes(row) for row in sample_table("cases.csv")}
    documents: dict[str, Document] = {}
    for note in sample_files()["files"]:
        data = files("transcripts_sample").joinpath(note["file"]).read_bytes()
        roles = {speaker: (speaker, Role(role)) for speaker, role in note["speakers"].items()}
        documents[note["case"]] = add_transcript(
            store,
            with_roles(read_transcript(data, file_name=note["file"]), roles),
            file_name=note["file"],
            case_name=note["case"],
            attributes=attributes.get(note["case"], ()),
        )
    record_sample_work(store, documents, sample_table("codings.csv"))
    record_sample_summaries(store, documents, sample_table("summaries.csv"))
    record_sample_charting(store, _described("charting.yaml"))


def _attributes(row: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in row.items() if name != "case" and value)
