"""Where administrators act on jobs: buttons, typed values, /huy."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.admin.cards import name_of, shown_card
from bot.admin.correct import wrong
from bot.admin.ending import meant
from bot.admin.job import (
    WORKING,
    Answered,
    Cancelled,
    Job,
    Kind,
    Pressed,
    Stage,
    Verb,
    View,
)
from bot.admin.parts import Administration, administration_of
from bot.admin.presses import Choice, keyboard, of_job, verb_of
from bot.admin.runner import live_snapshot
from bot.admin.undoing import entry_of
from bot.admin.uploads import job_id
from bot.delivery.calls import Call, Place, send_document, send_message
from bot.guard import Handler
from bot.questions.press import Action, Press, decode
from bot.questions.reply import notice, say
from bot.services import Context, services_of
from bot.texts import Texts
from indexer.audit import AuditLog
from indexer.corrections import CorrectionError, parsed
from indexer.proposal import Card, Preview

_LISTENS = 900
"""Seconds for which the next text is the value that was asked for; later it is a question."""
_REASON = 300
"""Characters of the reason why a document has ended."""
_OFFERED = 8
"""Documents that are offered where a number can mean several."""


def admin_press(handler: Handler) -> Handler:
    """Return what answers presses, which leaves those of jobs to them."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        query, services = update.callback_query, services_of(context)
        press = await asyncio.to_thread(decode, (query and query.data) or "", services.state)
        if query is None or press is None or press.action is not Action.JOB:
            await handler(update, context)
        elif query.from_user.id not in services.admins or query.message is None:
            notice(context.work, query, services.texts.plain("job-not-yours"), alert=True)
        else:
            words = await _pressed(query, press, administration_of(context), services.texts)
            text = services.texts.plain(words) if words else ""
            notice(context.work, query, text, alert=bool(text))

    return run


def admin_text(handler: Handler) -> Handler:
    """Return what answers texts, which a job that has asked for something takes first."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message = update.message
        job = _listening(message, context) if message and message.text else None
        if message is None or job is None:
            await handler(update, context)
        else:
            await _typed(message, job, context)

    return run


def admin_cancel(handler: Handler) -> Handler:
    """Return /huy, which stops what a job does or asks."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message, admins = update.effective_message, services_of(context).admins
        if message is None or not message.from_user or message.from_user.id not in admins:
            await handler(update, context)
            return
        administration = administration_of(context)
        jobs = administration.jobs.of_chat(message.chat.id)
        job = next((job for job in jobs if _stops(job)), None)
        if job is None:
            await handler(update, context)
        else:
            await administration.jobs.happen(job.id, Cancelled(), anew=True)

    return run


