"""Cuts texts into words on all cores: a long build waits for the segmenter, which uses only one.

A process beside this one takes a share of each batch, and keeps what it cut in the same cache. It
lives from its standard input, so it ends with who started it, however that one ended.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Self

from knowledge.cache import Cache
from knowledge.vietnamese import Segmenter

Words = Callable[[Sequence[str]], list[list[str]]]
"""Returns the words of each text, as `Segmenter.words` does."""

WORTH = 3_000
"""Passages from which on other processes are started: to start takes each of them a second."""
_MOST = 4
"""Processes in all, whatever the number of cores."""


@contextmanager
def segmenting(segmenter: Segmenter, cache: Path | None, passages: int) -> Iterator[Words]:
    """Hand out what cuts the words of so many *passages*: *segmenter*, and others where it pays.

    *cache* is the file of its cache; without one it works alone.
    """
    others = _cores() - 1 if cache is not None and passages >= WORTH else 0
    with ExitStack() as stack:
        helpers = [stack.enter_context(_Helper(cache)) for _ in range(others) if cache]
        yield partial(_words, segmenter, helpers) if helpers else segmenter.words


def _cores() -> int:
    """Return how many cores may be used: all, or as many threads as the environment allows."""
    allowed = os.environ.get("OMP_NUM_THREADS", "")
    cores = int(allowed) if allowed.isdecimal() else len(os.sched_getaffinity(0))
    return max(1, min(cores, _MOST))


def _words(
    segmenter: Segmenter, helpers: Sequence["_Helper"], texts: Sequence[str]
) -> list[list[str]]:
    """Return the words of *texts*, of which each helper cuts a share; what one fails to, we do."""
    size = -(-len(texts) // (len(helpers) + 1))
    shares = [texts[at : at + size] for at in range(size, len(texts), size or 1)]
    for helper, share in zip(helpers, shares, strict=False):
        helper.ask(share)
    words = segmenter.words(texts[:size])
    for helper, share in zip(helpers, shares, strict=False):
        words += helper.answer() or segmenter.words(share)
    return words


class _Helper:
    """A process that cuts texts into words."""

    def __init__(self, cache: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "indexer.segmenting", str(cache)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def ask(self, texts: Sequence[str]) -> None:
        """Begin to cut *texts*."""
        assert self.process.stdin is not None
        with suppress(OSError):  # it died, and will not answer
            print(json.dumps(texts), file=self.process.stdin, flush=True)

    def answer(self) -> list[list[str]] | None:
        """Return the words of what was asked; None when the process is no more."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        words: list[list[str]] | None = json.loads(line) if line.endswith("\n") else None
        return words


def main() -> None:
    """Answer each line of texts with a line of their words, until there are none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started it
    segmenter = Segmenter(Cache(Path(sys.argv[1])))
    for line in sys.stdin:
        print(json.dumps(segmenter.words(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
