"""Inline mode: "@bot câu hỏi" in any chat offers provisions to insert there."""

import asyncio

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode

from bot.delivery.calls import answer_inline
from bot.questions.cards import insert_text
from bot.questions.pieces import capitalised, status_line
from bot.questions.screen import View
from bot.questions.split import shorten
from bot.services import Context, Services, services_of
from knowledge.model import Answer, Quote

_MOST = 8
_CACHE = 60
"""Seconds for which Telegram may give the same results to others."""
_DESCRIPTION = 160
_START = "inline"
"""Parameter of /start for those who come from the line above the results."""


async def on_inline(update: Update, context: Context) -> None:
    """Offer the provisions that answer what is being typed; they are asked of nobody else."""
    query, services = update.inline_query, services_of(context)
    if query is None:
        return
    question = query.query.strip()
    results = await asyncio.to_thread(_results, services, question) if question else []
    hint = services.texts.plain("inline-not-found" if question else "inline-prompt")
    button = None if results else InlineQueryResultsButton(hint, start_parameter=_START)
    context.work.call(answer_inline(query.id, results, button, _CACHE))


def _results(services: Services, question: str) -> list[InlineQueryResultArticle]:
    view = services.view()
    quotes = _quotes(services.assistant.ask(question, further=True))
    return [_result(view, quote, str(number)) for number, quote in enumerate(quotes[:_MOST])]


def _quotes(answer: Answer) -> tuple[Quote, ...]:
    """Return what is offered, rules in force first."""
    return (*answer.quotes, *answer.other, *answer.superseded)


def _result(view: View, quote: Quote, key: str) -> InlineQueryResultArticle:
    notes = [] if quote.document.verbatim else [view.texts.plain("digest")]
    if not quote.validity.in_force:
        notes.append(status_line(view, quote.validity))
    description = ". ".join([*notes, " ".join(quote.text.split())])
    return InlineQueryResultArticle(
        key,
        capitalised(quote.citation),
        InputTextMessageContent(
            insert_text(view, quote),
            ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        description=shorten(description, _DESCRIPTION),
    )
