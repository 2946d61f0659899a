"""Making a tagger: what is learnt from a framework, kept where it was learnt before."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from coding.pretag.calibration import calibrate
from coding.pretag.code_model import fit_code_model
from coding.pretag.codebook import Codebook, read_codebook
from coding.pretag.cues import cue_pipeline
from coding.pretag.encoder import Encoder, EncoderError, minilm_encoder
from coding.pretag.kept import FolderVectors, Learnt, kept_file, load_learnt, save_learnt
from coding.pretag.passages import Passages, Reader, Watch
from coding.pretag.tagger import VERSION, Cancelled, Progress, Tagger
from coding.pretag.words import fit_words
from framework import library
from framework.model import Framework

PREPARED = Path(__file__).with_name("prepared")


def fit_tagger(
    framework: Framework,
    *,
    cache: Path | None = None,
    encoder: Encoder | None = None,
    words_only: bool = False,
    small_talk: Sequence[str] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Tagger:
    """Return a tagger for the framework; about twenty seconds the first time, then at once.

    Args:
        framework: The framework.
        cache: A folder where what was learnt is kept, under the framework's content and the
            encoder's name; None keeps nothing.
        encoder: The encoder; without one, MiniLM, and if that cannot be used, words alone, which
            the tagger's `name` and `notice` then say.
        words_only: Do without a language model even where there is one.
        small_talk: Talk that bears on no code; None takes the library's.
        progress: Is told the framework's texts done and in all.
        cancelled: Is asked now and then whether to stop.

    Raises:
        TaggingCancelledError: If `cancelled` said so.
    """
    notice = ""
    if encoder is None and not words_only:
        encoder, notice = default_encoder()
    talk = library.small_talk() if small_talk is None else tuple(small_talk)
    codebook = read_codebook(framework, talk)
    nlp = cue_pipeline(codebook.codes)
    name = encoder.name if encoder else "words"
    file = kept_file(cache, codebook.digest, name, VERSION) if cache else None
    learnt = (load_learnt(file) if file else None) or load_learnt(
        kept_file(PREPARED, codebook.digest, name, VERSION)
    )
    if learnt is None:
        reader = framework_reader(codebook, encoder)
        learnt = _learn(codebook, reader, cache, Watch.of(progress, cancelled))
        if file:
            save_learnt(file, learnt)
    notice = " ".join(filter(None, (notice, _about_language(framework))))
    return Tagger(codebook, learnt, Reader(encoder, learnt.words, nlp), notice)


def framework_reader(codebook: Codebook, encoder: Encoder | None) -> Reader:
    """Return a reader whose word vectors are fitted on the codebook's texts."""
    words = fit_words([text.text for text in codebook.texts])
    return Reader(encoder, words, cue_pipeline(codebook.codes))


def read_framework_texts(
    codebook: Codebook, reader: Reader, cache: Path | None, watch: Watch
) -> Passages:
    """Return the codebook's texts as passages; their vectors are kept in the folder `cache`.

    Raises:
        TaggingCancelledError: If the watch said so; what was encoded until then is kept.
    """
    kept = FolderVectors(cache, reader.encoder.name) if cache and reader.encoder else None
    try:
        return reader.read([text.text for text in codebook.texts], kept=kept, watch=watch)
    finally:
        if kept:
            kept.save()


def default_encoder() -> tuple[Encoder | None, str]:
    """Return MiniLM and nothing to say, or no encoder and why not, in words for the researcher."""
    try:
        return minilm_encoder(), ""
    except EncoderError as error:
        return None, f"{error} Until then suggestions rest on words alone and are fewer and poorer."


def _about_language(framework: Framework) -> str:
    if framework.language.lower().startswith("en"):
        return ""
    return (
        f"The framework's language is {framework.language}; pre-tagging is made for English and "
        "will suggest little of use."
    )


def _learn(codebook: Codebook, reader: Reader, cache: Path | None, watch: Watch) -> Learnt:
    passages = read_framework_texts(codebook, reader, cache, watch)
    model = fit_code_model(codebook, passages.whole, range(len(codebook.texts)))
    vectors = passages.whole.astype(np.float16).astype(np.float32)
    calibration, curve = calibrate(codebook, passages)
    return Learnt(reader.words, model, calibration, vectors, curve)
