"""The questions for adapting the encoder are whole, each other than the rest, typed in full."""

import json
import tomllib
import unicodedata
from collections import Counter

import pytest

from indexer.adapting.questions import FOLDER, Twins, read_questions

FILES = sorted(FOLDER.glob("*.jsonl"))
REGISTERS = {"formal", "colloquial", "situational", "bare", "abbreviated"}
LEAST = 3_000
"""Questions, of which each register has a share."""


@pytest.fixture(scope="module")
def questions() -> list[dict[str, str]]:
    """Return all of them."""
    lines = [line for file in FILES for line in file.read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def test_every_question_has_its_article_and_register(questions: list[dict[str, str]]) -> None:
    """Nothing else is said of it."""
    assert {("article", "question", "register")} == {tuple(sorted(one)) for one in questions}
    assert REGISTERS == {one["register"] for one in questions}
    assert all(number and label for one in questions for number, label in [article_of(one)])


def test_no_question_is_asked_twice(questions: list[dict[str, str]]) -> None:
    """In whatever case it is written."""
    counts = Counter(one["question"].casefold() for one in questions)

    assert [] == [question for question, count in counts.items() if count > 1]
    assert len(counts) >= LEAST


def test_each_register_has_its_share(questions: list[dict[str, str]]) -> None:
    """None has less than half of an equal one."""
    counts = Counter(one["register"] for one in questions)

    assert min(counts.values()) >= len(questions) / len(REGISTERS) / 2


def test_questions_are_typed_in_full(questions: list[dict[str, str]]) -> None:
    """Composed characters, no blanks at the edges; what is left out when typing a program makes."""
    texts = [one["question"] for one in questions]

    assert [] == [text for text in texts if unicodedata.normalize("NFC", text.strip()) != text]
    assert [] == [text for text in texts if text.isascii() and len(text.split()) > 3]


def test_all_questions_are_read(questions: list[dict[str, str]]) -> None:
    """Each with its article, and the article's document."""
    read = read_questions()

    assert [(one["article"], one["question"]) for one in questions] == [
        (one.article, one.text) for one in read
    ]
    assert {one["article"].split("|")[0] for one in questions} == {one.document for one in read}


def test_twins_are_articles_that_questions_are_about(questions: list[dict[str, str]]) -> None:
    """A misspelt number would leave its group without effect."""
    groups = tomllib.loads((FOLDER / "twins.toml").read_text("utf-8"))["groups"]
    articles = {one["article"] for one in questions}
    documents = {article.split("|")[0] for article in articles}

    for group in groups:
        assert len(group) > 1
        assert [] == [name for name in group if name not in articles | documents]


def test_documents_and_articles_can_be_twins() -> None:
    """A document's number stands for all its articles."""
    twins = Twins([["1/2020/NĐ-CP", "2/2026/NĐ-CP"], ["3/2020/QH14|5", "3/2020/QH14|6"]])

    assert twins.match("1/2020/NĐ-CP|4", "2/2026/NĐ-CP|9")
    assert twins.match("3/2020/QH14|5", "3/2020/QH14|6")
    assert not twins.match("3/2020/QH14|5", "3/2020/QH14|7")
    assert not twins.match("1/2020/NĐ-CP|4", "3/2020/QH14|4")


def article_of(question: dict[str, str]) -> tuple[str, str]:
    """Return number and label of the article that answers."""
    number, _, label = question["article"].partition("|")
    return number, label
