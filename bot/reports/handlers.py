"""Where updates enter the dialogue: /phananh, the big button, a poster's link, texts, files, /huy.

A running dialogue takes texts and files before the assistant does; commands keep working and leave
it as it is. It is led in private chats only.
"""

import asyncio
import secrets as random
from functools import wraps

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from bot.delivery.calls import Place, send_message
from bot.guard import Handler
from bot.questions.groups import argument
from bot.questions.press import Action, Press, decode
from bot.questions.reply import notice
from bot.reports.answers import FILE_STEPS
from bot.reports.dialogue import begun
from bot.reports.events import (
    HANDED_IN,
    MOST_FILES,
    Draft,
    Edited,
    Filed,
    GivenUp,
    Say,
    Sent,
    Typed,
)
from bot.reports.evidence import Incoming, NotFetchedError, Target, TooLargeError, incoming
from bot.reports.presses import pressed
from bot.reports.talk import Talk, with_message
from bot.reports.vault import Secrets
from bot.services import Context, reporting_of, services_of

LINK = "pa"
"""What a deep link hands to /start: "pa", or "pa_<code of a unit>"."""


async def on_report(update: Update, context: Context) -> None:
    """Answer /phananh."""
    message = update.effective_message
    if message is None:
        return
    if message.chat.type != ChatType.PRIVATE:
        _send_to_private(message, context)
        return
    await _begin(_talk(message.chat.id, context), message)


def before_start(handler: Handler) -> Handler:
    """Return /start, which begins a report where a poster's link brought the person."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message = update.effective_message
        link, _, code = argument(message).partition("_") if message else ("", "", "")
        if message is not None and link == LINK and message.chat.type == ChatType.PRIVATE:
            await _begin(_talk(message.chat.id, context), message, code)
        else:
            await handler(update, context)

    return run


def before_cancel(handler: Handler) -> Handler:
    """Return /huy, which gives up the report that is being written, if there is one."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message = _private(update)
        talk = _talk(message.chat.id, context) if message else None
        draft = talk.draft() if talk else None
        if message is None or talk is None or draft is None:
            await handler(update, context)
        else:
            await talk.happen(with_message(draft, *_sent(message)), GivenUp())

    return run


def before_text(handler: Handler) -> Handler:
    """Return what answers texts, which a running dialogue takes first."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message = _private(update)
        if message is None or message.via_bot is not None or not message.text:
            await handler(update, context)
            return
        talk = _talk(message.chat.id, context)
        draft = talk.draft()
        edited = update.edited_message is not None
        event = (
            Edited(message.text, message.message_id)
            if edited
            else Typed(message.text, Sent(*_sent(message)))
        )
        if draft is None or not await talk.happen(draft, event):
            await handler(update, context)

    return run


def before_content(handler: Handler) -> Handler:
    """Return what answers files, which a running dialogue takes as evidence."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message = _private(update)
        file = incoming(message) if message else None
        talk = _talk(message.chat.id, context) if message else None
        draft = talk.draft() if talk and file else None
        if not (message and talk and file and draft) or draft.step in HANDED_IN:
            await handler(update, context)
        else:
            await _take(talk, draft, message, file, context)

    return run


def before_press(handler: Handler) -> Handler:
    """Return what answers presses, which leaves those of the dialogue to it."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        query, services = update.callback_query, services_of(context)
        press = await asyncio.to_thread(decode, (query and query.data) or "", services.state)
        if query is not None and press is not None and press.action is Action.REPORT:
            await _pressed(update, context, press)
        else:
            await handler(update, context)

    return run


async def _pressed(update: Update, context: Context, press: Press) -> None:
    query = update.callback_query
    assert query is not None
    message = query.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        words = services_of(context).texts.plain("report-private-notice")
        notice(context.work, query, words, alert=True)
        return
    talk = _talk(message.chat.id, context)
    talk.query = query
    event = pressed(press)
    if event is None:
        talk.end_press()
        talk.query = None  # the button stays where it is; the dialogue opens below
        await _begin(talk)
        return
    draft = talk.draft()
    if draft is None:
        talk.end_press("report-over")
    else:
        await talk.happen(draft, event)


async def _begin(talk: Talk, message: Message | None = None, code: str = "") -> None:
    """Begin a report, or go on with the one that is being written."""
    talk.claim()
    if not talk.parts.vault.inspectors:
        talk.say("report-closed-channel")
        return
    running = talk.draft()
    if running is not None and running.step not in HANDED_IN:
        running = with_message(running, *_sent(message)) if message else running
        talk.show(running, talk.texts.html("report-running"))
        talk.keep(running)
        return
    if talk.parts.limits.report(talk.chat).reason == "day":
        talk.say("report-too-many")
        return
    if running is not None:
        talk.parts.drafts.erase(talk.chat)
    unit = talk.parts.units.get(code) if code else None
    if code and unit is None:
        talk.say("report-unit-unknown")
    draft = begun(Secrets.new().dump(), 1 + random.randbelow(9000), unit)
    if message is not None:
        draft = with_message(draft, *_sent(message))
    talk.keep(draft)
    talk.show(draft)


async def _take(
    talk: Talk, draft: Draft, message: Message, file: Incoming, context: Context
) -> None:
    """Fetch a file as evidence, or say why not."""
    sent = Sent(*_sent(message))
    refusal = _refusal(talk, draft, file)
    if refusal is None:
        secrets = Secrets.load(draft.secrets)
        target = Target(secrets.report_key, secrets.report_id, message.message_id)
        try:
            fetched = await talk.parts.fetcher.fetch(context.bot, file, target)
        except TooLargeError:
            refusal = Say("report-file-large")
        except NotFetchedError:
            refusal = Say("report-file-failed")
        except OSError:
            refusal = Say("report-file-no-room")
        else:
            talk.parts.limits.count_evidence(talk.chat, fetched.size)
            album = message.media_group_id or ""
            event = Filed(fetched, sent, message.caption or "", album)
            await talk.happen(draft, event)
            return
    await talk.carry_out((with_message(draft, sent.message, sent.at), (refusal,)))


def _refusal(talk: Talk, draft: Draft, file: Incoming) -> Say | None:
    """Return why a file is not even fetched, or None."""
    if draft.step not in FILE_STEPS:
        return Say("report-file-not-now")
    match talk.parts.limits.evidence(talk.chat, file.size, len(draft.files)).reason:
        case "files":
            return Say("report-file-many", MOST_FILES)
        case "size":
            return Say("report-file-large")
        case "":
            return None
        case _:
            return Say("report-file-day")


def _send_to_private(message: Message, context: Context) -> None:
    """Point to the private chat: a group would read along."""
    texts = services_of(context).texts
    url = f"https://t.me/{context.bot.username}?start={LINK}"
    button = InlineKeyboardButton(texts.plain("report-open-private"), url=url)
    thread = message.message_thread_id if message.is_topic_message else None
    place = Place(message.chat.id, message.message_id, thread)
    html = texts.html("report-private-only")
    context.work.call(send_message(place, html, InlineKeyboardMarkup([[button]])))


def _talk(chat: int, context: Context) -> Talk:
    return Talk(chat, context.work, services_of(context), reporting_of(context))


def _private(update: Update) -> Message | None:
    """Return the message of an update in a private chat, or None."""
    message = update.effective_message
    return message if message and message.chat.type == ChatType.PRIVATE else None


def _sent(message: Message) -> tuple[int, int]:
    return message.message_id, int(message.date.timestamp())
