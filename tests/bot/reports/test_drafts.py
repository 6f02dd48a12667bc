"""Drafts are kept sealed for 24 hours, survive restarts, and show nothing to who looks inside."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.reports.drafts import drafts_in, files_of
from bot.reports.events import Draft, Said, Sent, Source, Step
from bot.reports.kept import Kept, Unreadable
from bot.reports.model import Attachment
from bot.seal import Seal
from knowledge.clock import VIETNAM, FixedClock

CHAT = 700800900
NOON = datetime(2026, 11, 22, 12, tzinfo=VIETNAM)
DRAFT = Draft(
    secrets="khóa-bí-mật",
    turn=17,
    trail=(Step.INTRO, Step.KIND, Step.PREVIEW),
    kind="khac",
    unit_text="Trạm Y tế xã CANARY",
    when="5/11",
    event_day=NOON.date(),
    what=(Said(4, "Chuyện CANARY"),),
    who="CANARY",
    files=(Attachment("ab" * 16, "CANARY.jpg", "image/jpeg", 5, "cd" * 16),),
    own=(Sent(4, 1790000000),),
    sources=(Source(Step.WHEN, 3),),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return an empty memory."""
    ledger = Ledger.open(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def drafts(ledger: Ledger, tmp_path: Path) -> Kept[Draft]:
    """Return its drafts at noon."""
    return drafts_in(ledger, Seal.open(tmp_path), FixedClock(NOON))


def later(ledger: Ledger, home: Path, hours: float) -> Kept[Draft]:
    """Return the drafts as they are some hours later."""
    return drafts_in(ledger, Seal.open(home), FixedClock(NOON + timedelta(hours=hours)))


def test_a_draft_comes_back_as_it_was(drafts: Kept[Draft]) -> None:
    """Every field of it."""
    drafts.put(CHAT, DRAFT)

    assert drafts.get(CHAT) == DRAFT
    assert drafts.get(CHAT + 1) is None


def test_a_draft_survives_a_restart(drafts: Kept[Draft], ledger: Ledger, tmp_path: Path) -> None:
    """Another process on the same home goes on with it."""
    drafts.put(CHAT, DRAFT)
    ledger.close()

    again = Ledger.open(tmp_path)
    assert later(again, tmp_path, 1).get(CHAT) == DRAFT
    again.close()


def test_a_draft_lives_for_24_hours(drafts: Kept[Draft], ledger: Ledger, tmp_path: Path) -> None:
    """Then it and its messages are gone, from the disk too, and its files are nobody's."""
    drafts.put(CHAT, DRAFT)
    drafts.heard(CHAT, 5)
    almost, after = later(ledger, tmp_path, 23.9), later(ledger, tmp_path, 24)

    assert files_of(almost) == {"ab" * 16, "cd" * 16}
    assert after.get(CHAT) is None
    assert files_of(after) == set()
    after.erase_expired()
    assert ledger.rows("SELECT * FROM drafts") == ledger.rows("SELECT * FROM draft_messages") == []


def test_changes_are_part_of_the_work_of_an_update(drafts: Kept[Draft], ledger: Ledger) -> None:
    """Nothing is kept before the update is done."""
    work = Work()
    drafts.within(work).put(CHAT, DRAFT)
    assert drafts.get(CHAT) is None

    for change in work.changes:
        ledger.write(change)
    assert drafts.get(CHAT) == DRAFT


def test_messages_of_the_bot_are_noted_while_a_draft_lives(drafts: Kept[Draft]) -> None:
    """Only then, and only in its chat; they go with it."""
    drafts.heard(CHAT, 1)
    drafts.put(CHAT, DRAFT)
    drafts.heard(CHAT, 2)
    drafts.heard(CHAT + 1, 3)
    drafts.put(CHAT, DRAFT)

    assert drafts.messages(CHAT) == (Sent(2, int(NOON.timestamp())),)
    drafts.erase(CHAT)
    assert drafts.get(CHAT) is None
    assert drafts.messages(CHAT) == ()


@pytest.mark.parametrize(
    "content",
    [
        'draft0 {"secrets":"x","turn":1}',
        'follow1 {"secrets":"x","turn":1}',
        'draft1 {"secrets":1}',
        "draft1 {}",
        'draft1 {"neu":1}',
        "",
        "9",
    ],
)
def test_a_draft_of_another_version_is_no_crash(
    drafts: Kept[Draft], ledger: Ledger, tmp_path: Path, content: str
) -> None:
    """It is told apart from none, so that the person is told; its files become nobody's."""
    drafts.put(CHAT, DRAFT)
    sealed = Seal.open(tmp_path).seal(content)
    ledger.write(lambda connection: connection.execute("UPDATE drafts SET content = ?", (sealed,)))

    assert drafts.look(CHAT) == Unreadable()
    assert drafts.get(CHAT) is None
    assert files_of(drafts) == set()


def test_a_draft_sealed_with_another_key_is_no_crash(drafts: Kept[Draft], ledger: Ledger) -> None:
    """As after the service key was replaced."""
    drafts.put(CHAT, DRAFT)
    sealed = Seal(b"another key of thirty-two bytes!").seal("x")
    ledger.write(lambda connection: connection.execute("UPDATE drafts SET content = ?", (sealed,)))

    assert drafts.look(CHAT) == Unreadable()
    assert drafts.get(CHAT) is None


def test_the_file_shows_neither_words_nor_the_chat(
    drafts: Kept[Draft], ledger: Ledger, tmp_path: Path
) -> None:
    """Not while it lives, not after it was erased."""
    drafts.put(CHAT, DRAFT)
    drafts.heard(CHAT, 123456789)

    def shown() -> bytes:
        return b"".join(path.read_bytes() for path in sorted(tmp_path.glob("bot.db*")))

    for when in ("living", "erased"):
        for secret in ("CANARY", "khóa-bí-mật", str(CHAT), "123456789"):
            assert secret.encode() not in shown(), when
        assert CHAT.to_bytes(4, "big") not in shown(), when
        drafts.erase(CHAT)
