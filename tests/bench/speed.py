"""How long a question, a start and a refresh take, and how much memory serving needs."""

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.data import Question
from tests.bench.libraries import run_module


def serving(home: Path, questions: Iterable[Question]) -> dict[str, Any]:
    """Return what `tests.bench.serving` measures on the library in *home*."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "questions.json"
        path.write_text(json.dumps([question.text for question in questions]), "utf-8")
        return _measured(run_module("tests.bench.serving", str(home), str(path)))


def refreshing(home: Path, folder: Path) -> dict[str, Any]:
    """Return what `tests.bench.refreshing` measures on the files in *folder*."""
    return _measured(run_module("tests.bench.refreshing", str(home), str(folder)))


def _measured(printed: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(printed)
    return values
