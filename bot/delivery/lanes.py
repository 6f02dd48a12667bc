"""What waits to be sent, lane by lane: who is next, and who may not yet.

A lane is a chat, or a single query to be answered; its calls are made one after the other. Lanes
whose next call may be made queue in one of three rows: calls that are not limited (edits, answers
to presses), messages, and bulk messages, which give way but always get a share. Within a lane bulk
messages give way too: whoever asks something is not answered after an announcement that waits.
"""

import heapq
from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum

from bot.delivery.calls import Call
from bot.delivery.numbering import WHOLE, Bounds

_SHARE = 8
"""Of so many messages one is a bulk message, where some wait."""


class Row(IntEnum):
    """Where a lane queues."""

    FREE = 0
    MESSAGE = 1
    BULK = 2


@dataclass(slots=True)
class Waiting:
    """One call of the outbox that waits; its content may be left on disk until its turn."""

    id: int
    bulk: bool = False
    call: Call | None = None
    tries: int = 0
    since: float = 0.0
    """When it came, or was found on disk; seconds of the sender's clock."""
    unsure: bool = False
    """Whether it is a message that may have arrived, and is to be looked for first."""
    attempt: Bounds | None = None
    """What was known before it was sent the last time."""
    ruled_out: set[int] = field(default_factory=set)
    """Ids under which it is not; a search that was broken off goes on behind them."""
    margin: int = WHOLE
    """Ids that may have been given out during that, to chats whose messages are not known."""

    @property
    def row(self) -> Row:
        """Where it queues; a call that was not read yet is taken for a message to be sent."""
        if self.unsure or (self.call is not None and not self.call.is_message):
            return Row.FREE
        return Row.BULK if self.bulk else Row.MESSAGE


@dataclass(slots=True)
class Lane:
    """The calls of one chat or query, in order."""

    key: bytes
    calls: list[Waiting] = field(default_factory=list)
    busy: bool = False
    """Whether its first call is in the air, waits for its time, or queues."""


class Lanes:
    """All lanes that hold anything."""

    def __init__(self) -> None:
        self._lanes: dict[bytes, Lane] = {}
        self._rows: dict[Row, deque[Lane]] = {row: deque() for row in Row}
        self._later: list[tuple[float, int, Lane]] = []
        self._number = 0
        self._turn = 0

    def add(self, key: bytes, call: Waiting, due: float = 0.0) -> None:
        """Put a call at the end of a lane, but before bulk messages that only wait.

        A lane that was empty queues from *due* on.
        """
        lane = self._lanes.setdefault(key, Lane(key))
        place = len(lane.calls) if call.bulk else self._before_bulk(lane)
        lane.calls.insert(place, call)
        if place == 0 and lane.busy:
            self._rows[Row.BULK].remove(lane)
            lane.busy = False
        if not lane.busy:
            self.hold(lane, due)

    def length(self, key: bytes) -> int:
        """Return how many calls of a lane wait, the one in the air included."""
        lane = self._lanes.get(key)
        return len(lane.calls) if lane else 0

    def hold(self, lane: Lane, until: float = 0.0) -> None:
        """Let *lane* queue from a moment on; 0 for now."""
        lane.busy = True
        if until:
            self._number += 1
            heapq.heappush(self._later, (until, self._number, lane))
        else:
            self._rows[lane.calls[0].row].append(lane)

    def pick(self, now: float, *, messages: bool, bulk: bool) -> Lane | None:
        """Return the lane whose turn it is, or None; *messages* and *bulk* say what may go."""
        while self._later and self._later[0][0] <= now:
            self.hold(heapq.heappop(self._later)[2])
        for row in self._order(bulk=bulk) if messages else (Row.FREE,):
            if self._rows[row]:
                return self._rows[row].popleft()
        return None

    def queues(self, *, bulk: bool) -> bool:
        """Return whether any lane queues, those with bulk messages left out unless *bulk*."""
        return any(self._rows[row] for row in Row if bulk or row is not Row.BULK)

    def next_due(self) -> float | None:
        """Return when the next lane that waits for its time will queue."""
        return self._later[0][0] if self._later else None

    def finish(self, lane: Lane) -> None:
        """Take the first call off *lane*; the next one queues."""
        lane.calls.pop(0)
        self._settle(lane)

    def move(self, lane: Lane, key: bytes) -> None:
        """Move all calls of *lane* into the lane *key* by age, after the first one there."""
        if lane.key == key:
            self.hold(lane)
            return
        moved, lane.calls = lane.calls, []
        self._settle(lane)
        target = self._lanes.setdefault(key, Lane(key))
        first = 1 if target.busy else 0
        later = sorted(target.calls[first:] + moved, key=lambda call: call.id)
        target.calls[first:] = later
        if not target.busy:
            self.hold(target)

    def _before_bulk(self, lane: Lane) -> int:
        """Return the place before the first bulk message of *lane* that nothing is done with."""
        queues = bool(lane.calls) and lane.calls[0].bulk and lane in self._rows[Row.BULK]
        for place in range(0 if queues else 1, len(lane.calls)):
            if lane.calls[place].bulk:
                return place
        return len(lane.calls)

    def _settle(self, lane: Lane) -> None:
        """Let what is left of *lane* queue, or forget the lane if nothing is."""
        if lane.calls:
            self.hold(lane)
        else:
            lane.busy = False
            del self._lanes[lane.key]

    def _order(self, *, bulk: bool) -> tuple[Row, ...]:
        """Return the rows in the order in which they are asked now."""
        self._turn += 1
        # Free calls and messages take turns, so that neither holds the other up.
        first = (Row.FREE, Row.MESSAGE) if self._turn % 2 else (Row.MESSAGE, Row.FREE)
        if not bulk:
            return first
        return (Row.BULK, *first) if self._turn % _SHARE == 0 else (*first, Row.BULK)
