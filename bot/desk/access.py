"""Unlocking and locking: the key file, the passphrase, the pause after a wrong one, idleness."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.desk.sessions import IDLE, new_token
from bot.desk.web import desk_of, go, has_form_token, problem, render, text, token_of
from bot.reports.errors import VaultError
from bot.reports.inspector_keys import open_private_file, public_file_of

_REASONS = ("idle", "locked", "done")
"""Why a browser is sent to the unlock page; each has a text "unlock-why-…"."""


async def show(request: Request) -> Response:
    """Show the unlock page; coming here because of idleness locks what is still unlocked."""
    sessions = desk_of(request).sessions
    why = request.query_params.get("why", "")
    if sessions.idle_seconds_left(token_of(request)):
        if why != "idle":
            return go("/")
        sessions.end(token_of(request))
    notice = text(request, f"unlock-why-{why}") if why in _REASONS else ""
    return _page(request, 200, notice=notice)


async def unlock(request: Request) -> Response:
    """Take a key file and its passphrase; the key is kept in memory only."""
    desk = desk_of(request)
    async with request.form(max_files=1, max_fields=10) as form:
        if not has_form_token(request, form):
            return problem(request, 403, "problem-form")
        if pause := desk.brake.seconds_left():
            wait = text(request, "unlock-wait", seconds=pause)
            return _page(request, 429, error=wait)
        file = await _key_file(request, form)
        typed = form.get("passphrase")  # as typed: a passphrase may begin with a space
        passphrase = typed[:1000] if isinstance(typed, str) else ""
    if not file or not passphrase:
        return _page(request, 400, error=text(request, "unlock-incomplete"))
    desk.brake.wrong()  # until it is known to be right: tries at the same moment wait as well
    try:
        key = await run_in_threadpool(open_private_file, file, passphrase)
    except VaultError:
        why = "unlock-wrong" if _is_key_file(file) else "unlock-no-key"
        return _page(request, 403, error=text(request, why))
    desk.brake.right()
    desk.sessions.end(token_of(request))
    response = go("/")
    _set_cookie(request, response, desk.sessions.start(key))
    return response


async def lock(request: Request) -> Response:
    """Forget the key of this browser at once."""
    async with request.form(max_files=1, max_fields=10) as form:
        if not has_form_token(request, form):
            return problem(request, 403, "problem-form")
    desk_of(request).sessions.end(token_of(request))
    return go("/unlock", why="done")


async def idle(request: Request) -> Response:
    """Tell how many seconds are left before the desk locks itself; asking is no use of it."""
    left = desk_of(request).sessions.idle_seconds_left(token_of(request))
    return JSONResponse({"left": left})


async def alive(request: Request) -> Response:
    """Note that somebody is writing, though nothing has been sent yet."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return problem(request, 403, "problem-form")
    found = desk_of(request).sessions.find(token_of(request))
    return JSONResponse({"left": int(IDLE.total_seconds()) if found else 0})


def _page(request: Request, status: int, notice: str = "", error: str = "") -> Response:
    desk = desk_of(request)
    token = token_of(request)
    fresh = token or new_token()
    request.state.token = fresh
    name = desk.key_file.name if desk.key_file else ""
    page = render(request, "unlock.html", status, notice=notice, error=error, key_name=name)
    if not token:
        _set_cookie(request, page, fresh)
    return page


def _set_cookie(request: Request, response: Response, token: str) -> None:
    desk = desk_of(request)
    response.set_cookie(
        desk.cookie, token, path="/", secure=desk.secure, httponly=True, samesite="strict"
    )


async def _key_file(request: Request, form: FormData) -> bytes:
    """Return the key file of the form, or else the one named on the command line."""
    sent = form.get("key_file")
    content = await sent.read() if isinstance(sent, UploadFile) else b""
    named = desk_of(request).key_file
    if content or named is None:
        return content
    try:
        return await run_in_threadpool(named.read_bytes)
    except OSError:  # taken out, for instance: it lay on a stick
        return b""


def _is_key_file(content: bytes) -> bool:
    """Whether *content* is a whole key file, so that only the passphrase can be wrong."""
    try:
        public_file_of(content)
    except VaultError:
        return False
    return True


ROUTES = (
    Route("/unlock", show, methods=["GET"]),
    Route("/unlock", unlock, methods=["POST"]),
    Route("/lock", lock, methods=["POST"]),
    Route("/idle", idle, methods=["GET"]),
    Route("/alive", alive, methods=["POST"]),
)
