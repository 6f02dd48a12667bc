"""The log never holds the bot's token, whoever writes to it."""

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import log_to, quiet_transport

TOKEN = "123456:not-a-real-token"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Return what the log is written to."""
    stream = io.StringIO()
    root = logging.getLogger()
    level = root.level
    handler = log_to(TOKEN, stream)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def test_the_token_is_blotted_out_of_entries_and_tracebacks(written: io.StringIO) -> None:
    """Libraries put it into error messages; the entry stays, the token goes."""
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected")
    except ValueError:
        logging.getLogger("telegram.ext").exception("Trouble with %s", TOKEN)

    assert TOKEN not in written.getvalue()
    assert "ValueError: The token `<token>` was rejected" in written.getvalue()


def test_a_librarys_own_handler_is_taken_away() -> None:
    """One that was there before would write the same entry with the token in it."""
    theirs = io.StringIO()
    root = logging.getLogger()
    root.addHandler(logging.StreamHandler(theirs))
    ours = log_to(TOKEN, io.StringIO())
    logging.getLogger("telegram").warning("Trouble with %s", TOKEN)
    root.removeHandler(ours)

    assert theirs.getvalue() == ""


def test_request_lines_are_not_logged(written: io.StringIO) -> None:
    """The transport speaks up for warnings only."""
    quiet_transport()
    logging.getLogger("httpx").info("HTTP Request: POST https://example.org/bot%s/getMe", TOKEN)
    logging.getLogger("httpx").warning("slow")

    assert "HTTP Request" not in written.getvalue()
    assert "slow" in written.getvalue()
