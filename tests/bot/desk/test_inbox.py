"""The inbox shows, filters, sorts, searches and pages the cases."""

import sqlite3
import time
from datetime import date

import pytest

from bot.desk.choosing import PAGE_SIZE
from bot.reports.model import Case
from tests.bot.desk.office import Browser, Keyholder, Office, report

IN_TIME = date(2026, 11, 20)
LATE = date(2026, 11, 2)
"""Received so long ago that the check is overdue on 23/11/2026."""


def shown(html: str, cases: list[Case]) -> list[str]:
    """Return which of *cases* the list of a page shows, in its order."""
    listing = html.split("<tbody>")[1] if "<tbody>" in html else ""
    found = [(listing.find(f"/case/{case.number}"), case.number) for case in cases]
    return [number for place, number in sorted(found) if place >= 0]


def test_a_new_desk_says_that_there_is_nothing(browser: Browser) -> None:
    """An empty inbox is no empty page."""
    assert "Chưa có phản ánh nào." in browser.http.get("/").text


def test_a_case_shows_its_kind_unit_words_and_day(office: Office, browser: Browser) -> None:
    """A row tells what the case is about, in the words of people."""
    office.receive(report("Quầy số 3 vắng từ 14 giờ."), IN_TIME)

    page = browser.http.get("/").text

    for words in ("Giờ giấc làm việc", "Phường Ba Đình", "Quầy số 3 vắng", "20/11/2026"):
        assert words in page


def test_words_of_a_report_cannot_break_the_page(office: Office, browser: Browser) -> None:
    """Markup in a report is shown, not obeyed."""
    office.receive(report("<script>alert(1)</script>", unit="", unit_text='"><img src=x>'))

    page = browser.http.get("/").text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_cases_sealed_for_others_are_shown_as_such(
    office: Office, browser: Browser, colleague: Keyholder
) -> None:
    """A case that this key cannot open keeps its row and says so."""
    case = office.receive(report("Không đọc được."), sealed_for=[colleague])

    page = browser.http.get("/").text

    assert case.number in page
    assert "Không niêm phong cho khóa này" in page
    assert "Không đọc được." not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=thai-do", {1}),
        ("unit=01", {0, 1}),
        ("unit=01-00004", {0}),
        ("due=overdue", {2}),
        ("kind=thai-do&due=overdue", set()),
        ("status=received", {0, 1, 2}),
        ("status=closed", set()),
        ("status=nonsense&page=x&sort=y", {0, 1, 2}),
    ],
)
def test_filters(office: Office, browser: Browser, query: str, expected: set[int]) -> None:
    """Status, kind, unit and deadline choose; a province takes in its communes."""
    cases = [
        office.receive(report(unit="01-00004"), IN_TIME),
        office.receive(report(unit="01", kind="thai-do"), IN_TIME),
        office.receive(report(unit="", unit_text="Trạm y tế"), LATE),
    ]

    page = browser.http.get(f"/?{query}").text

    assert {cases[index].number for index in expected} == set(shown(page, cases))


def test_ended_cases_are_out_of_the_way(office: Office, browser: Browser) -> None:
    """The inbox shows open cases until all are asked for."""
    case = office.receive(report())
    at = f"/case/{case.number}"
    browser.fill(at, f"{at}/status", status="spam", reason="Tin thử.")

    assert [] == shown(browser.http.get("/").text, [case])
    assert [case.number] == shown(browser.http.get("/?status=all").text, [case])
    assert [case.number] == shown(browser.http.get("/?status=spam").text, [case])


def test_near_deadlines_are_marked(office: Office, browser: Browser) -> None:
    """Two working days before its day a deadline is near."""
    case = office.receive(report(), date(2026, 11, 16))

    page = browser.http.get("/?due=near").text

    assert [case.number] == shown(page, [case])
    assert "Sắp đến hạn (1)" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [1, 2, 0]),
        ("sort=due&down=1", [0, 2, 1]),
        ("sort=number", [2, 1, 0]),
        ("sort=number&down=1", [0, 1, 2]),
        ("sort=received", [0, 2, 1]),
        ("sort=kind", [2, 0, 1]),
    ],
)
def test_sorting(office: Office, browser: Browser, query: str, expected: list[int]) -> None:
    """What is due first comes first; each column can be turned."""
    cases = [
        office.receive(report(kind="sach-nhieu"), date(2026, 11, 20)),
        office.receive(report(kind="thai-do"), date(2026, 11, 2)),
        office.receive(report(kind="dun-day"), date(2026, 11, 10)),
    ]

    page = browser.http.get(f"/?{query}").text

    assert [cases[index].number for index in expected] == shown(page, cases)


