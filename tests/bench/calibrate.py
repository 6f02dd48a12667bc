"""Fits the weights of knowledge/confidence.py: ``python -m tests.bench.calibrate HOME…``.

Each HOME holds a library that answers the set "held": the starter library, and the 55
regulations (see tests/bench/questions/README.md for the three sets). The development half is
fitted, the held half only measured.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from knowledge.assistant import Assistant
from knowledge.clock import SystemClock
from knowledge.confidence import Signals

QUESTIONS = Path(__file__).parent / "questions"
SETS = {"held": 1, "not_held": 0, "other_fields": 0}


def questions(name: str) -> Iterator[tuple[str, bool]]:
    """Yield (question, belongs to the development half) of a set."""
    for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield entry["question"], int(entry["id"][1:]) % 2 == 0


def main(homes: list[Path]) -> None:
    """Fit on the development half, print the weights and what they do on both halves."""
    rows = [row for home in homes for row in _rows(home)]
    libraries, names = (np.array([row[at] for row in rows]) for at in (0, 1))
    labels, development = (np.array([row[at] for row in rows], bool) for at in (2, 3))
    signals = np.array([row[4:] for row in rows], float)
    scale = signals[development].std(axis=0)
    model = LogisticRegression(class_weight="balanced", max_iter=5000)
    model.fit(signals[development] / scale, labels[development])
    weights = model.coef_[0] / scale
    print("bias", round(float(model.intercept_[0]), 3))
    for field, weight in zip(fields(Signals), weights, strict=True):
        print(field.name, round(float(weight), 3))
    sure = 1 / (1 + np.exp(-(signals @ weights + model.intercept_[0])))
    for home in homes:
        for half, in_half in (("development", development), ("held", ~development)):
            chosen = in_half & (libraries == str(home))
            auc = roc_auc_score(labels[chosen], sure[chosen])
            print(f"{home.name}, {half} half: AUC {auc:.3f}")
            for threshold in np.arange(0.4, 0.75, 0.05):
                print(f"  {threshold:.2f}", _at(sure[chosen], names[chosen], threshold))


def _rows(home: Path) -> Iterator[tuple[object, ...]]:
    """Yield (home, set, answerable, in the development half, *signals) for each question."""
    assistant = Assistant.open(home, SystemClock())
    for name, label in SETS.items():
        for question, development in questions(name):
            signals = astuple(assistant.signals(question))
            yield str(home), name, label, development, *signals


def _at(sure: np.ndarray, names: np.ndarray, threshold: float) -> str:
    refused = sure < threshold
    wrong = names != "held"
    parts = [f"precision {(refused & wrong).sum() / max(refused.sum(), 1):.3f}"]
    parts += [
        f"recall {name} {refused[names == name].mean():.3f}" for name in SETS if name != "held"
    ]
    return "  ".join([*parts, f"answered {(~refused[names == 'held']).mean():.3f}"])


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
