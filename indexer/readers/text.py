"""Plain text: the encodings Vietnamese offices use and used, one paragraph per line."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import ReadError
from indexer.readers.reading import Extracted, Remarks
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
_LEAST_ZEROS = 0.2
"""Share of zero bytes at every second place from which text is UTF-16 without its mark; the
high bytes of spaces, digits and unmarked letters are zero."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file."""

    text: str
    legacy: tuple[str, ...] = ()
    """The encoding older than Unicode, if it was in one of those for which fonts were made."""


def read(path: Path) -> Extracted:
    """Return the text of a plain text file, paragraphs on one line each.

    Raises:
        ReadError: when it is not text, or in an encoding that cannot be told.
    """
    extracted = read_as_it_stands(path)
    return Extracted(unwrap(extracted.text), extracted.remarks)


def read_as_it_stands(path: Path) -> Extracted:
    """Return the text of a file whose lines mean something, as those of Markdown do."""
    found = decode(path.read_bytes(), path.name)
    return Extracted(clean(found.text), Remarks(legacy=found.legacy))


def decode(data: bytes, name: str) -> Decoded:
    """Return *data* as text: in Unicode, Windows-1258, or what older fonts were made for.

    Raises:
        ReadError: naming the file *name*, when none of these fits or nothing is written there.
    """
    found = _unicode(data, name) or _older(data)
    if found is None:
        raise ReadError("not-text" if b"\x00" in data else "unknown-letters", name)
    if "\x00" in found.text:
        raise ReadError("not-text", name)
    if not found.text.strip("\ufeff \t\r\n"):
        raise ReadError("no-text", name)
    return found


def clean(text: str) -> str:
    """Return *text* in NFC with "\\n" line ends and without control characters."""
    text = _CONTROLS.sub("", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def is_ordinary(text: str) -> bool:
    """Say whether *text* has only letters and signs that Vietnamese text in Unicode has."""
    return all(c.isascii() or c in _LATIN or c in _SIGNS for c in text)


def _unicode(data: bytes, name: str) -> Decoded | None:
    """Return *data* read in the Unicode encoding of its mark, or in that which it looks like."""
    marked = next((e for mark, e in _MARKS if data.startswith(mark)), "")
    try:
        return Decoded(data.decode(marked or _unmarked(data)))
    except UnicodeDecodeError:
        if marked == "utf-16":
            raise ReadError("unknown-letters", name) from None
        return None


def _unmarked(data: bytes) -> str:
    """Return the Unicode encoding that data without a mark looks like."""
    for places, encoding in ((data[1::2], "utf-16-le"), (data[::2], "utf-16-be")):
        others = data[::2] if encoding == "utf-16-le" else data[1::2]
        if places.count(0) > _LEAST_ZEROS * len(places) and 0 not in others:
            return encoding
    return "utf-8"


def _older(data: bytes) -> Decoded | None:
    """Return *data* in an 8-bit encoding in which it is Vietnamese, if there is one."""
    if b"\x00" in data:
        return None
    if text := _windows_1258(data):
        return Decoded(text)
    from indexer.readers import legacy  # its tables take longer to load than most texts to read

    found = legacy.decoded(data)
    return Decoded(found[0], (found[1],)) if found else None


def _windows_1258(data: bytes) -> str:
    """Return *data* read as Windows-1258, or "" when that does not look like Vietnamese."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return ""
    letters = sum(c.isalpha() for c in text) or 1
    own = sum(c in _VIETNAMESE for c in text)
    strange = sum(not is_ordinary(c) for c in text)
    plausible = own / letters >= _LEAST_VIETNAMESE and strange / len(text) <= _MOST_STRANGE
    return text if plausible else ""
