"""What is known of message ids: the ground on which a lost message can be looked for.

Ids only grow. Telegram numbers all private chats and basic groups of a bot's account with one
counter, and each supergroup and channel (ids from -1,000,000,000,000 down) with its own; other
Bot API servers may number each chat by itself. So two lower bounds are noted before a message is
sent: the highest id known in its chat, and the highest known anywhere under the common counter.
Whatever the bot has in the chat above a bound, and does not know of, is that message, because
the messages of one chat are sent one after the other. The common counter's bound outlives a
restart too (``met``): the nearer it lies, the fewer ids have to be tried.

A bound must not lie below an older message of the bot's in that chat, or that one would be taken
for the new one. What people wrote is no such bound after a restart: their updates may come later
than the answers that went out before it. So the highest id of all that the bot has sent outlives
a restart (``own``), and supergroups have no bound until the bot has sent something there.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_SUPERGROUPS = -1_000_000_000_000
"""Ids of supergroups and channels are this or below."""
_CHATS = 20_000
"""Chats of which ids are kept; the longest unused are forgotten."""
_IDS = 4_000
"""Ids under the common counter of which it is kept whose they are."""
_NEAR = 3
"""Ids tried after the highest known of a private chat."""
_NEAR_IN_GROUP = 10
"""The same in a supergroup, where the bot does not see what people say to each other."""
_LEAP = 8
"""A message that passes so many ids of other chats shows that the counter is common."""
WHOLE = 100
"""Ids under the common counter that are tried at most: what a busy bot meets in two seconds."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Ids that were there before a message was sent; None where none was known, or none safe."""

    chat: int | None = None
    """The highest known in the message's chat."""
    common: int | None = None
    """The highest known under the common counter."""


def is_counted_together(chat: int) -> bool:
    """Return whether the messages of a chat are numbered by the common counter."""
    return chat > _SUPERGROUPS


class Numbering:
    """The message ids that the bot has met since it was started, and the highest from before."""

    def __init__(self, own: int = 0, met: int = 0) -> None:
        self.own = own
        """The highest id under the common counter of all that the bot has ever sent."""
        self._chats: OrderedDict[int, int] = OrderedDict()
        self._sent: OrderedDict[int, int] = OrderedDict()
        """The highest id of the bot's own, by chat."""
        self._blind: set[int] = set()
        self._common = max(own, met)
        self._owners: OrderedDict[int, int] = OrderedDict()
        self._is_common: bool | None = None
        """Whether private chats share a counter; None until a message has shown it."""

    def saw(self, chat: int, message: int) -> None:
        """Note that *message* exists in *chat*."""
        self.raise_floor(chat, message)
        if is_counted_together(chat):
            if self._owners.get(message, chat) != chat:
                self._is_common = False  # one id in two chats
            self._common = max(message, self._common)
            self._owners[message] = chat
            _shorten(self._owners, _IDS)

    def raise_floor(self, chat: int, message: int) -> None:
        """Note that what is yet unknown in *chat* lies above *message*, whosever that is."""
        self._chats[chat] = max(message, self._chats.pop(chat, 0))
        _shorten(self._chats, _CHATS)

    def bounds(self, chat: int) -> Bounds:
        """Return the bounds of a message that is about to be sent to *chat*."""
        if chat in self._blind:
            return Bounds()
        here, mine = self._chats.get(chat), self._sent.get(chat)
        if not is_counted_together(chat):
            return Bounds(here if mine is not None else None)
        common = None if self._is_common is False else self._common or None
        if here is not None:
            here = max(here, self.own if mine is None else mine)
        return Bounds(here, common)

    def sent(self, chat: int, message: int, before: Bounds) -> None:
        """Note that a message sent under the bounds *before* became *message*."""
        self.saw(chat, message)
        self._sent[chat] = max(message, self._sent.pop(chat, 0))
        _shorten(self._sent, _CHATS)
        self._blind.discard(chat)
        if not is_counted_together(chat):
            return
        self.own = max(message, self.own)
        if before.common is not None and message <= before.common:
            self._is_common = False
        elif before.common and before.chat and before.common >= before.chat + _LEAP:
            self._is_common = self._is_common is not False

    def lost(self, chat: int) -> None:
        """Note that there may be a message of the bot's in *chat* whose id is not known.

        Until the next one has got its id, no message there can be looked for.
        """
        self._blind.add(chat)

    def candidates(self, chat: int, bounds: Bounds, margin: int) -> Iterator[int]:
        """Yield the ids that a message sent under *bounds* may have, likeliest first.

        *margin* is how many ids beyond all that are known now may have been given out meanwhile.
        """
        by_common = bounds.common is not None and self._is_common is not False
        near = range(0)
        if bounds.chat is not None and not (by_common and self._is_common):
            count = _NEAR if is_counted_together(chat) else _NEAR_IN_GROUP
            near = range(bounds.chat + 1, bounds.chat + 1 + count)
            yield from near
        if bounds.common is None or not by_common:
            return
        after = range(bounds.common + 1, max(bounds.common, self._common) + margin + 1)
        unknown = (n for n in after if n not in near and not self._is_elsewhere(n, chat))
        yield from islice(unknown, WHOLE)

    def _is_elsewhere(self, message: int, chat: int) -> bool:
        """Return whether an id is known to belong to another chat."""
        return self._owners.get(message, chat) != chat


def _shorten(ids: OrderedDict[int, int], length: int) -> None:
    if len(ids) > length:
        ids.popitem(last=False)
