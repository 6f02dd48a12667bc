"""The updates that wait for the bot, and long polling with Telegram's rules of offsets."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.tryout.errors import Refused

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that a bot gets only when it names them in ``allowed_updates``."""
_TERMINATED = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass(frozen=True, slots=True)
class Update:
    """One update, with the number that confirms it."""

    number: int
    kind: str
    body: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the Bot API's Update object."""
        return {"update_id": self.number, self.kind: self.body}


class Updates:
    """The queue of one bot; only unconfirmed updates are in it."""

    def __init__(self, first: int = 1000) -> None:
        self._next = first
        self._waiting: list[Update] = []
        self._news = asyncio.Event()
        self._poll: asyncio.Event | None = None
        self._settled = asyncio.Event()
        self.allowed: tuple[str, ...] = ()
        """Kinds the bot asked for; empty for the default. Kept from call to call."""

    @property
    def waiting(self) -> tuple[Update, ...]:
        """The updates that the bot has not confirmed, oldest first."""
        return tuple(self._waiting)

    def add(self, kind: str, body: dict[str, Any]) -> int | None:
        """Queue an update and return its number, or None when the bot did not ask for its kind."""
        if not self._wants(kind):
            return None
        self._waiting.append(Update(self._next, kind, body))
        self._next += 1
        self._wake()
        return self._next - 1

    def confirm(self, number: int) -> None:
        """Forget the updates up to *number*."""
        self._waiting = [update for update in self._waiting if update.number > number]
        if not self._waiting:
            self._settled.set()
            self._settled = asyncio.Event()

    def drop_all(self) -> None:
        """Forget everything that waits (``drop_pending_updates``)."""
        self.confirm(self._next)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Answer getUpdates: confirm what is below *offset*, wait up to *seconds* for more.

        A second poller ends the first one's call with 409, as Telegram does.
        """
        self.end_poll()
        ended = self._poll = asyncio.Event()
        self._confirm_offset(offset)
        try:
            return (await self._wait(ended, seconds))[:limit]
        finally:
            if self._poll is ended:
                self._poll = None

    def end_poll(self) -> None:
        """End the call of getUpdates that waits, with 409."""
        if self._poll:
            self._poll.set()

    async def all_confirmed(self) -> None:
        """Wait until nothing waits for the bot any more."""
        while self._waiting:
            await self._settled.wait()

    async def next_news(self) -> None:
        """Wait until another update is queued."""
        await self._news.wait()

    async def _wait(self, ended: asyncio.Event, seconds: float) -> list[Update]:
        until = asyncio.get_running_loop().time() + seconds
        while not self._waiting:
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            tasks = {asyncio.ensure_future(event.wait()) for event in (ended, self._news)}
            await asyncio.wait(tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            if ended.is_set():
                raise Refused(409, _TERMINATED)
        return list(self._waiting)

    def _confirm_offset(self, offset: int) -> None:
        if offset > 0:
            self.confirm(offset - 1)
        elif offset < 0 and self._waiting[:offset]:
            self.confirm(self._waiting[:offset][-1].number)

    def _wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
