"""A desk from which announcing is done, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.assistant import Assistant
from tests.bot.following.people import Desk
from tests.bot.reports.filing import MovableClock


@pytest.fixture
def desk(tmp_path: Path, assistant: Assistant) -> Iterator[Desk]:
    """Return a desk in a folder of its own, on the library of the test documents."""
    opened = Desk(tmp_path, assistant, MovableClock())
    yield opened
    opened.close()
