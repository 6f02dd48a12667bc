"""The screens of /dangky: what is followed, and topics and issuers to choose from."""

from collections import Counter
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.following.choices import Choice, Part, key_of
from bot.following.presses import END, Follow
from bot.questions.browsing import topic_name
from bot.questions.screen import CAPTION_LIMIT, View, within
from bot.questions.split import shorten
from bot.texts import Html, Texts

_PER_PAGE = 12
_NAMED = 8
"""Topics and issuers that the first screen names."""
_TITLES = {
    (Part.TOPIC, True): "following-topics",
    (Part.TOPIC, False): "following-topics-none",
    (Part.ISSUER, True): "following-issuers",
    (Part.ISSUER, False): "following-issuers-none",
}
"""What stands above a list, by what it lists and whether that is anything."""

Shown = tuple[Html, InlineKeyboardMarkup]


def screen(view: View, choice: Choice, press: Follow) -> Shown:
    """Return the screen that *press* leads to, for somebody with this choice."""
    if press.part is Part.EVERYTHING:
        return _first(view, choice)
    return _list(view, choice, press)


def names_of(view: View, choice: Choice, part: Part) -> list[str]:
    """Return the topics or issuers to choose from: the library's, then others that are followed."""
    documents = view.library.documents()
    if part is Part.TOPIC:
        counts = Counter(topic for document in documents for topic in document.topics)
        own = choice.topics
    else:
        counts = Counter(document.issuer for document in documents if document.issuer)
        own = choice.issuers
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    by_key: dict[str, str] = {}
    for name in (*ordered, *own):
        by_key.setdefault(key_of(name), name)
    return list(by_key.values())


def name_of(view: View, part: Part, name: str) -> str:
    """Return a topic or an issuer as people read it."""
    return topic_name(view, name) if part is Part.TOPIC else name


def _first(view: View, choice: Choice) -> Shown:
    texts = view.texts
    everything = _marked(texts, texts.plain("following-button-everything"), on=choice.everything)
    rows = [
        [_button(everything, Follow(Part.EVERYTHING, on=not choice.everything))],
        [
            _button(
                _counted(texts, "following-button-topics", len(choice.topics)), Follow(Part.TOPIC)
            ),
            _button(
                _counted(texts, "following-button-issuers", len(choice.issuers)),
                Follow(Part.ISSUER),
            ),
        ],
    ]
    if choice:
        end = texts.plain("following-button-end")
        rows.append([InlineKeyboardButton(end, callback_data=END)])
    return texts.html("following-screen", now=_now(view, choice)), InlineKeyboardMarkup(rows)


def _now(view: View, choice: Choice) -> Html:
    """Return the sentence that says what is followed."""
    if choice.everything:
        return view.texts.html("following-everything")
    names = [topic_name(view, topic) for topic in choice.topics] + list(choice.issuers)
    if not names:
        return view.texts.html("following-nothing")
    shown = ", ".join(shorten(name, CAPTION_LIMIT) for name in names[:_NAMED])
    if len(names) > _NAMED:
        more = len(names) - _NAMED
        shown = view.texts.plain("following-more", names=shown, count=more)
    return view.texts.html("following-some", names=shown)


def _list(view: View, choice: Choice, press: Follow) -> Shown:
    texts, part = view.texts, press.part
    names = names_of(view, choice, part)
    pages = max(1, -(-len(names) // _PER_PAGE))
    at = within(press.page, pages)
    buttons = []
    for name in names[at * _PER_PAGE :][:_PER_PAGE]:
        on = choice.follows(part, name)
        caption = _marked(texts, name_of(view, part, name), on=on)
        buttons.append(_button(caption, Follow(part, at, not on, key_of(name))))
    width = 2 if part is Part.TOPIC else 1
    rows: list[Sequence[InlineKeyboardButton]] = [
        buttons[first : first + width] for first in range(0, len(buttons), width)
    ]
    rows.append(_pager(texts, part, at, pages))
    rows.append([_button(texts.plain("button-back"), Follow(Part.EVERYTHING))])
    html = texts.html(_TITLES[part, bool(names)])
    return html, InlineKeyboardMarkup([row for row in rows if row])


def _pager(texts: Texts, part: Part, at: int, pages: int) -> list[InlineKeyboardButton]:
    if pages == 1:
        return []
    before = [_button(texts.plain("button-page-previous"), Follow(part, at - 1))] if at else []
    here = _button(texts.plain("button-page", page=at + 1, pages=pages), Follow(part, at))
    after = [_button(texts.plain("button-page-next"), Follow(part, at + 1))]
    return [*before, here, *(after if at + 1 < pages else [])]


def _marked(texts: Texts, name: str, *, on: bool) -> str:
    return texts.plain("following-button-on", name=name) if on else name


def _counted(texts: Texts, key: str, count: int) -> str:
    name = texts.plain(key)
    return texts.plain("following-button-count", name=name, count=count) if count else name


def _button(caption: str, press: Follow) -> InlineKeyboardButton:
    return InlineKeyboardButton(shorten(caption, CAPTION_LIMIT), callback_data=press.data)
