"""Shared fixtures: where the measuring data lies, and a clock that stands still."""

import signal
from datetime import datetime
from pathlib import Path

import pytest

from knowledge.clock import VIETNAM, FixedClock
from tests.bench.data import data_folder

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Begun in the background, a run ignores Ctrl-C, and so would each program that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real regulations and questions, or skip where it is absent."""
    folder = data_folder()
    if folder is None:
        pytest.skip("The measuring data is not on this machine; set CONGVU_DATA to its folder.")
    return folder


@pytest.fixture
def clock() -> FixedClock:
    """Return a clock that stands at noon on 22 November 2026 in Vietnam."""
    return FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=VIETNAM))
