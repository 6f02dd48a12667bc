"""Asks a web server once, as the bot would: through its proxy, or through none."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from bot.settings import Settings

_PATIENCE = 15.0
"""Seconds to wait for an answer."""
_LONGEST = 1 << 20
"""Bytes of an answer that are read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    """The HTTP status, 0 when there was no answer."""
    text: str = ""

    @property
    def result(self) -> dict[str, Any]:
        """The object in ``result`` of a Bot API's answer; empty when there is none."""
        try:
            result = json.loads(self.text)["result"]
        except (ValueError, TypeError, KeyError):
            return {}
        return result if isinstance(result, dict) else {}


def fetch(url: str, proxy: str = "") -> Answer:
    """Return what *url* answers; no error tells the URL, which may hold the token."""
    proxies = {"http": proxy, "https": proxy} if proxy else {}
    try:
        with build_opener(ProxyHandler(proxies)).open(url, timeout=_PATIENCE) as answer:
            return Answer(int(answer.status), _text(answer.read(_LONGEST)))
    except HTTPError as error:
        with error:
            return Answer(error.code, _text(error.read(_LONGEST)))
    except (OSError, ValueError):
        return Answer(0)


def ask_bot_api(settings: Settings, method: str) -> Answer:
    """Return what the Bot API answers to *method* without parameters."""
    base = settings.api_base.rstrip("/") or "https://api.telegram.org/bot"
    return fetch(f"{base}{settings.bot_token.get_secret_value()}/{method}", settings.proxy)


def ask_health(settings: Settings, page: str) -> Answer:
    """Return what the running bot answers on its health port."""
    return fetch(f"http://127.0.0.1:{settings.health_port}/{page}")


def _text(content: bytes) -> str:
    return content.decode(errors="replace")
