"""What one person does and when it is answered: the bookkeeping of one chat, without a server.

A chat does one thing at a time, so its next answer belongs to what it did last. Whatever can be
told by content is told by content: the ``/xem`` of a provision, a button, an inline query.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.load.order import Key, key_of


class Kind(StrEnum):
    """What people do."""

    ASK = "question"
    SHOW = "citation"
    BROWSE = "browsing"
    PRESS = "button"
    INLINE = "inline"
    PHOTO = "photo"
    EDIT = "edited"


@dataclass(slots=True)
class Deed:
    """One thing that was done and is to be answered."""

    kind: Kind
    chat_id: int
    due: float
    """Monotonic seconds at which it was to be done; a late tool does not flatter the bot."""
    key: Key | None = None
    """The provision that is to be shown."""
    query: str = ""
    """Id of the callback query or inline query."""
    noticed: float = 0.0
    """When the button stopped waiting."""
    shown: float = 0.0
    """When the new screen was there."""
    answered: float = 0.0
    """When everything that belongs to the answer was there; 0 while it is not."""

    def quiet(self, now: float, seconds: float) -> bool:
        """Return whether a button was answered long ago, and with nothing to be seen."""
        return self.noticed > 0 and now - self.noticed > seconds

    def end_quietly(self) -> None:
        """Take the end of the button's waiting as its answer."""
        self.answered = self.noticed


class Fit(StrEnum):
    """How something that the bot did goes with what is to be answered."""

    ANSWER = "answer"
    PART = "part"
    """Belongs to it, but something is still to come."""
    WRONG = "wrong"
    """A message that answers something else."""
    NOTHING = "nothing"
    """No message, and of no interest."""


def fit(deed: Deed, kind: str, body: Mapping[str, Any], now: float) -> Fit:
    """Note what the bot did in the chat of *deed*; *kind* and *body* are the feed's."""
    match kind:
        case "message" | "edit":
            found = _message(deed, kind, body["message"], now)
        case "callback_answer" if body["callback_query_id"] == deed.query:
            deed.noticed = now
            shown = deed.shown or body["text"] or body["url"]
            found = Fit.ANSWER if shown else Fit.PART
        case "inline_answer" if body["inline_query_id"] == deed.query:
            found = Fit.ANSWER
        case _:
            found = Fit.NOTHING
    if found is Fit.ANSWER:
        deed.answered = now
    return found


def _message(deed: Deed, kind: str, message: Mapping[str, Any], now: float) -> Fit:
    if deed.kind is Kind.PRESS:
        deed.shown = now
        return Fit.ANSWER if deed.noticed else Fit.PART
    if kind == "edit":
        return Fit.ANSWER if deed.kind is Kind.EDIT else Fit.NOTHING
    if deed.kind is Kind.INLINE:
        return Fit.WRONG
    named = key_of(message.get("text", ""))
    return Fit.WRONG if deed.key and deed.key != named else Fit.ANSWER
