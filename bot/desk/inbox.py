"""The inbox: every case, filtered, sorted, searched and in pages."""

from collections import Counter
from dataclasses import dataclass

from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.choosing import PAGE_SIZE, SORTS, Choice, Due, chosen, due, next_deadline
from bot.desk.names import kind_name, unit_name
from bot.desk.opened import Part
from bot.desk.sessions import Session
from bot.desk.web import Desk, action, desk_of, field, go, page, render
from bot.reports.model import Case, Deadline, Report, Status
from knowledge.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Row:
    """One case as the inbox shows it."""

    case: Case
    report: Part[Report]
    unit: str
    deadline: Deadline | None
    due: Due


def show(request: Request, session: Session) -> Response:
    """Show the cases that the address asks for."""
    desk = desk_of(request)
    choice = Choice.of(request.query_params)
    today = desk.clock.today()
    cases = desk.cases.listed()
    dues = {case.id: due(case, today, desk.cases.rules) for case in cases}
    picked = chosen(cases, choice, dues)
    if choice.found and session.query:
        picked = _found(desk, session, picked)
    pages = max(1, -(-len(picked) // PAGE_SIZE))
    at = min(max(1, int(choice.page)), pages)
    shown = picked[(at - 1) * PAGE_SIZE : at * PAGE_SIZE]
    return render(
        request,
        "inbox.html",
        choice=choice,
        rows=[_row(desk, session, case, dues[case.id]) for case in shown],
        waiting=desk.cases.waiting(),
        total=len(picked),
        all_cases=len(cases),
        counts=Counter(dues.values()),
        at=at,
        pages=pages,
        kinds=[(kind.slug, kind_name(desk, kind.slug)) for kind in desk.kinds],
        kind_names={case.kind: kind_name(desk, case.kind) for case in shown},
        units=_units(desk, cases),
        statuses=list(Status),
        sorts=SORTS,
    )


def search(request: Request, session: Session, form: FormData) -> Response:
    """Keep what is searched for in memory, away from the browser's history, and show it."""
    session.query = field(form, "query", 200)
    choice = Choice.of(QueryParams(field(form, "choice", 500)))
    return go(choice.address(found="1" if session.query else ""))


def _row(desk: Desk, session: Session, case: Case, standing: Due) -> Row:
    report = session.opened.get(desk.cases, session.key, case).report
    unit = unit_name(desk, case.unit, report.value.unit_text if report.value else "")
    return Row(case, report, unit, next_deadline(case), standing)


def _found(desk: Desk, session: Session, cases: list[Case]) -> list[Case]:
    """Return those of *cases* in which every word searched for occurs, marks and capitals aside."""
    words = fold(session.query).split()
    units = {code: fold(unit_name(desk, code, "")) for code in {case.unit for case in cases}}
    found = []
    for case in cases:
        said = session.opened.words(desk.cases, session.key, case)
        if all(word in said or word in units[case.unit] or word in case.number for word in words):
            found.append(case)
    return found


def _units(desk: Desk, cases: list[Case]) -> list[tuple[str, str]]:
    """Return the units that occur, and their provinces, by name."""
    codes = {case.unit for case in cases if case.unit}
    codes |= {code.split("-")[0] for code in codes}
    names = ((code, unit_name(desk, code, "")) for code in codes)
    return sorted(names, key=lambda one: fold(one[1]))


ROUTES = (
    Route("/", page(show), methods=["GET"]),
    Route("/search", action(search), methods=["POST"]),
)
