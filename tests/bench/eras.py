"""How often an answer shows the law of another time.

Questions about provisions that changed are asked as of a day, said in the question or beside it.
An answer is of the wrong era when one of its quotes stands as in force and was not, or reads as
it no longer read, or did not yet, without a notice that says so. What was in force when comes
from tables read off the texts by hand (see questions/README.md), not from the library measured.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.assistant import Assistant
from knowledge.library import Library
from knowledge.model import Answer, Outcome, Quote
from tests.bench.metrics import Estimate, share

QUESTIONS = Path(__file__).parent / "questions"
HALVES = (("development", False), ("held", True))


@dataclass(frozen=True, slots=True)
class EraQuestion:
    """A question about a provision that changed."""

    id: str
    text: str
    as_of: date | None
    """Day given beside the question; None when the question says it, or means today."""
    day: date
    """Day that is meant."""
    right: tuple[str, ...]
    """Ids of the Điều that answer on that day; none when the files hold none."""
    wrong: tuple[str, ...]
    """Ids of the Điều of another time: never among the quotes as in force."""


@dataclass(frozen=True, slots=True)
class InForce:
    """From when to when a document, or a part of it, was in force."""

    number: str
    path: str
    since: date | None
    until: date | None
    """First day out of force; None while in force."""

    def covers(self, quote: Quote) -> bool:
        """Return whether *quote* comes from it."""
        return quote.document.number == self.number and _inside(quote.provision.path, self.path)

    def holds_on(self, day: date) -> bool:
        """Return whether it was in force on *day*."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """A provision that a later document changed, and which of its wordings the files hold."""

    number: str
    path: str
    day: date
    holds_new: bool
    """True when the files hold the wording from that day on; False for the one before."""

    def misread(self, quote: Quote, day: date) -> bool:
        """Return whether *quote* shows words of another time on *day* and no notice says so."""
        path = quote.provision.path
        if quote.document.number != self.number:
            return False
        if not (_inside(path, self.path) or _inside(self.path, path)):
            return False
        if self.holds_new:
            return day < self.day and not any(one.shown_is_newer for one in quote.amended)
        return day >= self.day and not any(one.begun for one in quote.amended)


@dataclass(frozen=True, slots=True)
class Truth:
    """What the texts say of their own time."""

    in_force: tuple[InForce, ...]
    changed: tuple[Changed, ...]

    def faults(self, library: Library, asked: EraQuestion, answer: Answer) -> tuple[str, ...]:
        """Return the citations of the quotes of *answer* that are of another time."""
        return tuple(
            quote.citation
            for quote in answer.quotes
            if quote.validity.in_force and self._faulty(library, asked, quote)
        )

    def _faulty(self, library: Library, asked: EraQuestion, quote: Quote) -> bool:
        return (
            library.article_of(quote.provision).id in asked.wrong
            or any(one.covers(quote) and not one.holds_on(asked.day) for one in self.in_force)
            or any(one.misread(quote, asked.day) for one in self.changed)
        )


@dataclass(frozen=True, slots=True)
class Eras:
    """What became of one half of the questions."""

    half: str
    wrong_era: Estimate
    """Of all: at least one quote of another time."""
    day_missed: Estimate
    """Of all: answered as of a day of another time than the one meant."""
    right: Estimate
    """Of those that the files answer: the right Điều among the quotes."""
    right_first: Estimate
    refused: Estimate
    """Of those that the files answer: nothing quoted."""
    other: Estimate
    """Of those that the files answer: only something else quoted."""
    rightly_refused: Estimate
    """Of those whose rule on that day is not among the files: nothing quoted."""
    faults: tuple[str, ...]
    """Each wrong-era answer: id of the question, and the citations."""


@dataclass(frozen=True, slots=True)
class _Result:
    asked: EraQuestion
    answered: bool
    quoted: tuple[str, ...]
    faults: tuple[str, ...]
    day_missed: bool


def load_questions(path: Path = QUESTIONS / "eras.jsonl") -> tuple[EraQuestion, ...]:
    """Return the questions about provisions that changed."""
    return tuple(
        EraQuestion(
            id=row["id"],
            text=row["question"],
            as_of=_day(row.get("as_of")),
            day=date.fromisoformat(row["day"]),
            right=tuple(row["right"]),
            wrong=tuple(row["wrong"]),
        )
        for row in _rows(path)
    )


def load_truth(folder: Path = QUESTIONS) -> Truth:
    """Return what the texts say of their own time."""
    return Truth(
        tuple(
            InForce(row["number"], row.get("path", ""), _day(row.get("from")), _day(row.get("to")))
            for row in _rows(folder / "in_force.jsonl")
        ),
        tuple(
            Changed(
                row["number"],
                row["path"],
                date.fromisoformat(row["day"]),
                row["holds"] == "after",
            )
            for row in _rows(folder / "changed.jsonl")
        ),
    )


def measure(
    assistant: Assistant, questions: Sequence[EraQuestion], truth: Truth, limit: int | None = None
) -> list[Eras]:
    """Return what became of each half; *limit* cuts each."""
    return [
        _measured(assistant, half, _half(questions, odd)[:limit], truth) for half, odd in HALVES
    ]


def _measured(
    assistant: Assistant, half: str, questions: Iterable[EraQuestion], truth: Truth
) -> Eras:
    results = [_asked(assistant, question, truth) for question in questions]
    held = [one for one in results if one.asked.right]
    unheld = [one for one in results if not one.asked.right]
    found = [bool({*one.quoted} & {*one.asked.right}) for one in held]
    first = [bool({*one.quoted[:1]} & {*one.asked.right}) for one in held]
    refused = sum(not one.answered for one in held)
    return Eras(
        half,
        wrong_era=share(sum(bool(one.faults) for one in results), len(results)),
        day_missed=share(sum(one.day_missed for one in results), len(results)),
        right=share(sum(found), len(held)),
        right_first=share(sum(first), len(held)),
        refused=share(refused, len(held)),
        other=share(len(held) - sum(found) - refused, len(held)),
        rightly_refused=share(sum(not one.answered for one in unheld), len(unheld)),
        faults=tuple(f"{one.asked.id}: {', '.join(one.faults)}" for one in results if one.faults),
    )


def _asked(assistant: Assistant, question: EraQuestion, truth: Truth) -> _Result:
    answer = assistant.ask(question.text, question.as_of)
    library = assistant.library
    return _Result(
        asked=question,
        answered=answer.outcome is Outcome.ANSWERED,
        quoted=tuple(library.article_of(quote.provision).id for quote in answer.quotes),
        faults=truth.faults(library, question, answer),
        # A year means its last day; whoever meant its middle meant the same year.
        day_missed=answer.as_of.year != question.day.year,
    )


def _half(questions: Sequence[EraQuestion], odd: bool) -> list[EraQuestion]:
    return [question for question in questions if (int(question.id[-1]) % 2 == 1) is odd]


def _inside(path: str, outer: str) -> bool:
    return not outer or path == outer or path.startswith(f"{outer}.")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