def _stops(job: Job) -> bool:
    """Return whether /huy has something to stop in a job."""
    if job.stage is Stage.WAITING:
        return job.kind is not Kind.FILES or job.view is not View.CARD
    return job.stage is Stage.ASKING or (job.stage in WORKING and not job.stopping)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A job with what its screen shows."""

    job: Job
    preview: Preview
    card: Card | None

    @property
    def key(self) -> str:
        return self.card.key if self.card else ""


async def _seen(administration: Administration, job: Job) -> _Seen:
    kept = await asyncio.to_thread(administration.look.folder.preview, job.id)
    preview = kept or Preview()
    return _Seen(job, preview, shown_card(job, preview))


async def _pressed(
    query: CallbackQuery, press: Press, administration: Administration, texts: Texts
) -> str:
    """Carry a press out; return the id of what is to be said over the chat, or ""."""
    means, job = verb_of(press), administration.jobs.rows.get(press.document)
    if job is None or query.message is None:
        return "job-over"
    if means is None:
        return "press-unknown"
    verb, value = means
    actor = f"telegram:{query.from_user.id}"
    if verb is Verb.UNDO:
        return await _undo(administration, job, query.message.chat.id, actor)
    seen = await _seen(administration, job)
    if verb is Verb.FIELD and value == "topics" and seen.card:
        value = f"topics={'; '.join(seen.card.topics)}"
    live = live_snapshot(administration.look.home)
    event = Pressed(verb, value, press.page, query.message.message_id, actor, seen.key, live)

    def more(connection: sqlite3.Connection) -> Sequence[Call]:
        return _text(administration, seen, texts) if verb is Verb.TEXT else ()

    happened = await administration.jobs.happen(job.id, event, more=more)
    if happened is None or happened[0] == happened[1]:
        return "job-stale"
    if verb is Verb.PUBLISH and happened[1].stage is not Stage.PUBLISHING:
        return "job-look-again"
    if verb is Verb.DISCARD and job.kind is Kind.FILES:
        await asyncio.to_thread(_note_discard, administration, seen, actor)
    return ""


async def _undo(administration: Administration, job: Job, chat: int, actor: str) -> str:
    """Ask whether to take back what a job has published; return what is to be said, or ""."""

    def target() -> str:
        if job.kind is Kind.UNDO:
            return job.live
        entry = entry_of(job.snapshot, administration.look)
        return entry.previous if entry else job.live

    new = undo_job(
        job_id("undo", job.id), chat, actor, await asyncio.to_thread(target), administration
    )
    return "" if await administration.jobs.begin(new) else "job-stale"


def undo_job(name: str, chat: int, actor: str, target: str, administration: Administration) -> Job:
    """Return a job that asks whether to go back to the snapshot *target*."""
    now = administration.jobs.now()
    live = live_snapshot(administration.look.home)
    return Job(name, chat, actor, now, Kind.UNDO, Stage.WAITING, target=target, live=live)


def _text(administration: Administration, seen: _Seen, texts: Texts) -> Sequence[Call]:
    """Return the call that sends the text of the shown document as it was understood."""
    place = Place(seen.job.chat)
    card = seen.card
    text = administration.look.folder.text(seen.job.id, card.text) if card else None
    if card is None or text is None:
        return (send_message(place, texts.html("text-gone")),)
    caption = texts.html("text-caption", name=name_of(card))
    name = "".join(letter if letter.isalnum() else "-" for letter in card.number) or "van-ban"
    # A mark of the order of bytes: without it, phones take the file for another encoding.
    content = text.encode("utf-8-sig")
    return (send_document(place, f"{name}.txt", content, caption, "job"),)


def _note_discard(administration: Administration, seen: _Seen, actor: str) -> None:
    """Write into the audit log that what was sent does not go into the library."""
    numbers = ", ".join(card.number for card in seen.preview.cards)
    files = [file.name for file in seen.job.files]
    AuditLog(administration.look.home).record(actor, "discard", numbers, {"files": files})


def _listening(message: Message, context: Context) -> Job | None:
    """Return the job whose question *message* answers, or None."""
    sender = message.from_user.id if message.from_user else 0
    if sender not in services_of(context).admins or message.via_bot is not None:
        return None
    jobs = administration_of(context).jobs
    oldest = jobs.now() - _LISTENS
    for job in jobs.of_chat(message.chat.id):
        if job.listens and job.asked != "topics" and job.asked_at >= oldest:
            answered = message.reply_to_message
            mine = answered is not None and answered.message_id == job.message
            if message.chat.type == ChatType.PRIVATE or mine:
                return job
    return None


async def _typed(message: Message, job: Job, context: Context) -> None:
    """Take a text for what was asked, or say why it cannot be that."""
    administration, texts = administration_of(context), services_of(context).texts
    typed = (message.text or "").strip()
    if job.asked == "number" and job.kind is Kind.ENDING:
        await _number(message, job, typed, context)
        return
    if job.asked == "reason":
        value = typed[:_REASON]
    else:
        field = "effective_to" if job.asked == "day" else job.asked
        try:
            value = parsed(field, typed)
            if job.asked == "day" and not value:
                raise CorrectionError("not-a-day", value=typed)
        except CorrectionError as error:
            say(context.work, message, wrong(error.code, error.values, texts))
            return
    key = (await _seen(administration, job)).key
    await administration.jobs.happen(job.id, Answered(value, key), anew=True)


async def _number(message: Message, job: Job, typed: str, context: Context) -> None:
    administration, texts = administration_of(context), services_of(context).texts
    numbers = await asyncio.to_thread(meant, typed, administration.look)
    if len(numbers) == 1:
        await administration.jobs.happen(job.id, Answered(numbers[0]), anew=True)
    elif not numbers:
        say(context.work, message, texts.html("end-unknown", number=typed[:80]))
    else:
        choices = [[Choice(one, of_job(job, Verb.CHOOSE, one))] for one in numbers[:_OFFERED]]
        links = services_of(context).state
        html = texts.html("end-which")
        context.work.call(send_message(Place(message.chat.id), html, keyboard(choices, links)))
