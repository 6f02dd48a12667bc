"""Inspectors hear of new cases and deadlines, reporters of answers: each thing once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import build
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Item, Outbox
from bot.delivery.service import Service
from bot.reports.cases import Cases
from bot.reports.follow_parts import Following
from bot.reports.limits import Limits
from bot.reports.model import Status
from bot.reports.news import News
from bot.reports.notices import Notices
from bot.reports.vault import InspectorKey
from bot.reports.watching import forget_chat, open_chat, seal_chat
from bot.seal import Seal
from bot.texts import Texts
from bot.tryout import Server
from knowledge.assistant import Assistant
from knowledge.clock import VIETNAM
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat
from tests.bot.conftest import Settings
from tests.bot.reports.filing import MovableClock
from tests.bot.reports.following import Filed, Follower, hand_in
from tests.bot.reports.talking import inspector, parts

__all__ = ["inspector"]

INSPECTORS = -100
TOLD = "Có tin mới về phản ánh của anh/chị. Gửi /theodoi và nhập mã để xem."


class Pushed(list[Item]):
    """Where notices go, instead of a sender."""

    def push(self, items: list[Item]) -> None:
        """Keep what is pushed."""
        self.extend(items)

    def said(self) -> list[tuple[int | None, str]]:
        """Return to whom what was said."""
        return [(item.call.chat, item.call.params["text"]) for item in self]


class Death(Exception):
    """The process dies here."""


class Dying(Cases):
    """Cases in whose commit the process dies, as it is told."""

    def told(self, news: News) -> None:
        """Do not come to that."""
        raise Death


@dataclass
class Office:
    """What a look at the news needs, on disk."""

    home: Path
    clock: MovableClock
    ledger: Ledger
    cases: Cases
    pushed: Pushed

    def notices(self, cases: Cases | None = None, *, details: bool = False) -> Notices:
        """Return new notices, as after a restart."""
        seal = Seal.open(self.home)
        following = Following.open(self.ledger, seal, self.clock, Limits(self.clock), 90)
        return Notices(
            cases or self.cases,
            following,
            self.ledger,
            Outbox(self.ledger, seal, self.clock),
            self.pushed,  # type: ignore[arg-type]
            Texts.load(),
            self.clock,
            INSPECTORS,
            details=details,
        )

    def hand_in(self) -> Filed:
        """Let a report come in."""
        return hand_in(self.home, self.cases)

    def watch(self, filed: Filed, chat: int) -> None:
        """Let a reporter ask to be told."""
        self.cases.watch(filed.id, seal_chat(Seal.open(self.home), filed.id, chat))

    def waiting(self) -> int:
        """Return how many messages are in the outbox."""
        return int(self.ledger.rows("SELECT count(*) FROM outbox")[0][0])


@pytest.fixture
def clock() -> MovableClock:
    """Return a clock that can be moved on."""
    return MovableClock()


@pytest.fixture
def office(home: Path, clock: MovableClock, inspector: InspectorKey) -> Iterator[Office]:
    """Return an office without a running bot."""
    ledger, cases = Ledger.open(home), Cases.open(home, clock)
    yield Office(home, clock, ledger, cases, Pushed())
    ledger.close()
    cases.close()


async def test_a_new_case_is_told_by_its_number_alone(office: Office) -> None:
    """No kind, no unit; two looks tell it once, and so does a look after a restart."""
    filed = office.hand_in()
    notices = office.notices()
    await notices.look()
    await notices.look()
    await office.notices().look()

    expected = f"Có phản ánh mới, mã hồ sơ {filed.case.number}."
    assert office.pushed.said() == [(INSPECTORS, expected)]
    assert office.waiting() == 1


async def test_kind_and_unit_are_told_where_that_is_configured(office: Office) -> None:
    """Never who or what."""
    filed = office.hand_in()
    await office.notices(details=True).look()

    [(_, text)] = office.pushed.said()
    about = "Rượu, bia, thuốc lá, Phường Hoàn Kiếm, Thành phố Hà Nội"
    assert text == f"Có phản ánh mới, mã hồ sơ {filed.case.number}. {about}."


async def test_much_at_once_is_one_message(office: Office) -> None:
    """After a pause forty cases do not take a group's twenty messages a minute."""
    for _ in range(4):
        filed = office.hand_in()
    await office.notices().look()

    [(_, text)] = office.pushed.said()
    assert len(text.splitlines()) == 4
    assert text.endswith(f"{filed.case.number}.")


