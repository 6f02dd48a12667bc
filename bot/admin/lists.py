"""The lists of administrators, /lichsu and /nhatky, and the buttons that turn their pages."""

import asyncio
from functools import wraps

from telegram import CallbackQuery, Update

from bot.admin.acting import undo_job
from bot.admin.history import PAGE as HISTORY
from bot.admin.history import RETURN, history_screen
from bot.admin.log import PAGE as LOG
from bot.admin.log import TABLE, log_screen, table_call
from bot.admin.parts import Administration, administration_of
from bot.admin.presses import Rows, keyboard
from bot.admin.runner import live_snapshot
from bot.admin.uploads import job_id
from bot.delivery.calls import Place, edit_text, send_message
from bot.guard import Handler
from bot.questions.press import Action, Press, decode
from bot.questions.reply import notice, shown_by
from bot.services import Context, services_of
from bot.texts import Html


async def on_history(update: Update, context: Context) -> None:
    """Answer /lichsu: the snapshots on disk with what each changed."""
    look = administration_of(context).look
    _answer(update, context, *await asyncio.to_thread(history_screen, look, 0))


async def on_log(update: Update, context: Context) -> None:
    """Answer /nhatky: who did what to the library, and when."""
    look = administration_of(context).look
    _answer(update, context, *await asyncio.to_thread(log_screen, look))


def list_press(handler: Handler) -> Handler:
    """Return what answers presses, which leaves those under the lists to them."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        query, services = update.callback_query, services_of(context)
        press = await asyncio.to_thread(decode, (query and query.data) or "", services.state)
        if query is None or press is None or press.action is not Action.ADMIN:
            await handler(update, context)
        elif query.from_user.id not in services.admins or query.message is None:
            notice(context.work, query, services.texts.plain("job-not-yours"), alert=True)
        else:
            await _pressed(query, press, context)

    return run


async def _pressed(query: CallbackQuery, press: Press, context: Context) -> None:
    administration, services = administration_of(context), services_of(context)
    look = administration.look
    assert query.message is not None
    match press.key[:1]:
        case key if key == HISTORY:
            html, rows = await asyncio.to_thread(history_screen, look, press.page)
        case key if key == LOG:
            html, rows = await asyncio.to_thread(log_screen, look, press.page or None)
        case key if key == TABLE:
            chat = query.message.chat.id
            context.work.call(await asyncio.to_thread(table_call, look, chat, services.clock))
            notice(context.work, query)
            return
        case _:
            begun = await _return(query, press, administration)
            words = "" if begun else services.texts.plain("job-stale")
            notice(context.work, query, words, alert=bool(words))
            return
    context.work.call(edit_text(shown_by(query), html, keyboard(rows, services.state)))
    notice(context.work, query)


async def _return(query: CallbackQuery, press: Press, administration: Administration) -> bool:
    """Ask whether to go to the snapshot that was chosen; False where that is asked already."""
    assert query.message is not None
    chat, target = query.message.chat.id, press.key.removeprefix(RETURN)
    # Once for each state of the library: going there and back again can be asked anew.
    live = live_snapshot(administration.look.home)
    name = job_id("return", chat, query.message.message_id, live, target)
    actor = f"telegram:{query.from_user.id}"
    return await administration.jobs.begin(undo_job(name, chat, actor, target, administration))


def _answer(update: Update, context: Context, html: Html, rows: Rows) -> None:
    message = update.effective_message
    if message is not None:
        markup = keyboard(rows, services_of(context).state)
        context.work.call(send_message(Place(message.chat.id), html, markup))
