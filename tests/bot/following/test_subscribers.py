"""Who follows is sealed; a copy of the file names nobody."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from bot.delivery.ledger import Ledger
from bot.following.choices import Choice
from bot.following.subscribers import Subscribers
from bot.seal import Seal
from tests.bot.following.people import ALL, Desk

CHATS = (1001, 5_123_456_789)
CHOICE = Choice(topics=("qua-tang",), issuers=("Ủy ban nhân dân tỉnh Giả Định",))


def test_what_is_followed_is_found_again(desk: Desk) -> None:
    """By its chat only, and until it is nothing any more."""
    subscribers = desk.subscriptions.subscribers
    desk.follow(CHATS, CHOICE)

    assert subscribers.get(1001) == CHOICE
    assert not subscribers.get(1002)
    assert sorted(one.chat for one in subscribers.all()) == sorted(CHATS)
    desk.follow([1001], Choice())
    assert (subscribers.count(), bool(subscribers.get(1001))) == (1, False)


def test_the_file_names_nobody_who_follows(desk: Desk) -> None:
    """Neither chats nor what they follow are in bot.db, before, while and after they are told."""
    desk.follow(CHATS, CHOICE)
    secrets = [form for chat in CHATS for form in _forms(chat)]
    secrets += [name.encode() for name in (*CHOICE.topics, *CHOICE.issuers)]
    secrets.append(json.dumps(CHOICE.issuers[0])[1:-1].encode())

    assert [found for found in secrets if found in _bytes(desk.home)] == []
    desk.start(desk.offered("902/2020/NĐ-CP"))
    # The documents of an announcement are public: their topics stand in its row.
    of_people = [one for one in secrets if one != b"qua-tang"]
    assert [found for found in of_people if found in _bytes(desk.home)] == []


def test_all_rows_are_nearly_equally_long(desk: Desk) -> None:
    """Everything, one topic, or all topics of the library: lengths tell next to nothing."""
    many = Choice(topics=tuple(f"chu-de-so-{number}" for number in range(25)))
    desk.follow([1], ALL)
    desk.follow([5_123_456_789], CHOICE)
    desk.follow([2], many)

    assert desk.ledger.rows("SELECT count(DISTINCT length(content)) FROM subscribers") == [(1,)]


def test_no_order_tells_who_came_when(desk: Desk) -> None:
    """Rows lie by their hash; there is no number or day beside them."""
    columns = [row[1] for row in desk.ledger.rows("PRAGMA table_info(subscribers)")]

    assert columns == ["id", "content"]
    with pytest.raises(sqlite3.Error, match="rowid"):
        desk.ledger.rows("SELECT rowid FROM subscribers")


def test_a_row_that_was_moved_is_nobodys(desk: Desk) -> None:
    """Whoever can write the file cannot make the bot write to a chat under another's choice."""
    subscribers = desk.subscriptions.subscribers
    desk.follow([1], ALL)
    content = desk.ledger.rows("SELECT content FROM subscribers")[0][0]
    other = subscribers.id_of(2)
    desk.ledger.write(
        lambda connection: connection.execute(
            "INSERT INTO subscribers VALUES (?, ?)", (other, content)
        )
    )

    assert not subscribers.get(2)
    assert [one.chat for one in subscribers.all()] == [1]


def test_without_the_key_the_list_is_nobodys(tmp_path: Path) -> None:
    """A lost or another key opens no row and stops nothing."""
    ledger = Ledger.open(tmp_path)
    Subscribers(ledger, Seal(os.urandom(32))).put(1, ALL)
    stranger = Subscribers(ledger, Seal(os.urandom(32)))

    assert (list(stranger.all()), stranger.count(), bool(stranger.get(1))) == ([], 1, False)
    ledger.close()


def _forms(chat: int) -> list[bytes]:
    """Return the ways in which a number could stand in a file."""
    numbers = [chat.to_bytes(size, order) for size in (5, 8) for order in ("big", "little")]
    return [str(chat).encode(), *numbers] if chat > 2**31 else [b"[1001,", b"chat 1001"]


def _bytes(home: Path) -> bytes:
    """Return all that lies in the home folder but for the keys."""
    return b"".join(path.read_bytes() for path in home.glob("bot.db*"))
