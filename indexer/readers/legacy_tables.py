"""The letters of the encodings older than Unicode, as they surface in text read as Latin-1.

The tables of TCVN3, VPS and VISCII are viparse's. Its VNI table holds what one collection of
documents held; VNI is regular (a base letter, then a mark of either case), so it is made here.
"""

import re
import unicodedata
from collections.abc import Callable

from viparse.normalize.encodings import CHARMAPS

TCVN3, VNI, VPS, VISCII = "TCVN3", "VNI", "VPS", "VISCII"
ENCODINGS = (TCVN3, VNI, VPS, VISCII)
"""Most common first."""

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_SINGLE = dict(zip("ñôöæóòîíì", "đơưỉĩịỵíì", strict=True))
_VNI_TONES = dict(zip("øùûõï", (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True))
_VNI_ROOFED = dict(zip("âáàåãä", ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), strict=True))
_VNI_BREVED = dict(zip("êéèúüë", ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), strict=True))

_STAND_INS = str.maketrans({"\u03bc": "\xb5", "\u2212": "\xad", "\u2219": "\xb7"})
"""Characters that text layers of PDFs hold in the place of a byte: Greek mu, minus, bullet."""


def _cp1252_forms() -> dict[int, str]:
    """Return the characters that Windows shows for the bytes 0x80 to 0x9F."""
    return {
        code: bytes([code]).decode("cp1252")
        for code in range(0x80, 0xA0)
        if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    }


def _single(name: str) -> dict[str, str]:
    """Return one of viparse's tables of single characters, with all forms they surface in."""
    table = dict(CHARMAPS[name].pairs)
    for code, form in _cp1252_forms().items():
        if chr(code) in table:
            table[form] = table[chr(code)]
    return table


def _vni() -> dict[str, str]:
    table: dict[str, str] = {}

    def add(base: str, mark: str, letter: str) -> None:
        table[base + mark] = table[base + mark.upper()] = letter
        table[base.upper() + mark] = table[base.upper() + mark.upper()] = letter.upper()

    def composed(*parts: str) -> str:
        return unicodedata.normalize("NFC", "".join(parts))

    for surface, letter in _VNI_SINGLE.items():
        add(surface, "", letter)
    for base in "aeioöuyô":
        for mark, tone in _VNI_TONES.items():
            add(base, mark, composed(_VNI_SINGLE.get(base, base), tone))
    for base in "aeo":
        for mark, tone in _VNI_ROOFED.items():
            add(base, mark, composed(base, _CIRCUMFLEX, tone))
    for mark, tone in _VNI_BREVED.items():
        add("a", mark, composed("a", _BREVE, tone))
    return table


TABLES = {
    TCVN3: _single("tcvn3"),
    VNI: _vni(),
    VPS: _single("vps"),
    VISCII: _single("viscii"),
}
"""By encoding: what each surface character, or pair of them, stands for."""


def _replacer(table: dict[str, str]) -> Callable[[str], str]:
    """Return a function that replaces the table's characters, pairs of them first.

    What stands first in a pair never stands second, so that pairs do not overlap.
    """
    pairs = [key for key in table if len(key) == 2]
    firsts, seconds, singles = (
        re.escape("".join(sorted(set(signs))))
        for signs in ((p[0] for p in pairs), (p[1] for p in pairs), set(table) - set(pairs))
    )
    pattern = re.compile(f"[{firsts}][{seconds}]|[{singles}]" if pairs else f"[{singles}]")

    def letter(match: re.Match[str]) -> str:
        signs = match[0]
        return table.get(signs) or "".join(table.get(sign, sign) for sign in signs)

    return lambda text: pattern.sub(letter, text)


_REPLACERS = {name: _replacer(table) for name, table in TABLES.items()}


def replaced(text: str, encoding: str) -> str:
    """Return *text*, all of which is in *encoding*, in Unicode (NFC)."""
    return unicodedata.normalize("NFC", _REPLACERS[encoding](text.translate(_STAND_INS)))
