"""What a person follows: everything, or the documents on some topics or of some issuers."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from knowledge.vietnamese import fold, normalise

MOST = 40
"""Topics and issuers that one person can follow; who wants more follows everything."""
_PADDED = 512
"""Characters that a written choice is a multiple of, so that its length tells little."""


class Part(StrEnum):
    """What can be followed; one character each."""

    EVERYTHING = "a"
    TOPIC = "t"
    ISSUER = "i"


@dataclass(frozen=True, slots=True)
class Choice:
    """What one person follows."""

    everything: bool = False
    topics: tuple[str, ...] = ()
    """Slugs of the library."""
    issuers: tuple[str, ...] = ()
    """Names as they stood in the library when they were chosen."""

    def __bool__(self) -> bool:
        """Return whether anything is followed."""
        return bool(self.everything or self.topics or self.issuers)

    @property
    def count(self) -> int:
        """How many topics and issuers are followed."""
        return len(self.topics) + len(self.issuers)

    def wants(self, topics: Iterable[str], issuer: str) -> bool:
        """Return whether a document on *topics*, issued by *issuer*, is followed."""
        if self.everything or not set(self.topics).isdisjoint(topics):
            return True
        return bool(issuer) and key_of(issuer) in map(key_of, self.issuers)

    def follows(self, part: Part, name: str) -> bool:
        """Return whether exactly this is followed."""
        if part is Part.EVERYTHING:
            return self.everything
        return key_of(name) in map(key_of, self._of(part))

    def changed(self, part: Part, name: str, *, on: bool) -> "Choice":
        """Return the choice with one thing followed, or no longer; nothing is there twice."""
        if part is Part.EVERYTHING:
            return replace(self, everything=on)
        others = [one for one in self._of(part) if key_of(one) != key_of(name)]
        names = tuple([*others, name] if on else others)
        if part is Part.TOPIC:
            return replace(self, topics=names)
        return replace(self, issuers=names)

    def _of(self, part: Part) -> tuple[str, ...]:
        return self.topics if part is Part.TOPIC else self.issuers


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Return the eight characters by which a button knows a topic or an issuer again.

    Ways of writing that differ in case, marks or spaces have the same key.
    """
    same = " ".join(fold(normalise(name)).split())
    return urlsafe_b64encode(hashlib.blake2b(same.encode(), digest_size=6).digest()).decode()


def dump(chat: int, choice: Choice) -> str:
    """Return a person's chat and choice as text of one of a few lengths."""
    fields = [chat, choice.everything, choice.topics, choice.issuers]
    text = json.dumps(fields, ensure_ascii=True)
    return text.ljust(-(-len(text) // _PADDED) * _PADDED)


def load(text: str) -> tuple[int, Choice]:
    """Return what ``dump`` made *text* of."""
    chat, everything, topics, issuers = json.loads(text)
    return chat, Choice(everything, tuple(topics), tuple(issuers))
