"""A refresh that kills its own process, as a power cut would, at one step of its progress.

``python -m tests.indexer.dying HOME PATH STEP``
"""

import os
import signal
import sys
from pathlib import Path

from indexer.refresh import refresh
from knowledge.clock import SystemClock
from tests.indexer.embedder import HashEmbedder


def main(home: Path, path: Path, step: int) -> None:
    """Refresh, and die with SIGKILL at the progress event with number *step*, from 0."""
    left = step

    def die_at_step(*event: object) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    refresh(
        home,
        [path],
        clock=SystemClock(),
        embedder=HashEmbedder(),
        progress=die_at_step,
        starter=False,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
