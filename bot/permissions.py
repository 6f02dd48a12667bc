"""Files that nobody but the program's own user may read."""

import os
from pathlib import Path

_OTHERS = 0o077


def make_private(path: Path) -> None:
    """Make the file *path* if it is not there, and take it from other users if they can read it.

    SQLite gives a database's log the permissions of the database.
    """
    try:
        # Never opened when it is there: closing it would drop the locks of a database that this
        # process has open (sqlite.org/howtocorrupt.html, 2.2).
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if readable_by_others(path):
            path.chmod(0o600)


def readable_by_others(path: Path) -> bool:
    """Return whether other users of this machine may read the file *path*."""
    return bool(path.stat().st_mode & _OTHERS)
