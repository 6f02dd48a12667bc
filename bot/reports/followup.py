"""Following a case up as a pure function: a session and an event give a session and effects.

A session begins with the code and then knows the report key, so that nobody types the code before
each press. A text that comes while a case is open is a message to the inspectors in the making: it
goes out when the button says so, not before. A press counts only on the newest screen.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.reports.events import (
    LONGEST_WHAT,
    MOST_FILES,
    Edited,
    Erase,
    Filed,
    GivenUp,
    Notice,
    Said,
    Say,
    Sent,
    Show,
    Tidy,
    Typed,
)
from bot.reports.model import Attachment, Case
from bot.reports.receipts import parse_receipt

_DIGITS = 12
"""Digits of a text from which on it is meant as a code."""


class Step(StrEnum):
    """Where a session stands."""

    CODE = "code"
    """The code is asked for."""
    VIEW = "view"
    WRITING = "writing"
    """A message to the inspectors has begun."""
    WATCHING = "watching"
    """Whether really to be told here."""
    TIDYING = "tidying"
    """Closed, the key forgotten; whether to take the messages out of the chat."""


class Verb(StrEnum):
    """What a button does; one character each."""

    PAGE = "g"
    REFRESH = "f"
    WRITE = "w"
    SEND = "s"
    DROP = "r"
    """Throw the begun message away."""
    WATCH = "n"
    ACCEPT = "y"
    UNWATCH = "o"
    BACK = "b"
    CLOSE = "x"
    TIDY = "t"
    KEEP = "p"


@dataclass(frozen=True, slots=True)
class Session:
    """One following-up in one chat."""

    id: str
    """Random; with ``turn`` it names the message that a press sends, however often handled."""
    turn: int
    """Stands in the buttons: those of an earlier screen are known by it."""
    step: Step = Step.CODE
    case: str = ""
    """The report id in hex; "" before the code and after closing."""
    key: str = ""
    """The report key in hex."""
    page: int = -1
    """Of the messages; -1 for the last."""
    parts: tuple[Said, ...] = ()
    files: tuple[Attachment, ...] = ()
    album: str = ""
    """The album that came last: its further files are taken without an answer to each."""
    screen: int = 0
    """The message that shows the present screen, where it is known; it loses its buttons when
    the next screen comes below."""
    own: tuple[Sent, ...] = ()
    """The person's messages."""

    @property
    def text(self) -> str:
        """What has been written to the inspectors and not sent."""
        return "\n".join(part.text for part in self.parts)

    @property
    def file_names(self) -> tuple[str, ...]:
        """The names of all sealed files that wait to be sent."""
        names = (name for one in self.files for name in (one.file, one.cleaned))
        return tuple(name for name in names if name)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the session was pressed."""

    verb: Verb
    value: str
    turn: int


@dataclass(frozen=True, slots=True)
class Open:
    """Find out which case a code leads to, and take the code out of the chat."""

    text: str


@dataclass(frozen=True, slots=True)
class Send:
    """Seal what was written and hand it to the inspectors."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Tell this chat of answers from now on, or no more."""

    on: bool


Event = Pressed | Typed | Edited | Filed | GivenUp
Effect = Show | Say | Notice | Erase | Tidy | Open | Send | Watch
Outcome = tuple[Session | None, tuple[Effect, ...]]


def begun(session_id: str, turn: int, sent: Sent) -> Session:
    """Return a new session, begun with the message *sent*."""
    return Session(session_id, turn, own=(sent,))


def opened(session: Session, case_id: bytes, key: bytes) -> Session:
    """Return the session with its case open."""
    place = replace(session, case=case_id.hex(), key=key.hex())
    return emptied(place)


def emptied(session: Session) -> Session:
    """Return the session back at its case, with nothing written: it was sent, or thrown away."""
    return replace(session, turn=session.turn + 1, step=Step.VIEW, parts=(), files=(), page=-1)


def advance(session: Session, event: Event, case: Case | None) -> Outcome:
    """Return what *event* makes of *session*; the same one and no effect: it is not for us.

    *case* is that of the session as it is now; None before it is open, and when it was erased.
    None for the session means that it has ended.
    """
    if session.case and case is None:
        return None, (Erase(session.file_names), Say("follow-gone"))
    match event:
        case GivenUp():
            return _given_up(session)
        case Pressed():
            return _pressed(session, event, case)
        case _ if session.step is Step.TIDYING:
            return session, ()
        case Typed():
            return _typed(session, event, case)
        case Edited():
            return _edited(session, event)
        case Filed():
            return _filed(session, event, case)


def _given_up(session: Session) -> Outcome:
    if session.step is Step.TIDYING:
        return None, (Say("follow-kept"),)
    if session.step is Step.CODE:
        return None, (Tidy(session.own), Say("follow-closed"))
    return _closed(session)


def _closed(session: Session) -> Outcome:
    """Forget the key at once; what stays are the ids of messages."""
    screen, own = session.screen, session.own
    rest = Session(session.id, session.turn + 1, Step.TIDYING, screen=screen, own=own)
    return rest, (Erase(session.file_names), Show())


def _pressed(session: Session, event: Pressed, case: Case | None) -> Outcome:
    press = _PRESSES[event.verb]
    if event.turn != session.turn or session.step not in press.steps:
        return session, (Notice("follow-stale"),)
    if press.open_only and not (case and case.status.is_open):
        return emptied(session), (Erase(session.file_names), Notice("follow-ended"), Show())
    return press.do(session, event.value)


