"""From asked questions to the model of the confidence."""

import numpy as np

from tests.bench.calibrate import Row, Table, calibrated, worst_of
from tests.bench.refusal import HELD, OTHERS

RANDOM = np.random.default_rng(7)


def row(kind: str, value: float, *, barred: bool = False, question: str = "") -> Row:
    """Return a question of one signal, asked of the library "a"."""
    return Row("a", kind, question or f"{kind}{value}", kind == HELD, True, (value,), barred)


def test_the_worst_of_precision_and_recall_counts() -> None:
    """One answerable question refused, of four others three: recall 0.75, precision 0.75."""
    held = [row(HELD, value) for value in (0.2, 0.8, 0.9)]
    others = [row(kind, value) for kind in OTHERS for value in (0.1, 0.11, 0.12, 0.95)]
    table = Table((*held, *others))

    assert worst_of(table, table.signals[:, 0], cut=0.5) == 0.75
    assert worst_of(table, table.signals[:, 0], cut=0.15) == 0.75
    assert worst_of(table, table.signals[:, 0], cut=0.05) == 0.0


def test_what_is_refused_anyway_is_refused_under_every_cut() -> None:
    """A question that cites a law not held counts as refused, however sure the signals are."""
    others = [row(kind, 0.9, barred=True, question=kind) for kind in OTHERS]
    table = Table((row(HELD, 0.8), *others))

    assert worst_of(table, table.signals[:, 0], cut=0.5) == 1.0


def test_the_threshold_lies_between_what_can_be_told_apart() -> None:
    """Sure questions come above even odds, the others below, in rows that were not seen too."""
    held = [row(HELD, float(value)) for value in RANDOM.normal(1, 0.1, 100)]
    others = [row(kind, float(v)) for kind in OTHERS for v in RANDOM.normal(0, 0.1, 100)]
    table = Table((*held, *others))

    model, unseen, _ = calibrated(table)

    assert (model.total(np.array([[0.1], [0.9]])) > 0).tolist() == [False, True]
    assert ((unseen > 0) == table.answerable).all()
