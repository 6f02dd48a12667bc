"""The command /trangthai: how the service is, what the library holds, and what is being done."""

import asyncio
import shutil

from telegram import Update

from bot.admin.job import Job
from bot.admin.look import moment_of
from bot.admin.parts import Administration, administration_of
from bot.delivery.alerts import trouble_html
from bot.delivery.queues import Queues, Reason
from bot.following.announcing import status_lines
from bot.following.parts import Subscriptions, subscriptions_of
from bot.questions.reply import say
from bot.services import Context, Services, services_of
from bot.texts import Html

_JOBS = 10
"""Jobs that are listed."""


async def on_status(update: Update, context: Context) -> None:
    """Answer /trangthai with the library, the jobs, the queues, and the troubles there are."""
    message, services = update.effective_message, services_of(context)
    if message is None:
        return
    parts = (administration_of(context), subscriptions_of(context))
    html = await asyncio.to_thread(status, services, *parts)
    say(context.work, message, html)


def status(
    services: Services, administration: Administration, subscriptions: Subscriptions
) -> Html:
    """Return the state of the service in a few lines."""
    queues, texts = Queues.read(services.ledger), services.texts
    others = max(0, queues.lengths.updates - 1)  # the one that asks waits too
    service = [texts.html("status", updates=others, calls=queues.lengths.calls)]
    service += _lines(services, "status-dead", queues.dead)
    service += _lines(services, "status-set-aside", queues.set_aside)
    service += [trouble_html(one, texts) for one in services.health.findings] or [
        texts.html("status-well")
    ]
    blocks = [
        service,
        _library(services, administration),
        _jobs(services, administration),
        status_lines(subscriptions, texts),
    ]
    return Html("\n\n".join("\n".join(block) for block in blocks if block))


def _library(services: Services, administration: Administration) -> list[Html]:
    texts, manifest = services.texts, services.view().library.manifest
    free = shutil.disk_usage(administration.look.home).free
    return [
        texts.html("status-library", documents=manifest.documents, provisions=manifest.provisions),
        texts.html("status-refreshed", at=moment_of(manifest.created)),
        texts.html("status-model", model=manifest.model_id),
        texts.html("status-disk", free=f"{free / 1e9:.1f}".replace(".", ",")),
    ]


def _jobs(services: Services, administration: Administration) -> list[Html]:
    texts, library = services.texts, administration.library
    jobs = [job for job in administration.jobs.rows.all() if not job.is_over]
    if library.busy:
        lines = [texts.html("status-work", waiting=library.waiting)]
    else:
        lines = [texts.html("status-idle")]
    return lines + [_job(services, job) for job in jobs[-_JOBS:]]


def _job(services: Services, job: Job) -> Html:
    texts = services.texts
    what = texts.plain(f"status-job-{job.kind}", count=len(job.files))
    stage = texts.plain(f"status-stage-{job.stage}")
    return texts.html("status-job", what=what, stage=stage)


def _lines(services: Services, key: str, reasons: tuple[Reason, ...]) -> list[Html]:
    return [services.texts.html(key, count=one.count, reason=one.text) for one in reasons]
