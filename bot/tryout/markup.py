"""Telegram's HTML: text with tags in, plain text and entities out, or Telegram's refusal.

Follows the parser of Telegram's own library in what it allows and in its words. Two documented
rules that Telegram mends in silence are refused here, so that the bot keeps them: nothing may
stand inside ``<code>`` and ``<pre>`` (but code in pre), and block quotes do not nest.
Offsets and lengths of entities count UTF-16 code units.
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.tryout.errors import Refused, bad_request

Entity = dict[str, Any]

_TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_PLAIN = re.compile(r"[^<&]+")
_START = re.compile(r"<([^\s>]*)")
_END = re.compile(r"</([^\s>]*)\s*")
_ATTRIBUTE = re.compile(
    r"\s*([^\s=>]*)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.\-]*)(?=[\s>])))?"
)


def utf16(text: str) -> int:
    """Return the length of *text* in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def is_unicode(text: str) -> bool:
    """Return False for text with half a surrogate pair, which JSON can carry and UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(slots=True)
class _Open:
    tag: str
    argument: dict[str, str]
    offset: int


class _Parser:
    """Walks the text once; ``place`` counts characters, refusals name bytes as Telegram does."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.place = 0
        self.plain: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        """Return the plain text and its entities in order."""
        while self.place < len(self.source):
            if self.source.startswith("</", self.place):
                self._end_tag()
            elif self.source[self.place] == "<":
                self._start_tag()
            else:
                self._text()
        if self.open:
            tag = self.open[-1].tag
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.plain), self.entities

    def _text(self) -> None:
        if plain := _PLAIN.match(self.source, self.place):
            text, length = plain[0], len(plain[0])
        elif found := _CHARACTER.match(self.source, self.place):
            text, length = _decoded(found), len(found[0])
        else:
            text, length = "&", 1
        self.place += length
        self.plain.append(text)
        self.offset += utf16(text)

    def _start_tag(self) -> None:
        where = _Place(self)
        found = _START.match(self.source, self.place)
        assert found
        tag = found[1].lower()
        if found.end() == len(self.source):
            raise _refusal(f"Unclosed start tag at byte offset {where}")
        if tag not in _TAGS:
            raise _refusal(f'Unsupported start tag "{tag}" at byte offset {where}')
        self.place = found.end()
        opened = _Open(tag, self._attributes(tag, where), self.offset)
        self._check_nesting(tag, where)
        self.open.append(opened)

    def _attributes(self, tag: str, where: "_Place") -> dict[str, str]:
        values: dict[str, str] = {}
        while True:
            found = _ATTRIBUTE.match(self.source, self.place)
            assert found
            self.place = found.end()
            if self.place >= len(self.source):
                raise _refusal(f'Unclosed start tag "{tag}" at byte offset {where}')
            if self.source[self.place] == "=":
                self._refuse_value(tag, where)
            if found[1]:
                given = next((value for value in found.groups()[1:] if value is not None), "")
                values[found[1].lower()] = _CHARACTER.sub(_decoded, given)
            if self.source[self.place] == ">":
                break
            if not found[1]:
                words = f'Empty attribute name in the tag "{tag}" at byte offset {where}'
                raise _refusal(words)
        self.place += 1
        if tag == "span" and values.get("class") != "tg-spoiler":
            raise _refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        return values

    def _refuse_value(self, tag: str, where: "_Place") -> None:
        """Refuse an attribute's value that does not end, or that needs quotes."""
        if self.source[self.place + 1 :].lstrip().startswith(('"', "'")):
            raise _refusal(f'Unclosed start tag "{tag}" at byte offset {where}')
        raise _refusal(f"Unexpected end of name token at byte offset {_Place(self, 1)}")

    def _check_nesting(self, tag: str, where: "_Place") -> None:
        around = [opened.tag for opened in self.open]
        if tag == "blockquote" and "blockquote" in around:
            raise _refusal(f"Block quotes can't be nested at byte offset {where}")
        in_code = "code" in around or "pre" in around
        if in_code and not (tag == "code" and around[-1] == "pre"):
            raise _refusal(f'Tag "{tag}" can\'t stand inside "{around[-1]}" at byte offset {where}')

    def _end_tag(self) -> None:
        where = _Place(self)
        if not self.open:
            raise _refusal(f"Unexpected end tag at byte offset {where}")
        found = _END.match(self.source, self.place)
        assert found
        if not self.source.startswith(">", found.end()):
            raise _refusal(f"Unclosed end tag at byte offset {where}")
        opened = self.open.pop()
        if found[1] and found[1].lower() != opened.tag:
            words = f'expected "</{opened.tag}>", found "</{found[1]}>"'
            raise _refusal(f"Unmatched end tag at byte offset {where}, {words}")
        self.place = found.end() + 1
        if self.offset > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        entity: Entity = {
            "type": _TAGS[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        argument = opened.argument
        if opened.tag == "a":
            if "://" not in argument.get("href", ""):
                return
            entity["url"] = argument["href"]
        elif opened.tag == "blockquote" and "expandable" in argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = argument.get("emoji-id", "")
        elif opened.tag == "tg-time":
            entity |= _time(argument)
        elif opened.tag == "code" and self.open and self.open[-1].tag == "pre":
            language = argument.get("class", "").removeprefix("language-")
            self.open[-1].argument["language"] = language
            return
        elif opened.tag == "pre" and argument.get("language"):
            entity["language"] = argument["language"]
        self.entities.append(entity)


class _Place:
    """A place in the text, counted in bytes only when a refusal names it."""

    def __init__(self, parser: _Parser, more: int = 0) -> None:
        self._source, self._place, self._more = parser.source, parser.place, more

    def __str__(self) -> str:
        return str(len(self._source[: self._place].encode()) + self._more)


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Return plain text and entities of *text*; raise Refused with Telegram's words."""
    return _Parser(text).run()


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Strip white space around a message, as Telegram does, and move its entities along."""
    front = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    end = utf16(text)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - front, 0)
        stop = min(entity["offset"] + entity["length"] - front, end)
        if stop > start:
            moved.append(entity | {"offset": start, "length": stop - start})
    return text, moved


def _decoded(found: re.Match[str]) -> str:
    number, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(number) if number else int(hexadecimal, 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else found[0]


def _time(argument: dict[str, str]) -> Entity:
    unix = argument.get("unix", "")
    if not unix.isdigit():
        raise _refusal('Tag "tg-time" must have a number in the attribute "unix"')
    shape = argument.get("format", "")
    return {"unix_time": int(unix)} | ({"date_time_format": shape} if shape else {})


def _refusal(words: str) -> Refused:
    return bad_request(f"can't parse entities: {words}")
