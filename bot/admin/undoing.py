"""Going back to an earlier snapshot, or forth again: the question, and what it came to."""

from telegram.constants import KeyboardButtonStyle

from bot.admin.changes import way_html, way_to
from bot.admin.job import Job, Verb
from bot.admin.look import Look, moment_of, parts
from bot.admin.presses import Choice, Rows, of_job
from bot.texts import Html
from indexer.publish import Entry, history


def undo_html(job: Job, look: Look) -> Html:
    """Return the question whether to go back to the target of *job*."""
    texts = look.texts
    way = way_to(job.target, history(look.home))
    if way is None:
        return texts.html("undo-gone")
    if way.target.current:
        return texts.html("undo-here")
    at = moment_of(way.target.created)
    return parts(texts.html("undo-ask", at=at), way_html(way, texts))


def undo_rows(job: Job, look: Look) -> Rows:
    """Return the buttons under it."""
    texts = look.texts
    target = entry_of(job.target, look)
    keep = Choice(texts.plain("button-job-keep"), of_job(job, Verb.DISCARD))
    if target is None or target.current:
        return [[Choice(texts.plain("button-job-close"), of_job(job, Verb.DISCARD))]]
    back = Choice(
        texts.plain("button-job-return"), of_job(job, Verb.PUBLISH), KeyboardButtonStyle.DANGER
    )
    return [[back, keep]]


def undone_html(job: Job, look: Look) -> Html:
    """Return that the library is at the target of *job*."""
    target = entry_of(job.target, look)
    if target is None:
        return look.texts.html("undo-gone")
    at = moment_of(target.created)
    return look.texts.html("done-undone", at=at, documents=target.documents)


def entry_of(snapshot: str, look: Look) -> Entry | None:
    """Return a snapshot that is on disk, or None."""
    return next((entry for entry in history(look.home) if entry.id == snapshot), None)
