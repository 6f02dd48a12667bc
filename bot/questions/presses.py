"""What happens when a button is pressed."""

import asyncio
from collections.abc import Callable

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update

from bot.delivery.calls import edit_buttons
from bot.delivery.work import Work
from bot.questions.ask import answered
from bot.questions.browsing import (
    browse_screen,
    kind_screen,
    kinds_screen,
    topic_screen,
    topics_screen,
)
from bot.questions.cards import other_screen
from bot.questions.press import Action, Press, decode
from bot.questions.reading import article_screen, document_screen, related_screen
from bot.questions.reply import follow, notice, replace, shown_by
from bot.questions.screen import Screen, View
from bot.questions.versions import versions_screen
from bot.questions.welcome import AUDIENCES, audience_screen, help_screen, welcome_screen
from bot.services import Context, Services, services_of
from knowledge.errors import CitationNotFoundError

_VOTES = {Action.LIKE, Action.DISLIKE}

_SCREENS: dict[Action, Callable[[View, Press], Screen]] = {
    Action.ARTICLE: article_screen,
    Action.DOCUMENT: document_screen,
    Action.RELATED: related_screen,
    Action.VERSIONS: versions_screen,
    Action.BROWSE: lambda view, press: browse_screen(view),
    Action.KINDS: kinds_screen,
    Action.KIND: kind_screen,
    Action.TOPICS: topics_screen,
    Action.TOPIC: topic_screen,
    Action.HELP: lambda view, press: help_screen(view.texts),
}


class _Refused(Exception):
    """The button leads nowhere; the message is the id of the text that says why."""


async def on_press(update: Update, context: Context) -> None:
    """Carry out the button that was pressed, or say in one sentence why it cannot be."""
    query, services = update.callback_query, services_of(context)
    if query is None:
        return
    press = await asyncio.to_thread(decode, query.data or "", services.state)
    if press is not None and press.action is Action.STAY:
        notice(context.work, query)
    elif press is not None and press.action in _VOTES:
        await _vote(context.work, query, press, services)
    else:
        await _show(context.work, query, press, services)


async def _show(work: Work, query: CallbackQuery, press: Press | None, services: Services) -> None:
    try:
        screen = await asyncio.to_thread(_draw, query, press, services)
    except CitationNotFoundError:
        notice(work, query, services.texts.plain("press-gone"), alert=True)
    except _Refused as refusal:
        notice(work, query, services.texts.plain(str(refusal)), alert=True)
    else:
        notice(work, query)
        new = press is not None and (press.fresh or press.action is Action.EXAMPLE)
        (follow if new else replace)(work, query, screen, services)


def _draw(query: CallbackQuery, press: Press | None, services: Services) -> Screen:
    """Return the screen that *press* leads to; runs in a thread."""
    match press:
        case Press(action=Action.EXAMPLE):
            return _example(query, press, services)
        case Press(action=Action.OTHER):
            return _other(press, services)
        case Press(action=Action.WELCOME, key=""):
            return welcome_screen(services.texts)
        case Press(action=Action.WELCOME, key=audience) if audience in AUDIENCES:
            return audience_screen(services.texts, audience)
        case Press(action=action) if action in _SCREENS:
            return _SCREENS[action](services.view(), press)
        case _:
            raise _Refused("press-unknown")


def _example(query: CallbackQuery, press: Press, services: Services) -> Screen:
    key = f"example-{press.key}-{press.page}"
    if key not in services.texts.ids:
        raise _Refused("press-unknown")
    chat = query.message.chat.id if query.message else query.from_user.id
    asker = (chat, query.from_user.id)
    return answered(services, asker, services.texts.plain(key), repeat=True)


def _other(press: Press, services: Services) -> Screen:
    kept = services.state.question(press.key)
    if kept is None:
        raise _Refused("press-expired")
    view = services.view()
    found = services.assistant.ask(kept.text, kept.as_of, further=True)
    return other_screen(view, found, press)


async def _vote(work: Work, query: CallbackQuery, press: Press, services: Services) -> None:
    """Count a vote once: the buttons for it go away."""
    try:
        await asyncio.to_thread(_count, press, services)
    except CitationNotFoundError:
        notice(work, query, services.texts.plain("press-gone"), alert=True)
        return
    notice(work, query, services.texts.plain("press-thanks"))
    if isinstance(query.message, Message) and query.message.reply_markup:
        work.call(edit_buttons(shown_by(query), _without_votes(query.message, services)))


def _count(press: Press, services: Services) -> None:
    """Count the vote of *press* if the library holds what it is for."""
    services.view().library.provision(press.document, press.path)
    up = press.action is Action.LIKE
    services.state.vote(press.key, press.document, press.path, up=up)


def _without_votes(message: Message, services: Services) -> InlineKeyboardMarkup | None:
    def votes(data: object) -> bool:
        press = decode(data, services.state) if isinstance(data, str) else None
        return press is not None and press.action in _VOTES

    shown = message.reply_markup.inline_keyboard if message.reply_markup else ()
    rows = [[button for button in row if not votes(button.callback_data)] for row in shown]
    return InlineKeyboardMarkup([row for row in rows if row])
