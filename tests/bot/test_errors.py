"""Unknown errors leave a number and a place in the log, and nothing that a person wrote."""

import re

import pytest

from bot.errors import new_number, note_timeout, report

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

    assert SECRET not in caplog.text
    assert "TOKEN" not in caplog.text


def test_what_took_too_long_is_found_by_its_number(caplog: pytest.LogCaptureFixture) -> None:
    """The entry names the update, and the number is the one returned."""
    number = note_timeout(42)

    assert f"Error {number}: update 42 took too long" in caplog.text


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
