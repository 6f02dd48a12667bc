"""The command /vanban."""

import asyncio

from telegram import Update

from bot.questions.browsing import browse_screen
from bot.questions.reply import show
from bot.services import Context, services_of


async def on_browse(update: Update, context: Context) -> None:
    """Answer /vanban with the entrance to the library."""
    services = services_of(context)
    if update.effective_message:
        screen = await asyncio.to_thread(lambda: browse_screen(services.view()))
        show(context.work, update.effective_message, screen, services)
