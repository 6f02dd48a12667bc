"""Decides whether the best provision answers the question, or the library does not hold it.

A logistic model over a few signals, none of which depends on the library's size. Its weights come
from `python -m tests.bench.calibrate` (questions and method: docs/design.md).
"""

from dataclasses import astuple, dataclass
from math import exp


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a ranking before anything is shown."""

    coverage: float
    """Share of the question, by rarity, that the best unit speaks of."""
    headings: float
    """The same of its heading and its document's title alone."""
    cosine: float
    """Of the best unit with the question."""
    length: float
    """Natural logarithm of the question's words: the longer, the lower every cosine."""


@dataclass(frozen=True, slots=True)
class _Model:
    bias: float
    weights: Signals


_MODEL = _Model(
    bias=-40.198,
    weights=Signals(coverage=3.216, headings=3.449, cosine=42.201, length=3.367),
)
THRESHOLD = 0.5
"""Below it the answer is a refusal; chosen on the development half of the question sets."""


def confidence(signals: Signals) -> float:
    """Return the probability that the best unit answers, 0 to 1."""
    total = _MODEL.bias + sum(
        weight * value
        for weight, value in zip(astuple(_MODEL.weights), astuple(signals), strict=True)
    )
    return 1 / (1 + exp(-total))
