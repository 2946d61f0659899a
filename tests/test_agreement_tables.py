"""Judgements made elsewhere: what tables are read, what is refused, and the JSON that comes."""

import json
from pathlib import Path

import pytest

from coding.agreement.elsewhere import (
    agreement_json,
    codes_results,
    ratings_results,
    spans_results,
)
from coding.agreement.tables import read_codes, read_ratings, read_spans
from coding.agreement.values import AgreementError

FOLDER = Path(__file__).parent / "data" / "agreement"
RATINGS = "unit,Meg,Owen\n1,a,b\n2,a,a\n3,b,b\n4,,b\n"
CODES = "unit,coder,codes\n1,Ada,fog;lamp\n1,Bo,fog\n2,Ada,\n2,Bo,tram\n3,Ada,fog\n"
SPANS = "coder,start,end,code\nAda,0,10,fog\nBo,0,12,fog\nBo,20,30,lamp\n"


def value(figures, statistic, code=None, coders=None):
    return next(
        r.value
        for r in figures.results
        if (r.statistic, r.code, r.coders) == (statistic, code, coders)
    )


@pytest.mark.parametrize(
    "text",
    [
        RATINGS,
        "\ufeff" + RATINGS,
        RATINGS.replace(",", ";"),
        RATINGS.replace(",", "\t"),
        RATINGS.replace("\n", "\r\n"),
        RATINGS.replace("\n", "\r"),
        RATINGS.replace("a", '"a"'),
        RATINGS.replace(",", " , "),
        RATINGS + "\n,,\n",
        RATINGS.removesuffix("\n"),
        "\n\n" + RATINGS,
    ],
)
def test_a_table_is_read_whatever_program_wrote_it(text):
    table = read_ratings(text)

    assert table.coders == ("Meg", "Owen")
    assert table.labels == ("a", "b")
    assert table.rows == (("a", "b"), ("a", "a"), ("b", "b"), (None, "b"))


def test_codes_in_a_semicolon_table_stand_in_quotation_marks():
    comma = read_codes(CODES)
    semicolon = read_codes(
        'unit;coder;codes\n1;Ada;"fog;lamp"\n1;Bo;fog\n2;Ada;\n2;Bo;tram\n3;Ada;"fog"\n'
    )

    assert comma == semicolon
    assert [unit.codes for unit in comma.units] == [
        (frozenset({"fog", "lamp"}), frozenset({"fog"})),
        (frozenset(), frozenset({"tram"})),
        (frozenset({"fog"}), None),
    ]


def test_columns_may_stand_in_any_order_and_case():
    rows = [line.split(",") for line in CODES.strip().split("\n")]
    turned = "\n".join(",".join(reversed(row)) for row in rows).replace("unit", "Unit")

    assert read_codes(turned) == read_codes(CODES)


def test_a_coder_alone_in_a_row_marked_nothing():
    marked = read_spans(SPANS + "Cy,,,\n", 50)

    assert marked.coders == ("Ada", "Bo", "Cy")
    assert len(marked.continuum.spans) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        ("unit\n1\n", "the header has one column"),
        ("unit,Meg,Meg\n1,a,b\n", "a name of its own in row 1"),
        ("unit,Meg,\n1,a,b\n", "a name of its own in row 1"),
        ("unit,Meg,Owen\n", "no rows under the header"),
        ("unit,Meg,Owen\n1,a,b\n2,a\n", "row 3 has 2 cells, the header has 3"),
        ("unit,Meg,Owen\n1,a,b\n\n2,a,b,c\n", "row 4 has 4 cells, the header has 3"),
        ("unit,Meg,Owen\n1,a,b\n1,a,a\n", "rows 2 and 3 are of the same unit"),
        ('unit,Meg,Owen\n1,a,b\n2,"a,a\n', "row 3 cannot be read as CSV"),
        ('unit,Meg,Owen\n"two\nlines",a,b\n\n3,a\n', "row 4 has 2 cells"),
    ],
)
def test_a_ratings_table_that_cannot_be_is_refused_with_its_row(text, says):
    with pytest.raises(AgreementError, match=says):
        read_ratings(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("unit,who,codes\n1,Ada,fog\n", "coder not found"),
        (CODES + "3,Ada,lamp\n", "rows 6 and 7 are of the same unit and coder"),
        (CODES + ",Ada,lamp\n", "row 7 does not name its unit and its coder"),
        ("unit;coder;codes\n1;Ada;fog;lamp\n", "row 2 has 4 cells.*in quotation marks"),
    ],
)
def test_a_codes_table_that_cannot_be_is_refused_with_its_row(text, says):
    with pytest.raises(AgreementError, match=says):
        read_codes(text)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Ada,5,5,fog", "row 5: 5-5 is no passage of a text of 50 characters"),
        ("Ada,9,5,fog", "row 5: 9-5 is no passage"),
        ("Ada,40,51,fog", "row 5: 40-51 is no passage"),
        ("Ada,-1,5,fog", "row 5: start and end must be whole numbers"),
        ("Ada,1.0,5,fog", "row 5: start and end must be whole numbers"),
        (f"Ada,1,{'9' * 5000},fog", "row 5: start and end must be whole numbers"),
        ("Ada,1,,fog", "row 5: start and end must be whole numbers"),
        ("Ada,1,5,", "row 5 does not name its code"),
        (",1,5,fog", "row 5 does not name its coder"),
    ],
)
def test_a_passage_that_cannot_be_is_refused_with_its_row(row, says):
    with pytest.raises(AgreementError, match=says):
        read_spans(SPANS + row + "\n", 50)


