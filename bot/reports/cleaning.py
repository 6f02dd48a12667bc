"""Makes a copy of an attachment without what it tells of its author, in a process of its own.

What strangers send is taken apart where it can do no harm: the child process has no way to open
a file or a connection, little memory and little time, and gets its bytes through a pipe.
"""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from bot.reports.cleaner import CLEANERS, UNKNOWN_INSIDE
from bot.reports.media_types import media_type_of

__all__ = ["Cleaned", "clean", "clean_stream", "media_type_of"]

SECONDS = 20.0
"""How long one file may take."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a cleaned copy at most."""

_PIECE = 64 * 1024
_AT_ONCE = threading.BoundedSemaphore(2)
"""Children at once: each may take a gigabyte while it works."""
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a file."""

    data: bytes | None = field(repr=False)
    """The cleaned copy, or None."""
    reason: str
    """Why there is none: "video", "audio", "unknown" (kind of file), "broken" (or a bomb)."""


def clean(media_type: str, data: bytes) -> Cleaned:
    """Return a cleaned copy of *data*; takes up to 20 s: call it in a thread."""
    copy = bytearray()
    reason = clean_stream(media_type, [data], copy.extend)
    return Cleaned(None if reason else bytes(copy), reason)


def clean_stream(
    media_type: str,
    pieces: Iterable[bytes],
    sink: Callable[[bytes], object],
    seconds: float = SECONDS,
) -> str:
    """Hand a cleaned copy of *pieces* to *sink*, piece by piece, and return "".

    Otherwise return why there is none (see ``Cleaned.reason``); what *sink* got is then void.
    """
    if media_type not in CLEANERS:
        kind = media_type.partition("/")[0]
        return kind if kind in ("video", "audio") else "unknown"
    with _AT_ONCE, _child(media_type) as child:
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        try:
            complete = _pump(child, pieces, sink)
            code = child.wait() if complete else 1
        finally:
            timer.cancel()
            child.kill()
    if code == UNKNOWN_INSIDE:
        return "unknown"
    return "" if code == 0 else "broken"


def _child(media_type: str) -> subprocess.Popen[bytes]:
    """Start the cleaner, without the settings, the token and the open files of this process."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot.reports.cleaner", media_type],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it may quote what it reads
        cwd="/",
        env={"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def _pump(
    child: subprocess.Popen[bytes], pieces: Iterable[bytes], sink: Callable[[bytes], object]
) -> bool:
    """Feed the child, then take what it gives; return whether that was within bounds."""
    assert child.stdin is not None and child.stdout is not None
    _feed(child.stdin, pieces)
    size = 0
    while piece := child.stdout.read(_PIECE):
        size += len(piece)
        if size > LARGEST:
            return False
        sink(piece)
    return True


def _feed(stdin: IO[bytes], pieces: Iterable[bytes]) -> None:
    try:
        for piece in pieces:
            stdin.write(piece)
    except BrokenPipeError:
        pass  # it gave up; its exit status says so
    finally:
        with suppress(BrokenPipeError):
            stdin.close()
