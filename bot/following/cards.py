"""The card that tells a person of new documents: one short message, whatever they follow."""

from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.following.facts import Fact
from bot.questions.pieces import TITLE_LIMIT
from bot.questions.screen import CAPTION_LIMIT
from bot.questions.split import shorten
from bot.texts import Html, Texts

_LISTED = 5
"""Documents that one card lists; of the rest it tells how many there are."""
_NAMED = 3
"""Documents that are named as replaced, repealed or amended."""
_NAME = 120
"""Characters of a name, of the issuer too."""


def card(texts: Texts, facts: Sequence[Fact]) -> tuple[Html, InlineKeyboardMarkup]:
    """Return what is said of *facts*, at least one, and the buttons that open them."""
    blocks = _one(texts, facts[0]) if len(facts) == 1 else _many(texts, facts)
    if any(not fact.verbatim for fact in facts[:_LISTED]):
        mark = f"{texts.html('digest-mark')}: " if len(facts) > 1 else ""
        blocks.append(Html(f"{mark}<i>{texts.html('digest')}</i>"))
    blocks.append(texts.html("announce-end"))
    return Html("\n\n".join(blocks)), _keyboard(texts, facts[:_LISTED])


def listed(texts: Texts, facts: Sequence[Fact]) -> str:
    """Return *facts* in a few words: "Nghị định 1/2026/NĐ-CP và 2 văn bản khác"."""
    name = shorten(facts[0].name, _NAME)
    if len(facts) == 1:
        return name
    return texts.plain("announce-list-more", name=name, count=len(facts) - 1)


def _one(texts: Texts, fact: Fact) -> list[Html]:
    lines = [texts.html("announce-named", name=shorten(fact.name, _NAME))]
    if fact.title:
        lines.append(texts.html("announce-title", title=shorten(fact.title, TITLE_LIMIT)))
    if fact.issuer:
        lines.append(texts.html("announce-issued", issuer=shorten(fact.issuer, _NAME)))
    if fact.since:
        lines.append(texts.html("announce-from", day=fact.since))
    lines += _effects(texts, fact)
    return [texts.html("announce-one"), Html("\n".join(lines))]


def _many(texts: Texts, facts: Sequence[Fact]) -> list[Html]:
    blocks = [texts.html("announce-many", count=len(facts))]
    for fact in facts[:_LISTED]:
        name, title = shorten(fact.name, _NAME), shorten(fact.title, TITLE_LIMIT)
        line = texts.html("announce-titled", name=name, title=title)
        mark = "" if fact.verbatim else f" {texts.html('digest-mark')}"
        since = f"\n{texts.html('announce-from', day=fact.since)}" if fact.since else ""
        blocks.append(Html(f"{line}{mark}{since}"))
    if len(facts) > _LISTED:
        blocks.append(texts.html("announce-others", count=len(facts) - _LISTED))
    return blocks


def _effects(texts: Texts, fact: Fact) -> Iterator[Html]:
    for kind, names in fact.effects:
        shown = ", ".join(shorten(name, _NAME) for name in names[:_NAMED])
        if len(names) > _NAMED:
            shown = texts.plain("announce-effect-more", names=shown, count=len(names) - _NAMED)
        yield texts.html(f"announce-effect-{kind}", names=shown)


def _keyboard(texts: Texts, facts: Sequence[Fact]) -> InlineKeyboardMarkup:
    single = texts.plain("announce-button-open")
    rows = []
    for fact in facts:
        named = texts.plain("button-document", name=fact.name, title=fact.title)
        caption = single if len(facts) == 1 else shorten(named, CAPTION_LIMIT)
        rows.append([InlineKeyboardButton(caption, callback_data=fact.data)])
    return InlineKeyboardMarkup(rows)
