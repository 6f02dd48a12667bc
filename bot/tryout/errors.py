"""What the server answers when Telegram would refuse, in Telegram's own form."""

from dataclasses import dataclass
from typing import Any


class TryoutError(Exception):
    """The try-out server cannot do what it was asked; the message says what to do instead."""


class Refused(Exception):
    """A request that Telegram would not carry out, with the words that Telegram answers."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        """Hints for the client: ``retry_after`` (seconds)."""

    def body(self) -> dict[str, Any]:
        """Return the JSON object that goes out as the answer."""
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(words: str) -> Refused:
    """Return a refusal of status 400."""
    return Refused(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refused:
    """Return a refusal of status 403."""
    return Refused(403, f"Forbidden: {words}")


@dataclass(frozen=True, slots=True)
class Violation:
    """A request of the bot that broke the Bot API, kept so that a test run can demand none."""

    method: str
    code: int
    description: str
    parameters: tuple[str, ...]
    """Names of the parameters that came, never their values."""

    def __str__(self) -> str:
        return f"{self.method}({', '.join(self.parameters)}) -> {self.code} {self.description}"
