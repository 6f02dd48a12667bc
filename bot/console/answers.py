"""Answers as the command line prints them: JSON for scripts, plain text for people."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any

from bot.questions.amended import new_words, notice_lines
from bot.questions.pieces import status_line
from bot.questions.screen import View
from bot.texts import Html
from knowledge.model import Answer, Document, Quote
from knowledge.notices import Notice

_TAG = re.compile(r"</?\w+[^>]*>")
_NEW_WORDS = 4000
"""Characters of a new wording in a terminal."""


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as the object that ``ask --json`` prints."""
    return {
        "outcome": answer.outcome.value,
        "as_of": answer.as_of.isoformat(),
        "quotes": [_quote_json(quote) for quote in answer.quotes],
        "took_ms": round(answer.took_ms, 1),
        "confidence": round(answer.confidence, 4),
        "suggestions": [_document_json(document) for document in answer.suggestions],
        "superseded": [_quote_json(quote) for quote in answer.superseded],
    }


def _quote_json(quote: Quote) -> dict[str, Any]:
    validity = quote.validity
    return {
        "document": quote.document.number,
        "citation": quote.citation,
        "title": quote.document.title,
        "lead": quote.lead,
        "text": quote.text,
        "status": validity.status.value,
        "effective_from": validity.effective_from and validity.effective_from.isoformat(),
        "effective_to": validity.effective_to and validity.effective_to.isoformat(),
        "replaced_by": list(validity.replaced_by),
        "verbatim": quote.document.verbatim,
        "score": round(quote.score, 4),
        "amended": [_notice_json(notice) for notice in quote.amended],
    }


def _notice_json(notice: Notice) -> dict[str, Any]:
    amendment = notice.amendment
    return {
        "change": amendment.change.value,
        "by": notice.source,
        "document": amendment.source,
        "path": amendment.target_path,
        "from": amendment.day and amendment.day.isoformat(),
        "begun": notice.begun,
        "text_is_old": notice.shown_is_old,
        "new_text": notice.new_wording,
        "instruction": notice.instruction,
    }


def _document_json(document: Document) -> dict[str, str]:
    return {"document": document.number, "kind": document.kind, "title": document.title}


def answer_text(view: View, answer: Answer) -> str:
    """Return the answer for a terminal: quotes with citation and status, or what to browse."""
    return "\n".join(_lines(view, answer))


def _lines(view: View, answer: Answer) -> Iterator[str]:
    for quote in answer.quotes:
        yield from _block(view, quote)
    for quote in answer.superseded:
        yield from _block(view, quote)
    if not answer.quotes:
        yield view.texts.plain("answer-not-found")
    for document in answer.suggestions:
        yield f"- {document.name}: {document.title}"


def amended_lines(view: View, notices: Sequence[Notice]) -> Iterator[str]:
    """Yield what amended a provision and the new words, as plain text."""
    words = new_words(view, notices, _NEW_WORDS)
    yield from plain_lines([*notice_lines(view, notices), *words.above])
    if words.own is not None:
        yield from plain_lines([words.own])


def plain_lines(pieces: Iterable[Html]) -> Iterator[str]:
    """Yield the lines of what a chat shows, without its markup; what is quoted is indented."""
    for html in pieces:
        indent = "    " if html.startswith("<blockquote") else ""
        yield from (f"{indent}{line}" for line in unescape(_TAG.sub("", html)).splitlines())


def _block(view: View, quote: Quote) -> Iterator[str]:
    yield quote.citation[:1].upper() + quote.citation[1:]
    yield f"{quote.document.title} ({status_line(view, quote.validity)})"
    if not quote.document.verbatim:
        yield view.texts.plain("digest")
    yield from amended_lines(view, quote.amended)
    if quote.lead:
        yield f"    {quote.lead.strip()}"
    yield from (f"    {line}" for line in quote.text.strip().splitlines())
    yield ""
