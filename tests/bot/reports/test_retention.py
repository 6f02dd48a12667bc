"""Closed cases are erased after their time, to the last byte; their figures stay."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import build
from bot.reports.cases import Cases
from bot.reports.changes import NoCaseError
from bot.reports.files import SealedFiles
from bot.reports.model import Case, Status
from bot.reports.retention import MonthOfPurges, Purged, purge, purge_report
from bot.reports.statistics import rows_of
from knowledge.assistant import Assistant
from tests.bot.conftest import Settings
from tests.bot.reports.filing import TODAY, MovableClock, moved, sealed

DAYS = 90


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


@pytest.fixture
def files(tmp_path: Path) -> SealedFiles:
    """Return the folder of their attachments."""
    return SealedFiles(tmp_path / "cases")


def closed(cases: Cases, files: SealedFiles, status: Status = Status.CLOSED) -> Case:
    """File a report with an attachment, a watcher and a message, and end its case."""
    report, name = sealed(), files.new_id()
    files.write(bytes(32), report.id, name, b"attachment")
    case = cases.add(report, "khac", "01", TODAY, files=[name])
    cases.watch(case.id, b"chat" + case.id)
    cases.add_message(case.id, 1, b"said" + case.id, by_inspector=False)
    return moved(cases, case, status)


def test_a_closed_case_is_erased_after_its_time(
    cases: Cases, files: SealedFiles, day: MovableClock
) -> None:
    """Not a day before; open cases stay whatever their age."""
    case = closed(cases, files)
    open_case = cases.add(sealed(), "khac", "01", TODAY)
    day.move(DAYS - 1)
    assert Purged(0, 0, 0, log_emptied=True) == purge(cases, files, DAYS)
    day.move(1)
    assert Purged(1, 3, 1, log_emptied=True) == purge(cases, files, DAYS)
    assert [open_case] == cases.listed()
    assert [] == cases.messages(case.id) == cases.events(case.id) == cases.files(case.id)
    with pytest.raises(NoCaseError):
        cases.content(case.id)
    assert {open_case.id} == {one.case.id for one in cases.news()}


def test_no_byte_of_an_erased_case_is_left(
    cases: Cases, files: SealedFiles, day: MovableClock, tmp_path: Path
) -> None:
    """Neither in the database nor its log nor among the files: ids, blobs, names."""
    ended = [closed(cases, files) for _ in range(20)]
    kept = closed(cases, files)
    traces = [
        piece
        for case in ended
        for piece in (
            *(case.id, b"chat" + case.id, b"said" + case.id, cases.content(case.id)[100:140]),
            *(cases.digest(case.id), cases.reporter_envelope(case.id)[:40]),
            *((cases.envelope(case.id, "first") or b"?")[:40], cases.files(case.id)[0].encode()),
        )
    ]
    assert all(on_disk(tmp_path, piece) for piece in traces)
    with cases.transaction() as connection:
        connection.execute("UPDATE cases SET closed = '2027-06-01' WHERE id = ?", (kept.id,))
    day.move(DAYS)
    assert 20 == purge(cases, files, DAYS).cases
    assert [] == [piece for piece in traces if on_disk(tmp_path, piece)]
    assert on_disk(tmp_path, kept.id)


def test_the_figures_of_an_erased_case_stay(
    cases: Cases, files: SealedFiles, day: MovableClock
) -> None:
    """Statistics are the same before and after, and nothing leads from them to the case."""
    ended = [closed(cases, files, status) for status in (Status.CLOSED, Status.SPAM)]
    day.move(DAYS)
    before = sorted(map(str, rows_of(cases)))
    purge(cases, files, DAYS)
    assert before == sorted(map(str, rows_of(cases)))
    assert [] == cases.listed()
    with cases.snapshot() as connection:
        ids = {row[0] for row in connection.execute("SELECT id FROM figures")}
    assert 2 == len(ids - {case.id for case in ended})


def test_numbers_are_not_given_again(cases: Cases, files: SealedFiles, day: MovableClock) -> None:
    """A case that comes after an erased one has a new number."""
    closed(cases, files)
    day.move(DAYS)
    purge(cases, files, DAYS)
    assert "2026-00002" == cases.add(sealed(), "khac", "01", TODAY).number


def test_a_run_that_was_interrupted_is_finished_by_the_next(
    cases: Cases, files: SealedFiles, day: MovableClock
) -> None:
    """A case whose file is gone already is erased all the same."""
    case = closed(cases, files)
    day.move(DAYS)
    files.erase(cases.files(case.id)[0])
    assert 1 == purge(cases, files, DAYS).cases
    assert 0 == purge(cases, files, DAYS).cases


def test_a_log_that_is_being_read_is_told(
    cases: Cases, files: SealedFiles, day: MovableClock, tmp_path: Path
) -> None:
    """While the other process reads, erased rows may still lie in the log: it says so."""
    closed(cases, files)
    day.move(DAYS)
    desk = Cases.open(tmp_path, day)
    with cases.transaction() as connection:
        connection.execute("PRAGMA busy_timeout = 1")
    with desk.snapshot() as connection:
        connection.execute("SELECT count(*) FROM cases").fetchone()
        assert not purge(cases, files, DAYS).log_emptied
    assert purge(cases, files, DAYS).log_emptied
    desk.close()


def test_a_year_of_purges_is_reported(cases: Cases, files: SealedFiles, day: MovableClock) -> None:
    """By month and ending, with what is still to be erased."""
    for status in (Status.CLOSED, Status.CLOSED, Status.SPAM):
        closed(cases, files, status)
    day.move(DAYS)
    purge(cases, files, DAYS)
    day.move(-10)
    closed(cases, files, Status.REFERRED)
    report = purge_report(cases, 2027)
    assert (
        MonthOfPurges("2027-02", "closed", cases=2, messages=6, files=2),
        MonthOfPurges("2027-02", "spam", cases=1, messages=3, files=1),
    ) == report.months
    assert (2027, 3, 1) == (report.year, report.cases, report.waiting)
    assert 0 == purge_report(cases, 2026).cases


def on_disk(home: Path, piece: bytes) -> bool:
    """Return whether any file of *home*, or its name, holds *piece*."""
    paths = [path for path in home.rglob("*") if path.is_file()]
    return any(piece in path.name.encode() or piece in path.read_bytes() for path in paths)


async def test_the_running_bot_erases_what_has_outlived_its_time(
    settings: Settings, assistant: Assistant, day: MovableClock
) -> None:
    """Nobody needs to call anything: it looks at its start, and every half hour."""
    cases = Cases.open(settings.state, day)
    case = closed(cases, SealedFiles(settings.state / "cases"))
    day.move(DAYS)
    async with build(settings, assistant, day), asyncio.timeout(20):
        while cases.by_number(case.number) is not None:
            await asyncio.sleep(0.05)

    assert [] == list((settings.state / "cases").iterdir())
    cases.close()
