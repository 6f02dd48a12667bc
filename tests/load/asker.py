"""One person who asks without waiting; what comes back is told apart by its content."""

import asyncio
import time
from collections.abc import Callable

from bot.tryout import Server
from bot.tryout.feed import Event
from bot.tryout.state import Person
from tests.load.order import Key, key_of, question


class Asker:
    """One person whose questions are told apart by what their answers say."""

    def __init__(self, server: Server, user_id: int) -> None:
        self._server = server
        self._user_id = user_id
        self.asked: list[Key] = []
        self.came: list[Key | None] = []
        self.times: list[float] = []
        """Monotonic seconds at which each answer came."""
        server.world.add_person(Person(user_id, f"Người {user_id}"))
        server.world.feed.listeners.append(self._hear)

    @property
    def left(self) -> int:
        """How many questions have no answer yet."""
        return len(set(self.asked) - set(self.came))

    @property
    def last(self) -> float:
        """Monotonic seconds of the newest answer; 0 before the first."""
        return self.times[-1] if self.times else 0.0

    def repeats(self) -> list[tuple[float, float]]:
        """Return, of each answer that came again, when it came first and when again."""
        first: dict[Key | None, float] = {}
        came = list(zip(self.came, self.times, strict=True))
        return [(first[key], at) for key, at in came if key and first.setdefault(key, at) != at]

    def ask(self, key: Key) -> None:
        """Ask for a provision; each may be asked for once."""
        self.asked.append(key)
        self._server.people.write(self._user_id, question(key))

    def _hear(self, event: Event) -> None:
        if event.kind != "message" or event.chat_id != self._user_id:
            return
        message = event.body["message"]
        if message["from"]["id"] == self._server.world.bot.id:
            self.came.append(key_of(message.get("text", "")))
            self.times.append(time.monotonic())


async def patient(left: Callable[[], int], seconds: float) -> None:
    """Wait until nothing is left, or until nothing has changed for so many *seconds*."""
    before, since = left(), time.monotonic()
    while before and time.monotonic() - since < seconds:
        await asyncio.sleep(0.1)
        if (now := left()) != before:
            before, since = now, time.monotonic()
