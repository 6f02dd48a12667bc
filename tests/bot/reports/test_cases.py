"""Cases are kept whole or not at all, numbered without gaps, and show only what they may."""

import multiprocessing
import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.reports.cases import Cases
from bot.reports.changes import NoCaseError, NumberTakenError, StatusError
from bot.reports.model import FOLLOWING, Deadline, Status
from tests.bot.delivery.test_faults_disk import small_disk
from tests.bot.reports.filing import TODAY, MovableClock, filed, moved, sealed

KILLS = 60
INBOX = 5000


@pytest.fixture
def day() -> MovableClock:
    """Return a clock that can be moved by days."""
    return MovableClock()


@pytest.fixture
def cases(tmp_path: Path, day: MovableClock) -> Iterator[Cases]:
    """Return cases of one's own."""
    cases = Cases.open(tmp_path, day)
    yield cases
    cases.close()


def test_a_case_gives_back_what_was_sealed(cases: Cases) -> None:
    """Content, envelopes and digest come back as they were, found by id, number and receipt."""
    report = sealed()
    case = cases.add(report, "ruou-bia", "01-00004", TODAY, files=["ab", "cd"])

    assert (case.number, case.kind, case.unit) == ("2026-00001", "ruou-bia", "01-00004")
    assert (case.received, case.status) == (TODAY, Status.RECEIVED)
    assert case == cases.get(report.id) == cases.by_number("2026-00001")
    assert case == cases.by_lookup(report.lookup) == cases.by_digest(report.digest)
    assert report.content == cases.content(case.id)
    assert report.reporter_envelope == cases.reporter_envelope(case.id)
    assert report.digest == cases.digest(case.id)
    assert dict(report.envelopes)["second"] == cases.envelope(case.id, "second")
    assert ["ab", "cd"] == cases.files(case.id)


def test_what_is_not_there_is_said_to_be_so(cases: Cases) -> None:
    """An unknown case, receipt or inspector gives nothing; its content an error of one sentence."""
    assert cases.get(b"?") is cases.by_lookup(b"?") is cases.by_number("2026-00001") is None
    assert cases.envelope(filed(cases).id, "stranger") is None
    with pytest.raises(NoCaseError, match="no such case"):
        cases.content(b"?")
    with pytest.raises(NoCaseError):
        cases.add_message(b"?", 1, b"", by_inspector=True)


def test_the_same_report_is_filed_once(cases: Cases) -> None:
    """An update that is handled again changes nothing and uses up no number."""
    report = sealed()
    first = cases.add(report, "ruou-bia", "01", TODAY)
    assert first == cases.add(report, "ruou-bia", "01", TODAY)
    assert "2026-00002" == filed(cases).number


def test_a_report_changed_before_it_was_acknowledged_takes_the_place_of_its_first(
    cases: Cases,
) -> None:
    """What was sent last under the same receipt is what inspectors read; the number stays."""
    first = sealed()
    case = cases.add(first, "ruou-bia", "01", TODAY, files=["ab"])
    changed = replace(first, content=b"other words", digest=bytes(32))
    again = cases.add(changed, "khac", "01-00004", TODAY, files=["cd"])

    assert (case.id, case.number, "khac", "01-00004") == (
        again.id,
        again.number,
        again.kind,
        again.unit,
    )
    assert (b"other words", bytes(32)) == (cases.content(case.id), cases.digest(case.id))
    assert (["ab", "cd"], 1) == (cases.files(case.id), cases.count())


def test_numbers_begin_anew_with_the_year(cases: Cases) -> None:
    """The year of a number is that of the receipt."""
    numbers = [
        cases.add(sealed(), "khac", "", day).number
        for day in (TODAY, TODAY, date(2027, 1, 1), TODAY)
    ]
    assert ["2026-00001", "2026-00002", "2027-00001", "2026-00003"] == numbers


def test_messages_keep_their_order_and_their_numbers(cases: Cases) -> None:
    """A number that is taken is refused, so that what was sealed for it is sealed anew."""
    case = filed(cases)
    cases.add_message(case.id, cases.next_message(case.id), b"one", by_inspector=False)
    cases.add_message(case.id, cases.next_message(case.id), b"two", by_inspector=True)
    for number in (0, 1, 2, 4):
        with pytest.raises(NumberTakenError, match="seal again as 3"):
            cases.add_message(case.id, number, b"late", by_inspector=False)
    assert [(1, b"one"), (2, b"two")] == cases.messages(case.id)


