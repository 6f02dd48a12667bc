"""Questions: plain text, /hoi, the examples, and the follow-ups to each of them."""

from telegram import Message, Update

from bot.questions.cards import answer_screen
from bot.questions.citing import cited_screen
from bot.questions.followup import combine
from bot.questions.groups import argument, question_in
from bot.questions.reply import say, show, working
from bot.questions.screen import Screen
from bot.services import Context, Services, services_of

LONGEST = 1000
"""Characters of a question."""


async def on_text(update: Update, context: Context) -> None:
    """Answer a text that asks the assistant something; stay silent where it does not."""
    message = update.effective_message
    if message is None:
        return
    question = question_in(message, context.bot)
    if question is not None:
        await answer(message, question, context)


async def on_hoi(update: Update, context: Context) -> None:
    """Answer /hoi: the text after it, or that of the message it replies to."""
    message = update.effective_message
    if message is None:
        return
    asked = message.reply_to_message
    question = argument(message) or (asked.text if asked and asked.text else "")
    await answer(message, question, context)


async def on_cancel(update: Update, context: Context) -> None:
    """Answer /huy: the next text is a question of its own."""
    message = update.effective_message
    if message is None:
        return
    services = services_of(context)
    known = services.state.forget_topic(message.chat.id, _asker(message))
    say(context.work, message, services.texts.html("cancelled" if known else "cancel-nothing"))


async def on_other_content(update: Update, context: Context) -> None:
    """Say that only text is read."""
    if update.effective_message:
        texts = services_of(context).texts
        say(context.work, update.effective_message, texts.html("ask-text-only"))


async def on_unknown_command(update: Update, context: Context) -> None:
    """Say which commands there are."""
    if update.effective_message:
        texts = services_of(context).texts
        say(context.work, update.effective_message, texts.html("ask-unknown-command"))


async def answer(message: Message, question: str, context: Context) -> None:
    """Answer *question*, asked with *message*."""
    work, services = context.work, services_of(context)
    if not question:
        say(work, message, services.texts.html("ask-empty"))
    elif len(question) > LONGEST:
        say(work, message, services.texts.html("ask-too-long"))
    else:
        asker = (message.chat.id, _asker(message))
        screen = await working(message, lambda: answered(services, asker, question))
        show(work, message, screen, services)


def answered(
    services: Services, asker: tuple[int, int], question: str, *, repeat: bool = False
) -> Screen:
    """Return the card that answers *question*, or the follow-up that it is; runs in a thread.

    A bare citation is shown as /xem shows it, and leaves the topic alone.

    *asker* is the chat and the person in it; *repeat* shows the question above its answer, as
    is done with follow-ups, because the chat does not show it.
    """
    view = services.view()
    cited = cited_screen(view, services.assistant, question)
    if cited is not None:
        return cited
    topic = services.state.topic(*asker)
    follow_up = combine(topic, question, view.day) if topic else None
    whole = follow_up or question
    found = services.assistant.ask(whole)
    services.metrics.questions.labels("answered" if found.quotes else "refused").inc()
    services.state.set_topic(*asker, whole)
    key = services.state.keep_question(whole, found.as_of) if found.has_other else ""
    return answer_screen(view, found, key, understood=whole if follow_up or repeat else "")


def _asker(message: Message) -> int:
    """Return who asks; anonymous administrators and channels share the chat's own id."""
    return message.from_user.id if message.from_user else message.chat.id
