"""`betweenlines suggest`: transcripts and tables, in order, with reasons, or silence."""

import json

import pytest

from tests.conftest import ODD_HOUSES


@pytest.fixture
def suggest(betweenlines, tmp_path):
    """Suggest for a file of these contents; return the status, the answer and what was told."""

    def run(contents, *more, name="rows.csv"):
        file = tmp_path / name
        file.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        status, said, told = betweenlines(
            "suggest", file, "--framework", ODD_HOUSES, "--json", *more
        )
        return status, json.loads(said) if said else None, told

    return run


def codes(answer):
    return [[one["code"] for one in row["suggestions"]] for row in answer["segments"]]


def test_rows_come_back_in_order_in_exactly_the_promised_shape(suggest):
    status, answer, _ = suggest("text\nThe lift sang again.\nThe lift sang twice.\n")

    assert status == 0
    assert list(answer) == ["framework", "tagger", "segments"]
    assert answer["framework"] == "Odd houses"
    assert [list(row) for row in answer["segments"]] == [
        ["row", "text", "codable", "suggestions"]
    ] * 2
    assert [row["row"] for row in answer["segments"]] == [1, 2]
    assert answer["segments"][1]["text"] == "The lift sang twice."
    best = answer["segments"][0]["suggestions"][0]
    assert list(best) == ["code", "score", "probability", "evidence"]
    assert best["probability"] == best["score"]
    assert 0 < answer["segments"][0]["codable"] < 1
    assert best["code"] == "M1"
    assert 0 <= best["score"] <= 1
    assert all(list(reason) == ["kind", "text", "start", "end"] for reason in best["evidence"])


def test_words_given_as_a_reason_stand_at_their_offsets_in_the_row(suggest):
    text = "On Tuesday, I tell you, the lift sang again."

    _, answer, _ = suggest(f'text\n"{text}"\n')

    best = answer["segments"][0]["suggestions"][0]
    cue = next(reason for reason in best["evidence"] if reason["kind"] == "cue")
    assert text[cue["start"] : cue["end"]].casefold() == cue["text"].casefold()


@pytest.mark.parametrize("column", ["role", "speaker_role", "Role"])
def test_interviewers_rows_get_nothing(suggest, column):
    table = (
        f"transcript,segment,{column},text\n"
        "P07,1,interviewer,The lift sang again.\n"
        "P07,2,participant,The lift sang again.\n"
    )

    _, answer, _ = suggest(table, "--all")

    assert answer["segments"][0]["suggestions"] == []
    assert answer["segments"][1]["suggestions"] != []


def test_all_ranks_every_code_that_may_be_suggested(suggest):
    _, answer, _ = suggest("text\nThe goat wiped its feet.\n", "--all")

    scores = [one["score"] for one in answer["segments"][0]["suggestions"]]
    assert codes(answer)[0][0] == "A1"
    assert sorted(codes(answer)[0]) == ["A1", "M1", "M2"]
    assert scores == sorted(scores, reverse=True)


def test_silence_is_an_empty_list(suggest):
    _, answer, _ = suggest('text\n"Yes. Mm."\n""\n')

    assert codes(answer) == [[], []]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_table_may_be_parted_by_comma_semicolon_or_tab(suggest, mark):
    table = f'role{mark}text\nparticipant{mark}"The lift{mark} it sang again."\n'

    _, answer, _ = suggest(b"\xef\xbb\xbf" + table.encode())

    assert answer["segments"][0]["text"] == f"The lift{mark} it sang again."
    assert codes(answer)[0][0] == "M1"


def test_line_ends_inside_a_quoted_row_do_not_part_it(suggest):
    _, answer, _ = suggest('text\r\n"The lift\nsang again."\r\nThe goat.\r\n')

    assert [row["row"] for row in answer["segments"]] == [1, 2]


@pytest.mark.parametrize("table", ["words\nThe lift sang zarquon.\n", "", "\n\n"])
def test_a_table_without_a_text_column_is_refused(suggest, table):
    status, answer, told = suggest(table)

    assert (status, answer) == (1, None)
    assert told.startswith("betweenlines suggest: rows.csv")
    assert "zarquon" not in told


def test_a_table_of_no_rows_has_no_segments(suggest):
    status, answer, _ = suggest("text\n")

    assert (status, answer["segments"]) == (0, [])


def test_a_transcripts_segments_are_the_rows(suggest):
    talk = "INT: And what did the lift do?\nP07: The lift sang again all the way up.\n"

    status, answer, _ = suggest(talk, "--all", name="P07.txt")

    assert status == 0
    assert [row["text"] for row in answer["segments"]] == [
        "And what did the lift do?",
        "The lift sang again all the way up.",
    ]
    assert codes(answer)[0] == []
    assert codes(answer)[1][0] == "M1"


def test_without_json_a_person_can_read_it(betweenlines, tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text("text\nThe lift sang again.\n", "utf-8")

    status, said, _ = betweenlines("suggest", file, "--framework", ODD_HOUSES)

    assert status == 0
    assert said.startswith("1. The lift sang again.\n   M1  ")
    assert "%" in said


def test_a_bad_framework_is_told_before_any_work(betweenlines, tmp_path):
    table, framework = tmp_path / "rows.csv", tmp_path / "bad.yaml"
    table.write_text("text\nThe lift sang again.\n", "utf-8")
    framework.write_text("themes: 7\n", "utf-8")

    status, said, told = betweenlines("suggest", table, "--framework", framework)

    assert (status, said) == (1, "")
    assert told.startswith(f"betweenlines suggest: {framework}, line 1")


def test_an_interviewers_row_bears_on_no_code(suggest):
    _, answer, _ = suggest("role,text\ninterviewer,Did the lift sing?\nparticipant,It sang.\n")

    assert answer["segments"][0]["codable"] == 0
    assert answer["segments"][1]["codable"] > 0


@pytest.fixture
def decided(tmp_path):
    """Return a table of sixty passages and decisions on the first fifty of them."""
    rows = [("P07", n, "The lift sang again." if n % 2 else "It rained.") for n in range(1, 61)]
    table = "transcript,segment,text\n" + "".join(f"{t},{n},{text}\n" for t, n, text in rows)
    file = tmp_path / "decisions.csv"
    kept = "".join(f"{t},{n},{'A1;M2' if n % 2 else ''}\n" for t, n, _ in rows[:50])
    file.write_text("transcript,segment,codes\n" + kept, "utf-8")
    return table, file


def test_decisions_change_what_is_suggested_and_stand_in_the_taggers_name(suggest, decided):
    table, file = decided

    _, without, _ = suggest(table)
    _, learnt, told = suggest(table, "--decisions", file)

    assert codes(without)[58][0] == "M1"
    assert sorted(codes(learnt)[58])[0] == "A1"
    assert "50 decisions" in learnt["tagger"]
    assert "Learnt from 50 decisions" in told
    assert learnt["segments"][59]["codable"] < learnt["segments"][58]["codable"]


def test_a_code_that_the_framework_lacks_is_named(suggest, decided):
    table, file = decided
    file.write_text("transcript,segment,codes\nP07,1,M1;Z9\n", "utf-8")

    status, _, told = suggest(table, "--decisions", file)

    assert status == 0
    assert "no code Z9" in told


def test_few_decisions_leave_things_as_they_are_and_say_so(suggest, decided):
    table, file = decided
    file.write_text("segment,codes\n1,A1\n99,A1\n", "utf-8")

    _, without, _ = suggest(table)
    _, learnt, told = suggest(table, "--decisions", file)

    assert codes(learnt) == codes(without)
    assert "too few" in told
    assert "belong to no passage" in told
