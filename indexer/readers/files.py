"""Whether there is a file to read at all."""

from pathlib import Path

from indexer.errors import ReadError

MAX_BYTES = 50 * 1024 * 1024
"""Larger files are refused: no single document or article list of this field comes near."""


def check_size(path: Path, name: str = "") -> None:
    """Raise ReadError unless *path*, which people know as *name*, has 1 to MAX_BYTES bytes."""
    name = name or path.name
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ReadError("unreadable", name, reason=str(error.strerror)) from error
    if path.is_dir():
        raise ReadError("folder", name)
    if not path.is_file():
        raise ReadError("not-a-file", name)
    if not size:
        raise ReadError("empty", name)
    if size > MAX_BYTES:
        megabytes = round(size / 1048576)
        raise ReadError("too-large", name, megabytes=megabytes, most=MAX_BYTES >> 20)
