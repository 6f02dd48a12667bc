"""The form of the monthly report, and its two files."""

import re

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.export_pages import WORD, saved
from bot.desk.monthly import Sender, last_month, monthly
from bot.desk.monthly_docx import monthly_docx
from bot.desk.monthly_xlsx import monthly_xlsx
from bot.desk.sessions import Session
from bot.desk.web import action, desk_of, field, page, render, text
from bot.settings import load_settings

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MONTH = re.compile(r"20\d{2}-(?:0[1-9]|1[0-2])")
_LONGEST = 200
"""Characters of a name in the form."""


def show(request: Request, session: Session) -> Response:
    """Show the form; it proposes the month that ended last."""
    return _form(request, last_month(desk_of(request).clock.today()))


def give(request: Request, session: Session, form: FormData) -> Response:
    """Give the file that the form asks for."""
    desk = desk_of(request)
    month = field(form, "month", 7)
    if not _MONTH.fullmatch(month):
        return _form(request, month, text(request, "monthly-wrong-month"), 422)
    if month > last_month(desk.clock.today()):
        # Held against the final report, an early one would tell of single cases.
        return _form(request, month, text(request, "monthly-wrong-running"), 422)
    names = ("office", "superior", "abbreviation", "place", "addressee", "signer", "signer_name")
    sender = Sender(**{name: field(form, name, _LONGEST) for name in names})
    report = monthly(desk, month, sender, load_settings().smallest_group)
    if field(form, "form") == "xlsx":
        return saved(monthly_xlsx(desk.texts, report), f"bao-cao-{month}.xlsx", SHEET)
    return saved(monthly_docx(desk.texts, report), f"bao-cao-{month}.docx", WORD)


def _form(request: Request, month: str, error: str = "", status: int = 200) -> Response:
    office = load_settings().office
    return render(request, "figures_monthly.html", status, month=month, office=office, error=error)


_PATH = "/figures/monthly"
ROUTES = (
    Route(_PATH, page(show), methods=["GET"]),
    Route(_PATH, action(give), methods=["POST"]),
)
