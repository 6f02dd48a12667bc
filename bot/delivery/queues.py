"""How much waits in ``bot.db``, and what was given up: figures for administrators."""

from dataclasses import dataclass

from bot.delivery.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was given up, and how often."""

    text: str
    """In the Bot API's own words, or ours; English."""
    count: int


@dataclass(frozen=True, slots=True)
class Queues:
    """The lengths of the queues."""

    updates: int
    """Updates taken in and not yet handled."""
    calls: int
    """Messages and other calls not yet made."""
    set_aside: tuple[Reason, ...]
    """Updates that could not be handled, the commonest reason first."""
    dead: tuple[Reason, ...]
    """Calls that were given up, the commonest reason first."""

    @classmethod
    def read(cls, ledger: Ledger) -> "Queues":
        """Return the lengths now."""
        return cls(
            ledger.rows("SELECT count(*) FROM updates")[0][0],
            ledger.rows("SELECT count(*) FROM outbox")[0][0],
            _reasons(ledger, "set_aside"),
            _reasons(ledger, "dead_letters"),
        )


def _reasons(ledger: Ledger, table: str) -> tuple[Reason, ...]:
    rows = ledger.rows(
        f"SELECT reason, count(*) FROM {table} GROUP BY reason ORDER BY count(*) DESC, reason"
    )
    return tuple(Reason(text, count) for text, count in rows)
