"""A proof line is checked on the desk."""

import sqlite3

import pytest

from bot.reports.model import Case
from bot.reports.vault import Vault
from tests.bot.desk.office import Browser, Office, report


@pytest.fixture
def vault(office: Office) -> Vault:
    """Return what signs in this office."""
    return Vault.open(office.home)


def line_of(office: Office, vault: Vault, case: Case) -> str:
    """Return the line that the reporter of *case* was given."""
    return vault.proof(office.desk.cases.digest(case.id), case.received)


def test_a_genuine_line_leads_to_its_case(office: Office, browser: Browser, vault: Vault) -> None:
    """Day and case are told, however the line was broken in copying."""
    line = line_of(office, vault, office.receive(report()))

    page = browser.fill("/proof", "/proof", line=f" {line[:70]}\r\n{line[70:]} ")

    assert "Chữ ký đúng: phản ánh được nhận tại đây ngày 23/11/2026 và còn nguyên vẹn." in page
    assert 'href="/case/2026-00001"' in page


@pytest.mark.parametrize("spoil", [lambda line: line[:-1], lambda line: line[:-4] + "AAAA"])
def test_an_altered_line_is_refused(  # type: ignore[no-untyped-def]
    office: Office, browser: Browser, vault: Vault, spoil
) -> None:
    """A line that was cut or changed proves nothing."""
    line = line_of(office, vault, office.receive(report()))

    page = browser.fill("/proof", "/proof", line=spoil(line))

    assert "Không phải dòng xác nhận do nơi này ký" in page
    assert "/case/" not in page


def test_where_nothing_was_ever_signed_a_line_is_refused(browser: Browser) -> None:
    """A desk without the installation's key says so too."""
    assert "Không phải dòng" in browser.fill("/proof", "/proof", line="CVPA1.20261123.x")


def test_an_altered_report_is_found_out(office: Office, browser: Browser, vault: Vault) -> None:
    """The line is genuine, and what is kept is no longer what it speaks of."""
    case = office.receive(report())
    with sqlite3.connect(office.home / "cases.db") as db:
        db.execute("UPDATE reports SET content = zeroblob(300)")

    page = browser.fill("/proof", "/proof", line=line_of(office, vault, case))

    assert "ĐÃ BỊ SỬA" in page


def test_an_erased_case_is_told(office: Office, browser: Browser, vault: Vault) -> None:
    """What was handed in stays proven after its time."""
    line = line_of(office, vault, office.receive(report()))
    with sqlite3.connect(office.home / "cases.db") as db:
        db.execute("DELETE FROM reports")

    page = browser.fill("/proof", "/proof", line=line)

    assert "ngày 23/11/2026. Hồ sơ không còn lưu" in page
