"""The screens of reading: a whole Điều in pages, a document with its contents, what relates."""

from collections.abc import Iterator

from bot.questions.amended import (
    effect_buttons,
    effect_lines,
    new_words,
    notice_lines,
    source_buttons,
    versions_button,
)
from bot.questions.cards import around, document_button
from bot.questions.pieces import (
    TITLE_LIMIT,
    contents,
    day_text,
    digest_line,
    document_lines,
    escaped,
    name_of,
    unit,
)
from bot.questions.press import Action, Press
from bot.questions.screen import Button, Screen, View, grid, pager, within
from bot.questions.split import shorten, size, split
from bot.texts import Html
from knowledge.model import Document, Provision, Relation
from knowledge.notices import notices

_PAGE = 3300
"""Characters of a provision on one page; the head takes at most the other 796 of a message."""
_CONTENTS_PER_PAGE = 12
_CONTENTS_IN_A_ROW = 3
_HEADING = 110
_NOTE = 300
_RELATIONS = 12
"""Related documents on the screen; the first ones stated."""


def article_screen(view: View, press: Press) -> Screen:
    """Return one page of the provision of *press*, or of the whole text when its path is empty.

    Raises:
        CitationNotFoundError: the library does not hold it (any more).

    """
    document = view.library.document(press.document)
    if not press.path:
        return _text_screen(view, document, press)
    provision = view.library.provision(document.number, press.path)
    amended = notices(view.library, provision, view.day)
    notes = [*notice_lines(view, amended), *effect_lines(view, provision)]
    own = new_words(view, amended, _PAGE).own
    notes += [own] if own is not None else []
    parts = split(view.library.provision_text(provision).strip(), _PAGE - size("\n".join(notes)))
    at = within(press.page, len(parts))
    head = [
        Html(f"<b>{escaped(unit(view, provision))} {escaped(document.name)}</b>"),
        *document_lines(view, document, view.library.validity(provision, view.day)),
        *notes,
    ]
    here = Press(Action.ARTICLE, document.number, provision.path, page=at)
    article = view.library.article_of(provision)
    rows = (
        pager(view.texts, here, len(parts)),
        *versions_button(view, provision, amended),
        *source_buttons(view, amended),
        *effect_buttons(view, provision),
        around(view, document.number, article.path, fresh=False),
        _document_row(view, document),
    )
    return Screen("\n".join([*head, "", _body(parts[at], first=at == 0)]), rows)


