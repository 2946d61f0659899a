"""What the tagger makes of people's decisions."""

from datetime import UTC, datetime

import numpy as np
import pytest

from coding.model import Act, Decision, EvidenceKind, Segment
from coding.pretag import Basis, Judged, Limits, SegmentText, fit_tagger, judged_passages
from coding.pretag.expecting import expected_curve
from framework.model import Code, Framework, Theme
from tests.test_pretag_tagger import SMALL_TALK, LetterEncoder

NONSENSE = (
    ("The porter polished the brass buttons on floor {}.", "PORTER"),
    ("Somebody left a trombone in the lift on day {}.", "MUSIC"),
    ("The stairs creak like an old ship, all {} of them.", "STAIRS"),
    ("It rained {} times that week.", None),
)


def house():
    """Return a framework whose words nobody in the house uses."""
    codes = (
        Code(id="PORTER", name="Caretaking", definition="Somebody keeps the building."),
        Code(id="MUSIC", name="Harmony", definition="Melodies are heard."),
        Code(id="STAIRS", name="Climbing", definition="People go up on foot."),
    )
    return Framework(name="House", themes=(Theme(id="T", name="House", codes=codes),))


@pytest.fixture(scope="module")
def tagger():
    return fit_tagger(house(), encoder=LetterEncoder(), small_talk=SMALL_TALK)


def talk(document_id, count=28):
    """Return passages of one interview, and the code of each."""
    passages, codes, start = [], [], 0
    for number in range(count):
        form, code = NONSENSE[number % len(NONSENSE)]
        text = form.format(number)
        passages.append(SegmentText(document_id, start, start + len(text), text, True))
        codes.append(code)
        start += len(text) + 2
    return passages, codes


def judged(*document_ids, count=28):
    found = []
    for document_id in document_ids:
        for passage, code in zip(*talk(document_id, count), strict=True):
            found.append(Judged(passage, frozenset({code} if code else ())))
    return found


def right(tagger, document_id):
    passages, codes = talk(document_id)
    ranking = tagger.rank(passages)
    best = [ranking.code_ids[row.argmax()] for row in ranking.scores]
    return np.mean([one == code for one, code in zip(best, codes, strict=True) if code])


def test_decisions_make_suggestions_on_another_interview_right(tagger):
    learnt = tagger.learn(judged("P1", "P2", "P3"))

    assert right(learnt, "P4") == 1
    assert right(tagger, "P4") < 1
    assert set(learnt.lesson.code_ids) == {"PORTER", "MUSIC", "STAIRS"}
    assert (learnt.lesson.finished, learnt.lesson.codings) == (84, 63)


def test_what_bears_on_no_code_is_learnt_too(tagger):
    learnt = tagger.learn(judged("P1", "P2", "P3"))

    ranking = learnt.rank(talk("P4")[0])

    rain = np.array([code is None for code in talk("P4")[1]])
    assert ranking.codable[rain].max() < ranking.codable[~rain].min()


def test_few_decisions_change_nothing(tagger):
    learnt = tagger.learn(judged("P1", count=20))

    before, after = (one.rank(talk("P4")[0]) for one in (tagger, learnt))

    np.testing.assert_array_equal(before.scores, after.scores)
    assert learnt.lesson.finished == 0


def test_silence_on_an_unfinished_passage_teaches_nothing(tagger):
    open_ones = [Judged(one.segment, one.codes, finished=False) for one in judged("P1", "P2")]

    assert tagger.learn(open_ones).lesson.finished == 0


def test_the_same_decisions_teach_the_same_in_any_order_and_name_the_tagger(tagger):
    decisions = judged("P1", "P2")

    one, two = tagger.learn(decisions), tagger.learn(decisions[::-1])

    passages = talk("P4")[0]
    assert one.name == two.name
    assert "56 decisions" in one.name
    assert one.suggest(passages) == two.suggest(passages)
    assert tagger.learn(decisions[1:]).name != one.name


