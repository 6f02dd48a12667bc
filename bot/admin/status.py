"""The command /trangthai: how the service is."""

import asyncio

from telegram import Update

from bot.delivery.queues import Queues, Reason
from bot.questions.reply import say
from bot.services import Context, Services, services_of
from bot.texts import Html


async def on_status(update: Update, context: Context) -> None:
    """Answer /trangthai with the queues, what was given up, and the troubles there are."""
    message, services = update.effective_message, services_of(context)
    if message is None:
        return
    html = await asyncio.to_thread(status, services)
    say(context.work, message, html)


def status(services: Services) -> Html:
    """Return the state of the service in a few lines."""
    queues, texts = Queues.read(services.ledger), services.texts
    others = max(0, queues.updates - 1)  # the one that asks waits too
    lines = [texts.html("status", updates=others, calls=queues.calls)]
    lines += _lines(services, "status-dead", queues.dead)
    lines += _lines(services, "status-set-aside", queues.set_aside)
    lines += [
        texts.html("alert-trouble", since=f"{one.since:%H:%M %d/%m}", sentence=one.sentence)
        for one in services.health.findings
    ] or [texts.html("status-well")]
    return Html("\n".join(lines))


def _lines(services: Services, key: str, reasons: tuple[Reason, ...]) -> list[Html]:
    return [services.texts.html(key, count=one.count, reason=one.text) for one in reasons]