async def test_a_deadline_is_reminded_of_before_and_after_it(office: Office) -> None:
    """Near once, missed once, and not in the middle of the night."""
    filed = office.hand_in()
    notices = office.notices()
    await notices.look()
    office.pushed.clear()
    office.clock.moment = datetime(2026, 11, 30, 0, 1, tzinfo=VIETNAM)
    await notices.look()
    assert office.pushed == []
    for day in (30, 31, 32, 33):
        office.clock.moment = datetime(2026, 11, 1, 8, 0, tzinfo=VIETNAM) + timedelta(days=day - 1)
        await notices.look()

    number = filed.case.number
    assert [text for _, text in office.pushed.said()] == [
        f"Sắp đến hạn kiểm tra ban đầu (01/12/2026): mã hồ sơ {number}.",
        f"Đã quá hạn kiểm tra ban đầu (01/12/2026): mã hồ sơ {number}.",
    ]


async def test_only_who_asked_is_told_of_answers(office: Office) -> None:
    """The same sentence whatever was said; private, so that it is never kept beside the chat."""
    watched, other = office.hand_in(), office.hand_in()
    office.watch(watched, OFFICIAL)
    await office.notices().look()
    office.pushed.clear()
    watched.answer("Bí mật")
    watched.decide(Status.VERIFYING)
    other.answer("Khác")
    await office.notices().look()
    await office.notices().look()

    assert office.pushed.said() == [(OFFICIAL, TOLD)]
    assert office.pushed[0].call.private
    watched.answer("Lần nữa")
    await office.notices().look()
    assert len(office.pushed) == 2


async def test_a_death_between_the_two_commits_repeats_nothing(office: Office) -> None:
    """The message is queued and the case not marked: the next start marks it without another."""
    filed = office.hand_in()
    office.watch(filed, OFFICIAL)
    filed.answer("Trả lời")
    dying = Dying.open(office.home, office.clock)
    with pytest.raises(Death):
        await office.notices(dying).look()
    assert len(office.pushed) == 2
    assert len(office.cases.news()) == 2

    await office.notices().look()

    assert office.cases.news() == []
    assert (len(office.pushed), office.waiting()) == (2, 2)
    assert office.ledger.rows("SELECT count(*) FROM told") == [(0,)]


async def test_ids_of_what_was_told_do_not_stay(office: Office) -> None:
    """One that a death has left behind goes with the next look, and hides nothing."""
    office.hand_in()
    [news] = office.cases.news()
    await office.notices().look()
    assert office.ledger.rows("SELECT count(*) FROM told") == [(0,)]
    office.ledger.write(lambda c: c.execute("INSERT INTO told VALUES (?)", (news.id,)))

    await office.notices().look()

    assert office.ledger.rows("SELECT count(*) FROM told") == [(0,)]
    assert len(office.pushed) == 1


async def test_the_chat_is_erased_when_the_case_has_ended(office: Office) -> None:
    """The last notice still goes out."""
    filed = office.hand_in()
    office.watch(filed, OFFICIAL)
    filed.decide(Status.CLOSED)
    await office.notices().look()

    assert (OFFICIAL, TOLD) in office.pushed.said()
    assert not office.cases.watched(filed.id)


