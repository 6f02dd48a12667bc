"""Tells the inspectors' chat of new cases and of deadlines, and reporters of answers.

What is news stands in ``cases.db``, what is to be sent in ``bot.db``, and no commit spans both. So
the id of each piece of news is noted in the commit that queues its message; only then is it marked
as told, and then the id is forgotten. A crash at any moment between these repeats nothing: news
whose id is known is marked without a second message.

A message to the inspectors names case numbers, and kind and unit only where that is configured. A
message to a reporter is the same sentence for everybody.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.delivery.calls import Call, Place, send_message
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Item, Outbox
from bot.delivery.sender import Sender
from bot.errors import report
from bot.reports.cases import Cases
from bot.reports.follow_parts import Following
from bot.reports.naming import deadline_name, kind_name, unit_name
from bot.reports.news import News
from bot.reports.watching import forget_chat, open_chat
from bot.texts import Html, Texts
from knowledge.clock import Clock

_log = logging.getLogger(__name__)

_EVERY = 30.0
"""Seconds between two looks."""
_MORNING = 7
"""Hour from which on a deadline is reminded of: nobody is woken at midnight."""
_LINES = 30
"""Lines of one message: after a long pause there can be many, and a group takes 20 a minute."""

_FORGET = "DELETE FROM told WHERE id = ?"


class Notices:
    """Writes to the inspectors' chat (0 for none) and to the chats of reporters that asked."""

    def __init__(
        self,
        cases: Cases,
        following: Following,
        ledger: Ledger,
        outbox: Outbox,
        sender: Sender,
        texts: Texts,
        clock: Clock,
        chat: int,
        *,
        details: bool = False,
    ) -> None:
        self._cases = cases
        self._ledger = ledger
        self._outbox = outbox
        self._sender = sender
        self._following = following
        self._texts = texts
        self._clock = clock
        self._chat = chat
        self._details = details
        self._forgetting: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while True:
            try:
                await self.look()
            except sqlite3.OperationalError as error:
                # A full disk, which the watchdog tells of; what is news stays news.
                _log.warning("Notices wait: %s.", error)
            await asyncio.sleep(_EVERY)

    async def look(self) -> None:
        """Tell what is to be told now, each thing once; and erase sessions that have ended."""
        await asyncio.to_thread(self._following.sessions.erase_expired)
        news = await asyncio.to_thread(self._cases.news)
        ripe = [one for one in news if self._is_ripe(one)]
        items = await asyncio.wrap_future(
            self._ledger.submit(lambda connection: self._queue(connection, news, ripe))
        )
        self._sender.push(items)
        if ripe:
            await asyncio.to_thread(self._mark, ripe)
            ids = [(one.id,) for one in ripe]
            await asyncio.wrap_future(
                self._ledger.submit(lambda connection: connection.executemany(_FORGET, ids))
            )

    def unreachable(self, chat: int) -> None:
        """Forget a chat that no longer takes messages; from the event loop's thread."""
        if chat != self._chat:
            task = asyncio.create_task(self._forget(chat))
            self._forgetting.add(task)
            task.add_done_callback(self._forgetting.discard)

    async def settled(self) -> None:
        """Wait until the chats that cannot be reached are forgotten."""
        await asyncio.gather(*self._forgetting)

    def _is_ripe(self, news: News) -> bool:
        return news.deadline is None or self._clock.now().hour >= _MORNING

    def _queue(
        self, connection: sqlite3.Connection, news: Iterable[News], ripe: Iterable[News]
    ) -> list[Item]:
        """Note what is told now, and queue the messages; what is noted already has its message."""
        known = {one for (one,) in connection.execute("SELECT id FROM told")}
        # Told and marked before a crash: an id may come again only with news of its own.
        past = known.difference(one.id for one in news)
        connection.executemany(_FORGET, [(one,) for one in past])
        fresh = [one for one in ripe if one.id not in known]
        connection.executemany("INSERT INTO told VALUES (?)", [(one.id,) for one in fresh])
        return self._outbox.add(connection, self._calls(fresh))

    def _mark(self, news: Iterable[News]) -> None:
        for one in news:
            self._cases.told(one)

    def _calls(self, news: Sequence[News]) -> list[Call]:
        to_reporters = [one for one in news if one.what == "answer"]
        calls = [call for call in map(self._answer, to_reporters) if call is not None]
        if not self._chat:
            return calls
        lines = [self._line(one) for one in news if one.what != "answer"]
        bunches = ["\n".join(lines[at : at + _LINES]) for at in range(0, len(lines), _LINES)]
        place = Place(self._chat)
        return [*calls, *(send_message(place, one, purpose="notice") for one in bunches)]

    def _answer(self, news: News) -> Call | None:
        chat = open_chat(self._following.seal, news.case.id, news.chat or b"")
        if chat is None:
            return None
        html = self._texts.html("notice-answer")
        return replace(send_message(Place(chat), html, purpose="reporter"), private=True)

    def _line(self, news: News) -> Html:
        due: dict[str, str | int] = {}
        if news.deadline:
            name = deadline_name(self._texts, news.deadline.name)
            due = {"deadline": name, "day": f"{news.deadline.day:%d/%m/%Y}"}
        line = self._texts.html(f"notice-{news.what}", number=news.case.number, **due)
        if not self._details:
            return line
        parts = (kind_name(self._texts, news.case.kind), unit_name(news.case.unit))
        about = ", ".join(part for part in parts if part)
        return self._texts.html("notice-about", line=line, about=about)

    async def _forget(self, chat: int) -> None:
        try:
            await asyncio.to_thread(forget_chat, self._cases, self._following.seal, chat)
        except Exception as error:
            # The next notice finds the chat unreachable again.
            report(error, None, "notices")
