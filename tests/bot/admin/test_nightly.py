"""The nightly check: once a day, at a quiet hour, and one short card when documents end."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.admin.nightly import Nightly
from bot.delivery.health import Health
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Outbox
from bot.library_work import LibraryWork, WorkError
from bot.questions.screen import View
from bot.seal import Seal
from bot.texts import Texts
from indexer.refresh import refresh
from knowledge.clock import VIETNAM, FixedClock
from knowledge.library import Library, current_snapshot
from tests.bot.delivery.test_alerts import MovingClock, Pushed
from tests.indexer.embedder import HashEmbedder

CHATS = (1001, 1002)
EVENING = datetime(2026, 11, 22, 22, 0, tzinfo=VIETNAM)


def document(number: int, end: str, more: str = "") -> str:
    """Return a document that ends on the day *end*; "" for never."""
    last = f"effective_to: {end}\n" if end else ""
    return (
        f"---\nnumber: {number}/2020/NĐ-CP\nkind: Nghị định\ntitle: Việc <số {number}>\n"
        f"issued: 2020-01-01\neffective_from: 2020-02-01\n{last}{more}---\n"
        f"## Điều 1. Việc {number}\nLàm việc {number}.\n"
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with documents that end at different times; nobody writes into it."""
    folder = tmp_path_factory.mktemp("nightly")
    ends = {1: "2026-11-23", 2: "2026-12-05", 3: "2026-12-24", 4: "2020-06-01", 5: ""}
    texts = {number: document(number, end) for number, end in ends.items()}
    texts[6] = document(6, "", "replaces: 2/2020/NĐ-CP\n").replace("2020-02-01", "2026-12-05")
    for number, text in texts.items():
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    clock = FixedClock(EVENING)
    refresh(folder / "home", [folder], clock=clock, embedder=HashEmbedder(), starter=False)
    return folder / "home"


@dataclass
class Work:
    """What verifies: finds what the test says, and counts."""

    damage: tuple[str, ...] = ()
    broken: bool = False
    count: int = 0

    async def verify(self) -> tuple[str, ...]:
        """Return the damage, or fail."""
        self.count += 1
        if self.broken:
            raise WorkError("died", {"status": -9}, "It ended.")
        return self.damage


@dataclass
class Night:
    """A check with all that is around it; ``restart`` forgets what is in memory only."""

    ledger: Ledger
    outbox: Outbox
    library: Library
    clock: MovingClock
    work: Work = field(default_factory=Work)
    pushed: Pushed = field(default_factory=Pushed)
    health: Health = field(default_factory=Health)
    nightly: Nightly = field(init=False)

    def __post_init__(self) -> None:
        self.health.well("start")
        self.restart()

    def restart(self) -> None:
        """Let a new process go on with what is on the disk."""
        texts = Texts.load()
        self.nightly = Nightly(
            self.work,
            lambda: View(self.library, texts, date(2026, 11, 22)),
            self.ledger,
            self.outbox,
            self.pushed,
            self.health,
            self.clock,
            CHATS,
        )

    async def at(self, hour: int, days: int = 0) -> None:
        """Look at that hour, so many days after 22 November 2026."""
        self.clock.moment = EVENING.replace(hour=hour) + timedelta(days=days)
        await self.nightly.look()


@pytest_asyncio.fixture
async def night(tmp_path: Path, home: Path) -> AsyncIterator[Night]:
    """Return the check of a bot that was set up the evening before."""
    ledger, clock = Ledger.open(tmp_path), MovingClock(EVENING)
    library = Library.open(current_snapshot(home))
    night = Night(ledger, Outbox(ledger, Seal.open(tmp_path), clock), library, clock)
    await night.at(22, days=-1)
    yield night
    library.close()
    ledger.close()


async def test_the_check_is_made_once_a_day_at_a_quiet_hour(night: Night) -> None:
    """Not at the first start, not before three, then once a day; a restart changes nothing."""
    assert 0 == night.work.count
    await night.at(2)
    assert 0 == night.work.count
    for hour in (3, 4, 23):
        await night.at(hour)
        night.restart()
    assert 1 == night.work.count

    await night.at(2, days=1)
    await night.at(3, days=1)

    assert 2 == night.work.count


