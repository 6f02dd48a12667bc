"""The bot's errors, and what becomes of one that nobody foresaw.

The person gets one polite sentence with an error number; the log gets the same number with the
update's id, the handler's name and the traceback, and no word, name or token of anybody.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from knowledge.errors import CongvuError

_log = logging.getLogger(__name__)

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No character that reads like another."""

_HARMLESS = (
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to be replied not found",
    "message to edit not found",
    "message can't be edited",
)
"""Refusals of the Bot API that only say that somebody pressed twice, late, or deleted a message."""


class BotError(CongvuError):
    """The bot cannot start or go on; its message says what to do."""


def harmless(error: BaseException) -> bool:
    """Return whether *error* needs no answer: a repeated press, a closed chat."""
    if isinstance(error, Forbidden):
        return True
    return isinstance(error, BadRequest) and any(
        text in error.message.lower() for text in _HARMLESS
    )


def new_number() -> str:
    """Return a fresh error number of the form "K7M3-9QXA"."""
    digits = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{digits[:4]}-{digits[4:]}"


def report(error: BaseException, update_id: int | None, handler: str) -> str:
    """Log *error* without any text it carries and return its number."""
    number = new_number()
    _log.error(
        "Error %s: update %s, handler %s, %s\n%s",
        number,
        update_id,
        handler or "none",
        type(error).__name__,
        "\n".join(_frames(error)),
    )
    return number


def note_transport(error: BaseException) -> None:
    """Log a failure to reach the Bot API outside any handler; polling tries again by itself."""
    passing = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    level = logging.WARNING if passing or isinstance(error, TelegramError) else logging.ERROR
    _log.log(level, "Trouble with the Bot API: %s\n%s", type(error).__name__, _last_frame(error))


def _frames(error: BaseException) -> Iterator[str]:
    """Yield the traceback of *error* and of its causes: places and types, never messages."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _frames(cause)
        yield f"which led to {type(error).__name__}:"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()


def _last_frame(error: BaseException) -> str:
    return "".join(traceback.format_tb(error.__traceback__)[-1:]).rstrip()
