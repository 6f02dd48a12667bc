"""A rule for viên chức does not answer a question about công chức, nor the other way round."""

import pytest

from knowledge.assistant import Assistant
from knowledge.model import Outcome


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Ngày hội của công chức vào tháng mấy?", "805/2020/NĐ-CP"),
        ("Ngày hội của viên chức vào tháng mấy?", "806/2020/NĐ-CP"),
        ("ngay hoi cua vien chuc vao thang may", "806/2020/NĐ-CP"),
    ],
)
def test_each_is_answered_from_its_own_rule(
    assistant: Assistant, question: str, number: str
) -> None:
    """One syllable decides which decree applies."""
    assert number == assistant.ask(question).quotes[0].document.number


def test_what_only_the_other_has_is_refused(assistant: Assistant) -> None:
    """The prize is for viên chức; nothing is said of công chức."""
    asked = "Giải thưởng bơi chải của {} thắng cuộc là gì?"

    assert Outcome.ANSWERED is assistant.ask(asked.format("viên chức")).outcome
    assert Outcome.NOT_FOUND is assistant.ask(asked.format("công chức")).outcome


def test_who_asks_about_both_is_answered_from_either(assistant: Assistant) -> None:
    """Nothing is held back from a question that names both."""
    answer = assistant.ask("Giải thưởng bơi chải của công chức, viên chức là gì?")

    assert "806/2020/NĐ-CP" == answer.quotes[0].document.number


def test_who_names_a_rule_gets_it_whomever_it_binds(assistant: Assistant) -> None:
    """A cited Điều is not held back because it speaks of others."""
    answer = assistant.ask("Điều 2 Nghị định 806/2020/NĐ-CP về bơi chải có cho công chức không?")

    assert "806/2020/NĐ-CP" == answer.quotes[0].document.number
