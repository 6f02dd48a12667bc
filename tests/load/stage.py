"""Sets a run up: the server in this process, the real bot as a child, a home of their own."""

import asyncio
import contextlib
import logging
import resource
import socket
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.tryout import Server, serve
from bot.tryout.faults import WEBHOOK
from bot.tryout.feed import Event
from bot.tryout.server import PROBES
from tests.load.home import copied_home, provisions
from tests.load.options import Options
from tests.load.order import Key
from tests.load.process import BotProcess, LoadError

START_SECONDS = 120.0
_KEPT_MESSAGES = 60
_KEPT_QUERIES = 20_000
_KEPT_EVENTS = 2_000
_FAULTS = {
    "none": {},
    "light": {"flood": 0.01, "server_error": 0.01, "drop_before": 0.005, "drop_after": 0.01},
    "heavy": {"flood": 0.05, "server_error": 0.05, "drop_before": 0.03, "drop_after": 0.05},
}
"""Share of the calls that meet each fault."""
_SLOW = {"none": 0.0, "light": 0.02, "heavy": 0.1}
"""Share of the calls that take 200 ms more."""
_WARM_UP = 1001
"""Who asks the first question, which loads what the bot loads late."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What a scenario works with."""

    options: Options
    server: Server
    bot: BotProcess
    keys: list[Key]

    def add_faults(self) -> None:
        """Let the faults of the options happen from now on."""
        faults = self.server.faults
        faults.seed(self.options.seed)
        for kind, share in _FAULTS[self.options.faults].items():
            faults.add(kind, times=-1, share=share)
            if self.options.mode == "webhook" and kind.startswith("drop"):
                faults.add(kind, WEBHOOK, times=-1, share=share)
        if share := _SLOW[self.options.faults]:
            faults.add("latency", times=-1, seconds=0.2, share=share)

    async def warm_up(self) -> None:
        """Ask one question and wait for its answer."""
        before = self.server.world.feed.last
        self.server.people.write(_WARM_UP, "Công chức có được nhận quà không?")

        def answers(event: Event) -> bool:
            mine = event.kind == "message" and event.chat_id == _WARM_UP
            return mine and event.body["message"]["from"]["id"] == self.server.world.bot.id

        wait = asyncio.create_task(self.server.world.feed.wait_for(answers, before, START_SECONDS))
        while not wait.done():
            self.bot.check()
            await asyncio.wait([wait], timeout=0.5)
        wait.result()

    def findings(self) -> dict[str, Any]:
        """Return what the server noticed, and what this tool itself used."""
        own = resource.getrusage(resource.RUSAGE_SELF)
        violations = Counter(f"{v.method}: {v.description}" for v in self.server.violations)
        return {
            "faults": dict(self.server.faults.happened),
            "floods": self.server.pace.floods,
            "never_taken": len(self.server.world.updates),
            "violations": dict(violations),
            "calls": dict(self.server.calls.most_common()),
            "tool_cpu_s": round(own.ru_utime + own.ru_stime, 1),
        }


@contextlib.asynccontextmanager
async def staged(options: Options, start: bool = True) -> AsyncIterator[Stage]:
    """Set up server, home and bot; with *start* the bot has answered a first question."""
    logging.getLogger("bot.tryout").setLevel(logging.ERROR)
    with _folder(options.keep) as folder:
        home = copied_home(options.home, folder)
        server = await serve(port=0)
        server.latency = options.latency
        server.tolerated = PROBES
        server.limits = options.limits
        server.world.keep, server.world.keep_queries = _KEPT_MESSAGES, _KEPT_QUERIES
        server.world.feed.keep = _KEPT_EVENTS
        bot = BotProcess(options, server, home, _free_port())
        stage = Stage(options, server, bot, provisions(home))
        try:
            if start:
                await bot.start()
                started = time.monotonic()
                await stage.warm_up()
                print(f"The bot answers after {time.monotonic() - started:.1f} s.", flush=True)
            yield stage
            await bot.stop()
        finally:
            with contextlib.suppress(LoadError):
                await bot.kill()
            await server.close()


@contextlib.asynccontextmanager
async def watched(bot: BotProcess) -> AsyncIterator[None]:
    """Take samples of the bot while the block runs; raise LoadError when it has died."""
    bot.samples.clear()
    watch = asyncio.create_task(bot.watch())
    try:
        yield
    finally:
        watch.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watch


@contextlib.contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="congvu-load-") as name:
        yield Path(name)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
