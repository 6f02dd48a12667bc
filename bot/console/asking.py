"""Commands that look into the library: ask, search."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from bot.console.day import DAY
from bot.console.home import open_assistant
from knowledge.errors import CongvuError

_AS_OF = click.option(
    "--as-of",
    type=DAY,
    help="The day whose law counts, as 2021-03-05 or 05/03/2021; today if not given.",
)


class QuestionsError(CongvuError):
    """A file of questions cannot be read; the message names the line."""


@click.command()
@click.argument("question", required=False)
@click.option(
    "--questions",
    type=click.Path(path_type=Path, allow_dash=True),
    help='A file with one {"id", "question"} per line; one JSON object per line comes out.',
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_AS_OF
def ask(question: str | None, questions: Path | None, as_json: bool, as_of: date | None) -> None:
    """Answer QUESTION with quotes from the library.

    Without --json for people; when the library does not hold the answer, it says so.
    """
    if (question is None) == (questions is None):
        raise click.UsageError("Give either a QUESTION or --questions FILE.")
    asked = _questions(questions) if questions else [("", _typed(question or ""))]
    assistant = open_assistant()

    from bot.console.answers import answer_json, answer_text

    for key, text in asked:
        answer = assistant.ask(text, as_of)
        if questions:
            click.echo(_json({"id": key} | answer_json(answer)))
        elif as_json:
            click.echo(_json(answer_json(answer)))
        else:
            from bot.questions.screen import View
            from bot.texts import Texts

            click.echo(answer_text(View(assistant.library, Texts.load(), answer.as_of), answer))


@click.command()
@click.option(
    "--questions",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help='A file with one {"id", "question"} per line; "-" for standard input.',
)
@click.option(
    "--top",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="How many provisions to return for each question.",
)
@_AS_OF
def search(questions: Path, top: int, as_of: date | None) -> None:
    """Rank provisions for a file of questions.

    One {"id", "hits"} per line comes out.
    """
    asked = _questions(questions)
    assistant = open_assistant()
    for key, text in asked:
        hits = assistant.search(text, top, as_of) if text.strip() else []
        ranked = [{"id": name, "score": round(score, 6)} for name, score in hits]
        click.echo(_json({"id": key, "hits": ranked}))


def _typed(question: str) -> str:
    """Return a question given on the command line, once it is one."""
    if not question.strip():
        raise click.UsageError("The QUESTION is empty.")
    if not _encodable(question):
        raise QuestionsError("The question is not UTF-8 text: set the terminal to UTF-8.")
    return question


def _encodable(text: str) -> bool:
    """Say whether *text* has only whole characters, no halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _questions(path: Path) -> list[tuple[object, str]]:
    """Return (id, question) of each line; raise QuestionsError for the first bad one."""
    return list(_read_questions(path))


def _read_questions(path: Path) -> Iterator[tuple[object, str]]:
    if str(path) == "-" and sys.stdin is None:
        raise QuestionsError("Standard input is closed: pipe the questions in, or name a file.")
    try:
        with click.open_file(str(path), encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise QuestionsError(f"{path} cannot be read: {reason}.") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            key, question = entry["id"], entry["question"]
        except (ValueError, TypeError, KeyError, RecursionError):
            key = question = None
        if not isinstance(question, str) or not _encodable(_json({"id": key, "": question})):
            raise QuestionsError(f'{path}, line {number} is not {{"id": …, "question": "…"}}.')
        yield key, question


def _json(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False)
