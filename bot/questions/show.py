"""The command /xem: a provision or a document by its citation."""

from telegram import Update

from bot.questions.citing import cited_screen, not_held_screen
from bot.questions.groups import argument
from bot.questions.reply import say, show, working
from bot.questions.screen import Screen
from bot.services import Context, Services, services_of


async def on_show(update: Update, context: Context) -> None:
    """Answer /xem with what the citation after it points at."""
    message, services = update.effective_message, services_of(context)
    if message is None:
        return
    citation = argument(message)
    if not citation:
        say(context.work, message, services.texts.html("show-empty"))
        return
    screen = await working(message, lambda: _shown(services, citation))
    show(context.work, message, screen, services)


def _shown(services: Services, citation: str) -> Screen:
    view = services.view()
    return cited_screen(view, services.assistant, citation) or not_held_screen(view, citation)
