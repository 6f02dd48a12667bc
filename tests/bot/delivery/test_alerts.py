"""Administrators hear of what was given up, once, and of trouble that lasts."""

import ast
import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from telegram.error import InvalidToken, NetworkError

import bot
from bot.delivery.alerts import Alerts, trouble_html
from bot.delivery.calls import Call, Place, send_message
from bot.delivery.health import Health, Trouble
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Item, Outbox
from bot.delivery.troubles import kind_of
from bot.seal import Seal
from bot.texts import Texts
from knowledge.clock import VIETNAM
from tests.bot.botapi import ADMINISTRATOR

REASON = "Bad Request: message is too long"


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


class Pushed(list[Item]):
    """Where alerts go, instead of a sender."""

    def push(self, items: list[Item]) -> None:
        """Keep what is pushed."""
        self.extend(items)

    def texts(self) -> list[str]:
        """Return what the messages say."""
        return [item.call.params["text"] for item in self]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of its own."""
    ledger = Ledger.open(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def moving() -> MovingClock:
    """Return a clock that can be moved on."""
    return MovingClock()


@pytest.fixture
def outbox(ledger: Ledger, tmp_path: Path, moving: MovingClock) -> Outbox:
    """Return the outbox of the ledger."""
    return Outbox(ledger, Seal.open(tmp_path), moving)


@pytest.fixture
def health(moving: MovingClock) -> Health:
    """Return the health of a bot that has started."""
    health = Health(moving)
    health.well("start")
    return health


@pytest.fixture
def pushed() -> Pushed:
    """Return what catches the alerts."""
    return Pushed()


@pytest.fixture
def alerts(
    ledger: Ledger, outbox: Outbox, pushed: Pushed, health: Health, moving: MovingClock
) -> Alerts:
    """Return alerts for one administrator."""
    return Alerts(ledger, outbox, pushed, health, Texts.load(), moving, {ADMINISTRATOR})


async def bury(ledger: Ledger, outbox: Outbox, purpose: str = "receipt") -> None:
    """Let one message become a dead letter."""
    call = send_message(Place(5), "x", purpose=purpose)
    [item] = await asyncio.wrap_future(ledger.submit(lambda c: outbox.add(c, [call])))
    await asyncio.wrap_future(outbox.dead(item.id, call, REASON))


async def test_a_dead_letter_is_told_once_with_its_reason(
    ledger: Ledger, outbox: Outbox, alerts: Alerts, pushed: Pushed
) -> None:
    """Two of the same kind are one sentence, in the outbox and safe, and no second look repeats."""
    await bury(ledger, outbox)
    await bury(ledger, outbox)
    await alerts.look()
    await alerts.look()

    assert [call.chat for call in _calls(pushed)] == [ADMINISTRATOR]
    assert f"Không gửi được 2 tin: <code>{REASON}</code>" in pushed.texts()[0]
    assert outbox.counts().waiting == 1


async def test_an_alert_that_fails_is_no_cause_for_another(
    ledger: Ledger, outbox: Outbox, alerts: Alerts, pushed: Pushed
) -> None:
    """An administrator who blocked the bot does not keep it busy."""
    await bury(ledger, outbox, purpose="alert")
    await alerts.look()

    assert pushed == []


async def test_only_trouble_that_lasts_is_told(
    alerts: Alerts, pushed: Pushed, health: Health, moving: MovingClock
) -> None:
    """What passes within two minutes is not; what comes back later is told again."""
    for _ in range(2):
        health.trouble("polling", "The Bot API cannot be reached.", "network")
        await alerts.look()
        moving.moment += timedelta(minutes=3)
        await alerts.look()
        await alerts.look()
        health.well("polling")
        await alerts.look()

    assert len(pushed) == 2
    assert "Có sự cố từ 12:00 22/11: Không kết nối được với Telegram." in pushed.texts()[0]
    assert "The Bot API" not in pushed.texts()[0]


async def test_a_trouble_is_not_told_again_for_its_figures(
    alerts: Alerts, pushed: Pushed, health: Health, moving: MovingClock
) -> None:
    """A disk that fills on is one trouble; another cause in the same part is one more."""
    for free in (97, 96, 95):
        health.trouble("space", f"Only {free} MB are free.", free=free)
        moving.moment += timedelta(minutes=3)
        await alerts.look()
    health.trouble("polling", "Refused.", "token")
    moving.moment += timedelta(minutes=3)
    await alerts.look()
    health.trouble("polling", "Taken.", "conflict")
    await alerts.look()

    first, second, third = pushed.texts()
    assert "chỉ còn trống 97 MB" in first
    assert "không nhận mã" in second
    assert "chương trình khác" in third


def test_every_trouble_has_its_sentence_in_vietnamese() -> None:
    """Whatever the code calls a trouble, and every kind of error on the way in, has its text."""
    calls = [
        [one.value if isinstance(one, ast.Constant) else "" for one in node.args]
        for path in Path(bot.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in ("trouble", "_trouble")
    ]
    codes = {str(args[2] if len(args) > 2 else args[0]) for args in calls if args} - {""}
    kinds = {kind_of(error).name for error in (NetworkError("x"), InvalidToken(), ValueError())}

    assert {"space", "library", "broke", "inbox-nobody"} <= codes
    assert {f"trouble-{code}" for code in codes | kinds} <= Texts.load().ids


@pytest.mark.parametrize("code", ["strange", "other"])
def test_a_trouble_without_a_sentence_is_told_by_its_part(code: str) -> None:
    """Nothing is kept back for want of words, and nothing is told in English."""
    trouble = Trouble("sender", "It stands.", datetime(2026, 11, 22, tzinfo=VIETNAM), code)

    assert "<code>sender</code> gặp trục trặc" in trouble_html(trouble, Texts.load())


async def test_what_was_given_up_is_erased_after_a_month(
    ledger: Ledger, outbox: Outbox, alerts: Alerts, moving: MovingClock
) -> None:
    """Sealed messages of people are not kept for ever."""
    await bury(ledger, outbox)
    moving.moment += timedelta(days=29)
    await alerts.look()
    before = outbox.counts().dead
    moving.moment += timedelta(days=2)
    await alerts.look()

    assert (before, outbox.counts().dead) == (1, 0)


def _calls(pushed: Pushed) -> list[Call]:
    return [item.call for item in pushed]
