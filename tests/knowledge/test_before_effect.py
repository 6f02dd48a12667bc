"""A question may name its day by a law: the last day before that took effect."""

from datetime import date

import pytest

from knowledge.assistant import Assistant
from knowledge.before_effect import day_before_effect
from knowledge.library import Library
from knowledge.resolver import Resolver

LAST = date(2019, 12, 31)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (
            "Trước khi Luật Ngựa công năm 2019 có hiệu lực, ngựa ăn mấy cân cỏ?",
            "ngựa ăn mấy cân cỏ?",
        ),
        (
            "trước ngày 804/2019/QH14 có hiệu lực thi hành thì ngựa ăn gì",
            "ngựa ăn gì",
        ),
        (
            "Ngựa công ăn mấy cân cỏ trước khi Luật Ngựa công 2019 bắt đầu có hiệu lực?",
            "Ngựa công ăn mấy cân cỏ?",
        ),
    ],
)
def test_the_day_before_the_law_took_effect_is_meant(held: Library, typed: str, left: str) -> None:
    """What names the day is no part of the question."""
    assert (LAST, left) == day_before_effect(typed, Resolver(held))


@pytest.mark.parametrize(
    "typed",
    [
        "Trước khi Luật Voi công có hiệu lực thì sao?",  # not held
        "Trước khi Chỉ thị 26/CT-TTg có hiệu lực thì sao?",  # no known day
        "Luật Ngựa công năm 2019 có hiệu lực khi nào?",
        "Trước khi khởi công phải làm gì?",
    ],
)
def test_without_a_law_of_a_known_day_no_day_is_named(held: Library, typed: str) -> None:
    """The question is read as it stands."""
    assert day_before_effect(typed, Resolver(held)) is None


def test_the_answer_is_the_law_of_before(assistant: Assistant) -> None:
    """As when its year is said."""
    question = "Trước khi Luật Ngựa công 2019 có hiệu lực, ngựa công ăn mấy cân cỏ khô một ngày?"

    answer = assistant.ask(question)

    assert LAST == answer.as_of
    assert "803/2008/QH12" == answer.quotes[0].document.number
