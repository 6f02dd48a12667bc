"""The rules of keyboards that their types alone do not tell."""

from typing import Any
from urllib.parse import urlsplit

from bot.tryout.errors import bad_request

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
"""Fields of an inline button that say what it does: exactly one must be there."""
STYLES = ("danger", "success", "primary")
BUTTONS_LIMIT = 100
"""Buttons of one inline keyboard."""
ROW_LIMIT = 8
"""Buttons side by side that Telegram keeps in one row."""


def check_markup(markup: dict[str, Any] | None, inline_only: bool = False) -> dict[str, Any] | None:
    """Check ``reply_markup`` and return it, or None for one that holds no button."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup)
    if inline_only:
        raise bad_request("inline keyboard expected")
    for row in markup.get("keyboard", []):
        for button in row:
            _check_label(button, "keyboard button")
    return markup


def _inline(markup: dict[str, Any]) -> dict[str, Any] | None:
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > BUTTONS_LIMIT:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        if len(row) > ROW_LIMIT:
            raise bad_request(f"a row of the inline keyboard holds more than {ROW_LIMIT} buttons")
        for button in row:
            _check_button(button)
    return markup | {"inline_keyboard": rows} if rows else None


def _check_button(button: dict[str, Any]) -> None:
    _check_label(button, "inline keyboard button")
    actions = [action for action in ACTIONS if action in button]
    if not actions:
        words = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {words}")
    if len(actions) > 1:
        words = f"exactly one action must be given, not {' and '.join(actions)}"
        raise bad_request(f"can't parse inline keyboard button: {words}")
    if "url" in button:
        _check_url(button["url"])


def _check_label(button: dict[str, Any], what: str) -> None:
    if not button["text"].strip():
        raise bad_request(f"can't parse {what}: button text must be non-empty")
    if button.get("style", STYLES[0]) not in STYLES:
        raise bad_request(f"can't parse {what}: invalid button style specified")


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https", "tg") or not parts.netloc:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if parts.scheme != "tg" and "." not in parts.netloc:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
