"""Reports that are being written, sealed in ``bot.db`` under a keyed hash of the chat.

A draft lives for 24 hours after its last change. Beside it stand the ids of the bot's messages in
that chat, sealed too, so that they can be taken out of the chat with the person's own. Sealed
files belong to a draft by their names, which stand only inside it; what no draft and no case names
is an orphan (see ``bot.reports.tidying``).
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.reports.coding import dump, load
from bot.reports.errors import VaultError
from bot.reports.events import Draft, Sent
from bot.seal import Seal
from knowledge.clock import Clock

LIFE = timedelta(hours=24)
_VERSION = "1"
"""Of the shape of a draft; what an older or newer program has sealed is dropped."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A draft of another version, or sealed with another key."""


class Drafts:
    """The drafts on disk; safe to use from several threads.

    Within the work of an update, what is written becomes durable when that update is done.
    """

    def __init__(self, ledger: Ledger, seal: Seal, clock: Clock, work: Work | None = None) -> None:
        self._ledger = ledger
        self._seal = seal
        self._clock = clock
        self._work = work

    def within(self, work: Work) -> "Drafts":
        """Return the same drafts, whose changes are part of *work*."""
        return Drafts(self._ledger, self._seal, self._clock, work)

    def get(self, chat: int) -> Draft | Unreadable | None:
        """Return what is being written in a private chat; None once it has expired."""
        rows = self._ledger.rows(
            "SELECT content FROM drafts WHERE id = ? AND expires > ?",
            self._id(chat),
            _seconds(self._clock.now()),
        )
        return self._opened(rows[0][0]) if rows else None

    def put(self, chat: int, draft: Draft) -> None:
        """Keep *draft* for 24 hours from now."""
        sealed = self._seal.seal(_VERSION + dump(draft).decode())
        row, expires = self._id(chat), _seconds(self._clock.now() + LIFE)

        def change(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (row, sealed, expires)
            )

        self._write(change)

    def erase(self, chat: int) -> None:
        """Forget a draft and the ids of its messages."""
        row = self._id(chat)

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM drafts WHERE id = ?", (row,))
            connection.execute("DELETE FROM draft_messages WHERE draft = ?", (row,))

        self._write(change)

    def heard(self, chat: int, message: int) -> None:
        """Note a message of the bot's in a chat, if a report is being written there."""
        row, now = self._id(chat), self._clock.now()
        if not self._ledger.rows("SELECT 1 FROM drafts WHERE id = ?", row):
            return
        sealed = self._seal.seal(json.dumps([message, _seconds(now)]))

        def change(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO draft_messages SELECT id, ? FROM drafts WHERE id = ? AND expires > ?",
                (sealed, row, _seconds(now)),
            )

        self._ledger.submit(change)

    def messages(self, chat: int) -> tuple[Sent, ...]:
        """Return the bot's messages that belong to the draft of a chat."""
        rows = self._ledger.rows(
            "SELECT content FROM draft_messages WHERE draft = ?", self._id(chat)
        )
        texts = (self._seal.unseal(content) for (content,) in rows)
        return tuple(Sent(*json.loads(text)) for text in texts if text is not None)

    def files(self) -> set[str]:
        """Return the names of the sealed files of all drafts that live."""
        rows = self._ledger.rows(
            "SELECT content FROM drafts WHERE expires > ?", _seconds(self._clock.now())
        )
        drafts = (self._opened(content) for (content,) in rows)
        return {name for one in drafts if isinstance(one, Draft) for name in one.file_names}

    def erase_expired(self) -> None:
        """Erase what has outlived its 24 hours."""
        now = _seconds(self._clock.now())

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM drafts WHERE expires <= ?", (now,))
            connection.execute(
                "DELETE FROM draft_messages WHERE draft NOT IN (SELECT id FROM drafts)"
            )

        self._write(change)

    def _opened(self, sealed: bytes) -> Draft | Unreadable:
        text = self._seal.unseal(sealed)
        if text is None or not text.startswith(_VERSION + "{"):
            return Unreadable()
        try:
            return load(Draft, text.removeprefix(_VERSION).encode())
        except VaultError:
            return Unreadable()

    def _id(self, chat: int) -> bytes:
        return self._seal.fingerprint("draft", chat)

    def _write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        if self._work is None:
            self._ledger.write(change)
        else:
            self._work.change(change)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
