"""What the dialogue of a report is made of: the draft, what can happen to it, what follows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.reports.model import Attachment

LONGEST_WHAT = 4000
"""Characters of what happened, all messages together."""
LONGEST_LINE = 500
"""Characters of an answer that is one line: who, when, a unit written freely."""
MOST_FILES = 10
LARGEST_FILE = 20 * 1024 * 1024
"""Bytes; Telegram gives bots no larger ones."""


class Step(StrEnum):
    """Where a dialogue stands."""

    INTRO = "intro"
    """What others can see, and when not to use this."""
    KIND = "kind"
    PROVINCE = "province"
    COMMUNE = "commune"
    WHEN = "when"
    WHAT = "what"
    WHO = "who"
    EVIDENCE = "evidence"
    PREVIEW = "preview"
    CONFIRM = "confirm"
    """The last question before it is handed in."""
    LEAVING = "leaving"
    """Whether really to give it up."""
    RECEIPT = "receipt"
    """Handed in; the code is asked back once."""
    TIDYING = "tidying"
    """Handed in; whether to take the messages out of the chat."""


HANDED_IN = (Step.RECEIPT, Step.TIDYING)
"""Steps at which the draft holds nothing of the report any more."""


class Verb(StrEnum):
    """What a button of the dialogue does; one character each, for it stands in 64 bytes."""

    START = "s"
    KIND = "k"
    PROVINCE = "v"
    UNIT = "u"
    FREE = "f"
    """Take the unit as it was typed."""
    PAGE = "g"
    WHEN = "w"
    NEXT = "n"
    """Enough said, or nothing to say."""
    CLEAR = "r"
    """Begin this answer anew."""
    BACK = "b"
    LEAVE = "x"
    ERASE = "y"
    CHANGE = "e"
    SEND = "c"
    SUBMIT = "z"
    SKIP = "q"
    TIDY = "t"
    KEEP = "p"


@dataclass(frozen=True, slots=True)
class Said:
    """One message that tells a part of what happened."""

    message: int
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of the chat that belongs to the report."""

    message: int
    at: int
    """Unix time in seconds; Telegram lets bots delete for 48 hours."""


@dataclass(frozen=True, slots=True)
class Source:
    """The message that an answer of one line came from."""

    step: Step
    message: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is being written."""

    secrets: str
    """``Secrets.dump()``; "" once the report is handed in."""
    turn: int
    """Stands in the buttons: those of an earlier screen are known by it."""
    trail: tuple[Step, ...] = (Step.INTRO,)
    """The steps that lead here, the present one last."""
    kind: str = ""
    unit: str = ""
    unit_text: str = ""
    province: str = ""
    """Code of the province whose communes are shown."""
    typed: str = ""
    """What was typed in search of a unit."""
    page: int = 0
    when: str = ""
    event_day: date | None = None
    what: tuple[Said, ...] = ()
    who: str = ""
    files: tuple[Attachment, ...] = ()
    album: str = ""
    """The album that came last: its further files are taken without an answer to each."""
    screen: int = 0
    """The message that shows the present screen, where it is known; it loses its buttons when
    the next screen comes below."""
    own: tuple[Sent, ...] = ()
    """The person's messages."""
    sources: tuple[Source, ...] = ()
    """Which message gave "when" and "who", should it be edited."""

    @property
    def step(self) -> Step:
        """The present step."""
        return self.trail[-1]

    @property
    def story(self) -> str:
        """What happened, as one text."""
        return "\n".join(part.text for part in self.what)

    @property
    def file_names(self) -> tuple[str, ...]:
        """The names of all sealed files in ``cases/``."""
        names = (name for one in self.files for name in (one.file, one.cleaned))
        return tuple(name for name in names if name)

    @property
    def missing(self) -> Step | None:
        """The first step without which the report says too little, or None."""
        needed = (
            (Step.KIND, self.kind),
            (Step.PROVINCE, self.unit_text),
            (Step.WHEN, self.when),
            (Step.WHAT, self.what),
        )
        return next((step for step, answer in needed if not answer), None)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the dialogue was pressed."""

    verb: Verb
    value: str
    turn: int


@dataclass(frozen=True, slots=True)
class Typed:
    """A text came."""

    text: str
    sent: Sent


@dataclass(frozen=True, slots=True)
class Edited:
    """A text that came before was changed."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Filed:
    """A file came and lies sealed in ``cases/``."""

    file: Attachment
    sent: Sent
    caption: str = ""
    album: str = ""
    """What the files of one album have in common; "" for a file by itself."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """/huy: all of it is to go at once."""


Event = Pressed | Typed | Edited | Filed | GivenUp


@dataclass(frozen=True, slots=True)
class Show:
    """Show the screen of the draft as it is now, under a sentence where there is one to say."""

    lead: str = ""
    """The id of its text."""
    number: int = 0
    """The number in it, if there is one."""


@dataclass(frozen=True, slots=True)
class Say:
    """Say a sentence: the id of a text and the number in it, if there is one."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """Say a sentence over the chat: an answer to a press."""

    text: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Erase sealed files."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tidy:
    """Take the messages of the report out of the chat."""

    own: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class Submit:
    """Seal the report and hand it in."""


@dataclass(frozen=True, slots=True)
class Check:
    """Find out whether a text is the code of a report."""

    text: str


Effect = Show | Say | Notice | Erase | Tidy | Submit | Check
