"""The page of one case: the report, its files, the story so far, the law, and what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.law import Rule, rules
from bot.desk.names import kind_name, size, unit_name
from bot.desk.opened import Barred, Opened, Thread, open_thread
from bot.desk.sessions import Session
from bot.desk.telling import sentences
from bot.desk.timeline import timeline
from bot.desk.web import Desk, desk_of, page, problem, render
from bot.reports.deadlines import Rule as DeadlineRule
from bot.reports.inspectors import folder_of, read_keys
from bot.reports.model import FOLLOWING, Attachment, Case, Deadline
from bot.reports.vault import VaultError

SHOWN_IMAGES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
"""What is shown on the page itself, as a cleaned copy; everything else is saved."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as one key opens it."""

    case: Case
    opened: Opened
    thread: Thread

    @property
    def revision(self) -> str:
        """What changes with every change of the case: forms say which one they were filled for."""
        counts = (len(self.thread.messages), len(self.thread.events), self.case.status.value)
        return ".".join(map(str, counts))

    @property
    def attachments(self) -> list[Attachment]:
        """All files of the case, the report's first."""
        report = self.opened.report.value
        messages = (part.value for part in self.thread.messages)
        own = list(report.attachments) if report else []
        return own + [file for message in messages if message for file in message.attachments]


@dataclass(frozen=True, slots=True)
class Term:
    """A deadline as the page explains it."""

    deadline: Deadline
    rule: DeadlineRule | None
    state: str
    """"met", "overdue", "near" or "due"."""
    calendar_known: bool
    """Whether the movable holidays of its year are known."""


def see(desk: Desk, session: Session, number: str) -> Seen | None:
    """Return the case *number*, opened as far as the key of *session* opens it."""
    case = desk.cases.by_number(number)
    if case is None:
        return None
    opened = session.opened.get(desk.cases, session.key, case)
    thread = open_thread(desk.cases, opened.keys, case) if opened.keys else Thread((), ())
    return Seen(case, opened, thread)


def show(request: Request, session: Session) -> Response:
    """Show the case that the address names."""
    seen = see(desk_of(request), session, request.path_params["number"])
    if seen is None:
        return problem(request, 404, "problem-not-found")
    return show_seen(request, session, seen)


def show_seen(
    request: Request,
    session: Session,
    seen: Seen,
    status: int = 200,
    error: str = "",
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Show *seen*; after a form that was not taken with *error* and what was *typed*."""
    desk = desk_of(request)
    case, report = seen.case, seen.opened.report.value
    day = (report.event_day if report else None) or case.received
    return render(
        request,
        "case.html",
        status,
        seen=seen,
        case=case,
        report=report,
        kind=kind_name(desk, case.kind),
        unit=unit_name(desk, case.unit, report.unit_text if report else ""),
        story=timeline(seen.thread),
        law=_law(desk, case, day),
        law_day=day,
        terms=[_term(desk, seen, one) for one in case.deadlines],
        assigned=_assigned(seen.thread),
        inspectors=_names(desk, session),
        following=FOLLOWING[case.status],
        sentences=sentences(desk),
        broken=_broken(desk, seen),
        shown_images=SHOWN_IMAGES,
        size=size,
        done="" if error else session.done.pop(case.number, ""),
        error=error,
        typed=typed or {},
    )


def _law(desk: Desk, case: Case, day: date) -> tuple[Rule, ...]:
    return rules(desk.library, desk.kinds, case.kind, day)


def _term(desk: Desk, seen: Seen, deadline: Deadline) -> Term:
    known = desk.cases.rules
    today = desk.clock.today()
    rule = known.rule(deadline.name, seen.case.received)
    if rule is not None and rule.start != "received":
        rule = known.rule(deadline.name, _day_of(seen, rule.start)) or rule
    if deadline.met:
        state = "met"
    elif deadline.day < today:
        state = "overdue"
    else:
        state = "near" if known.is_near(deadline, today) else "due"
    return Term(deadline, rule, state, deadline.day.year in known.calendar.years)


def _day_of(seen: Seen, status: str) -> date:
    """Return the day on which the case took *status*, or else the day of receipt."""
    for part in seen.thread.events:
        if part.value is not None and part.value.status == status:
            return date.fromisoformat(part.value.at[:10])
    return seen.case.received


def _assigned(thread: Thread) -> str:
    events = (part.value for part in reversed(thread.events))
    return next((event.text for event in events if event and event.what == "assigned"), "")


def _names(desk: Desk, session: Session) -> list[str]:
    """Return those to whom a case can be assigned: whoever reports are sealed for."""
    keys = read_keys(folder_of(desk.home)).inspectors
    return sorted({session.key.name, *(one.name for one in keys)})


def _broken(desk: Desk, seen: Seen) -> frozenset[str]:
    """Return the shown images that do not open, so that the page can say so in their place."""
    keys = seen.opened.keys
    if keys is None:
        return frozenset()
    broken = set()
    for one in seen.attachments:
        if one.cleaned and one.media_type in SHOWN_IMAGES:
            try:
                for _ in desk.files.chunks(keys.report_key, seen.case.id, one.cleaned):
                    pass
            except VaultError:
                broken.add(one.file)
    return frozenset(broken)


ROUTES = (Route("/case/{number}", page(show), methods=["GET"]),)

__all__ = ["ROUTES", "Barred", "Seen", "see", "show_seen"]
