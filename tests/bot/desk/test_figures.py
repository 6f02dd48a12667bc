"""The statistics page: which period, which figures, and that no small group shows."""

import re
from datetime import date

import pytest

from bot.desk.figures import LONGEST, Period, Row, Section, gathered, later, months, sections
from tests.bot.desk.office import Browser, Office
from tests.bot.desk.visiting import receive_many, visitor

_TODAY = date(2026, 11, 23)


def _sections(office: Office, first: str, last: str) -> dict[str, Section]:
    found = sections(office.desk, gathered(office.desk, Period(first, last), 3))
    return {section.name: section for section in found}


@pytest.fixture
def busy(office: Office) -> Office:
    """Return an office with fourteen cases."""
    receive_many(office)
    return office


@pytest.fixture
def browser(busy: Office) -> Browser:
    """Return an inspector's browser."""
    return visitor(busy)


def test_a_small_group_is_counted_together_with_others(busy: Office) -> None:
    """The one report of corruption shows nowhere, and cannot be worked out from the rest."""
    rows = _sections(busy, "2026-10", "2026-10")["kind"].rows

    assert [("Giờ giấc làm việc", 5, False), ("Các nhóm nhỏ gộp chung", 5, True)] == [
        (row.label, row.count, row.mixed) for row in rows
    ]


def test_a_month_with_too_few_reports_is_kept_back(busy: Office) -> None:
    """May had one report: its bar stands there without a number."""
    found = gathered(busy.desk, Period("2026-05", "2026-10"), 3)

    assert [
        ("05/2026", None),
        ("06/2026", None),
        ("07/2026", None),
        ("08/2026", None),
        ("09/2026", 3),
        ("10/2026", 10),
    ] == [(row.label, row.count) for row in months(found)]


def test_every_table_sums_up_to_what_is_shown(busy: Office) -> None:
    """No table has more cases than the total, and shares are parts of the table."""
    for section in _sections(busy, "2026-09", "2026-10").values():
        shares = [section.share(row) for row in section.rows]

        assert 13 == section.total
        assert pytest.approx(1) == sum(share for share in shares if share)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-01", "2026-03", Period("2026-01", "2026-03")),
        ("2026-03", "2026-01", Period("2026-01", "2026-03")),
        ("2026-10", "2030-01", Period("2026-10", "2026-11")),
        ("", "", Period("2025-12", "2026-11")),
        ("2026-13", "x", Period("2025-12", "2026-11")),
    ],
)
def test_a_period_is_whole_months(first: str, last: str, expected: Period) -> None:
    """What an address says wrongly becomes the last twelve months; no month is yet to come."""
    assert expected == Period.of(first, last, _TODAY)


def test_a_period_has_its_limit() -> None:
    """A century is cut to what fits a page."""
    period = Period.of("2000-01", "2099-12", _TODAY)

    assert later(period.first, LONGEST - 1) == period.last


def test_many_rows_become_few_without_losing_any() -> None:
    """A long table keeps its largest rows and sums up the others; its total stays."""
    rows = (*(Row(f"Xã {number}", 40 - number) for number in range(30)), Row("*", 7, mixed=True))
    long = Section("unit", rows)
    short = long.shortened(15, "Các đơn vị khác")

    assert (16, long.total) == (len(short.rows), short.total)
    assert long == long.shortened(30, "Các đơn vị khác")
    assert 16 == len(long.chart("dưới 3").bars)
    assert long.chart("dưới 3").bars[-1].mixed


def test_the_page_has_every_chart_as_a_table_too(browser: Browser) -> None:
    """A picture stands beside a table with the same numbers and a name for whoever cannot see."""
    html = browser.http.get("/figures?first=2026-09&last=2026-10").text

    pictures = re.findall(r'<img class="chart" src="([^"]+)" alt="([^"]+)">', html)
    assert 6 == len(pictures) == html.count("<table")
    assert all("bảng đi kèm" in alt for _, alt in pictures)
    assert "Đang xác minh" in html
    for source, _ in pictures:
        answer = browser.http.get(source.replace("&amp;", "&"))
        assert (200, "image/png") == (answer.status_code, answer.headers["content-type"])


def test_a_period_without_figures_says_so(browser: Browser) -> None:
    """A year in which nothing came shows a sentence, and no picture."""
    html = browser.http.get("/figures?first=2024-01&last=2024-12").text

    assert "không có số liệu" in html
    assert "<img" not in html


def test_a_month_that_runs_is_warned_of(browser: Browser) -> None:
    """Figures of a running month may be seen, but the page says that they do not go out."""
    assert "chưa kết thúc" in browser.http.get("/figures?first=2026-11&last=2026-11").text
    assert "chưa kết thúc" not in browser.http.get("/figures?first=2026-10&last=2026-10").text


def test_figures_want_the_desk_unlocked(busy: Office) -> None:
    """Without a key neither the page nor a picture is given out."""
    locked = visitor(busy)
    locked.http.cookies.clear()

    for address in ("/figures", "/figures/kind.png", "/figures/monthly"):
        assert "/unlock" in locked.http.get(address, follow_redirects=False).headers["location"]


def test_a_picture_that_does_not_exist_is_not_found(browser: Browser) -> None:
    """A made-up name of a chart is answered with a page, not an error."""
    assert 404 == browser.http.get("/figures/nobody.png").status_code
