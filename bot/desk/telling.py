"""What a reporter is told about a change of status: a standard sentence that can be edited."""

from bot.desk.web import Desk
from bot.reports.model import Status

_TOLD = (Status.VERIFYING, Status.CONCLUDED, Status.REFERRED, Status.CLOSED, Status.SPAM)


def sentences(desk: Desk) -> dict[str, str]:
    """Return the standard sentence of each status, with gaps for the body and the result."""
    say = desk.texts.plain
    gaps = {"body": say("told-body-gap"), "result": say("told-result-gap")}
    return {one.value: say(f"told-{one}", **gaps) for one in _TOLD}


def sentence(desk: Desk, status: Status, written: str, body: str) -> str:
    """Return what to tell: what was *written*, or the standard one; *body* fills its gap."""
    gap = desk.texts.plain("told-body-gap")
    said = written or sentences(desk)[status]
    return said.replace(gap, body) if body else said


def unfilled(desk: Desk, said: str) -> str:
    """Return the first gap that *said* still has, "" when all are filled in."""
    gaps = (desk.texts.plain(name) for name in ("told-body-gap", "told-result-gap"))
    return next((gap for gap in gaps if gap in said), "")
