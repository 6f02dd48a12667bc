"""What a message says: text or caption with its entities, checked as Telegram checks it."""

import re
from typing import Any

from bot.tryout.errors import Refused, bad_request
from bot.tryout.markup import Entity, parse_html, trim, utf16

TEXT_LIMIT = 4096
"""Characters of a message's text after entities were parsed."""
CAPTION_LIMIT = 1024
"""Characters of a caption after entities were parsed."""
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)"
)


def text_of(parameters: dict[str, Any], refusal: str = "message is too long") -> dict[str, Any]:
    """Return ``text`` and ``entities`` of a message to be sent; *refusal* names excess length."""
    text, entities = formatted(parameters, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > TEXT_LIMIT:
        raise bad_request(refusal)
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_of(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return ``caption`` and ``caption_entities``, or nothing where there is no caption."""
    text, entities = formatted(parameters, "caption", "caption_entities")
    if utf16(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def formatted(parameters: dict[str, Any], name: str, given: str) -> tuple[str, list[Entity]]:
    """Return the plain text of a parameter and its entities: marked up, given, and found."""
    text = parameters.get(name, "")
    mode = parameters.get("parse_mode", "").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode in ("markdown", "markdownv2"):
        raise Refused(501, "Not Implemented: the try-out server reads HTML, not Markdown")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        entities = parameters.get(given, [])
        _check_inside(text, entities)
    text, entities = trim(text, entities)
    return text, _with_found(text, entities)


def found_in(text: str) -> list[Entity]:
    """Return what Telegram itself finds in plain text: commands, mentions, links, hashtags."""
    return [
        {
            "type": found.lastgroup,
            "offset": utf16(text[: found.start()]),
            "length": utf16(found[0]),
        }
        for found in _FOUND.finditer(text)
    ]


def _with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """Add what is found outside of links and code, where nothing is looked for."""
    closed = [e for e in entities if e["type"] in ("text_link", "code", "pre", "text_mention")]
    free = [found for found in found_in(text) if not any(_overlap(found, e) for e in closed)]
    return sorted(entities + free, key=lambda entity: (entity["offset"], -entity["length"]))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def _check_inside(text: str, entities: list[Entity]) -> None:
    for entity in entities:
        if entity["offset"] < 0 or entity["offset"] + entity["length"] > utf16(text):
            raise bad_request("ENTITY_BOUNDS_INVALID")
