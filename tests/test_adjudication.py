"""Settling: what verdicts stand, what is still open, and the consensus with them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.adjudication import (
    Adjudication,
    Mark,
    Verdict,
    in_force,
    is_outdated,
    outcome_words,
    standing_adjudications,
)
from coding.agreement.ratings import finished_by_coder, ratings_from_codings
from coding.agreement.report import Conditions, RowKind
from coding.agreement.reporting import agreement_report
from coding.agreement.values import Statistic
from coding.consensus import Ground, charted_codings
from coding.decisions import standing_codings
from coding.model import Act, Coding, Segment
from coding.settling import Order, Stage, code_alphas, differences, queue, unsettled
from coding.summaries import coding_key
from framework.model import Code, Framework, Theme

WORDS = ("The lift sang again.", "It hums in the dark.", "My aunt counts owls.", "They sulk.")
TEXT = "\n\n".join(WORDS)
SPANS = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in WORDS]
NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def document(make_document):
    return make_document(TEXT)


SEGMENTS = tuple(
    Segment("lift-1", number, start, end, 0, True) for number, (start, end) in enumerate(SPANS, 1)
)


def coded(coder_id, passage, code_id="SONG", *, start=None, end=None):
    low, high = SPANS[passage]
    return Coding(
        coder_id, "lift-1", low if start is None else start, high if end is None else end,
        code_id, 1, False, None, "",
    )  # fmt: skip


def verdict(seq, passage, *codes, kind=None, basis=(), settles=("SONG",), **more):
    start, end = SPANS[passage]
    plain = {"client": "window", "adjudicator_id": "ulf", "document_id": "lift-1"}
    return Adjudication(
        seq=seq,
        verdict=kind or (Verdict.ALL if codes else Verdict.NONE),
        framework_version=1,
        made_at=NOON + timedelta(minutes=seq),
        start=start,
        end=end,
        code_ids=settles,
        marks=tuple(Mark(start, end, code) for code in codes),
        basis=frozenset(coding_key(coding) for coding in basis),
        **{**plain, **more},
    )


def taken_back(seq, target, **more):
    return Adjudication(
        **{"client": "window", "adjudicator_id": "ulf", "document_id": "lift-1", **more},
        seq=seq,
        verdict=Verdict.UNDO,
        framework_version=1,
        made_at=NOON,
        undoes_client="window",
        undoes_seq=target,
    )


def consensus(document, codings, *verdicts, coders=("oda", "per")):
    charted = charted_codings(
        [document],
        codings,
        whose=None,
        finished={document.id: coders},
        adjudications=verdicts,
    )
    return charted.sources[0], charted.stretches


def places(stretches):
    return [(s.start, s.end, s.code_id) for s in stretches]


def to_settle(document, codings, *verdicts, coders=("oda", "per"), **more):
    finished = {(coder, document.id): ((0, len(TEXT)),) for coder in coders}
    ratings = ratings_from_codings({document.id: TEXT}, SEGMENTS, codings, finished, coders)
    found = differences(document, ratings, codings)
    return queue(found, verdicts, codings, **more)


codings_made = st.lists(
    st.builds(
        coded,
        st.sampled_from(("oda", "per")),
        st.integers(0, 3),
        st.sampled_from(("SONG", "DARK")),
    ),
    unique=True,
    max_size=12,
)


def test_the_last_verdict_on_a_passage_stands():
    first, second, elsewhere = verdict(1, 0, "SONG"), verdict(2, 0), verdict(3, 1, "SONG")

    assert standing_adjudications([first, elsewhere, second]) == (elsewhere, second)


def test_a_verdict_taken_back_uncovers_the_one_before():
    first, second = verdict(1, 0, "SONG"), verdict(2, 0)

    assert standing_adjudications([first, second, taken_back(3, 2)]) == (first,)
    assert standing_adjudications([first, taken_back(3, 1)]) == ()


def test_taking_back_what_was_taken_back_is_a_redo():
    first = verdict(1, 0, "SONG")

    assert in_force([first, taken_back(2, 1), taken_back(3, 2)]) == (first,)


def test_nobody_takes_back_anothers_verdict():
    first = verdict(1, 0, "SONG")

    assert in_force([first, taken_back(2, 1, adjudicator_id="ada")]) == (first,)
    assert in_force([first, taken_back(2, 1, document_id="lift-2")]) == (first,)


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(1, 12)), max_size=12))
def test_a_log_read_twice_leaves_the_same(acts):
    log = [
        taken_back(seq, target) if undo else verdict(seq, passage, "SONG")
        for seq, (passage, undo, target) in enumerate(acts, 1)
    ]

    assert standing_adjudications([*log, *log]) == standing_adjudications(log)
    assert len({one.place for one in standing_adjudications(log)}) == len(
        standing_adjudications(log)
    )


def test_a_verdict_is_outdated_once_its_codings_change_but_not_their_memos():
    coding = coded("oda", 0)
    settled = verdict(1, 0, basis=[coding])

    assert not is_outdated(settled, [replace(coding, memo="on second thoughts")])
    assert is_outdated(settled, [])
    assert is_outdated(settled, [coding, coded("per", 0, "DARK")])


def test_what_stands_is_said_in_a_few_words():
    assert outcome_words(verdict(1, 0, "SONG", "DARK", "SONG")) == "SONG, DARK"
    assert outcome_words(verdict(1, 0)) == "no code"
    assert outcome_words(verdict(1, 0, kind=Verdict.ASIDE)) == "set aside"


def test_the_queue_holds_what_coders_differ_on_with_what_they_share(document):
    codings = [coded("oda", 0), coded("oda", 0, "DARK"), coded("per", 0, "DARK"), coded("per", 2)]

    first, second = to_settle(document, codings)

    assert (first.code_ids, first.shared, first.stage) == (("SONG",), ("DARK",), Stage.OPEN)
    assert (second.place, second.code_ids) == (("lift-1", *SPANS[2]), ("SONG",))
    assert first.codings == tuple(sorted(codings[:3], key=lambda c: (c.code_id, c.coder_id)))


def test_one_code_on_different_words_of_a_passage_is_a_difference_too(document):
    low, high = SPANS[0]
    codings = [coded("oda", 0, end=low + 8), coded("per", 0, start=low + 9)]

    (found,) = to_settle(document, codings)

    assert (found.code_ids, found.apart, found.coder_ids) == (("SONG",), ("SONG",), ("oda", "per"))
    assert not to_settle(document, [codings[0], coded("per", 0)])
    assert high > low + 9


def test_settled_set_aside_and_changed_passages_say_so(document):
    codings = [coded("oda", passage) for passage in range(4)]
    found = to_settle(
        document,
        codings,
        verdict(1, 0, "SONG", basis=codings[:1]),
        verdict(2, 1, kind=Verdict.ASIDE, basis=codings[1:2]),
        verdict(3, 2, "SONG", basis=[coded("per", 2)]),
    )

    stages = [passage.stage for passage in found]
    assert stages == [Stage.SETTLED, Stage.ASIDE, Stage.CHANGED, Stage.OPEN]
    assert [passage.start for passage in unsettled(found)] == [s for s, _ in SPANS[1:]]


def test_a_settled_passage_stays_in_the_list_when_coders_come_round(document):
    before = [coded("oda", 0)]
    now = [coded("oda", 0), coded("per", 0)]
    agreed, against = verdict(1, 0, "SONG", basis=before), verdict(1, 0, basis=before)

    assert [passage.stage for passage in to_settle(document, now, agreed)] == [Stage.SETTLED]
    assert [passage.stage for passage in to_settle(document, now, against)] == [Stage.CHANGED]
    assert not to_settle(document, now, agreed)[0].contested
    assert to_settle(document, before)[0].contested


def test_the_queue_goes_by_document_by_code_or_by_the_worst_figure(document):
    codings = [coded("oda", 0, "SONG"), coded("oda", 1, "DARK"), coded("oda", 2, "OWLS")]
    figures = {"SONG": 0.4, "DARK": None, "OWLS": 0.1}

    def order(by):
        passages = to_settle(document, codings, order=by, figures=figures)
        return [passage.code_ids[0] for passage in passages]

    assert order(Order.DOCUMENT) == ["SONG", "DARK", "OWLS"]
    assert order(Order.CODE) == ["DARK", "OWLS", "SONG"]
    assert order(Order.FIGURE) == ["OWLS", "SONG", "DARK"]


@given(codings_made)
def test_the_figure_that_sorts_the_list_is_the_alpha_of_the_agreement_page(codings):
    finished = {(coder, "lift-1"): ((0, len(TEXT)),) for coder in ("oda", "per")}
    ratings = ratings_from_codings({"lift-1": TEXT}, SEGMENTS, codings, finished, ("oda", "per"))
    codes = tuple(Code(id=code, name=code) for code in ("SONG", "DARK"))
    framework = Framework(name="Lifts", themes=(Theme(id="NOISE", name="Noise", codes=codes),))
    report = agreement_report(ratings, framework, conditions=Conditions(), times=0)

    for row in report.rows_of(RowKind.CODE):
        ours, theirs = code_alphas(ratings.units), row.result(Statistic.KRIPPENDORFF_ALPHA)
        assert ours.get(row.id) == (theirs.value and pytest.approx(theirs.value))


def test_the_consensus_is_what_all_share_and_the_verdicts(document):
    codings = [coded("oda", 0), coded("per", 0), coded("oda", 1), coded("per", 2)]

    source, stretches = consensus(document, codings, verdict(1, 1, "SONG"), verdict(2, 2))

    assert places(stretches) == [(*SPANS[0], "SONG"), (*SPANS[1], "SONG")]
    assert stretches[1].codings == (codings[2],)
    assert (source.ground, source.settled, source.not_shared) == (Ground.SETTLED, 2, 1)
    assert source.finished


def test_a_verdict_takes_away_only_the_codes_that_it_settles(document):
    codings = [coded(who, 0, code) for who in ("oda", "per") for code in ("SONG", "DARK")]

    _, stretches = consensus(document, codings, verdict(1, 0, settles=("SONG",)))

    assert places(stretches) == [(*SPANS[0], "DARK")]


def test_a_code_that_only_the_adjudicator_found_rests_on_their_word(document):
    found = verdict(1, 3, "OWLS", kind=Verdict.CODE, reason="Owls, plainly.")

    _, (stretch,) = consensus(document, [coded("oda", 3)], found)

    (own,) = stretch.codings
    assert (own.coder_id, own.code_id, own.memo) == ("ulf", "OWLS", "Owls, plainly.")


def test_what_was_set_aside_changes_nothing(document):
    codings = [coded("oda", 0), coded("per", 0)]

    source, stretches = consensus(document, codings, verdict(1, 0, kind=Verdict.ASIDE))

    assert source.ground is Ground.SHARED
    assert places(stretches) == [(*SPANS[0], "SONG")]


def test_a_verdict_goes_on_from_the_coding_that_it_continues(document):
    long = coded("oda", 0, end=SPANS[1][1])
    codings = [long, coded("per", 0)]

    _, stretches = consensus(document, codings, verdict(1, 1, "SONG"))

    assert places(stretches) == [(0, SPANS[1][1], "SONG")]
    assert stretches[0].codings == (long, codings[1])


def test_verdicts_count_in_the_consensus_of_what_several_finished_only(document):
    codings = [coded("oda", 0)]

    source, stretches = consensus(document, codings, verdict(1, 0), coders=("oda",))

    assert (source.ground, places(stretches)) == (Ground.ONE_FINISHED, [(*SPANS[0], "SONG")])


@given(codings_made, st.data())
def test_settling_every_difference_leaves_exactly_what_was_decided(codings, data):
    document = _document()
    open_ones = to_settle(document, codings)
    verdicts = []
    for seq, passage in enumerate(open_ones, 1):
        start, end = passage.start, passage.end
        stands = data.draw(st.sets(st.sampled_from(passage.code_ids)))
        number = SPANS.index((start, end))
        act = verdict(seq, number, *sorted(stands), settles=passage.code_ids)
        verdicts.append(replace(act, basis=frozenset(coding_key(c) for c in passage.codings)))
    before = codings.copy()

    _, stretches = consensus(document, codings, *verdicts)

    wanted = {(m.start, m.end, m.code_id) for v in verdicts for m in v.marks}
    for start, end in SPANS:
        given = [
            {c.code_id for c in codings if c.coder_id == who and c.start == start}
            for who in ("oda", "per")
        ]
        wanted |= {(start, end, code) for code in given[0] & given[1]}
    assert set(places(stretches)) == wanted
    assert codings == before
    assert unsettled(to_settle(document, codings, *verdicts)) == ()


def _document():
    from coding.model import Document, Role, Turn

    turn = Turn("Oda", Role.PARTICIPANT, 0, len(TEXT), None, None)
    return Document("lift-1", "Lift", TEXT, (turn,), (0,), "prefix", "l.txt", "f", "t")


def test_differences_come_from_the_decisions_of_those_who_finished(document, make_decision):
    decisions = [
        make_decision(1, coder_id="oda"),
        make_decision(2, Act.FINISH, coder_id="oda", end=len(TEXT)),
        make_decision(3, Act.FINISH, coder_id="per", end=len(TEXT), client="other"),
    ]

    codings, finished = standing_codings(decisions), finished_by_coder(decisions)
    ratings = ratings_from_codings({document.id: TEXT}, SEGMENTS, codings, finished, ("oda", "per"))
    found = differences(document, ratings, codings)

    assert [(one.code_id, one.with_code, one.without_code) for one in found] == [
        ("SONG", ("oda",), ("per",))
    ]
