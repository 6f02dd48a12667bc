"""What the bot has to tell: to the inspectors' chat, and to reporters that asked for it.

Nothing is told twice nor forgotten: each piece of news has an id of its own, and stays news until
it is marked as told.
"""

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.reports.deadlines import Rules
from bot.reports.model import Case, Deadline
from bot.reports.rows import read_case

_AHEAD = timedelta(days=30)
"""How far ahead deadlines are looked at; ``near`` of a rule decides."""

What = Literal["new", "message", "near", "overdue", "answer"]


@dataclass(frozen=True, slots=True)
class News:
    """One thing to be told once."""

    id: str
    """The same whenever this is met again, and nothing else's: makes telling it twice harmless."""
    what: What
    """To the inspectors: "new", "message", "near", "overdue". To the reporter: "answer"."""
    case: Case
    deadline: Deadline | None = None
    chat: bytes | None = None
    """The reporter's chat, as it was sealed by who called ``watch``."""
    count: int = 0
    """How far the reporter has been told when this is told."""


def signal(connection: sqlite3.Connection, case_id: bytes, what: str) -> None:
    """Note *what* to be told to the inspectors; what was noted before is told along with it."""
    connection.execute("INSERT OR REPLACE INTO signals (id, what) VALUES (?, ?)", (case_id, what))


def read_news(connection: sqlite3.Connection, rules: Rules, today: date) -> list[News]:
    """Return all that is to be told, the inspectors' first."""
    return [
        *_signals(connection),
        *_deadlines(connection, rules, today),
        *_answers(connection),
    ]


def mark_told(connection: sqlite3.Connection, news: News) -> bool:
    """Mark *news* as told; return whether a sealed chat was erased, as the case has ended."""
    if news.what == "answer":
        return _mark_answer(connection, news)
    if news.deadline:
        connection.execute(
            "UPDATE deadlines SET told = ? WHERE (id, name) = (?, ?)",
            (news.what, news.case.id, news.deadline.name),
        )
    else:
        connection.execute("DELETE FROM signals WHERE row = ?", (news.count,))
    return False


def _signals(connection: sqlite3.Connection) -> list[News]:
    news = []
    for row, case_id, what in connection.execute("SELECT row, id, what FROM signals ORDER BY row"):
        case = read_case(connection, "id = ?", case_id)
        if case:
            news.append(News(_id(case_id, what, row), what, case, count=row))
    return news


def _deadlines(connection: sqlite3.Connection, rules: Rules, today: date) -> list[News]:
    news = []
    rows = connection.execute(
        "SELECT id, name, day, told FROM deadlines WHERE met IS NULL AND day <= ?"
        " AND told <> 'overdue' ORDER BY day, name",
        ((today + _AHEAD).isoformat(),),
    ).fetchall()
    for case_id, name, day, told in rows:
        deadline = Deadline(name, date.fromisoformat(day))
        what: What = "overdue" if deadline.day < today else "near"
        if what == told or not rules.is_near(deadline, today):
            continue
        case = read_case(connection, "id = ?", case_id)
        if case:
            news.append(News(_id(case_id, what, name), what, case, deadline))
    return news


def _answers(connection: sqlite3.Connection) -> list[News]:
    news = []
    query = "SELECT id, chat, said FROM notices WHERE said > told ORDER BY id"
    for case_id, chat, said in connection.execute(query).fetchall():
        case = read_case(connection, "id = ?", case_id)
        if case:
            key = _id(case_id, "answer", said, chat.hex())
            news.append(News(key, "answer", case, chat=chat, count=said))
    return news


def _mark_answer(connection: sqlite3.Connection, news: News) -> bool:
    value = (news.count, news.case.id, news.chat)
    connection.execute("UPDATE notices SET told = max(told, ?) WHERE (id, chat) = (?, ?)", value)
    ended = connection.execute(
        "DELETE FROM notices WHERE id = ? AND told >= said"
        " AND id IN (SELECT id FROM cases WHERE closed IS NOT NULL)",
        (news.case.id,),
    )
    return ended.rowcount > 0


def _id(case_id: bytes, *parts: object) -> str:
    joined = "\0".join(map(str, parts)).encode()
    return hashlib.blake2b(joined, key=case_id, digest_size=12).hexdigest()
