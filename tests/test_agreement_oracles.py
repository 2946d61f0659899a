"""Our figures against other people's programs, on random data."""

import warnings

import krippendorff
import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, jaccard_distance, masi_distance
from sklearn.metrics import cohen_kappa_score, f1_score
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa

from coding.agreement import nominal
from coding.agreement.asymptotics import cohen_kappa_max, cohen_se
from coding.agreement.levels import Level, krippendorff_alpha_of_levels
from coding.agreement.patterns import PatternTable, sums_over, tabulate
from coding.agreement.set_figures import set_results
from coding.agreement.values import RatedUnit, Ratings, Unit

SEEDS = range(6)


def random_labels(seed, *, units=60, coders=3, n_labels=4, missing=0.0):
    rng = np.random.default_rng(seed)
    truth = rng.integers(n_labels, size=(units, 1))
    noise = rng.integers(n_labels, size=(units, coders))
    labels = np.where(rng.random((units, coders)) < 0.6, truth, noise)
    return np.where(rng.random((units, coders)) < missing, -1, labels)


def figure(labels, formula, n_labels=4):
    table = tabulate(labels, n_labels)
    return float(np.ravel(formula(sums_over(table, table.totals)))[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_cohens_kappa_is_that_of_scikit_learn_and_statsmodels(seed):
    labels = random_labels(seed, coders=2)
    crossed = np.zeros((4, 4))
    np.add.at(crossed, (labels[:, 0], labels[:, 1]), 1)
    theirs = cohens_kappa(crossed)

    ours = figure(labels, nominal.cohen_kappa)
    assert ours == pytest.approx(cohen_kappa_score(*labels.T), abs=1e-12)
    assert ours == pytest.approx(theirs.kappa, abs=1e-12)
    assert cohen_se(crossed) == pytest.approx(theirs.std_kappa, abs=1e-12)
    assert cohen_kappa_max(crossed) == pytest.approx(theirs.kappa_max, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_kappa_of_characters_is_that_of_scikit_learn_with_lengths_as_weights(seed):
    rng = np.random.default_rng(seed)
    labels, lengths = rng.integers(2, size=(40, 2)), rng.integers(1, 200, size=40)
    table = tabulate(labels, 2, sizes=lengths)
    ours = nominal.cohen_kappa(sums_over(table, table.totals))[0]

    theirs = cohen_kappa_score(*labels.T, sample_weight=lengths)
    assert ours == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_positive_agreement_is_the_f1_score(seed):
    labels = random_labels(seed, coders=2, n_labels=2)

    ours = figure(labels, nominal.positive_agreement, n_labels=2)
    assert ours == pytest.approx(f1_score(*labels.T), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_and_brennan_prediger_are_those_of_statsmodels(seed):
    labels = random_labels(seed)
    counts, _ = aggregate_raters(labels)

    fleiss = fleiss_kappa(counts, method="fleiss")
    assert figure(labels, nominal.fleiss_kappa) == pytest.approx(fleiss, abs=1e-12)
    randolph = fleiss_kappa(counts, method="randolph")
    assert figure(labels, nominal.brennan_prediger) == pytest.approx(randolph, abs=1e-12)


@pytest.mark.parametrize("missing", [0.0, 0.3])
@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_is_that_of_the_krippendorff_package_and_nltk(seed, missing):
    labels = random_labels(seed, missing=missing)
    ours = figure(labels, nominal.krippendorff_alpha)

    data = np.where(labels < 0, np.nan, labels.astype(float)).T
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert ours == pytest.approx(theirs, abs=1e-10)
    triples = [(c, u, labels[u, c]) for u, c in np.argwhere(labels >= 0)]
    assert ours == pytest.approx(AnnotationTask(triples, binary_distance).alpha(), abs=1e-10)


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_of_levels_is_that_of_the_krippendorff_package(seed, level):
    labels = random_labels(seed, missing=0.2) + 1
    rows = [[None if value == 0 else float(value) for value in row] for row in labels]

    data = np.where(labels == 0, np.nan, labels.astype(float)).T
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=str(level))
    assert krippendorff_alpha_of_levels(rows, level) == pytest.approx(theirs, abs=1e-10)


def nltk_distance(distance):
    # NLTK divides by zero where both sets are empty, which is the commonest case of all.
    return lambda one, other: distance(one, other) if one or other else 0.0


@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_over_sets_is_that_of_nltk(seed):
    rng = np.random.default_rng(seed)
    units = []
    for number in range(40):
        truth = {"A", "B", "C"} if rng.random() < 0.2 else {"A"} if rng.random() < 0.5 else set()
        judged = [
            None
            if rng.random() < 0.15
            else frozenset(code for code in "ABCD" if (code in truth) != (rng.random() < 0.15))
            for _ in range(3)
        ]
        units.append(RatedUnit(str(number), "d", tuple(judged)))
    results = set_results(Ratings(Unit.SEGMENT, ("1", "2", "3"), tuple(units)), ["d"], None)
    ours = {result.statistic: result.value for result in results if not result.coders}

    triples = [
        (coder, unit.id, codes)
        for unit in units
        for coder, codes in enumerate(unit.codes)
        if codes is not None
    ]
    for name, distance in (
        ("krippendorff_alpha_masi", masi_distance),
        ("krippendorff_alpha_jaccard", jaccard_distance),
        ("krippendorff_alpha_exact_set", binary_distance),
    ):
        theirs = AnnotationTask(triples, nltk_distance(distance)).alpha()
        assert ours[name] == pytest.approx(theirs, abs=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_conger_is_the_kappa_of_davies_and_fleiss_in_nltk(seed):
    labels = random_labels(seed)
    triples = [(str(c), str(u), str(labels[u, c])) for u, c in np.ndindex(*labels.shape)]

    theirs = AnnotationTask(triples).multi_kappa()
    assert figure(labels, nominal.conger_kappa) == pytest.approx(theirs, abs=1e-10)


def test_any_number_of_coders_can_be_compared():
    labels = random_labels(3, coders=45, n_labels=2, missing=0.4)
    theirs = krippendorff.alpha(
        reliability_data=np.where(labels < 0, np.nan, labels.astype(float)).T,
        level_of_measurement="nominal",
    )

    ours = figure(labels, nominal.krippendorff_alpha, n_labels=2)
    assert ours == pytest.approx(theirs, abs=1e-10)


def test_the_table_of_patterns_holds_every_unit_once():
    labels = random_labels(1, missing=0.3)
    table = tabulate(labels, 4)

    rows = np.repeat(table.labels, table.totals[0].astype(int), axis=0)
    assert sorted(map(tuple, rows)) == sorted(map(tuple, labels))
    assert isinstance(table, PatternTable)


def test_degenerate_data_makes_no_warnings():
    same = np.ones((4, 3), dtype=int)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(figure(same, nominal.krippendorff_alpha, n_labels=2))
        assert np.isnan(figure(same, nominal.gwet_ac1, n_labels=2))
