"""Answers as the command line prints them: JSON for scripts, plain text for people."""

from collections.abc import Iterator
from typing import Any

from bot.questions.pieces import status_line
from bot.questions.screen import View
from knowledge.model import Answer, Document, Quote


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


def _block(view: View, quote: Quote) -> Iterator[str]:
    yield quote.citation[:1].upper() + quote.citation[1:]
    yield f"{quote.document.title} ({status_line(view, quote.validity)})"
    if not quote.document.verbatim:
        yield view.texts.plain("digest")
    if quote.lead:
        yield f"    {quote.lead.strip()}"
    yield from (f"    {line}" for line in quote.text.strip().splitlines())
    yield ""
