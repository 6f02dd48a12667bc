"""Reads a stranger's file in a process of its own, of which it believes nothing but an answer.

What the process may do is in sandbox_limits.py. Here are the bounds that it is held to from
outside: how long it takes, how much it answers, how much it writes in its folder. Whatever
becomes of it, one ReadError says so, and neither a process nor a folder stays behind.
"""

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from indexer.errors import ReadError
from indexer.readers import pages
from indexer.readers.kinds import suffix_of
from indexer.readers.sandbox_answer import END, Answer, Member, understood
from indexer.readers.sandbox_folder import copy, reading_folder, written_in

__all__ = ["Answer", "Member", "opened"]

SECONDS = 120
"""Time one file may take."""
SECONDS_OF_PICTURES = 900
"""The same where words may have to be recognised: some 5 seconds a page."""
MOST_ANSWERED = 48 << 20
"""Bytes of an answer; the longest text that is taken has 30 million."""
MOST_WRITTEN = 1 << 30
"""Bytes in the folder of one reading."""
_CHILD = "indexer.readers.sandbox_child"
_PICTURES = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
_LOOK = 0.5
"""Seconds between two looks at the clock and at what was written."""
_LONG = 20
"""Letters of a suffix that cannot be one."""
_PIECE = 1 << 16
_ROOT = Path(__file__).parents[2]
_PLACES = ("/usr/local/bin", "/usr/bin", "/bin")


@contextmanager
def opened(path: Path, name: str) -> Iterator[Answer]:
    """Read the file at *path*, which people know as *name*; its members are there inside only.

    Raises:
        ReadError: saying what is wrong with the file.
    """
    suffix = suffix_of(path)
    with reading_folder() as folder:
        file = folder / f"file{suffix if len(suffix) < _LONG else ''}"
        copy(path, file, name)
        seconds = SECONDS_OF_PICTURES if suffix in _PICTURES else SECONDS
        try:
            answer = json.loads(_answer_on(file, seconds))
        except TimeoutError:
            raise ReadError("slow", name, seconds=seconds) from None
        except OverflowError:
            raise ReadError("unsafe", name) from None
        except (ValueError, RecursionError):
            raise ReadError("crashed", name) from None
        yield understood(answer, folder, name)


def _answer_on(file: Path, seconds: int) -> bytes:
    """Return what the process says of the file; nothing when it ends without a word.

    Raises:
        TimeoutError: when it does not end in time.
        OverflowError: when it says or writes more than it may.
    """
    arguments = (str(os.getpid()), file.name, str(seconds))
    child = subprocess.Popen(
        [sys.executable, "-m", _CHILD, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=file.parent,
        env=_environment(),
        start_new_session=True,
    )
    assert child.stdout is not None
    try:
        return _taken(child.stdout, file.parent, time.monotonic() + seconds)
    finally:
        # Not yet waited for, so that the number is still its own and that of its programs.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()


def _taken(pipe: IO[bytes], folder: Path, end: float) -> bytes:
    """Return what comes through the pipe, up to END or its end, while the bounds are kept."""
    data = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while time.monotonic() < end:
            if selector.select(_LOOK):
                piece = os.read(pipe.fileno(), _PIECE)
                data += piece
                if not piece or piece.endswith(END):
                    return bytes(data.removesuffix(END))
            elif written_in(folder) > MOST_WRITTEN:
                raise OverflowError("too much was written")
            else:
                pages.tell_of(folder)
            if len(data) > MOST_ANSWERED:
                raise OverflowError("too much was said")
    raise TimeoutError


def _environment() -> dict[str, str]:
    """Return all that the process learns of this one: where programs and packages are."""
    found = (shutil.which(program) for program in ("soffice", "tesseract"))
    places = dict.fromkeys([*(str(Path(path).parent) for path in found if path), *_PLACES])
    return {
        "PATH": os.pathsep.join(places),
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
