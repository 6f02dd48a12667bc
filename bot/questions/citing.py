"""The screen for a citation: the provision, the document, a choice, or that it is not there."""

from bot.questions.cards import document_button, quote_screen
from bot.questions.press import Action, Press
from bot.questions.reading import article_screen, document_screen
from bot.questions.screen import Button, Screen, View
from bot.questions.split import shorten
from bot.questions.versions import versions_screen
from knowledge.assistant import Assistant
from knowledge.citation import parse
from knowledge.errors import CitationNotFoundError
from knowledge.model import Level
from knowledge.naming import citation_of
from knowledge.resolver import Found
from knowledge.vietnamese import expand_abbreviations

_WHOLE = (Level.ARTICLE, Level.ITEM)
_CITATION = 200
"""Characters of what was typed that are said back."""


def cited_screen(view: View, assistant: Assistant, typed: str) -> Screen | None:
    """Return what the citation *typed* points at; None when it points at nothing held."""
    found = assistant.show(typed)
    match found:
        case []:
            return None
        case [one]:
            return _one(view, assistant, one, typed)
        case _:
            rows = tuple((_choice(view, one),) for one in found)
            return Screen(view.texts.html("show-many"), rows)


def not_held_screen(view: View, typed: str) -> Screen:
    """Return the sentence for a citation that points at nothing held."""
    return Screen(view.texts.html("show-not-found", citation=shorten(typed, _CITATION)))


def _one(view: View, assistant: Assistant, found: Found, typed: str) -> Screen:
    number, provision = found.document.number, found.provision
    if found.missing and (inserted := _inserted(view, number, typed)) is not None:
        return inserted
    if found.missing:
        key = "show-missing" if found.document.verbatim else "show-missing-digest"
        html = view.texts.html(key, name=found.document.name, citation=shorten(typed, _CITATION))
        return Screen(html, ((document_button(view, found.document),),))
    if provision is None:
        return document_screen(view, Press(Action.DOCUMENT, number))
    quote = None if provision.level in _WHOLE else assistant.quote(found)
    if quote is None:
        return article_screen(view, Press(Action.ARTICLE, number, provision.path))
    return quote_screen(view, quote)


def _inserted(view: View, number: str, typed: str) -> Screen | None:
    """Return the screen of a provision that a later document put in, whose words it alone has."""
    citation = parse(typed) or parse(expand_abbreviations(typed))
    path = citation.path if citation is not None else ""
    try:
        return versions_screen(view, Press(Action.VERSIONS, number, path))
    except CitationNotFoundError:
        return None


def _choice(view: View, found: Found) -> Button:
    if found.provision is None:
        return document_button(view, found.document)
    press = Press(Action.ARTICLE, found.document.number, found.provision.path, fresh=True)
    return Button(citation_of(view.library, found.provision), press)
