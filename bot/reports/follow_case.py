"""A case as the holder of its code sees it, and what the holder adds to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.reports.blobs import derive
from bot.reports.cases import Cases
from bot.reports.changes import NumberTakenError
from bot.reports.coding import dump, load
from bot.reports.errors import VaultError
from bot.reports.model import Author, Case, Message
from bot.reports.vault import open_blob, seal_blob

MOST_A_DAY = 10
"""Messages that a reporter may add to one case on one day."""
MOST_LATER_FILES = 30
"""Files that a reporter may add to one case after it was handed in."""
_TRIES = 20
"""How often the next number is asked for, should inspectors write at the same moment."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be seen of a case."""

    case: Case
    messages: tuple[Message | None, ...]
    """Oldest first; None for one that does not open."""
    watched: bool
    """Whether a chat is told of answers."""

    def may_send(self, files: int, today: date) -> bool:
        """Return whether one more message with so many files is taken today."""
        own = [one for one in self.messages if one and one.author is Author.REPORTER]
        later = sum(len(one.attachments) for one in own)
        written = sum(one.day == today for one in own)
        return written < MOST_A_DAY and later + files <= MOST_LATER_FILES


def see(cases: Cases, case: Case, key: bytes) -> Seen:
    """Open *case* with its report key; slow: call it in a thread."""
    messages = (_opened(key, case.id, *one) for one in cases.messages(case.id))
    return Seen(case, tuple(messages), cases.watched(case.id))


def add(
    cases: Cases, case_id: bytes, key: bytes, message: Message, once: str, files: Iterable[str]
) -> bool:
    """Seal *message* and keep it; return False when the same *once* was kept before.

    Raises:
        NoCaseError: the case has been erased.
        sqlite3.OperationalError: the disk is full; nothing was kept.

    """
    # Keyed with the report key, the mark tells nobody else of what it is made.
    mark = derive(key, b"congvu once", once.encode(), 16)
    names = tuple(files)
    for left in reversed(range(_TRIES)):
        number = cases.next_message(case_id)
        blob = seal_blob(key, case_id, "message", number, dump(message))
        try:
            return cases.add_message(
                case_id, number, blob, by_inspector=False, files=names, once=mark
            )
        except NumberTakenError:
            if not left:
                raise
    raise AssertionError


def _opened(key: bytes, case_id: bytes, number: int, blob: bytes) -> Message | None:
    try:
        return load(Message, open_blob(key, case_id, "message", number, blob))
    except VaultError:
        return None
