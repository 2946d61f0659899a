import hashlib
import socket

import numpy as np
import pytest

from coding.model import EvidenceKind
from coding.pretag import Limits, SegmentText, TaggingCancelledError, fit_tagger
from coding.pretag import tagger as tagger_module
from coding.pretag.codebook import read_codebook
from coding.pretag.encoder import MiniLM, unit_length
from coding.pretag.fitting import PREPARED
from coding.pretag.kept import kept_file
from coding.pretag.tagger import VERSION
from framework import library
from framework.model import Code, Dimension, DimensionValue, Framework, NearMiss, Theme

SMALL_TALK = (
    "Sorry, is that the kettle?",
    "I had a cheese roll on the train.",
    "Shall I sit here, by the window?",
    "It has rained since Tuesday.",
    "My sister breeds rabbits, big ones.",
    "Is the little red light on?",
)


class LetterEncoder:
    """Counts letters and words' beginnings: knows no meaning, but is quick and never changes."""

    name = "letters-1"

    def __init__(self):
        self.encoded = 0

    def encode(self, texts):
        self.encoded += len(texts)
        vectors = np.zeros((len(texts), 64))
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, hashlib.sha256(word[:4].encode()).digest()[0] % 64] += 1
        return unit_length(vectors)


class Shelf:
    """Keeps vectors as a study's store does."""

    def __init__(self):
        self.of_texts = {}

    def vectors(self, hashes, encoder):
        return {
            one: self.of_texts[encoder, one] for one in hashes if (encoder, one) in self.of_texts
        }

    def put_vectors(self, of_texts, encoder):
        self.of_texts |= {(encoder, one): vector for one, vector in of_texts.items()}


def lifts(**changes):
    """Return a framework about lifts: a code and its mirror, a third, and one never proposed."""
    codes = (
        Code(
            id="SONG",
            name="The lift sings",
            definition="The lift makes music and the riders like it.",
            include=("humming lift", "a song in the shaft"),
            examples=("The lift sang again and I sang along.", "It hummed a song all the way up."),
            near_misses=(NearMiss(text="The choir met beside the lift."),),
            cues=("sang again", "hummed"),
            counterpart="SILENCE",
            dimensions={"mood": "merry"},
        ),
        Code(
            id="SILENCE",
            name="The lift is silent",
            definition="The lift makes no music and the riders miss it.",
            include=("silent lift", "no song in the shaft"),
            examples=("The lift went quiet and I missed the song.", "No song all the way up."),
            dimensions={"mood": "glum"},
        ),
        Code(
            id="STUCK",
            name="Stuck between floors",
            definition="The lift stops where there is no door.",
            include=("halted between floors",),
            examples=("We got stuck between two floors for an hour.", "Doors shut, nothing moved."),
            cues=("got stuck",),
            dimensions={"mood": "glum"},
        ),
        Code(
            id="CONTEXT",
            name="About the house",
            definition="The house has nine floors and a porter.",
            examples=("The house has nine floors and a porter.",),
            suggest=False,
        ),
    )
    moods = tuple(DimensionValue(id=mood, name=mood.title()) for mood in ("merry", "glum"))
    whole = {
        "name": "Lifts",
        "dimensions": (Dimension(id="mood", name="Mood", values=moods),),
        "themes": (Theme(id="LIFT", name="Lifts", codes=codes),),
    }
    return Framework(**(whole | changes))


def said(*texts, codable=True, document_id="lift-1"):
    segments, start = [], 7
    for text in texts:
        segments.append(SegmentText(document_id, start, start + len(text), text, codable))
        start += len(text) + 2
    return segments


def fit(framework=None, **options):
    options = {"encoder": LetterEncoder(), "small_talk": SMALL_TALK} | options
    return fit_tagger(framework or lifts(), **options)


def code_ids(suggestions):
    return [suggestion.code_id for suggestion in suggestions]


def test_what_people_say_of_a_code_brings_the_code():
    (found,) = fit().suggest(said("We got stuck between the floors and nothing moved."))

    assert code_ids(found)[0] == "STUCK"
    assert 0 < found[0].score <= 1


def test_interviewers_and_small_talk_get_nothing():
    tagger = fit()

    asked = tagger.suggest(said("Did the lift sing again?", codable=False), all_codes=True)
    chatted = tagger.suggest(said("Sorry, is that the kettle?"))

    assert (asked, chatted) == (((),), ((),))


