"""Writes small files of keys so that a crash leaves the whole file or none."""

import os
import secrets
from pathlib import Path


def write_new(path: Path, content: bytes, mode: int = 0o600) -> bool:
    """Write *path* where there is none; return False, and change nothing, where there is one.

    When this returns the file is on disk. Of two processes that write at once one wins.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write(part, content, mode)
        _name(part, path, content, mode)
    except FileExistsError:
        return False
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def replace(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write *path* in place of what is there; on disk when this returns."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write(part, content, mode)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names that were added to or removed from *folder* durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(part: Path, path: Path, content: bytes, mode: int) -> None:
    """Give *part* its name *path*, unless that is taken."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a memory stick formatted without hard links
        _write(path, content, mode)


def _write(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
