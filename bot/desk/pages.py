"""Every address of the desk: each module of pages gives its own ``ROUTES``."""

from pathlib import Path

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.desk import (
    access,
    actions,
    attachments,
    casepage,
    export_pages,
    figures_pages,
    inbox,
    monthly_pages,
    proof,
    redaction_pages,
)
from bot.desk.web import render

__all__ = ["ROUTES", "render"]

_STATIC = Path(__file__).with_name("static")

ROUTES: tuple[BaseRoute, ...] = (
    *access.ROUTES,
    *inbox.ROUTES,
    *casepage.ROUTES,
    *actions.ROUTES,
    *attachments.ROUTES,
    *redaction_pages.ROUTES,
    *export_pages.ROUTES,
    *figures_pages.ROUTES,
    *monthly_pages.ROUTES,
    *proof.ROUTES,
    Mount("/static", StaticFiles(directory=_STATIC), name="static"),
)
