"""The answer card: quotes with citation and validity, what replaced an old rule, or a refusal."""

from collections.abc import Iterable

from bot.questions.amended import (
    effect_buttons,
    effect_lines,
    new_words,
    notice_lines,
    source_buttons,
    versions_button,
)
from bot.questions.pieces import (
    TITLE_LIMIT,
    capitalised,
    day_text,
    document_lines,
    escaped,
    name_of,
    status_line,
    unit,
)
from bot.questions.press import Action, Press
from bot.questions.screen import Button, Rows, Screen, View, grid, pager, within
from bot.questions.split import MESSAGE_LIMIT, shorten, size, split
from bot.texts import Html
from knowledge.model import Answer, Document, Provision, Quote

_BEST = 1800
"""Characters of the best quote; the rest is one press away."""
_NEXT = 500
"""Characters of each further quote."""
_LEAD = 300
_CITATION = 200
_OTHER_PER_PAGE = 4
_MOST_OLD = 2
"""Superseded rules named under an answer."""


def answer_screen(view: View, answer: Answer, question_key: str, understood: str = "") -> Screen:
    """Return the card for *answer*.

    *question_key* finds the kept question for the button "other results"; *understood* is the
    whole question that a follow-up was taken for.
    """
    head = []
    if understood:
        head.append(view.texts.html("answer-understood", question=shorten(understood, 300)))
    if answer.as_of != view.day:
        head.append(view.texts.html("answer-as-of", day=day_text(answer.as_of)))
    if answer.quotes:
        return _answered(view, answer, question_key, head)
    if answer.superseded:
        return _superseded(view, answer, head)
    return _not_found(view, answer, head)


