"""What a button carries: an action and what it acts on, in Telegram's 64 bytes.

Buttons work after any restart because everything they mean stands in ``callback_data``. The few
that do not fit (very long document numbers) are kept as a row that names no person, and the
button carries the row's id.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from knowledge.model import Level

LIMIT = 64
"""Bytes of UTF-8 in ``callback_data``, by the Bot API."""

_SEPARATOR = "|"
_FRESH = "*"
_STORED = "~"
_RAW = "="

_LETTERS = {
    Level.APPENDIX: "P",
    Level.PART: "H",
    Level.CHAPTER: "C",
    Level.SECTION: "M",
    Level.SUBSECTION: "T",
    Level.ARTICLE: "D",
    Level.ITEM: "S",
    Level.CLAUSE: "K",
    Level.POINT: "E",
}
_LEVELS = {letter: level for level, letter in _LETTERS.items()}
# Longest first: "tieumuc" before any level that could begin it.
_SEGMENT = re.compile(f"({'|'.join(sorted(_LETTERS, key=len, reverse=True))})([^A-Z.]*)")
_SHORT = re.compile("([A-Z])([^A-Z.]*)")


class Action(StrEnum):
    """What a button does; one character each."""

    ARTICLE = "a"
    """Show the whole Điều of (document, path), page *page*."""
    DOCUMENT = "d"
    """Show a document and page *page* of its table of contents."""
    VERSIONS = "v"
    """Show the wordings of (document, path) by date, page *page*, the newest first."""
    RELATED = "r"
    """List the documents related to *document*."""
    OTHER = "o"
    """List the further results of the kept question *key*."""
    LIKE = "+"
    """Count a 👍 for (document, path) as read in snapshot *key*."""
    DISLIKE = "-"
    """Count a 👎."""
    BROWSE = "b"
    """The entrance to browsing."""
    KINDS = "k"
    """List the kinds of document."""
    KIND = "i"
    """List the documents of kind *key*."""
    TOPICS = "c"
    """List the topics."""
    TOPIC = "t"
    """List the documents on topic *key*."""
    WELCOME = "w"
    """What the assistant does for the audience *key*."""
    EXAMPLE = "e"
    """Ask example *page* of the audience *key*."""
    HELP = "h"
    """The help text."""
    REPORT = "p"
    """Begin a report (*key* is ""), or answer a question of its dialogue, drawn on turn *page*."""
    JOB = "j"
    """Act on job *document* of the administrators, drawn on turn *page*; *key*: verb and value."""
    ADMIN = "m"
    """A page of what administrators see; *key* names the screen and what it shows."""
    STAY = "s"
    """Nothing: the caption is the message (a page number)."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button, as meant when the button was drawn."""

    action: Action
    document: str = ""
    path: str = ""
    key: str = ""
    page: int = 0
    fresh: bool = False
    """Answer with a new message instead of changing the one that holds the button."""


class Links(Protocol):
    """Where what does not fit in a button is kept."""

    def save_link(self, target: str) -> str:
        """Keep *target* and return a short id, the same one for the same target."""
        ...

    def link(self, key: str) -> str | None:
        """Return what was kept under *key*."""
        ...


def encode(press: Press, links: Links) -> str:
    """Return *press* as callback_data of at most 64 bytes."""
    fields = (press.document, _shorten(press.path), press.key)
    mark = _FRESH if press.fresh else ""
    head = f"{mark}{press.action}{press.page or ''}"
    data = _SEPARATOR.join((head, *(_escape(field) for field in fields))).rstrip(_SEPARATOR)
    return data if len(data.encode()) <= LIMIT else _STORED + links.save_link(data)


def decode(data: str, links: Links) -> Press | None:
    """Return the press that *data* stands for, or None when it means nothing here (any more)."""
    stored = links.link(data[1:]) if data.startswith(_STORED) else data
    if not stored:
        return None
    head, *fields = stored.split(_SEPARATOR)
    fresh = head.startswith(_FRESH)
    head = head.removeprefix(_FRESH)
    document, path, key = (_unescape(field) for field in (*fields, "", "", "")[:3])
    try:
        action, page = Action(head[:1]), int(head[1:] or 0)
    except ValueError:
        return None
    return Press(action, document, _lengthen(path), key, page, fresh)


def _escape(field: str) -> str:
    return field.replace("%", "%0").replace(_SEPARATOR, "%1")


def _unescape(field: str) -> str:
    return field.replace("%1", _SEPARATOR).replace("%0", "%")


def _shorten(path: str) -> str:
    short = "".join(
        _SEGMENT.sub(lambda m: _LETTERS[Level(m[1])] + m[2], segment, count=1)
        for segment in path.split(".")
    )
    return short if _lengthen(short) == path else _RAW + path


def _lengthen(short: str) -> str:
    if short.startswith(_RAW):
        return short.removeprefix(_RAW)
    return ".".join(_LEVELS.get(m[1], m[1]) + m[2] for m in _SHORT.finditer(short))
