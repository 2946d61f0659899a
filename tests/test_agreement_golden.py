"""Every expected value of tests/data/agreement, at its own tolerance."""

import json
from pathlib import Path

import numpy as np
import pytest

from coding.agreement import asymptotics, nominal
from coding.agreement.code_tables import CodeTables
from coding.agreement.continua import Continuum, Span, character_ratings
from coding.agreement.elsewhere import ratings_results
from coding.agreement.levels import krippendorff_alpha_of_levels
from coding.agreement.patterns import columns, sums_over, tabulate
from coding.agreement.peers import document_comparisons, holsti, jaccard, kappa_averages
from coding.agreement.set_distance import SetDistance, set_distance
from coding.agreement.set_figures import set_results
from coding.agreement.standard_error import gwet_se
from coding.agreement.u_alpha import k_u_coverage
from coding.agreement.u_figures import u_alpha_results
from coding.agreement.unitizing import coincidences
from coding.agreement.values import RatedUnit, Ratings, Unit

FOLDER = Path(__file__).parent / "data" / "agreement"
NOT_OURS = {"gamma_alex_paul_suzan"}  # gamma is another family; see docs/agreement.md


def golden(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


def cases():
    for path in sorted(FOLDER.glob("*.json")):
        content = json.loads(path.read_text())
        if content["id"] in NOT_OURS:
            continue
        for number, expected in enumerate(content["expected"]):
            name = f"{content['id']}-{number}-{expected['stat']}"
            yield pytest.param(content["data"], expected, id=name)


def table_of(rows):
    labels = sorted({value for row in rows for value in row if value is not None}, key=str)
    place = {None: -1, **{label: number for number, label in enumerate(labels)}}
    return tabulate(np.array([[place[value] for value in row] for row in rows]), len(labels))


def rows_of_contingency(table):
    return [
        (one, other)
        for one, row in enumerate(table)
        for other, count in enumerate(row)
        for _ in range(count)
    ]


def rows_of_counts(counts):
    return [[label for label, count in enumerate(row) for _ in range(count)] for row in counts]


def wide_csv(rows):
    header = ",".join(["unit", *(f"coder {n}" for n in range(len(rows[0])))])
    lines = [
        ",".join([f"u{n}", *("" if value is None else str(value) for value in row)])
        for n, row in enumerate(rows)
    ]
    return "\n".join([header, *lines])


COMMAND_LINE = {
    "percent_agreement": "percent_agreement",
    "percent_agreement_mean_over_units": "percent_agreement",
    "cohen_kappa": "cohen_kappa",
    "fleiss_kappa": "fleiss_kappa",
    "conger_kappa": "conger_kappa",
    "krippendorff_alpha": "krippendorff_alpha",
    "gwet_ac1": "gwet_ac1",
    "gwet_ac1_se": "gwet_ac1_se",
    "brennan_prediger": "brennan_prediger",
}


def one_sample(table, formula):
    return float(np.ravel(formula(sums_over(table, table.totals)))[0])


def by_rows(rows, expected):
    """Return a figure of ratings, by the command line's own way where it has the figure."""
    stat, options = expected["stat"], expected.get("options", {})
    if options.get("level", "nominal") != "nominal":
        return krippendorff_alpha_of_levels(rows, options["level"])
    if stat in COMMAND_LINE:
        figures = ratings_results(wide_csv(rows), plan=None)
        return next(
            r.value for r in figures.results if r.statistic == COMMAND_LINE[stat] and not r.code
        )
    return MORE[stat](table_of(rows), options)


def cross_table(table):
    crossed = np.zeros((table.n_labels, table.n_labels))
    crossed[table.labels[:, 0], table.labels[:, 1]] = table.totals[0]
    return crossed


def cohen_se(table, options):
    if options["formula"] == "cohen1960":
        sums = sums_over(table, table.totals)
        observed = nominal.percent_agreement(sums)[0]
        return asymptotics.cohen_se_1960(observed, nominal.cohen_expected(sums)[0], sums.paired[0])
    return asymptotics.cohen_se(cross_table(table))


def gwet_interval(table, statistic):
    value = one_sample(table, nominal.FORMULAS[statistic])
    units = round(float(sums_over(table, table.totals).judged[0]))
    if statistic == "krippendorff_alpha":
        units = round(float(sums_over(table, table.totals).paired[0]))
    return asymptotics.t_interval(value, gwet_se(table, statistic), units)


def category(table, options):
    place = options["category"] - 1
    labels = np.where(table.labels < 0, -1, table.labels == place)
    rows = np.repeat(labels, table.totals[0].astype(int), axis=0)
    return one_sample(tabulate(rows, 2), nominal.fleiss_kappa)


MORE = {
    "scott_pi": lambda table, _: one_sample(table, nominal.scott_pi),
    "expected_agreement": lambda table, _: one_sample(
        table, nominal.cohen_expected if table.labels.shape[1] == 2 else nominal.fleiss_expected
    ),
    "expected_disagreement": lambda table, _: one_sample(
        table, lambda sums: nominal.krippendorff_disagreement(sums)[1]
    ),
    "cohen_kappa_max": lambda table, _: asymptotics.cohen_kappa_max(cross_table(table)),
    "cohen_kappa_se": cohen_se,
    "prevalence_index": lambda table, _: one_sample(table, nominal.prevalence_index),
    "bias_index": lambda table, _: one_sample(table, nominal.bias_index),
    # The golden tables list "yes" first.
    "positive_agreement": lambda table, _: one_sample(table, nominal.negative_agreement),
    "negative_agreement": lambda table, _: one_sample(table, nominal.positive_agreement),
    "fleiss_kappa_category": category,
    "fleiss_kappa_category_exact": category,
    "percent_agreement_pooled_pairs": lambda table, _: one_sample(
        table, nominal.percent_agreement_pooled_pairs
    ),
    **{
        f"{name}_se": lambda table, _, name=name: gwet_se(table, name)
        for name in ("fleiss_kappa", "krippendorff_alpha", "brennan_prediger", "conger_kappa")
    },
    **{
        f"{name}_ci95": lambda table, _, name=name: gwet_interval(table, name)
        for name in (
            "gwet_ac1", "fleiss_kappa", "krippendorff_alpha", "brennan_prediger", "conger_kappa",
        )
    },
}  # fmt: skip


def multilabel(data, expected):
    stat, options = expected["stat"], expected.get("options", {})
    coders = ("0", "1", "2")
    units = tuple(
        RatedUnit(str(n), "d", tuple(None if c is None else frozenset(c) for c in unit))
        for n, unit in enumerate(data["units"])
    )
    ratings = Ratings(Unit.SEGMENT, coders, units)
    pair = tuple(str(coder) for coder in options.get("coders", ()))
    if "code" not in options:
        name = {"micro_f1": "positive_agreement"}.get(stat, stat)
        found = set_results(ratings, ["d"], None)
        return next(r.value for r in found if r.statistic == name and (r.coders or ()) == pair)
    table = CodeTables(ratings).table([options["code"]])
    if pair:
        table, _ = columns(table, tuple(options["coders"]))
    name = stat.removesuffix("_code").removesuffix("_mean_over_units")
    return one_sample(table, nominal.FORMULAS[name])


def marked(data, expected):
    stat, options = expected["stat"], expected.get("options", {})
    spans = tuple(Span(coder, *s) for coder, found in data["spans"].items() for s in found)
    continuum = Continuum("", ((0, data["length"]),), spans)
    coders, codes = sorted(data["spans"]), sorted({span.code for span in spans})
    code = options.get("value_of")
    if stat == "k_u_coverage":
        sums = coincidences([continuum], coders, codes)
        return float(k_u_coverage(sums, codes.index(code) + 1)[0])
    found = u_alpha_results([continuum], coders, codes)
    return next(r.value for r in found if r.statistic == stat and r.code == code)


def documents(data, expected):
    stat = expected["stat"]
    continua = [
        Continuum(
            name,
            ((0, document["length"]),),
            tuple(Span(c, *span, "code") for c in "AB" for span in document[c]),
        )
        for name, document in data["documents"].items()
    ]
    ratings = character_ratings(continua, ("A", "B"))
    rows = document_comparisons(ratings, "code", ("A", "B"))
    if "doc" in expected.get("options", {}):
        row = next(r for r in rows if r.document_id == expected["options"]["doc"])
        return row.kappa if stat.startswith("cohen") else row.percent_agreement
    averages = kappa_averages(rows)
    both = sum(row.both for row in rows)
    return {
        "cohen_kappa_mean_defined_docs": averages.mean_of_documents,
        "cohen_kappa_mean_nvivo_style": averages.nvivo_mean,
        "cohen_kappa_size_weighted_nvivo_style": averages.nvivo_weighted,
        "cohen_kappa_pooled_characters": averages.pooled,
        "percent_agreement_pooled": sum(row.both + row.neither for row in rows)
        / sum(row.characters for row in rows),
        "jaccard_pooled": jaccard(
            both, both + sum(r.only_first for r in rows), both + sum(r.only_second for r in rows)
        ),
        "positive_agreement_pooled": one_sample(
            CodeTables(ratings).table(["code"]), nominal.positive_agreement
        ),
    }[stat]


def code_applications(data, expected):
    formula = {"holsti": holsti, "jaccard": jaccard}[expected["stat"]]
    return formula(data["matches"], data["n1"], data["n2"])


def set_pairs(data, expected):
    one, other = data["pairs"][expected["options"]["pair"]]
    kind = SetDistance(expected["stat"].removesuffix("_distance"))
    return set_distance(frozenset(one), frozenset(other), kind)


def char_counts(data, expected):
    split = data["assumed_split"]
    table = [[data["both"], split["a_only"]], [split["b_only"], data["neither"]]]
    return by_rows(rows_of_contingency(table), expected)


KINDS = {
    "ratings": lambda data, e: by_rows(data["ratings"], e),
    "ratings_set": lambda data, e: by_rows(data["sets"][e["options"]["set"]], e),
    "contingency": lambda data, e: by_rows(rows_of_contingency(data["table"]), e),
    "contingency_set": lambda data, e: by_rows(
        rows_of_contingency(data["tables"][e["options"]["table"]]), e
    ),
    "counts": lambda data, e: by_rows(rows_of_counts(data["counts"]), e),
    "multilabel": multilabel,
    "spans": marked,
    "char_spans_one_code": documents,
    "code_applications": code_applications,
    "set_pairs": set_pairs,
    "char_counts": char_counts,
}


@pytest.mark.parametrize(("data", "expected"), list(cases()))
def test_the_figure_is_that_of_the_worked_example(data, expected):
    if expected["stat"].startswith("WRONG"):
        averages = documents(data, {"stat": "cohen_kappa_pooled_characters"})
        assert averages != pytest.approx(expected["value"], abs=0.01)
        return
    found = KINDS[data["kind"]](data, expected)

    if expected["value"] is None:
        assert found is None
    else:
        assert found == pytest.approx(expected["value"], abs=expected["tol"])
