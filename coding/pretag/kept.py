"""What was learnt from a framework, kept in a folder so that it is learnt once a version.

Plain arrays in an npz file, read without pickle: a file from elsewhere can at worst be wrong, and
one that does not fit is learnt anew.
"""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from coding.pretag.calibration import Calibration
from coding.pretag.classifier import Linear
from coding.pretag.code_model import CodeModel
from coding.pretag.encoder import Vectors
from coding.pretag.expecting import Basis, Curve, Expectation
from coding.pretag.regression import Regression
from coding.pretag.words import WordVectors, words_from

Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that is learnt from one codebook with one encoder.

    `vectors` are those of all its texts, in half precision. `curve` says what to expect of
    suggestions before anybody has decided anything.
    """

    words: WordVectors
    model: CodeModel
    calibration: Calibration
    vectors: Vectors
    curve: Curve


class FolderVectors:
    """Keeps the vectors of a framework's texts in a folder, so that an edit costs one text.

    What is put is written by `save`.
    """

    def __init__(self, folder: Path, encoder: str) -> None:
        self._file = folder / f"texts-{hashlib.sha256(encoder.encode()).hexdigest()[:24]}.npz"
        self._of_texts = _load_vectors(self._file)

    def vectors(self, hashes: Iterable[str], encoder: str) -> dict[str, Vectors]:
        """Return the vectors that are there."""
        return {one: self._of_texts[one] for one in hashes if one in self._of_texts}

    def put_vectors(self, of_texts: Mapping[str, Vectors], encoder: str) -> None:
        """Take the vectors in."""
        self._of_texts.update(of_texts)

    def save(self) -> None:
        """Write all vectors to the folder."""
        if self._of_texts:
            hashes = np.array(list(self._of_texts), dtype=np.str_)
            _write(
                self._file, {"hashes": hashes, "vectors": np.array(list(self._of_texts.values()))}
            )


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
    _write(file, _arrays(learnt))


def _load_vectors(file: Path) -> dict[str, Vectors]:
    try:
        with np.load(file, allow_pickle=False) as arrays:
            hashes, vectors = arrays["hashes"], arrays["vectors"]
            return {str(one): vector for one, vector in zip(hashes, vectors, strict=True)}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}


def _write(file: Path, arrays: Mapping[str, Any]) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            np.savez_compressed(part, **arrays)
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
        "likeness_weights": model.likeness.weights.astype(np.float32),
        "likeness_bias": model.likeness.bias.astype(np.float32),
        "curve": _rows(learnt.curve),
        "curve_tested": np.array(learnt.curve.tested),
        "scales": np.array(len(model.scales)),
        "calibration": np.array(astuple(learnt.calibration), dtype=np.float64),
        "vectors": learnt.vectors.astype(np.float16),
    }


def _learnt(arrays: Arrays) -> Learnt:
    def linear(name: str) -> Linear:
        return Linear(arrays[f"{name}_weights"], arrays[f"{name}_bias"])

    scales = tuple(linear(f"scale{number}") for number in range(int(arrays["scales"])))
    sharpness, slope, offset, tested = (float(number) for number in arrays["calibration"])
    calibration = Calibration(sharpness, slope, offset, int(tested))
    likeness = Regression(
        arrays["likeness_weights"].astype(np.float64), arrays["likeness_bias"].astype(np.float64)
    )
    model = CodeModel(linear("codes"), scales, linear("relevance"), likeness)
    vectors = arrays["vectors"].astype(np.float32)
    return Learnt(words_from(arrays), model, calibration, vectors, _curve(arrays))


def _rows(curve: Curve) -> npt.NDArray[Any]:
    """Return the curve as numbers; what could not be counted is stored as nan, and only stored."""
    rows = [astuple(point) for point in curve.points]
    return np.array(rows, dtype=np.float64).reshape(len(rows), 4)


def _curve(arrays: Arrays) -> Curve:
    points = tuple(
        Expectation(threshold, _counted(precision), _counted(recall), per_passage)
        for threshold, precision, recall, per_passage in arrays["curve"].tolist()
    )
    return Curve(points, Basis.EXAMPLES, int(arrays["curve_tested"]))


def _counted(value: float) -> float | None:
    return None if np.isnan(value) else value
