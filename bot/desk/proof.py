"""Checking the proof line of a receipt: was this handed in here, and is it here unaltered?"""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.sessions import Session
from bot.desk.web import Desk, action, desk_of, field, page, render, text
from bot.reports.changes import NoCaseError
from bot.reports.errors import VaultError
from bot.reports.intake import verify_key
from bot.reports.model import Case
from bot.reports.proofs import digest_of, verify


def show(request: Request, session: Session) -> Response:
    """Show where to put the line."""
    return render(request, "proof.html", line="", error="", said="", case=None)


def check(request: Request, session: Session, form: FormData) -> Response:
    """Say what the line proves."""
    desk, line = desk_of(request), field(form, "line", 1000)
    try:
        proof = verify(verify_key(desk.home), line)
    except VaultError:
        error = text(request, "proof-wrong")
        return render(request, "proof.html", 422, line=line, error=error, said="", case=None)
    case = desk.cases.by_digest(proof.digest)
    said = text(request, _state(desk, case, proof.digest), day=f"{proof.day:%d/%m/%Y}")
    return render(request, "proof.html", line=line, error="", said=said, case=case)


def _state(desk: Desk, case: Case | None, digest: bytes) -> str:
    """Return the text that says whether the report is here as it was signed."""
    if case is None:
        return "proof-not-here"
    try:
        unaltered = digest_of(case.id, desk.cases.content(case.id)) == digest
    except NoCaseError:
        return "proof-not-here"
    return "proof-right" if unaltered else "proof-altered"


ROUTES = (
    Route("/proof", page(show), methods=["GET"]),
    Route("/proof", action(check), methods=["POST"]),
)
