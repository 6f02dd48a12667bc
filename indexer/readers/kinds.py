"""Which kinds of file are read, and of which kind a file is: its bytes say it, not its name.

Offices have many a ``.doc`` that is a web page, RTF or .docx inside. Where the first bytes are
certain they decide; a file that begins like no kind is text, or what its name says.
"""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from indexer.errors import ReadError

READERS: Mapping[str, str] = {
    ".txt": "text:read",
    ".md": "text:read_as_it_stands",
    ".markdown": "text:read_as_it_stands",
    ".htm": "html:read",
    ".html": "html:read",
    ".mht": "html:read_saved",
    ".mhtml": "html:read_saved",
    ".docx": "office:read",
    ".doc": "office:read",
    ".rtf": "office:read",
    ".odt": "office:read",
    ".pdf": "pdf:read",
    ".jpg": "images:read",
    ".jpeg": "images:read",
    ".png": "images:read",
    ".tif": "images:read",
    ".tiff": "images:read",
    ".webp": "images:read",
}
"""By suffix: the module of this package, and its function from a path to Extracted."""
ARCHIVE = ".zip"
ARTICLES = (".jsonl", ".jsonl.gz")
SUFFIXES = (*READERS, ARCHIVE, *ARTICLES)
"""Endings of the files that can be read."""

_TEXTS = (".txt", ".md", ".markdown", ".htm", ".html")
_LOOSE = (".doc", ".dot", ".rtf")
"""Endings that old programs gave to plain text too."""
_HEAD = 4096
_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
)
_UNREAD: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "EXE"),
    (b"GIF8", "GIF"),
    (b"AT&TFORM", "DjVu"),
    (b"SQLite format 3\x00", "SQLite"),
)
"""Kinds that are known and not read, by names that are the same in every language."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", ".doc"),
    ("Workbook", "Excel"),
    ("Book", "Excel"),
    ("PowerPoint Document", "PowerPoint"),
)
_PACKED = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", "Excel"),
    ("ppt/presentation.xml", "PowerPoint"),
)
_OPEN_DOCUMENT = {b"application/vnd.oasis.opendocument.text": ".odt"}
_PAGE_AT_ONCE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SAVED_PAGE = re.compile(
    rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE
)
"""A page with its pictures in one file is written like a mail: headers, then parts."""
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b", re.IGNORECASE)
_WORD_XML = re.compile(rb"progid=\"Word\.Document\"|<(?:w:wordDocument|pkg:package)\b")


def suffix_of(path: Path) -> str:
    """Return the ending in lower case; ".jsonl.gz" counts as one."""
    name = path.name.lower().strip()
    return ".jsonl.gz" if name.endswith(".jsonl.gz") else Path(name).suffix


def kind_of(path: Path) -> str:
    """Return the suffix of the kind of file this is: one of READERS, or ARCHIVE.

    Raises:
        ReadError: when it is of a kind that is not read, or of none that can be told.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    named = suffix_of(path)
    kind = _certain(path, head.lstrip(b"\xef\xbb\xbf \t\r\n")) or _likely(path, head, named)
    if kind not in READERS and kind != ARCHIVE:
        raise ReadError("unknown-kind", path.name, kinds=", ".join(SUFFIXES))
    return kind


def _certain(path: Path, head: bytes) -> str:
    """Return the kind that the first bytes prove; "" when they prove none."""
    for mark, kind in _FIRST_BYTES:
        if head.startswith(mark):
            return kind
    for mark, found in _UNREAD:
        if head.startswith(mark):
            raise ReadError("unread-inside", path.name, found=found)
    if head.startswith(_OLD_OFFICE):
        return _old_office(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(path)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return ".webp"
    if head[4:8] == b"ftyp":
        raise ReadError("unread-inside", path.name, found="HEIC/MP4")
    if _SAVED_PAGE.search(head):
        return ".mht"
    return ".html" if _PAGE_AT_ONCE.match(head) else ""


def _likely(path: Path, head: bytes, named: str) -> str:
    """Return the kind of a file that proves none: a web page, text, or nothing that is known."""
    if named in _TEXTS:
        return named
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    plain = head.replace(b"\x00", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    if _WORD_XML.search(plain):
        return ".doc"
    if _PAGE.search(plain):
        return ".html"
    if named in _LOOSE and b"\x00" not in plain:
        return ".txt"
    if named in READERS or named == ARCHIVE:
        raise ReadError("wrong-kind", path.name, expected=named)
    return ""


def _old_office(path: Path) -> str:
    """Return the kind of a file of the old Office, by the names of its streams."""
    data = path.read_bytes()
    for name, kind in _OLD_STREAMS:
        if (name + "\x00").encode("utf-16-le") in data:
            if not kind:
                raise ReadError("encrypted", path.name)
            if not kind.startswith("."):
                raise ReadError("unread-inside", path.name, found=kind)
            return kind
    raise ReadError("damaged", path.name)


def _packed(path: Path) -> str:
    """Return the kind of a zip archive: an Office document, or an archive of files."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    return _OPEN_DOCUMENT.get(stream.read(200).strip(), ARCHIVE)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        named = suffix_of(path)
        code = "archive-damaged" if named == ARCHIVE else "damaged"
        raise ReadError(code, path.name) from None
    for member, kind in _PACKED:
        if member in names:
            if not kind.startswith("."):
                raise ReadError("unread-inside", path.name, found=kind)
            return kind
    return ARCHIVE
