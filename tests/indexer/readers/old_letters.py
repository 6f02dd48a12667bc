"""Unicode text turned back into the encodings older than Unicode, for the tests of reading them."""

from indexer.readers.legacy_tables import TABLES


def surfaced(text: str, encoding: str) -> str:
    """Return *text* as it surfaces where its bytes are read as Latin-1."""
    back: dict[str, str] = {}
    for surface, letter in TABLES[encoding].items():
        if all(ord(sign) < 0x100 for sign in surface):
            back.setdefault(letter, surface)
    return "".join(back.get(letter, letter) for letter in text)


def rtf(paragraphs: list[tuple[str, str]]) -> bytes:
    """Return an RTF document of paragraphs, each a text as it surfaces and the font it is in."""
    fonts = list(dict.fromkeys(font for _, font in paragraphs))
    table = "".join(rf"{{\f{at}\fnil {font};}}" for at, font in enumerate(fonts))
    lines = "".join(
        rf"\pard\f{fonts.index(font)} {_escaped(text)}\par" + "\n" for text, font in paragraphs
    )
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl" + table + "}\n" + lines + "}").encode("ascii")


def _escaped(text: str) -> str:
    pieces = []
    for sign in text:
        if ord(sign) < 0x80:
            pieces.append("\\" + sign if sign in "\\{}" else sign)
        elif ord(sign) < 0x100:
            pieces.append(f"\\'{ord(sign):02x}")
        else:
            pieces.append(f"\\u{ord(sign)}?")
    return "".join(pieces)
