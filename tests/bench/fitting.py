"""A logistic model over a few signals, fitted so that it holds for questions it has not seen.

Regularised by a ridge whose strength is chosen by cross-validation, solved by Newton's method
(iteratively reweighted least squares: Hastie, Tibshirani, Friedman, The Elements of Statistical
Learning, 2nd ed., section 4.4.1). What a row scores while the fit is judged comes from the folds
that it was not in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
FOLDS = 10
RIDGES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
_STEPS = 50
_SMALL = 1e-8


@dataclass(frozen=True, slots=True)
class Linear:
    """Log-odds as a weighted sum of signals."""

    bias: float
    weights: Floats

    def total(self, signals: Floats) -> Floats:
        """Return the log-odds of each row of *signals* ``(n, k) float64``."""
        totals: Floats = self.bias + signals @ self.weights
        return totals

    def shifted(self, by: float) -> "Linear":
        """Return the model with *by* added to every log-odds."""
        return Linear(self.bias + by, self.weights)


def fit(signals: Floats, positive: Flags, weights: Floats, ridge: float) -> Linear:
    """Return the model that fits *positive* best; *ridge* counts in standardised signals.

    Both sides weigh the same, however many rows each has.
    """
    mean, scale = signals.mean(axis=0), signals.std(axis=0) + _SMALL
    rows = np.column_stack([np.ones(len(signals)), (signals - mean) / scale])
    balanced = _balanced(positive, weights)
    penalty = ridge * np.eye(rows.shape[1])
    penalty[0, 0] = _SMALL
    found = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = _logistic(rows @ found)
        slope = rows.T @ (balanced * (positive - likely)) - penalty @ found
        curve = (rows.T * (balanced * likely * (1 - likely))) @ rows + penalty
        step = np.linalg.solve(curve, slope)
        found += step
        if np.abs(step).max() < _SMALL:
            break
    own = found[1:] / scale
    return Linear(float(found[0] - mean @ own), own)


def out_of_fold(
    signals: Floats, positive: Flags, weights: Floats, groups: Sequence[str], ridge: float
) -> Floats:
    """Return each row's log-odds from a model that saw no row of its group."""
    fold = fold_of(groups)
    totals = np.zeros(len(signals))
    for number in range(FOLDS):
        out = fold == number
        if out.any():
            model = fit(signals[~out], positive[~out], weights[~out], ridge)
            totals[out] = model.total(signals[out])
    return totals


def fold_of(groups: Sequence[str]) -> NDArray[np.int64]:
    """Return the fold of each row: groups in the order they come, dealt round."""
    order = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    return np.array([order[group] % FOLDS for group in groups], np.int64)


def best_ridge(signals: Floats, positive: Flags, weights: Floats, groups: Sequence[str]) -> float:
    """Return the one of `RIDGES` under which unseen rows are least surprising."""
    balanced = _balanced(positive, weights)

    def surprise(ridge: float) -> float:
        totals = out_of_fold(signals, positive, weights, groups, ridge)
        return float(balanced @ np.logaddexp(0, np.where(positive, -totals, totals)))

    return min(RIDGES, key=surprise)


def auc(totals: Floats, positive: Flags) -> float:
    """Return how often a positive row scores above a negative one; ties count half."""
    above, below = np.sort(totals[positive]), np.sort(totals[~positive])
    left = np.searchsorted(below, above, "left")
    right = np.searchsorted(below, above, "right")
    return float((left + right).sum() / (2 * len(above) * len(below)))


def best_cut(totals: Floats, worst: Callable[[float], float]) -> float:
    """Return where to cut *totals* so that ``worst(cut)`` is greatest.

    Of neighbouring cuts that do equally well the middle one: it holds best for other rows.
    """
    values = np.unique(totals)
    cuts = (values[1:] + values[:-1]) / 2
    scores = np.array([worst(float(cut)) for cut in cuts])
    best = int(scores.argmax())
    last = best
    while last + 1 < len(scores) and scores[last + 1] == scores[best]:
        last += 1
    return float((cuts[best] + cuts[last]) / 2)


def _balanced(positive: Flags, weights: Floats) -> Floats:
    share = np.where(positive, weights[positive].sum(), weights[~positive].sum())
    balanced: Floats = weights / share * len(weights) / 2
    return balanced


def _logistic(totals: Floats) -> Floats:
    likely: Floats = 1 / (1 + np.exp(-np.clip(totals, -500, 500)))
    return likely
