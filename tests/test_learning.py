"""What suggestions learn from decisions: whose, what it changes, and what stays as it was."""

from datetime import UTC, datetime

import pytest

from coding.governance import Muting
from coding.lessons import (
    LEAST_KEPT,
    LessonNote,
    difference,
    lesson_json,
    read_lesson,
    renewed,
    sure_enough,
)
from coding.model import Act, Evidence, EvidenceKind, Suggestion
from coding.nevers import NeverLike
from coding.pretag.expecting import Basis, Curve, Expectation
from coding.store import Kind, StoreError
from framework.model import Code, Framework, Theme
from framework.writing import framework_yaml
from ui.learning import learn_for, lessons_from, settled_passages
from ui.learningstart import is_due
from ui.pretagging import pretag_study
from ui.studies import create_study
from ui.suggested import BY_HAND, MUTED, THRESHOLD, offering, suggested_to, work_in_sight

HUM = "The lift hums a low song at night and the walls sing with it."
LAMP = "Somebody took the lamp, so the stairs are black and we feel our way down."
TEA = "My cousin brought a very large cheese on the Tuesday train."


def suggestion(number=0, code="SONG", score=0.5, evidence=()):
    return Suggestion("d", 10 * number, 10 * number + 9, code, score, "ear 1", evidence)


def odd_framework():
    songs = Code(
        id="SONG",
        name="Singing machines",
        definition="A machine or a building sings, hums or whistles.",
        include=["lifts that hum", "pipes that whistle"],
        examples=["The boiler sang all winter.", "Our fridge whistles a waltz."],
    )
    dark = Code(
        id="DARK",
        name="Darkness",
        definition="It is dark because a light is missing.",
        include=["no lamp on the stairs", "feeling the way in the dark"],
        examples=["They never put the bulb back.", "I count the steps, it is so black."],
    )
    return Framework(name="Lifts", themes=(Theme(id="ODD", name="Odd", codes=(songs, dark)),))


@pytest.fixture
def study(home, tmp_path, make_document, make_segments):
    """Two interviews of sixty passages and two coders; suggestions are not made yet."""
    framework = odd_framework()
    store = create_study(
        "Lifts", framework_yaml(framework), path=tmp_path / "l.betweenlines", source="made here"
    )
    for key in ("north", "south"):
        parts = [f"{(HUM, LAMP, TEA)[n % 3]} ({key} {n})" for n in range(60)]
        document = make_document("\n\n".join(parts), document_id=key, name=key)
        store.add_document(document, make_segments(document), case_name=key)
    store.add_coder("Oda")
    store.add_coder("Per")
    return store


@pytest.fixture
def code_all(study, make_decision):
    def code(name, key, upto=60):
        coder = next(one for one in study.coders() if one.name == name)
        acts, seq = [], 1
        for segment in study.segments(key)[:upto]:
            kind = (segment.number - 1) % 3
            place = {"start": segment.start, "end": segment.end}
            if kind < 2:
                code_id = ("SONG", "DARK")[kind]
                acts.append((Act.ADD, {"code_id": code_id, **place}))
            acts.append((Act.FINISH, {"code_id": None, **place}))
        decisions = []
        for seq, (act, more) in enumerate(acts, 1):
            decisions.append(
                make_decision(
                    seq, act, coder_id=coder.id, client=f"{name} {key}", document_id=key, **more
                )
            )
        study.record(decisions)
        return coder.id

    return code


def never(coder_id, start=0, end=10, code="SONG", key="north", name="n1"):
    return NeverLike(name, coder_id, key, start, end, code, datetime(2031, 5, 4, tzinfo=UTC))


def coder_ids(store):
    return tuple(coder.id for coder in store.coders())


def test_a_lesson_comes_back_as_it_was_kept():
    curve = Curve((Expectation(0.2, 0.5, None, 0.3),), Basis.DECISIONS, 41)
    mute = Muting("SONG", True, False, "1 of 9")
    note = LessonNote("ear 2", 3, 0.15, curve, 41, 33, 2, ("DARK",), 5, 6, (mute,))

    assert read_lesson(lesson_json(note)) == note


def test_a_twin_is_shown_beside_the_code_that_scores_alike_though_it_is_less_likely():
    twin = Evidence(EvidenceKind.TWIN, "DARK")
    offers = (suggestion(0, "SONG", 0.3, (twin,)), suggestion(0, "DARK", 0.25))
    alone = suggestion(1, "DARK", 0.25)

    assert sure_enough((*offers, alone), 0.3) == offers


def test_no_suggestion_of_a_muted_code_is_shown():
    assert sure_enough([suggestion(0), suggestion(1, "DARK")], 0.0, {"SONG"}) == (
        suggestion(1, "DARK"),
    )


def test_new_suggestions_replace_old_ones_but_where_somebody_has_decided():
    old = [suggestion(0), suggestion(1), suggestion(2)]
    new = [suggestion(0, "DARK"), suggestion(1, "DARK")]

    found = renewed(old, new, {(10, 19)})

    assert found == (suggestion(0, "DARK"), suggestion(1))
    assert difference(old, found) == (1, 2)


