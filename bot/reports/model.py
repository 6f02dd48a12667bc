"""What a report is, and what a case shows of it: shared by the bot, the store and the desk."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


class Status(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    VERIFYING = "verifying"
    CONCLUDED = "concluded"
    REFERRED = "referred"
    """Passed on to the body that is competent; ended here."""
    CLOSED = "closed"
    SPAM = "spam"
    """No report of anything; ended here."""

    @property
    def is_open(self) -> bool:
        """Whether work on the case is still to be done."""
        return self in (Status.RECEIVED, Status.VERIFYING, Status.CONCLUDED)


FOLLOWING: dict[Status, tuple[Status, ...]] = {
    Status.RECEIVED: (Status.VERIFYING, Status.REFERRED, Status.CLOSED, Status.SPAM),
    Status.VERIFYING: (Status.CONCLUDED, Status.REFERRED, Status.CLOSED, Status.SPAM),
    Status.CONCLUDED: (Status.REFERRED, Status.CLOSED, Status.SPAM),
    Status.REFERRED: (),
    Status.CLOSED: (),
    Status.SPAM: (),
}
"""What a status may change into."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a report or to a message; its bytes lie sealed in ``cases/``."""

    file: str
    """Random name of the sealed original in ``cases/``: 32 hex digits."""
    name: str
    """What the sender's program called it, or "" for a photo taken in the chat."""
    media_type: str
    """By content, not by name: "image/jpeg", "application/pdf", "video/mp4"…"""
    size: int
    """Bytes of the original."""
    cleaned: str = ""
    """Name of the sealed copy without properties of its author; "" where there is none."""
    uncleaned: str = ""
    """Why there is none: "video", "audio", "unknown", "broken"; "" where there is one."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a citizen has reported; sealed as a whole."""

    kind: str
    """Slug of the kind of conduct (see ``kinds.toml``)."""
    unit: str
    """Code of the unit chosen from the list: "01" (province), "01-00004" (commune); "" if free."""
    unit_text: str
    """The unit as people call it; written freely where ``unit`` is ""."""
    when: str
    """When it happened, as the reporter said it."""
    event_day: date | None
    """The same as a day, where it names one: the law of that day applies."""
    what: str
    who: str = ""
    """Who did it; "" where the reporter does not say."""
    attachments: tuple[Attachment, ...] = ()


class Author(StrEnum):
    """Who wrote a message of a case."""

    REPORTER = "reporter"
    INSPECTOR = "inspector"
    SYSTEM = "system"
    """A change of status, told to the reporter in a sentence."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message between the reporter and the inspectors; sealed under the report key."""

    author: Author
    text: str
    day: date
    attachments: tuple[Attachment, ...] = ()
    status: Status | None = None
    """The status that a message of the system tells of."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the timeline that only inspectors read; sealed under the notes key."""

    what: Literal["status", "assigned", "note", "message", "shared", "exported"]
    inspector: str
    """The name in the inspector's key file."""
    at: str
    """Moment in ISO 8601."""
    text: str = ""
    """The reason, the note, or to whom it is assigned."""
    status: Status | None = None
    body: str = ""
    """The receiving body of a referral."""


@dataclass(frozen=True, slots=True)
class Case:
    """What ``cases.db`` shows of a case without any key."""

    id: bytes
    """The report id, 16 random bytes."""
    number: str
    """The case number, "2026-00017"."""
    kind: str
    unit: str
    received: date
    status: Status
    deadlines: tuple["Deadline", ...] = ()
    closed: date | None = None
    answered: date | None = None
    """Day of the first message or change of status by an inspector."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something must be done."""

    name: str
    """Slug of the rule in ``deadlines.toml``: "check", "resolve"."""
    day: date
    met: bool = False