def _typed(session: Session, event: Typed, case: Case | None) -> Outcome:
    if session.step is Step.CODE:
        if sum(letter.isdigit() for letter in event.text) < _DIGITS:
            return session, ()
        return _with(session, event.sent), (Open(event.text),)
    if session.step is not Step.WRITING and parse_receipt(event.text):
        # Typed over one case, a code opens another; inspectors are never sent one.
        return _with(session, event.sent), (Open(event.text),)
    if not (case and case.status.is_open):
        return _with(session, event.sent), (Say("follow-ended"),)
    part = Said(event.sent.message, event.text.strip())
    longer = replace(session, parts=(*session.parts, part))
    if len(longer.text) > LONGEST_WHAT:
        return _writing(_with(session, event.sent), "follow-long")
    return _writing(_with(longer, event.sent))


def _edited(session: Session, event: Edited) -> Outcome:
    parts = tuple(
        replace(part, text=event.text.strip()) if part.message == event.message else part
        for part in session.parts
    )
    if parts == session.parts:
        return session, ()
    changed = replace(session, parts=parts)
    if len(changed.text) > LONGEST_WHAT:
        return _writing(session, "follow-long")
    return _writing(changed)


def _filed(session: Session, event: Filed, case: Case | None) -> Outcome:
    if any(one.file == event.file.file for one in session.files):
        return session, ()  # the same update, handled again
    session = _with(session, event.sent)
    names = tuple(name for name in (event.file.file, event.file.cleaned) if name)
    if not (case and case.status.is_open):
        return session, (Erase(names), Say("follow-ended"))
    if len(session.files) >= MOST_FILES:
        return session, (Erase(names), Say("follow-files-many", MOST_FILES))
    further = bool(event.album) and event.album == session.album
    session = replace(session, files=(*session.files, event.file), album=event.album)
    caption = event.caption.strip()
    if caption and len(session.text) + len(caption) < LONGEST_WHAT:
        part = Said(event.sent.message, caption)
        session = replace(session, parts=(*session.parts, part))
    if further:
        return replace(session, step=Step.WRITING), ()
    return _writing(session, "follow-album" if event.album else "")


@dataclass(frozen=True, slots=True)
class _Press:
    """What a button does, and at which steps it stands on the screen."""

    steps: frozenset[Step]
    do: Callable[[Session, str], Outcome]
    open_only: bool = False
    """Whether it needs a case that has not ended."""


def _page(session: Session, value: str) -> Outcome:
    return _shown(replace(session, page=int(value) if value.isdecimal() else -1))


def _refresh(session: Session, value: str) -> Outcome:
    return _shown(replace(session, page=-1), "follow-fresh")


def _write(session: Session, value: str) -> Outcome:
    return _writing(session)


def _send(session: Session, value: str) -> Outcome:
    if not session.parts and not session.files:
        return _writing(session, "follow-empty")
    return session, (Send(),)


def _drop(session: Session, value: str) -> Outcome:
    return emptied(session), (Erase(session.file_names), Show())


def _watch(session: Session, value: str) -> Outcome:
    return _shown(replace(session, step=Step.WATCHING))


def _accept(session: Session, value: str) -> Outcome:
    shown, effects = _shown(replace(session, step=Step.VIEW), "follow-watched")
    return shown, (Watch(on=True), *effects)


def _unwatch(session: Session, value: str) -> Outcome:
    shown, effects = _shown(session, "follow-unwatched")
    return shown, (Watch(on=False), *effects)


def _back(session: Session, value: str) -> Outcome:
    return _shown(replace(session, step=Step.VIEW))


def _close(session: Session, value: str) -> Outcome:
    return _given_up(session)


def _tidy(session: Session, value: str) -> Outcome:
    return None, (Tidy(session.own), Say("follow-tidied"))


def _keep(session: Session, value: str) -> Outcome:
    return None, (Say("follow-kept"),)


_VIEW, _WRITING = frozenset({Step.VIEW}), frozenset({Step.WRITING})
_WATCHING, _TIDYING = frozenset({Step.WATCHING}), frozenset({Step.TIDYING})

_PRESSES = {
    Verb.PAGE: _Press(_VIEW, _page),
    Verb.REFRESH: _Press(_VIEW, _refresh),
    Verb.WRITE: _Press(_VIEW, _write, open_only=True),
    Verb.SEND: _Press(_WRITING, _send, open_only=True),
    Verb.DROP: _Press(_WRITING, _drop),
    Verb.WATCH: _Press(_VIEW, _watch, open_only=True),
    Verb.ACCEPT: _Press(_WATCHING, _accept, open_only=True),
    Verb.UNWATCH: _Press(_VIEW, _unwatch),
    Verb.BACK: _Press(_WATCHING, _back),
    Verb.CLOSE: _Press(frozenset(Step) - _TIDYING, _close),
    Verb.TIDY: _Press(_TIDYING, _tidy),
    Verb.KEEP: _Press(_TIDYING, _keep),
}


def _writing(session: Session, lead: str = "") -> Outcome:
    return _shown(replace(session, step=Step.WRITING), lead)


def _shown(session: Session, lead: str = "") -> tuple[Session, tuple[Effect, ...]]:
    return replace(session, turn=session.turn + 1), (Show(lead),)


def _with(session: Session, sent: Sent) -> Session:
    return replace(session, own=(*session.own, sent))