def test_what_is_learnt_from_is_ones_own_until_the_interview_is_open(study, code_all):
    oda, per = coder_ids(study)
    code_all("Oda", "north", upto=59)
    code_all("Per", "north")
    before, _ = lessons_from(study, work_in_sight(study, oda))
    theirs, _ = lessons_from(study, work_in_sight(study, per))

    assert (len(before), len(theirs)) == (59, 60)
    code_all("Oda", "south")
    own, _ = lessons_from(study, work_in_sight(study, per))
    assert {one.segment.document_id for one in own} == {"north"}


def test_an_open_interview_teaches_with_all_its_coders(study, code_all):
    oda, _ = coder_ids(study)
    code_all("Oda", "north")
    code_all("Per", "north")

    judged, among = lessons_from(study, work_in_sight(study, oda))

    assert (len(judged), len(among)) == (120, 60)


def test_one_coders_decisions_change_nothing_for_another(study, code_all):
    oda, per = coder_ids(study)
    pretag_study(study)
    before = study.suggestions("south")
    code_all("Oda", "north")
    lesson = learn_for(study, oda)

    assert lesson.finished == 60
    assert "60 decisions" in study.suggestions("south", coder_id=oda)[0].tagger
    assert study.suggestions("south", coder_id=per) == study.suggestions("south") == before
    assert study.newest_lesson(per) is None


def test_suggestions_of_decided_passages_stay_as_they_were(study, code_all):
    oda, _ = coder_ids(study)
    pretag_study(study)
    code_all("Oda", "north", upto=50)
    last_done = study.segments("north")[49].end
    before = [one for one in study.suggestions("north") if one.end <= last_done]

    learn_for(study, oda)

    after = study.suggestions("north", coder_id=oda)
    plain = [(one.start, one.code_id, one.score) for one in after if one.end <= last_done]
    assert plain == [(one.start, one.code_id, one.score) for one in before]


def test_it_is_time_to_learn_after_enough_decisions_and_not_before(study, code_all):
    pretag_study(study)
    oda = code_all("Oda", "north", upto=38)
    assert not is_due(study, oda)
    oda = code_all("Oda", "south", upto=10)
    assert is_due(study, oda)
    learn_for(study, oda)
    assert not is_due(study, oda)


def test_never_like_this_is_learnt_at_once_and_can_be_taken_back(study):
    oda, per = coder_ids(study)
    pretag_study(study)
    assert any(one.code_id == "SONG" for one in study.suggestions("south"))
    first = study.segments("north")[0]
    study.never_suggest(never(oda, first.start, first.end))
    study.never_suggest(never(oda, first.start, first.end))

    assert is_due(study, oda)
    lesson = learn_for(study, oda)
    assert (lesson.never, lesson.finished) == (1, 0)
    songs = [s for s in study.suggestions("south", coder_id=oda) if s.code_id == "SONG"]
    plain = [s for s in study.suggestions("south") if s.code_id == "SONG"]
    assert sum(one.score for one in songs) < 0.5 * sum(one.score for one in plain)

    with pytest.raises(StoreError):
        study.suggest_again("n1", coder_id=per)
    study.suggest_again("n1", coder_id=oda)
    assert study.nevers() == ()
    assert learn_for(study, oda).never == 0


def test_what_a_coder_learns_and_never_wants_is_hidden_from_the_others_log(study):
    oda, per = coder_ids(study)
    pretag_study(study)
    study.never_suggest(never(oda))
    learn_for(study, oda)

    kinds = [Kind.NEVER_LIKE, Kind.SUGGESTIONS_LEARNT]
    assert len(study.log(viewer_id=oda, kinds=kinds)) == 2
    assert study.log(viewer_id=per, kinds=kinds) == ()


def test_the_slider_and_what_is_muted_by_hand_hold_at_once(study):
    oda, _ = coder_ids(study)
    pretag_study(study)
    study.change_setting(THRESHOLD, "0.05", coder_id=oda)
    plan, segments = study.plan(), study.segments("south")
    many = suggested_to(study, "south", oda, plan, segments)
    study.change_setting(THRESHOLD, "0.6", coder_id=oda)
    few = suggested_to(study, "south", oda, plan, segments)
    study.change_setting(f"{BY_HAND}SONG", MUTED, coder_id=oda)
    none = suggested_to(study, "south", oda, plan, segments)

    assert len(many) > len(few)
    assert all(one.score >= LEAST_KEPT for one in many)
    assert "SONG" not in {one.code_id for one in none}
    assert offering(study, oda).muted["SONG"].by_hand


def test_settled_are_finished_passages_and_those_with_a_decision(study, make_decision):
    first, second, *_ = study.segments("north")
    text = study.document("north").text
    acts = [
        make_decision(1, Act.REJECT, document_id="north", start=first.start, end=first.end),
        make_decision(2, Act.FINISH, document_id="north", start=second.start, end=second.end),
    ]

    assert settled_passages(acts, study.segments("north"), text) == {
        (first.start, first.end),
        (second.start, second.end),
    }
