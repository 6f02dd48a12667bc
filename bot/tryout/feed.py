"""Everything that people can see happen, in order: what the page and the tests listen to."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.tryout.errors import TryoutError


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: a message, an edit, a deletion, an answer, a chat action…"""

    number: int
    """Counts from 1; a listener that comes back asks for what came after the last it saw."""
    kind: str
    chat_id: int
    """The chat where it is seen; 0 where it belongs to no chat."""
    user_id: int
    """The only person who sees it; 0 for everyone in the chat."""
    body: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the event as the page reads it."""
        place = {"number": self.number, "kind": self.kind}
        return place | {"chat_id": self.chat_id, "user_id": self.user_id} | self.body


class Feed:
    """The events of one server, kept while it lives or as many as ``keep`` says."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque()
        self._news = asyncio.Event()
        self._ended = False
        self._last = 0
        self.keep = 0
        """The newest events that are kept; 0 for all."""
        self.listeners: list[Callable[[Event], None]] = []
        """Called at once with every event; they must be quick and raise nothing."""

    @property
    def last(self) -> int:
        """Number of the newest event; 0 when nothing has happened."""
        return self._last

    def add(self, kind: str, chat_id: int = 0, user_id: int = 0, **body: Any) -> Event:
        """Record an event and wake who waits."""
        self._last += 1
        event = Event(self._last, kind, chat_id, user_id, body)
        self._events.append(event)
        while self.keep and len(self._events) > self.keep:
            self._events.popleft()
        for listener in self.listeners:
            listener(event)
        self._wake()
        return event

    def end(self) -> None:
        """Let everyone who listens go: nothing more will happen."""
        self._ended = True
        self._wake()

    def since(self, number: int) -> list[Event]:
        """Return the events after event *number* that are kept."""
        new = min(self._last - number, len(self._events))
        return list(islice(reversed(self._events), max(new, 0)))[::-1]

    async def follow(self, number: int = 0) -> AsyncIterator[Event]:
        """Give the events after event *number*, waiting for those to come until the end."""
        while not self._ended:
            news = self._news
            for event in self.since(number):
                number = event.number
                yield event
            await news.wait()

    async def wait_for(
        self, wanted: Callable[[Event], bool], number: int = 0, seconds: float = 10
    ) -> Event:
        """Return the first event after *number* that is *wanted*.

        Raises TryoutError when none has come after so many *seconds*.
        """
        try:
            async with asyncio.timeout(seconds):
                async for event in self.follow(number):
                    if wanted(event):
                        return event
        except TimeoutError:
            kinds = ", ".join(event.kind for event in self.since(number)) or "nothing"
            words = f"Waited {seconds} s for an event of the chat in vain; what came: {kinds}."
            raise TryoutError(words) from None
        raise TryoutError("The server ended while an event was waited for.")

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
