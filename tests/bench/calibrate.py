"""Fits knowledge/confidence.py: ``python -m tests.bench.calibrate HOME… [--zalo HOME]``.

Each HOME holds a library that answers the set "held": the starter library, and the 55
regulations (see tests/bench/questions/README.md for the three sets). Where the benchmark's data
is at hand, its Zalo questions are asked too: of those libraries as questions about other law,
and of the library of their own articles (--zalo) as questions that it answers. The development
halves are fitted, the held halves only measured.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from knowledge.assistant import Assistant
from knowledge.clock import SystemClock
from knowledge.confidence import Signals
from tests.bench.data import data_folder

QUESTIONS = Path(__file__).parent / "questions"
OWN_SETS = {"held": True, "not_held": False, "other_fields": False}
ZALO_WEIGHT = 0.3
"""Weight of a Zalo question beside one of ours: they are all formal, and many."""
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6)


@dataclass(frozen=True)
class Row:
    """One question asked of one library."""

    library: str
    kind: str
    answerable: bool
    development: bool
    signals: tuple[float, ...]


def own_questions(name: str) -> Iterator[tuple[str, bool]]:
    """Yield (question, in the development half) of one of our sets."""
    for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield entry["question"], int(entry["id"][1:]) % 2 == 0


def zalo_questions() -> Iterator[tuple[str, bool, set[str]]]:
    """Yield (question, in the development half, laws that answer it); nothing without the data."""
    folder = data_folder()
    if folder is None:
        return
    path = folder / "eval" / "zalo" / "questions.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        laws = {gold.split("|")[0] for gold in entry["relevant"]}
        yield entry["question"], entry["id"][0] in "01234567", laws


def rows_of(home: Path, sets: dict[str, bool]) -> Iterator[Row]:
    """Ask the library of *home* our *sets*, and Zalo's questions where that makes sense."""
    assistant = Assistant.open(home, SystemClock())
    for kind, answerable in sets.items():
        for question, half in own_questions(kind):
            yield Row(home.name, kind, answerable, half, astuple(assistant.signals(question)))
    holds_zalo = "held" not in sets
    for question, half, laws in zalo_questions():
        if holds_zalo == any(law in assistant.library for law in laws):
            signals = astuple(assistant.signals(question))
            yield Row(home.name, "zalo", holds_zalo, half, signals)


def main() -> None:
    """Fit on the development halves, print the weights and what they do on both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("homes", nargs="+", type=Path)
    parser.add_argument("--zalo", type=Path)
    given = parser.parse_args()
    rows = [row for home in given.homes for row in rows_of(home, OWN_SETS)]
    if given.zalo:
        rows += rows_of(given.zalo, {"other_fields": False})
    weights, bias = fit([row for row in rows if row.development])
    print("bias", round(bias, 3))
    for field, weight in zip(fields(Signals), weights, strict=True):
        print(field.name, round(float(weight), 3))
    for half in (True, False):
        print("development half" if half else "held half")
        report([row for row in rows if row.development is half], weights, bias)


def fit(rows: list[Row]) -> tuple[NDArray[np.float64], float]:
    """Return the weights and the bias of the logistic model over *rows*."""
    signals = np.array([row.signals for row in rows])
    scale = signals.std(axis=0)
    model = LogisticRegression(class_weight="balanced", max_iter=5000).fit(
        signals / scale,
        [row.answerable for row in rows],
        sample_weight=[ZALO_WEIGHT if row.kind == "zalo" else 1.0 for row in rows],
    )
    return model.coef_[0] / scale, float(model.intercept_[0])


def report(rows: list[Row], weights: NDArray[np.float64], bias: float) -> None:
    """Print for each library and set the share that is refused at some thresholds."""
    for key in dict.fromkeys((row.library, row.kind, row.answerable) for row in rows):
        chosen = [row for row in rows if (row.library, row.kind, row.answerable) == key]
        total = np.array([row.signals for row in chosen]) @ weights + bias
        sure = 1 / (1 + np.exp(-total))
        shares = "  ".join(f"{t:.2f}: {(sure < t).mean():.3f}" for t in THRESHOLDS)
        wanted = "should be answered" if key[2] else "should be refused"
        print(f"  {key[0]}, {key[1]} ({len(chosen)}, {wanted}): refused at {shares}")


if __name__ == "__main__":
    main()
