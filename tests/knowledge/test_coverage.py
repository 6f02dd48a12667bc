"""How much of a question a text speaks of is the same in whatever order it is counted."""

from itertools import permutations

import pytest

from knowledge.coverage import QuestionTerms


def test_the_order_of_terms_changes_nothing() -> None:
    """Not by the last bit, which would decide between two khoản that say as much."""
    terms = QuestionTerms({"một": 0.1, "hai": 0.2, "ba": 0.3, "bốn": 0.7})

    shares = {terms.share(order) for order in permutations(["một", "hai", "ba"])}

    assert len(shares) == 1
    assert shares.pop() == pytest.approx(0.6 / 1.3)


def test_a_question_without_terms_is_spoken_of_nowhere() -> None:
    """There is nothing to have a share of."""
    assert 0.0 == QuestionTerms({}).share([])
