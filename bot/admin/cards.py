"""The preview: a card for each document as it was understood, and a summary of several."""

import re
from collections.abc import Sequence

from telegram.constants import KeyboardButtonStyle

from bot.admin.job import Job, Refused, Verb
from bot.admin.look import day_of, joined, parts
from bot.admin.orders import NEWS, held_back, news_of
from bot.admin.presses import Choice, Rows, of_job
from bot.questions.split import MESSAGE_LIMIT, shorten, size
from bot.texts import Html, Texts
from indexer.proposal import Card, Caution, Effect, Preview

_TITLE = 300
"""Characters of a title on its card."""
_SHORT = 60
"""Characters of a title in the summary."""
_DOCUMENTS = 10
"""Documents that the summary lists."""
_LISTED = (10, 6, 3, 1)
"""Cautions, effects and refused files that a card lists: the most that fit into a message."""
_LINE = 200
"""Characters of each of them."""
_LABELS = 15
"""Điều that a difference names."""
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def shown_card(job: Job, preview: Preview) -> Card | None:
    """Return the card that the page of *job* shows; None for the summary."""
    if not preview.cards:
        return None
    if len(preview.cards) == 1:
        return preview.cards[0]
    return preview.cards[job.page - 1] if 1 <= job.page <= len(preview.cards) else None


def preview_html(job: Job, preview: Preview, texts: Texts) -> Html:
    """Return the page of a preview that *job* shows, as much as a message holds."""
    pages = (_page(job, preview, texts, listed) for listed in _LISTED)
    return next((html for html in pages if size(html) <= MESSAGE_LIMIT), Html(""))


def preview_rows(job: Job, preview: Preview, texts: Texts) -> Rows:
    """Return the buttons under it."""
    card, news = shown_card(job, preview), len(news_of(preview))
    several = len(preview.cards) > 1
    rows: Rows = [_pager(job, preview, texts)] if several else []
    if card is not None:
        fix = Choice(texts.plain("button-job-fix"), of_job(job, Verb.FIX))
        read = Choice(texts.plain("button-job-text"), of_job(job, Verb.TEXT))
        rows.append([*([fix] if card.state != "left-out" else []), *([read] if card.text else [])])
        if several:
            key = "button-job-take" if card.key in job.without else "button-job-leave"
            rows[-1].append(Choice(texts.plain(key), of_job(job, Verb.LEAVE_OUT)))
    if sum(file.page for file in job.files) > 1:
        key = "button-job-together" if job.apart else "button-job-apart"
        rows.append([Choice(texts.plain(key), of_job(job, Verb.APART))])
    rows.append(
        [*([_publish(job, news, several, texts)] if news else []), _drop(job, news, several, texts)]
    )
    return rows


def refused_html(refused: Sequence[Refused], texts: Texts, listed: int = 5) -> Html:
    """Return which files were not taken, and why; "" where all were."""
    lines = [
        texts.html(
            "failed-file",
            file=shorten(one.file, 80),
            reason=shorten(reason_of(one, texts), _LINE),
        )
        for one in refused
    ]
    return _list("card-refused", lines, listed, texts)


def reason_of(refused: Refused, texts: Texts) -> str:
    """Return why a file was not taken, in Vietnamese where there are words for it."""
    for key in (f"read-{refused.code}", f"failed-{refused.code}"):
        if refused.code and key in texts.ids:
            return texts.plain(key, message=refused.message, **refused.values)
    return refused.message


def name_of(card: Card) -> str:
    """Return kind and number: "Chỉ thị 26/CT-TTg"."""
    return f"{card.kind} {card.number}".strip()


def _page(job: Job, preview: Preview, texts: Texts, listed: int) -> Html:
    card = shown_card(job, preview)
    first = card is None or len(preview.cards) == 1
    body = _summary(preview, texts) if card is None else _card(card, texts, listed)
    return parts(
        body,
        refused_html(job.refused, texts, listed) if first else "",
        "" if news_of(preview) else texts.html("job-nothing-new"),
    )


def _card(card: Card, texts: Texts, listed: int) -> Html:
    """Return everything of one document."""
    cautions = [_item(caution_text(one, texts), texts) for one in card.cautions]
    effects = [_item(effect_text(one, texts), texts) for one in card.effects]
    return parts(
        _head(card, texts),
        _facts(card, texts),
        _list("card-cautions", cautions, listed, texts),
        _difference(card, texts),
        _list("card-effects", effects, listed, texts) or texts.html("card-effects-none"),
    )


def _item(text: str, texts: Texts) -> Html:
    return texts.html("card-item", text=shorten(text, _LINE))


def _list(title: str, lines: Sequence[Html], listed: int, texts: Texts) -> Html:
    """Return *lines* under a title, and how many more there are; "" without any."""
    if not lines:
        return Html("")
    more = len(lines) - listed
    rest = texts.html("card-more-items", count=more) if more > 0 else ""
    return joined(texts.html(title), *lines[:listed], rest)


def _head(card: Card, texts: Texts) -> Html:
    return joined(
        texts.html("card-title", name=shorten(name_of(card), _LINE)),
        texts.html("card-name", title=shorten(card.title, _TITLE)) if card.title else "",
        "" if card.verbatim else texts.html("digest"),
        texts.html(f"card-state-{card.state}"),
    )


