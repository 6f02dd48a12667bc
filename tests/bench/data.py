"""The measuring data: where it lies, and the question sets as they are asked."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from knowledge.clock import VIETNAM, FixedClock

CLOCK = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=VIETNAM))
"""When the questions are asked: a measurement must not change with the calendar."""
_CIVIL_DAY = date(2024, 1, 1)
"""As of which eval/civil is asked: its gold is of 2021 to 2023; some has been replaced since."""
_CIVIL_LAWS = {
    "Luật Viên chức": "58/2010/QH12",
    "Luật Viên chức 2010": "58/2010/QH12",
    "Luật Thanh tra 2022": "11/2022/QH15",
}
"""Laws that eval/civil calls by name, by their numbers in the library."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what answers it."""

    id: str
    text: str
    relevant: tuple[str, ...] = ()
    """Ids of the Điều that answer; none when the library should refuse."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions that are asked and counted together."""

    name: str
    library: str
    """Name of the library they are put to."""
    questions: tuple[Question, ...]
    as_of: date | None = None
    """Day as of which they are asked; None for today (`CLOCK`) or the day a question names."""
    note: str = ""

    def first(self, count: int | None) -> "QuestionSet":
        """Return the set with its first *count* questions; all of them for None."""
        return replace(self, questions=self.questions[:count])


def data_folder() -> Path | None:
    """Return the folder of real regulations and questions, or None where it is absent."""
    default = Path(__file__).parents[3] / "shared" / "data"
    folder = Path(os.environ.get("CONGVU_DATA", default))
    return folder if folder.is_dir() else None


def read_questions(path: Path) -> tuple[Question, ...]:
    """Return the questions of a file with one JSON object on each line."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return tuple(_question(row) for row in rows)


def _question(row: dict[str, Any]) -> Question:
    return Question(row["id"], row["question"], tuple(row.get("relevant", ())))


def zalo_sets(data: Path) -> tuple[QuestionSet, QuestionSet]:
    """Return the development half of eval/zalo (ids beginning 0-7) and the held half (8-f)."""
    questions = read_questions(data / "eval" / "zalo" / "questions.jsonl")
    halves = [
        tuple(q for q in questions if (int(q.id[0], 16) >= 8) is held) for held in (False, True)
    ]
    return (
        QuestionSet("zalo, development half", "zalo", halves[0], note="chose the weights"),
        QuestionSet("zalo, held half", "zalo", halves[1]),
    )


def alqac_set(data: Path) -> QuestionSet:
    """Return eval/alqac: statements to be judged, and questions."""
    return QuestionSet(
        "alqac", "alqac", read_questions(data / "eval" / "alqac" / "questions.jsonl")
    )


def civil_set(data: Path, held: Iterable[str]) -> QuestionSet:
    """Return eval/civil, asked of the regulations, whose Điều are *held*.

    A question none of whose gold is held is left out, and the set's note says how many were.
    """
    ids = frozenset(held)
    asked = [_civil(q) for q in read_questions(data / "eval" / "civil" / "questions.jsonl")]
    kept = tuple(question for question in asked if ids.intersection(question.relevant))
    note = f"as of {_CIVIL_DAY:%d/%m/%Y}"
    if len(kept) < len(asked):
        note += f"; {len(asked) - len(kept)} left out, whose Điều is not among the files"
    return QuestionSet("civil", "regs", kept, _CIVIL_DAY, note)


def _civil(question: Question) -> Question:
    pairs = [name.rsplit("|", 1) for name in question.relevant]
    relevant = tuple(f"{_CIVIL_LAWS.get(law, law)}|{article}" for law, article in pairs)
    return replace(question, relevant=relevant)
