"""A logistic model over a few signals, fitted so that it holds for questions it has not seen.

Regularised by a ridge whose strength is chosen by cross-validation. What a row scores while the
fit is judged comes from the folds that it was not in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
FOLDS = 10
RIDGES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


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
    scaler = StandardScaler()
    model = LogisticRegression(C=1 / ridge, solver="newton-cholesky", tol=1e-8)
    rows = scaler.fit_transform(signals)
    model.fit(rows, positive, sample_weight=_balanced(positive, weights))
    own: Floats = model.coef_[0] / scaler.scale_
    return Linear(float(model.intercept_[0] - scaler.mean_ @ own), own)


def out_of_fold(
    signals: Floats, positive: Flags, weights: Floats, groups: Sequence[str], ridge: float
) -> Floats:
    """Return each row's log-odds from a model that saw no row of its group."""
    totals = np.zeros(len(signals))
    for seen, unseen in GroupKFold(FOLDS).split(signals, positive, groups):
        model = fit(signals[seen], positive[seen], weights[seen], ridge)
        totals[unseen] = model.total(signals[unseen])
    return totals


def best_ridge(signals: Floats, positive: Flags, weights: Floats, groups: Sequence[str]) -> float:
    """Return the one of `RIDGES` under which unseen rows are least surprising."""
    balanced = _balanced(positive, weights)

    def surprise(ridge: float) -> float:
        totals = out_of_fold(signals, positive, weights, groups, ridge)
        return float(log_loss(positive, 1 / (1 + np.exp(-totals)), sample_weight=balanced))

    return min(RIDGES, key=surprise)


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
