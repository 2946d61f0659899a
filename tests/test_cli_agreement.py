"""`betweenlines agreement` on published examples, and what it says to a wrong use."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.test_agreement_golden import (
    COMMAND_LINE,
    golden,
    rows_of_contingency,
    rows_of_counts,
    wide_csv,
)
from ui import studies
from ui.sample import sample_study

KEYS = {"statistic", "code", "coders", "value", "low", "high", "n", "why"}
TABLES = {
    "artstein_poesio_2008_p558": lambda data: rows_of_contingency(data["table"]),
    "brennan_prediger_1981_p689": lambda data: rows_of_contingency(data["table"]),
    "cohen_1960_p45": lambda data: rows_of_contingency(data["table"]),
    "feinstein_cicchetti_1990_balanced": lambda data: rows_of_contingency(data["table"]),
    "feinstein_cicchetti_1990_paradox": lambda data: rows_of_contingency(data["table"]),
    "fleiss_1971_psychiatric": lambda data: rows_of_counts(data["counts"]),
    "gwet_2014_raw_4raters": lambda data: data["ratings"],
    "krippendorff_2004_p224_binary": lambda data: data["ratings"],
    "krippendorff_2011_B_nominal_two_observers": lambda data: data["ratings"],
    "krippendorff_2011_C_missing_data": lambda data: data["ratings"],
}


@pytest.fixture
def judged(betweenlines, tmp_path):
    """Write a table, run the command on it, and return what it answered."""

    def run(option, text, *more):
        path = tmp_path / "table.csv"
        path.write_text(text, "utf-8")
        status, said, told = betweenlines("agreement", option, path, *more, "--json")
        assert (status, told) == (0, "")
        return json.loads(said)

    return run


def value_of(answer, statistic, code=None, coders=None):
    return next(
        one
        for one in answer["results"]
        if (one["statistic"], one["code"], one["coders"]) == (statistic, code, coders)
    )


@pytest.mark.parametrize("name", TABLES)
def test_ratings_give_the_published_figures(judged, name):
    example = golden(name)
    rows = TABLES[name](example["data"])

    answer = judged("--ratings", wide_csv(rows))

    checked = 0
    assert answer["n_units"] == len(rows)
    for expected in example["expected"]:
        nominal = expected.get("options", {}).get("level", "nominal") == "nominal"
        if expected["stat"] not in COMMAND_LINE or not nominal or expected["value"] is None:
            continue
        statistic = COMMAND_LINE[expected["stat"]]
        coders = answer["coders"] if statistic == "cohen_kappa" else None
        found = value_of(answer, statistic, coders=coders)
        assert found["value"] == pytest.approx(expected["value"], abs=expected["tol"])
        checked += 1
    assert checked


def test_the_answer_has_the_agreed_shape(judged):
    answer = judged("--ratings", "unit,A,B\nu1,hum,hum\nu2,,hiss\nu3,hiss,hum\n")

    assert set(answer) == {"n_units", "coders", "results"}
    assert all(set(one) == KEYS for one in answer["results"])
    assert all((one["value"] is None) == (one["why"] is not None) for one in answer["results"])
    assert (answer["n_units"], answer["coders"]) == (3, ["A", "B"])


def test_more_categories_than_occur_change_brennan_prediger_alone(judged):
    text = "unit,A,B\n" + "".join(f"u{n},{'hum' if n % 3 else 'hiss'},hum\n" for n in range(30))

    few, many = judged("--ratings", text), judged("--ratings", text, "--categories", 5)

    changed = {
        one["statistic"]
        for one, other in zip(few["results"], many["results"], strict=True)
        if one["value"] != other["value"]
    }
    assert changed == {"brennan_prediger"}


def test_code_sets_give_the_derived_figures(judged):
    example = golden("multilabel_derived_small")
    lines = ["unit,coder,codes"]
    for number, unit in enumerate(example["data"]["units"]):
        for coder, codes in enumerate(unit):
            if codes is not None:
                lines.append(f"u{number},{coder},{';'.join(codes)}")

    answer = judged("--codes", "\n".join(lines))

    for expected in example["expected"]:
        if expected["stat"].startswith("krippendorff_alpha_") and "code" not in expected.get(
            "options", {}
        ):
            found = value_of(answer, expected["stat"])
            assert found["value"] == pytest.approx(expected["value"], abs=expected["tol"])


def test_spans_give_the_published_figures(judged):
    example = golden("krippendorff_2016_unitizing_alex_paul_suzan")
    data = example["data"]
    lines = ["coder,start,end,code"]
    for coder, spans in data["spans"].items():
        lines += [f"{coder},{start},{end},{code}" for start, end, code in spans]

    answer = judged("--spans", "\n".join(lines), "--length", data["length"])

    for expected in example["expected"]:
        if expected["stat"] == "k_u_coverage":
            continue
        code = expected.get("options", {}).get("value_of")
        found = value_of(answer, expected["stat"], code)
        assert found["value"] == pytest.approx(expected["value"], abs=expected["tol"])
    assert answer["n_units"] == data["length"]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("study.betweenlines", "--ratings", "r.csv"),
        ("--ratings", "r.csv", "--codes", "c.csv"),
        ("--spans", "s.csv"),
        ("--ratings", "r.csv", "--length", "9"),
        ("--codes", "c.csv", "--categories", "3"),
        ("--codes", "c.csv", "--unit", "turn"),
        ("--ratings", "r.csv", "--xlsx", "w.xlsx"),
        ("study.betweenlines", "--unit", "page"),
    ],
)
def test_what_does_not_go_together_is_a_wrong_command(betweenlines, words):
    status, said, told = betweenlines("agreement", *words)

    assert (status, said) == (2, "")
    assert told.startswith("usage:")


@pytest.mark.parametrize(
    ("option", "text"),
    [
        (("--ratings",), "unit,A,B\nu1,hum\n"),
        (("--ratings",), ""),
        (("--codes",), "unit,coder\nu1,A\n"),
        (("--spans", "--length", "20"), "coder,start,end,code\nA,5,90,hum\n"),
    ],
)
def test_a_bad_table_is_one_clear_line(betweenlines, tmp_path, option, text):
    path = tmp_path / "bad.csv"
    path.write_text(text, "utf-8")

    status, said, told = betweenlines("agreement", option[0], path, *option[1:])

    assert (status, said) == (1, "")
    assert told.count("\n") == 1
    assert "bad.csv" in told


def test_a_file_that_is_absent_or_no_text_is_one_clear_line(betweenlines, tmp_path):
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\0\0\0")

    for path in (tmp_path / "gone.csv", picture):
        status, said, told = betweenlines("agreement", "--ratings", path)
        assert (status, said, told.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_are_read_as_spreadsheets_save_them(betweenlines, tmp_path, encoding):
    path = tmp_path / "old.csv"
    path.write_bytes("unit;Zoé;Per\nu1;ä;ä\nu2;b;ä\n".encode(encoding))

    status, said, _ = betweenlines("agreement", "--ratings", path, "--json")

    assert status == 0
    assert json.loads(said)["coders"] == ["Per", "Zoé"]


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    """The sample study, made once."""
    place = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BETWEENLINES_HOME", str(place))
        patch.setattr(studies, "_open", {})
        with sample_study():
            pass
    return next(place.glob("*.betweenlines"))


@pytest.fixture
def sample(sample_file, home):
    """Where a copy of the sample study lies."""
    return Path(shutil.copy(sample_file, home / "sample.betweenlines"))


@pytest.mark.parametrize("unit", ["segment", "sentence", "turn", "character"])
def test_a_study_is_compared_by_the_unit_asked_for(betweenlines, sample, unit):
    status, said, told = betweenlines("agreement", sample, "--unit", unit)

    assert (status, told) == (0, "")
    assert f" {unit}s · 2 documents" in said.splitlines()[0]


def test_figures_of_a_study_have_intervals(betweenlines, sample):
    _, said, _ = betweenlines("agreement", sample, "--json")

    found = value_of(json.loads(said), "krippendorff_alpha_masi")
    assert found["low"] < found["value"] < found["high"]


def test_coders_are_named_and_an_unknown_one_is_an_error(betweenlines, sample):
    status, said, _ = betweenlines("agreement", sample, "--coders", "jonas wirth,Amira Hale")
    assert (status, "Coders: " in said) == (0, True)

    status, said, told = betweenlines("agreement", sample, "--coders", "Amira Hale,Zarquon")
    assert (status, said) == (1, "")
    assert "Zarquon is not among the coders to compare: Amira Hale, Jonas Wirth." in told


def test_the_workbook_is_written(betweenlines, sample, tmp_path):
    status, _, told = betweenlines("agreement", sample, "--xlsx", tmp_path / "w.xlsx")

    assert status == 0
    assert "participants' words" in told
    names = openpyxl.load_workbook(tmp_path / "w.xlsx", read_only=True).sheetnames
    assert names[:2] == ["Read me", "Codes"]