def _facts(card: Card, texts: Texts) -> Html:
    none = texts.plain("card-none")
    issued, effective = day_of(card.issued, texts), day_of(card.effective_from, texts)
    until = card.effective_to
    topics = ", ".join(topic_name(topic, texts) for topic in card.topics)
    return joined(
        texts.html("card-issuer", issuer=shorten(card.issuer, _LINE) or none),
        texts.html("card-issued", issued=issued),
        texts.html("card-effective", effective=effective),
        texts.html("card-until", day=day_of(until, texts)) if until else "",
        texts.html("card-topics", topics=shorten(topics, _TITLE)) if topics else "",
        texts.html("card-articles", count=card.articles),
        texts.html("card-file", file=shorten(card.file, 100)),
    )


def topic_name(topic: str, texts: Texts) -> str:
    """Return a topic as people read it; one of the office's own as it stands."""
    key = f"topic-{topic}"
    return texts.plain(key) if key in texts.ids else topic


def caution_text(caution: Caution, texts: Texts) -> str:
    """Return what a person should look at before publishing."""
    values = {name: _readable(value) for name, value in caution.values.items()}
    if "fields" in values:
        names = str(values.get("fields", "")).split(", ")
        values["fields"] = ", ".join(_field_name(name, texts).lower() for name in names)
    key = f"caution-{caution.code}"
    if caution.code == "ended" and values.get("by"):
        key = "caution-ended-by"
    if key not in texts.ids:
        return texts.plain("caution-other", code=caution.code)
    return texts.plain(key, **values)


def _field_name(name: str, texts: Texts) -> str:
    key = f"field-{name}"
    return texts.plain(key) if key in texts.ids else name


def _readable(value: str | int) -> str | int:
    """Return a value with its days as people write them."""
    if isinstance(value, int):
        return value
    return shorten(_DAY.sub(r"\3/\2/\1", value), 200)


def _difference(card: Card, texts: Texts) -> Html:
    groups = {
        "added": card.difference.added,
        "removed": card.difference.removed,
        "changed": card.difference.changed,
    }
    lines = [
        texts.html(f"card-difference-{name}", labels=_labels(labels, texts))
        for name, labels in groups.items()
        if labels
    ]
    return joined(texts.html("card-difference"), *lines) if lines else Html("")


def _labels(labels: Sequence[str], texts: Texts) -> str:
    named = ", ".join(labels[:_LABELS])
    more = len(labels) - _LABELS
    return f"{named} {texts.plain('card-and-more', count=more)}" if more > 0 else named


def effect_text(effect: Effect, texts: Texts) -> str:
    """Return what a document does to another: "Thay thế 26/CT-TTg từ 01/07/2025"."""
    target = effect.target or effect.target_title
    if effect.citation and effect.target not in effect.citation:
        target = texts.plain("effect-part", citation=effect.citation, target=target)
    elif effect.citation:
        target = effect.citation
    text = texts.plain(f"effect-{effect.kind}", target=shorten(target, 120))
    if effect.day:
        text += texts.plain("effect-day", day=day_of(effect.day, texts))
    return text if effect.held else text + texts.plain("effect-not-held")


def _summary(preview: Preview, texts: Texts) -> Html:
    cards = preview.cards
    lines = [
        texts.html(
            "card-line",
            number=number,
            name=name_of(card),
            state=texts.plain(f"card-short-{card.state}"),
            look=texts.plain("card-line-look") if card.cautions else "",
            title=shorten(card.title, _SHORT),
        )
        for number, card in enumerate(cards[:_DOCUMENTS], start=1)
    ]
    if len(cards) > _DOCUMENTS:
        lines.append(texts.html("card-more", count=len(cards) - _DOCUMENTS))
    news = len(news_of(preview))
    title = texts.html("card-summary", documents=len(cards), news=news)
    others = len(preview.others)
    more = texts.html("card-others", count=others) if others else Html("")
    return parts(title, _struck(cards, texts), joined(*lines), more)


def _struck(cards: Sequence[Card], texts: Texts) -> Html:
    """Return which documents hold struck-out words, those beyond the list of the summary too."""
    struck = [
        f"{at}. {name_of(card)}"
        for at, card in enumerate(cards, 1)
        if card.state in NEWS and held_back(card)
    ]
    if not struck:
        return Html("")
    return texts.html("card-summary-struck", names=shorten("; ".join(struck), _TITLE))


def _pager(job: Job, preview: Preview, texts: Texts) -> list[Choice]:
    last = len(preview.cards)
    if shown_card(job, preview) is None:
        return [Choice(texts.plain("button-job-each"), of_job(job, Verb.PAGE, "1"))]
    row = [Choice(texts.plain("button-job-all"), of_job(job, Verb.PAGE, "0"))]
    page = texts.plain("button-page", page=job.page, pages=last)
    row.append(Choice(page, of_job(job, Verb.PAGE, str(job.page))))
    if job.page > 1:
        row.insert(0, Choice("‹", of_job(job, Verb.PAGE, str(job.page - 1))))
    if job.page < last:
        row.append(Choice("›", of_job(job, Verb.PAGE, str(job.page + 1))))
    return row


def _publish(job: Job, news: int, several: bool, texts: Texts) -> Choice:
    key = "button-job-publish-all" if several else "button-job-publish"
    caption = texts.plain(key, count=news) if several else texts.plain(key)
    return Choice(caption, of_job(job, Verb.PUBLISH), KeyboardButtonStyle.PRIMARY)


def _drop(job: Job, news: int, several: bool, texts: Texts) -> Choice:
    key = "button-job-discard-all" if several else "button-job-discard"
    key = key if news else "button-job-close"
    return Choice(texts.plain(key), of_job(job, Verb.DISCARD))
