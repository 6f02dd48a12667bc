"""What a font's name says about the letters set in it."""

import re

from indexer.readers.legacy_tables import TCVN3, VISCII, VNI, VPS

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[,\-\s]*(?:bold|italic|oblique|regular|normal|mt)$")
_NAMES = (
    (re.compile(r"\.\s*vn|vntime|vnarial|tcvn"), TCVN3),
    (re.compile(r"vni[^a-z]|vni$"), VNI),
    (re.compile(r"vps[^a-z]|vps$"), VPS),
    (re.compile(r"viscii|vi (?:times|arial)"), VISCII),
)


def encoding_of(font: str) -> str:
    """Return the encoding of the fonts of that name; "" where the name says nothing.

    Not proof: a text may be set in a font that is none of its encoding.
    """
    name = _plain(font)
    return next((encoding for pattern, encoding in _NAMES if pattern.match(name)), "")


def shows_capitals(font: str) -> bool:
    """Return whether the font shows all letters as capitals, as .VnTimeH and its like do."""
    name = _plain(font)
    while (shorter := _STYLE.sub("", name)) != name:
        name = shorter
    return encoding_of(font) == TCVN3 and name.endswith("h")


def _plain(font: str) -> str:
    return _SUBSET.sub("", font.strip()).lower()
