"""When something happened is understood the way people say it."""

from datetime import date

import pytest

from bot.reports.moments import day_of

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hôm nay", SUNDAY),
        ("Sáng nay lúc 9h", SUNDAY),
        ("chieu hom qua", date(2026, 11, 21)),
        ("hôm kia", date(2026, 11, 20)),
        ("5/11", date(2026, 11, 5)),
        ("ngày 3 tháng 12", date(2025, 12, 3)),
        ("29/2", date(2024, 2, 29)),
        ("ngày 5/3/2025", date(2025, 3, 5)),
        ("khoảng tháng 9/2026", date(2026, 9, 30)),
        ("ngày 31/12/2026", date(2026, 12, 31)),
        ("mỗi thứ hai", None),
        ("30/2", None),
        ("9h30", None),
    ],
)
def test_a_day_is_understood(text: str, day: date | None) -> None:
    """A day without a year is the last such day; a month stands for its last day."""
    assert day_of(text, SUNDAY) == day
