"""Make ``schema.json`` from a full description of the Bot API.

``python bot/tryout/compact.py FULL.json > schema.json`` (run as a file, because the package reads
``schema.json``) keeps, of the methods that the try-out server models, what a request is checked
against: parameters, types, which are required, lengths and ranges. A field becomes one string,
for instance ``"String! 1-64 bytes"``:

* the types it may have, joined by ``|``;
* ``!`` when it is required;
* ``=word`` when it can only be that word;
* the bounds of its length, number or count, with ``bytes`` where bytes are counted.

Texts that carry markup are bounded after parsing, so their bounds are not here but in
``bot.tryout.content``.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

MODELLED = [
    "getMe",
    "getUpdates",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "logOut",
    "close",
    "sendMessage",
    "sendMessageDraft",
    "sendPhoto",
    "sendDocument",
    "sendChatAction",
    "editMessageText",
    "editMessageReplyMarkup",
    "editMessageCaption",
    "deleteMessage",
    "deleteMessages",
    "answerCallbackQuery",
    "answerInlineQuery",
    "setMyCommands",
    "getMyCommands",
    "deleteMyCommands",
    "setMyDescription",
    "getMyDescription",
    "setMyShortDescription",
    "getMyShortDescription",
    "setMyName",
    "getMyName",
    "setChatMenuButton",
    "getChatMenuButton",
    "setMessageReaction",
    "getFile",
    "getChat",
    "getChatMember",
    "getChatAdministrators",
    "getChatMemberCount",
    "leaveChat",
]
"""Methods that the server answers; any other method of the Bot API is refused with 501."""

LEFT_OUT = re.compile(
    r"Rich|InputMedia|InlineQueryResult(?!Article|sButton)|Ephemeral|SuggestedPost"
)
"""Types that the server does not model; a request that uses one is refused with 501."""

_WORD = re.compile(r"(?:must be|always) [\"“]?([a-z_]+)[\"”]?$")
_BOUNDS = (
    re.compile(r"(?:^|[;,:(] ?|\. |[Uu]p to )(\d+)-(\d+) (characters|bytes)", re.IGNORECASE),
    re.compile(r"list of (\d+)-(\d+) (identifiers)"),
    re.compile(r"[Vv]alues between (\d+)-(\d+) (are)"),
    re.compile(r"connections to the webhook for update delivery, (\d+)-(\d+)(\.)"),
)
_MOST = re.compile(r"(?:At most|No more than) (\d+) (?:commands|results)")
_AFTER_PARSING = re.compile(r"after entit(?:y|ies) parsing")


def field(name: str, facts: dict[str, Any]) -> str:
    """Return one field's facts as the string of the compact table."""
    description = facts["desc"]
    spec = "|".join(facts["types"])
    word = _WORD.search(description) if name in ("type", "source") else None
    if facts["required"] or word:
        spec += "!"
    return spec + (f" ={word[1]}" if word else _bounds(name, description))


def _bounds(name: str, description: str) -> str:
    if name == "message_text" or _AFTER_PARSING.search(description):
        return ""
    if most := _MOST.search(description):
        return f" 0-{most[1]}"
    for pattern in _BOUNDS:
        if found := pattern.search(description):
            unit = " bytes" if found[3].lower() == "bytes" else ""
            return f" {found[1]}-{found[2]}{unit}"
    return ""


def _words(full: dict[str, Any]) -> dict[str, list[str]]:
    """Return the words that some fields are chosen from and that are told in descriptions only."""
    reactions = full["types"]["ReactionTypeEmoji"]["fields"]["emoji"]["desc"]
    actions = full["methods"]["sendChatAction"]["action"]["desc"]
    return {
        "updates": [name for name in full["types"]["Update"]["fields"] if name != "update_id"],
        "reactions": re.findall(r'"([^"]+)"', reactions),
        "actions": re.findall(r"\b(?:typing|[a-z]+(?:_[a-z]+)+)\b", actions),
    }


def _names(spec: str) -> set[str]:
    """Return the object types that a field's string speaks of."""
    types = spec.split(" =")[0].rstrip("!")
    return set(re.findall(r"[A-Z][A-Za-z0-9]+", types)) - {"Array", "Integer", "String", "Boolean"}


def compact(full: dict[str, Any]) -> dict[str, Any]:
    """Return the table for the modelled methods, with every type that their fields reach."""
    methods = {
        method: {name: field(name, facts) for name, facts in full["methods"][method].items()}
        for method in MODELLED
    }
    types: dict[str, dict[str, str]] = {}
    waiting = {name for fields in methods.values() for s in fields.values() for name in _names(s)}
    while waiting:
        name = waiting.pop()
        if name in types or name not in full["types"] or LEFT_OUT.search(name):
            continue
        types[name] = {n: field(n, f) for n, f in full["types"][name]["fields"].items()}
        waiting |= {found for spec in types[name].values() for found in _names(spec)}
    return {
        "version": full["version"],
        "methods": methods,
        "other_methods": sorted(set(full["methods"]) - set(MODELLED)),
        "types": dict(sorted(types.items())),
        "words": _words(full),
    }


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(json.dumps(compact(source), indent=1, ensure_ascii=False))
