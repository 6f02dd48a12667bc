"""Hands a report in: sealed, kept as a case, and only then acknowledged with its receipt."""

import asyncio
import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery.calls import edit_buttons
from bot.questions.reply import shown_by
from bot.reports.dialogue import handed_in
from bot.reports.errors import VaultError
from bot.reports.events import Draft
from bot.reports.model import Case, Report
from bot.reports.parts import Reporting
from bot.reports.vault import Secrets, shown
from bot.texts import Texts

if TYPE_CHECKING:
    from bot.reports.talk import Talk

RECEIPT = "receipt"
"""The purpose of the two messages that hold the proof and the code."""


async def submit(talk: "Talk", draft: Draft) -> None:
    """Seal *draft*, keep it as a case and send the receipt; what fails leaves the draft as it is.

    Handled again after a crash, the same draft leads to the same case and the same receipt.
    """
    limit = talk.parts.limits.report(talk.chat)
    if not limit:
        talk.end_press("report-too-many" if limit.reason == "day" else "report-system-busy")
        return
    try:
        today = talk.services.clock.today()
        case, proof = await asyncio.to_thread(keep_case, talk.parts, draft, today)
    except VaultError:
        talk.end_press("report-not-sealed")
        return
    except (OSError, sqlite3.OperationalError):
        talk.end_press("report-no-room")
        return
    talk.parts.limits.count_report(talk.chat)
    if talk.query is not None:
        talk.work.call(edit_buttons(shown_by(talk.query), None))
    _acknowledge(talk, case, Secrets.load(draft.secrets).receipt, proof)
    after = handed_in(draft)
    talk.keep(after)
    talk.show(after, anew=True)


def report_of(draft: Draft) -> Report:
    """Return the report that *draft* has become."""
    return Report(
        kind=draft.kind,
        unit=draft.unit,
        unit_text=draft.unit_text,
        when=draft.when,
        event_day=draft.event_day,
        what=draft.story,
        who=draft.who,
        attachments=draft.files,
    )


def keep_case(parts: Reporting, draft: Draft, today: date) -> tuple[Case, str]:
    """Return the case of *draft*, newly made or known already, and its proof; slow.

    Raises:
        VaultError: there is no inspector's key.
        OSError, sqlite3.OperationalError: the disk is full, for instance; nothing is kept then.

    """
    sealed = parts.vault.seal_report(Secrets.load(draft.secrets), report_of(draft))
    case = parts.cases.add(sealed, draft.kind, draft.unit, today, files=draft.file_names)
    return case, parts.vault.proof(parts.cases.digest(case.id), case.received)


def _acknowledge(talk: "Talk", case: Case, receipt: str, proof: str) -> None:
    """Send the proof, and below it the code: what must be written down stands on the screen."""
    texts, code, day = talk.texts, shown(receipt), f"{case.received:%d/%m/%Y}"
    line = texts.html("report-proof", day=day, proof=proof)
    talk.send(line, _copying(texts, "copy-proof", proof), purpose=RECEIPT)
    digits = texts.html("report-receipt", code=code)
    talk.send(digits, _copying(texts, "copy-code", code), purpose=RECEIPT)


def _copying(texts: Texts, name: str, text: str) -> InlineKeyboardMarkup:
    caption = texts.plain(f"report-button-{name}")
    button = InlineKeyboardButton(caption, copy_text=CopyTextButton(text))
    return InlineKeyboardMarkup([[button]])