def other_screen(view: View, answer: Answer, press: Press) -> Screen:
    """Return one page of the results below the quotes of *answer*."""
    if not answer.other:
        return Screen(view.texts.html("other-none"))
    pages = -(-len(answer.other) // _OTHER_PER_PAGE)
    at = within(press.page, pages)
    shown = answer.other[at * _OTHER_PER_PAGE :][:_OTHER_PER_PAGE]
    blocks = [view.texts.html("other-title"), *(_block(view, quote, _NEXT) for quote in shown)]
    turn = pager(view.texts, Press(Action.OTHER, key=press.key, page=at), pages)
    return Screen(_joined(blocks), (*_article_buttons(view, shown, named=True), turn))


def quote_screen(view: View, quote: Quote) -> Screen:
    """Return the card for one provision that was asked for by its citation."""
    rows = (
        *_article_buttons(view, [quote]),
        *_amended(view, quote),
        *_around(view, quote),
        _related(view, quote),
    )
    return Screen(_joined([_block(view, quote, _BEST)]), rows)


def insert_text(view: View, quote: Quote) -> Html:
    """Return what inline mode inserts into somebody's chat: the quote without buttons."""
    return _block(view, quote, _BEST)


def _answered(view: View, answer: Answer, key: str, head: list[Html]) -> Screen:
    best, *more = answer.quotes
    named, buttons = _old_rules(view, answer.superseded)
    blocks = [*head, *named, _block(view, best, _BEST)]
    blocks += [_block(view, quote, _NEXT) for quote in more]
    whole, *others = _article_buttons(view, answer.quotes)
    rows = (
        whole,
        *_amended(view, best),
        *_around(view, best),
        *others,
        *buttons,
        (*_related(view, best), *_other(view, answer, key)),
        _votes(view, best),
    )
    return Screen(_joined(blocks), rows)


def _superseded(view: View, answer: Answer, head: list[Html]) -> Screen:
    best = answer.superseded[0]
    named, buttons = _replacements(view, best)
    blocks = [*head, view.texts.html("answer-superseded-only"), _block(view, best, _BEST), *named]
    rows = (
        *buttons,
        *_article_buttons(view, [best]),
        _related(view, best),
        _votes(view, best),
    )
    return Screen(_joined(blocks), rows)


def _not_found(view: View, answer: Answer, head: list[Html]) -> Screen:
    blocks = [*head, view.texts.html("answer-not-found")]
    if answer.suggestions:
        blocks.append(view.texts.html("answer-suggestions"))
    rows = tuple((document_button(view, document),) for document in answer.suggestions)
    return Screen(_joined(blocks), rows)


def document_button(view: View, document: Document, *, fresh: bool = True) -> Button:
    """Return the button that opens *document*."""
    caption = view.texts.plain("button-document", name=document.name, title=document.title)
    return Button(caption, Press(Action.DOCUMENT, document.number, fresh=fresh))


def _block(view: View, quote: Quote, limit: int) -> Html:
    """Return a quote with its citation, title, status, lead-in and, if cut, where the rest is."""
    words = new_words(view, quote.amended, limit)
    part = split(quote.text, limit // 3 if words.replaced else limit)[0]
    lines = [Html(f"<b>{escaped(shorten(capitalised(quote.citation), _CITATION))}</b>")]
    lines += document_lines(view, quote.document, quote.validity)
    lines += [*notice_lines(view, quote.amended), *effect_lines(view, quote.provision)]
    lines += words.above
    if words.own is not None:
        lines.append(words.own)
    if quote.lead:
        lines += [Html(""), escaped(shorten(quote.lead, _LEAD))]
    lines.append(Html(f"<blockquote expandable>{escaped(part.rstrip())}</blockquote>"))
    if part != quote.text:
        article = view.library.article_of(quote.provision)
        lines.append(view.texts.html("answer-cut", unit=unit(view, article)))
    return Html("\n".join(lines))


def _old_rules(view: View, quotes: tuple[Quote, ...]) -> tuple[list[Html], Rows]:
    """Return what is said of rules that fit best and hold no more, and buttons to follow them."""
    blocks: list[Html] = []
    buttons: list[tuple[Button, ...]] = []
    for quote in quotes[:_MOST_OLD]:
        citation = shorten(capitalised(quote.citation), _CITATION)
        status = status_line(view, quote.validity)
        blocks.append(view.texts.html("answer-old-rule", citation=citation, status=status))
        article = view.library.article_of(quote.provision)
        name = f"{unit(view, article)} {quote.document.name}"
        press = Press(Action.ARTICLE, article.document, article.path, fresh=True)
        buttons.append((Button(view.texts.plain("button-old-rule", unit=name), press),))
        buttons += _replacements(view, quote)[1]
    if blocks:
        blocks.append(view.texts.html("answer-current"))
    return blocks, tuple(dict.fromkeys(buttons))


def _replacements(view: View, quote: Quote) -> tuple[list[Html], Rows]:
    """Return a line for each document that replaced the one of *quote*, and buttons to open it."""
    numbers = quote.validity.replaced_by
    held = [view.library.document(number) for number in numbers if number in view.library]
    titles = {document.number: document.title for document in held}
    lines = [
        view.texts.html(
            "answer-replacement",
            name=name_of(view, number),
            title=shorten(titles.get(number, ""), TITLE_LIMIT),
        )
        for number in numbers
    ]
    return lines, tuple((document_button(view, document),) for document in held)


def _article_buttons(view: View, quotes: Iterable[Quote], *, named: bool = False) -> Rows:
    """Return one button a row for the whole Điều of each quote, each Điều once.

    The first, which is the best quote's, reads "Toàn văn Điều 5" unless *named*; the others
    name their document.
    """
    articles: dict[tuple[str, str], tuple[Provision, Document]] = {}
    for quote in quotes:
        article = view.library.article_of(quote.provision)
        articles.setdefault((article.document, article.path), (article, quote.document))
    buttons: list[Button] = []
    for article, document in articles.values():
        caption = f"{unit(view, article)} {document.name}"
        if not (buttons or named):
            caption = view.texts.plain("button-article", unit=unit(view, article))
        press = Press(Action.ARTICLE, article.document, article.path, fresh=True)
        buttons.append(Button(caption, press))
    return grid(buttons, 1)


def _amended(view: View, quote: Quote) -> Rows:
    """Return the rows to the wordings of *quote*, to what amends it and to what it amends."""
    return (
        *versions_button(view, quote.provision, quote.amended),
        *source_buttons(view, quote.amended),
        *effect_buttons(view, quote.provision),
    )


def _around(view: View, quote: Quote) -> Rows:
    """Return the row that leads to the Điều before and after that of *quote*."""
    article = view.library.article_of(quote.provision)
    return (around(view, article.document, article.path, fresh=True),)


def around(view: View, number: str, path: str, *, fresh: bool) -> tuple[Button, ...]:
    """Return the buttons for the provisions before and after the Điều at *path*."""
    article = view.library.provision(number, path)
    before, after = view.library.neighbours(article)
    return tuple(
        Button(
            view.texts.plain(caption, unit=unit(view, provision)),
            Press(Action.ARTICLE, number, provision.path, fresh=fresh),
        )
        for caption, provision in (("button-previous", before), ("button-next", after))
        if provision is not None
    )


def _related(view: View, quote: Quote) -> tuple[Button, ...]:
    press = Press(Action.RELATED, quote.document.number, fresh=True)
    return (Button(view.texts.plain("button-related"), press),)


def _other(view: View, answer: Answer, key: str) -> tuple[Button, ...]:
    if not answer.has_other or not key:
        return ()
    return (Button(view.texts.plain("button-other"), Press(Action.OTHER, key=key, fresh=True)),)


def _votes(view: View, quote: Quote) -> tuple[Button, ...]:
    target = (quote.document.number, quote.provision.path, view.library.folder.name)
    return (
        Button(view.texts.plain("button-like"), Press(Action.LIKE, *target)),
        Button(view.texts.plain("button-dislike"), Press(Action.DISLIKE, *target)),
    )


def _joined(blocks: list[Html]) -> str:
    """Return *blocks* with a line between them; the last ones go where all do not fit."""
    while size("\n\n".join(blocks)) > MESSAGE_LIMIT:
        blocks = blocks[:-1]
    return "\n\n".join(blocks)
