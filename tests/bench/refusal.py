"""How well the assistant tells what the library holds from what it does not.

The regulations are asked three sets of questions of our own (see questions/README.md): what they
answer, legal questions whose law is not among them, and other fields. Questions with an even
number chose the weights of the confidence; those with an odd one are held. The held half of
eval/zalo is a fourth set: real questions, nearly all of law that is not among the regulations.
What only a law answers that has ended cannot be answered as of today, and is left out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.assistant import Assistant
from knowledge.library import Library
from knowledge.model import Answer, Outcome
from tests.bench.data import CLOCK, Question, read_questions
from tests.bench.metrics import Estimate, share

QUESTIONS = Path(__file__).parent / "questions"
HELD = "held"
OTHERS = ("not_held", "other_fields")
ZALO = "zalo"


@dataclass(frozen=True, slots=True)
class Refusing:
    """How well questions of some kinds were refused."""

    half: str
    kind: str
    precision: Estimate
    """Of what was refused among these questions and the answerable ones: rightly."""
    recall: Estimate
    """Of these questions: refused."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What became of the questions that the library can answer."""

    half: str
    answered: Estimate
    with_gold: Estimate
    """Of all: answered with the right Điều among the quotes."""
    gold_first: Estimate
    """Of all: answered with the right Điều first."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    refused: bool
    quoted: tuple[str, ...]
    relevant: tuple[str, ...]

    def quotes_gold(self, first: int | None = None) -> bool:
        """Say whether a right Điều is among the *first* quotes (None: among all)."""
        return bool({*self.quoted[:first]} & {*self.relevant})


def measure(
    assistant: Assistant, zalo: Iterable[Question], limit: int | None
) -> tuple[list[Refusing], list[Answering]]:
    """Return how questions were refused and answered, for each half; *limit* cuts each set."""
    refusing: list[Refusing] = []
    answering: list[Answering] = []
    sets = {name: read_questions(QUESTIONS / f"{name}.jsonl") for name in (HELD, *OTHERS)}
    sets[HELD] = answerable(sets[HELD], binding(assistant.library, CLOCK.today()))
    for half, odd in (("development", False), ("held", True)):
        outcomes = {
            name: [_asked(assistant, q) for q in _half(questions, odd)[:limit]]
            for name, questions in sets.items()
        }
        kinds = {kind: outcomes[kind] for kind in OTHERS}
        kinds["both"] = [outcome for kind in OTHERS for outcome in outcomes[kind]]
        if odd:
            kinds[ZALO] = [_asked(assistant, q) for q in _not_held(assistant, zalo)[:limit]]
        refusing += [_refusing(half, kind, outcomes[HELD], asked) for kind, asked in kinds.items()]
        answering.append(_answering(half, outcomes[HELD]))
    return refusing, answering


def binding(library: Library, day: date) -> frozenset[str]:
    """Return the ids of the Điều of *library* that are in force on *day*."""
    return frozenset(
        name
        for document, path, name in library.units()
        if library.validity(library.provision(document, path), day).in_force
    )


def answerable(questions: Iterable[Question], ids: Collection[str]) -> tuple[Question, ...]:
    """Return the questions that one of *ids* answers."""
    return tuple(one for one in questions if any(name in ids for name in one.relevant))


def _half(questions: Sequence[Question], odd: bool) -> list[Question]:
    return [question for question in questions if (int(question.id[-1]) % 2 == 1) is odd]


def _not_held(assistant: Assistant, questions: Iterable[Question]) -> list[Question]:
    """Return the questions none of whose laws is in the library."""
    return [
        question
        for question in questions
        if not any(name.split("|")[0] in assistant.library for name in question.relevant)
    ]


def _asked(assistant: Assistant, question: Question) -> _Outcome:
    answer = assistant.ask(question.text)
    return _Outcome(
        answer.outcome is Outcome.NOT_FOUND, _articles(assistant, answer), question.relevant
    )


def _articles(assistant: Assistant, answer: Answer) -> tuple[str, ...]:
    """Return the ids of the Điều that the quotes come from, best first."""
    library = assistant.library
    return tuple(library.article_of(quote.provision).id for quote in answer.quotes)


def _refusing(
    half: str, kind: str, answerable: Sequence[_Outcome], others: Sequence[_Outcome]
) -> Refusing:
    right = sum(outcome.refused for outcome in others)
    wrong = sum(outcome.refused for outcome in answerable)
    return Refusing(half, kind, share(right, right + wrong), share(right, len(others)))


def _answering(half: str, outcomes: Sequence[_Outcome]) -> Answering:
    count = len(outcomes)
    return Answering(
        half,
        answered=share(sum(not outcome.refused for outcome in outcomes), count),
        with_gold=share(sum(outcome.quotes_gold() for outcome in outcomes), count),
        gold_first=share(sum(outcome.quotes_gold(first=1) for outcome in outcomes), count),
    )
