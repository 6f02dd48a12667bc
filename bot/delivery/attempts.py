"""One attempt at one call: marked on disk, looked for where it may have arrived, then made."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram.error import ChatMigrated, RetryAfter

from bot.delivery.calls import Call
from bot.delivery.lanes import Waiting
from bot.delivery.metrics import Metrics
from bot.delivery.numbering import WHOLE, Bounds, Numbering
from bot.delivery.outbox import Outbox
from bot.delivery.probe import Api, edit_of, find
from bot.delivery.timing import Timing
from bot.delivery.verdicts import Verdict, judge

T = TypeVar("T")

_FULL_DISK = (1.0, 10.0)
"""Seconds between tries to write onto a full disk: the first pause and the longest."""
_IN_FLIGHT = 8
"""Ids given out before a message whose updates or answers have not come yet."""
_PER_SECOND = 30
"""Ids given out in a second of a busy bot."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt."""

    verdict: Verdict
    reason: str = ""
    seconds: float = 0.0
    """How long Telegram wants this chat to wait."""
    chat: int = 0
    """The group's new id."""


class Attempts:
    """Makes calls for the sender."""

    def __init__(
        self, api: Api, outbox: Outbox, numbering: Numbering, metrics: Metrics, timing: Timing
    ) -> None:
        self._api = api
        self._outbox = outbox
        self._numbering = numbering
        self._metrics = metrics
        self._timing = timing

    async def make(self, waiting: Waiting, call: Call) -> Outcome:
        """Make *call*; never raises what a server does."""
        try:
            await self._send(waiting, call)
        except sqlite3.Error:
            raise  # ours, not the server's
        except Exception as error:
            outcome = _outcome(error)
            if outcome.verdict in (Verdict.DELIVERED, Verdict.VOID) and not call.is_message:
                self._count(call, "ok")
            return outcome
        return Outcome(Verdict.DELIVERED)

    async def look(self, waiting: Waiting, call: Call) -> Outcome | None:
        """Look for a message that may have arrived; None if it is to be sent again."""
        try:
            found = await self._find(waiting, call)
        except Exception as error:
            return _outcome(error)
        waiting.unsure = False
        if not found:
            return None
        self._count(call, "found")
        return Outcome(Verdict.DELIVERED)

    async def written(self, mark: Callable[[], "Future[T]"]) -> T:
        """Return the result of a mark once it is safe; a full disk is waited for."""
        pause, longest = _FULL_DISK
        while True:
            try:
                return await asyncio.wrap_future(mark())
            except sqlite3.OperationalError:
                self._metrics.ledger_errors.inc()
                await self._timing.sleep(pause)
                pause = min(2 * pause, longest)

    async def _find(self, waiting: Waiting, call: Call) -> bool:
        assert call.chat is not None
        bounds = waiting.attempt or Bounds()
        candidates = list(self._numbering.candidates(call.chat, bounds, waiting.margin))
        found = await find(self._api, call, candidates, waiting.ruled_out)
        if found is None:
            self._count(call, "resent" if candidates and edit_of(call) else "blind")
            return False
        self._numbering.sent(call.chat, found, bounds)
        return True

    async def _send(self, waiting: Waiting, call: Call) -> None:
        before = Bounds()
        if call.is_message:
            if call.chat is not None:
                before = self._numbering.bounds(call.chat)
            if not await self.written(lambda: self._outbox.attempted(waiting.id, before)):
                return  # an administrator took the row away
            waiting.attempt = before
            waiting.ruled_out.clear()
        started = self._timing.now()
        try:
            result = await self._api.call(call)
        except Exception as error:
            if call.is_message and judge(error).verdict is Verdict.UNSURE:
                took = self._timing.now() - started
                waiting.unsure = True
                waiting.margin = min(WHOLE, _IN_FLIGHT + int(took * _PER_SECOND))
            raise
        self._metrics.call_seconds.labels(method=call.method).observe(self._timing.now() - started)
        self._count(call, "ok")
        self._learn(call, result, before)

    def _learn(self, call: Call, result: Any, before: Bounds) -> None:
        """Note the ids of the messages that a call has made."""
        if not call.is_message or call.chat is None:
            return
        for made in result if isinstance(result, list) else [result]:
            if isinstance(made, dict) and isinstance(made.get("message_id"), int):
                self._numbering.sent(call.chat, made["message_id"], before)
            else:
                self._numbering.lost(call.chat)

    def _count(self, call: Call, outcome: str) -> None:
        self._metrics.calls.labels(method=call.method, outcome=outcome).inc()


def _outcome(error: Exception) -> Outcome:
    judged = judge(error)
    seconds, chat = 0.0, 0
    if isinstance(error, RetryAfter):
        # The public attribute warns for as long as it is a number and not yet a span of time.
        seconds = error._retry_after.total_seconds()
    if isinstance(error, ChatMigrated):
        chat = error.new_chat_id
    return Outcome(judged.verdict, judged.reason, seconds, chat)
