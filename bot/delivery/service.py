"""The running bot: the order in which its parts start, and how it stops without losing anything."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.health import Health, HealthServer
from bot.delivery.inbox import Inbox
from bot.delivery.ledger import Ledger
from bot.delivery.sender import Sender
from bot.delivery.systemd import Systemd
from bot.delivery.watchdog import Watchdog
from bot.errors import BotError, report

_log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Any, Any]

_TOKEN_TRIES = 3
"""A token is refused for good when it is refused this often in a row; Telegram errs at times."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
"""Seconds between attempts to reach the Bot API at the start."""
_GRACE = 5.0
"""Seconds for closing, after those for draining."""


class Background(Protocol):
    """Something that goes on beside the handling of updates."""

    async def run(self) -> None:
        """Go on until cancelled."""


class Source(Protocol):
    """Where updates come from."""

    async def run(self) -> None:
        """Take updates in until cancelled."""


@dataclass(slots=True)
class Service:
    """All parts of one running bot; ``async with`` starts and stops it."""

    application: BotApplication
    ledger: Ledger
    inbox: Inbox
    dispatcher: Dispatcher
    sender: Sender
    source: Source
    watchdog: Watchdog
    background: Mapping[str, Background]
    """By name; ended before anything else when the bot stops."""
    health: Health
    health_server: HealthServer
    systemd: Systemd
    prepare: Callable[[], Awaitable[None]]
    """What is done once the Bot API is reached and before the first update is handled."""
    drain_seconds: float
    """How long stopping waits for what has begun."""
    failed: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    """Fails with the BotError that ends the bot while it runs: a port that is taken."""
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    _hurried: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> "Service":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Reach the Bot API, then go on with what waited and take in what comes.

        Raises:
            BotError: the token is refused, or the health port is taken.

        """
        try:
            await self.health_server.start()
            self._start("watchdog", self.watchdog.run)
            await self._reach()
            await self.prepare()
        except BaseException:
            await self._stop("watchdog")
            await self._shut()
            raise
        self.dispatcher.take(await asyncio.to_thread(self.inbox.waiting))
        self._start("sender", self.sender.run)
        self._start("dispatcher", self.dispatcher.run)
        self._start("source", self.source.run)
        for name, part in self.background.items():
            self._start(name, part.run)
        self.health.well("start")
        self.systemd.ready()

    async def stop(self) -> None:
        """Take nothing more in, finish what has begun, and close; the rest waits on the disk."""
        self.systemd.stopping()
        for name in self.background:
            await self._stop(name)
        await self._stop("source")
        await self._stop("dispatcher")
        await self._finish()
        await self._stop("sender")
        await self._stop("watchdog")
        await self._shut()

    def hurry(self) -> None:
        """End a stop that waits: what is not done yet stays on the disk for the next start."""
        self._hurried.set()

    async def _reach(self) -> None:
        """Introduce ourselves to the Bot API; wait for it as long as it takes."""
        pause, refused = _FIRST_PAUSE, 0
        while True:
            try:
                await self.application.initialize()
            except InvalidToken:
                refused += 1
                if refused == _TOKEN_TRIES:
                    # Its own message holds the token.
                    raise BotError(
                        "Telegram refuses the bot token; check CONGVU_BOT_TOKEN."
                    ) from None
                problem, code = "refuses the token", "token"
            except TelegramError as error:
                problem, code = f"cannot be reached ({type(error).__name__})", "network"
            else:
                return
            self.health.trouble(
                "start",
                f"The Bot API {problem}; trying again. Check the network, CONGVU_API_BASE and "
                "CONGVU_PROXY.",
                code,
            )
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _start(self, name: str, run: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._tasks[name] = asyncio.create_task(self._kept_running(name, run), name=name)

    async def _kept_running(self, name: str, run: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a part, and start it again if it ends with an error that nobody foresaw."""
        while True:
            try:
                await run()
            except BotError as error:
                self.failed.set_exception(error)
                return
            except Exception as error:
                number = report(error, None, name)
                sentence = f"It failed (error {number}) and was started again."
                self.health.trouble(name, sentence, "broke", number=number)
            await asyncio.sleep(_FIRST_PAUSE)
            self.health.well(name)

    async def _stop(self, name: str) -> None:
        task = self._tasks.pop(name, None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _finish(self) -> None:
        """Finish what has begun, within the limit or until somebody hurries."""
        finishing = asyncio.create_task(self._drain())
        hurry = asyncio.create_task(self._hurried.wait())
        await asyncio.wait({finishing, hurry}, return_when=asyncio.FIRST_COMPLETED)
        for task in (finishing, hurry):
            task.cancel()
        await asyncio.gather(finishing, hurry, return_exceptions=True)
        await self.dispatcher.drain(0)

    async def _drain(self) -> None:
        until = asyncio.get_running_loop().time() + self.drain_seconds
        await self.dispatcher.drain(self.drain_seconds)
        await self.sender.drain(max(0.0, until - asyncio.get_running_loop().time()))

    async def _shut(self) -> None:
        await self.application.shutdown()
        await self.application.bot.shutdown()
        await self.health_server.close()
        await asyncio.to_thread(self.ledger.close)


async def run_until_stopped(service: Service) -> None:
    """Run *service* until SIGTERM or SIGINT; a second signal ends the waiting of the first."""
    stop = asyncio.Event()

    def signalled() -> None:
        if stop.is_set():
            service.hurry()
        stop.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, signalled)
    starting = asyncio.create_task(service.start())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        return
    starting.result()
    ends: set[asyncio.Future[Any]] = {service.failed, stopping}
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    _log.info("Stopping: what is not done within %g s waits on the disk.", service.drain_seconds)
    _end_within(service.drain_seconds + _GRACE)
    await service.stop()
    if service.failed.done():
        service.failed.result()


def _end_within(seconds: float) -> None:
    """End the process after *seconds* even if a thread of a handler hangs; all is on the disk."""
    deadline = threading.Timer(seconds, os._exit, (1,))
    deadline.daemon = True
    deadline.start()
