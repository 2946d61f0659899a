"""The sample study: invented interviews, copied to the person's data folder when first opened."""

import csv
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from coding.model import Role, Transcript
from coding.store import Store, StoreError
from coding.transcripts import read_transcript, speakers, with_roles
from framework.library import starter_frameworks
from ui.desk import add_transcript
from ui.places import SUFFIX, home
from ui.studies import create_study, open_study

_NAME = "sample study"


def sample_study() -> Store:
    """Return the sample study, made in the data folder if it is not there yet.

    A copy left half made by a crash is begun anew; nobody can have worked in it.
    """
    path = home() / f"{_NAME}{SUFFIX}"
    if path.exists():
        return open_study(path)
    draft = home() / f"{_NAME}.half-made{SUFFIX}"
    for left in home().glob(f"{draft.name}*"):
        left.unlink()
    return fill_sample(path, draft)
