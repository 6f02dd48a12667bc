"""The bot remembers little: sealed, for a while, and never who asked what."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.errors import BotError
from bot.seal import Seal
from bot.state import KeptQuestion, State
from knowledge.clock import VIETNAM

QUESTION = "Công chức nhận quà Tết thì sao?"
CHAT, USER = 123456789, 987654321


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


def opened(home: Path, clock: MovingClock) -> State:
    """Return the memory in *home*, as a new process opens it."""
    return State(Ledger.open(home), Seal.open(home), clock)


def test_a_question_is_found_again_after_a_restart(tmp_path: Path, moving: MovingClock) -> None:
    """A kept question survives closing the bot and names the day it was asked for."""
    before = opened(tmp_path, moving)
    key = before.keep_question(QUESTION, date(2019, 12, 31))

    after = opened(tmp_path, moving)

    assert KeptQuestion(QUESTION, date(2019, 12, 31)) == after.question(key)
    assert after.question("AAAAAAAAAAAA") is None
    assert after.question("not an id") is None


def test_a_question_is_forgotten_after_thirty_days(tmp_path: Path, moving: MovingClock) -> None:
    """It cannot be read any more, and the next writing removes its row."""
    state = opened(tmp_path, moving)
    key = state.keep_question(QUESTION, moving.today())

    moving.moment += timedelta(days=30)

    assert state.question(key) is None
    state.set_topic(CHAT, USER, "x")
    assert _rows(tmp_path, "sealed") == 1


def test_the_last_topic_lives_ten_minutes(tmp_path: Path, moving: MovingClock) -> None:
    """It belongs to one person in one chat and is gone after ten minutes."""
    state = opened(tmp_path, moving)
    state.set_topic(CHAT, USER, QUESTION)

    assert state.topic(CHAT, USER) == QUESTION
    assert state.topic(CHAT, USER + 1) is None
    assert state.topic(CHAT + 1, USER) is None
    moving.moment += timedelta(minutes=10)
    assert state.topic(CHAT, USER) is None


def test_a_topic_can_be_dropped(tmp_path: Path, moving: MovingClock) -> None:
    """Dropping it says whether there was one."""
    state = opened(tmp_path, moving)
    state.set_topic(CHAT, USER, QUESTION)

    assert state.forget_topic(CHAT, USER)
    assert not state.forget_topic(CHAT, USER)
    assert state.topic(CHAT, USER) is None


def test_votes_are_counted_for_provision_and_snapshot(tmp_path: Path, moving: MovingClock) -> None:
    """Counts add up, and another snapshot starts from nothing."""
    state = opened(tmp_path, moving)
    for up in (True, True, False):
        state.vote("0001", "44/2019/QH14", "dieu5", up=up)

    assert state.votes("0001", "44/2019/QH14", "dieu5") == (2, 1)
    assert state.votes("0002", "44/2019/QH14", "dieu5") == (0, 0)


def test_the_same_target_gets_the_same_link(tmp_path: Path, moving: MovingClock) -> None:
    """Links are named by what they point at, so drawing a screen twice adds no row."""
    state = opened(tmp_path, moving)

    assert state.save_link("a|x") == state.save_link("a|x")
    assert state.link(state.save_link("a|x")) == "a|x"
    assert state.link("nothing") is None
    assert _rows(tmp_path, "links") == 1


def test_within_an_update_nothing_is_written_before_its_end(
    tmp_path: Path, moving: MovingClock
) -> None:
    """Changes are collected in the work of the update, and are there once it is committed."""
    ledger, work = Ledger.open(tmp_path), Work()
    state = State(ledger, Seal.open(tmp_path), moving)
    state.within(work).set_topic(CHAT, USER, QUESTION)
    before = state.topic(CHAT, USER)
    for change in work.changes:
        ledger.write(change)

    assert before is None
    assert state.topic(CHAT, USER) == QUESTION


def test_the_files_show_no_question_and_no_person(tmp_path: Path, moving: MovingClock) -> None:
    """Neither words nor ids of people stand in any file of the home folder."""
    state = opened(tmp_path, moving)
    state.set_topic(CHAT, USER, QUESTION)
    state.keep_question(QUESTION, moving.today())
    state.vote("0001", "44/2019/QH14", "dieu5", up=True)

    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    for secret in (QUESTION, "quà Tết", str(CHAT), str(USER)):
        assert secret.encode() not in stored
    for number in (CHAT, USER):
        assert number.to_bytes(4, "big") not in stored
        assert number.to_bytes(4, "little") not in stored


def test_a_database_under_another_key_tells_nothing(tmp_path: Path, moving: MovingClock) -> None:
    """Whoever has only the database reads no question; the bot treats it as forgotten."""
    state = opened(tmp_path, moving)
    key = state.keep_question(QUESTION, moving.today())
    (tmp_path / "keys" / "service.key").unlink()

    assert opened(tmp_path, moving).question(key) is None


def test_the_service_key_is_for_its_owner_only(tmp_path: Path) -> None:
    """It is made with mode 0600, and one that others can read is refused with the mend."""
    Seal.open(tmp_path)
    key = tmp_path / "keys" / "service.key"

    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    with pytest.raises(BotError, match="chmod 600"):
        Seal.open(tmp_path)


def test_a_damaged_service_key_is_refused(tmp_path: Path) -> None:
    """A key of the wrong length is not silently replaced."""
    Seal.open(tmp_path)
    (tmp_path / "keys" / "service.key").write_bytes(b"short")

    with pytest.raises(BotError, match="not a service key"):
        Seal.open(tmp_path)


def _rows(home: Path, table: str) -> int:
    with sqlite3.connect(home / "bot.db") as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count
