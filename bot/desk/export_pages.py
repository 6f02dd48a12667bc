"""The page on which a case is exported, and the files that it gives to the browser.

Nothing of an export touches the disk of the desk's machine: a .docx is made in memory, a sealed
zip is made, sealed and sent piece by piece.
"""

from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.desk.actions import add_event
from bot.desk.casepage import Seen, see
from bot.desk.export import Packing, Wish, as_json, entries, pack
from bot.desk.export_docx import case_document
from bot.desk.export_seal import SHORTEST_PASSPHRASE, new_passphrase, seal
from bot.desk.export_zip import Entry, zipped
from bot.desk.sessions import Session
from bot.desk.web import Desk, action, desk_of, field, page, problem, render, text
from bot.reports.changes import NoCaseError, NumberTakenError
from bot.reports.model import Event
from bot.reports.vault import CaseKeys

Left = Literal["exported", "shared"]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(request: Request, session: Session) -> Response:
    """Show what can be exported, with a passphrase that may be used."""
    seen = see(desk_of(request), session, request.path_params["number"])
    if seen is None:
        return problem(request, 404, "problem-not-found")
    return _form(request, seen)


def export(request: Request, session: Session, form: FormData) -> Response:
    """Give the browser what the form asks for, and note in the timeline that it left."""
    desk = desk_of(request)
    seen = see(desk, session, request.path_params["number"])
    if seen is None or seen.opened.keys is None:
        return problem(request, 404, "problem-not-found")
    wish = Wish(originals=bool(field(form, "originals")), notes=bool(field(form, "notes")))
    sealed = field(form, "form") == "zip"
    passphrase = field(form, "passphrase", 1000)
    wrong = _wrong(form, sealed, passphrase)
    if wrong:
        least = SHORTEST_PASSPHRASE
        return _form(request, seen, text(request, wrong, least=least), 422)
    packing = pack(desk, seen, wish)
    said = text(request, _said(sealed, wish))
    try:
        note(desk, session, seen, seen.opened.keys, "exported", said)
    except (NoCaseError, NumberTakenError):
        return problem(request, 409, "problem-not-found")
    if not sealed:
        return saved(case_document(desk, seen, wish), f"{seen.case.number}.docx", WORD)
    stream = seal(_zip(desk, session, seen, wish, packing), passphrase)
    return StreamingResponse(stream, headers=_saving(f"{seen.case.number}.congvu"))


def note(desk: Desk, session: Session, seen: Seen, keys: CaseKeys, what: Left, said: str) -> None:
    """Add to the timeline that something of the case left the desk.

    Raises:
        NoCaseError: the case is gone.
        NumberTakenError: others write to it all the time.
    """
    now = desk.clock.now().isoformat(timespec="seconds")
    add_event(desk, seen, keys, Event(what, session.key.name, now, said))


def saved(content: bytes, name: str, media_type: str = "application/octet-stream") -> Response:
    """Return *content* as a file that the browser saves as *name*."""
    return Response(content, media_type=media_type, headers=_saving(name))


def _saving(name: str) -> dict[str, str]:
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


def _wrong(form: FormData, sealed: bool, passphrase: str) -> str:
    """Return the key of what is wrong with *form*, or ""."""
    if not sealed:
        return "" if field(form, "open") else "export-wrong-open"
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return "export-wrong-short"
    return "" if passphrase == field(form, "again", 1000) else "export-wrong-again"


def _said(sealed: bool, wish: Wish) -> str:
    """Return the key of what the timeline says."""
    if not sealed:
        return "export-said-docx"
    return "export-said-zip-originals" if wish.originals else "export-said-zip"


def _form(request: Request, seen: Seen, error: str = "", status: int = 200) -> Response:
    return render(
        request,
        "export.html",
        status,
        seen=seen,
        case=seen.case,
        uncleaned=sum(not one.cleaned for one in seen.attachments),
        suggested=new_passphrase(),
        least=SHORTEST_PASSPHRASE,
        error=error,
    )


def _zip(desk: Desk, session: Session, seen: Seen, wish: Wish, packing: Packing) -> Iterator[bytes]:
    now = desk.clock.now()
    about = {
        "case": seen.case.number,
        "exported": now.isoformat(timespec="seconds"),
        "by": session.key.name,
        "left_out": "; ".join(
            [*packing.broken, *(one.name or one.file for one in packing.only_original)]
        ),
    }
    written = case_document(desk, seen, wish, packing)
    return zipped(
        (
            Entry("ho-so.docx", [written]),
            Entry("ho-so.json", [as_json(seen, wish)]),
            *entries(desk, seen, packing),
        ),
        about,
        now,
    )


_PATH = "/case/{number}/export"
ROUTES = (
    Route(_PATH, page(show), methods=["GET"]),
    Route(_PATH, action(export), methods=["POST"]),
)
