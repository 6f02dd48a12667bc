"""Unknown errors leave a number and a place in the log, and nothing that a person wrote."""

import logging
import re

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.errors import harmless, new_number, note_transport, report

SECRET = "nội dung tin nhắn 123456:TOKEN"


def test_a_report_names_update_handler_type_and_place(caplog: pytest.LogCaptureFixture) -> None:
    """The log entry is enough to find the mistake, and its number is the one returned."""
    number = report(_caught(), 42, "on_text")

    assert re.fullmatch("[2-9A-Z]{4}-[2-9A-Z]{4}", number)
    for part in (number, "update 42", "handler on_text", "ValueError", "_caught", "KeyError"):
        assert part in caplog.text


def test_a_report_does_not_repeat_what_the_error_says(caplog: pytest.LogCaptureFixture) -> None:
    """Messages of exceptions may quote people; only types and places are logged."""
    report(_caught(), None, "")
    note_transport(NetworkError(SECRET))

    assert SECRET not in caplog.text
    assert "TOKEN" not in caplog.text


def test_a_lost_connection_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    """Polling goes on by itself, so a failed request is no error; anything else is."""
    note_transport(NetworkError("x"))
    note_transport(ValueError("x"))

    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.ERROR]


def test_pressing_twice_or_late_is_harmless() -> None:
    """Refusals that only say so need no apology; others do."""
    assert harmless(BadRequest("Message is not modified: specified new message content"))
    assert harmless(BadRequest("Query is too old and response timeout expired"))
    assert harmless(Forbidden("bot was blocked by the user"))
    assert not harmless(BadRequest("Can't parse entities"))
    assert not harmless(ValueError("message is not modified"))


def test_numbers_differ() -> None:
    """Two errors are told apart."""
    assert new_number() != new_number()


def _caught() -> BaseException:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(SECRET) from cause
    except ValueError as error:
        return error
