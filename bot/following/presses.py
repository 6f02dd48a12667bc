"""What the buttons of following and of announcing carry in their 64 bytes."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.following.choices import Part

MARK = "&"
"""What these buttons begin with; no other's do."""

_FOLLOW = re.compile(rf"{MARK}([ati])(\d{{0,3}})(?:([+-])([\w-]{{8}})?)?")
_DECIDE = re.compile(rf"{MARK}:([yns])([\w-]{{8}})")


@dataclass(frozen=True, slots=True)
class Follow:
    """A press on a screen of following: what to change, and which screen to show then."""

    part: Part
    """The screen: the first one for EVERYTHING."""
    page: int = 0
    on: bool | None = None
    """Whether *key* is to be followed from now on; None changes nothing."""
    key: str = ""
    """``choices.key_of`` a topic or issuer; "" for everything."""

    @property
    def data(self) -> str:
        """The press as ``callback_data``."""
        sign = {True: "+", False: "-", None: ""}[self.on]
        return f"{MARK}{self.part}{self.page or ''}{sign}{self.key}"


END = f"{MARK}!"
"""``callback_data`` of the button that ends all following."""


class Verb(StrEnum):
    """What an administrator decides about an announcement."""

    START = "y"
    DECLINE = "n"
    STOP = "s"


@dataclass(frozen=True, slots=True)
class Decide:
    """A press on the offer or the progress of an announcement."""

    verb: Verb
    id: str

    @property
    def data(self) -> str:
        """The press as ``callback_data``."""
        return f"{MARK}:{self.verb}{self.id}"


def follow_of(data: str) -> Follow | None:
    """Return the press on a screen of following that *data* is."""
    found = _FOLLOW.fullmatch(data)
    if found is None:
        return None
    on = {"+": True, "-": False}.get(found[3] or "")
    return Follow(Part(found[1]), int(found[2] or 0), on, found[4] or "")


def decide_of(data: str) -> Decide | None:
    """Return the decision about an announcement that *data* is."""
    found = _DECIDE.fullmatch(data)
    return Decide(Verb(found[1]), found[2]) if found else None