def document_screen(view: View, press: Press) -> Screen:
    """Return a document's card with one page of its table of contents.

    Raises:
        CitationNotFoundError: the library does not hold it (any more).

    """
    document = view.library.document(press.document)
    entries = contents(view, document.number)
    pages = max(1, -(-len(entries) // _CONTENTS_PER_PAGE))
    at = within(press.page, pages)
    shown = entries[at * _CONTENTS_PER_PAGE :][:_CONTENTS_PER_PAGE]
    blocks = ["\n".join(_document_head(view, document))]
    if shown:
        lines = [view.texts.html("document-contents"), *(_entry(view, item) for item in shown)]
        blocks.append("\n".join(lines))
    elif not document.note and not view.library.text(document.number).strip():
        blocks.append(view.texts.html("document-empty"))
    here = Press(Action.DOCUMENT, document.number, page=at)
    related = Press(Action.RELATED, document.number)
    rows = (
        *grid([_article_button(view, item) for item in shown], _CONTENTS_IN_A_ROW),
        pager(view.texts, here, pages),
        *_whole_text(view, document, entries),
        (Button(view.texts.plain("button-related"), related),),
    )
    return Screen("\n\n".join(blocks), rows)


def related_screen(view: View, press: Press) -> Screen:
    """Return the documents that *press*'s document speaks of, and those that speak of it.

    Raises:
        CitationNotFoundError: the library does not hold the document (any more).

    """
    document = view.library.document(press.document)
    stated = list(_relations(view, document))[:_RELATIONS]
    back = Button(view.texts.plain("button-contents"), Press(Action.DOCUMENT, document.number))
    if not stated:
        return Screen(view.texts.html("related-none", name=document.name), ((back,),))
    lines = [view.texts.html("related-title", name=document.name), ""]
    lines += [
        Html(f"<b>{view.texts.html(label)}</b>: {_related_name(view, number, title)}")
        for label, number, title in stated
    ]
    held = dict.fromkeys(number for _, number, _ in stated if number in view.library)
    documents = [view.library.document(number) for number in held]
    if any(not other.verbatim for other in documents):
        lines += ["", digest_line(view)]
    rows = tuple((document_button(view, other, fresh=False),) for other in documents)
    return Screen("\n".join(lines), (*rows, (back,)))


def _text_screen(view: View, document: Document, press: Press) -> Screen:
    parts = split(view.library.text(document.number).strip(), _PAGE)
    at = within(press.page, len(parts))
    here = Press(Action.ARTICLE, document.number, page=at)
    validity = view.library.validity(document, view.day)
    head = [Html(f"<b>{escaped(document.name)}</b>"), *document_lines(view, document, validity)]
    rows = (pager(view.texts, here, len(parts)), _document_row(view, document))
    return Screen("\n".join([*head, "", escaped(parts[at])]), rows)


def _body(part: str, *, first: bool) -> Html:
    """Return a page of a provision; its heading line, on the first page, stands out."""
    heading, newline, rest = part.partition("\n")
    if not first or not newline:
        return escaped(part)
    return Html(f"<b>{escaped(heading)}</b>\n{escaped(rest)}")


def _document_row(view: View, document: Document) -> tuple[Button, ...]:
    texts, number = view.texts, document.number
    return (
        Button(texts.plain("button-contents"), Press(Action.DOCUMENT, number)),
        Button(texts.plain("button-related"), Press(Action.RELATED, number)),
    )


def _document_head(view: View, document: Document) -> Iterator[Html]:
    texts = view.texts
    yield Html(f"<b>{escaped(document.name)}</b>")
    yield from document_lines(view, document, view.library.validity(document, view.day))
    day = day_text(document.issued) if document.issued else ""
    if document.issuer and day:
        yield texts.html("document-issued", issuer=document.issuer, day=day)
    elif document.issuer:
        yield texts.html("document-issued-by", issuer=document.issuer)
    elif day:
        yield texts.html("document-issued-on", day=day)
    if document.source and not document.verbatim:
        yield texts.html("document-source", source=shorten(document.source, TITLE_LIMIT))
    if document.note:
        yield escaped(shorten(document.note, _NOTE))


def _entry(view: View, provision: Provision) -> Html:
    heading = provision.heading or _first_words(view, provision)
    return escaped(shorten(f"{unit(view, provision)}. {heading}".rstrip(". "), _HEADING))


def _first_words(view: View, provision: Provision) -> str:
    """Return how a provision without a heading begins, without its own label."""
    text = view.library.provision_text(provision).strip()
    return " ".join(text.removeprefix(provision.label).lstrip(".)-/ ").split())[:_HEADING]


def _article_button(view: View, provision: Provision) -> Button:
    press = Press(Action.ARTICLE, provision.document, provision.path)
    return Button(unit(view, provision), press)


def _whole_text(
    view: View, document: Document, entries: list[Provision]
) -> tuple[tuple[Button, ...], ...]:
    """Return the button for the text of a document that has no Điều and no items."""
    if entries or not view.library.text(document.number).strip():
        return ()
    caption = view.texts.plain("button-article", unit=view.texts.plain("unit-whole"))
    return ((Button(caption, Press(Action.ARTICLE, document.number)),),)


def _relations(view: View, document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield (text id of the relation, number, title) of each related document, each pair once."""
    seen = set()
    found = [
        *(_stated("from", r, r.target) for r in view.library.relations_from(document.number)),
        *(_stated("to", r, r.source) for r in view.library.relations_to(document.number)),
    ]
    for label, number, title in found:
        if number != document.number and (label, number or title) not in seen:
            seen.add((label, number or title))
            yield label, number, title


def _stated(side: str, relation: Relation, number: str) -> tuple[str, str, str]:
    title = relation.target_title if side == "from" else ""
    return f"related-{side}-{relation.kind}", number, title


def _related_name(view: View, number: str, title: str) -> Html:
    if number in view.library:
        title = view.library.document(number).title
    name = name_of(view, number)
    return escaped(shorten(" ".join(f"{name} {title}".split()), 160))
