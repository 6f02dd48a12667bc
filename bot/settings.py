"""Settings from environment variables that begin with CONGVU_; unknown ones are refused."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.errors import CongvuError

PREFIX = "CONGVU_"
_OF_TESTS = frozenset({"CONGVU_DATA"})
"""Variables that the tests and the benchmark read; the program leaves them alone."""


_OWN_FOLDERS = ("library", "sources", "cache", "cases", "keys", "incoming")
"""Of the home and the state: files there are not to be taken for somebody's."""


class SettingsError(CongvuError):
    """A setting is unknown or out of its bounds; the message names the variable, not its value."""


def _address(value: str) -> str:
    """Return an http or https address as it came; "" is one too."""
    if value and not _is_address(value):
        raise ValueError('give an address like "http://127.0.0.1:8081", without spaces')
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return bool(
            parts.scheme in ("http", "https")
            and parts.hostname
            and parts.port != 0
            and not re.search(r"\s", value)
        )
    except ValueError:  # a port that is none, brackets that do not close
        return False


def _secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
        raise ValueError("use at most 256 of the characters A-Z, a-z, 0-9, _ and -")
    return value


def _block(months: int) -> int:
    if months not in (1, 3, 12):
        raise ValueError("give 1, 3 or 12: a month, a quarter or a year")
    return months


def _ids(value: object) -> object:
    """Return the ids in "1001, 1002" or "[1001, 1002]"; other types are left to pydantic."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    inner = text[1:-1] if text[:1] == "[" and text[-1:] == "]" else text
    ids = [part.strip() for part in inner.split(",")] if inner.strip() else []
    if not all(re.fullmatch(r"[1-9][0-9]{0,15}", one) for one in ids):
        raise ValueError('give the Telegram ids of people, like "1001, 1002"')
    return frozenset(map(int, ids))


def _no_path(value: object) -> object:
    return value or None


def _not_ours(inbox: Path | None, told: ValidationInfo) -> Path | None:
    """Refuse a watched folder that holds, or is part of, what the program keeps for itself."""
    if inbox is None:
        return None
    inbox = inbox.resolve()
    for folder in (told.data[name].resolve() for name in ("home", "state") if name in told.data):
        own = [folder / name for name in _OWN_FOLDERS]
        if folder.is_relative_to(inbox) or any(inbox.is_relative_to(path) for path in own):
            raise ValueError("give a folder of its own, outside what CONGVU_HOME keeps for itself")
    return inbox


_Address = Annotated[str, AfterValidator(_address)]


class Settings(BaseSettings):
    """What can be set; each field is the variable CONGVU_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, hide_input_in_errors=True)

    home: Path = Field(default_factory=lambda: user_data_path("congvu", appauthor=False))
    """Where the library, the keys and the bot's memory lie."""
    state: Path = Field(default_factory=lambda told: told["home"])
    """Where the bot's memory, the cases and the keys lie, one folder for each bot of a home."""
    bot_token: SecretStr = SecretStr("")
    """The token from @BotFather."""
    api_base: _Address = ""
    """Another Bot API server, for instance "http://127.0.0.1:8081/bot"."""
    webhook_url: _Address = ""
    """The public address Telegram sends to; "" for polling."""
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] = SecretStr("")
    """What Telegram must send along; "" for a new one at each start."""
    webhook_port: int = Field(default=8443, ge=1, le=65535)
    """The local port behind the public address."""
    proxy: _Address = Field(default="", repr=False)  # it may hold a password
    """An HTTP proxy on the way to the Bot API, for instance "http://10.0.0.1:3128"."""
    health_port: int = Field(default=8643, ge=0, le=65535)
    """The loopback port that tells whether the bot lives, with its metrics; 0 for none."""
    update_seconds: float = Field(default=60, gt=0, le=600)
    """How long one update may be worked on before the person is told that it failed."""
    chat_gap: float = Field(default=1, ge=0, le=60)
    """Seconds between two messages to one chat; Telegram asks for one, a server of one's own may
    not."""
    drain_seconds: float = Field(default=20, ge=0, le=600)
    """How long the bot, told to stop, goes on with what it has begun."""
    admins: Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)] = frozenset()
    """Telegram ids of the administrators, as "1001, 1002"."""
    admin_chat: int = 0
    """The chat of what concerns the library: files of the watched folder, documents that end; 0
    for the administrators' own chats."""
    inbox: Annotated[Path | None, BeforeValidator(_no_path), AfterValidator(_not_ours)] = None
    """A folder that is watched: files dropped there go into the library."""
    inbox_publish: bool = False
    """Whether those are published at once, without an administrator's approval."""
    inspectors_chat: int = 0
    """The chat in which inspectors are told of new cases and deadlines; 0 for none."""
    notice_details: bool = False
    """Whether those notices name the kind of conduct and the unit, not only the case number."""
    reports_per_day: int = Field(default=5, ge=1, le=1000)
    """Reports that one person may hand in on a day."""
    reports_per_hour: int = Field(default=60, ge=1, le=100_000)
    """Reports that are taken in in an hour, from all together."""
    evidence_day_mb: int = Field(default=400, ge=1, le=100_000)
    """Megabytes of evidence that one person may send on a day."""
    code_tries: int = Field(default=5, ge=1, le=1000)
    """Wrong codes that one chat may enter in a quarter of an hour."""
    code_tries_per_hour: int = Field(default=120, ge=1, le=100_000)
    """Wrong codes that are heard in an hour, from all together."""
    retention_days: int = Field(default=90, ge=1, le=36_500)
    """Days after closing when a case is erased."""
    deadlines: Path | None = None
    """A TOML file of deadlines and holidays in place of the one that comes along."""
    office: str = Field(default="", max_length=200)
    """The name of the office, as its reports bear it."""
    smallest_group: int = Field(default=3, ge=1, le=1000)
    """The smallest number that a statistic shows."""
    statistics_months: Annotated[int, AfterValidator(_block)] = 1
    """Months that are counted together where a statistic would show small groups."""
    desk_port: int = Field(default=8650, ge=1024, le=65535)
    """The port of the inspectors' page."""
    try_port: int = Field(default=8642, ge=1024, le=65535)
    """The port of the try-out page."""
    model: str = ""
    """A sentence-transformers model, by id or folder; "" for the one that comes along."""
    starter: bool = True
    """Whether the library that comes with the program is part of the library."""


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings; *environment* is looked through for unknown names (default: the real).

    Raises:
        SettingsError: naming the first variable that is unknown or out of bounds.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields} | _OF_TESTS
    names = os.environ if environment is None else environment
    for name in sorted(names):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(
                f"{name} is not a setting: remove it; there are {', '.join(sorted(known))}."
            )
    try:
        return Settings()
    except ValidationError as error:
        problem = error.errors(include_input=False)[0]
        name = PREFIX + str(problem["loc"][0]).upper()
        reason = problem["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name} cannot be used: {reason}.") from None
