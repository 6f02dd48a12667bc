"""What the handlers work with when the published library changes under them."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.delivery.health import Health
from bot.delivery.ledger import Ledger
from bot.delivery.metrics import Metrics
from bot.seal import Seal
from bot.services import Services
from bot.state import State
from bot.texts import Texts
from knowledge.assistant import Assistant
from knowledge.clock import FixedClock
from knowledge.embedding import load_embedder


@pytest.fixture
def services(home: Path, clock: FixedClock) -> Iterator[Services]:
    """Return services on a library of one's own."""
    assistant = Assistant(home, clock, load_embedder())
    ledger = Ledger.open(home)
    state = State(ledger, Seal.open(home), clock)
    yield Services(assistant, Texts.load(), state, clock, ledger, Health(clock), Metrics())
    ledger.close()


@pytest.mark.parametrize("content", ["", "no-such-snapshot\n"])
def test_a_library_that_cannot_be_opened_does_not_stop_the_bot(
    services: Services, home: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It goes on with the one it has, and the log says what is wrong and how to mend it."""
    before = services.view().library
    (home / "library" / "current").write_text(content)
    with caplog.at_level(logging.WARNING):
        after = services.view().library

    assert before is after
    assert "congvu rollback" in caplog.text
