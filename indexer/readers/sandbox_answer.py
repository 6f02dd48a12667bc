"""What the process that read a file says, checked word by word: a stranger's file may speak."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.errors import ReadError
from indexer.problems import PROBLEMS
from indexer.readers.kinds import READERS
from indexer.readers.reading import Extracted, Remarks
from indexer.readers.text import clean

END = b"\x00"
"""Ends an answer, which is JSON: the pipe may be held open by what the process has started."""
_MEMBER_FILE = re.compile(r"member\d{1,4}(?:\.[a-z0-9]{1,8}){0,2}")
_MOST_MEMBERS = 1000
_MOST_LETTERS = 200
"""Of a name or a value in an answer."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, unpacked."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file holds: a text, or, when it is an archive, members."""

    kind: str = ""
    """A suffix: of what the file is, not of what its name says."""
    extracted: Extracted = field(default_factory=lambda: Extracted(""))
    members: tuple[Member | ReadError, ...] = ()


def understood(answer: object, folder: Path, name: str) -> Answer:
    """Return what *answer* says of the file *name* that was read in *folder*.

    Raises:
        ReadError: when it says that the file cannot be read, or makes no sense.
    """
    try:
        if not isinstance(answer, Mapping):
            raise TypeError("no answer")
        if "error" in answer:
            raise _error(answer, name)
        if "members" in answer:
            members = answer["members"][:_MOST_MEMBERS]
            return Answer(members=tuple(_member(entry, folder, name) for entry in members))
        kind = str(answer["kind"])
        if kind not in READERS:
            raise ValueError(kind)
        return Answer(kind, Extracted(clean(_word(answer["text"])), _remarks(answer["remarks"])))
    except (TypeError, ValueError, LookupError, AttributeError):
        raise ReadError("crashed", name) from None


def member_name(archive: str, member: str) -> str:
    """Return how people know a member of an archive."""
    return f"{archive} › {member}"


def _member(entry: Mapping[str, Any], folder: Path, name: str) -> Member | ReadError:
    member = clean(_word(entry["name"])).replace("\n", " ")[:_MOST_LETTERS]
    if "error" in entry:
        return _error(entry, member_name(name, member))
    file = _word(entry["file"])
    if not _MEMBER_FILE.fullmatch(file):
        raise ValueError(file)
    return Member(member, folder / file)


def _error(answer: Mapping[str, Any], name: str) -> ReadError:
    code = _word(answer["error"])
    if code not in PROBLEMS:
        raise ValueError(code)
    return ReadError(code, name, **{str(k): _value(v) for k, v in answer["values"].items()})


def _value(value: object) -> str | int:
    return value if isinstance(value, int) else clean(_word(value))[:_MOST_LETTERS]


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


def _remarks(said: Mapping[str, Any]) -> Remarks:
    confidence = said["confidence"]
    return Remarks(
        legacy=tuple(_word(found)[:_MOST_LETTERS] for found in said["legacy"][:8]),
        confidence=None if confidence is None else min(1.0, max(0.0, float(confidence))),
        pages_recognised=int(said["pages_recognised"]),
        tracked_changes=int(said["tracked_changes"]),
        tracked_deletions=int(said["tracked_deletions"]),
    )
