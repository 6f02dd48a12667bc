"""The state machine of a job as a pure function: a job and an event give a job.

What happened already, what is too late and what was pressed on an older screen changes nothing,
so an event may come twice. Where the screen changes, the turn does.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.admin.job import (
    ENDED,
    EXPIRED,
    MOST_FILES,
    Answered,
    Cancelled,
    Correction,
    Event,
    Expired,
    Failed,
    Fetched,
    Heard,
    Job,
    Kind,
    Named,
    Outcome,
    Pressed,
    Previewed,
    Published,
    Received,
    Stage,
    Stopped,
    Verb,
    View,
)

ENDING_FIELDS = ("number", "day", "reason")
"""What is asked for before a document is declared ended, in this order."""
NONE = "-"
"""What stands for "none" behind a button, and for a declaration that is taken back."""
_TOPICS = "topics"


def advance(job: Job, event: Event, now: int) -> Job:
    """Return what *event* makes of *job* at *now* (seconds since 1970); the same if nothing."""
    after = _after(job, event)
    if after.stage in ENDED and job.stage not in ENDED:
        return replace(after, ended=now)
    return replace(after, asked_at=now) if after.asked and after.turn != job.turn else after


def outcome(job: Job) -> Outcome | None:
    """Return what *job* came to; None while it goes on."""
    if job.stage not in ENDED:
        return None
    return Outcome(job.stage, job.snapshot, job.numbers, job.code, job.fault, job.refused)


def _after(job: Job, event: Event) -> Job:
    match event:
        case Heard(message=message):
            return replace(job, message=max(job.message, message))
        case Named():
            return _named(job, event)
        case Fetched():
            return _fetched(job, event)
        case Received(count=count):
            ready = job.stage is Stage.RECEIVING and len(job.files) == count
            return _turned(job, stage=Stage.PREVIEWING) if ready else job
        case Previewed() if job.stage is Stage.PREVIEWING:
            return _previewed(job, event)
        case Failed() if job.stage not in ENDED:
            return _failed(job, event)
        case Published() if job.stage is Stage.PUBLISHING:
            what = {"snapshot": event.snapshot, "numbers": event.numbers}
            refused = job.refused + event.refused
            return _turned(job, stage=Stage.DONE, refused=refused, **what)
        case Stopped() if job.stage is Stage.PUBLISHING:
            return _turned(job, stage=Stage.CANCELLED)
        case Cancelled():
            return _cancelled(job)
        case Expired() if job.stage not in ENDED | {Stage.PUBLISHING}:
            return _turned(job, stage=Stage.CANCELLED, code=EXPIRED)
        case Answered():
            return _answered(job, event)
        case Pressed():
            return _pressed(job, event)
        case _:
            return job


def _named(job: Job, event: Named) -> Job:
    known = any(file.message == event.file.message for file in job.files)
    if job.stage is not Stage.RECEIVING or known or len(job.files) >= MOST_FILES:
        return job
    return replace(job, files=(*job.files, event.file))


def _fetched(job: Job, event: Fetched) -> Job:
    if job.stage is not Stage.RECEIVING:
        return job
    files = list(job.files)
    here, problem = not event.problem, event.problem
    files[event.index] = replace(files[event.index], here=here, problem=problem)
    return replace(job, files=tuple(files))


def _previewed(job: Job, event: Previewed) -> Job:
    page = min(job.page, event.cards)
    seen = {
        "refused": event.refused,
        "page": page,
        "view": View.CARD,
        "asked": "",
        "live": event.live,
    }
    if job.at_once and not event.changes:
        return _turned(job, stage=Stage.DONE, **seen)
    if job.at_once and event.needs_a_person:
        # From here on a person decides, also when what needs one is left out.
        return _turned(job, stage=Stage.WAITING, at_once=False, **seen)
    if job.at_once:
        return _turned(job, stage=Stage.PUBLISHING, approved=job.actor, **seen)
    return _turned(job, stage=Stage.WAITING, **seen)


def _failed(job: Job, event: Failed) -> Job:
    words = {"code": event.code, "values": event.values, "fault": event.message}
    return _turned(job, stage=Stage.FAILED, refused=event.refused or job.refused, **words)


def _cancelled(job: Job) -> Job:
    """Stop what goes on; while something is published, that is looked at first."""
    match job.stage:
        case Stage.PUBLISHING:
            return job if job.stopping else _turned(job, stopping=True)
        case Stage.ASKING | Stage.RECEIVING | Stage.PREVIEWING:
            return _turned(job, stage=Stage.CANCELLED)
        case Stage.WAITING if job.kind is not Kind.FILES:
            return _turned(job, stage=Stage.DISCARDED)
        case Stage.WAITING if job.view is not View.CARD:
            return _turned(job, view=View.CARD, asked="", typed="")
        case _:
            return job


def _answered(job: Job, event: Answered) -> Job:
    if job.stage is Stage.ASKING and job.kind is Kind.ENDING:
        return _ending(job, event.value)
    if job.stage is not Stage.WAITING or job.view is not View.VALUE:
        return job
    mine = [c for c in job.corrections if (c.key, c.field) != (event.key, job.asked)]
    corrections = (*mine, Correction(event.key, job.asked, event.value))
    kept = {"view": View.CARD, "asked": "", "typed": ""}
    return _turned(job, stage=Stage.PREVIEWING, corrections=corrections, **kept)


def _ending(job: Job, value: str) -> Job:
    """Keep an answer about what has ended, and ask for the next."""
    match job.asked:
        case "number":
            return _turned(job, number=value, asked="day")
        case "day" if value == NONE:
            return _turned(job, day=None, asked="", stage=Stage.PREVIEWING)
        case "day":
            return _turned(job, day=date.fromisoformat(value), asked="reason")
        case _:
            reason = "" if value == NONE else value
            return _turned(job, reason=reason, asked="", stage=Stage.PREVIEWING)


@dataclass(frozen=True, slots=True)
class _Press:
    """What a button does, and at which stages it stands on the screen."""

    stages: frozenset[Stage]
    do: Callable[[Job, Pressed], Job]


def _pressed(job: Job, event: Pressed) -> Job:
    press = _PRESSES.get(event.verb)
    if press is None or event.turn != job.turn or job.stage not in press.stages:
        return job
    return press.do(replace(job, message=event.message), event)


def _publish(job: Job, event: Pressed) -> Job:
    """Publish what was looked at; where the library has changed since, it is looked at again."""
    if event.live != job.live:
        stage = Stage.WAITING if job.kind is Kind.UNDO else Stage.PREVIEWING
        return _turned(job, stage=stage, view=View.CARD, live=event.live)
    said = {"approved": event.actor}
    return _turned(job, stage=Stage.PUBLISHING, view=View.CARD, asked="", **said)


def _fix(job: Job, event: Pressed) -> Job:
    return _turned(job, view=View.FIELDS, asked="", typed="")


def _field(job: Job, event: Pressed) -> Job:
    name, _, chosen = event.value.partition("=")
    return _turned(job, view=View.VALUE, asked=name, typed=chosen)


def _choose(job: Job, event: Pressed) -> Job:
    """Take a value that was offered; of several topics, put it in or take it out."""
    value = "" if event.value == NONE and job.stage is not Stage.ASKING else event.value
    if job.asked != _TOPICS or not value:
        return _answered(job, Answered(value, event.key))
    chosen = [one for one in job.typed.split("; ") if one]
    chosen = [one for one in chosen if one != value] if value in chosen else [*chosen, value]
    return _turned(job, typed="; ".join(chosen))


def _enter(job: Job, event: Pressed) -> Job:
    return _answered(job, Answered(job.typed, event.key))


def _back(job: Job, event: Pressed) -> Job:
    view = View.FIELDS if job.view is View.VALUE else View.CARD
    return _turned(job, view=view, asked="", typed="")


def _page(job: Job, event: Pressed) -> Job:
    return _turned(job, page=int(event.value) if event.value.isdecimal() else 0)


def _read(job: Job, event: Pressed) -> Job:
    """The text is sent; a second press of the same button sends it no second time."""
    return _turned(job)


def _leave_out(job: Job, event: Pressed) -> Job:
    if event.key in job.without:
        left = tuple(key for key in job.without if key != event.key)
    else:
        left = (*job.without, event.key)
    return _turned(job, without=left, stage=Stage.PREVIEWING)


def _discard(job: Job, event: Pressed) -> Job:
    return _turned(job, stage=Stage.DISCARDED)


def _stop(job: Job, event: Pressed) -> Job:
    return _cancelled(job)


def _again(job: Job, event: Pressed) -> Job:
    """Begin again where a job failed; what was decided stays."""
    fresh = {"code": "", "values": {}, "fault": "", "ended": 0, "stopping": False, "refused": ()}
    if job.kind is Kind.UNDO:
        return _turned(job, stage=Stage.WAITING, **fresh)
    files = tuple(replace(file, problem="") for file in job.files)
    whole = all(file.here for file in files)
    stage = Stage.PREVIEWING if whole else Stage.RECEIVING
    return _turned(job, stage=stage, files=files, **fresh)


def _apart(job: Job, event: Pressed) -> Job:
    """The documents are others then: what was said of those that were is forgotten."""
    kept = {"corrections": (), "without": (), "page": 0}
    return _turned(job, apart=not job.apart, stage=Stage.PREVIEWING, **kept)


_WAITING = frozenset({Stage.WAITING})
_PRESSES = {
    Verb.PUBLISH: _Press(_WAITING, _publish),
    Verb.FIX: _Press(_WAITING, _fix),
    Verb.FIELD: _Press(_WAITING, _field),
    Verb.CHOOSE: _Press(_WAITING | {Stage.ASKING}, _choose),
    Verb.ENTER: _Press(_WAITING, _enter),
    Verb.BACK: _Press(_WAITING, _back),
    Verb.PAGE: _Press(_WAITING, _page),
    Verb.TEXT: _Press(_WAITING, _read),
    Verb.LEAVE_OUT: _Press(_WAITING, _leave_out),
    Verb.DISCARD: _Press(_WAITING | {Stage.FAILED}, _discard),
    Verb.STOP: _Press(
        frozenset({Stage.ASKING, Stage.RECEIVING, Stage.PREVIEWING, Stage.PUBLISHING}), _stop
    ),
    Verb.AGAIN: _Press(frozenset({Stage.FAILED}), _again),
    Verb.APART: _Press(_WAITING, _apart),
}


def _turned(job: Job, **changes: object) -> Job:
    """Return *job* with *changes* and a new screen."""
    return replace(job, turn=job.turn + 1, **changes)  # type: ignore[arg-type]
