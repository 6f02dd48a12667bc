"""The bot's process on a machine of its own, ended and started again at any moment."""

import asyncio
import os
import random
import resource
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.tryout import Server

REPOSITORY = Path(__file__).parents[4]
LIGHT = ("-m", "tests.bot.reports.forensics.killable")
"""Lives that are forks of one process which has loaded everything."""
REAL = ("-m", "bot.cli", "run")
"""Lives of the program as people start it."""
_PATIENCE = 60.0
"""Seconds for a start on a machine that is busy otherwise."""
_AT_WORK = 0.85
"""Part of the kills that wait until the process is at work."""


class Machine:
    """Folders that stand for a whole machine: home, temporary files, log, working folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home, self.temporary, self.log = (folder / n for n in ("home", "tmp", "log"))
        self.here, self.user = folder / "here", folder / "user"
        for one in (self.home, self.temporary, self.log, self.here, self.user):
            one.mkdir(parents=True, exist_ok=True)

    def environment(self, server: Server) -> dict[str, str]:
        """Return what a process here is told."""
        kept = {name: v for name, v in os.environ.items() if not name.startswith("CONGVU_")}
        return kept | {
            "CONGVU_HOME": str(self.home),
            "CONGVU_BOT_TOKEN": server.token,
            "CONGVU_API_BASE": server.base_url,
            "CONGVU_HEALTH_PORT": "0",
            "CONGVU_REPORTS_PER_HOUR": "100000",
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(self.temporary),
            "HOME": str(self.user),
            "XDG_DATA_HOME": str(self.user),
            "XDG_CACHE_HOME": str(self.user / "cache"),
        }


class Lives:
    """Starts the bot on *machine*, again and again, by *command*: LIGHT or REAL."""

    def __init__(self, machine: Machine, server: Server, command: Sequence[str]) -> None:
        self._machine = machine
        self._server = server
        self._command = command
        self._process: asyncio.subprocess.Process | None = None
        self._life = 0
        self.count = 0

    @property
    def log(self) -> Path:
        """What the processes say."""
        return self._machine.log / "bot.log"

    async def start(self) -> None:
        """Begin a life, which is allowed to leave a core."""
        self.count += 1
        if self._process is None or self._command is REAL:
            self._process = await self._begun()
        self._life = self._process.pid
        if self._command is LIGHT:
            assert self._process.stdin is not None
            self._process.stdin.write(b"\n")
            self._life = await self._line()

    async def end(self, number: signal.Signals) -> int:
        """Send a signal, wait for the end and return its status."""
        assert self._process is not None
        os.kill(self._life, number)
        return await (self._process.wait() if self._command is REAL else self._line())

    async def ready(self) -> None:
        """Wait until the process asks for updates, so that it is at work."""
        asked = self._server.calls["getUpdates"]
        async with asyncio.timeout(_PATIENCE):
            while self._server.calls["getUpdates"] == asked:
                assert self.lives, f"It has ended by itself: {self.last_words()}"
                await asyncio.sleep(0.01)

    async def live_and_die(self, chance: random.Random, seconds: float) -> list[str]:
        """Be killed within *seconds* of work, or sometimes while starting.

        Return what was open for writing at that moment.
        """
        await self.start()
        if chance.random() < _AT_WORK:
            await self.ready()
        await asyncio.sleep(chance.uniform(0, seconds))
        assert self.lives, f"It has ended by itself: {self.last_words()}"
        os.kill(self._life, signal.SIGSTOP)
        written = self.written()
        assert await self.end(signal.SIGKILL) == -signal.SIGKILL
        return written

    async def close(self) -> None:
        """Let no process remain."""
        if self._process is None or self._process.returncode is not None:
            return
        if self.lives:
            os.kill(self._life, signal.SIGKILL)
        if self._command is LIGHT:
            self._process.kill()
        await self._process.wait()

    @property
    def lives(self) -> bool:
        """Whether the process is there and has not ended."""
        try:
            status = Path(f"/proc/{self._life}/stat").read_text()
        except FileNotFoundError:
            return False
        return status.rpartition(")")[2].split()[0] != "Z"

    def written(self) -> list[str]:
        """Return the files that the process has open for writing, as the kernel tells them.

        A temporary file that has no name any more is among them.
        """
        found = []
        for one in Path(f"/proc/{self._life}/fd").iterdir():
            try:
                target = str(one.readlink())
                told = Path(f"/proc/{self._life}/fdinfo/{one.name}").read_text()
            except OSError:
                continue  # closed just now
            mode = int(told.split("flags:")[1].split()[0], 8) & os.O_ACCMODE
            if target.startswith("/") and not target.startswith("/dev/") and mode != os.O_RDONLY:
                found.append(target)
        return found

    def last_words(self) -> str:
        """Return the end of the log."""
        return self.log.read_text()[-2000:]

    async def _begun(self) -> asyncio.subprocess.Process:
        piped = asyncio.subprocess.PIPE if self._command is LIGHT else None
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, *self._command),
                env=self._machine.environment(self._server),
                cwd=self._machine.here,
                stdin=piped,
                stdout=piped or log,
                stderr=log,
                preexec_fn=_allow_cores,
            )

    async def _line(self) -> int:
        assert self._process is not None and self._process.stdout is not None
        line = await self._process.stdout.readline()
        assert line, f"It has ended by itself: {self.last_words()}"
        return int(line)


def _allow_cores() -> None:
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
