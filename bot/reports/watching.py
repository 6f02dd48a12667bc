"""Who asked to be told of answers: a chat id sealed under the service key, for one case only.

Nobody is asked twice: the id is erased when the case ends, when the reporter says so, and when the
chat no longer takes messages from the bot.
"""

from bot.reports.cases import Cases
from bot.seal import Seal

_DIGITS = 20
"""Digits that every chat id is written in, so that sealed ones are equally long."""


def seal_chat(seal: Seal, case_id: bytes, chat: int) -> bytes:
    """Return *chat* sealed for one case."""
    return seal.seal(f"{case_id.hex()} {chat:+0{_DIGITS}}")


def open_chat(seal: Seal, case_id: bytes, sealed: bytes) -> int | None:
    """Return the chat; None when it was sealed with another key or for another case."""
    case, _, chat = (seal.unseal(sealed) or "").partition(" ")
    return int(chat) if case == case_id.hex() else None


def forget_chat(cases: Cases, seal: Seal, chat: int) -> int:
    """Erase *chat* wherever it asked to be told; return from how many cases. Slow with many."""
    with cases.snapshot() as connection:
        rows = connection.execute("SELECT id, chat FROM notices").fetchall()
    mine = [case_id for case_id, sealed in rows if open_chat(seal, case_id, sealed) == chat]
    return sum(cases.unwatch(case_id) for case_id in mine)
