"""The page on which words and parts of pictures are hidden, its preview, and the files it gives."""

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.casepage import Seen, see
from bot.desk.export_pages import WORD, note, saved
from bot.desk.redaction import RedactionError
from bot.desk.redaction_docx import redacted_docx, redacted_txt
from bot.desk.redaction_images import boxes_of, cover
from bot.desk.redaction_plan import Picture, Piece, Plan, Shared, pictures, pieces, shared
from bot.desk.redaction_suggest import Suggestion, suggest
from bot.desk.sessions import Session
from bot.desk.web import Desk, action, desk_of, field, page, problem, render, text
from bot.reports.changes import NoCaseError, NumberTakenError
from bot.reports.vault import VaultError


def show(request: Request, session: Session) -> Response:
    """Show the case's parts, nothing hidden yet."""
    seen = see(desk_of(request), session, request.path_params["number"])
    if seen is None or seen.opened.keys is None:
        return problem(request, 404, "problem-not-found")
    return _form(request, seen, Plan(pictures=pictures(seen)))


def take(request: Request, session: Session, form: FormData) -> Response:
    """Show what the form would share, or give it as a file once it was looked at."""
    desk = desk_of(request)
    seen = see(desk, session, request.path_params["number"])
    if seen is None or seen.opened.keys is None:
        return problem(request, 404, "problem-not-found")
    plan = Plan.of(seen, form)
    wrong = _wrong(request, plan)
    if wrong:
        return _form(request, seen, plan, wrong)
    try:
        result = shared(desk, seen, plan)
    except RedactionError:
        return _form(request, seen, plan, text(request, "redact-wrong-left"))
    wanted = field(form, "form")
    if wanted not in ("docx", "txt"):
        return _form(request, seen, plan, result=result)
    if field(form, "looked_at", 64) != result.fingerprint:
        return _form(request, seen, plan, text(request, "redact-preview-first"), result)
    return _give(request, session, seen, plan, result, wanted)


def image(request: Request, session: Session) -> Response:
    """Give a picture with its boxes, for the preview."""
    desk = desk_of(request)
    seen = see(desk, session, request.path_params["number"])
    known = pictures(seen) if seen else ()
    named = next((one for one in known if one.file.file == request.path_params["file"]), None)
    if seen is None or named is None:
        return problem(request, 404, "problem-not-found")
    asked = request.query_params
    try:
        boxes = boxes_of(asked.get("boxes", ""))
        data = _covered(
            desk,
            seen,
            Picture(
                0,
                named.file,
                True,
                "\n".join(map(str, boxes)),
                "blur" if asked.get("style") == "blur" else "black",
            ),
        )
    except RedactionError:
        return problem(request, 404, "file-barred")
    return Response(data, media_type="image/png" if data[:4] == b"\x89PNG" else "image/jpeg")


def _give(
    request: Request, session: Session, seen: Seen, plan: Plan, result: Shared, wanted: str
) -> Response:
    """Give the file, and note in the timeline which parts left."""
    desk, number = desk_of(request), seen.case.number
    images = []
    for one in result.pictures if wanted == "docx" else ():
        try:
            images.append(_covered(desk, seen, one))
        except RedactionError:
            wrong = text(request, "redact-wrong-image", number=one.number)
            return _form(request, seen, plan, wrong, result)
    labels = [one.label for one in result.pieces]
    if images:
        labels.append(text(request, "redact-images"))
    said = text(request, f"redact-said-{wanted}", parts=", ".join(labels))
    keys = seen.opened.keys
    try:
        if keys is not None:
            note(desk, session, seen, keys, "shared", said)
    except (NoCaseError, NumberTakenError):
        return problem(request, 409, "problem-not-found")
    if wanted == "txt":
        return saved(redacted_txt(desk.texts, number, result), f"{number}-che.txt")
    return saved(redacted_docx(desk.texts, number, result, images), f"{number}-che.docx", WORD)


def _covered(desk: Desk, seen: Seen, one: Picture) -> bytes:
    """Return the cleaned copy of a picture with its boxes; raises RedactionError."""
    keys = seen.opened.keys
    if keys is None:
        raise RedactionError("The case is not open.")
    try:
        data = desk.files.read(keys.report_key, seen.case.id, one.file.cleaned)
    except VaultError as error:
        raise RedactionError("The picture does not open.") from error
    return cover(data, one.parsed(), one.style)


def _wrong(request: Request, plan: Plan) -> str:
    """Return the sentence that says what is wrong with *plan*, or ""."""
    taken = [one for one in plan.pictures if one.taken]
    if not plan.parts and not taken:
        return text(request, "redact-wrong-parts")
    for one in taken:
        try:
            one.parsed()
        except RedactionError:
            return text(request, "redact-wrong-box", number=one.number)
    return ""


def _form(
    request: Request, seen: Seen, plan: Plan, error: str = "", result: Shared | None = None
) -> Response:
    known = pieces(desk_of(request), seen)
    return render(
        request,
        "redaction.html",
        422 if error else 200,
        case=seen.case,
        pieces=known,
        plan=plan,
        suggestions=_suggestions(known),
        result=result,
        picture_query=_picture_query,
        error=error,
    )


def _suggestions(known: Sequence[Piece]) -> tuple[Suggestion, ...]:
    """Return what stands out in what people wrote, each phrase once."""
    written = [one.text for one in known if one.name not in ("kind", "unit", "when")]
    found = [suggestion for text_ in written for suggestion in suggest(text_)]
    return tuple({one.phrase: one for one in reversed(found)}.values())[::-1]


def _picture_query(one: Picture) -> str:
    boxes = "\n".join(str(box) for box in one.parsed())
    return urlencode({"boxes": boxes, "style": one.style})


_PATH = "/case/{number}/redact"
ROUTES = (
    Route(_PATH, page(show), methods=["GET"]),
    Route(_PATH, action(take), methods=["POST"]),
    Route(f"{_PATH}/{{file}}", page(image), methods=["GET"]),
)
