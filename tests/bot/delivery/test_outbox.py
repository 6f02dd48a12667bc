"""The outbox keeps calls sealed, in order and through everything but their own end."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.calls import Call, Upload
from bot.delivery.ledger import Ledger
from bot.delivery.numbering import Bounds
from bot.delivery.outbox import Counts, Item, Outbox, Unreadable
from bot.delivery.work import Work
from bot.errors import BotError
from bot.seal import Seal
from knowledge.clock import VIETNAM
from tests.bot.delivery.sending import text

CHAT, NEW = 123456789, -1009876543210


@dataclass
class MovingClock:
    """A clock that a test moves on."""

    moment: datetime = datetime(2026, 11, 22, 12, 0, tzinfo=VIETNAM)

    def now(self) -> datetime:
        """Return the moment it was moved to."""
        return self.moment

    def today(self) -> date:
        """Return the day it was moved to."""
        return self.moment.date()


@pytest.fixture
def moving() -> MovingClock:
    """Return a clock that can be moved on."""
    return MovingClock()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return an empty ledger."""
    ledger = Ledger.open(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def outbox(ledger: Ledger, tmp_path: Path, moving: MovingClock) -> Outbox:
    """Return an empty outbox."""
    return Outbox(ledger, Seal.open(tmp_path), moving)


def added(ledger: Ledger, outbox: Outbox, *calls: Call) -> list[Item]:
    """Return *calls* as items of the outbox."""
    return ledger.write(lambda connection: outbox.add(connection, calls))


def test_a_call_comes_back_as_it_was_put_in(ledger: Ledger, outbox: Outbox) -> None:
    """Parameters, files, purpose and order survive the disk."""
    file = Upload("document", "đơn.txt", b"\x00\xff")
    call = Call("sendDocument", {"chat_id": CHAT, "caption": "Đơn"}, (file,), "receipt", True)
    first, second = added(ledger, outbox, call, text(CHAT, "hai"))

    assert first == outbox.item(first.id)
    assert call == first.call
    assert [first.id, second.id] == [row.id for row in outbox.waiting()]
    assert [True, False] == [row.bulk for row in outbox.waiting()]
    assert first.lane == second.lane == outbox.lane(call)


def test_calls_are_kept_with_the_change_they_belong_to_or_not_at_all(
    ledger: Ledger, outbox: Outbox
) -> None:
    """A change that fails leaves no call behind."""

    def fails(connection: sqlite3.Connection) -> None:
        outbox.add(connection, [text(CHAT, "x")])
        raise ValueError("the change was refused")

    with pytest.raises(ValueError, match="refused"):
        ledger.write(fails)

    assert Counts(0, 0, 0) == outbox.counts()


def test_the_file_shows_no_word_and_no_chat(ledger: Ledger, outbox: Outbox, tmp_path: Path) -> None:
    """Calls, attempts and dead letters are sealed."""
    kept, given_up = added(ledger, outbox, text(CHAT, "canary-5b1e"), text(CHAT, "canary-5b1e"))
    outbox.attempted(kept.id, Bounds(771177, 881188)).result()
    outbox.dead(given_up.id, given_up.call, "chat not found").result()
    content = b"".join(path.read_bytes() for path in tmp_path.glob("bot.db*"))

    for secret in ("canary-5b1e", str(CHAT), "771177", "881188"):
        assert secret.encode() not in content


def test_an_attempt_is_known_after_a_restart(ledger: Ledger, outbox: Outbox) -> None:
    """The ids known before it come back, and the number of tries."""
    (item,) = added(ledger, outbox, text(CHAT, "x"))

    assert outbox.attempted(item.id, Bounds(7, None)).result() is True
    (row,) = outbox.waiting()
    read = outbox.item(item.id)
    assert (True, 1) == (row.attempted, row.tries)
    assert read is not None and Bounds(7, None) == read.attempt
    assert Counts(1, 1, 0) == outbox.counts()


def test_a_row_that_is_gone_cannot_be_marked(ledger: Ledger, outbox: Outbox) -> None:
    """What was erased meanwhile is not sent."""
    (item,) = added(ledger, outbox, text(CHAT, "x"))
    outbox.done(item.id).result()

    assert outbox.attempted(item.id, Bounds()).result() is False
    assert outbox.item(item.id) is None


def test_a_rest_outlives_a_restart(ledger: Ledger, outbox: Outbox, moving: MovingClock) -> None:
    """What was put off for a minute has half of it left after half a minute."""
    (item,) = added(ledger, outbox, text(CHAT, "x"))
    outbox.put_off(item.id, 60).result()

    moving.moment += timedelta(seconds=30)
    assert 30 == pytest.approx(outbox.waiting()[0].wait)
    moving.moment += timedelta(hours=1)
    assert 0 == outbox.waiting()[0].wait


def test_the_highest_own_id_only_grows(ledger: Ledger, outbox: Outbox) -> None:
    """A call that made no message, or an older one, does not take it back."""
    items = added(ledger, outbox, *[text(CHAT, "x")] * 3)
    for item, own in zip(items, (5, 9, 0), strict=True):
        outbox.done(item.id, own).result()

    assert 9 == outbox.numbering().own
    assert [] == outbox.waiting()


def test_a_dead_letter_is_told_and_can_be_tried_again(ledger: Ledger, outbox: Outbox) -> None:
    """An administrator sees what it was and why, and puts it back as the newest call."""
    call = text(CHAT, "x")
    (item,) = added(ledger, outbox, call)
    outbox.dead(item.id, call, "chat not found").result()

    (letter,) = outbox.dead_letters()
    assert ("receipt", "sendMessage", "chat not found", "2026-11-22T12:00:00+07:00") == (
        letter.purpose,
        letter.method,
        letter.reason,
        letter.at,
    )
    assert Counts(0, 0, 1) == outbox.counts()
    again = outbox.retry(letter.id)
    assert call == again.call
    assert again.id > item.id
    assert Counts(1, 0, 0) == outbox.counts()


def test_a_private_call_is_erased_when_it_is_given_up(ledger: Ledger, outbox: Outbox) -> None:
    """What belongs to a report is not kept beside the chat that it was for."""
    work = Work(private=True)
    work.call(text(CHAT, "Mã tra cứu"))
    [item] = added(ledger, outbox, *work.calls)

    assert Call.load(item.call.dump()).private
    assert outbox.dead(item.id, item.call, "blocked").result()
    assert Counts(0, 0, 0) == outbox.counts()


def test_a_dead_letter_can_be_dropped(ledger: Ledger, outbox: Outbox) -> None:
    """It is gone then, and a second try says so."""
    (item,) = added(ledger, outbox, text(CHAT, "x"))
    outbox.dead(item.id, item.call, "chat not found").result()
    outbox.drop(item.id)

    assert [] == outbox.dead_letters()
    with pytest.raises(BotError, match="There is no dead letter"):
        outbox.drop(item.id)
    with pytest.raises(BotError, match="There is no dead letter"):
        outbox.retry(item.id)


def test_what_waits_for_a_group_moves_with_it(ledger: Ledger, outbox: Outbox) -> None:
    """The calls go to the new chat and stand in its lane."""
    first, second = added(ledger, outbox, text(-4001, "một"), text(-4001, "hai"))
    outbox.attempted(first.id, Bounds(3)).result()
    lane = outbox.moved([first.id, second.id], NEW).result()

    assert outbox.lane(text(NEW, "")) == lane
    assert [lane, lane] == [row.lane for row in outbox.waiting()]
    items = [outbox.item(row.id) for row in outbox.waiting()]
    assert [(NEW, "một", None), (NEW, "hai", None)] == [
        (item.call.chat, item.call.params["text"], item.attempt) for item in items if item
    ]


def test_another_key_reads_nothing_and_loses_nothing(
    ledger: Ledger, outbox: Outbox, tmp_path: Path, moving: MovingClock
) -> None:
    """A row sealed with another key says so, and as a dead letter too."""
    (item,) = added(ledger, outbox, text(CHAT, "x"))
    stranger = Outbox(ledger, Seal.open(tmp_path / "elsewhere"), moving)

    with pytest.raises(Unreadable):
        stranger.item(item.id)
    stranger.dead(item.id, None, "sealed with another key").result()
    with pytest.raises(BotError, match="was sealed with another key; drop it"):
        stranger.retry(item.id)
    assert "x" == outbox.retry(item.id).call.params["text"]
