"""Work on the library in a process of its own: the bot answers on, and keeps no memory of it.

Pieces of work are done one after another, in the order in which they were asked for. Cancelling
the task that waits for one stops its process cleanly; so does the end of the bot, however it ends.
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from pydantic import ValidationError

from indexer.orders import LINE, Line, Operation, Published, Request, dump_request
from indexer.proposal import Order, Preview
from knowledge.errors import CongvuError

Progress = Callable[[str, int, int, str], None]
"""Called in the event loop with stage, done, total, and the file or document at hand."""

_COMMAND = (sys.executable, "-m", "indexer.worker")
_LONGEST_LINE = 64 << 20
"""Bytes; a preview of an archive with thousands of documents is a line of a few megabytes."""
_STOP_SECONDS = 15.0
"""How long a process may take to stop before it is killed."""
_PATIENCE = 600.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0
"""Seconds between two attempts to get at the library."""
_TAKEN = ("added", "changed", "replaced")
"""States of documents that publishing would have to index."""
_BEFORE_PREPARING = 1.0
"""Seconds in which other work may come; who publishes at once needs nothing prepared."""
_THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class WorkError(CongvuError):
    """The work was not done; nothing is changed by it."""

    def __init__(self, code: str, values: dict[str, str | int], message: str) -> None:
        super().__init__(message)
        self.code = code
        """As ``indexer.orders.Failure.code``; "died" when the process ended without a word."""
        self.values = values


class DoneBeforeCancelled(asyncio.CancelledError):
    """The task was cancelled when the work was as good as done: it *is* done."""

    def __init__(self, published: Published) -> None:
        super().__init__()
        self.published = published


class LibraryWork:
    """Hands work on the library of *home* to processes, one at a time.

    They compute in *threads* threads, 0 for one on each core, at the lowest priority.
    """

    def __init__(self, home: Path, model: str = "", starter: bool = True, threads: int = 1) -> None:
        self._home = home
        self._model = model
        self._starter = starter
        self._threads = threads
        self.patience = _PATIENCE
        """Seconds to wait while another program, `congvu refresh` say, changes the library."""
        self._turn = asyncio.Lock()
        self._asked = 0
        self._preparing: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a piece of work is being done."""
        return self._asked > 0

    @property
    def waiting(self) -> int:
        """How many pieces of work wait for their turn."""
        return max(0, self._asked - 1)

    async def preview(
        self, order: Order, texts: Path, progress: Progress = lambda *_: None
    ) -> Preview:
        """Return what *order* would do; the texts as understood go into the folder *texts*.

        While a person looks at it, what publishing will need is computed, until there is other
        work: then an approved document is in the library within seconds.

        Raises:
            WorkError: saying why not.

        """
        line = await self._done(self._request("preview", order, texts=texts), progress)
        assert line.preview is not None
        if not self.busy and any(card.state in _TAKEN for card in line.preview.cards):
            self._preparing = asyncio.create_task(self._prepare(order), name="preparing")
        return line.preview

    async def publish(self, order: Order, progress: Progress = lambda *_: None) -> Published:
        """Carry *order* out and return what changed.

        Raises:
            WorkError: saying why not; the library is as it was.
            DoneBeforeCancelled: cancelled too late.

        """
        line = await self._done(self._request("publish", order), progress)
        assert line.published is not None
        return line.published

    async def undo(self, snapshot: str = "", actor: str = "") -> Published:
        """Go back to *snapshot*, or to the one before the live one.

        Raises:
            WorkError: saying why not; the library is as it was.
            DoneBeforeCancelled: cancelled too late.

        """
        request = self._request("undo", Order(actor=actor), snapshot=snapshot)
        line = await self._done(request, lambda *_: None)
        assert line.published is not None
        return line.published

    async def verify(self) -> tuple[str, ...]:
        """Return English sentences on what is damaged in the live snapshot; () when all is well.

        Raises:
            WorkError: it could not be looked at.

        """
        line = await self._done(self._request("verify", Order()), lambda *_: None)
        assert line.damage is not None
        return line.damage

    def _request(
        self, op: Operation, order: Order, texts: Path | None = None, snapshot: str = ""
    ) -> Request:
        return Request(
            op,
            self._home,
            order,
            texts,
            snapshot,
            self._model,
            self._starter,
            self._threads,
        )

    async def _done(self, request: Request, progress: Progress) -> Line:
        """Return the last line of a process that was given *request*, when its turn has come."""
        self._asked += 1
        try:
            await self._stop_preparing()
            async with self._turn:
                return await self._once_free(request, progress)
        finally:
            self._asked -= 1

    async def _once_free(self, request: Request, progress: Progress) -> Line:
        """Give *request* to a process; while another program has the library, wait for its end."""
        loop, pause = asyncio.get_running_loop(), _FIRST_PAUSE
        until = loop.time() + self.patience
        while True:
            try:
                async with _worker(self._threads) as worker:
                    return await _talk(worker, request, progress)
            except WorkError as error:
                if error.code != "busy" or loop.time() + pause > until:
                    raise
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _prepare(self, order: Order) -> None:
        """Compute what publishing *order* will need; whatever hinders it, publishing tells."""
        await asyncio.sleep(_BEFORE_PREPARING)
        request = self._request("prepare", order)
        with contextlib.suppress(WorkError):
            async with _worker(self._threads) as worker:
                await _talk(worker, request, lambda *_: None)

    async def _stop_preparing(self) -> None:
        """End what is done ahead; so much of it as is done is kept."""
        preparing, self._preparing = self._preparing, None
        if preparing is not None:
            preparing.cancel()
            await asyncio.wait({preparing})


