"""What every page of the desk is made with: the unlocked session, forms, templates, texts.

A page is a function ``(request, session) -> Response`` wrapped in `page`; a form's target is a
function ``(request, session, form) -> Response`` wrapped in `action`. Both run in a thread, and
only with the desk unlocked. ``render(request, "name.html", **context)`` draws a template of
``bot/desk/templates`` that extends ``base.html``; in it ``t("key", ...)`` is a text of desk.ftl.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.desk.sessions import Brake, Session, Sessions
from bot.reports.cases import Cases
from bot.reports.files import SealedFiles
from bot.reports.kinds import Kinds
from bot.reports.units import Units
from bot.texts import Texts
from knowledge.clock import Clock
from knowledge.library import Library

TEXTS = Path(__file__).parents[1] / "texts" / "desk.ftl"
"""Every word of the desk."""

Endpoint = Callable[[Request], Awaitable[Response]]
Page = Callable[[Request, Session], Response]
Action = Callable[[Request, Session, FormData], Response]

FIELD = "form_token"
"""The hidden field of every form that shows the form came from the desk's own page."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages work with; in ``request.app.state.desk``."""

    home: Path
    cases: Cases
    files: SealedFiles
    clock: Clock
    texts: Texts
    """Those of desk.ftl."""
    chat: Texts
    """What reporters read: the names of the kinds of conduct are the same."""
    kinds: Kinds
    units: Units
    sessions: Sessions
    brake: Brake
    cookie: str
    """Name of the cookie: one for each port, because cookies are not kept apart by port."""
    secure: bool
    """Whether the desk is served over TLS."""
    library: Library | None = None
    """What provisions are quoted from; the desk works without one."""
    key_file: Path | None = None
    """The key file named on the command line."""


def desk_of(request: Request) -> Desk:
    """Return what the pages work with."""
    desk: Desk = request.app.state.desk
    return desk


def text(request: Request, key: str, **arguments: str | int) -> str:
    """Return the text *key* of desk.ftl."""
    return desk_of(request).texts.plain(key, **arguments)


def token_of(request: Request) -> str:
    """Return the value of the desk's cookie, or of the one just being given; "" without one."""
    given: str = getattr(request.state, "token", "")
    return given or request.cookies.get(desk_of(request).cookie, "")


def page(handler: Page) -> Endpoint:
    """Return an endpoint that shows *handler*'s page to whoever has unlocked the desk."""

    async def endpoint(request: Request) -> Response:
        session = _unlocked(request)
        if session is None:
            return to_unlock(request)
        return await run_in_threadpool(handler, request, session)

    return endpoint


def action(handler: Action) -> Endpoint:
    """Return an endpoint that takes a form of the desk's own pages."""

    async def endpoint(request: Request) -> Response:
        session = _unlocked(request)
        if session is None:
            return to_unlock(request)
        async with request.form(max_files=1, max_fields=2000) as form:
            if not has_form_token(request, form):
                return problem(request, 403, "problem-form")
            return await run_in_threadpool(handler, request, session, form)

    return endpoint


def has_form_token(request: Request, form: FormData) -> bool:
    """Whether *form* was sent by a page that the desk gave to this browser."""
    given, token = form.get(FIELD), token_of(request)
    sent_from = request.headers.get("sec-fetch-site", "same-origin")
    return (
        isinstance(given, str)
        and bool(token)
        and sent_from == "same-origin"
        and desk_of(request).sessions.is_form_token(token, given)
    )


def field(form: FormData, name: str, longest: int = 20_000) -> str:
    """Return what was typed into the field *name*, trimmed, with plain line ends."""
    value = form.get(name)
    return value[:longest].replace("\r\n", "\n").strip() if isinstance(value, str) else ""


def render(request: Request, template: str, status: int = 200, **context: object) -> HTMLResponse:
    """Return the page *template*, drawn with *context*."""
    desk = desk_of(request)
    session: Session | None = getattr(request.state, "session", None)
    hidden = Markup('<input type="hidden" name="{}" value="{}">').format(
        FIELD, desk.sessions.form_token(token_of(request))
    )
    html = _environment.get_template(template).render(
        context
        | {
            "t": desk.texts.plain,
            "path": request.url.path,
            "session": session,
            "form_token": hidden,
            "today": desk.clock.today(),
        }
    )
    return HTMLResponse(html, status)


def problem(request: Request, status: int, key: str, **arguments: str | int) -> HTMLResponse:
    """Return a page of one sentence that says what is wrong."""
    return render(request, "problem.html", status, sentence=text(request, key, **arguments))


def go(path: str, **query: str) -> RedirectResponse:
    """Send the browser on to *path* after a form was taken."""
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)


def to_unlock(request: Request) -> RedirectResponse:
    """Send the browser to the unlock page, which says that the desk was locked if it was."""
    return go("/unlock", **({"why": "locked"} if token_of(request) else {}))


def _unlocked(request: Request) -> Session | None:
    session = desk_of(request).sessions.find(token_of(request))
    request.state.session = session
    return session


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["day"] = lambda day: f"{day:%d/%m/%Y}"
_environment.filters["moment"] = lambda at: f"{datetime.fromisoformat(at):%d/%m/%Y %H:%M}"
