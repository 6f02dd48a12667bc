"""Makes the calls of the outbox: in order per chat, paced, again where it failed, never blindly.

Up to 32 calls are in the air, one of each lane. What fails for a while is tried again, each lane
by itself; what Telegram limits for one chat holds up that chat alone; what it refuses for good
becomes a dead letter. Bulk messages give way to all others.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable

from bot.delivery.attempts import Attempts, Outcome
from bot.delivery.calls import Call
from bot.delivery.lanes import Lane, Lanes, Waiting
from bot.delivery.metrics import Metrics
from bot.delivery.outbox import UNREADABLE, Item, Outbox, Unreadable, redirected
from bot.delivery.pace import Pace
from bot.delivery.probe import Api
from bot.delivery.timing import Timing
from bot.delivery.verdicts import Verdict
from bot.errors import report

_log = logging.getLogger(__name__)

AT_ONCE = 32
"""Calls in the air at the same time."""
_SHORT = 2
"""A lane with fewer calls than this is short enough for more."""
_HELD = 1000
"""Calls whose contents are kept in memory; those of a longer queue are read when due."""
_FIRST, _LONGEST = 1.0, 60.0
"""Seconds before the second try and before any later one, at most; jitter takes up to half off."""
_LONGEST_REST = 900.0
"""Seconds that a row found on disk can be put off, whatever the clock has done meanwhile."""
_CATCH_UP = 2.0
"""Seconds that a message which may have arrived is not looked for after the start: what came
meanwhile comes first, and tells of many ids that they are not its own."""
_LOOK = 15.0
"""Seconds between looks for rows that another process has added."""
_USEFUL = {
    "answerCallbackQuery": 30.0,
    "answerInlineQuery": 15.0,
    "sendChatAction": 5.0,
    "sendMessageDraft": 5.0,
}
"""Seconds after which an answer that somebody waits for is no longer worth a further try."""


class Sender:
    """Sends what is pushed, and at the start what waits on disk."""

    def __init__(
        self,
        api: Api,
        outbox: Outbox,
        pace: Pace,
        metrics: Metrics,
        timing: Timing | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        self._outbox = outbox
        self._pace = pace
        self._metrics = metrics
        self._timing = timing or Timing()
        self._at_once = at_once
        self._numbering = outbox.numbering()
        self._attempts = Attempts(api, outbox, self._numbering, metrics, self._timing)
        self._lanes = Lanes()
        self._ids: set[int] = set()
        self._strange: set[int] = set()
        """Rows that were on disk at the last look and that nobody had pushed."""
        self._air: set[asyncio.Task[None]] = set()
        self._sending: set[asyncio.Task[None]] = set()
        """Those in the air that send messages."""
        self._oriented = False
        """Whether a message has told where the ids are now."""
        self._wake = asyncio.Event()
        self._drained = asyncio.Event()
        self._deadline: float | None = None
        self._running = False
        self._stopped = False
        self.on_drained: Callable[[bytes], None] = lambda lane: None
        """Called when a lane has become short, or empty."""
        self.on_unreachable: Callable[[int], None] = lambda chat: None
        """Called when a chat has turned out not to take messages from the bot."""

    @property
    def waiting(self) -> int:
        """How many calls wait, those in the air included."""
        return len(self._ids)

    @property
    def in_air(self) -> int:
        """How many calls are being made."""
        return len(self._air)

    def backlog(self, lane: bytes) -> int:
        """Return how many calls of *lane* wait, the one in the air included."""
        return self._lanes.length(lane)

    def saw(self, chat: int, message: int) -> None:
        """Note that a message with this id exists in a chat; it helps to find lost ones."""
        self._numbering.saw(chat, message)

    def push(self, items: Iterable[Item]) -> None:
        """Send *items*, which are safe on the disk; from the event loop's thread."""
        now = self._timing.now()
        for item in items:
            if item.id in self._ids:
                continue
            light = item.call.bulk or len(self._ids) >= _HELD
            call = None if light else item.call
            self._ids.add(item.id)
            self._lanes.add(item.lane, Waiting(item.id, item.call.bulk, call, since=now))
        self._tell_length()
        self._wake.set()

    async def run(self) -> None:
        """Load what waits on disk, then send until drained or cancelled.

        It can be run again after a failure: what is on disk is all that it goes by.
        """
        if self._stopped:
            return
        self._lanes = Lanes()
        self._ids.clear()
        self._load(None)
        self._metrics.dead_letters.set(self._outbox.counts().dead)
        self._running = True
        try:
            await self._go_on()
        finally:
            self._running = False
            await self._land()

    async def drain(self, seconds: float) -> None:
        """End ``run`` when all but bulk messages are out, at most after *seconds*.

        What is left stays on disk; what was in the air then may have arrived, and is looked for
        at the next start.
        """
        self._deadline = self._timing.now() + seconds
        self._wake.set()
        if self._running:
            await self._timing.wait(self._drained, seconds)
        self._stopped = True
        self._wake.set()
        await self._land()

    async def _go_on(self) -> None:
        look = self._timing.now() + _LOOK
        while not self._stopped:
            self._wake.clear()
            if self._timing.now() >= look:
                self._look()
                look = self._timing.now() + _LOOK
            self._start()
            if self._is_drained():
                self._drained.set()
            await self._timing.wait(self._wake, min(self._rest(), _LOOK))

    def _load(self, only: set[int] | None) -> None:
        """Queue rows found on disk."""
        now = self._timing.now()
        for row in self._outbox.waiting():
            if row.id in self._ids or (only is not None and row.id not in only):
                continue
            self._ids.add(row.id)
            rest = max(min(row.wait, _LONGEST_REST), _CATCH_UP if row.attempted else 0.0)
            due = now + rest if rest else 0.0
            waiting = Waiting(row.id, row.bulk, tries=row.tries, since=now, unsure=row.attempted)
            self._lanes.add(row.lane, waiting, due)
        self._tell_length()

    def _look(self) -> None:
        """Queue rows that another process has added, such as dead letters to be tried again.

        A row must have been there at two looks: one that was committed a moment ago is only
        about to be pushed.
        """
        unknown = self._outbox.ids() - self._ids
        if unknown & self._strange:
            self._load(unknown & self._strange)
        self._strange = unknown - self._ids

    def _start(self) -> None:
        """Begin what may begin now."""
        while len(self._air) < self._at_once:
            now = self._timing.now()
            messages = self._may_send and self._pace.anywhere() <= now
            lane = self._lanes.pick(now, messages=messages, bulk=self._deadline is None)
            if lane is None:
                return
            self._begin(lane, now)

    @property
    def _may_send(self) -> bool:
        """Whether another message may go out beside those in the air.

        What people wrote while the bot was down has moved the ids, nobody knows how far. So the
        first message goes alone: if its answer is lost, it is the only one to be looked for far
        and wide, and the bounds of all others are near.
        """
        return self._oriented or not self._sending

    def _begin(self, lane: Lane, now: float) -> None:
        waiting = lane.calls[0]
        call = self._call_of(waiting)
        sends = call is not None and call.is_message and not waiting.unsure
        if call is not None:
            due = self._pace.there(call.chat, is_message=sends)
            if due > now:
                self._lanes.hold(lane, due)
                return
            if sends:
                self._pace.went(call.chat, now)
        task = asyncio.create_task(self._turn(lane, waiting, call))
        self._air.add(task)
        if sends:
            self._sending.add(task)
        task.add_done_callback(self._landed)

    def _call_of(self, waiting: Waiting) -> Call | None:
        """Return the content of a call, read now if it was left on disk; None if it is lost."""
        if waiting.call is None:
            try:
                item = self._outbox.item(waiting.id)
            except Unreadable:
                return None
            if item is not None:
                waiting.call, waiting.attempt = item.call, item.attempt
                self._remember(item)
        return waiting.call

    def _remember(self, item: Item) -> None:
        """Know again what was known of the chat before a restart."""
        if item.call.chat is not None and item.attempt is not None and item.attempt.chat:
            self._numbering.raise_floor(item.call.chat, item.attempt.chat)

    def _rest(self) -> float:
        """Return for how many seconds nothing can begin unless something is pushed or lands."""
        if len(self._air) >= self._at_once:
            return _LOOK
        now = self._timing.now()
        times = [due for due in [self._lanes.next_due()] if due is not None]
        if self._may_send and self._lanes.queues(bulk=self._deadline is None):
            times.append(self._pace.anywhere())
        return max(0.0, min(times, default=now + _LOOK) - now)

    def _is_drained(self) -> bool:
        if self._deadline is None or self._air or self._lanes.queues(bulk=False):
            return False
        due = self._lanes.next_due()
        return due is None or due > self._deadline

    async def _land(self) -> None:
        """Break off what is in the air."""
        for task in self._air:
            task.cancel()
        await asyncio.gather(*self._air, return_exceptions=True)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._air.discard(task)
        self._sending.discard(task)
        self._wake.set()

    async def _turn(self, lane: Lane, waiting: Waiting, call: Call | None) -> None:
        try:
            if call is None:
                await self._give_up(lane, waiting, None, UNREADABLE)
                return
            try_it = self._attempts.look if waiting.unsure else self._attempts.make
            sends = call.is_message and not waiting.unsure
            outcome = await try_it(waiting, call)
            if sends and outcome is not None and outcome.verdict is Verdict.DELIVERED:
                self._oriented = True
            if outcome is None:
                self._lanes.hold(lane)  # not found: it queues again, to be sent
            else:
                await self._conclude(lane, waiting, call, outcome)
        except Exception as error:
            # A bug of ours: the row stays, the lane tries again after the longest pause.
            report(error, None, "sender")
            if lane.calls and lane.calls[0] is waiting:
                self._lanes.hold(lane, self._timing.now() + _LONGEST)

    async def _conclude(self, lane: Lane, waiting: Waiting, call: Call, outcome: Outcome) -> None:
        """Do what the outcome of an attempt asks for."""
        match outcome.verdict:
            case Verdict.MIGRATED:
                await self._migrate(lane, outcome.chat)
            case Verdict.FLOOD:
                self._count(call, "flood")
                if call.chat is not None:
                    self._pace.block(call.chat, self._timing.now() + outcome.seconds)
                self._again(lane, waiting, call, outcome.seconds)
            case Verdict.PASSING | Verdict.UNSURE:
                self._count(call, "passing")
                self._again(lane, waiting, call, self._backoff(waiting))
            case Verdict.UNREACHABLE if not call.is_message:
                await self._finish(lane, waiting)  # nobody there to miss an edit or an answer
            case Verdict.UNREACHABLE | Verdict.BROKEN:
                await self._give_up(lane, waiting, call, outcome.reason)
            case Verdict.VOID if call.is_message:
                await self._give_up(lane, waiting, call, outcome.reason)
            case _:
                await self._finish(lane, waiting)
        if outcome.verdict is Verdict.UNREACHABLE and call.chat is not None:
            self.on_unreachable(call.chat)

    async def _finish(self, lane: Lane, waiting: Waiting) -> None:
        await self._attempts.written(lambda: self._outbox.done(waiting.id, self._numbering.own))
        self._take_off(lane, waiting)

    async def _give_up(self, lane: Lane, waiting: Waiting, call: Call | None, reason: str) -> None:
        was_there = await self._attempts.written(
            lambda: self._outbox.dead(waiting.id, call, reason)
        )
        if was_there:
            _log.warning("Call %s became a dead letter: %s", waiting.id, reason)
        if call is not None:
            self._count(call, "dead")
            if waiting.unsure and call.chat is not None:
                self._numbering.lost(call.chat)
        self._metrics.dead_letters.set(self._outbox.counts().dead)
        self._take_off(lane, waiting)

    def _take_off(self, lane: Lane, waiting: Waiting) -> None:
        self._lanes.finish(lane)
        self._ids.discard(waiting.id)
        self._tell_length()
        if self._lanes.length(lane.key) < _SHORT:
            self.on_drained(lane.key)

    def _again(self, lane: Lane, waiting: Waiting, call: Call, seconds: float) -> None:
        """Put a call off; one that somebody waits for is dropped when it would come too late."""
        now = self._timing.now()
        useful = _USEFUL.get(call.method)
        if useful is not None and now + seconds > waiting.since + useful:
            self._outbox.done(waiting.id)
            self._take_off(lane, waiting)
            return
        self._outbox.put_off(waiting.id, seconds)
        self._lanes.hold(lane, now + seconds)

    def _backoff(self, waiting: Waiting) -> float:
        waiting.tries += 1
        longest = min(_LONGEST, _FIRST * 2.0 ** min(waiting.tries - 1, 10))
        return longest * (1 - self._timing.jitter() / 2)

    async def _migrate(self, lane: Lane, chat: int) -> None:
        """Send what waits for a group to where it has moved."""
        moving = [waiting.id for waiting in lane.calls]
        key = await self._attempts.written(lambda: self._outbox.moved(moving, chat))
        for waiting in lane.calls:
            if waiting.call is not None:
                waiting.call = redirected(waiting.call, chat)
            waiting.unsure, waiting.attempt = False, None
        self._lanes.move(lane, key)
        self.on_drained(lane.key)

    def _count(self, call: Call, outcome: str) -> None:
        self._metrics.calls.labels(method=call.method, outcome=outcome).inc()

    def _tell_length(self) -> None:
        self._metrics.outbox_waiting.set(len(self._ids))
