"""Promise: it knows time."""

from datetime import date

import pytest

from knowledge.assistant import Assistant
from knowledge.model import Status

RATION = "Ngựa công được ăn mấy cân cỏ khô một ngày?"
OLD, NEW = "803/2008/QH12", "804/2019/QH14"


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2010, 1, 1), OLD),
        (date(2019, 12, 31), OLD),
        (date(2020, 1, 1), NEW),
        (date(2030, 1, 1), NEW),
    ],
)
def test_the_rule_quoted_is_the_rule_of_the_day(
    assistant: Assistant, day: date, number: str
) -> None:
    """To the day: the old law on its last day, the new one on its first."""
    quotes = assistant.ask(RATION, day).quotes
    (other,) = {OLD, NEW} - {number}

    assert number == quotes[0].document.number
    assert other not in {quote.document.number for quote in quotes}


def test_nothing_out_of_force_is_quoted_as_an_answer(assistant: Assistant) -> None:
    """Whatever is asked of today, every quote binds today."""
    for question in (RATION, "Chăn ngựa công theo luật cũ thế nào?", "Khẩu phần của ngựa công"):
        assert all(quote.validity.in_force for quote in assistant.ask(question).quotes)


def test_before_the_first_law_there_is_none(assistant: Assistant) -> None:
    """In 2005 neither law was in force."""
    quotes = assistant.ask(RATION, date(2005, 1, 1)).quotes

    assert not {OLD, NEW} & {quote.document.number for quote in quotes}


def test_what_replaced_an_old_rule_is_named(assistant: Assistant) -> None:
    """An old provision asked for by its number says when it ended and what took its place."""
    (quote,) = assistant.ask(f"Điều 1 Luật {OLD}").quotes

    assert Status.ENDED is quote.validity.status
    assert (NEW,) == quote.validity.replaced_by