def test_a_text_has_at_least_one_character():
    with pytest.raises(AgreementError, match="1 character or more"):
        read_spans(SPANS, 0)


def test_no_message_repeats_what_stands_in_a_cell():
    with pytest.raises(AgreementError) as error:
        read_ratings('unit,Meg,Owen\nthe lift sang,"a,a\n')

    assert "lift" not in str(error.value)


def test_the_json_has_the_agreed_keys_and_null_for_what_is_undefined():
    written = json.loads(agreement_json(ratings_results("unit,A,B\n1,x,x\n2,x,x\n")))

    assert set(written) == {"n_units", "coders", "results"}
    assert (written["n_units"], written["coders"]) == (2, ["A", "B"])
    by_name = {r["statistic"]: r for r in written["results"] if r["code"] is None}
    keys = {"statistic", "code", "coders", "value", "low", "high", "n", "why"}
    assert all(set(result) == keys for result in written["results"])
    assert by_name["percent_agreement"]["value"] == 1
    assert by_name["percent_agreement"]["why"] is None
    for name in ("cohen_kappa", "fleiss_kappa", "conger_kappa", "krippendorff_alpha", "gwet_ac1"):
        assert by_name[name]["value"] is None
        assert "same answer" in by_name[name]["why"]


def test_brennan_prediger_takes_the_labels_present_or_the_number_given():
    assert value(ratings_results(RATINGS), "brennan_prediger") == pytest.approx(1 / 3)
    assert value(ratings_results(RATINGS, 4), "brennan_prediger") == pytest.approx(5 / 9)
    with pytest.raises(AgreementError, match="cover the 2 labels"):
        ratings_results(RATINGS, 1)


def test_kappa_is_given_for_each_pair_of_coders():
    text = "unit,Cy,Ada,Bo\n1,a,a,b\n2,b,b,b\n3,a,a,a\n"
    found = ratings_results(text, plan=None).results

    pairs = [(r.coders, r.value) for r in found if r.statistic == "cohen_kappa"]
    assert [coders for coders, _ in pairs] == [("Ada", "Bo"), ("Ada", "Cy"), ("Bo", "Cy")]
    assert pairs[1][1] == 1


def test_a_coder_who_judged_nothing_changes_no_figure_of_the_others():
    without = ratings_results("unit,A,B\n1,x,x\n2,y,x\n3,y,y\n", plan=None)
    beside = ratings_results("unit,A,B,C\n1,x,x,\n2,y,x,\n3,y,y,\n", plan=None)

    for name in ("percent_agreement", "fleiss_kappa", "conger_kappa", "gwet_ac1"):
        assert value(beside, name) == value(without, name)
    pairs = {r.coders: r for r in beside.results if r.statistic == "cohen_kappa"}
    assert pairs["A", "C"].value is None
    assert pairs["A", "C"].why == "No unit was judged by two coders."


def test_one_coder_alone_makes_every_figure_undefined():
    for figures in (
        ratings_results("unit,A\n1,x\n2,y\n"),
        codes_results("unit,coder,codes\n1,A,fog\n2,A,\n"),
        spans_results("coder,start,end,code\nA,0,5,fog\n", 20),
    ):
        told = [r for r in figures.results if r.statistic != "prevalence"]
        assert told
        assert all(r.value is None and r.why for r in told)


def test_the_codes_table_of_the_worked_example_gives_its_figures():
    golden = json.loads((FOLDER / "multilabel_derived_small.json").read_text())
    lines = ["unit,coder,codes"]
    for number, unit in enumerate(golden["data"]["units"]):
        lines += [
            f"{number},{coder},{';'.join(codes)}"
            for coder, codes in enumerate(unit)
            if codes is not None
        ]
    figures = codes_results("\n".join(lines))

    assert figures.n_units == 12
    assert value(figures, "krippendorff_alpha_masi") == pytest.approx(0.5688601222581805)
    assert value(figures, "krippendorff_alpha", "A") == pytest.approx(0.7582417582417582)
    assert value(figures, "gwet_ac1", "B") == pytest.approx(0.710455764075067)
    assert value(figures, "cohen_kappa", "C", ("0", "1")) == pytest.approx(0.75)
    assert value(figures, "pooled_kappa", None, ("1", "2")) == pytest.approx(0.4155844155844152)


def test_the_spans_table_of_the_worked_example_gives_its_figures():
    golden = json.loads((FOLDER / "krippendorff_2016_unitizing_alex_paul_suzan.json").read_text())
    lines = ["coder,start,end,code"]
    for coder, spans in golden["data"]["spans"].items():
        lines += [f"{coder},{start},{end},{code}" for start, end, code in spans]
    figures = spans_results("\n".join(lines), 60)

    assert value(figures, "u_alpha") == pytest.approx(0.51, abs=0.0005)
    assert value(figures, "u_alpha_binary") == pytest.approx(0.413, abs=0.0005)
    assert value(figures, "cu_alpha") == pytest.approx(0.724, abs=0.0005)
    assert value(figures, "k_u_alpha", "6") == pytest.approx(1)
    assert value(figures, "k_u_alpha", "7") is None


def test_rows_in_any_order_give_the_same_figures():
    header, *rows = CODES.strip().split("\n")

    assert codes_results("\n".join([header, *reversed(rows)])) == codes_results(CODES)
