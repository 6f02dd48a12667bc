"""Where updates enter following: /dangky, /huydangky and the buttons of their screens."""

import asyncio
from functools import wraps

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.delivery.calls import Place, edit_text, send_message
from bot.following.choices import MOST, Choice, Part, key_of
from bot.following.parts import Subscriptions, subscriptions_of
from bot.following.presses import END, Follow, follow_of
from bot.following.screens import Shown, names_of, screen
from bot.guard import Handler
from bot.questions.reply import notice, say, shown_by
from bot.questions.screen import View
from bot.services import Context, Services, services_of


class _Refused(Exception):
    """A press that changes nothing; the message is the text that says why."""


async def on_subscribe(update: Update, context: Context) -> None:
    """Answer /dangky: what is followed now, with buttons to change it."""
    message = update.effective_message
    if message is None or _sent_to_private(message, context):
        return
    services, subscriptions = services_of(context), subscriptions_of(context)

    def draw() -> Shown:
        choice = subscriptions.subscribers.get(message.chat.id)
        return screen(services.view(), choice, Follow(Part.EVERYTHING))

    html, keyboard = await asyncio.to_thread(draw)
    context.work.call(send_message(Place(message.chat.id), html, keyboard))


async def on_unsubscribe(update: Update, context: Context) -> None:
    """Answer /huydangky: nothing is followed any more, from this moment on."""
    message = update.effective_message
    if message is None or _sent_to_private(message, context):
        return
    subscribers = subscriptions_of(context).subscribers
    known = bool(subscribers.get(message.chat.id))
    # Even a row that cannot be read goes.
    subscribers.put(message.chat.id, Choice())
    key = "following-ended" if known else "following-none"
    say(context.work, message, services_of(context).texts.html(key))


def subscribe_press(handler: Handler) -> Handler:
    """Return what answers presses, which leaves those of the screens of following to them."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        query = update.callback_query
        data = (query and query.data) or ""
        press = follow_of(data)
        if query is None or (press is None and data != END):
            await handler(update, context)
        else:
            await _pressed(query, press, context)

    return run


async def _pressed(query: CallbackQuery, press: Follow | None, context: Context) -> None:
    """Carry out a press; None ends all following."""
    # The screen stands in a private chat, whose id is that of the person.
    chat, work = query.from_user.id, context.work
    services, subscriptions = services_of(context), subscriptions_of(context)
    if press is None:
        subscriptions.subscribers.put(chat, Choice())
        html = services.texts.html("following-ended")
        work.call(edit_text(shown_by(query), html))
        notice(work, query)
        return
    try:
        drawn = await asyncio.to_thread(_changed, services, subscriptions, chat, press)
    except _Refused as error:
        notice(work, query, services.texts.plain(str(error), most=MOST), alert=True)
        return
    work.call(edit_text(shown_by(query), *drawn))
    notice(work, query)


def _changed(services: Services, subscriptions: Subscriptions, chat: int, press: Follow) -> Shown:
    """Change what *chat* follows as *press* says, and return the screen that shows it."""
    view, subscribers = services.view(), subscriptions.subscribers
    before = subscribers.get(chat)
    if press.on is None:
        return screen(view, before, press)
    name = _named(view, before, press)
    choice = before.changed(press.part, name, on=press.on)
    if choice.count > max(MOST, before.count):
        raise _Refused("following-many")
    subscribers.put(chat, choice)
    return screen(view, choice, press)


def _named(view: View, choice: Choice, press: Follow) -> str:
    """Return the topic or issuer that a press means; "" for everything."""
    if press.part is Part.EVERYTHING:
        return ""
    names = names_of(view, choice, press.part)
    found = next((name for name in names if key_of(name) == press.key), None)
    if found is None:
        raise _Refused("following-gone")
    return found


def _sent_to_private(message: Message, context: Context) -> bool:
    """Say in a group that it is no place for this; return whether it was one."""
    if message.chat.type == ChatType.PRIVATE:
        return False
    say(context.work, message, services_of(context).texts.html("following-private-only"))
    return True
