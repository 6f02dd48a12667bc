"""A small bot on python-telegram-bot, run for real against the try-out server."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.tryout import Server

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Press", callback_data="pressed")]])


async def start(update: Update, context: Any) -> None:
    """Greet with a button."""
    await update.effective_message.reply_html("<b>Hello</b> you", reply_markup=KEYBOARD)


async def repeat(update: Update, context: Any) -> None:
    """Say a text again."""
    await update.effective_message.reply_text(f"echo: {update.effective_message.text}")


async def measure(update: Update, context: Any) -> None:
    """Download a document and say how long it is."""
    file = await update.effective_message.document.get_file()
    content = await file.download_as_bytearray()
    await update.effective_message.reply_text(f"{len(content)} bytes")


async def pressed(update: Update, context: Any) -> None:
    """Answer a button and edit the message it hangs on."""
    await update.callback_query.answer("Done")
    await update.callback_query.edit_message_text(f"data: {update.callback_query.data}")


async def offer(update: Update, context: Any) -> None:
    """Offer one result that says the query."""
    content = InputTextMessageContent(f"<i>{update.inline_query.query}</i>", parse_mode="HTML")
    result = InlineQueryResultArticle("one", "First", content, reply_markup=KEYBOARD)
    await update.inline_query.answer([result], cache_time=0)


async def chosen(update: Update, context: Any) -> None:
    """Tell the person in private what was chosen."""
    choice = update.chosen_inline_result
    await context.bot.send_message(choice.from_user.id, f"chosen: {choice.result_id}")


def build(server: Server) -> Application:
    """Return the bot, set up to talk to *server*."""
    builder = ApplicationBuilder().token(server.token).base_url(server.base_url)
    app = builder.base_file_url(server.base_file_url).build()
    app.add_handler(CommandHandler("start", start))
    app.add_handler(MessageHandler(filters.Document.ALL, measure))
    app.add_handler(MessageHandler(filters.TEXT & filters.UpdateType.MESSAGE, repeat))
    app.add_handler(CallbackQueryHandler(pressed))
    app.add_handler(InlineQueryHandler(offer))
    app.add_handler(ChosenInlineResultHandler(chosen))
    return app


@pytest_asyncio.fixture
async def echo(bot_api: Server) -> AsyncIterator[Application]:
    """Run the bot by long polling while a test lasts."""
    app = build(bot_api)
    async with app:
        await app.start()
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES, poll_interval=0)
        yield app
        await app.updater.stop()
        await app.stop()
