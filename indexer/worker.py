"""The process that works on a library beside the bot: ``python -m indexer.worker``.

One request comes on standard input, lines of JSON go to standard output: how far the work is, and
at the end what came of it (see ``indexer.orders``). The process takes what the bot leaves of the
machine, and ends when the bot does. SIGTERM and SIGINT stop the work without leaving anything
behind, except while the finished snapshot is being published, which takes a moment.
"""

import contextlib
import ctypes
import logging
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from indexer.failures import failure_of
from indexer.orders import REQUEST, Line, Request, Stage, dump_line

_NICEST = 19
"""Lowest priority; by it the system gives the disk's least priority too."""
_PR_SET_PDEATHSIG = 1
_LONGEST_STOP = 10
"""Seconds after which a process that was told to stop is ended by the system."""
_SOONEST = 0.2
"""Seconds between two lines on the progress of one stage."""
_OOM, _FIRST_TO_GO = Path("/proc/self/oom_score_adj"), "800"
"""Of -1000 to 1000; the bot keeps 0."""
STOPPED = 3
"""Exit status of a worker that was told to stop."""


class Stopped(BaseException):
    """The work is to stop now; no ``except Exception`` takes this for a problem of a file."""


class Stopping:
    """Turns the first signal into ``Stopped``, unless what was begun must be finished."""

    def __init__(self) -> None:
        self._finishing = False
        self._parent = os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def die_with_parent(self) -> None:
        """Have the system send SIGTERM when the parent ends, however it ends."""
        if sys.platform == "linux":
            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != self._parent:  # it ended before that call
            raise Stopped

    def finish(self) -> None:
        """Let nothing stop the work from now on."""
        self._finishing = True

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._finishing:
            return
        self._finishing = True  # tidying up is not to be interrupted by a second signal
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_LONGEST_STOP)
        raise Stopped


class Report:
    """Prints the lines; between two stages not more often than a person can read."""

    def __init__(self, stream: BinaryIO, stopping: Stopping) -> None:
        self._stream = stream
        self._stopping = stopping
        self._stage = ""
        self._at = 0.0

    def progress(self, stage: str, done: int, total: int, subject: str) -> None:
        """Hear of progress, and say so now and then; the last step of a stage is always said."""
        if stage == "publish":
            self._stopping.finish()
        now = time.monotonic()
        if stage == self._stage and done < total and now - self._at < _SOONEST:
            return
        self._stage, self._at = stage, now
        self.line(Line(progress=Stage(stage, done, total, subject)))

    def line(self, line: Line) -> None:
        """Print one line."""
        self._stream.write(dump_line(line))
        self._stream.flush()


def main() -> int:
    """Do what standard input asks for; return 0 once a result or a failure has been printed."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    stream = _own_output()
    try:
        stopping = Stopping()
        stopping.die_with_parent()
        _give_way()
        report = Report(stream, stopping)
        try:
            report.line(_done(REQUEST.validate_json(sys.stdin.buffer.readline()), report, stopping))
        except (BrokenPipeError, Stopped):
            raise Stopped from None
        except Exception as error:
            report.line(Line(failure=failure_of(error)))
    except (BrokenPipeError, Stopped):
        return STOPPED
    return 0


def _give_way() -> None:
    """Take the processor when nobody else does, and be the first to go when memory is short."""
    os.nice(_NICEST)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # not everywhere may a process say so
            _OOM.write_text(_FIRST_TO_GO)


def _own_output() -> BinaryIO:
    """Keep standard output for the lines; what any library prints goes to standard error."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def _done(request: Request, report: Report, stopping: Stopping) -> Line:
    """Carry out *request* and return its result."""
    # Each loads only what it needs: a preview must not wait for the embedding model.
    match request.op:
        case "preview":
            from indexer.work import preview

            return Line(preview=preview(request, report.progress))
        case "prepare":
            from indexer.work import prepare

            prepare(request, report.progress)
            return Line(prepared=True)
        case "publish":
            from indexer.work import publish

            return Line(published=publish(request, report.progress))
        case "undo":
            from indexer.work import undo

            stopping.finish()
            return Line(published=undo(request))
        case "verify":
            from indexer.work import verify

            return Line(damage=verify(request))


if __name__ == "__main__":
    sys.exit(main())
