"""The process in which one file is read: ``python -m indexer.readers.sandbox_child``.

Its arguments are the process that asks, the file's name in the folder it runs in, and how many
seconds of CPU it may take. It is two processes in truth: the first starts the second where there
is no network, and ends with it; the second gives up all it has no need of, reads the file and
answers once, in JSON, on the pipe that is its standard output:

    {"kind": ".docx", "text": …, "remarks": {…}}
    {"members": [{"name": …, "file": …} or {"name": …, "error": …, "values": {…}}, …]}
    {"error": code of indexer.problems, "values": {…}}

Nothing of this is believed by the process that asks; see sandbox.py.
"""

import json
import os
import signal
import sys
from dataclasses import asdict
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from indexer.errors import ReadError
from indexer.readers import pages, sandbox_limits
from indexer.readers.kinds import ARCHIVE, READERS, kind_of

MOST_CHARACTERS = 10_000_000
"""Of text in one file: some 5,000 pages."""

_SHORT = 10_000
"""Characters over which the parser never sits for more than a moment."""


def main() -> int:
    """Read the file and answer; return 0 when an answer was given."""
    parent, name, seconds = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    signal.signal(signal.SIGTERM, _end_all)
    sandbox_limits.die_with_parent(parent, signal.SIGTERM)
    separated = sandbox_limits.separate()
    watcher = os.getpid()
    reader = os.fork()
    if reader == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        sandbox_limits.die_with_parent(0 if separated else watcher, signal.SIGKILL)
        pipe = _taken_from_programs()
        folder = sandbox_limits.settle(Path.cwd(), separated)
        sandbox_limits.confine(folder, seconds, separated)
        with os.fdopen(pipe, "w", encoding="utf-8", errors="replace") as stream:
            with pages.heard_by(partial(pages.write, folder)):
                answer = _answer(Path(name))
            json.dump(answer, stream, ensure_ascii=False)
            stream.write("\x00")  # sandbox_answer.END
        os._exit(0)
    os.close(_taken_from_programs())
    return 0 if os.waitpid(reader, 0)[1] == 0 else 1


def read(path: Path) -> dict[str, Any]:
    """Return the answer for a file, by what it is, whatever its name says.

    Raises:
        ReadError: when it cannot be read.
    """
    kind = kind_of(path)
    if kind == ARCHIVE:
        return {"members": import_module("indexer.readers.archive").unpack(path)}
    named = path.rename(path.with_name("input" + kind))
    module, function = READERS[kind].split(":")
    extracted = getattr(import_module(f"indexer.readers.{module}"), function)(named)
    if len(extracted.text) > MOST_CHARACTERS:
        raise ReadError("too-long", path.name, most=MOST_CHARACTERS // 1_000_000)
    if len(extracted.text) > _SHORT:
        _parse(extracted.text)
    return {"kind": kind, "text": extracted.text, "remarks": asdict(extracted.remarks)}


def _parse(text: str) -> None:
    """Parse the text as the process that asks will do, only to see that it comes to an end.

    There are texts over which the parser's patterns would sit for days; this process is ended
    then, and the other one never begins.
    """
    structure = import_module("indexer.structure")
    import_module("indexer.notes").without_notes(structure.parse_document(text, ""))


def _answer(path: Path) -> dict[str, Any]:
    try:
        return read(path)
    except ReadError as error:
        return {"error": error.code, "values": dict(error.values)}
    except MemoryError:
        return {"error": "memory", "values": {"megabytes": sandbox_limits.MEMORY >> 20}}
    except Exception as error:  # any: what takes strangers' files apart fails in many ways
        return {"error": "not-understood", "values": {"reason": type(error).__name__}}


def _taken_from_programs() -> int:
    """Return the pipe for the answer, on which no other program can write any more."""
    pipe = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pipe


def _end_all(*_: object) -> None:
    """End the reader and the programs it started along with this process."""
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
