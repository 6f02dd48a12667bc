"""Correcting what was understood of a document: which field, and what is right."""

from collections.abc import Mapping
from datetime import date

from bot.admin.cards import name_of, topic_name
from bot.admin.job import Job, Verb, View
from bot.admin.look import day_of, joined
from bot.admin.machine import NONE
from bot.admin.presses import Choice, Rows, of_job
from bot.texts import Html, Texts
from indexer.proposal import FIELDS, Card

_KINDS = (
    "Luật",
    "Pháp lệnh",
    "Nghị định",
    "Nghị quyết",
    "Quyết định",
    "Thông tư",
    "Chỉ thị",
    "Kế hoạch",
    "Quy chế",
    "Quy định",
    "Hướng dẫn",
    "Công văn",
)
"""Kinds of document that are offered as buttons; any other can be typed."""
_NEVER_EMPTY = frozenset({"number", "title"})


def correct_html(job: Job, card: Card, texts: Texts) -> Html:
    """Return the screen that asks what to correct, or for the value."""
    if job.view is View.FIELDS:
        return texts.html("fix-title", name=name_of(card))
    value = value_of(card, job.asked, texts)
    if job.asked == "topics":
        value = _topics(job.typed, texts)
    title = texts.html("fix-value", field=texts.plain(f"field-{job.asked}"), value=value)
    reply = texts.html("fix-reply") if job.chat < 0 and job.asked != "topics" else ""
    return joined(title, texts.html(f"fix-value-{job.asked}"), reply)


def correct_rows(job: Job, card: Card, texts: Texts, topics: tuple[str, ...]) -> Rows:
    """Return the buttons under it; *topics* are those that can be chosen."""
    back = [Choice(texts.plain("button-job-back"), of_job(job, Verb.BACK))]
    if job.view is View.FIELDS:
        fields = [
            Choice(texts.plain(f"field-{name}"), of_job(job, Verb.FIELD, name)) for name in FIELDS
        ]
        return [*_grid(fields, 2), back]
    return [*_offers(job, card, texts, topics), back]


def value_of(card: Card, field: str, texts: Texts) -> str:
    """Return what a field holds now, as people read it."""
    value = getattr(card, field)
    if isinstance(value, date) or value is None:
        return day_of(value, texts)
    if isinstance(value, tuple):
        return _topics("; ".join(value), texts)
    return str(value) or texts.plain("card-none")


def wrong(code: str, values: Mapping[str, str | int], texts: Texts) -> Html:
    """Return the sentence on a value that cannot be."""
    return texts.html(f"wrong-{code}", **values)


def _offers(job: Job, card: Card, texts: Texts, topics: tuple[str, ...]) -> Rows:
    """Return the values that a press gives."""
    rows: Rows = []
    if job.asked == "kind":
        rows += _grid([Choice(kind, of_job(job, Verb.CHOOSE, kind)) for kind in _KINDS], 3)
    if job.asked == "topics":
        chosen = job.typed.split("; ")
        rows += _grid([_topic(job, topic, topic in chosen, texts) for topic in topics], 2)
        return [*rows, [Choice(texts.plain("button-job-enter"), of_job(job, Verb.ENTER))]]
    if job.asked == "effective_from" and card.issued:
        value = card.issued.isoformat()
        rows.append([Choice(texts.plain("button-job-as-issued"), of_job(job, Verb.CHOOSE, value))])
    if job.asked not in _NEVER_EMPTY:
        rows.append([Choice(texts.plain("button-job-none"), of_job(job, Verb.CHOOSE, NONE))])
    return rows


def _topic(job: Job, topic: str, chosen: bool, texts: Texts) -> Choice:
    name = topic_name(topic, texts)
    caption = texts.plain("button-job-chosen", name=name) if chosen else name
    return Choice(caption, of_job(job, Verb.CHOOSE, topic))


def _topics(slugs: str, texts: Texts) -> str:
    names = [topic_name(slug, texts) for slug in slugs.split("; ") if slug]
    return ", ".join(names) or texts.plain("card-none")


def _grid(choices: list[Choice], width: int) -> Rows:
    return [choices[at : at + width] for at in range(0, len(choices), width)]
