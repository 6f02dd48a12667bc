"""Declaring a document ended: the questions, the confirmation, and what it came to."""

from datetime import date, timedelta

from telegram.constants import KeyboardButtonStyle

from bot.admin.job import Job, Verb
from bot.admin.look import Look, day_of, joined, parts
from bot.admin.machine import NONE
from bot.admin.presses import Choice, Rows, of_job
from bot.questions.pieces import status_line
from bot.texts import Html
from indexer.known import declared_endings
from indexer.proposal import Preview
from knowledge.citation import match_number
from knowledge.store import number_key

_NAMED = 10
"""Documents that are named of those that end along with another one."""


def asking_html(job: Job, look: Look) -> Html:
    """Return the question that *job* asks now."""
    texts = look.texts
    match job.asked:
        case "number":
            return texts.html("end-number")
        case "day":
            return texts.html("end-day", name=_name(job, look), status=_status(job, look))
        case _:
            day = day_of(job.day, texts)
            return texts.html("end-reason", name=_name(job, look), day=day)


def asking_rows(job: Job, look: Look) -> Rows:
    """Return the buttons under it."""
    texts, today = look.texts, look.view().day
    stop = Choice(texts.plain("button-job-stop"), of_job(job, Verb.STOP))
    match job.asked:
        case "number":
            return [[stop]]
        case "day":
            return [
                [
                    _day(job, look, "button-job-today", today),
                    _day(job, look, "button-job-tomorrow", today + timedelta(days=1)),
                ],
                [_revive(job, look), stop] if _was_declared(job, look) else [stop],
            ]
        case _:
            skip = Choice(texts.plain("button-job-skip"), of_job(job, Verb.CHOOSE, NONE))
            return [[skip, stop]]


def ending_html(job: Job, look: Look) -> Html:
    """Return what declaring it comes to, for somebody to approve."""
    texts = look.texts
    name, status = _name(job, look), _status(job, look)
    if job.day is None:
        ask = texts.html("end-ask-revive", name=name, status=status)
        return parts(ask, texts.html("end-effect-revive"), _along(job, look))
    ask = texts.html("end-ask", name=name, day=day_of(job.day, texts), status=status)
    reason = texts.html("end-reason-line", reason=job.reason) if job.reason else ""
    return parts(joined(ask, reason), texts.html("end-effect"), _along(job, look))


def _along(job: Job, look: Look) -> Html:
    """Return which documents end, or come back, together with the one of *job*."""
    texts, back = look.texts, job.day is None
    preview = look.folder.preview(job.id) or Preview()
    along = [one for one in preview.along if (one.day is None) == back]
    if not along:
        return Html("")
    of = "-revive" if back else ""
    lines = [
        texts.html(f"end-along-line{of}", name=_named(one.number, look), day=day_of(one.day, texts))
        for one in along[:_NAMED]
    ]
    more = len(along) - _NAMED
    rest = texts.html("card-more", count=more) if more > 0 else ""
    return joined(texts.html(f"end-along{of}"), *lines, rest)


def ending_rows(job: Job, look: Look) -> Rows:
    """Return the buttons under it."""
    key = "button-job-end" if job.day else "button-job-revive"
    do = Choice(look.texts.plain(key), of_job(job, Verb.PUBLISH), KeyboardButtonStyle.DANGER)
    return [[do, Choice(look.texts.plain("button-job-keep"), of_job(job, Verb.DISCARD))]]


def ended_html(job: Job, look: Look) -> Html:
    """Return that it is declared."""
    if job.day is None:
        return look.texts.html("done-revived", name=_name(job, look))
    day = day_of(job.day, look.texts)
    return look.texts.html("done-ended", name=_name(job, look), day=day)


def meant(typed: str, look: Look) -> list[str]:
    """Return the numbers of the documents that *typed* can mean, the exact one alone."""
    numbers = [document.number for document in look.view().library.documents()]
    exact = [number for number in numbers if number.casefold() == typed.strip().casefold()]
    return exact or match_number(typed, numbers)


def _name(job: Job, look: Look) -> str:
    return _named(job.number, look)


def _named(number: str, look: Look) -> str:
    library = look.view().library
    return library.document(number).name if number in library else number


def _status(job: Job, look: Look) -> str:
    view = look.view()
    if job.number not in view.library:
        return ""
    document = view.library.document(job.number)
    return status_line(view, view.library.validity(document, view.day))


def _was_declared(job: Job, look: Look) -> bool:
    """Return whether an administrator has declared the end: one that a text states stays."""
    declared = {number_key(ending.number) for ending in declared_endings(look.home)}
    return number_key(job.number) in declared


def _day(job: Job, look: Look, key: str, day: date) -> Choice:
    return Choice(look.texts.plain(key), of_job(job, Verb.CHOOSE, day.isoformat()))


def _revive(job: Job, look: Look) -> Choice:
    return Choice(look.texts.plain("button-job-revive"), of_job(job, Verb.CHOOSE, NONE))
