"""Files that administrators send or forward: they become jobs.

A handler only writes down what came; the job fetches it. So nothing is lost with the process,
albums and many forwarded messages come together, and questions are answered meanwhile.
"""

import hashlib
from collections.abc import Sequence
from functools import wraps

from telegram import Message, Update

from bot.admin.job import MOST_FILES, File, Job, Kind, Named, Stage
from bot.admin.parts import Administration, administration_of
from bot.delivery.downloads import LARGEST
from bot.guard import Handler
from bot.questions.reply import say
from bot.questions.split import shorten
from bot.services import Context, services_of
from bot.texts import Texts


def admin_content(handler: Handler) -> Handler:
    """Return what answers files, of which those of administrators become jobs."""

    @wraps(handler)
    async def run(update: Update, context: Context) -> None:
        message, services = update.effective_message, services_of(context)
        sender = message.from_user.id if message and message.from_user else 0
        if message is None or (not message.photo and message.document is None):
            await handler(update, context)
        elif sender not in services.admins:
            say(context.work, message, services.texts.html("file-not-yours"))
        elif _size(message) > LARGEST:
            name = shorten(_name(message, services.texts), 100)
            say(context.work, message, services.texts.html("file-large", name=name))
        else:
            file = _file(message, services.texts)
            await _take(administration_of(context), message.chat.id, sender, file)

    return run


def job_id(*parts: object) -> str:
    """Return the id of a job that follows from *parts*: the same update begins no second one."""
    told = "\0".join(str(part) for part in parts)
    return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


async def _take(administration: Administration, chat: int, sender: int, file: File) -> None:
    """Give a file to the job that is receiving, or begin one; no file is taken twice."""
    jobs = administration.jobs
    mine = [job for job in jobs.rows.all() if job.chat == chat and job.kind is Kind.FILES]
    if any(known.message == file.message for job in mine for known in job.files):
        return
    for job in _receiving(mine):
        changed = await jobs.happen(job.id, Named(file))
        if changed and changed[0] != changed[1]:
            return
    begun = jobs.now()
    new = Job(job_id(chat, file.message, begun), chat, f"telegram:{sender}", begun, files=(file,))
    await jobs.begin(new)


def _receiving(jobs: Sequence[Job]) -> list[Job]:
    return [job for job in jobs if job.stage is Stage.RECEIVING and len(job.files) < MOST_FILES]


def _file(message: Message, texts: Texts) -> File:
    file_id = message.photo[-1].file_id if message.photo else ""
    if message.document is not None:
        file_id = message.document.file_id
    page = bool(message.photo) or _is_photograph(message)
    return File(_name(message, texts), file_id, message.message_id, page=page)


def _is_photograph(message: Message) -> bool:
    """Return whether a photograph was sent as a file, as is better where it is to be read."""
    return message.document is not None and message.document.mime_type == "image/jpeg"


def _name(message: Message, texts: Texts) -> str:
    """Return the name of a file; photographs have none."""
    if message.document is not None:
        return message.document.file_name or "tep"
    return texts.plain("file-photo", number=str(message.message_id))


def _size(message: Message) -> int:
    file = message.document or message.photo[-1]
    return file.file_size or 0
