"""The real bot as a child process: started, watched, killed."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from bot.tryout import Server
from tests.load.measure import Usage
from tests.load.options import Options

STOP_SECONDS = 40.0
_TICKS = os.sysconf("SC_CLK_TCK")
_SAMPLE_SECONDS = 1.0


class LoadError(Exception):
    """The run cannot go on; the message says why."""


class BotProcess:
    """One bot on one server; after a kill it can be started again on the same home."""

    def __init__(self, options: Options, server: Server, home: Path, hook_port: int) -> None:
        self._options = options
        self.home = home
        self._log = home.parent / "bot.log"
        self._environment = _environment(options, server, home, hook_port)
        self._process: asyncio.subprocess.Process | None = None
        self.samples: list[Usage] = []

    async def start(self) -> None:
        """Start the program."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.cli", "run"),
                cwd=self._options.checkout,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    async def kill(self) -> None:
        """Kill it with SIGKILL, which no program can catch."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Ask it to end with SIGTERM; kill it when it does not."""
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._end(signal.SIGTERM)
        except TimeoutError:
            await self._end(signal.SIGKILL)
            raise LoadError(f"The bot did not end within {STOP_SECONDS:.0f} s.") from None

    def check(self) -> None:
        """Raise LoadError when the bot has ended by itself."""
        if self._process and self._process.returncode is not None:
            lines = self._log.read_text("utf-8", "replace").splitlines()[-12:]
            status = self._process.returncode
            raise LoadError("\n".join([f"The bot ended by itself with status {status}:", *lines]))

    async def watch(self) -> None:
        """Take a sample of its use every second, until cancelled."""
        while True:
            self.check()
            if self._process:
                self.samples.append(usage(self._process.pid))
            await asyncio.sleep(_SAMPLE_SECONDS)

    async def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.send_signal(number)
        try:
            await process.wait()
        except asyncio.CancelledError:
            self._process = process
            raise


def usage(pid: int) -> Usage:
    """Return what a process uses now; see proc(5) for the fields."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    pages = int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1])
    cpu = (int(fields[11]) + int(fields[12])) / _TICKS
    return Usage(time.monotonic(), cpu, pages * os.sysconf("SC_PAGE_SIZE") / 2**20)


def _environment(options: Options, server: Server, home: Path, hook_port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CONGVU_")}
    own = {
        "CONGVU_HOME": str(home),
        "CONGVU_BOT_TOKEN": server.token,
        "CONGVU_API_BASE": server.base_url,
        "CONGVU_HEALTH_PORT": "0",
    }
    hook = {
        "CONGVU_WEBHOOK_URL": f"http://127.0.0.1:{hook_port}/hook",
        "CONGVU_WEBHOOK_PORT": str(hook_port),
        "CONGVU_WEBHOOK_SECRET": "load-tool",
    }
    return kept | own | (hook if options.mode == "webhook" else {})
