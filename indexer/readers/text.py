"""Plain text: the encodings Vietnamese offices use, one paragraph per line."""

import re
import unicodedata
from pathlib import Path

from indexer.errors import ReadError
from indexer.readers.files import check_kind, read_bytes
from indexer.unwrap import unwrap

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_VIETNAMESE = frozenset("ăâđêôơưĂÂĐÊÔƠƯ") | {chr(c) for c in range(0x1EA0, 0x1EFA)}
_LATIN = frozenset("àáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝĩũĨŨ") | _VIETNAMESE
_SIGNS = frozenset("–—‘’“”„†‡•…°§«»·×²³½€\u00a0\u00ad")
_LEAST_VIETNAMESE = 0.05
"""Share of specifically Vietnamese letters among the letters; ordinary text has a quarter."""
_MOST_STRANGE = 0.002
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def read(path: Path) -> str:
    """Return the text of a plain text file, paragraphs on one line each.

    Raises:
        ReadError: when it is not text, or in an encoding that cannot be told.
    """
    return unwrap(clean(decode_file(path)))


def decode_file(path: Path) -> str:
    """Return the characters of a text file, as they stand."""
    data = read_bytes(path)
    check_kind(path)
    return decode(data, path.name)


def decode(data: bytes, name: str) -> str:
    """Return *data* as text: by its mark, as UTF-8, or as Windows-1258 if that reads well.

    Raises:
        ReadError: naming the file *name*, when none of these fits or nothing is written there.
    """
    encoding = next((e for mark, e in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _windows_1258(data) if encoding == "utf-8" else ""
        if not text:
            raise ReadError("unknown-letters", name) from None
    if "\x00" in text:
        raise ReadError("not-text", name)
    if not text.strip("\ufeff \t\r\n"):
        raise ReadError("no-text", name)
    return text


def clean(text: str) -> str:
    """Return *text* in NFC with "\\n" line ends and without control characters."""
    text = _CONTROLS.sub("", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def _windows_1258(data: bytes) -> str:
    """Return *data* read as Windows-1258, or "" when that does not look like Vietnamese."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return ""
    letters = sum(c.isalpha() for c in text) or 1
    own = sum(c in _VIETNAMESE for c in text)
    strange = sum(not (c.isascii() or c in _LATIN or c in _SIGNS) for c in text)
    plausible = own / letters >= _LEAST_VIETNAMESE and strange / len(text) <= _MOST_STRANGE
    return text if plausible else ""
