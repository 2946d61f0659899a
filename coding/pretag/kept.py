"""What was learnt from a framework, kept in a folder so that it is learnt once a version.

Plain arrays in an npz file, read without pickle: a file from elsewhere can at worst be wrong, and
one that does not fit is learnt anew.
"""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from coding.pretag.calibration import Calibration
from coding.pretag.classifier import Linear
from coding.pretag.code_model import CodeModel
from coding.pretag.encoder import Vectors
from coding.pretag.words import WordVectors, words_from

Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that is learnt from one codebook with one encoder; `vectors` are its texts'."""

    words: WordVectors
    model: CodeModel
    calibration: Calibration
    vectors: Vectors


def kept_file(folder: Path, *parts: str) -> Path:
    """Return the file for what the parts (content, encoder, version) name together."""
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return folder / f"framework-{digest[:24]}.npz"


def load_learnt(file: Path) -> Learnt | None:
    """Return what the file holds; None if it is not there or cannot be used."""
    try:
        with np.load(file, allow_pickle=False) as arrays:
            return _learnt({name: arrays[name] for name in arrays.files})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def save_learnt(file: Path, learnt: Learnt) -> None:
    """Write the file, whole or not at all; an unwritable folder costs time later, nothing else."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            np.savez(part, **_arrays(learnt))
        Path(name).replace(file)
    except OSError:
        return


def _arrays(learnt: Learnt) -> dict[str, Any]:
    model = learnt.model
    linears = {"codes": model.codes, "relevance": model.relevance}
    linears |= {f"scale{number}": scale for number, scale in enumerate(model.scales)}
    arrays = {f"{name}_weights": linear.weights for name, linear in linears.items()}
    arrays |= {f"{name}_bias": linear.bias for name, linear in linears.items()}
    return {
        **arrays,
        **learnt.words.arrays(),
        "scales": np.array(len(model.scales)),
        "calibration": np.array(astuple(learnt.calibration), dtype=np.float64),
        "vectors": learnt.vectors,
    }


def _learnt(arrays: Arrays) -> Learnt:
    def linear(name: str) -> Linear:
        return Linear(arrays[f"{name}_weights"], arrays[f"{name}_bias"])

    scales = tuple(linear(f"scale{number}") for number in range(int(arrays["scales"])))
    sharpness, slope, offset, tested = (float(number) for number in arrays["calibration"])
    calibration = Calibration(sharpness, slope, offset, int(tested))
    model = CodeModel(linear("codes"), scales, linear("relevance"))
    return Learnt(words_from(arrays), model, calibration, arrays["vectors"])
