"""People who follow, and an announcer on a real outbox without a running bot."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.delivery.calls import Shown
from bot.delivery.health import Health
from bot.delivery.ledger import Ledger
from bot.delivery.metrics import Metrics
from bot.delivery.outbox import Item, Outbox
from bot.delivery.timing import Timing
from bot.following.announcing import Announcer, offer
from bot.following.choices import Choice
from bot.following.facts import Fact
from bot.following.parts import Subscriptions
from bot.seal import Seal
from bot.services import Services
from bot.state import State
from bot.texts import Texts
from indexer.audit import AuditLog
from knowledge.assistant import Assistant
from knowledge.clock import Clock

ALL = Choice(everything=True)
DOCUMENT = Fact(
    "1/2026/NĐ-CP",
    "Nghị định 1/2026/NĐ-CP",
    "Việc giả định",
    "",
    (),
    "",
    True,
    (),
    "d|1/2026/NĐ-CP",
)
"""What is announced where there is no library."""
ADMIN = Shown(9, 90)
"""Where the administrator's message stands."""
ACTOR = "telegram:9"


class Pushed(list[Item]):
    """Where an announcer's items go, instead of a sender."""

    def push(self, items: Iterable[Item]) -> None:
        """Keep what is pushed."""
        self.extend(items)


@dataclass
class Desk:
    """All that announcing needs, in one home folder."""

    home: Path
    assistant: Assistant
    clock: Clock
    at: float = 1000.0
    pushed: Pushed = field(default_factory=Pushed)

    def __post_init__(self) -> None:
        self.ledger = Ledger.open(self.home)
        seal = Seal.open(self.home)
        self.outbox = Outbox(self.ledger, seal, self.clock)
        self.subscriptions = Subscriptions.open(self.ledger, seal, self.clock)
        self.services = Services(
            self.assistant,
            Texts.load(),
            State(self.ledger, seal, self.clock),
            self.clock,
            self.ledger,
            Health(self.clock),
            Metrics(),
        )
        self.audit = AuditLog(self.home)
        self.announcer = self.restarted()

    def restarted(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> Announcer:
        """Return an announcer that knows nothing but what is on disk."""
        timing = Timing(lambda: self.at, sleep=sleep)
        self.announcer = Announcer(
            self.subscriptions,
            self.services,
            self.outbox,
            self.pushed,  # type: ignore[arg-type]
            self.audit,
            timing,
        )
        return self.announcer

    def follow(self, chats: Iterable[int], choice: Choice = ALL) -> None:
        """Let people follow."""
        for chat in chats:
            self.subscriptions.subscribers.put(chat, choice)

    def offered(self, *numbers: str) -> str:
        """Offer to announce documents and return the id of the offer."""
        found = offer(self.subscriptions, self.services, numbers)
        assert found is not None
        self.ledger.write(found.keep)
        return found._key

    def start(self, key: str) -> None:
        """Let an administrator say yes."""
        announcements = self.subscriptions.announcements
        self.ledger.write(lambda connection: announcements.start(connection, key, ADMIN, ACTOR))

    def stop(self, key: str) -> None:
        """Let an administrator say stop."""
        announcements = self.subscriptions.announcements
        self.ledger.write(lambda connection: announcements.stop(connection, key, ACTOR))

    def deliver(self, most: int = 1000) -> None:
        """Let the messages that wait arrive."""
        sql = "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT ?)"
        self.ledger.write(lambda connection: connection.execute(sql, (most,)))

    async def carry_out(self, most: int = 1000) -> None:
        """Look until there is nothing left to do, all messages arriving."""
        for _ in range(most):
            if not await self.announcer.look():
                return
            self.deliver()
        raise AssertionError("the announcement does not come to its end")

    def told(self) -> list[int]:
        """Return the chats that were sent a card, in order."""
        return [item.call.params["chat_id"] for item in self.pushed if item.call.bulk]

    def cards(self) -> dict[int, str]:
        """Return the last card of each chat."""
        return {i.call.params["chat_id"]: i.call.params["text"] for i in self.pushed if i.call.bulk}

    def shown(self) -> list[str]:
        """Return what the administrator's message has said, in order."""
        edits = [item.call for item in self.pushed if item.call.method == "editMessageText"]
        return [call.params["text"] for call in edits]

    def close(self) -> None:
        """Close the file."""
        self.ledger.close()
