"""The folder in which one file is read: made for it, and gone after it whatever happens."""

import fcntl
import os
import shutil
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.errors import ReadError

PREFIX = "congvu-reading-"
_OFFICE_SOCKETS = Path("/tmp/OSL_PIPE_{user}_SingleOfficeIPC_*")
_GRACE = 60
"""Seconds for which a folder may lie there before it is locked."""


@contextmanager
def reading_folder() -> Iterator[Path]:
    """Make a folder and remove it afterwards, with those that killed processes left behind."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)
        _remove_dead_sockets()


def copy(path: Path, to: Path, name: str) -> None:
    """Copy the file at *path*, which people know as *name*; a link is not followed.

    Raises:
        ReadError: when it cannot be read, or is no file.
    """
    try:
        source = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        with os.fdopen(source, "rb") as stream, to.open("xb") as target:
            if not stat.S_ISREG(os.fstat(source).st_mode):
                raise ReadError("not-a-file", name)
            shutil.copyfileobj(stream, target)
    except OSError as error:
        raise ReadError("unreadable", name, reason=str(error.strerror)) from error


def written_in(folder: Path) -> int:
    """Return how many bytes lie in *folder* and the folders in it."""
    total = 0
    for at, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(Path(at, name)).st_blocks * 512
    return total


def _sweep() -> None:
    """Remove the folders of readings whose process is gone: nobody holds their lock."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                found = os.fstat(lock)
                if found.st_uid == os.getuid() and found.st_mtime < time.time() - _GRACE:
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


def _remove_dead_sockets() -> None:
    """Remove the sockets that LibreOffice left where it could not be given a /tmp of its own."""
    for path in _OFFICE_SOCKETS.parent.glob(_OFFICE_SOCKETS.name.format(user=os.getuid())):
        with suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(path))
            except ConnectionRefusedError:  # nobody listens any more
                path.unlink()
