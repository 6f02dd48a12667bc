"""The updates that wait for the bot, and long polling with Telegram's rules of offsets."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.tryout.errors import Refused
from bot.tryout.faults import TERMINATED_BY_POLL, TERMINATED_BY_WEBHOOK

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that a bot gets only when it names them in ``allowed_updates``."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update, with the number that confirms it."""

    number: int
    kind: str
    """What it tells of ("message", …); "" for a raw one."""
    body: Any

    def as_json(self) -> Any:
        """Return the Bot API's Update object; a raw one is whatever it was given as."""
        if self.kind:
            return {"update_id": self.number, self.kind: self.body}
        return {"update_id": self.number} | self.body if isinstance(self.body, dict) else self.body

    @property
    def chat(self) -> int:
        """The chat it belongs to, else the person it comes from, else 0."""
        body = self.body if isinstance(self.body, dict) else {}
        if not self.kind:
            body = next((value for value in body.values() if isinstance(value, dict)), {})
        for place in (body.get("message"), body):
            chat = place.get("chat") if isinstance(place, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
        sender = body.get("from")
        return int(sender["id"]) if isinstance(sender, dict) and "id" in sender else 0


class _Poll:
    """One getUpdates that waits."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()
        self.words = TERMINATED_BY_POLL


class Updates:
    """The queue of one bot; only unconfirmed updates are in it.

    Numbers follow each other without a gap, so that confirming and reading cost nothing more
    with many that wait.
    """

    def __init__(self, first: int = 1000) -> None:
        self._first = first
        self._next = first
        self._waiting: dict[int, Update] = {}
        self._news = asyncio.Event()
        self._poll: _Poll | None = None
        self._settled = asyncio.Event()
        self.allowed: tuple[str, ...] = ()
        """Kinds the bot asked for; empty for the default. Kept from call to call."""

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting(self) -> tuple[Update, ...]:
        """The updates that the bot has not confirmed, oldest first."""
        return tuple(self._waiting.values())

    def add(self, kind: str, body: dict[str, Any]) -> int | None:
        """Queue an update and return its number, or None when the bot did not ask for its kind."""
        return self._queue(kind, body) if self._wants(kind) else None

    def add_raw(self, body: Any) -> int:
        """Queue what may be no update at all, as it is, and return its number.

        An object is given its ``update_id`` unless it has one; anything else is delivered bare,
        and is confirmed by the number all the same.
        """
        return self._queue("", body)

    def confirm(self, number: int) -> None:
        """Forget the updates up to *number*."""
        while self._first <= min(number, self._next - 1):
            self._waiting.pop(self._first, None)
            self._first += 1
        self._settle()

    def confirm_one(self, number: int) -> None:
        """Forget one update; a webhook takes those of different chats in any order."""
        self._waiting.pop(number, None)
        while self._first < self._next and self._first not in self._waiting:
            self._first += 1
        self._settle()

    def drop_all(self) -> None:
        """Forget everything that waits (``drop_pending_updates``)."""
        self.confirm(self._next)

    def after(self, number: int) -> list[Update]:
        """Return the updates above *number* that wait, oldest first."""
        numbers = range(max(number + 1, self._first), self._next)
        return [self._waiting[at] for at in numbers if at in self._waiting]

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Answer getUpdates: confirm what is below *offset*, wait up to *seconds* for more.

        A second poller ends the first one's call with 409, as Telegram does.
        """
        self.end_poll()
        own = self._poll = _Poll()
        self._confirm_offset(offset)
        try:
            await self._wait(own, seconds)
            return self._oldest(limit)
        finally:
            if self._poll is own:
                self._poll = None

    def end_poll(self, by_webhook: bool = False) -> None:
        """End the call of getUpdates that waits, with 409."""
        if self._poll:
            self._poll.words = TERMINATED_BY_WEBHOOK if by_webhook else TERMINATED_BY_POLL
            self._poll.ended.set()

    async def all_confirmed(self) -> None:
        """Wait until nothing waits for the bot any more."""
        while self._waiting:
            await self._settled.wait()

    async def next_news(self) -> None:
        """Wait until another update is queued."""
        await self._news.wait()

    def _queue(self, kind: str, body: Any) -> int:
        number = self._next
        self._waiting[number] = Update(number, kind, body)
        self._next += 1
        self._news.set()
        self._news = asyncio.Event()
        return number

    def _oldest(self, limit: int) -> list[Update]:
        found: list[Update] = []
        number = self._first
        while number < self._next and len(found) < limit:
            if number in self._waiting:
                found.append(self._waiting[number])
            number += 1
        return found

    async def _wait(self, poll: _Poll, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        while not self._waiting:
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                return
            tasks = {asyncio.ensure_future(event.wait()) for event in (poll.ended, self._news)}
            await asyncio.wait(tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            if poll.ended.is_set():
                raise Refused(409, poll.words)

    def _confirm_offset(self, offset: int) -> None:
        if offset > 0:
            self.confirm(offset - 1)
        elif offset < 0 and (waiting := self.waiting[:offset]):
            self.confirm(waiting[-1].number)

    def _settle(self) -> None:
        if not self._waiting:
            self._settled.set()
            self._settled = asyncio.Event()

    def _wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
