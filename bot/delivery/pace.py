"""How fast messages may go out: over all, to one chat, to one group.

Telegram takes about 30 messages a second from a bot, one a second for a chat and 20 a minute for
a group (core.telegram.org/bots/faq#broadcasting-to-users). Times are seconds of any clock that
never goes back. Nothing here waits: it only says when.
"""

from collections import deque

_SECOND = 1.0
_MINUTE = 60.0
_LOOK = 1024
"""Messages after which chats that have been idle are forgotten."""


class Pace:
    """Says when the next message may go out, and remembers those that went.

    No span of one second holds more than *per_second* messages, and no span of a minute more than
    *group_per_minute* to one group (a chat with a negative id).
    """

    def __init__(
        self, per_second: int = 30, chat_gap: float = _SECOND, group_per_minute: int = 20
    ) -> None:
        self._last: deque[float] = deque(maxlen=per_second)
        self._chat_gap = chat_gap
        self._group_per_minute = group_per_minute
        self._chats: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}
        self._blocked: dict[int, float] = {}
        self._since_look = 0

    def anywhere(self) -> float:
        """Return when the next message to whatever chat may go; 0 when at once."""
        full = len(self._last) == self._last.maxlen
        return self._last[0] + _SECOND if full else 0.0

    def there(self, chat: int | None, *, is_message: bool) -> float:
        """Return when *chat* may get its next call; 0 when at once.

        Edits and deletions (``is_message`` false) wait only where Telegram has told us to.
        """
        if chat is None:
            return 0.0
        times = [self._blocked.get(chat, 0.0)]
        if is_message and chat in self._chats:
            times.append(self._chats[chat] + self._chat_gap)
        if is_message and chat in self._groups:
            sent = self._groups[chat]
            times.append(sent[0] + _MINUTE if len(sent) == sent.maxlen else 0.0)
        return max(times)

    def went(self, chat: int | None, now: float) -> None:
        """Count a message that goes to *chat* now."""
        self._last.append(now)
        if chat is None:
            return
        self._chats[chat] = now
        if chat < 0:
            sent = self._groups.setdefault(chat, deque(maxlen=self._group_per_minute))
            sent.append(now)
        self._since_look += 1
        if self._since_look >= _LOOK:
            self._forget(now)

    def block(self, chat: int, until: float) -> None:
        """Let *chat*, and no other, wait until a moment: Telegram said so."""
        self._blocked[chat] = max(until, self._blocked.get(chat, 0.0))

    def known(self) -> int:
        """Return how many chats are remembered."""
        return len(self._chats.keys() | self._groups.keys() | self._blocked.keys())

    def _forget(self, now: float) -> None:
        """Drop chats whose past no longer makes any call wait."""
        self._since_look = 0
        self._chats = {c: at for c, at in self._chats.items() if at + self._chat_gap > now}
        self._groups = {c: sent for c, sent in self._groups.items() if sent[-1] + _MINUTE > now}
        self._blocked = {c: until for c, until in self._blocked.items() if until > now}
