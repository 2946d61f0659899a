"""What the coding screen is told, and its token."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model import Act, Certainty, Coder, Evidence, EvidenceKind, Suggestion
from framework.model import Dimension, DimensionValue
from ui.reader.data import ReaderData, decision_json, reader_json
from ui.reader.wire import Author, read_batches
from ui.token import TokenError, claimed_study, pass_for, read_token, sign_pass

ODA = Coder("oda", "Oda")
SECRET = b"s" * 32
NOON = datetime(2026, 1, 31, 12, 30, tzinfo=UTC)


@pytest.fixture
def make_data(lift_framework, make_document, make_segments):
    def make(**more):
        document = make_document()
        data = ReaderData(
            study_id="study-1",
            coder=ODA,
            document=document,
            segments=make_segments(document),
            framework=lift_framework,
            framework_version=3,
            suggestions=(),
            decisions=(),
            token="t",
        )
        return replace(data, **more)

    return make


def test_the_data_are_plain_json(make_data, make_decision):
    cue = Evidence(EvidenceKind.CUE, "sang", 9, 13)
    suggestion = Suggestion("lift-1", 0, 20, "SONG", 0.81234, "coin 1", (cue,))

    told = reader_json(make_data(suggestions=(suggestion,), decisions=(make_decision(),)))

    assert json.loads(json.dumps(told)) == told
    assert told["suggestions"] == [[0, 20, "SONG", 0.8123, [["cue", "sang", 9, 13]]]]
    assert told["segments"] == [[0, 20, 0, 1, 1], [22, 42, 0, 1, 1]]
    assert told["framework"]["version"] == 3


def test_another_coders_decision_never_goes_out(make_data, make_decision):
    with pytest.raises(ValueError, match="own decisions"):
        reader_json(make_data(decisions=(make_decision(coder_id="per"),)))


def test_a_decision_on_another_document_never_goes_out(make_data, make_decision):
    with pytest.raises(ValueError, match="own decisions"):
        reader_json(make_data(decisions=(make_decision(document_id="lift-2"),)))


def test_a_suggestion_for_another_document_never_goes_out(make_data):
    foreign = Suggestion("lift-2", 0, 5, "SONG", 0.5, "coin 1")

    with pytest.raises(ValueError, match="own document"):
        reader_json(make_data(suggestions=(foreign,)))


def test_new_decisions_do_not_make_the_page_be_drawn_anew(make_data, make_decision):
    before, after = make_data(), make_data(decisions=(make_decision(),), place=12, token="new")

    assert reader_json(before)["rev"] == reader_json(after)["rev"]


@pytest.mark.parametrize(
    "change",
    [
        {"framework_version": 4},
        {"coder": Coder("per", "Per")},
        {"suggestions": (Suggestion("lift-1", 0, 20, "SONG", 0.5, "coin 1"),)},
        {"at": 7},
    ],
)
def test_another_basis_makes_the_page_be_drawn_anew(make_data, change):
    assert reader_json(make_data())["rev"] != reader_json(make_data(**change))["rev"]


def test_a_code_says_where_it_stands_on_the_dimensions(make_data, lift_framework):
    loud = DimensionValue(id="loud", name="loud")
    volume = Dimension(id="volume", name="Volume", values=(loud,))
    theme = lift_framework.themes[0].model_copy(update={"dimensions": {"volume": "loud"}})
    framework = lift_framework.model_copy(update={"dimensions": (volume,), "themes": (theme,)})

    told = reader_json(make_data(framework=framework))

    assert [code["where"] for code in told["framework"]["themes"][0]["codes"]] == ["loud", "loud"]


@pytest.mark.parametrize("act", list(Act))
def test_what_goes_out_comes_back_the_same(make_decision, act):
    code = None if act in (Act.FINISH, Act.REOPEN, Act.UNDO) else "SONG"
    made = make_decision(
        act=act,
        code_id=code,
        memo="Why?",
        certainty=Certainty.UNSURE,
        shown=True,
        score=0.25,
        was_start=1,
        was_end=2,
        undoes_client="w",
        undoes_seq=3,
    )
    body = json.dumps({"batches": [{"client": made.client, "ops": [decision_json(made)]}]})

    (back,), refused = read_batches(body.encode(), Author(made.coder_id, made.document_id))

    assert (back, refused) == (made, ())


def test_a_pass_comes_back_as_it_was_signed():
    granted = pass_for("study-1", "oda", "lift-1", now=NOON)
    token = sign_pass(granted, SECRET)

    assert read_token(token, SECRET, now=NOON) == granted
    assert claimed_study(token) == "study-1"


def test_within_an_hour_the_token_stays_the_same():
    tokens = {
        sign_pass(pass_for("s", "c", "d", now=NOON + timedelta(minutes=minutes)), SECRET)
        for minutes in (0, 10, 29)
    }

    assert len(tokens) == 1


def test_a_pass_outlasts_a_working_day_and_then_ends():
    token = sign_pass(pass_for("s", "c", "d", now=NOON), SECRET)

    assert read_token(token, SECRET, now=NOON + timedelta(hours=24))
    with pytest.raises(TokenError):
        read_token(token, SECRET, now=NOON + timedelta(hours=38))


@given(st.text(), st.text(), st.text(), st.integers(0, 10_000))
def test_a_token_with_one_character_changed_is_refused(study_id, coder_id, document_id, place):
    token = sign_pass(pass_for(study_id, coder_id, document_id, now=NOON), SECRET)
    place %= len(token)
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]

    with pytest.raises(TokenError):
        read_token(changed, SECRET, now=NOON)


@given(st.text())
def test_any_text_at_all_is_no_token(text):
    with pytest.raises(TokenError):
        read_token(text, SECRET, now=NOON)
