"""Which questions count as answerable."""

from tests.bench.data import Question
from tests.bench.refusal import answerable


def test_one_rule_in_force_makes_a_question_answerable() -> None:
    """Of the old and the new rule one must be in force; of an ended law none is."""
    both = Question("h2", "?", ("1/2010/QH12|5", "2/2020/QH14|7"))
    ended = Question("h4", "?", ("1/2010/QH12|6",))

    assert (both,) == answerable([both, ended], {"2/2020/QH14|7", "2/2020/QH14|8"})
