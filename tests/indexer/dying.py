"""Refreshes that are killed: ``python -m tests.indexer.dying``, real processes, SIGKILL.

One process loads the program and then forks one for each refresh, so that a kill costs a tenth
of a second. Where a refresh is to die is told in function calls: the child counts its own and
says when it has come so far, the parent kills it then, or a moment later, in whatever it does.

A line of JSON on standard input, {"request", "call", "later"}, is answered with one:
{"status"}, and where nobody was killed, for "call" was 0, {"stages": [[stage, calls so far], …],
"calls", "published"}.
"""

import json
import os
import select
import signal
import sys
import traceback
from types import FrameType
from typing import Any

from indexer.orders import REQUEST, Request
from indexer.readers import documents as documents  # loaded once, not in each child
from indexer.refresh import carry_out
from knowledge.clock import SystemClock
from knowledge.vietnamese import Segmenter
from tests.indexer.embedder import HashEmbedder

_HERE = b"here"


class Counting:
    """Counts calls of this process, and says on a pipe when there were so many."""

    def __init__(self, wanted: int, pipe: int) -> None:
        self.calls = 0
        self._wanted = wanted
        self._pipe = pipe
        self.stages: list[tuple[str, int]] = []

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        """Hear of a call, in Python or out of it."""
        if event in ("call", "c_call"):
            self.calls += 1
            if self.calls == self._wanted:
                os.write(self._pipe, _HERE)

    def progress(self, stage: str, *_: object) -> None:
        """Note at which call a stage begins."""
        if not self.stages or self.stages[-1][0] != stage:
            self.stages.append((stage, self.calls))


def main() -> None:
    """Answer lines until there are none."""
    Segmenter().words(["nghỉ trưa"])  # loads what would take seconds in each child
    for line in sys.stdin:
        asked = json.loads(line)
        request = REQUEST.validate_python(asked["request"])
        print(json.dumps(_killed(request, asked["call"], asked["later"])), flush=True)


def _killed(request: Request, call: int, later: float) -> dict[str, Any]:
    """Refresh in a child and kill it *later* seconds after its call number *call*."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            _refresh(request, call, writing)
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    os.close(writing)
    told = b""
    while not told.startswith(_HERE) and (piece := os.read(reading, 1 << 16)):
        told += piece
    if call:
        select.select([], [], [], later)
        os.kill(child, signal.SIGKILL)
    while piece := os.read(reading, 1 << 16):
        told += piece
    os.close(reading)
    _, status = os.waitpid(child, 0)
    known = told.removeprefix(_HERE)
    return {"status": os.waitstatus_to_exitcode(status), **(json.loads(known) if known else {})}


def _refresh(request: Request, call: int, pipe: int) -> None:
    """Refresh, say what there was to count, and stay until killed where that is wanted."""
    counting = Counting(call, pipe)
    sys.setprofile(counting)
    report = carry_out(
        request.home,
        request.order,
        clock=SystemClock(),
        embedder=HashEmbedder(),
        progress=counting.progress,
        starter=False,
    )
    sys.setprofile(None)
    if call:  # killed after all was done, and before the process ended by itself
        if counting.calls < call:
            os.write(pipe, _HERE)
        signal.pause()
    done = {"stages": counting.stages, "calls": counting.calls, "published": report.published}
    os.write(pipe, json.dumps(done).encode())
    os._exit(0)


if __name__ == "__main__":
    main()
