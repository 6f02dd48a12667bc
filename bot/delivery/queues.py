"""How much waits in ``bot.db``, and what was given up: the one place that counts it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.delivery.ledger import Ledger

Rows = Callable[[str], Sequence[Sequence[Any]]]
"""What a query of ``bot.db`` finds."""
_LENGTHS = (
    "SELECT (SELECT count(*) FROM updates), (SELECT count(*) FROM set_aside), count(*),"
    " count(attempt), total(tries > 0), (SELECT count(*) FROM dead_letters) FROM outbox"
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was given up, and how often."""

    text: str
    """In the Bot API's own words, or ours; English."""
    count: int


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many rows each queue of ``bot.db`` has."""

    updates: int
    """Updates taken in and not yet handled."""
    set_aside: int
    """Updates that could not be handled."""
    calls: int
    """Messages and other calls not yet made."""
    attempted: int
    """Of those: how many may have been made already."""
    tried: int
    """Of those: how many were refused or lost before."""
    dead: int
    """Calls that were given up."""


@dataclass(frozen=True, slots=True)
class Queues:
    """The lengths of the queues, and why things were given up."""

    lengths: Lengths
    set_aside: tuple[Reason, ...]
    """Updates that could not be handled, the commonest reason first."""
    dead: tuple[Reason, ...]
    """Calls that were given up, the commonest reason first."""

    @classmethod
    def read(cls, ledger: Ledger) -> "Queues":
        """Return what waits and what was given up now."""
        return cls(
            lengths_of(ledger.rows), _reasons(ledger, "set_aside"), _reasons(ledger, "dead_letters")
        )


def lengths_of(rows: Rows) -> Lengths:
    """Return the lengths of the queues that *rows* reads."""
    return Lengths(*map(int, rows(_LENGTHS)[0]))


def _reasons(ledger: Ledger, table: str) -> tuple[Reason, ...]:
    rows = ledger.rows(
        f"SELECT reason, count(*) FROM {table} GROUP BY reason ORDER BY count(*) DESC, reason"
    )
    return tuple(Reason(text, count) for text, count in rows)
