"""Every shape in which a word, a number or a key could have been left on a disk."""

import base64
import json
import re
import struct
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from knowledge.vietnamese import fold

SHORTEST = 6
"""Bytes; anything shorter would be found by chance among megabytes of sealed bytes."""

Forms = dict[bytes, str]
"""What to look for, and what to call it."""


def forms_of_text(text: str) -> Forms:
    """Return the shapes of a word or a sentence, in the usual ways of writing it."""
    return {
        shape: f"{text!r} ({name})"
        for written in _written(text)
        for name, shape in _shapes(written)
        if len(shape) >= SHORTEST
    }


def forms_of_digits(digits: str) -> Forms:
    """Return the shapes of a receipt: as text, grouped, and as a number."""
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    found: Forms = {}
    for text in (digits, *(sign.join(groups) for sign in (" ", "-", ".", "\N{NO-BREAK SPACE}"))):
        found |= forms_of_text(text)
    return found | _forms_of_int(int(digits))


def forms_of_id(number: int) -> Forms:
    """Return the shapes of a Telegram id; take ids that need more than five bytes."""
    return forms_of_text(str(number)) | _forms_of_int(number)


def forms_of_bytes(content: bytes, name: str) -> Forms:
    """Return the shapes of a key or of any other bytes."""
    return {shape: f"{name} ({form})" for form, shape in _of_bytes(content)}


def _written(text: str) -> set[str]:
    every = {text, text.lower(), text.upper(), fold(text)}
    return {unicodedata.normalize(form, one) for one in every for form in ("NFC", "NFD")} - {""}


def _shapes(text: str) -> Iterator[tuple[str, bytes]]:
    yield from _of_bytes(text.encode())
    yield "UTF-16 LE", text.encode("utf-16-le")
    yield "UTF-16 BE", text.encode("utf-16-be")
    yield "UTF-32", text.encode("utf-32-le")
    yield "percent", quote(text, safe="").encode()
    yield "percent of blanks", quote(text, safe="").replace("%20", "+").encode()
    escaped = json.dumps(text)[1:-1]
    yield "JSON", escaped.encode()
    yield "JSON in JSON", json.dumps(escaped)[1:-1].encode()
    every = "".join(f"\\u{unit:04x}" for unit in _units(text))
    yield "JSON, all escaped", every.encode()
    yield "JSON, all escaped", re.sub(r"[a-f]", lambda m: m[0].upper(), every).encode()
    yield "repr", repr(text.encode())[2:-1].encode()
    for utf16 in ("utf-16-le", "utf-16-be"):
        for sign, shape in _base64(text.encode(utf16)):
            yield f"{utf16} in base64{sign}", shape


def _of_bytes(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "raw", content
    for hexed in (content.hex(), content.hex().upper()):
        yield "hex", hexed.encode()
    for sign in ("%", "\\x", ":", " "):
        yield f"hex after {sign!r}", sign.join(f"{byte:02x}" for byte in content).encode()
        yield f"hex after {sign!r}", sign.join(f"{byte:02X}" for byte in content).encode()
    for name, shape in _base64(content):
        yield f"base64{name}", shape
    for at in range(4):
        whole = content[at : at + (len(content) - at) // 4 * 4]
        if len(whole) >= 8:
            yield "base85", base64.b85encode(whole)


def _base64(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is in the base64 of anything that holds *content*, wherever it begins."""
    for shift in range(3):
        whole = base64.b64encode(bytes(shift) + content)
        end = (shift + len(content)) * 8 // 6
        inner = whole[-(-shift * 8 // 6) : end]
        if len(inner) >= SHORTEST:
            yield "", inner
            yield " for addresses", inner.translate(bytes.maketrans(b"+/", b"-_"))


def _forms_of_int(number: int) -> Forms:
    sizes = [size for size in (6, 7, 8) if number < 1 << (8 * size)]
    shapes = [
        *((f"{size} bytes, {order}", number.to_bytes(size, order))
          for size in sizes for order in ("little", "big")),
        ("varint", _varint(number)),
        ("SQLite's varint", _varint(number, big=True)),
        ("double", struct.pack("<d", number)),
        ("double", struct.pack(">d", number)),
        ("hex number", f"{number:x}".encode()),
        ("base 36", _base36(number).encode()),
    ]  # fmt: skip
    # Zeros at an end are everywhere: what is left of a form must still be long enough.
    return {
        shape: f"{number} ({name})"
        for name, shape in shapes
        if len(shape.strip(b"\0")) >= SHORTEST - 1 and len(shape) >= SHORTEST
    }


def _varint(number: int, *, big: bool = False) -> bytes:
    groups = []
    while number:
        groups.append(number & 0x7F)
        number >>= 7
    ordered = groups[::-1] if big else groups
    return bytes(group | 0x80 for group in ordered[:-1]) + bytes(ordered[-1:])


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text


def _units(text: str) -> Iterator[int]:
    content = text.encode("utf-16-be")
    for at in range(0, len(content), 2):
        yield int.from_bytes(content[at : at + 2], "big")
