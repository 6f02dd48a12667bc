"""Bytes of a file, within bounds, and whether they are what the file's name says."""

from pathlib import Path

from indexer.errors import ReadError

MAX_BYTES = 50 * 1024 * 1024
"""Larger files are refused: no single document or article list of this field comes near."""

_SIGNATURES = (
    (b"%PDF-", "PDF", ".pdf"),
    (b"PK\x03\x04", "Word", ".docx"),
    (b"\xd0\xcf\x11\xe0", "Word 97", ""),
    (b"{\\rtf", "RTF", ""),
    (b"\x1f\x8b", "gzip", ".jsonl.gz"),
)


def read_bytes(path: Path) -> bytes:
    """Return the whole of a file.

    Raises:
        ReadError: when it is missing, unreadable, empty or larger than MAX_BYTES.
    """
    check_size(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError("unreadable", path.name, reason=str(error.strerror)) from error


def check_size(path: Path) -> None:
    """Raise ReadError unless *path* is a file of 1 to MAX_BYTES bytes."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ReadError("unreadable", path.name, reason=str(error.strerror)) from error
    if path.is_dir():
        raise ReadError("folder", path.name)
    if not path.is_file():
        raise ReadError("not-a-file", path.name)
    if not size:
        raise ReadError("empty", path.name)
    if size > MAX_BYTES:
        megabytes = round(size / 1048576)
        raise ReadError("too-large", path.name, megabytes=megabytes, most=MAX_BYTES >> 20)


def check_kind(path: Path, expected: str = "") -> None:
    """Raise ReadError when the first bytes of *path* are of another kind than *expected*.

    *expected* is the suffix (".pdf") of a kind with a signature, or "" for text.
    """
    with path.open("rb") as stream:
        head = stream.read(1024).lstrip()
    found = next((s for s in _SIGNATURES if head.startswith(s[0])), None)
    if found is None and expected:
        raise ReadError("wrong-kind", path.name, expected=expected)
    if found is not None and (not found[2] or found[2] != expected):
        if found[2]:
            raise ReadError("misnamed", path.name, suffix=found[2])
        raise ReadError("unread-inside", path.name, found=found[1])
