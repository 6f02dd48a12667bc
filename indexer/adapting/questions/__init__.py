"""The questions learnt from: our own, each answered by its article (README.md)."""

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.vietnamese import expand_abbreviations, normalise

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """One question and the Điều that answers it."""

    article: str
    """Id, ``<number>|<Điều>``."""
    text: str
    """Typed in full; see `understood`."""

    @property
    def document(self) -> str:
        """Number of the document that answers."""
        return self.article.split("|")[0]


def read_questions() -> list[TrainingQuestion]:
    """Return all questions, in the order of their files."""
    files = sorted(FOLDER.glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    rows = map(json.loads, lines)
    return [TrainingQuestion(row["article"], row["question"]) for row in rows]


def understood(text: str) -> str:
    """Return what the encoder is asked when *text* is typed with all marks."""
    return expand_abbreviations(normalise(text).strip())


class Twins:
    """Articles that may answer for each other, and so are not each other's counterexamples."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        """Take groups of ids of articles, and of numbers of whole documents."""
        self._groups: dict[str, set[int]] = {}
        for at, group in enumerate(groups):
            for name in group:
                self._groups.setdefault(name, set()).add(at)

    @classmethod
    def known(cls) -> "Twins":
        """Return those that were found when the questions were written."""
        groups = tomllib.loads((FOLDER / "twins.toml").read_text("utf-8"))["groups"]
        return cls(groups)

    def match(self, one: str, other: str) -> bool:
        """Say whether articles *one* and *other* belong to one group."""
        return not self._of(one).isdisjoint(self._of(other))

    def _of(self, article: str) -> set[int]:
        number = article.split("|")[0]
        return self._groups.get(article, set()) | self._groups.get(number, set())
