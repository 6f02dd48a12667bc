"""What becomes of an error on the way in: it is sorted, counted, told, and waited out.

Nothing that Telegram, the network or the disk does ends the taking in of updates. Every error is
tried again after a pause that grows to a minute, so that a state that lasts costs nothing.
"""

import asyncio
import logging
import random
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from telegram.error import (
    BadRequest,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.delivery.health import Health
from bot.delivery.metrics import Metrics
from bot.delivery.transport import BadAnswer

_log = logging.getLogger(__name__)

FIRST_PAUSE: Final = 1.0
"""Seconds before the first attempt after an error."""
LONGEST_PAUSE: Final = 60.0
_JITTER: Final = 0.25
"""The part of a pause that chance takes off, so that bots do not come back in step."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error."""

    name: str
    """What the metrics call it, and the code of what chats say of it."""
    sentence: str
    """What is wrong and what to do."""
    passing: bool = False
    """Whether one alone says nothing: it happens on any day."""
    part: str = "polling"
    """What is in trouble; see ``health.PARTS``."""


_UNREACHED: Final = "check the network, CONGVU_API_BASE and CONGVU_PROXY."
_TOKEN: Final = Kind(
    "token", "Telegram refuses the bot token (401 or 404): check CONGVU_BOT_TOKEN."
)
_CONFLICT: Final = Kind(
    "conflict", "Another program takes this bot's updates: end that one, or this one."
)
_FLOOD: Final = Kind("flood", "Telegram asks this bot to wait before it asks again.", passing=True)
_GARBAGE: Final = Kind("garbage", f"The Bot API cannot be understood: {_UNREACHED}", passing=True)
_TIMEOUT: Final = Kind(
    "timeout", f"The Bot API does not answer in time: {_UNREACHED}", passing=True
)
_REFUSED: Final = Kind("refused", "The Bot API refuses what it is asked: check CONGVU_API_BASE.")
_NETWORK: Final = Kind(
    "network", f"The Bot API cannot be reached, or fails: {_UNREACHED}", passing=True
)
_DISK: Final = Kind(
    "disk",
    "Updates cannot be stored and wait at Telegram: free space on the disk of CONGVU_HOME.",
    part="disk",
)
_OTHER: Final = Kind("other", "Updates cannot be taken in; the log names the error.")
_KINDS: Final[tuple[tuple[type[Exception], Kind], ...]] = (
    (sqlite3.Error, _DISK),
    (InvalidToken, _TOKEN),
    (Conflict, _CONFLICT),
    (RetryAfter, _FLOOD),
    (BadAnswer, _GARBAGE),
    (TimedOut, _TIMEOUT),
    (BadRequest, _REFUSED),
    (NetworkError, _NETWORK),
)
"""The first that fits counts."""


def kind_of(error: Exception) -> Kind:
    """Return what kind of error *error* is."""
    return next((kind for known, kind in _KINDS if isinstance(error, known)), _OTHER)


class Troubles:
    """The errors in a row, and the pauses between the attempts.

    *pause* waits for so many seconds.
    """

    def __init__(
        self,
        health: Health,
        metrics: Metrics,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._health = health
        self._metrics = metrics
        self._pause = pause
        self._row = 0
        self._logged = ("", 0.0)

    def note(self, error: Exception) -> Kind:
        """Count *error* and let the health say it; of its words nothing is kept."""
        kind = kind_of(error)
        self._metrics.polling_errors.labels(kind=kind.name).inc()
        if self._row or not kind.passing:
            self._health.trouble(kind.part, kind.sentence, kind.name)
        return kind

    async def wait_out(self, error: Exception) -> None:
        """Note *error*, then pause: longer each time, and as long as Telegram asks for."""
        kind = self.note(error)
        step = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._row, 10))
        self._row += 1
        seconds = max(step * (1 - _JITTER * random.random()), _asked_for(error))
        if self._logged != (kind.name, step):
            self._logged = (kind.name, step)
            known = f"{kind.name}, {type(error).__name__}"
            _log.warning("Taking updates in failed (%s); again in %.0f s", known, seconds)
        await self._pause(seconds)

    def over(self) -> None:
        """Note that an attempt went well."""
        if self._row:
            _log.info("Updates come in again after %s failures", self._row)
        self._row, self._logged = 0, ("", 0.0)
        self._health.well("polling")


def _asked_for(error: Exception) -> float:
    """Return the seconds that Telegram wants to be left alone for."""
    if not isinstance(error, RetryAfter):
        return 0.0
    wait = error.retry_after  # python-telegram-bot gives either, by a setting of its own
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
