"""/lichsu, /hoantac and /hethieuluc: what was published, taking it back, and declaring an end."""

import asyncio

from telegram import Update

from bot.admin.acting import undo_job
from bot.admin.changes import changes_text
from bot.admin.ending import meant
from bot.admin.job import Job, Kind, Stage
from bot.admin.look import Look, moment_of, parts
from bot.admin.parts import administration_of
from bot.admin.presses import Choice, Rows
from bot.admin.uploads import job_id
from bot.questions.groups import argument
from bot.questions.press import Action, Press
from bot.questions.reply import say
from bot.questions.screen import within
from bot.services import Context, services_of
from bot.texts import Html
from indexer.publish import Entry, history, undone

_PER_PAGE = 5
PAGE, RETURN = "h", "u"
"""Beginnings of what a button of the list means: another page, going back to a snapshot."""


async def on_undo(update: Update, context: Context) -> None:
    """Answer /hoantac: ask whether to take back the last publication, or the last undo."""
    message = update.effective_message
    if message is None or message.from_user is None:
        return
    administration = administration_of(context)
    target = await asyncio.to_thread(_last, administration.look)
    if not target:
        say(context.work, message, services_of(context).texts.html("undo-nothing"))
        return
    chat, actor = message.chat.id, f"telegram:{message.from_user.id}"
    name = job_id("undo", chat, message.message_id, message.date.timestamp())
    await administration.jobs.begin(undo_job(name, chat, actor, target, administration))


async def on_ended(update: Update, context: Context) -> None:
    """Answer /hethieuluc: ask which document has ended, from when, and why."""
    message = update.effective_message
    if message is None or message.from_user is None:
        return
    administration, texts = administration_of(context), services_of(context).texts
    asked, numbers = argument(message), list[str]()
    if asked:
        numbers = await asyncio.to_thread(meant, asked, administration.look)
        if not numbers:
            say(context.work, message, texts.html("end-unknown", number=asked[:80]))
    known = len(numbers) == 1
    now = administration.jobs.now()
    job = Job(
        job_id("end", message.chat.id, message.message_id, message.date.timestamp()),
        message.chat.id,
        f"telegram:{message.from_user.id}",
        now,
        Kind.ENDING,
        Stage.ASKING,
        number=numbers[0] if known else "",
        asked="day" if known else "number",
        asked_at=now,
    )
    await administration.jobs.begin(job)


def history_screen(look: Look, page: int) -> tuple[Html, Rows]:
    """Return one page of the snapshots on disk, newest first, and its buttons."""
    texts, entries = look.texts, history(look.home)
    if not entries:
        return texts.html("history-empty"), []
    pages = -(-len(entries) // _PER_PAGE)
    at = within(page, pages)
    shown = entries[at * _PER_PAGE : (at + 1) * _PER_PAGE]
    lines = [_line(entry, look) for entry in shown]
    returns = [[_return(entry, look)] for entry in shown if not entry.current]
    before = Choice(texts.plain("button-page-previous"), Press(Action.ADMIN, key=PAGE, page=at - 1))
    after = Choice(texts.plain("button-page-next"), Press(Action.ADMIN, key=PAGE, page=at + 1))
    pager = [*([before] if at else []), *([after] if at + 1 < pages else [])]
    return parts(texts.html("history-title"), *lines), [*returns, pager]


def _line(entry: Entry, look: Look) -> Html:
    texts = look.texts
    return texts.html(
        "history-line",
        live=texts.plain("history-live") if entry.current else "",
        at=moment_of(entry.created),
        documents=entry.documents,
        changes=changes_text(entry.changes, texts),
    )


def _return(entry: Entry, look: Look) -> Choice:
    caption = look.texts.plain("history-return", at=moment_of(entry.created))
    return Choice(caption, Press(Action.ADMIN, key=f"{RETURN}{entry.id}"))


def _last(look: Look) -> str:
    """Return the snapshot that undoing the last act leads to; "" where there is none."""
    taken_back = undone(look.home)
    if taken_back:
        return taken_back
    entries = history(look.home)
    live = next((entry for entry in entries if entry.current), None)
    there = {entry.id for entry in entries}
    return live.previous if live is not None and live.previous in there else ""
