"""What the bot says to the Bot API: calls that can be kept on disk and made later, or again."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardMarkup, InlineQueryResult, InlineQueryResultsButton

_HTML = {"parse_mode": "HTML"}
_NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}
_MESSAGES = ("send", "copy", "forward")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes along with a call."""

    field: str
    """The parameter it is: "document", "photo"."""
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a Bot API method."""

    method: str
    params: Mapping[str, Any]
    """The method's parameters, as JSON values."""
    uploads: tuple[Upload, ...] = ()
    purpose: str = "answer"
    """What it is to the person: "answer", "receipt", "announcement"; named in dead letters."""
    bulk: bool = False
    """Whether it gives way to all that is not: announcements to many."""
    private: bool = False
    """Whether it is erased when it is given up: nothing of a report is kept beside a chat."""

    @property
    def chat(self) -> int | None:
        """The chat it goes to, or None where it names none."""
        chat: int | None = self.params.get("chat_id")
        return chat

    @property
    def is_message(self) -> bool:
        """Whether it puts a new message into a chat, which Telegram limits and never repeats."""
        return self.method.startswith(_MESSAGES) and self.method != "sendChatAction"

    @property
    def lane(self) -> str:
        """What keeps its order: calls of the same lane are made one after the other."""
        if self.chat is not None:
            return f"chat {self.chat}"
        for name in ("inline_message_id", "callback_query_id", "inline_query_id"):
            if name in self.params:
                return f"{name} {self.params[name]}"
        return self.method

    def dump(self) -> str:
        """Return the call as text."""
        files = [(f.field, f.name, base64.b85encode(f.content).decode()) for f in self.uploads]
        flags = [self.purpose, self.bulk, self.private]
        return json.dumps([self.method, dict(self.params), files, *flags])

    @classmethod
    def load(cls, text: str) -> "Call":
        """Return the call that ``dump`` made *text* of."""
        method, params, files, *flags = json.loads(text)
        uploads = tuple(Upload(name, title, base64.b85decode(data)) for name, title, data in files)
        return cls(method, params, uploads, *flags)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, in it a topic, and the message it answers there."""

    chat: int
    answering: int | None = None
    """The message that is quoted above; if it is gone, the answer stands alone."""
    thread: int | None = None

    def params(self) -> dict[str, Any]:
        """Return the parameters that say so."""
        params: dict[str, Any] = {"chat_id": self.chat}
        if self.thread is not None:
            params["message_thread_id"] = self.thread
        if self.answering is not None:
            params["reply_parameters"] = {
                "message_id": self.answering,
                "allow_sending_without_reply": True,
            }
        return params


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot's that is already there: in a chat, or inserted through inline mode."""

    chat: int = 0
    message: int = 0
    inline: str = ""

    def params(self) -> dict[str, Any]:
        """Return the parameters that name it."""
        if self.inline:
            return {"inline_message_id": self.inline}
        return {"chat_id": self.chat, "message_id": self.message}


def send_message(
    place: Place,
    html: str,
    keyboard: InlineKeyboardMarkup | None = None,
    *,
    purpose: str = "answer",
    bulk: bool = False,
) -> Call:
    """Put *html* into a chat."""
    params = place.params() | {"text": html} | _HTML | _NO_PREVIEW | _markup(keyboard)
    return Call("sendMessage", params, purpose=purpose, bulk=bulk)


def send_document(place: Place, name: str, content: bytes, caption: str, purpose: str) -> Call:
    """Put a file into a chat; *caption* is HTML."""
    params = place.params() | {"caption": caption} | _HTML
    return Call("sendDocument", params, (Upload("document", name, content),), purpose)


def edit_text(shown: Shown, html: str, keyboard: InlineKeyboardMarkup | None = None) -> Call:
    """Replace what a message says, and its buttons."""
    params = shown.params() | {"text": html} | _HTML | _NO_PREVIEW | _markup(keyboard)
    return Call("editMessageText", params)


def edit_buttons(shown: Shown, keyboard: InlineKeyboardMarkup | None) -> Call:
    """Replace the buttons under a message; None takes them away."""
    return Call("editMessageReplyMarkup", shown.params() | _markup(keyboard))


def delete_message(chat: int, message: int) -> Call:
    """Take a message away."""
    return Call("deleteMessage", {"chat_id": chat, "message_id": message})


def answer_press(query: str, text: str = "", *, alert: bool = False) -> Call:
    """End a button's waiting, with *text* over the chat if there is something to say."""
    params: dict[str, Any] = {"callback_query_id": query}
    return Call(
        "answerCallbackQuery", params | ({"text": text, "show_alert": alert} if text else {})
    )


def answer_inline(
    query: str,
    results: Sequence[InlineQueryResult],
    button: InlineQueryResultsButton | None,
    seconds: int,
) -> Call:
    """Offer *results* for what is being typed; Telegram may give them to others for *seconds*."""
    params: dict[str, Any] = {
        "inline_query_id": query,
        "results": [result.to_dict() for result in results],
        "cache_time": seconds,
        "is_personal": False,
    }
    return Call("answerInlineQuery", params | ({"button": button.to_dict()} if button else {}))


def _markup(keyboard: InlineKeyboardMarkup | None) -> dict[str, Any]:
    return {"reply_markup": keyboard.to_dict()} if keyboard else {}