def test_a_code_that_shall_not_be_suggested_never_is():
    (found,) = fit().suggest(said("The house has nine floors and a porter."), all_codes=True)

    assert sorted(code_ids(found)) == ["SILENCE", "SONG", "STUCK"]


def test_at_most_so_many_codes_are_offered():
    eager = Limits(most=1, codable=0, least=0, times_chance=0, beside_best=0)

    (found,) = fit().suggest(said("The lift got stuck."), limits=eager)

    assert len(found) <= 1


def test_cues_in_evidence_point_at_the_words_in_the_document():
    document = "x" * 7 + "They said the lift sang again. It never got stuck."
    segments = [SegmentText("lift-1", 7, len(document), document[7:], True)]

    (found,) = fit().suggest(segments, all_codes=True)

    cues = {
        (evidence.kind, suggestion.code_id, document[evidence.start : evidence.end])
        for suggestion in found
        for evidence in suggestion.evidence
        if evidence.kind in {EvidenceKind.CUE, EvidenceKind.NEGATED_CUE}
    }
    assert cues == {
        (EvidenceKind.CUE, "SONG", "sang again"),
        (EvidenceKind.NEGATED_CUE, "STUCK", "got stuck"),
    }


def test_a_suggestion_shows_its_nearest_example_and_definition():
    (found,) = fit().suggest(said("We got stuck between two floors for an hour, us."))

    texts = {evidence.kind: evidence.text for evidence in found[0].evidence}
    assert texts[EvidenceKind.EXAMPLE] == "We got stuck between two floors for an hour."
    assert texts[EvidenceKind.DEFINITION] in {
        "The lift stops where there is no door.",
        "Stuck between floors: The lift stops where there is no door.",
        "The lift stops where there is no door. halted between floors",
        "halted between floors",
    }


def test_a_mirrored_code_that_scores_alike_is_named_on_both():
    codes = (
        Code(id="UP", name="Up", definition="The lift goes up.", counterpart="DOWN"),
        Code(id="DOWN", name="Down", definition="The lift goes down."),
    )
    shafts = Framework(name="Shafts", themes=(Theme(id="T", name="T", codes=codes),))

    (found,) = fit(shafts).suggest(said("The lift goes."), all_codes=True)

    twins = {
        suggestion.code_id: evidence.text
        for suggestion in found
        for evidence in suggestion.evidence
        if evidence.kind == EvidenceKind.TWIN
    }
    assert twins == {"UP": "DOWN", "DOWN": "UP"}


def test_the_same_words_get_the_same_suggestions():
    segments = said("The lift sang again.", "Then we got stuck.", "Is the little red light on?")

    assert fit().suggest(segments) == fit().suggest(segments)


def test_a_passage_leans_on_the_one_beside_it():
    tagger = fit()
    alone = tagger.rank(said("It went on."))
    beside = tagger.rank(said("It went on.", "We got stuck between two floors for an hour."))
    apart = tagger.rank(
        said("It went on.") + said("We got stuck between two floors.", document_id="lift-2")
    )
    stuck = alone.code_ids.index("STUCK")

    assert beside.scores[0, stuck] > alone.scores[0, stuck]
    assert apart.scores[0, stuck] == pytest.approx(alone.scores[0, stuck])


def test_what_was_learnt_is_read_again_and_not_learnt_again(tmp_path):
    first, second = LetterEncoder(), LetterEncoder()
    segments = said("The lift sang again and I sang along.")

    fresh = fit(encoder=first, cache=tmp_path).suggest(segments)
    again = fit(encoder=second, cache=tmp_path)

    assert first.encoded > 0
    assert second.encoded == 0
    assert again.suggest(segments) == fresh


def test_a_changed_code_costs_its_own_texts_only(tmp_path):
    first, second = LetterEncoder(), LetterEncoder()
    fit(encoder=first, cache=tmp_path)
    theme = lifts().themes[0]
    changed = theme.codes[2].model_copy(update={"definition": "It halts halfway."})
    themes = (theme.model_copy(update={"codes": (*theme.codes[:2], changed)}),)

    fit(lifts(themes=themes), encoder=second, cache=tmp_path)

    assert 0 < second.encoded <= 4 < first.encoded


