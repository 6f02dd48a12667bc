"""What a reporter is told about a change of status: a standard sentence that can be edited."""

from bot.desk.web import Desk
from bot.reports.model import Status

_TOLD = (Status.VERIFYING, Status.CONCLUDED, Status.REFERRED, Status.CLOSED, Status.SPAM)


def sentences(desk: Desk) -> dict[str, str]:
    """Return the standard sentence of each status; a referral's has a gap for the body."""
    gap = desk.texts.plain("told-body-gap")
    return {one.value: desk.texts.plain(f"told-{one}", body=gap) for one in _TOLD}


def sentence(desk: Desk, status: Status, written: str, body: str) -> str:
    """Return what to tell: what was *written*, or the standard sentence; a gap is filled in."""
    gap = desk.texts.plain("told-body-gap")
    said = written or sentences(desk)[status]
    return said.replace(gap, body) if body else said
