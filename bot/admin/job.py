"""A job of the administrators: what is kept of it, and what can happen to it.

A job brings documents into the library, declares one ended, or takes a publication back. What it
is made of lies on disk (see ``bot.admin.folder``); what is decided about it stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

VERSION = 1
"""Of the shape of ``Job``; a job of another version is dropped."""
MOST_FILES = 100
"""Files of one job; what comes beyond that begins another one."""


EXPIRED = "expired"
"""Code of a job that was cancelled because nobody decided about it."""


class Kind(StrEnum):
    """What a job is for."""

    FILES = "files"
    ENDING = "ending"
    UNDO = "undo"


class Stage(StrEnum):
    """How far a job is."""

    ASKING = "asking"
    """Questions are asked: which document has ended, from which day, why."""
    RECEIVING = "receiving"
    PREVIEWING = "previewing"
    WAITING = "waiting"
    """Somebody is to look at it and to decide."""
    PUBLISHING = "publishing"
    DONE = "done"
    FAILED = "failed"
    DISCARDED = "discarded"
    CANCELLED = "cancelled"


ENDED = frozenset({Stage.DONE, Stage.FAILED, Stage.DISCARDED, Stage.CANCELLED})
WORKING = frozenset({Stage.RECEIVING, Stage.PREVIEWING, Stage.PUBLISHING})
"""Stages that go on by themselves, also after a restart."""


class View(StrEnum):
    """Which screen of a waiting job is shown."""

    CARD = "card"
    FIELDS = "fields"
    """The list of what can be corrected."""
    VALUE = "value"
    """One field: choices, and the next text is its value."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a job."""

    name: str
    file_id: str = ""
    """By which Telegram gives it; "" for one from the watched folder."""
    message: int = 0
    """The message that brought it."""
    page: bool = False
    """Whether it came as a photograph: a page rather than a document."""
    here: bool = False
    problem: str = ""
    """Why it was not fetched: "large" or "lost"."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one document, as a person set it."""

    key: str
    """As ``indexer.proposal.Card.key``."""
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a member of an archive, that was not taken."""

    file: str
    message: str
    """One English sentence."""
    code: str = ""
    """The same as ``indexer.problems`` names it, or "large" and "lost" of what Telegram kept."""
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that is decided about a job."""

    id: str
    chat: int
    actor: str
    """Who began it, as the audit log names them: "telegram:1001", "inbox"."""
    begun: int
    """Seconds since 1970."""
    kind: Kind = Kind.FILES
    stage: Stage = Stage.RECEIVING
    files: tuple[File, ...] = ()
    at_once: bool = False
    """Whether it is published without being looked at."""
    apart: bool = False
    """Whether photographs are documents of their own, not pages of one."""
    corrections: tuple[Correction, ...] = ()
    without: tuple[str, ...] = ()
    """Keys of cards that are left out."""
    number: str = ""
    """The document that is declared ended."""
    day: date | None = None
    """First day out of force; None takes a declaration back."""
    reason: str = ""
    target: str = ""
    """The snapshot to go back to."""
    message: int = 0
    """The one message of the job; 0 until it is known."""
    turn: int = 0
    """Grows with each screen: a button counts on the newest only."""
    view: View = View.CARD
    page: int = 0
    """Which card is shown; 0 is the summary where there are several."""
    asked: str = ""
    """The field whose value is being asked for."""
    asked_at: int = 0
    """Seconds since 1970."""
    typed: str = ""
    """What is chosen so far of several topics."""
    approved: str = ""
    """Who published it, in the audit log's words."""
    live: str = ""
    """The snapshot that was live when it was looked at."""
    stopping: bool = False
    ended: int = 0
    """Seconds since 1970; 0 while it goes on."""
    snapshot: str = ""
    """What it published."""
    numbers: tuple[str, ...] = ()
    """Documents that were added, changed, replaced, ended or revived by it."""
    code: str = ""
    """Why it failed."""
    values: Mapping[str, str | int] = field(default_factory=dict)
    fault: str = ""
    """The same as an English sentence."""
    refused: tuple[Refused, ...] = ()

    @property
    def listens(self) -> bool:
        """Whether the next text is the answer to what is asked."""
        waits = self.stage is Stage.WAITING and self.view is View.VALUE
        return bool(self.asked) and (waits or self.stage is Stage.ASKING)

    @property
    def is_over(self) -> bool:
        """Whether it has come to its end."""
        return self.stage in ENDED


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job came to."""

    stage: Stage
    snapshot: str = ""
    """What was published; "" when nothing was: all was in the library already, or it failed."""
    numbers: tuple[str, ...] = ()
    code: str = ""
    message: str = ""
    """Of one that failed, an English sentence."""
    refused: tuple[Refused, ...] = ()


class Verb(StrEnum):
    """What a button of a job does; one character each."""

    PUBLISH = "p"
    FIX = "f"
    FIELD = "g"
    CHOOSE = "v"
    """Take the value that stands behind it; of several topics, put it in or take it out."""
    ENTER = "e"
    """Take the topics that are chosen."""
    BACK = "b"
    PAGE = "n"
    TEXT = "x"
    """Send the text as it was understood."""
    LEAVE_OUT = "o"
    """Leave the document that is shown out of the job, or take it in again."""
    DISCARD = "d"
    STOP = "c"
    AGAIN = "a"
    APART = "s"
    """Take photographs for documents of their own, or for pages of one again."""
    UNDO = "u"


@dataclass(frozen=True, slots=True)
class Named:
    """One more file was sent."""

    file: File


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file is on disk, or cannot be had."""

    index: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """Nothing more came for a while."""

    count: int
    """How many files there were then."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """The preview is on disk."""

    changes: bool
    """Whether publishing would change anything."""
    cards: int
    live: str
    """The snapshot that is live."""
    refused: tuple[Refused, ...] = ()
    needs_a_person: bool = False
    """Whether it holds what is never published without having been looked at."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It cannot be done."""

    code: str
    values: Mapping[str, str | int]
    message: str
    """In English."""
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """The library is as the job wanted it."""

    snapshot: str
    """"" when it was so already."""
    numbers: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """Publishing was stopped in time."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button was pressed."""

    verb: Verb
    value: str
    turn: int
    message: int
    """The message that holds it."""
    actor: str
    key: str = ""
    """Of the card that is shown."""
    live: str = ""
    """The snapshot that is live."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The value that was asked for, as it is to be kept."""

    value: str
    key: str = ""
    """Of the card that is shown."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """/huy."""


@dataclass(frozen=True, slots=True)
class Expired:
    """Nobody has decided about it for too long."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Telegram has said which id the job's message has."""

    message: int


Event = (
    Named
    | Fetched
    | Received
    | Previewed
    | Failed
    | Published
    | Stopped
    | Pressed
    | Answered
    | Cancelled
    | Expired
    | Heard
)
