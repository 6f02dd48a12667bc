"""How long a question, a start, a refresh and a build take, and how much memory serving needs."""

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.data import Question
from tests.bench.libraries import run_module


def serving(home: Path, questions: Iterable[Question], light: bool = False) -> dict[str, Any]:
    """Return what `tests.bench.serving` measures on the library in *home*.

    *light* says that its vectors are made of hashes.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "questions.json"
        path.write_text(json.dumps([question.text for question in questions]), "utf-8")
        arguments = [str(home), str(path), *(["--light"] if light else [])]
        return _measured(run_module("tests.bench.serving", *arguments))


def refreshing(home: Path, folder: Path) -> dict[str, Any]:
    """Return what `tests.bench.refreshing` measures on the files in *folder*."""
    return _measured(run_module("tests.bench.refreshing", str(home), str(folder)))


def building(data: Path) -> dict[str, Any]:
    """Return what `tests.bench.building` measures on some of the 75,870 articles."""
    articles = data / "law75k" / "articles.jsonl.gz"
    return _measured(run_module("tests.bench.building", str(articles)))


def _measured(printed: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(printed)
    return values
