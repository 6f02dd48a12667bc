"""How the buttons of administrators stand in ``callback_data``."""

from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.admin.job import Job, Verb
from bot.questions.press import Action, Links, Press, decode, encode
from bot.questions.screen import CAPTION_LIMIT
from bot.questions.split import shorten


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its caption and what it does."""

    caption: str
    press: Press
    style: KeyboardButtonStyle | None = None


Rows = list[list[Choice]]


def of_job(job: Job, verb: Verb, value: str = "") -> Press:
    """Return the press of a button on the newest screen of *job*."""
    return Press(Action.JOB, document=job.id, key=f"{verb}{value}", page=job.turn)


def verb_of(press: Press) -> tuple[Verb, str] | None:
    """Return what a press of a job means; None where it means nothing (any more)."""
    try:
        return Verb(press.key[:1]), press.key[1:]
    except ValueError:
        return None


def job_of(data: str, links: Links) -> str:
    """Return the job whose button carries *data*; "" where it is none's."""
    press = decode(data, links)
    return press.document if press is not None and press.action is Action.JOB else ""


def keyboard(rows: Rows, links: Links) -> InlineKeyboardMarkup | None:
    """Return *rows* as Telegram takes them; None when there are none."""
    drawn = [
        [
            InlineKeyboardButton(
                shorten(one.caption, CAPTION_LIMIT),
                callback_data=encode(one.press, links),
                style=one.style,
            )
            for one in row
        ]
        for row in rows
        if row
    ]
    return InlineKeyboardMarkup(drawn) if drawn else None
