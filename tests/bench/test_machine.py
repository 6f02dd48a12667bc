"""What is said of memory."""

import subprocess
import sys

import numpy as np

from tests.bench.libraries import ROOT
from tests.bench.machine import peak_mb, resident_mb


def test_memory_that_was_let_go_of_still_counts_for_the_peak() -> None:
    """200 MiB held for a moment raise the peak and do not stay resident."""
    before = resident_mb()["resident_mb"]
    held = np.ones(200 * 2**20, np.uint8)
    during = resident_mb()
    del held

    assert during["resident_mb"] > before + 150
    assert during["resident_mb"] >= during["resident_anonymous_mb"]
    assert peak_mb() >= during["resident_mb"] - 1
    assert resident_mb()["resident_mb"] < during["resident_mb"] - 150


def test_the_peak_is_not_that_of_who_started_the_process() -> None:
    """A small program started by one that holds 400 MiB has not held them."""
    held = np.ones(400 * 2**20, np.uint8)
    code = "from tests.bench.machine import peak_mb; print(peak_mb())"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert len(held) > 0
    assert float(done.stdout) < 300