def test_decisions_that_contradict_each_other_leave_the_framework_in_charge(tagger):
    codes = ("PORTER", "MUSIC", "STAIRS", None)
    noise = np.random.default_rng(7).integers(0, 4, 84)
    decisions = [
        Judged(one.segment, frozenset({code} if (code := codes[n]) else ()))
        for one, n in zip(judged("P1", "P2", "P3"), noise, strict=True)
    ]

    learnt = tagger.learn(decisions)

    assert learnt.rank(talk("P4")[0]).scores.max() < 0.6


def test_a_code_never_wanted_for_such_things_is_not_suggested_for_them(tagger):
    passages, _ = talk("P4")
    strange = passages[1]
    before = tagger.rank(passages)
    music = before.code_ids.index("MUSIC")

    after = tagger.learn(
        [Judged(strange, never=frozenset({"MUSIC"}), finished=False)], among=passages
    ).rank(talk("P5")[0])

    assert after.scores[1, music] < 0.1 * before.scores[1, music]
    np.testing.assert_allclose(after.scores[0], before.scores[0], rtol=0.05)


def test_what_is_expected_rests_on_left_out_passages_once_there_are_enough(tagger):
    learnt = tagger.learn(judged("P1", "P2", "P3"))

    before, after = tagger.expected, learnt.expected

    assert before.basis is Basis.EXAMPLES
    assert (after.basis, after.tested) == (Basis.DECISIONS, 84)
    half = after.at(0.5)
    assert half.precision > 0.9
    assert half.recall > 0.9


def test_a_higher_threshold_never_offers_more():
    chances = np.random.default_rng(3).random((50, 6))

    curve = expected_curve(chances, chances > 0.7, basis=Basis.DECISIONS)

    counts = [point.per_passage for point in curve.points]
    recalls = [point.recall for point in curve.points]
    assert counts == sorted(counts, reverse=True)
    assert recalls == sorted(recalls, reverse=True)


def test_only_what_is_sure_enough_is_offered(tagger):
    learnt = tagger.learn(judged("P1", "P2", "P3"))

    found = learnt.suggest(talk("P4")[0], limits=Limits(threshold=0.6))

    scores = [suggestion.score for of_passage in found for suggestion in of_passage]
    assert scores
    assert min(scores) >= 0.6


def test_a_suggestion_names_the_confirmed_passage_that_it_is_like_and_its_place(tagger):
    learnt = tagger.learn(judged("P1", "P2", "P3"))

    found = learnt.suggest(talk("P4")[0])

    (like,) = [e for e in found[1][0].evidence if e.kind is EvidenceKind.CONFIRMED]
    assert like.document_id in {"P1", "P2", "P3"}
    assert "trombone" in like.text
    assert like.end - like.start == len(like.text)


def test_a_passage_is_no_reason_for_itself(tagger):
    learnt = tagger.learn(judged("P1", "P2"))

    found = learnt.suggest(talk("P1")[0], all_codes=True)

    for of_passage in found:
        for suggestion in of_passage:
            for reason in suggestion.evidence:
                own = (reason.document_id, reason.start) == ("P1", suggestion.start)
                assert not (reason.kind is EvidenceKind.CONFIRMED and own)


def test_of_a_log_only_finished_passages_are_learnt_from():
    text = "The lift sang. It stuck. So what?"
    spans = ((0, 14, True), (15, 24, True), (25, 33, False))
    segments = [Segment("L", n, s, e, n, ok) for n, (s, e, ok) in enumerate(spans, 1)]
    at = datetime(2026, 2, 3, tzinfo=UTC)
    log = [
        Decision("tab", 1, "ada", "L", Act.ADD, 1, at, start=2, end=9, code_id="MUSIC"),
        Decision("tab", 2, "ada", "L", Act.REJECT, 1, at, start=0, end=14, code_id="STAIRS"),
        Decision("tab", 3, "ada", "L", Act.FINISH, 1, at, start=0, end=14),
        Decision("tab", 4, "ada", "L", Act.ADD, 1, at, start=15, end=24, code_id="PORTER"),
    ]

    (one,) = judged_passages(segments, text, log)
    _, two = judged_passages(segments, text, log, never={2: frozenset({"MUSIC"})})

    assert (one.segment.text, one.codes, one.rejected, one.finished) == (
        "The lift sang.",
        {"MUSIC"},
        {"STAIRS"},
        True,
    )
    assert (two.never, two.finished) == ({"MUSIC"}, False)
