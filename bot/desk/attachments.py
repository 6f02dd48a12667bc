"""Files of a case: cleaned images on the page, everything else to be saved, originals warned of."""

import re
from collections.abc import Callable
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.casepage import SHOWN_IMAGES, Seen, see
from bot.desk.sessions import Session
from bot.desk.web import action, desk_of, page, problem, render
from bot.reports.cleaning import media_type_of
from bot.reports.model import Attachment
from bot.reports.vault import VaultError

_BLOB_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Even if a browser could be led to show a file as a page, that page may do nothing."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
"""What a name of a file must not hold; direction marks can hide that "gpj.exe" is a program."""

_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
}

_Shown = Callable[[Request, Session, Seen, Attachment], Response]


def image(request: Request, session: Session, seen: Seen, one: Attachment) -> Response:
    """Give the cleaned copy of an image, to be shown on the case's page."""
    content = _read(request, seen, one.cleaned)
    media_type = media_type_of(content) if content else ""
    if content is None or media_type not in SHOWN_IMAGES:
        return problem(request, 404, "file-barred")
    return _blob(content, media_type, "inline")


def cleaned(request: Request, session: Session, seen: Seen, one: Attachment) -> Response:
    """Give the cleaned copy, to be saved."""
    return _saved(request, seen, one, one.cleaned)


def warning(request: Request, session: Session, seen: Seen, one: Attachment) -> Response:
    """Say what an original may hold and do, before it is saved."""
    return render(request, "original.html", case=seen.case, file=one)


def original(request: Request, session: Session, seen: Seen, one: Attachment) -> Response:
    """Give the original, to be saved."""
    return _saved(request, seen, one, one.file)


def _saved(request: Request, seen: Seen, one: Attachment, file: str) -> Response:
    content = _read(request, seen, file)
    if content is None:
        return problem(request, 404, "file-barred")
    name = saved_name(one, seen.case.number)
    return _blob(content, "application/octet-stream", f"attachment; filename*=UTF-8''{quote(name)}")


def saved_name(one: Attachment, number: str) -> str:
    """Return a name to save a file under: the sender's, made harmless, or the case's."""
    given = _UNSAFE.sub("_", one.name).strip(" .")
    return given[-120:] or f"{number}-{one.file[:4]}{_ENDINGS.get(one.media_type, '.bin')}"


def _read(request: Request, seen: Seen, file: str) -> bytes | None:
    """Return a whole file: what was altered shows at its end, and nothing of it is given out."""
    keys = seen.opened.keys
    if keys is None or not file:
        return None
    try:
        return desk_of(request).files.read(keys.report_key, seen.case.id, file)
    except VaultError:
        return None


def _blob(content: bytes, media_type: str, disposition: str) -> Response:
    headers = {"content-disposition": disposition, "content-security-policy": _BLOB_POLICY}
    return Response(content, media_type=media_type, headers=headers)


def _of_file(request: Request, session: Session, shown: _Shown) -> Response:
    """Return what *shown* makes of the file that the address names, if it is one of the case."""
    seen = see(desk_of(request), session, request.path_params["number"])
    files = seen.attachments if seen else []
    named = next((one for one in files if one.file == request.path_params["file"]), None)
    if seen is None or named is None:
        return problem(request, 404, "problem-not-found")
    return shown(request, session, seen, named)


def _got(path: str, shown: _Shown) -> Route:
    return Route(path, page(lambda request, session: _of_file(request, session, shown)))


def _posted(request: Request, session: Session, form: FormData) -> Response:
    return _of_file(request, session, original)


_PATH = "/case/{number}/files/{file}"

ROUTES = (
    _got(f"{_PATH}/image", image),
    _got(f"{_PATH}/cleaned", cleaned),
    _got(f"{_PATH}/original", warning),
    Route(f"{_PATH}/original", action(_posted), methods=["POST"]),
)
