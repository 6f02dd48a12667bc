"""Which messages are meant for the assistant: in a group only those that address it."""

from telegram import Bot, Message, MessageEntity
from telegram.constants import ChatType

_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


def question_in(message: Message, bot: Bot) -> str | None:
    """Return the question a text asks the assistant, without its name; None if it asks nothing.

    Everything said in a private chat is meant for it, except cards that it inserted there itself
    through inline mode. In a group a message counts when it mentions the assistant or replies to
    one of its messages.
    """
    text = message.text or ""
    if message.via_bot and message.via_bot.id == bot.id:
        return None
    mentions = _mentions(message, bot)
    if message.chat.type != ChatType.PRIVATE and not (mentions or _replies(message, bot)):
        return None
    for mention in mentions:
        text = text.replace(mention, " ")
    return " ".join(text.split())


def command_addressed(message: Message) -> bool:
    """Return whether a command is meant for the assistant.

    In a group only /hoi is unless the command names the bot, as those picked from a menu do;
    that one named is this one is checked where commands are dispatched.
    """
    if message.chat.type == ChatType.PRIVATE:
        return True
    command = (message.text or "").split(maxsplit=1)[0]
    return "@" in command or command.lower() == "/hoi"


def argument(message: Message) -> str:
    """Return what follows the command in *message*."""
    _, *rest = (message.text or "").split(maxsplit=1)
    return rest[0].strip() if rest else ""


def _mentions(message: Message, bot: Bot) -> list[str]:
    """Return the parts of the text that mention *bot*."""
    return [
        text
        for entity, text in message.parse_entities(_MENTIONS).items()
        if (entity.user and entity.user.id == bot.id) or text.casefold() == bot.name.casefold()
    ]


def _replies(message: Message, bot: Bot) -> bool:
    answered = message.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == bot.id)
