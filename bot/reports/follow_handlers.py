"""Where updates enter following up: /theodoi, its buttons, texts, files, /huy.

An open session takes texts and files before a report's dialogue and the assistant do; whoever
touches the dialogue of a report again leaves it. It is led in private chats only.
"""

import secrets
from dataclasses import replace
from functools import wraps

from telegram import Message, Update
from telegram.constants import ChatType

from bot.delivery.calls import Place, delete_message, send_message
from bot.guard import Handler
from bot.questions.groups import argument
from bot.questions.press import Action
from bot.reports.events import MOST_FILES, Edited, Filed, GivenUp, Sent, Show, Typed
from bot.reports.evidence import Incoming, NotFetchedError, Target, TooLargeError, incoming
from bot.reports.follow_parts import following_of
from bot.reports.follow_screens import MARK, pressed
from bot.reports.follow_talk import FollowTalk
from bot.reports.followup import Open, Session, begun
from bot.services import Context, reporting_of, services_of

_REFUSALS = {
    "": "",
    "size": "follow-file-large",
    "files": "follow-files-many",
    "day": "follow-file-day",
}
"""Why a file is not even fetched, by what the limits say."""


async def on_follow(update: Update, context: Context) -> None:
    """Answer /theodoi: ask for the code, or take the one that stands behind the command."""
    message = update.effective_message
    if message is None:
        return
    talk = _talk(message.chat.id, context)
    code = argument(message)
    if code:
        # Nobody who holds this phone later shall find the code in the chat.
        context.work.call(delete_message(message.chat.id, message.message_id))
    if message.chat.type != ChatType.PRIVATE:
        _send_to_private(message, context)
        return
    before = talk.session()
    if before is not None:
        await talk.leave(before)
    session = begun(secrets.token_hex(8), 1 + secrets.randbelow(9000), _sent(message))
    await talk.carry_out((session, (Open(code) if code else Show(),)))


def follow_cancel(handler: Handler) -> Handler:
    """Return /huy, which closes an open session, if there is one."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message = _private(update)
        session = following_of(context).sessions.get(message.chat.id) if message else None
        if message is None or session is None:
            await handler(update, context)
        else:
            session = replace(session, own=(*session.own, _sent(message)))
            await _talk(message.chat.id, context).happen(session, GivenUp())

    return run


def follow_text(handler: Handler) -> Handler:
    """Return what answers texts, which an open session takes first."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message = _private(update)
        if message is None or message.via_bot is not None or not message.text:
            await handler(update, context)
            return
        session = following_of(context).sessions.get(message.chat.id)
        if session is None or not await _told(session, update, message, context):
            await handler(update, context)

    return run


def follow_content(handler: Handler) -> Handler:
    """Return what answers files, which an open session takes as evidence."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message = _private(update)
        file = incoming(message) if message else None
        session = following_of(context).sessions.get(message.chat.id) if message else None
        if message and file and session and session.case:
            await _take(_talk(message.chat.id, context), session, message, file, context)
        else:
            await handler(update, context)

    return run


def follow_press(handler: Handler) -> Handler:
    """Return what answers presses, which leaves those of following up to it."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        query = update.callback_query
        data = (query and query.data) or ""
        if data.startswith(MARK):
            await _pressed(update, context)
            return
        if data.startswith(Action.REPORT):
            await _leave(update, context)
        await handler(update, context)

    return run


def leaving_follow(handler: Handler) -> Handler:
    """Return *handler*, which ends an open session first."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        await _leave(update, context)
        await handler(update, context)

    return run


async def _leave(update: Update, context: Context) -> None:
    chat = update.effective_chat
    session = following_of(context).sessions.get(chat.id) if chat else None
    if chat is not None and session is not None:
        await _talk(chat.id, context).leave(session)


async def _told(session: Session, update: Update, message: Message, context: Context) -> bool:
    """Let a text happen to *session*; return False when it is none of its."""
    talk, text = _talk(message.chat.id, context), message.text or ""
    if update.edited_message is not None:
        return await talk.happen(session, Edited(text, message.message_id))
    taken = await talk.happen(session, Typed(text, _sent(message)))
    if taken and talk.tried:
        # The code shall not stay in the chat.
        talk.work.call(delete_message(message.chat.id, message.message_id))
    return taken


async def _pressed(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    chat = query.message.chat.id if query.message else query.from_user.id
    talk = _talk(chat, context)
    talk.query = query
    event, session = pressed(query.data or ""), talk.session()
    if session is None or event is None:
        talk.expire()
    else:
        await talk.happen(session, event)


async def _take(
    talk: FollowTalk, session: Session, message: Message, file: Incoming, context: Context
) -> None:
    """Fetch a file as evidence, or say why not."""
    refusal = _refusal(talk, session, file)
    if refusal:
        talk.say(refusal, MOST_FILES)
        return
    case_id, key = bytes.fromhex(session.case), bytes.fromhex(session.key)
    target = Target(key, case_id, message.message_id)
    try:
        fetched = await talk.parts.fetcher.fetch(context.bot, file, target)
    except TooLargeError:
        talk.say("follow-file-large")
    except NotFetchedError:
        talk.say("follow-file-failed")
    except OSError:
        talk.say("follow-no-room")
    else:
        talk.own.limits.count_evidence(talk.chat, fetched.size)
        album = message.media_group_id or ""
        await talk.happen(session, Filed(fetched, _sent(message), message.caption or "", album))


def _refusal(talk: FollowTalk, session: Session, file: Incoming) -> str:
    """Return the text that says why a file is not even fetched, or ""."""
    verdict = talk.own.limits.evidence(talk.chat, file.size, len(session.files))
    return _REFUSALS[verdict.reason]


def _send_to_private(message: Message, context: Context) -> None:
    """Say that a group is no place for a code."""
    thread = message.message_thread_id if message.is_topic_message else None
    place = Place(message.chat.id, message.message_id, thread)
    html = services_of(context).texts.html("follow-private-only")
    context.work.call(send_message(place, html))


def _talk(chat: int, context: Context) -> FollowTalk:
    # Nothing that is said here may be kept beside a chat, should it not reach it.
    context.work.private = True
    return FollowTalk(
        chat, context.work, services_of(context), reporting_of(context), following_of(context)
    )


def _private(update: Update) -> Message | None:
    """Return the message of an update in a private chat, or None."""
    message = update.effective_message
    return message if message and message.chat.type == ChatType.PRIVATE else None


def _sent(message: Message) -> Sent:
    return Sent(message.message_id, int(message.date.timestamp()))