def test_a_spoilt_file_is_learnt_anew(tmp_path):
    segments = said("The lift sang again.")
    before = fit(cache=tmp_path).suggest(segments)
    for file in tmp_path.glob("*.npz"):
        file.write_bytes(b"not an npz")

    assert fit(cache=tmp_path).suggest(segments) == before


def test_vectors_that_are_kept_are_not_made_again():
    tagger, shelf, encoder = fit(encoder=(encoder := LetterEncoder())), Shelf(), encoder
    segments = said("The lift sang again.", "The lift sang again.", "Then we got stuck.")
    tagger.suggest(segments, kept=shelf)
    made = encoder.encoded

    tagger.suggest(segments, kept=shelf)

    assert encoder.encoded == made
    assert len(shelf.of_texts) == 2


def test_stopping_stops_and_what_was_read_is_kept(monkeypatch):
    monkeypatch.setattr("coding.pretag.passages.TEXTS_AT_ONCE", 2)
    tagger, shelf = fit(), Shelf()
    segments = said(*(f"The lift sang {number} times." for number in range(9)))
    told = []

    with pytest.raises(TaggingCancelledError):
        tagger.suggest(
            segments,
            kept=shelf,
            progress=lambda done, total: told.append((done, total)),
            cancelled=lambda: len(told) >= 2,
        )

    assert len(shelf.of_texts) == 4
    assert told == [(2, 9), (4, 9)]


def test_progress_ends_at_the_number_of_codable_segments():
    told = []
    segments = said("The lift sang.", "It got stuck.") + said("And then?", codable=False)

    fit().suggest(segments, progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (2, 2)


def test_no_segments_give_no_suggestions():
    assert fit().suggest(()) == ()
    assert fit().suggest(said("And then?", codable=False)) == ((),)


def test_an_empty_text_is_no_obstacle():
    assert len(fit().suggest(said("", "🛗", "The lift sang again."), all_codes=True)) == 3


def test_a_framework_without_dimensions_examples_or_cues_works():
    codes = (Code(id="1", name="Singing lift"), Code(id="2", name="Broken stairs"))
    bare = Framework(name="Bare", themes=(Theme(id="T", name="T", codes=codes),))

    (found,) = fit(bare).suggest(said("Broken stairs, they were."), all_codes=True)

    assert code_ids(found) == ["2", "1"]


def test_a_framework_with_one_code_works():
    one = Framework(
        name="One", themes=(Theme(id="T", name="T", codes=(Code(id="1", name="Song"),)),)
    )

    (found,) = fit(one).suggest(said("A song."), all_codes=True)

    assert code_ids(found) == ["1"]


def test_without_the_right_model_words_take_over_and_say_so(monkeypatch, tmp_path):
    model = tmp_path / "model.onnx"
    model.write_bytes(b"something else")
    monkeypatch.setattr("coding.pretag.encoder._packaged_model", lambda: model)

    tagger = fit(encoder=None)

    assert "words" in tagger.name
    assert "minilm" not in tagger.name
    assert "sha256" in tagger.notice
    assert "pip install" in tagger.notice
    assert code_ids(tagger.suggest(said("We got stuck between two floors."))[0])[0] == "STUCK"


def test_a_framework_in_another_language_is_told_that_this_is_for_english():
    assert "English" in fit(lifts(language="cy")).notice
    assert fit(lifts(language="en-GB")).notice == ""


def test_with_the_model_nothing_is_opened_to_the_world(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)

    tagger = fit(encoder=None)
    (found,) = tagger.suggest(said("The elevator halted halfway up and we could not get out."))

    assert tagger.notice == ""
    assert "minilm-int8" in tagger.name
    assert code_ids(found)[0] == "STUCK"


def test_suggestions_name_tagger_version_and_encoder():
    (found,) = fit().suggest(said("We got stuck between two floors for an hour."))

    assert found[0].tagger == f"framework {VERSION} (letters-1 + words)"


def test_the_default_framework_was_learnt_as_it_now_is():
    """If this fails: python -m coding.pretag.prepare."""
    codebook = read_codebook(library.default_framework(), library.small_talk())

    file = kept_file(PREPARED, codebook.digest, MiniLM.name, tagger_module.VERSION)

    assert [found.name for found in PREPARED.glob("*.npz")] == [file.name]
