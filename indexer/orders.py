"""What goes between the bot and the process that works on its library: one JSON line each way.

The types here are all that both sides load; the bot needs nothing of how a library is built.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from indexer.proposal import Order, Preview, Remark

Operation = Literal["preview", "prepare", "publish", "undo", "verify"]


@dataclass(frozen=True, slots=True)
class Request:
    """One piece of work on the library of a home."""

    op: Operation
    home: Path
    order: Order = field(default_factory=Order)
    """For "preview", "prepare" and "publish"; of the others only its actor counts."""
    texts: Path | None = None
    """For "preview": the folder that gets the texts as they were understood."""
    snapshot: str = ""
    """For "undo": the snapshot to go back to; "" for the one before the live one."""
    model: str = ""
    """The embedding model; "" for the one that comes along."""
    starter: bool = True
    """Whether the library that comes with the program is part of the library."""
    threads: int = 1
    """Threads that compute; 0 for one on each core."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication, or an undo, did to the library."""

    snapshot: str
    """Id of the live snapshot afterwards."""
    published: bool
    """False where there was nothing to publish."""
    added: tuple[str, ...] = ()
    """Numbers of documents, as in the others."""
    changed: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    """Citations of what other documents lose or change by what came in."""
    ended: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the work is."""

    name: str
    """"read", "store", "passages", "segment", "embed", "index" or "publish"."""
    done: int
    total: int
    subject: str = ""
    """The file or document at hand."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the work was not done."""

    code: str
    """Of ``ReadError`` or ``CorrectionError``, else "busy", "no-library", "library", "model",
    "disk-full", "denied", "database", "refused" or "unexpected"."""
    values: dict[str, str | int]
    message: str
    """One English sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that the process prints; exactly one of the parts is there."""

    progress: Stage | None = None
    preview: Preview | None = None
    prepared: bool | None = None
    published: Published | None = None
    damage: tuple[str, ...] | None = None
    """Sentences on what is wrong with the live snapshot; empty when all is well."""
    failure: Failure | None = None


REQUEST: TypeAdapter[Request] = TypeAdapter(Request)
LINE: TypeAdapter[Line] = TypeAdapter(Line)


def dump_request(request: Request) -> bytes:
    """Return *request* as one line of JSON."""
    return REQUEST.dump_json(request) + b"\n"


def dump_line(line: Line) -> bytes:
    """Return *line* as one line of JSON."""
    return LINE.dump_json(line) + b"\n"
