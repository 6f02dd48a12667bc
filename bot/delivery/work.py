"""What one update leads to: changes on disk and calls to Telegram, committed all or none.

A handler does not write and does not send. It adds to its work; when it has ended, one commit
carries out the changes, puts the calls into the outbox and marks the update as handled. So an
update that is handled again after a crash finds nothing done yet, and one that was committed is
never handled again.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.delivery.calls import Call


@dataclass(slots=True)
class Work:
    """The changes and calls that one update has led to so far."""

    changes: list[Callable[[sqlite3.Connection], object]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    private: bool = False
    """Whether all its calls are erased, not kept as dead letters, when they are given up."""

    def change(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """Carry out *change* of ``bot.db`` when the update is done."""
        self.changes.append(change)

    def call(self, call: Call) -> None:
        """Make *call* when the update is done; calls of one chat are made in this order."""
        self.calls.append(replace(call, private=True) if self.private else call)

    def clear(self) -> None:
        """Forget everything: the handler failed, and nothing of it shall remain."""
        self.changes.clear()
        self.calls.clear()
