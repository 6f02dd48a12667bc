"""Who floods or guesses waits, longer and longer; others hardly notice; nobody's id is kept."""

import gc
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.reports.limits import Limits, Thresholds
from tests.bot.reports.filing import MovableClock

ANN, BEN = 700_000_000_001, 700_000_000_002
HOUR, QUARTER = 3600.0, 900.0


class Time:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the moment."""
        return self.now


@pytest.fixture
def time() -> Time:
    """Return a time that stands still."""
    return Time()


@pytest.fixture
def day() -> MovableClock:
    """Return a clock that can be moved by days."""
    return MovableClock()


@pytest.fixture
def limits(day: MovableClock, time: Time) -> Limits:
    """Return small limits."""
    return Limits(day, Thresholds(reports_per_day=2, reports_per_hour=3), time)


def hand_in(limits: Limits, *senders: int) -> None:
    """Hand in a report of each."""
    for sender in senders:
        assert limits.report(sender)
        limits.count_report(sender)


def test_one_sender_waits_for_tomorrow(limits: Limits, day: MovableClock) -> None:
    """After the day's number the wait lasts to midnight; others go on."""
    hand_in(limits, ANN, ANN)
    verdict = limits.report(ANN)
    assert not verdict
    assert ("day", timedelta(hours=12)) == (verdict.reason, verdict.wait)
    assert limits.report(BEN)
    day.move(1)
    assert limits.report(ANN)


def test_a_flood_delays_itself_and_not_others(limits: Limits, time: Time) -> None:
    """Beyond the hour's number those wait who have reported today, until the hour is over."""
    hand_in(limits, ANN)
    time.now += 600
    hand_in(limits, 1, 2)
    verdict = limits.report(ANN)
    assert ("hour", timedelta(seconds=HOUR - 600)) == (verdict.reason, verdict.wait)
    hand_in(limits, *range(10, 19))
    assert "hour" == limits.report(BEN).reason
    time.now += HOUR - 600
    assert limits.report(BEN)
    assert not limits.report(ANN)
    time.now += 600
    assert limits.report(ANN)


def test_evidence_is_limited_in_number_and_size(day: MovableClock) -> None:
    """By file, by report, and by sender and day, given-up reports included."""
    limits = Limits(day, Thresholds(files=2, file_bytes=10, evidence_bytes_per_day=25))
    assert limits.evidence(ANN, 10, 1)
    assert "files" == limits.evidence(ANN, 1, 2).reason
    assert "size" == limits.evidence(ANN, 11, 0).reason
    for _ in range(2):
        limits.count_evidence(ANN, 10)
    assert limits.evidence(ANN, 5, 0)
    assert "day" == limits.evidence(ANN, 6, 0).reason
    assert limits.evidence(BEN, 6, 0)


def test_wrong_codes_wait_longer_each_time(limits: Limits, time: Time) -> None:
    """Five tries take a quarter of an hour, the next five twice that."""
    waits = []
    for _ in range(10):
        limits.count_code(ANN, found=False)
        wait = limits.code(ANN).wait.total_seconds()
        waits.append(wait)
        time.now += wait
        assert limits.code(ANN)
    assert [0, 5, 10, 20, QUARTER] == waits[:5]
    assert 2 * QUARTER == max(waits)
    assert limits.code(BEN)


def test_the_right_code_makes_up_for_wrong_ones(limits: Limits, time: Time) -> None:
    """Who mistypes once a day is never held up."""
    for _ in range(20):
        limits.count_code(ANN, found=False)
        assert limits.code(ANN)
        limits.count_code(ANN, found=True)


def test_guessing_from_many_chats_is_limited_for_all_of_them(day: MovableClock, time: Time) -> None:
    """Chats that have guessed wrong wait together; one that has not may still try."""
    limits = Limits(day, Thresholds(code_tries_per_hour=3), time)
    for chat in range(3):
        assert limits.code(chat)
        limits.count_code(chat, found=False)
    assert ("tries", timedelta(hours=1)) == (limits.code(0).reason, limits.code(0).wait)
    assert limits.code(ANN)
    for chat in range(3, 12):
        limits.count_code(chat, found=False)
    assert not limits.code(ANN)
    time.now += HOUR
    assert limits.code(ANN) and limits.code(0)


def test_yesterdays_counts_and_key_are_gone(limits: Limits, day: MovableClock) -> None:
    """With the day the key changes: the same sender has another print, and the old one is gone."""
    hand_in(limits, ANN)
    key, prints = limits._memory.key, set(limits._memory.senders)
    day.move(1)
    hand_in(limits, ANN)
    assert key != limits._memory.key
    assert not prints & set(limits._memory.senders)
    assert 1 == len(limits._memory.senders)


def test_nothing_kept_is_a_senders_id(limits: Limits) -> None:
    """What the limits remember holds prints and counts, no id."""
    hand_in(limits, ANN)
    limits.count_code(ANN, found=False)
    seen: set[int] = set()
    waiting: list[object] = [limits._memory]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen and not isinstance(one, type):
            seen.add(id(one))
            assert one != ANN and str(ANN) != one and str(ANN).encode() != one
            waiting += [two for two in gc.get_referents(one) if not hasattr(two, "__globals__")]
    assert len(seen) > 5


def test_only_what_is_committed_counts(limits: Limits, tmp_path: Path) -> None:
    """A handler that failed has handed in nothing; its update may come again."""
    work = Work()
    limits.within(work).count_report(ANN)
    limits.within(work).count_report(ANN)
    assert limits.report(ANN)
    ledger = Ledger.open(tmp_path)
    for change in work.changes:
        ledger.write(change)
    ledger.close()
    assert "day" == limits.report(ANN).reason
