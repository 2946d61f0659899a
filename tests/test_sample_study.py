"""The invented sample study says what it is, can be read, and fits the default framework."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from coding.model import Certainty, Document, Role, Transcript
from coding.transcripts import freeze_document, read_transcript, with_roles
from framework.library import default_framework, starter_frameworks

SAMPLE = Path(__file__).parent.parent / "transcripts_sample"
STUDY: dict[str, Any] = yaml.safe_load((SAMPLE / "study.yaml").read_text(encoding="utf-8"))
FILES = {entry["case"]: entry for entry in STUDY["files"]}
CODED = ("T01", "P01")


@cache
def transcript(file_name: str) -> Transcript:
    return read_transcript((SAMPLE / file_name).read_bytes(), file_name=file_name)


@cache
def document(case: str) -> Document:
    entry = FILES[case]
    roles = {name: (name, Role(role)) for name, role in entry["speakers"].items()}
    confirmed = with_roles(transcript(entry["file"]), roles)
    return freeze_document(confirmed, document_id=case, name=case, file_name=entry["file"])


@cache
def rows(file_name: str) -> tuple[dict[str, str], ...]:
    with (SAMPLE / file_name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def participants_say(case: str) -> list[str]:
    found = document(case)
    return [found.text[t.start : t.end] for t in found.turns if t.role is Role.PARTICIPANT]


def place(row: dict[str, str]) -> tuple[int, int]:
    start = document(row["document"]).text.index(row["quote"])
    return start, start + len(row["quote"])


def test_the_sample_says_that_it_is_invented() -> None:
    assert "**invented**" in (SAMPLE / "README.md").read_text(encoding="utf-8")


def test_every_interview_of_the_folder_is_in_the_study_and_described_in_the_readme() -> None:
    suffixes = {".docx", ".srt", ".txt", ".vtt"}
    lying = {path.name for path in SAMPLE.iterdir() if path.suffix in suffixes}
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")

    assert lying == {entry["file"] for entry in STUDY["files"]}
    assert all(f"`{name}`" in readme for name in lying)


def test_the_study_names_a_framework_that_comes_with_the_program() -> None:
    assert STUDY["framework"] in {starter.id for starter in starter_frameworks()}


@pytest.mark.parametrize("case", sorted(FILES))
def test_an_interview_is_recognised_with_the_layout_and_speakers_that_the_study_names(
    case: str,
) -> None:
    entry = FILES[case]
    read = transcript(entry["file"])

    assert read.layout == entry["layout"]
    assert {turn.speaker for turn in read.turns} == set(entry["speakers"])
    assert entry["speakers"][entry["interviewer"]] == Role.INTERVIEWER
    assert read.turns[0].speaker == entry["interviewer"]


@pytest.mark.parametrize("case", sorted(FILES))
def test_a_role_that_is_guessed_is_the_one_that_the_study_names(case: str) -> None:
    entry = FILES[case]
    guessed = {(t.speaker, t.role) for t in transcript(entry["file"]).turns if t.role}

    assert guessed <= {(name, Role(role)) for name, role in entry["speakers"].items()}


@pytest.mark.parametrize("case", sorted(FILES))
def test_an_interview_has_1500_to_3000_words_and_most_are_the_participants(case: str) -> None:
    words = len(document(case).text.split())
    own = sum(len(said.split()) for said in participants_say(case))

    assert 1500 <= words <= 3000
    assert own > 0.7 * words


def test_every_case_has_one_interview_and_a_value_for_every_attribute() -> None:
    cases = rows("cases.csv")

    assert sorted(row["case"] for row in cases) == sorted(FILES)
    assert all(value for row in cases for value in row.values())


@pytest.mark.parametrize("case", CODED)
def test_a_coded_passage_stands_once_in_its_document_inside_one_turn_of_the_participant(
    case: str,
) -> None:
    text = document(case).text
    said = participants_say(case)

    for row in (row for row in rows("codings.csv") if row["document"] == case):
        quote = row["quote"]
        assert text.count(quote) == 1
        assert any(quote in turn for turn in said)
        assert quote == quote.strip()


def test_codings_use_codes_of_the_framework_and_words_that_the_program_knows() -> None:
    known = default_framework().code_by_id

    for row in rows("codings.csv"):
        assert row["code"] in known
        assert row["coder"] in STUDY["coders"]
        assert row["origin"] in {"accepted", "added"}
        assert row["certainty"] in {"", *Certainty}
        assert row["origin"] == "added" or known[row["code"]].suggest


def test_no_coder_codes_the_same_passage_twice_with_the_same_code() -> None:
    keys = [(r["document"], r["coder"], *place(r), r["code"]) for r in rows("codings.csv")]

    assert len(keys) == len(set(keys))


def test_a_possible_new_code_carries_a_memo() -> None:
    new = [row for row in rows("codings.csv") if row["code"] == "X.NEW"]

    assert new
    assert all(row["memo"] for row in new)


@pytest.mark.parametrize("case", CODED)
def test_each_coder_has_35_to_60_codings_and_leaves_a_third_of_the_talk_uncoded(case: str) -> None:
    said = sum(map(len, participants_say(case)))
    covered: set[int] = set()
    for coder in STUDY["coders"]:
        own = [r for r in rows("codings.csv") if (r["document"], r["coder"]) == (case, coder)]
        covered.update(offset for row in own for offset in range(*place(row)))

        assert 35 <= len(own) <= 60

    assert len(covered) < 0.67 * said


@pytest.mark.parametrize("case", CODED)
def test_the_two_coders_meet_in_six_to_seven_tenths_of_their_codings(case: str) -> None:
    first, second = (
        [(r["code"], *place(r)) for r in rows("codings.csv") if r["coder"] == coder]
        for coder in STUDY["coders"]
    )
    meets = [
        any(code == other and start < b and a < end for other, a, b in second)
        for code, start, end in first
    ]

    assert 0.6 <= sum(meets) / len(meets) <= 0.7


def test_a_summary_rests_on_passages_that_its_coder_gave_its_code() -> None:
    codings = {(r["document"], r["coder"], r["code"], r["quote"]) for r in rows("codings.csv")}

    for row in rows("summaries.csv"):
        assert row["text"]
        for quote in row["quotes"].split(" || "):
            assert (row["case"], row["coder"], row["code"], quote) in codings


def test_what_is_written_beside_the_matrix_names_codes_cases_and_coders_of_the_study() -> None:
    charting = yaml.safe_load((SAMPLE / "charting.yaml").read_text(encoding="utf-8"))
    framework = default_framework()
    themes = {theme.id for theme in framework.themes}
    asked = {one for question in charting["topic_guide"] for one in question["bears_on"]}

    assert asked == themes - {"X"}
    assert {one["coder"] for key in ("summaries", "negative_cases") for one in charting[key]} <= {
        *STUDY["coders"]
    }
    assert {one["about"] for one in charting["summaries"]} <= {*CODED, *framework.code_by_id}
    assert {(one["case"], one["code"]) for one in charting["negative_cases"]} <= {
        (row["document"], row["code"]) for row in rows("codings.csv")
    }


def test_the_other_study_has_a_short_interview_that_can_be_read() -> None:
    read = transcript("return_to_work/R01.txt")
    words = sum(len(turn.text.split()) for turn in read.turns)

    assert read.layout == "labels"
    assert {turn.role for turn in read.turns} == {Role.INTERVIEWER, Role.PARTICIPANT}
    assert 600 <= words <= 900
