"""Cuts long provisions into pages that a message holds, at the ends of paragraphs and sentences."""

import re
from html import escape

MESSAGE_LIMIT = 4096
"""Characters of one message, by the Bot API; counted here in UTF-16 units of the HTML, which is
never less than what Telegram counts."""

_BREAKS = (
    re.compile(r"\n+"),
    re.compile(r"[.;:!?…]['\"”’)\]]*\s+"),
    re.compile(r"\s+"),
)
"""Where a cut hurts least, best first; a cut is made after the match."""


def size(html: str) -> int:
    """Return the length of *html* in UTF-16 units."""
    return len(html) + sum(character > "\uffff" for character in html)


def split(text: str, limit: int) -> list[str]:
    """Cut *text* into parts that join to it again, each at most *limit* units once escaped.

    A part ends with a paragraph if one ends in its second half, else with a sentence, else with
    a word, and only where there is none of these in the middle of a word.

    Raises:
        ValueError: *limit* is too small to hold any one escaped character.

    """
    if limit < len("&amp;"):
        raise ValueError(f"A part of {limit} characters cannot hold every character.")
    parts = []
    rest = text
    while (most := _fitting(rest, limit)) < len(rest):
        cut = _cut(rest, most)
        parts.append(rest[:cut])
        rest = rest[cut:]
    return [*parts, rest]


def shorten(text: str, limit: int) -> str:
    """Return *text* in at most *limit* units once escaped, cut at a word and ended with "…"."""
    if _fitting(text, limit) == len(text):
        return text
    head = text[: _fitting(text, limit - 1)]
    return (head[: head.rfind(" ")] if " " in head else head).rstrip(" ,;:.") + "…"


def _fitting(text: str, limit: int) -> int:
    """Return how many characters of *text* fit into *limit* units once escaped."""
    used = 0
    for count, character in enumerate(text):
        used += size(escape(character, quote=False))
        if used > limit:
            return count
    return len(text)


def _cut(text: str, most: int) -> int:
    """Return the best place to cut within the first *most* characters."""
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, 0, most)]
        if ends and ends[-1] > most // 2:
            return ends[-1]
    return most
