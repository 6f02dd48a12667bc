"""Updates are kept sealed until their effect is durable, each of them once."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.inbox import Inbox, Waiting, lane_of
from bot.delivery.ledger import Ledger
from bot.delivery.numbering import Bounds
from bot.delivery.outbox import Outbox
from bot.seal import Seal
from knowledge.clock import FixedClock

WORDS = "Trưởng phòng nhận quà"
CHAT = 987654321


def update(number: int, chat: int = CHAT) -> dict[str, Any]:
    """Return an update with a message in *chat*."""
    return {"update_id": number, "message": {"text": WORDS, "chat": {"id": chat}}}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of its own."""
    ledger = Ledger.open(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def inbox(ledger: Ledger, tmp_path: Path, clock: FixedClock) -> Inbox:
    """Return an inbox of its own; ``again`` makes another one on the same file."""
    return again(ledger, tmp_path, clock)


def again(ledger: Ledger, home: Path, clock: FixedClock) -> Inbox:
    """Return the inbox of *home* as the next process opens it."""
    return Inbox(ledger, Seal.open(home), clock)


def numbers(inbox: Inbox, waiting: list[Waiting]) -> list[int]:
    """Return the ids of what waits, in its order."""
    return [json.loads(inbox.content(one) or "")["update_id"] for one in waiting]


def row_of(inbox: Inbox, number: int) -> int:
    """Return the row of the update with the id *number*."""
    return next(one.row for one in inbox.waiting() if numbers(inbox, [one]) == [number])


async def test_what_is_stored_waits_for_the_next_process(
    inbox: Inbox, ledger: Ledger, tmp_path: Path, clock: FixedClock
) -> None:
    """After a kill the update is there with all it held."""
    await inbox.store([update(7), update(8)])
    following = again(ledger, tmp_path, clock)
    waiting = following.waiting()

    assert numbers(following, waiting) == [7, 8]
    assert json.loads(following.content(waiting[0]) or "") == update(7)


async def test_a_repeated_update_is_dropped(inbox: Inbox, ledger: Ledger) -> None:
    """Neither while it waits nor once it was handled does it come again."""
    arrived: list[int] = []
    inbox.arrived = lambda updates: arrived.extend(numbers(inbox, updates))
    await inbox.store([update(1), update(2), update(1)])
    row = row_of(inbox, 1)
    ledger.write(lambda connection: inbox.done(connection, row))
    await inbox.store([update(1), update(2), update(3)])

    assert arrived == [1, 2, 3]
    assert numbers(inbox, inbox.waiting()) == [2, 3]


async def test_an_id_that_comes_again_with_something_else_is_no_repetition(
    inbox: Inbox, ledger: Ledger
) -> None:
    """Ids begin anew with another bot or server, and after a week without updates."""
    await inbox.store([update(1)])
    row = row_of(inbox, 1)
    ledger.write(lambda connection: inbox.done(connection, row))
    await inbox.store([update(1, chat=5)])

    assert numbers(inbox, inbox.waiting()) == [1]


async def test_half_a_character_is_kept_too(inbox: Inbox) -> None:
    """JSON can hold half of a surrogate pair; it must not stop everything behind it."""
    await inbox.store([{"update_id": 1, "message": {"text": "\ud83d", "chat": {"id": 5}}}])

    assert numbers(inbox, inbox.waiting()) == [1]


async def test_a_repetition_may_be_written_differently(inbox: Inbox) -> None:
    """The order of keys tells nothing."""
    first = update(1)
    await inbox.store([first, dict(reversed(first.items()))])

    assert len(inbox.waiting()) == 1


async def test_nothing_on_disk_tells_whose_it_is(inbox: Inbox, tmp_path: Path) -> None:
    """Words and chat are sealed; the lane is a keyed hash."""
    await inbox.store([update(1)])

    content = b"".join(path.read_bytes() for path in tmp_path.glob("bot.db*"))
    for trace in (WORDS, str(CHAT), WORDS.encode("utf-16-le").decode("latin-1")):
        assert trace.encode() not in content
    assert CHAT.to_bytes(8, "big") not in content


async def test_a_handled_update_leaves_no_content(inbox: Inbox, ledger: Ledger) -> None:
    """Only a keyed hash stays, to know a repetition."""
    await inbox.store([update(1)])
    row = row_of(inbox, 1)
    ledger.write(lambda connection: inbox.done(connection, row))

    assert ledger.rows("SELECT count(*) FROM updates") == [(0,)]
    assert [len(value) for (value,) in ledger.rows("SELECT print FROM handled")] == [16]


async def test_an_update_is_set_aside_with_its_content(
    inbox: Inbox, ledger: Ledger, tmp_path: Path
) -> None:
    """It waits no longer and does not come again, but it is kept, sealed."""
    await inbox.store([update(1)])
    row = row_of(inbox, 1)
    ledger.write(lambda connection: inbox.set_aside(connection, row, "cannot be read"))
    await inbox.store([update(1)])
    [(content, reason)] = ledger.rows("SELECT content, reason FROM set_aside")

    assert inbox.waiting() == []
    assert reason == "cannot be read"
    assert json.loads(Seal.open(tmp_path).unseal(content) or "") == update(1)


async def test_what_was_set_aside_can_be_tried_again(inbox: Inbox, ledger: Ledger) -> None:
    """After an upgrade it waits like any other update, and is not taken for a repetition."""
    await inbox.store([update(1), update(2)])
    row = row_of(inbox, 1)
    ledger.write(lambda connection: inbox.set_aside(connection, row, "cannot be read"))
    before = inbox.counts()
    count = inbox.retry()

    assert (before.waiting, before.set_aside, count) == (1, 1, 1)
    assert sorted(numbers(inbox, inbox.waiting())) == [1, 2]
    assert len({one.lane for one in inbox.waiting()}) == 1


async def test_deaths_over_an_update_are_counted(
    inbox: Inbox, ledger: Ledger, tmp_path: Path, clock: FixedClock
) -> None:
    """The next process knows how often the ones before it ended while an update was handled."""
    await inbox.store([update(1), update(2)])
    row, deaths = row_of(inbox, 1), []
    for _ in range(3):
        following = again(ledger, tmp_path, clock)
        deaths.append([one.deaths for one in following.waiting()])
        following.begin(row)
        ledger.write(lambda connection: None)  # what was submitted before is on disk then

    assert [[0, 0], [1, 0], [2, 0]] == deaths


async def test_the_highest_message_id_outlives_a_restart(
    inbox: Inbox, ledger: Ledger, tmp_path: Path, clock: FixedClock
) -> None:
    """The next run looks for lost messages above it; supergroups count for themselves."""
    supergroup = update(3, -1_000_000_000_123)
    supergroup["message"]["message_id"] = 900
    for number, message in ((1, 300), (2, 200)):
        one = update(number)
        one["message"]["message_id"] = message
        await inbox.store([one])
    await inbox.store([supergroup])

    numbering = Outbox(ledger, Seal.open(tmp_path), clock).numbering()
    assert Bounds(None, 300) == numbering.bounds(CHAT)


async def test_on_a_full_disk_nothing_is_taken_in(inbox: Inbox, ledger: Ledger) -> None:
    """A batch is kept as a whole or not at all, and the caller hears of it."""

    def limit(pages: int) -> None:
        ledger.write(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}"))

    limit(1)
    big = update(2) | {"more": "x" * 1_000_000}
    with pytest.raises(sqlite3.OperationalError, match="full"):
        await inbox.store([update(1), big])
    assert inbox.waiting() == []

    limit(2**32 - 2)
    await inbox.store([update(1), big])
    assert numbers(inbox, inbox.waiting()) == [1, 2]


async def test_the_memory_of_handled_updates_is_bounded(inbox: Inbox, ledger: Ledger) -> None:
    """A hundred thousand are enough for the day that Telegram repeats; older ones are forgotten."""
    await inbox.store([update(1)])
    row = row_of(inbox, 1)

    def handled(connection: sqlite3.Connection) -> None:
        connection.executemany(
            "INSERT INTO handled (print) VALUES (?)", ((bytes([n % 256]) * n,) for n in range(3))
        )
        connection.execute("UPDATE sqlite_sequence SET seq = 100001 WHERE name = 'handled'")
        inbox.done(connection, row)

    ledger.write(handled)

    assert ledger.rows("SELECT row FROM handled ORDER BY row") == [(3,), (100_002,)]


@pytest.mark.parametrize(
    ("body", "lane"),
    [
        ({"message": {"chat": {"id": 5}, "from": {"id": 9}}}, "chat 5"),
        ({"edited_message": {"chat": {"id": -5}}}, "chat -5"),
        ({"callback_query": {"from": {"id": 9}, "message": {"chat": {"id": 5}}}}, "chat 5"),
        ({"callback_query": {"from": {"id": 9}, "inline_message_id": "x"}}, "user 9"),
        ({"inline_query": {"from": {"id": 9}}}, "user 9"),
        ({"message": {"chat": "broken"}}, "update 3"),
        ({"poll": {"id": "1"}}, "update 3"),
        ({}, "update 3"),
    ],
)
def test_the_chat_decides_what_keeps_its_order(body: dict[str, Any], lane: str) -> None:
    """Messages and presses of one chat share a lane; what is broken stands alone."""
    assert lane_of({"update_id": 3, **body}) == lane
