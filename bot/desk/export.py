"""What of a case goes into an export: which files, in which copy, and under which names.

Cleaned copies go along; originals only when asked for, because they may name who took them.
What was altered on disk does not open and is left out by name, so that the rest can still leave.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.desk.casepage import Seen
from bot.desk.export_zip import Entry, safe_name
from bot.desk.web import Desk
from bot.reports.coding import dump
from bot.reports.model import Attachment, Event
from bot.reports.vault import VaultError

Copy = Literal["original", "cleaned"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the inspector has ticked."""

    originals: bool = False
    notes: bool = False
    """Internal notes and to whom the case is assigned."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One file that goes along."""

    path: str
    attachment: Attachment
    copy: Copy

    @property
    def sealed(self) -> str:
        """The name of the sealed file."""
        return self.attachment.file if self.copy == "original" else self.attachment.cleaned


@dataclass(frozen=True, slots=True)
class Packing:
    """All files that go along, and those that do not."""

    files: tuple[Packed, ...]
    only_original: tuple[Attachment, ...]
    """There is no cleaned copy, and originals were not asked for."""
    broken: tuple[str, ...]
    """Paths of what does not open any more."""


def pack(desk: Desk, seen: Seen, wish: Wish) -> Packing:
    """Return which files of *seen* go along; each was opened once to its end."""
    wanted = list(_wanted(seen, wish))
    broken = tuple(one.path for one in wanted if not _opens(desk, seen, one.sealed))
    files = tuple(one for one in wanted if one.path not in broken)
    missing = tuple(one for one in seen.attachments if not one.cleaned and not wish.originals)
    return Packing(files, missing, broken)


def entries(desk: Desk, seen: Seen, packing: Packing) -> Iterator[Entry]:
    """Yield the files of *packing*, read as they are needed."""
    for one in packing.files:
        yield Entry(one.path, _chunks(desk, seen, one.sealed))


def events(seen: Seen, wish: Wish) -> list[Event]:
    """Return the events that go along: without *notes* only what changed the status."""
    known = [part.value for part in seen.thread.events if part.value is not None]
    return [event for event in known if wish.notes or event.what == "status"]


def as_json(seen: Seen, wish: Wish) -> bytes:
    """Return the case for another program to read: field by field, nothing left in prose."""
    report = seen.opened.report.value
    messages = [part.value for part in seen.thread.messages if part.value is not None]
    content = {
        "case": seen.case.number,
        "kind": seen.case.kind,
        "unit": seen.case.unit,
        "received": seen.case.received.isoformat(),
        "status": str(seen.case.status),
        "report": json.loads(dump(report)) if report else None,
        "messages": [json.loads(dump(message)) for message in messages],
        "events": [json.loads(dump(event)) for event in events(seen, wish)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _wanted(seen: Seen, wish: Wish) -> Iterator[Packed]:
    for number, one in enumerate(seen.attachments, start=1):
        name = f"{number:02}-{safe_name(one.name, one.media_type)}"
        if one.cleaned:
            yield Packed(f"tep-sach/{name}", one, "cleaned")
        if wish.originals:
            yield Packed(f"tep-goc/{name}", one, "original")


def _opens(desk: Desk, seen: Seen, sealed: str) -> bool:
    try:
        for _ in _chunks(desk, seen, sealed):
            pass
    except VaultError:
        return False
    return True


def _chunks(desk: Desk, seen: Seen, sealed: str) -> Iterator[bytes]:
    keys = seen.opened.keys
    if keys is None:
        raise VaultError("The case was not sealed for this inspector.")
    yield from desk.files.chunks(keys.report_key, seen.case.id, sealed)
