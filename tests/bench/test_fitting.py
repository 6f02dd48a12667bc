"""The logistic model of the confidence: fitted, cross-validated, cut."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from tests.bench.fitting import Linear, best_cut, best_ridge, fit, out_of_fold

RANDOM = np.random.default_rng(20210)
SIGNALS = RANDOM.normal(size=(4000, 2)) * [1.0, 0.01] + [5.0, 0.9]
"""Two signals of very different scale, as coverage and cosine are."""
TRUE = Linear(-52.0, np.array([1.0, 50.0]))
POSITIVE = RANDOM.random(4000) < 1 / (1 + np.exp(-TRUE.total(SIGNALS)))
ONES = np.ones(4000)
GROUPS = [str(number) for number in range(4000)]


def test_the_weights_that_made_the_data_are_found() -> None:
    """Whatever the scale of a signal, its weight comes back."""
    model = fit(SIGNALS, POSITIVE, ONES, ridge=0.1)

    assert model.weights == pytest.approx(TRUE.weights, rel=0.25)


def test_both_sides_weigh_the_same() -> None:
    """Nine negatives to a positive do not make everything look negative."""
    signals = np.array([[0.0]] * 90 + [[1.0]] * 10)
    positive = signals[:, 0] > 0

    model = fit(signals, positive, np.ones(100), ridge=0.1)

    assert model.total(np.array([[0.5]]))[0] == pytest.approx(0, abs=1e-6)


def test_a_signal_that_tells_nothing_weighs_little() -> None:
    """The ridge keeps noise from being learnt."""
    signals = np.column_stack([SIGNALS[:60], RANDOM.normal(size=60)])

    strong = fit(signals, POSITIVE[:60], np.ones(60), ridge=30.0)
    weak = fit(signals, POSITIVE[:60], np.ones(60), ridge=0.1)

    assert abs(strong.weights[2]) < abs(weak.weights[2])


def test_perfectly_separable_rows_still_have_an_answer() -> None:
    """Without the ridge the weights would grow for ever."""
    signals = np.array([[0.0], [0.1], [0.9], [1.0]])

    model = fit(signals, np.array([False, False, True, True]), np.ones(4), ridge=1.0)

    assert np.isfinite(model.weights).all()
    assert model.total(signals)[1] < 0 < model.total(signals)[2]


def test_a_question_never_judges_itself() -> None:
    """What was learnt from a question asked of one library is not used for it in another."""
    once = RANDOM.normal(size=(200, 300))
    signals, twice = np.concatenate([once, once]), np.tile(RANDOM.random(200) < 0.5, 2)

    grouped = out_of_fold(signals, twice, np.ones(400), GROUPS[:200] * 2, 0.1)
    apart = out_of_fold(signals, twice, np.ones(400), GROUPS[:400], 0.1)

    assert roc_auc_score(twice, grouped) < 0.65
    assert roc_auc_score(twice, apart) > 0.9


def test_noise_cannot_be_told_apart_out_of_fold() -> None:
    """Labels without any pattern are not predicted better than by chance."""
    signals = RANDOM.normal(size=(400, 12))
    positive = RANDOM.random(400) < 0.5

    totals = out_of_fold(signals, positive, np.ones(400), GROUPS[:400], 0.1)

    assert roc_auc_score(positive, totals) < 0.6


def test_noise_wants_a_strong_ridge() -> None:
    """Where there is nothing to learn, the strongest ridge surprises least."""
    signals = RANDOM.normal(size=(200, 20))
    positive = RANDOM.random(200) < 0.5

    assert best_ridge(signals, positive, np.ones(200), GROUPS[:200]) == 30.0


def test_of_equal_cuts_the_middle_is_taken() -> None:
    """A cut at the edge of what is equally good would fail for other rows."""
    totals = np.array([0.0, 1.0, 2.0, 3.0, 4.0])

    assert best_cut(totals, lambda cut: 1.0 if 1 < cut < 4 else 0.0) == pytest.approx(2.5)


def test_shifting_moves_every_row_alike() -> None:
    """A cut is written into the bias, so that the threshold stays at even odds."""
    moved = TRUE.shifted(-2.0)

    assert moved.total(SIGNALS) == pytest.approx(TRUE.total(SIGNALS) - 2.0)
