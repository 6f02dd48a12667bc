"""``congvu cases``: what is in the clear, the rules, and erasure on the command line."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.reports.cases import Cases
from bot.reports.files import SealedFiles
from bot.reports.model import Status
from knowledge.clock import SystemClock
from tests.bot.reports.filing import MovableClock, moved, sealed

RECEIVED = SystemClock().now() - timedelta(days=100)
"""The commands read the machine's clock, so the cases begin by it."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with an open case and one that was closed 100 days ago."""
    clock = MovableClock(RECEIVED)
    cases = Cases.open(tmp_path, clock)
    report, files = sealed(), SealedFiles(tmp_path / "cases")
    name = files.new_id()
    files.write(bytes(32), report.id, name, b"attachment")
    moved(cases, cases.add(report, "khac", "01", cases.today(), files=[name]), Status.CLOSED)
    cases.add(sealed(), "ruou-bia", "01-00004", cases.today())
    cases.close()
    return tmp_path


def congvu(home: Path, *words: str) -> str:
    """Return what a command prints."""
    result = CliRunner(env={"CONGVU_HOME": str(home)}).invoke(cli, ["cases", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_list_shows_the_clear_columns(home: Path) -> None:
    """Number, day, status, kind, unit, and the deadline that was missed."""
    newest, oldest = congvu(home, "list").splitlines()
    assert newest.split()[:5] == [
        *(f"{RECEIVED.year}-00002", f"{RECEIVED:%d/%m/%Y}"),
        *("received", "ruou-bia", "01-00004"),
    ]
    assert newest.endswith("(missed)") and " check " in newest
    assert oldest.split()[2:] == ["closed", "khac", "01"]


def test_a_purge_erases_and_is_reported(home: Path) -> None:
    """The closed case goes with its file; the report of the year says so."""
    wanted = "1 cases are erased, with 2 messages, 1 files.\n"
    assert wanted == congvu(home, "purge")
    assert [] == list((home / "cases").iterdir())
    assert 1 == len(congvu(home, "list").splitlines())
    today = SystemClock().today()
    report = congvu(home, "purge-report", str(today.year)).splitlines()
    assert f"{today:%Y-%m}  closed     1 cases, 2 messages, 1 files" == report[0]
    assert f"1 cases were erased in {today.year}; 0 have ended and wait." == report[1]


def test_the_time_until_erasure_is_a_setting(home: Path) -> None:
    """An office that keeps cases longer keeps this one."""
    runner = CliRunner(env={"CONGVU_HOME": str(home), "CONGVU_RETENTION_DAYS": "110"})
    assert runner.invoke(cli, ["cases", "purge"]).output.startswith("0 cases are erased")


def test_the_rules_are_shown_with_their_sources(home: Path) -> None:
    """Whoever asks by which law a case is late is told, and that the term is the office's own."""
    shown = congvu(home, "deadlines")
    assert "check: 7 working days from received; from 01/01/2019; the office's own term" in shown
    assert "Luật Tố cáo 25/2018/QH14, khoản 1 Điều 24" in shown
    assert "Years whose movable holidays are known: 2025, 2026." in shown
