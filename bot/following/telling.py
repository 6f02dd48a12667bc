"""What administrators are shown of an announcement: the question, how far it is, its end."""

from collections.abc import Sequence
from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.following.announcement import Announcement, State
from bot.following.cards import listed
from bot.following.facts import Fact
from bot.following.presses import Decide, Verb
from bot.questions.pieces import day_text
from bot.texts import Html, Texts
from bot.timeleft import left_text

_OVER = {
    State.ENDED: "announce-ended",
    State.STOPPED: "announce-stopped",
    State.VOID: "announce-void",
}


def offered(
    texts: Texts, key: str, facts: Sequence[Fact], people: int, before: date | None
) -> tuple[Html, InlineKeyboardMarkup]:
    """Return the question whether to announce *facts* to so many people, and its buttons."""
    blocks = [texts.html("announce-offer", people=people, list=listed(texts, facts))]
    if before is not None:
        blocks.append(texts.html("announce-offer-before", day=day_text(before)))
    start = "announce-button-start" if before is None else "announce-button-again"
    row = [
        _button(texts, start, Verb.START, key),
        _button(texts, "announce-button-decline", Verb.DECLINE, key),
    ]
    return Html("\n\n".join(blocks)), InlineKeyboardMarkup([row])


def progress(
    texts: Texts, one: Announcement, seconds: float | None
) -> tuple[Html, InlineKeyboardMarkup | None]:
    """Return how *one* stands, with *seconds* still to go if that is known, and its button."""
    if one.state is State.OFFERED:
        return offered(texts, one.id, one.facts, one.people, one.before)
    names = listed(texts, one.facts)
    if one.over:
        lines = [texts.html(_OVER[one.state], list=names, told=one.told)]
        if one.lost:
            lines.append(texts.html("announce-lost", count=one.lost))
        return Html(" ".join(lines)), None
    stop = InlineKeyboardMarkup([[_button(texts, "announce-button-stop", Verb.STOP, one.id)]])
    if one.state is State.WAITING:
        return texts.html("announce-waiting", list=names), stop
    people = max(one.people, one.queued)
    done = one.told + one.lost
    line = texts.html(
        "announce-running",
        list=names,
        told=one.told,
        people=people,
        percent=100 * done // max(1, people),
        left=left_text(texts, seconds),
    )
    return Html(line.rstrip()), stop


def _button(texts: Texts, key: str, verb: Verb, own: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(texts.plain(key), callback_data=Decide(verb, own).data)
