"""Turns the dataclasses of a report into the bytes that are sealed, and back.

JSON by the field names. A field that is missing takes its default, so what an older version
sealed can be read; what this version does not know is refused rather than dropped in silence.
"""

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from bot.reports.errors import VaultError

_T = TypeVar("_T")


def dump(value: object) -> bytes:
    """Return a dataclass of ``bot.reports.model`` as bytes."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode()


def load(cls: type[_T], content: bytes) -> _T:
    """Return the *cls* that ``dump`` made *content* of.

    Raises:
        VaultError: the content is none, or a newer version made it.
    """
    try:
        return cast(_T, _made(cls, json.loads(content)))
    except (ValueError, TypeError, KeyError) as error:  # no text of theirs: it may quote content
        raise VaultError(
            f"What was sealed is no {cls.__name__} that this version of congvu reads; update it."
        ) from error


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _made(kind: Any, value: Any) -> Any:
    """Return *value*, as it came out of JSON, as a *kind*."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _made_of_union(kind, value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError
        return tuple(_made(get_args(kind)[0], one) for one in value)
    if origin is Literal:
        if value not in get_args(kind):
            raise ValueError
        return value
    if is_dataclass(kind):
        return _made_dataclass(cast(type, kind), value)
    if issubclass(kind, Enum):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    if type(value) is not kind:
        raise TypeError
    return value


def _made_of_union(kind: Any, value: Any) -> Any:
    """Only "something or None" occurs in the model."""
    if value is None:
        return None
    [some] = [one for one in get_args(kind) if one is not type(None)]
    return _made(some, value)


def _made_dataclass(kind: type, value: Any) -> Any:
    if not isinstance(value, dict):
        raise TypeError
    hints = get_type_hints(kind)
    return kind(**{name: _made(hints[name], one) for name, one in value.items()})
