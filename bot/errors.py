"""The bot's errors, and what becomes of one that nobody foresaw.

The person gets one polite sentence with an error number; the log gets the same number with the
update's id, the handler's name and the traceback, and no word, name or token of anybody.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator

from knowledge.errors import CongvuError

_log = logging.getLogger(__name__)

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No character that reads like another."""


class BotError(CongvuError):
    """The bot cannot start or go on; its message says what to do."""


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


def note_timeout(update_id: int) -> str:
    """Log that an update took too long to handle and return the error's number."""
    number = new_number()
    _log.error("Error %s: update %s took too long", number, update_id)
    return number


def _frames(error: BaseException) -> Iterator[str]:
    """Yield the traceback of *error* and of its causes: places and types, never messages."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _frames(cause)
        yield f"which led to {type(error).__name__}:"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
