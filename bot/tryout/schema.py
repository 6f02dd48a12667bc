"""The rules of the Bot API as data (``schema.json``) and the check of a request against them.

How the table is written is told in ``bot.tryout.compact``. Real Telegram passes over parameters
that it does not know; this server refuses them, because a misspelt parameter is a fault of the bot.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.tryout.errors import Refused, bad_request
from bot.tryout.files import Upload
from bot.tryout.markup import is_unicode

_SPEC = re.compile(
    r"(?P<types>[^!=]+?)(?P<required>!)?(?: =(?P<word>\w+))?"
    r"(?: (?P<low>\d+)-(?P<high>\d+)(?P<bytes> bytes)?)?"
)
_MISSING_WORDS = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "inline_query_id": "query is too old and response timeout expired or query ID is invalid",
}
_BOUNDS_WORDS = {
    "InlineKeyboardButton.callback_data": "BUTTON_DATA_INVALID",
    "CopyTextButton.text": "BUTTON_COPY_TEXT_INVALID",
    "BotCommand.command": "BOT_COMMAND_INVALID",
    "BotCommand.description": "BOT_COMMAND_DESCRIPTION_INVALID",
    "InlineQueryResultArticle.id": "RESULT_ID_INVALID",
    "setMyCommands.commands": "BOT_COMMANDS_TOO_MUCH",
    "answerCallbackQuery.text": "MESSAGE_TOO_LONG",
}


@dataclass(frozen=True, slots=True)
class Field:
    """What one parameter, or one field of an object, may be."""

    types: tuple[str, ...]
    required: bool
    word: str
    """The only word that it may be; "" when it is free."""
    low: int
    high: int
    """Bounds of length (characters or bytes), number or count; ``high`` 0 means none."""
    in_bytes: bool


def parse_field(spec: str) -> Field:
    """Read one field of the table."""
    found = _SPEC.fullmatch(spec)
    assert found, f"schema.json holds a field that cannot be read: {spec!r}"
    return Field(
        types=tuple(found["types"].split("|")),
        required=bool(found["required"]),
        word=found["word"] or "",
        low=int(found["low"] or 0),
        high=int(found["high"] or 0),
        in_bytes=bool(found["bytes"]),
    )


@dataclass(frozen=True)
class Schema:
    """The table: methods and types by name, and what else it names."""

    methods: Mapping[str, Mapping[str, Field]]
    types: Mapping[str, Mapping[str, Field]]
    other_methods: frozenset[str]
    words: Mapping[str, frozenset[str]]
    """Words to choose from: kinds of "updates", chat "actions", "reactions"."""

    def check(self, method: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters of *method* with their proper types.

        Raises Refused for what is missing, unknown, of a wrong type or out of bounds.
        """
        return self._fields(method, self.methods[method], parameters, "")

    def _fields(
        self, owner: str, fields: Mapping[str, Field], given: Mapping[str, Any], where: str
    ) -> dict[str, Any]:
        """Check an object's fields; *where* starts the refusal ("can't parse X: ")."""
        for name in given:
            if name not in fields:
                raise bad_request(f'{where}unknown parameter "{name}" of {owner}')
        checked = {}
        for name, rule in fields.items():
            value = given.get(name)
            if value is None:
                if rule.required:
                    raise bad_request(where + _missing(name, nested=bool(where)))
                continue
            checked[name] = self._value(f"{owner}.{name}", rule, value, where)
        return checked

    def _value(self, name: str, rule: Field, value: Any, where: str) -> Any:
        checked = self._any_of(rule.types, value, name, where)
        _check_bounds(name, rule, checked, where)
        return checked

    def _any_of(self, types: tuple[str, ...], value: Any, name: str, where: str) -> Any:
        """Check a value that may have one of several types."""
        if types[0].startswith("Array of "):
            items = _from_json(value)
            if not isinstance(items, list):
                raise _wrong_type(name, "Array", where)
            inner = tuple(type_name.removeprefix("Array of ") for type_name in types)
            return [self._any_of(inner, item, name, where) for item in items]
        scalars = [type_name for type_name in types if type_name in _SCALARS]
        if scalars:
            return _scalar(scalars, value, name, where)
        given = _from_json(value)
        if not isinstance(given, dict):
            raise _wrong_type(name, "Object", where)
        if not given and name.endswith(".reply_markup"):
            return given  # Telegram takes {} for "no keyboard"; libraries send it for an empty one
        return self._object(self._nearest(types, given), given)

    def _nearest(self, types: tuple[str, ...], given: dict[str, Any]) -> str:
        """Return the type that *given* most looks like, so that a refusal speaks of that one."""
        if len(types) == 1 and types[0] in self.types:
            return types[0]
        modelled = [type_name for type_name in types if type_name in self.types]
        if not modelled:
            words = f"the try-out server does not model {types[0]}"
            raise Refused(501, f"Not Implemented: {words}")

        def likeness(type_name: str) -> tuple[int, int]:
            fields = self.types[type_name]
            same = [rule.word == given.get(field) for field, rule in fields.items() if rule.word]
            return sum(same), len(fields.keys() & given.keys())

        return max(modelled, key=likeness)

    def _object(self, type_name: str, given: dict[str, Any]) -> dict[str, Any]:
        fields = self.types[type_name]
        where = f"can't parse {_spaced(type_name)}: "
        for name, rule in fields.items():
            if rule.word and given.get(name) != rule.word:
                raise bad_request(f'{where}Field "{name}" must be "{rule.word}"')
        return self._fields(type_name, fields, given, where)


