"""``congvu inbox`` and ``congvu outbox`` show what waits and what was given up, and mend it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.delivery.calls import Place, send_message
from bot.delivery.inbox import Inbox
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Outbox
from bot.seal import Seal
from knowledge.clock import FixedClock

WORDS = "Mã tra cứu của ông/bà"
REASON = "Forbidden: bot was blocked by the user"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """Return the memory of the home that the commands look at."""
    monkeypatch.setenv("CONGVU_HOME", str(tmp_path))
    ledger = Ledger.open(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def outbox(ledger: Ledger, tmp_path: Path, clock: FixedClock) -> Outbox:
    """Return the outbox, in which one message was given up."""
    outbox = Outbox(ledger, Seal.open(tmp_path), clock)
    call = send_message(Place(5), WORDS, purpose="receipt")
    [item] = ledger.write(lambda connection: outbox.add(connection, [call]))
    outbox.dead(item.id, call, REASON).result()
    return outbox


def congvu(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(cli, words)


def test_dead_letters_are_listed_without_their_words(outbox: Outbox) -> None:
    """What it was, when and why it was given up; not what it said."""
    shown = congvu("outbox")

    assert shown.exit_code == 0
    assert shown.output.startswith("0 waiting, 1 given up.\n")
    for part in ("receipt", REASON, "2026-11-22"):
        assert part in shown.output
    assert WORDS not in shown.output


def test_a_dead_letter_is_sent_again_or_erased(outbox: Outbox) -> None:
    """Each is named by its number; one that is not there is refused in one line."""
    [letter] = outbox.dead_letters()
    again = congvu("outbox", "retry", str(letter.id))
    waiting = outbox.counts()
    missing = congvu("outbox", "drop", str(letter.id))

    assert again.output == f"Dead letter {letter.id} waits to be sent again.\n"
    assert (waiting.waiting, waiting.dead) == (1, 0)
    assert missing.exit_code == 1
    assert f"There is no dead letter {letter.id}" in missing.output


def test_a_dead_letter_can_be_erased(outbox: Outbox) -> None:
    """Nothing of it is left."""
    [letter] = outbox.dead_letters()
    erased = congvu("outbox", "drop", str(letter.id))

    assert erased.exit_code == 0
    assert outbox.counts().dead == 0


def test_what_was_set_aside_waits_again(ledger: Ledger, tmp_path: Path, clock: FixedClock) -> None:
    """After an upgrade the bot's next start handles it."""
    inbox = Inbox(ledger, Seal.open(tmp_path), clock)
    asyncio.run(inbox.store([{"update_id": 1, "message": {"text": WORDS}}]))
    [waiting] = inbox.waiting()
    ledger.write(lambda connection: inbox.set_aside(connection, waiting.row, "cannot be read"))
    before = congvu("inbox")
    again = congvu("inbox", "retry")
    after = congvu("inbox")

    assert before.output == "0 waiting, 1 set aside.\n"
    assert again.output == "1 updates wait again; restart the bot.\n"
    assert after.output == "1 waiting, 0 set aside.\n"
