"""Reports: rows, context, and the methods paragraph."""

from coding.agreement.methods import methods_paragraph
from coding.agreement.report import Conditions, RowKind, Suggestions
from coding.agreement.reporting import agreement_report
from coding.agreement.values import RatedUnit, Ratings, Unit
from framework.model import Code, Dimension, DimensionValue, Framework, Theme

FRAMEWORK = Framework(
    name="Nonsense",
    dimensions=(
        Dimension(
            id="place",
            name="Place",
            values=(
                DimensionValue(id="attic", name="Attic"),
                DimensionValue(id="pond", name="Pond"),
            ),
        ),
    ),
    themes=(
        Theme(
            id="T1",
            name="Weather",
            dimensions={"place": "attic"},
            codes=(
                Code(id="fog", name="Fog"),
                Code(id="hail", name="Hail", dimensions={"place": "pond"}),
            ),
        ),
        Theme(id="T2", name="Things", codes=(Code(id="lamp", name="Lamp"),)),
    ),
)
ROWS = (
    ("fog", "fog"),
    ("fog", "hail"),
    ("", ""),
    ("lamp", "lamp"),
    ("lamp fog", "lamp"),
    ("gone", ""),
)


def report(rows=ROWS, *, conditions=None, documents=2, **options):
    units = tuple(
        RatedUnit(
            id=f"u{n}",
            document_id=f"d{n % documents}",
            codes=tuple(frozenset(codes.split()) for codes in row),
        )
        for n, row in enumerate(rows)
    )
    ratings = Ratings(Unit.SEGMENT, ("ada", "bo"), units)
    return agreement_report(ratings, FRAMEWORK, conditions=conditions, times=50, **options)


def test_there_is_a_row_for_each_code_theme_and_dimension_value_and_each_pair():
    found = report()

    assert [(row.kind, row.id, row.name) for row in found.rows if not row.pair] == [
        (RowKind.CODE, "fog", "Fog"),
        (RowKind.CODE, "hail", "Hail"),
        (RowKind.CODE, "lamp", "Lamp"),
        (RowKind.CODE, "gone", "gone"),
        (RowKind.THEME, "T1", "Weather"),
        (RowKind.THEME, "T2", "Things"),
        (RowKind.DIMENSION_VALUE, "place=attic", "Place: Attic"),
        (RowKind.DIMENSION_VALUE, "place=pond", "Place: Pond"),
    ]
    assert len([row for row in found.rows if row.pair]) == 8
    assert found.rows_of(RowKind.THEME, pair=("bo", "ada"))[0].id == "T1"


def test_a_row_counts_who_used_the_code_where():
    fog = report().rows[0]

    assert (fog.n, fog.used, fog.by_all, fog.by_none) == (6, (3, 1), 1, 3)
    assert fog.result("percent_agreement").value == 4 / 6
    assert fog.result("cohen_kappa") is None


def test_a_theme_agrees_where_coders_chose_different_codes_of_it():
    found = report()
    weather = found.rows_of(RowKind.THEME)[0]

    assert (weather.used, weather.by_all) == ((3, 2), 2)
    attic = found.rows_of(RowKind.DIMENSION_VALUE)[0]
    assert attic.used == (3, 1)


def test_a_code_that_nobody_used_has_a_row_that_says_so():
    hail = report((("fog", "fog"), ("", "fog"))).rows[2]

    alpha = hail.result("krippendorff_alpha")
    assert alpha.value is None
    assert alpha.why == "Nobody used this code."
    assert hail.result("percent_agreement").value == 1


def test_the_context_says_what_the_figures_rest_on():
    conditions = Conditions(blind=True, suggestions=Suggestions.HIDDEN)

    assert report(conditions=conditions, seed=7).context() == (
        "6 segments · 2 documents · 2 coders · coded blind · suggestions hidden · "
        "95% intervals from 50 resamples by segment, seed 7"
    )
    assert "not known whether coded blind" in report().context()


def test_nothing_finished_together_is_a_report_without_figures():
    found = report(())

    assert found.n_units == 0
    told = [*found.overall, *(r for row in found.rows for r in row.results)]
    assert all(r.value is None and r.why == "No unit was judged by two coders." for r in told)
    assert "undefined" in methods_paragraph(found)


def test_pooled_kappa_is_found_for_the_pair_in_any_order():
    found = report()

    one = found.overall_result("pooled_kappa", coders=("ada", "bo"))
    assert one is found.overall_result("pooled_kappa", coders=("bo", "ada"))
    assert found.overall_result("pooled_kappa") is None


def test_the_methods_paragraph_has_the_reports_numbers_and_says_how_they_came_about():
    conditions = Conditions(
        blind=True, suggestions=Suggestions.SHOWN, all_units=24, all_documents=10
    )
    found = report(conditions=conditions)
    paragraph = methods_paragraph(found)

    for words in (
        "Two coders, without seeing each other's work, coded two transcripts of 10",
        "suggested by software were shown",
        "six segments (25% of 24) were finished",
        "alpha with MASI distance",
        "50 resamples of segments",
        "for Lamp",
        "[discussion / adjudication by ...]",
    ):
        assert words in paragraph
    masi = found.overall_result("krippendorff_alpha_masi")
    assert f"alpha was {masi.value:.2f}".replace("0.", ".") in paragraph
    assert "one code alpha is undefined" in methods_paragraph(report(ROWS[2:]))
    assert "nan" not in paragraph
    assert "None" not in paragraph
