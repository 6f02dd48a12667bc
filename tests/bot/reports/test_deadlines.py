"""Deadlines are counted as the law says, by rules that each cite where they come from."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.reports.deadlines import Rules
from bot.reports.model import Deadline, Status

RULE = """
[[rule]]
name = "check"
days = {days}
working = {working}
from = "received"
met_by = ["answer"]
near = 1
valid_from = {valid_from}
valid_to = {valid_to}
binding = false
source = "{source}"
"""
REST = """
[counting]
days_off = [6, 7]
ends_on_working_day = true
source = "a code"
[holidays]
every_year = ["01-01"]
source = "a code"
[year.2030]
off = [2030-02-04, 2030-02-05]
working = [2030-02-09]
source = "a notice"
"""


def rules(tmp_path: Path, *entries: dict[str, object], rest: str = REST) -> Rules:
    """Return invented rules, read from a file."""
    usual = {
        "days": 3,
        "working": "true",
        "valid_from": "2029-01-01",
        "valid_to": "2040-01-01",
        "source": "a law",
    }
    text = "".join(RULE.format(**usual | entry) for entry in entries or ({},))
    path = tmp_path / "deadlines.toml"
    path.write_text(text + rest, encoding="utf-8")
    return Rules.load(path)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2030, 1, 7), date(2030, 1, 10)),  # Monday to Thursday
        (date(2030, 1, 10), date(2030, 1, 15)),  # over a weekend
        (date(2030, 1, 12), date(2030, 1, 16)),  # received on a Saturday
        (date(2029, 12, 31), date(2030, 1, 4)),  # over a holiday of every year
        (date(2030, 2, 1), date(2030, 2, 8)),  # over two movable holidays
        (date(2030, 2, 7), date(2030, 2, 11)),  # over a Saturday that is worked
    ],
)
def test_working_days_leave_out_weekends_and_holidays(
    tmp_path: Path, received: date, due: date
) -> None:
    """The day of receipt does not count, and three working days after it is the deadline."""
    assert (Deadline("check", due),) == rules(tmp_path).received(received)


def test_a_term_in_days_ends_on_a_working_day(tmp_path: Path) -> None:
    """Thirty days that would end on a weekend or holiday end with the next working day."""
    thirty = rules(tmp_path, {"days": 30, "working": "false"})
    for received, due in (
        (date(2030, 3, 1), date(2030, 4, 1)),  # the 31st of March is a Sunday
        (date(2030, 3, 4), date(2030, 4, 3)),
        (date(2029, 12, 2), date(2030, 1, 2)),  # the 1st of January is off
    ):
        assert due == thirty.received(received)[0].day


def test_the_rule_of_the_day_applies(tmp_path: Path) -> None:
    """A change of law changes the deadline of what is received from that day on."""
    changed = rules(
        tmp_path,
        {"days": 3, "valid_to": "2030-03-01", "source": "old law"},
        {"days": 5, "valid_from": "2030-03-01", "source": "new law"},
    )
    assert date(2030, 3, 5) == changed.received(date(2030, 2, 28))[0].day
    assert date(2030, 3, 8) == changed.received(date(2030, 3, 1))[0].day
    assert () == changed.received(date(2028, 12, 31))
    sources = [changed.rule("check", day) for day in (date(2030, 2, 28), date(2030, 3, 1))]
    assert ["old law", "new law"] == [one.source for one in sources if one]


def test_a_deadline_is_near_from_its_reminder_on(tmp_path: Path) -> None:
    """One working day before, on the day, and after; not when it is met."""
    counted = rules(tmp_path)
    friday, monday = date(2030, 1, 11), date(2030, 1, 14)
    assert not counted.is_near(Deadline("check", monday), friday - timedelta(days=1))
    for today in (friday, monday, monday + timedelta(days=9)):
        assert counted.is_near(Deadline("check", monday), today)
        assert not counted.is_near(Deadline("check", monday, met=True), today)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"source": ""}, "no source"),
        ({"days": 0}, "no days"),
        ({"days": '"soon"'}, "invalid literal"),
    ],
)
def test_a_rule_that_is_incomplete_is_refused(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    """One sentence names the file and what is wrong; no rule goes without a source."""
    with pytest.raises(BotError, match=rf"deadlines\.toml are not as they must be.*{reason}"):
        rules(tmp_path, change)


def test_a_status_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """A typing error does not make a deadline that nothing meets."""
    path = tmp_path / "deadlines.toml"
    entry = RULE.replace('"answer"', '"answred"').format(
        days=1, working="true", valid_from="2029-01-01", valid_to="2040-01-01", source="a law"
    )
    path.write_text(entry + REST, encoding="utf-8")
    with pytest.raises(BotError, match="'check' names a status that does not exist"):
        Rules.load(path)


def test_a_week_without_work_is_refused(tmp_path: Path) -> None:
    """Nothing would ever be due."""
    with pytest.raises(BotError, match="no day to work"):
        rules(tmp_path, rest=REST.replace("[6, 7]", "[1, 2, 3, 4, 5, 6, 7]"))


def test_a_file_that_is_missing_is_said_to_be(tmp_path: Path) -> None:
    """The sentence names the setting."""
    with pytest.raises(BotError, match=r"cannot be read.*set CONGVU_DEADLINES"):
        Rules.load(tmp_path / "none.toml")


def test_the_rules_that_come_along_cite_the_law() -> None:
    """Each names an article, claims not to bind an unnamed report, and covers the days to come."""
    packaged = Rules.load()
    for rule in packaged.rules:
        assert "Luật Tố cáo 25/2018/QH14" in rule.source and "Điều" in rule.source
        assert not rule.binding and rule.note
    for day in (date(2019, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2040, 1, 1)):
        assert ["check"] == [one.name for one in packaged.received(day)]
        assert ["resolve"] == [one.name for one in packaged.counted_from(Status.VERIFYING, day)]


def test_the_calendar_that_comes_along_knows_tet() -> None:
    """Seven working days from 10 February 2026 end after Tết; 22 August 2026 was worked."""
    packaged = Rules.load()
    assert date(2026, 2, 26) == packaged.received(date(2026, 2, 10))[0].day
    assert packaged.calendar.is_working(date(2026, 8, 22))
    assert not packaged.calendar.is_working(date(2026, 8, 31))
    assert {2025, 2026} == packaged.calendar.years