@contextlib.asynccontextmanager
async def _worker(threads: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a process, and see to it that it is gone afterwards."""
    worker = await asyncio.create_subprocess_exec(
        *_COMMAND,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=_environment(threads),
        limit=_LONGEST_LINE,
        start_new_session=True,  # Ctrl-C in a terminal is for us, and we stop it then
    )
    try:
        yield worker
    finally:
        await asyncio.shield(_gone(worker))


def _environment(threads: int) -> dict[str, str]:
    """Return our environment without what is ours alone: the token of the bot above all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CONGVU_")}
    return kept | (dict.fromkeys(_THREAD_VARIABLES, str(threads)) if threads else {})


async def _talk(worker: asyncio.subprocess.Process, request: Request, progress: Progress) -> Line:
    """Give the request, hear of the progress, and return the result.

    A cancelled one is told to stop, and heard to its end: it may have been done by then.
    """
    conversation = asyncio.create_task(_conversation(worker, request, progress))
    try:
        return await asyncio.shield(conversation)
    except asyncio.CancelledError:
        _signal(worker, signal.SIGTERM)
        await _settled(conversation)
        if not conversation.done():
            conversation.cancel()
        elif conversation.exception() is None and (done := conversation.result().published):
            raise DoneBeforeCancelled(done) from None
        raise


async def _settled(conversation: "asyncio.Task[Line]") -> None:
    """Wait for the end of what was told to end; being cancelled once more changes nothing."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _STOP_SECONDS
    while not conversation.done() and loop.time() < until:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait({conversation}, timeout=until - loop.time())


async def _conversation(
    worker: asyncio.subprocess.Process, request: Request, progress: Progress
) -> Line:
    assert worker.stdin is not None and worker.stdout is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its end says more
        worker.stdin.write(dump_request(request))
        await worker.stdin.drain()
    worker.stdin.close()
    async for raw in worker.stdout:
        line = _line(raw)
        if line.failure is not None:
            raise WorkError(line.failure.code, line.failure.values, line.failure.message)
        if line.progress is None:
            return line
        stage = line.progress
        progress(stage.name, stage.done, stage.total, stage.subject)
    status = await worker.wait()
    raise WorkError(
        "died",
        {"status": status},
        f"The process that works on the library ended with status {status}: see the log; if the "
        "machine is short of memory, give it some.",
    )


def _line(raw: bytes) -> Line:
    try:
        return LINE.validate_json(raw)
    except ValidationError:
        raise WorkError("died", {"status": 0}, "The process broke off in a line.") from None


def _signal(worker: asyncio.subprocess.Process, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        worker.send_signal(number)


async def _gone(worker: asyncio.subprocess.Process) -> None:
    """Wait for the end of the process, which has nothing more to do, and make sure of it."""
    with contextlib.suppress(TimeoutError):
        # Not wait_for: Python 3.11's forgets that it was cancelled when that comes with the end.
        async with asyncio.timeout(_STOP_SECONDS):
            await worker.wait()
    if worker.returncode is None or worker.returncode < 0:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)  # with all that it started
    await worker.wait()
