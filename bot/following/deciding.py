"""Where administrators decide about announcements: /thongbao, the buttons, /huy."""

import asyncio
from functools import wraps

from telegram import CallbackQuery, Update
from telegram.constants import ChatType

from bot.delivery.calls import Place, edit_text, send_message
from bot.following.announcing import Offer, offer
from bot.following.cards import listed
from bot.following.parts import subscriptions_of
from bot.following.presses import Decide, Verb, decide_of
from bot.guard import Handler
from bot.questions.groups import argument
from bot.questions.reply import notice, say, shown_by
from bot.services import Context, services_of
from knowledge.citation import match_number


async def on_announce(update: Update, context: Context) -> None:
    """Answer /thongbao: offer to announce the document whose number stands behind it."""
    message, services = update.effective_message, services_of(context)
    if message is None:
        return
    texts, asked = services.texts, argument(message)
    if not asked:
        say(context.work, message, texts.html("announce-which"))
        return
    subscriptions = subscriptions_of(context)

    def find() -> tuple[list[str], Offer | None]:
        held = [document.number for document in services.view().library.documents()]
        numbers = match_number(asked, held)
        return numbers, offer(subscriptions, services, numbers) if len(numbers) == 1 else None

    numbers, found = await asyncio.to_thread(find)
    if found is not None:
        context.work.change(found.keep)
        place = Place(message.chat.id)
        context.work.call(send_message(place, found.html, found.keyboard))
    elif len(numbers) == 1:
        say(context.work, message, texts.html("announce-unfollowed", list=numbers[0]))
    elif numbers:
        say(context.work, message, texts.html("announce-ambiguous", numbers=", ".join(numbers)))
    else:
        say(context.work, message, texts.html("announce-unknown", number=asked))


def announce_press(handler: Handler) -> Handler:
    """Return what answers presses, which leaves those about announcements to them."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        query = update.callback_query
        decision = decide_of((query and query.data) or "")
        if query is None or decision is None:
            await handler(update, context)
        else:
            _decided(query, decision, context)

    return run


def announce_cancel(handler: Handler) -> Handler:
    """Return /huy, with which an administrator stops the announcement that is being sent."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message, services = update.effective_message, services_of(context)
        private = message is not None and message.chat.type == ChatType.PRIVATE
        if message is None or not private or message.chat.id not in services.admins:
            await handler(update, context)
            return
        announcements = subscriptions_of(context).announcements
        started = announcements.started()
        own = [one for one in started if one.shown and one.shown.chat == message.chat.id]
        found = next((one for one in own if one.under_way), None)
        if found is None:
            await handler(update, context)
            return
        actor = _actor(message.chat.id)
        context.work.change(lambda connection: announcements.stop(connection, found.id, actor))
        names = listed(services.texts, found.facts)
        say(context.work, message, services.texts.html("announce-cancelled", list=names))

    return run


def _decided(query: CallbackQuery, decision: Decide, context: Context) -> None:
    work, services = context.work, services_of(context)
    announcements = subscriptions_of(context).announcements
    if query.from_user.id not in services.admins:
        notice(work, query, services.texts.plain("announce-admins"), alert=True)
        return
    found = announcements.get(decision.id)
    if found is None or found.over:
        notice(work, query, services.texts.plain("announce-gone"))
        return
    # What an announcement's message says is drawn by the announcer, from what then is so.
    notice(work, query)
    if found.under_way and decision.verb is not Verb.STOP:
        return  # pressed twice, or by two
    shown, actor = shown_by(query), _actor(query.from_user.id)
    match decision.verb:
        case Verb.START:
            work.change(lambda connection: announcements.start(connection, found.id, shown, actor))
        case Verb.STOP:
            work.change(lambda connection: announcements.stop(connection, found.id, actor))
        case Verb.DECLINE:
            work.change(lambda connection: announcements.decline(connection, found.id))
            names = listed(services.texts, found.facts)
            html = services.texts.html("announce-declined", list=names)
            work.call(edit_text(shown, html))


def _actor(user: int) -> str:
    """Return an administrator as the audit log names people."""
    return f"telegram:{user}"