async def test_a_night_that_was_slept_through_is_made_up_for(night: Night) -> None:
    """A machine that is off at night checks when it is on."""
    await night.at(3)

    await night.at(9, days=3)

    assert 2 == night.work.count


async def test_one_card_tells_which_documents_ended_and_which_will(night: Night) -> None:
    """Each chat gets one, silently; what ended long ago or never ends is not in it."""
    await night.at(3)

    first = night.pushed.texts()[0]
    assert [*CHATS] == [item.call.chat for item in night.pushed]
    assert all(item.call.params["disable_notification"] for item in night.pushed)
    assert "Sắp hết hiệu lực" in first
    assert "Đã hết hiệu lực" not in first
    assert "Nghị định 1/2020/NĐ-CP (<i>Việc &lt;số 1&gt;</i>): từ 23/11/2026" in first
    assert ": từ 05/12/2026, thay bằng Nghị định 6/2020/NĐ-CP" in first
    assert not any(f"{number}/2020" in first.replace("6/2020/NĐ-CP", "") for number in (3, 4, 5))


async def test_each_end_is_told_of_twice_at_most(night: Night) -> None:
    """When it comes near, and when it has come; on other days there is no card."""
    await night.at(3)
    night.pushed.clear()

    await night.at(3, days=1)
    second = night.pushed.texts()[0]
    night.pushed.clear()
    night.restart()
    await night.at(3, days=2)
    third = night.pushed.texts()[0]
    night.pushed.clear()
    await night.at(3, days=3)

    assert "Đã hết hiệu lực" in second
    assert "Nghị định 1/2020/NĐ-CP" in second
    assert "2/2020/NĐ-CP" not in second
    assert "Sắp hết hiệu lực" in third
    assert "Nghị định 3/2020/NĐ-CP" in third
    assert [] == night.pushed


async def test_ends_of_nights_without_the_bot_are_told_later(night: Night) -> None:
    """Nothing is forgotten because nobody looked on that day."""
    await night.at(3)
    night.pushed.clear()

    await night.at(3, days=20)

    text = night.pushed.texts()[0]
    passed = text.partition("Sắp hết hiệu lực")[0]
    assert "Nghị định 1/2020/NĐ-CP" in passed
    assert "Nghị định 2/2020/NĐ-CP" in passed


async def test_damage_is_a_trouble_until_a_check_finds_none(night: Night) -> None:
    """Ends are not told from a damaged library, but from the next one that is whole."""
    night.work.damage = ("The file x has been changed: run `congvu rollback`.",)
    await night.at(3)
    assert ["snapshot"] == [trouble.part for trouble in night.health.findings]
    assert [] == night.pushed

    night.work.damage = ()
    await night.at(3, days=1)

    assert night.health.ready
    assert "Nghị định 1/2020/NĐ-CP" in night.pushed.texts()[0]


async def test_a_check_that_cannot_be_made_is_made_an_hour_later(night: Night) -> None:
    """And counts as trouble until then."""
    night.work.broken = True
    await night.at(3)
    night.work.broken = False
    await night.at(3)
    assert ["nightly"] == [trouble.part for trouble in night.health.findings]
    assert 1 == night.work.count

    await night.at(4)

    assert night.health.ready
    assert 2 == night.work.count


async def test_a_byte_that_changed_is_found_and_a_rollback_ends_the_trouble(
    night: Night, home: Path, tmp_path: Path
) -> None:
    """The real check, in its process, on a copy of the library that is damaged."""
    copy = tmp_path / "copy"
    shutil.copytree(home, copy)
    (copy / "files").mkdir()
    (copy / "files" / "7.md").write_text(document(7, ""), encoding="utf-8")
    sound, clock = current_snapshot(copy), FixedClock(EVENING)
    refresh(copy, [copy / "files"], clock=clock, embedder=HashEmbedder(), starter=False)
    damaged = current_snapshot(copy)
    (damaged / "units.npz").write_bytes(b"x")
    night.work = LibraryWork(copy)  # type: ignore[assignment]
    night.library = Library.open(damaged, verify=False)
    night.restart()

    await night.at(3)
    assert "units.npz" in str(night.health.findings[0])
    (copy / "library" / "current").write_text(sound.name + "\n")
    night.library = Library.open(sound)
    await night.at(5)

    assert night.health.ready