def test_a_sealed_chat_opens_in_its_case_only(office: Office) -> None:
    """Moved to another case it is nobody; all are equally long."""
    seal, one, other = Seal.open(office.home), bytes(16), bytes([1] * 16)
    sealed = seal_chat(seal, one, 5)

    assert open_chat(seal, one, sealed) == 5
    assert open_chat(seal, other, sealed) is None
    assert len(sealed) == len(seal_chat(seal, one, 5_000_000_000_000))


def test_one_chat_is_forgotten_wherever_it_asked(office: Office) -> None:
    """Another's request stays."""
    cases = [office.hand_in() for _ in range(3)]
    for filed, chat in zip(cases, (OFFICIAL, CITIZEN, OFFICIAL), strict=True):
        office.watch(filed, chat)

    assert forget_chat(office.cases, Seal.open(office.home), OFFICIAL) == 2
    assert [office.cases.watched(filed.id) for filed in cases] == [False, True, False]


@pytest_asyncio.fixture
async def bot(
    settings: Settings, assistant: Assistant, clock: MovableClock, inspector: InspectorKey
) -> AsyncIterator[Service]:
    """Run the bot, whose inspectors have a group."""
    told = replace(settings, inspectors_chat=GROUP)
    async with build(told, assistant, clock) as running:
        yield running


def notices_of(bot: Service) -> Notices:
    """Return the running bot's own."""
    found = bot.background["notices"]
    assert isinstance(found, Notices)
    return found


async def test_a_reporter_asks_in_the_chat_and_is_told_there(
    bot_api: Server, bot: Service, home: Path
) -> None:
    """What is kept for that is said first; the notice comes, and can be ended again."""
    filed = hand_in(home, parts(bot).cases)
    inspectors = Chat(bot_api, OFFICIAL, GROUP)
    await notices_of(bot).look()
    assert f"mã hồ sơ {filed.case.number}" in (await inspectors.reply())["text"]
    follower = Follower(bot_api)
    await follower.open(filed.code)
    asked = await follower.tap("Báo tôi tại đây")
    assert "niêm phong bằng khóa của máy chủ" in asked
    assert not parts(bot).cases.watched(filed.id)
    await follower.tap("Đồng ý")
    assert parts(bot).cases.watched(filed.id)

    filed.answer("Bí mật")
    await notices_of(bot).look()
    assert (await follower.chat.reply())["text"] == TOLD

    await follower.tap("Thôi báo")
    assert not parts(bot).cases.watched(filed.id)
    assert "Báo tôi tại đây khi có tin" in follower.labels


async def test_a_reporter_who_blocks_the_bot_is_forgotten(
    bot_api: Server, bot: Service, home: Path
) -> None:
    """The notice that does not arrive is no dead letter, and the chat id is erased."""
    filed = hand_in(home, parts(bot).cases)
    follower = Follower(bot_api)
    await follower.open(filed.code)
    await follower.tap("Báo tôi tại đây")
    await follower.tap("Đồng ý")
    forgotten = asyncio.Event()
    forget = bot.sender.on_unreachable

    def seen(chat: int) -> None:
        forget(chat)
        forgotten.set()

    bot.sender.on_unreachable = seen
    bot_api.people.block(OFFICIAL)
    filed.answer("Trả lời")
    with bot_api.refusals_expected():
        await notices_of(bot).look()
        await asyncio.wait_for(forgotten.wait(), 20)
        await notices_of(bot).settled()

    assert not parts(bot).cases.watched(filed.id)
    assert bot.ledger.rows("SELECT count(*) FROM dead_letters") == [(0,)]


async def test_notices_wait_while_nothing_can_be_written(office: Office) -> None:
    """What cannot be noted is looked for again at the next look, not at once and for ever."""
    office.hand_in()
    office.ledger._connection.execute("PRAGMA query_only = ON")
    running = asyncio.create_task(office.notices().run())
    ended, _ = await asyncio.wait({running}, timeout=1)
    running.cancel()
    office.ledger._connection.execute("PRAGMA query_only = OFF")
    before = office.waiting()
    await office.notices().look()

    assert (set(), 0, 1) == (ended, before, office.waiting())
