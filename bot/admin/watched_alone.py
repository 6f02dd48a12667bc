"""The watched folder of a bot without administrators: what is dropped there is just published.

Nothing of a job is kept but in memory: one that a restart interrupts is begun again, and what it
had published already is then in the library.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bot.admin.job import Outcome, Refused, Stage
from bot.library_work import WorkError
from indexer.orders import Published
from indexer.proposal import Order


class Publishing(Protocol):
    """What publishes; see ``bot.library_work``."""

    async def publish(self, order: Order) -> Published:
        """Carry *order* out; raises WorkError."""
        ...


class Unattended:
    """Jobs that ask nobody and tell nobody; see ``bot.admin.watched.Desk``."""

    def __init__(self, library: Publishing) -> None:
        self._library = library
        self._outcomes: dict[str, Outcome | None] = {}
        self._going_on: set[asyncio.Task[None]] = set()

    async def open(
        self, files: Sequence[Path], chat: int, actor: str, *, at_once: bool = False, job: str
    ) -> str:
        """Begin to publish *files*, which stay where they are until the job has ended."""
        if job not in self._outcomes:
            self._outcomes[job] = None
            order = Order(paths=tuple(map(str, files)), actor=actor, unattended=True)
            task = asyncio.create_task(self._publish(job, order), name=f"inbox {job}")
            self._going_on.add(task)
            task.add_done_callback(self._going_on.discard)
        return job

    def outcome(self, job: str) -> Outcome | None:
        """Return what a job came to; None while it goes on."""
        return self._outcomes.get(job)

    def known(self, job: str) -> bool:
        """Say whether the job was opened since the start."""
        return job in self._outcomes

    async def _publish(self, job: str, order: Order) -> None:
        try:
            done = await self._library.publish(order)
        except WorkError as error:
            outcome = Outcome(Stage.FAILED, code=error.code, message=str(error))
        else:
            refused = [Refused(r.file, r.message) for r in done.remarks if r.refused]
            outcome = Outcome(Stage.DONE, done.snapshot, done.added, refused=tuple(refused))
        self._outcomes[job] = outcome