def test_a_message_handled_again_is_kept_once(cases: Cases) -> None:
    """The same message under a new number is known by what the caller says of it."""
    case, other = filed(cases), filed(cases)
    assert cases.add_message(case.id, 1, b"blob", by_inspector=False, once=b"x", files=["f"])
    assert not cases.add_message(case.id, 2, b"again", by_inspector=False, once=b"x")
    assert cases.add_message(other.id, 1, b"blob", by_inspector=False, once=b"x")
    assert [(1, b"blob")] == cases.messages(case.id)
    assert {"f"} == cases.known_files()


def test_a_message_and_its_entry_are_kept_together_or_not_at_all(cases: Cases) -> None:
    """Where the entry's number is taken, the message is not kept either."""
    case = filed(cases)
    cases.add_event(case.id, 1, b"note")
    with pytest.raises(NumberTakenError):
        cases.add_message(case.id, 1, b"said", by_inspector=True, event=(1, b"entry"))

    assert cases.messages(case.id) == []
    cases.add_message(case.id, 1, b"said", by_inspector=True, event=(2, b"entry"))
    assert cases.messages(case.id) == [(1, b"said")]
    assert cases.events(case.id) == [(1, b"note"), (2, b"entry")]


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_statuses_follow_as_the_model_says(cases: Cases, before: Status, after: Status) -> None:
    """A change that may not follow is refused and leaves no trace."""
    ways = {
        Status.RECEIVED: [],
        Status.CONCLUDED: [Status.VERIFYING, Status.CONCLUDED],
    }
    case = moved(cases, filed(cases), *ways.get(before, [before]))
    entries = len(cases.events(case.id))
    if after in FOLLOWING[before]:
        assert after == moved(cases, case, after).status
        assert entries + 1 == len(cases.events(case.id)) == len(cases.messages(case.id))
        return
    with pytest.raises(StatusError, match=f"is {before} and cannot become {after}"):
        moved(cases, case, after)
    assert case == cases.get(case.id)
    assert entries == len(cases.events(case.id)) == len(cases.messages(case.id))


def test_a_change_of_status_is_whole_or_not_at_all(cases: Cases) -> None:
    """When its message cannot be kept, neither the event nor the status is."""
    case = filed(cases)
    with pytest.raises(NumberTakenError):
        cases.set_status(case.id, Status.VERIFYING, 1, b"event", 7, b"message")
    assert case == cases.get(case.id)
    assert [] == cases.events(case.id) == cases.messages(case.id)


def test_deadlines_begin_and_are_met_with_the_status(cases: Cases, day: MovableClock) -> None:
    """The check is due from the receipt, the result from the verification, and both are met."""
    case = filed(cases)
    assert [("check", False)] == [(one.name, one.met) for one in case.deadlines]
    day.move(3)
    case = moved(cases, case, Status.VERIFYING)
    assert [("check", True), ("resolve", False)] == [(one.name, one.met) for one in case.deadlines]
    assert case.answered == day.today()
    case = moved(cases, case, Status.CLOSED)
    assert all(one.met for one in case.deadlines)
    assert case.closed == day.today()


def test_a_list_is_filtered_by_all_that_is_in_the_clear(cases: Cases, day: MovableClock) -> None:
    """By status, kind, unit with its communes, missed deadline and unanswered message."""
    province = filed(cases, "ruou-bia", "01")
    commune = moved(cases, filed(cases, "thai-do", "01-00004"), Status.VERIFYING)
    other = filed(cases, "thai-do", "011")
    free = moved(cases, filed(cases, "khac", ""), Status.SPAM)
    late = cases.add(sealed(), "khac", "", TODAY, [Deadline("check", date(2026, 11, 20))])
    cases.add_message(commune.id, 2, b"more", by_inspector=False)

    def numbers(**wanted: object) -> list[str]:
        found = [case.number[-1] for case in cases.listed(**wanted)]  # type: ignore[arg-type]
        assert cases.count(**wanted) == len(found)  # type: ignore[arg-type]
        return found

    assert ["5", "4", "3", "2", "1"] == numbers()
    assert ["2", "1"] == numbers(unit="01")
    assert ["3", "2"] == numbers(kind="thai-do")
    assert ["4", "2"] == numbers(statuses=[Status.SPAM, Status.VERIFYING])
    assert ["5"] == numbers(overdue=True)
    assert ["2"] == numbers(waiting=True)
    assert {commune.id} == cases.waiting()
    assert [free, other] == cases.listed(limit=2, offset=1)
    assert province == cases.listed()[-1]
    assert [late] == cases.listed(overdue=True)