def test_many_cases_come_in_pages(office: Office, browser: Browser) -> None:
    """Every case stands on exactly one page."""
    cases = [office.receive(report(), IN_TIME) for _ in range(PAGE_SIZE + 3)]

    pages = [shown(browser.http.get(f"/?sort=number&page={n}").text, cases) for n in (1, 2)]

    assert [PAGE_SIZE, 3] == [len(page) for page in pages]
    assert {case.number for case in cases} == set(pages[0] + pages[1])
    assert pages[1] == shown(browser.http.get("/?sort=number&page=999").text, cases)


def test_search_finds_words_without_marks_in_reports_and_messages(
    office: Office, browser: Browser
) -> None:
    """All words must occur; marks and capitals do not matter; so do messages."""
    cases = [office.receive(report(what)) for what in ("Uống bia buổi trưa", "Quầy trống", "Khác")]
    office.write_as_reporter(cases[2], "Chiều nay lại uống BIA.")

    assert {cases[0].number, cases[2].number} == set(
        shown(browser.fill("/", "/search", query="uong bia"), cases)
    )
    assert [cases[0].number] == shown(browser.fill("/", "/search", query="bia TRƯA"), cases)


def test_a_later_message_is_found_too(office: Office, browser: Browser) -> None:
    """What was opened before is opened again when something new has come."""
    case = office.receive(report())
    assert [] == shown(browser.fill("/", "/search", query="camera"), [case])

    office.write_as_reporter(case, "Có camera ở cửa.")

    assert [case.number] == shown(browser.fill("/", "/search", query="camera"), [case])


def test_what_is_searched_for_stays_out_of_addresses(office: Office, browser: Browser) -> None:
    """A name searched for must not lie in the browser's history; filters are kept."""
    office.receive(report("Ông Kín Đáo vắng mặt."))
    fields = {"query": "Kín Đáo", "choice": "kind=gio-lam-viec"}

    page = browser.fill("/", "/search", **fields)
    answer = browser.http.get("/")

    assert "Kín Đáo" in page
    assert all("K%C3%ADn" not in str(one.url) for one in [*answer.history, answer])
    assert "/?kind=gio-lam-viec" in page  # "end the search" keeps the filter


def test_a_new_message_of_the_reporter_is_marked(office: Office, browser: Browser) -> None:
    """Until an inspector answers, the row says that something came."""
    case = office.receive(report())
    assert "Có tin mới" not in browser.http.get("/").text
    office.write_as_reporter(case, "Hôm nay cũng vậy.")
    assert "Có tin mới" in browser.http.get("/").text

    browser.fill(f"/case/{case.number}", f"/case/{case.number}/message", message="Cảm ơn.")

    assert "Có tin mới" not in browser.http.get("/").text


def test_an_altered_report_leaves_the_inbox_readable(office: Office, browser: Browser) -> None:
    """One case that does not open is marked; the next one is shown as ever."""
    broken, whole = office.receive(report("Hỏng")), office.receive(report("Lành lặn"))
    with sqlite3.connect(office.home / "cases.db") as db:
        db.execute("UPDATE reports SET content = zeroblob(400) WHERE id = ?", (broken.id,))

    page = browser.http.get("/").text

    assert [whole.number, broken.number] == shown(page, [broken, whole])
    assert "Lành lặn" in page
    assert "Không mở được" in page


def test_five_thousand_cases_open_within_a_second(office: Office, browser: Browser) -> None:
    """The inbox opens only the cases that it shows."""
    with sqlite3.connect(office.home / "cases.db") as db:
        rows = [(n.to_bytes(16, "big"), f"2025-{n:05}") for n in range(5000)]
        db.executemany(
            "INSERT INTO cases (id, number, kind, unit, received, status)"
            " VALUES (?, ?, 'thai-do', '01-00004', '2026-11-20', 'received')",
            rows,
        )
        db.executemany(
            "INSERT INTO deadlines (id, name, day) VALUES (?, 'check', ?)",
            [(case_id, f"2026-12-{n % 28 + 1:02}") for n, (case_id, _) in enumerate(rows)],
        )
    real = [office.receive(report("Có thật " * 50)) for _ in range(PAGE_SIZE)]

    start = time.perf_counter()
    page = browser.http.get("/?sort=number").text
    took = time.perf_counter() - start

    assert "trong tổng số 5.050" in page
    assert PAGE_SIZE == len(shown(page, real))
    assert took < 1
