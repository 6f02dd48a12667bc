"""Every address of the desk: each module of pages gives its own ``ROUTES``."""

from pathlib import Path

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.desk import access, actions, attachments, casepage, inbox, proof
from bot.desk.web import render

__all__ = ["ROUTES", "render"]

_STATIC = Path(__file__).with_name("static")

ROUTES: tuple[BaseRoute, ...] = (
    *access.ROUTES,
    *inbox.ROUTES,
    *casepage.ROUTES,
    *actions.ROUTES,
    *attachments.ROUTES,
    *proof.ROUTES,
    Mount("/static", StaticFiles(directory=_STATIC), name="static"),
)
