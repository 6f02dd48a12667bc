"""A screen: what one message shows and the buttons under it, before Telegram sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.questions.press import Action, Links, Press, encode
from bot.questions.split import shorten
from bot.texts import Texts
from knowledge.library import Library

CAPTION_LIMIT = 60
"""Characters of a button; phones cut what is longer."""


@dataclass(frozen=True, slots=True)
class View:
    """What every screen is drawn from."""

    library: Library
    texts: Texts
    day: date
    """Today: the day whose validity is shown."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its caption and what it does."""

    caption: str
    press: Press


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """HTML of one message and the rows of buttons under it."""

    html: str
    rows: Rows = ()

    def keyboard(self, links: Links) -> InlineKeyboardMarkup | None:
        """Return the buttons as Telegram takes them, or None when there are none."""
        rows = [[_button(button, links) for button in row] for row in self.rows if row]
        return InlineKeyboardMarkup(rows) if rows else None


def pager(texts: Texts, press: Press, pages: int) -> tuple[Button, ...]:
    """Return the buttons that turn the pages of the screen *press* leads to; none for one page."""
    if pages <= 1:
        return ()
    at = press.page
    buttons = [Button(texts.plain("button-page", page=at + 1, pages=pages), Press(Action.STAY))]
    if at > 0:
        buttons.insert(0, Button(texts.plain("button-page-previous"), turned(press, at - 1)))
    if at + 1 < pages:
        buttons.append(Button(texts.plain("button-page-next"), turned(press, at + 1)))
    return tuple(buttons)


def within(page: int, pages: int) -> int:
    """Return *page* moved into 0 ≤ page < *pages*; buttons may be older than the library."""
    return max(0, min(page, pages - 1))


def turned(press: Press, page: int) -> Press:
    """Return *press* for another page of the same screen."""
    return Press(press.action, press.document, press.path, press.key, page)


def grid(buttons: Sequence[Button], width: int) -> Rows:
    """Return *buttons* in rows of *width*."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def _button(button: Button, links: Links) -> InlineKeyboardButton:
    caption = shorten(button.caption, CAPTION_LIMIT)
    return InlineKeyboardButton(caption, callback_data=encode(button.press, links))
