"""How far the reading of a long file is, told from the page at hand to whoever shows it.

The same words go through two processes: the one that reads writes them into a small file of its
folder, the one that waits for it looks at that file now and then and tells on.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

Hear = Callable[[int, int], None]
"""Called with the pages that are done, and how many there are."""

_NAME = ".pages"
_WORDS = re.compile(rb"(\d{1,4}) (\d{1,4})")
_HEAR: ContextVar[Hear | None] = ContextVar("hear", default=None)


def tell(done: int, total: int) -> None:
    """Tell whoever listens that *done* of *total* pages have been read."""
    if (hear := _HEAR.get()) is not None:
        hear(done, total)


@contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """Have *hear* called for what is told meanwhile."""
    token = _HEAR.set(hear)
    try:
        yield
    finally:
        _HEAR.reset(token)


def write(folder: Path, done: int, total: int) -> None:
    """Leave word in *folder*, as far as that can be; reading goes on without it."""
    with suppress(OSError):
        (folder / _NAME).write_bytes(b"%d %d" % (done, total))


def tell_of(folder: Path) -> None:
    """Tell on what a process left in *folder*; what is not two numbers is passed over."""
    with suppress(OSError):
        handle = os.open(folder / _NAME, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        try:
            found = _WORDS.fullmatch(os.read(handle, 16))
        finally:
            os.close(handle)
        if found and 0 <= int(found[1]) <= int(found[2]):
            tell(int(found[1]), int(found[2]))
