"""An empty home, a refresh of it, and a file to begin with."""

from pathlib import Path

import pytest

from knowledge.clock import FixedClock
from tests.indexer.files import DECREE, written
from tests.indexer.homes import Refresh, refreshing


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return an empty home."""
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, clock: FixedClock) -> Refresh:
    """Return a refresh of the home with the tiny model and without the starter library."""
    return refreshing(home, clock)


@pytest.fixture
def decree(tmp_path: Path) -> Path:
    """Return a file with the invented decree."""
    return written(tmp_path / "decree.txt", DECREE)