@cache
def load() -> Schema:
    """Read the table that comes with the server."""
    table = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))

    def read(group: dict[str, dict[str, str]]) -> dict[str, dict[str, Field]]:
        return {
            name: {field: parse_field(spec) for field, spec in fields.items()}
            for name, fields in group.items()
        }

    return Schema(
        methods=read(table["methods"]),
        types=read(table["types"]),
        other_methods=frozenset(table["other_methods"]),
        words={group: frozenset(words) for group, words in table["words"].items()},
    )


_SCALARS = ("String", "Integer", "Float", "Boolean", "InputFile")


def _scalar(types: list[str], value: Any, name: str, where: str) -> Any:
    """Return *value* as one of the scalar types: forms carry numbers and truth values as text."""
    if isinstance(value, str) and not is_unicode(value):
        raise bad_request("strings must be encoded in UTF-8")
    for type_name in types:
        match type_name, value:
            case ("String", str()) | ("Boolean", bool()) | ("InputFile", Upload()):
                return value
            case ("Integer", int()) | ("Float", float()) if not isinstance(value, bool):
                return value
            case "Float", int() if not isinstance(value, bool):
                return float(value)
            case "Integer", str() if not where and re.fullmatch(r"-?\d+", value):
                return int(value)
            case "Boolean", "true" | "True" | "1" | "false" | "False" | "0" if not where:
                return value in ("true", "True", "1")
    raise _wrong_type(name, types[-1], where)


def _check_bounds(name: str, rule: Field, value: Any, where: str) -> None:
    if not rule.high:
        return
    size = value if isinstance(value, int) else len(value.encode() if rule.in_bytes else value)
    if not rule.low <= size <= rule.high:
        short = name.partition(".")[2]
        unit = " bytes" if rule.in_bytes else ""
        words = f"{short} must be {rule.low}-{rule.high}{unit}, not {size}"
        raise bad_request(_BOUNDS_WORDS.get(name) or where + words)


def _from_json(value: Any) -> Any:
    """Return what a form field's text says in JSON; other values as they are."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _missing(name: str, nested: bool) -> str:
    if nested:
        return f'Can\'t find field "{name}"'
    return _MISSING_WORDS.get(name, f'parameter "{name}" is required')


def _wrong_type(name: str, type_name: str, where: str) -> Refused:
    field = name.partition(".")[2]
    return bad_request(f'{where}Field "{field}" must be of type {type_name}')


@cache
def _spaced(type_name: str) -> str:
    """Return "inline keyboard button" for ``InlineKeyboardButton``."""
    return re.sub(r"(?<!^)([A-Z])", r" \1", type_name).lower()
