"""What an inspector does with a case: answers, notes, assigns, changes the status.

Everything is sealed before it is kept. A form says for which state of the case it was filled in;
when somebody else has changed the case meanwhile nothing is written, and what was typed stays.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.casepage import Seen, see, show_seen
from bot.desk.sessions import Session
from bot.desk.telling import sentence, unfilled
from bot.desk.web import Desk, action, desk_of, field, go, problem, text
from bot.reports.changes import NoCaseError, NumberTakenError, StatusError
from bot.reports.coding import dump
from bot.reports.model import FOLLOWING, Author, Event, Message, Status
from bot.reports.vault import CaseKeys, seal_blob

LONGEST = 4000
"""Characters of a message: it must fit into one of a chat."""

_TRIES = 5
"""How often a note takes the next number when somebody else took it first."""

Deed = Callable[[Request, Session, FormData, Seen, CaseKeys], str]
"""Does what a form asks; returns "" or the sentence that says why not."""


def _take(deed: Deed, request: Request, session: Session, form: FormData) -> Response:
    seen = see(desk_of(request), session, request.path_params["number"])
    if seen is None:
        return problem(request, 404, "problem-not-found")
    if seen.opened.keys is None:
        return problem(request, 403, "problem-barred")
    try:
        error = deed(request, session, form, seen, seen.opened.keys)
    except NoCaseError:
        return problem(request, 404, "problem-not-found")
    except (NumberTakenError, StatusError):
        error = text(request, "problem-changed")
    if not error:
        session.done[seen.case.number] = request.url.path.rpartition("/")[2]
        return go(f"/case/{seen.case.number}#story")
    now = see(desk_of(request), session, seen.case.number) or seen
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    return show_seen(request, session, now, 409, error, typed)


def answer(request: Request, session: Session, form: FormData, seen: Seen, keys: CaseKeys) -> str:
    """Send the reporter a message, and note who sent it."""
    desk = desk_of(request)
    words = field(form, "message", LONGEST)
    if not words:
        return text(request, "problem-empty")
    if not seen.case.status.is_open:
        return text(request, "problem-ended")
    if field(form, "revision") != seen.revision:
        return text(request, "problem-changed")
    number = len(seen.thread.messages) + 1
    message = Message(Author.INSPECTOR, words, desk.clock.today())
    blob = seal_blob(keys.report_key, seen.case.id, "message", number, dump(message))
    event = _event(desk, session, "message")
    sealed = _sealed(seen, keys, event, len(seen.thread.events) + 1)
    desk.cases.add_message(seen.case.id, number, blob, by_inspector=True, event=sealed)
    return ""


def note(request: Request, session: Session, form: FormData, seen: Seen, keys: CaseKeys) -> str:
    """Keep a note that only inspectors read; notes never get into each other's way."""
    desk = desk_of(request)
    words = field(form, "note")
    if not words:
        return text(request, "problem-empty")
    add_event(desk, seen, keys, replace(_event(desk, session, "note"), text=words))
    return ""


def assign(request: Request, session: Session, form: FormData, seen: Seen, keys: CaseKeys) -> str:
    """Say who works on the case."""
    desk = desk_of(request)
    name = field(form, "inspector", 200)
    if not name:
        return text(request, "problem-empty")
    if field(form, "revision") != seen.revision:
        return text(request, "problem-changed")
    event = replace(_event(desk, session, "assigned"), text=name)
    desk.cases.add_event(seen.case.id, *_sealed(seen, keys, event, len(seen.thread.events) + 1))
    return ""


def change_status(
    request: Request, session: Session, form: FormData, seen: Seen, keys: CaseKeys
) -> str:
    """Change the status with its reason, and tell the reporter."""
    desk = desk_of(request)
    if field(form, "revision") != seen.revision:
        return text(request, "problem-changed")
    chosen, reason = field(form, "status", 20), field(form, "reason")
    if chosen not in FOLLOWING[seen.case.status]:
        return text(request, "problem-status")
    status = Status(chosen)
    body = field(form, "body", 300) if status is Status.REFERRED else ""
    if not reason:
        return text(request, "problem-reason")
    if status is Status.REFERRED and not body:
        return text(request, "problem-body")
    said = sentence(desk, status, field(form, "sentence", LONGEST), body)
    if gap := unfilled(desk, said):
        return text(request, "problem-gap", gap=gap)
    event = replace(_event(desk, session, "status"), text=reason, status=status, body=body)
    message = Message(Author.SYSTEM, said, desk.clock.today(), status=status)
    number = len(seen.thread.messages) + 1
    desk.cases.set_status(
        seen.case.id,
        status,
        *_sealed(seen, keys, event, len(seen.thread.events) + 1),
        number,
        seal_blob(keys.report_key, seen.case.id, "message", number, dump(message)),
    )
    return ""


def add_event(desk: Desk, seen: Seen, keys: CaseKeys, event: Event) -> None:
    """Add *event* to the timeline, after whatever was added meanwhile."""
    for left in reversed(range(_TRIES)):
        number = desk.cases.next_event(seen.case.id)
        try:
            desk.cases.add_event(seen.case.id, *_sealed(seen, keys, event, number))
        except NumberTakenError:
            if not left:
                raise
        else:
            return


def _event(desk: Desk, session: Session, what: str) -> Event:
    now = desk.clock.now().isoformat(timespec="seconds")
    return Event(what=what, inspector=session.key.name, at=now)  # type: ignore[arg-type]


def _sealed(seen: Seen, keys: CaseKeys, event: Event, number: int) -> tuple[int, bytes]:
    return number, seal_blob(keys.notes_key, seen.case.id, "event", number, dump(event))


ROUTES = tuple(
    Route(f"/case/{{number}}/{name}", action(partial(_take, deed)), methods=["POST"])
    for name, deed in (
        ("message", answer),
        ("note", note),
        ("assign", assign),
        ("status", change_status),
    )
)
