"""Bytes of a file, within bounds, and whether they are what the file's name says."""

from pathlib import Path

from indexer.errors import ReadError

MAX_BYTES = 50 * 1024 * 1024
"""Larger files are refused: no single document or article list of this field comes near."""

_SIGNATURES = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a Word document or another zip archive", ".docx"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office document", ""),
    (b"{\\rtf", "an RTF document", ""),
    (b"\x1f\x8b", "a gzip archive", ".jsonl.gz"),
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
        raise ReadError(f"{path.name} cannot be read ({error.strerror}).") from error


def check_size(path: Path) -> None:
    """Raise ReadError unless *path* is a file of 1 to MAX_BYTES bytes."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ReadError(f"{path.name} cannot be read ({error.strerror}).") from error
    if path.is_dir():
        raise ReadError(f"{path.name} is a folder: name a file in it.")
    if not path.is_file():
        raise ReadError(f"{path.name} is not a file.")
    if not size:
        raise ReadError(f"{path.name} is empty: add the file again from where it came.")
    if size > MAX_BYTES:
        raise ReadError(
            f"{path.name} has {size / 1048576:.0f} MB, more than the {MAX_BYTES // 1048576} MB "
            "that are read: split it or leave out its pictures."
        )


def check_kind(path: Path, expected: str = "") -> None:
    """Raise ReadError when the first bytes of *path* are of another kind than *expected*.

    *expected* is the suffix (".pdf") of a kind with a signature, or "" for text.
    """
    with path.open("rb") as stream:
        head = stream.read(1024).lstrip()
    found = next((s for s in _SIGNATURES if head.startswith(s[0])), None)
    if found is None and expected:
        raise ReadError(
            f"{path.name} is not what its name says: it does not begin like a {expected} file; "
            "it is damaged or has the wrong ending."
        )
    if found is not None and (not found[2] or found[2] != expected):
        mend = f"rename it to {found[2]}" if found[2] else "save it as .docx or .pdf"
        if found[0] == b"\xd0\xcf\x11\xe0":
            mend = "save it as .docx without a password"
        raise ReadError(f"{path.name} is not what its name says but {found[1]}: {mend}.")
