"""Questions without their articles are counted before anything is learnt."""

import pytest

from indexer.adapting.checks import MOST_MISSING, check_articles
from indexer.adapting.corpus import Piece
from indexer.adapting.questions import TrainingQuestion
from indexer.errors import IndexerError

QUESTIONS = [TrainingQuestion(f"1/2020/NĐ-CP|{at}", f"Câu {at}?") for at in range(1, 201)]
PIECES = [Piece(one.article, "Lời của điều.") for one in QUESTIONS]
FEW = int(MOST_MISSING * len(QUESTIONS))


def test_nothing_is_said_when_every_question_has_its_article() -> None:
    """Passages of other articles do not matter."""
    said: list[str] = []

    check_articles(QUESTIONS, [*PIECES, Piece("2/2020/NĐ-CP|1", "Khác.")], said.append)

    assert [] == said


def test_a_few_missing_articles_are_a_warning_that_names_them() -> None:
    """Law is repealed; the rest of the questions can be learnt."""
    said: list[str] = []

    check_articles(QUESTIONS, PIECES[FEW:], said.append)

    (line,) = said
    assert line.startswith("4 of 200 questions have no article in what was given (4 articles")
    assert "1/2020/NĐ-CP|1, 1/2020/NĐ-CP|2, 1/2020/NĐ-CP|3, …" in line


def test_one_more_is_an_error_that_counts_them() -> None:
    """Another model would come out than the one that is described."""
    with pytest.raises(IndexerError, match=r"^5 of 200 questions have no article .* \(5 articles"):
        check_articles(QUESTIONS, PIECES[FEW + 1 :], print)


def test_a_missing_article_counts_with_all_its_questions() -> None:
    """A hundred questions about one article are a hundred missing."""
    about_one = [TrainingQuestion("9/2020/NĐ-CP|9", f"Câu {at}?") for at in range(100)]

    with pytest.raises(IndexerError, match=r"^100 of 300 .* \(1 articles are missing: 9/2020"):
        check_articles([*QUESTIONS, *about_one], PIECES, print)


@pytest.mark.parametrize("questions", [QUESTIONS, []], ids=["no law", "no questions"])
def test_nothing_to_learn_from_is_an_error(questions: list[TrainingQuestion]) -> None:
    """Whichever of the two is missing."""
    with pytest.raises(IndexerError, match="nothing was written"):
        check_articles(questions, [], print)