def test_two_processes_number_without_gaps(tmp_path: Path) -> None:
    """The bot and a second writer file a hundred each, at once: 1 to 200, none twice."""
    start = multiprocessing.get_context("fork")
    writers = [start.Process(target=file_many, args=(tmp_path, 100)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [0, 0] == [writer.exitcode for writer in writers]

    cases = Cases.open(tmp_path, MovableClock())
    wanted = [f"2026-{number:05}" for number in range(200, 0, -1)]
    assert wanted == [case.number for case in cases.listed()]
    cases.close()


def test_four_processes_may_make_the_file_at_once(tmp_path: Path) -> None:
    """The bot, the desk and commands that start at the same moment all find their way."""
    start = multiprocessing.get_context("fork")
    for number in range(10):
        home, together = tmp_path / str(number), start.Barrier(4)
        writers = [start.Process(target=file_together, args=(home, together)) for _ in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(60)
        assert [0] * 4 == [writer.exitcode for writer in writers]
        cases = Cases.open(home, MovableClock())
        assert 4 == cases.count()
        cases.close()


def test_sixty_kills_leave_every_report_whole(tmp_path: Path) -> None:
    """kill -9 at any moment: what was acknowledged is there, and nothing is there by half."""
    chance = random.Random("kills")
    acknowledged: set[bytes] = set()
    for _ in range(KILLS):
        acknowledged |= one_life(tmp_path, chance.uniform(0.005, 0.06))

    cases = Cases.open(tmp_path, MovableClock())
    there = cases.listed()
    assert acknowledged <= {case.id for case in there}
    assert len(acknowledged) >= KILLS
    assert len(there) <= len(acknowledged) + KILLS
    wanted = [f"2026-{number:05}" for number in range(len(there), 0, -1)]
    assert wanted == [case.number for case in there]
    for case in there:
        report = sealed(case.id, size=50_000)
        assert report.content == cases.content(case.id)
        assert all(cases.envelope(case.id, name) == blob for name, blob in report.envelopes)
        assert ["check"] == [one.name for one in case.deadlines if one.name == "check"]
        entries = [(1, b"event")] if case.status is Status.VERIFYING else []
        assert entries == cases.events(case.id)
        assert len(entries) == len(cases.messages(case.id))
        assert 2 == len(cases.files(case.id))
    cases.close()


def test_a_full_disk_stores_nothing_by_half(tmp_path: Path) -> None:
    """What finds no room is refused as a whole, the rest stays readable, and room lets it go on."""
    with small_disk(tmp_path / "disk") as disk:
        cases = Cases.open(disk.folder, MovableClock())
        kept = filed(cases)
        disk.fill()
        report = sealed(size=200_000)
        with pytest.raises(sqlite3.OperationalError, match=r"full|disk"):
            cases.add(report, "khac", "", TODAY)
        assert [kept] == cases.listed()
        assert cases.content(kept.id)
        disk.free()
        assert "2026-00002" == cases.add(report, "khac", "", TODAY).number
        cases.close()


def test_a_limit_on_the_file_stores_nothing_by_half(cases: Cases) -> None:
    """The same without a disk of its own: the file may not grow, then may again."""
    kept = filed(cases)
    limit(cases, 1)
    report = sealed(size=200_000)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        cases.add(report, "khac", "", TODAY)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        cases.add_message(kept.id, 1, bytes(200_000), by_inspector=True)
    assert [kept] == cases.listed()
    assert [] == cases.messages(kept.id)
    limit(cases, 1_000_000)
    assert "2026-00002" == cases.add(report, "khac", "", TODAY).number


def test_a_start_on_a_full_disk_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """Where the file cannot be made, the error says what to do."""
    (tmp_path / "cases.db").mkdir()
    with pytest.raises(BotError, match=r"cases\.db cannot be opened .*: make room on its disk"):
        Cases.open(tmp_path, MovableClock())


def test_an_inbox_of_five_thousand_is_listed_at_once(cases: Cases) -> None:
    """All cases with their deadlines come in far less than a second."""
    with cases.transaction() as connection:
        for number in range(INBOX):
            key = number.to_bytes(16, "big")
            connection.execute(
                "INSERT INTO cases (id, number, kind, unit, received, status)"
                " VALUES (?, ?, 'khac', '01-00004', '2026-03-04', 'received')",
                (key, f"2026-{number:05}"),
            )
            for name in ("check", "resolve"):
                row = (key, name, "2026-04-04")
                connection.execute("INSERT INTO deadlines (id, name, day) VALUES (?, ?, ?)", row)
    begun = time.perf_counter()
    assert INBOX == len(cases.listed(overdue=True, unit="01"))
    assert time.perf_counter() - begun < 0.5


def test_the_clear_columns_are_those_of_a_case_and_no_others(cases: Cases) -> None:
    """Whoever adds a column has to say here that it tells nothing of anybody."""
    with cases.snapshot() as connection:
        columns = {
            f"{table}.{column}"
            for (table,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
            ).fetchall()
            for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})")
            if kind != "BLOB" and column not in ("id", "content", "envelope", "chat")
        }
    assert columns == {
        *("cases.number", "cases.kind", "cases.unit", "cases.received", "cases.status"),
        *("cases.closed", "cases.answered", "cases.waiting"),
        *("deadlines.name", "deadlines.day", "deadlines.met", "deadlines.told"),
        *("envelopes.fingerprint", "events.number", "messages.number", "files.name"),
        *("notices.said", "notices.told", "signals.row", "signals.what"),
        *("figures.kind", "figures.unit", "figures.month", "figures.status"),
        *("figures.answer_days", "figures.overdue"),
        *("purges.day", "purges.status", "purges.cases", "purges.messages", "purges.files"),
        *("numbers.year", "numbers.last"),
    }


def file_many(home: Path, count: int) -> None:
    """File *count* reports: what a process of its own does."""
    cases = Cases.open(home, MovableClock())
    for _ in range(count):
        filed(cases)
    cases.close()


def file_together(home: Path, together: Barrier) -> None:
    """File one report at the moment when all are ready."""
    together.wait()
    file_many(home, 1)


def file_until_killed(home: Path, acknowledge: Connection) -> None:
    """File reports for ever and send each id once it is kept; every other is looked into."""
    cases = Cases.open(home, MovableClock())
    while True:
        report = sealed(os.urandom(16), size=50_000)
        names = [os.urandom(16).hex() for _ in range(2)]
        case = cases.add(report, "khac", "01", TODAY, files=names)
        acknowledge.send_bytes(report.id)
        if int(case.number[-1]) % 2:
            cases.set_status(case.id, Status.VERIFYING, 1, b"event", 1, b"message")


def one_life(home: Path, seconds: float) -> set[bytes]:
    """Let a process file reports for *seconds* after its first, kill it, return what it sent."""
    start = multiprocessing.get_context("fork")
    receiving, sending = start.Pipe(duplex=False)
    victim = start.Process(target=file_until_killed, args=(home, sending))
    victim.start()
    sending.close()
    ids = {receiving.recv_bytes()}
    end = time.perf_counter() + seconds
    while receiving.poll(max(0, end - time.perf_counter())):
        ids.add(receiving.recv_bytes())
        if time.perf_counter() > end:
            break
    assert victim.pid
    os.kill(victim.pid, signal.SIGKILL)
    victim.join()
    try:
        while True:
            ids.add(receiving.recv_bytes())
    except EOFError:
        return ids


def limit(cases: Cases, pages: int) -> None:
    """Let the file have at most *pages*, or as many as it has."""
    with cases.transaction() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages}")
