"""The screens of browsing: the entrance, kinds and topics with counts, and lists of documents."""

from collections import Counter
from collections.abc import Callable

from bot.questions.cards import document_button
from bot.questions.pieces import TITLE_LIMIT, digest_line, escaped, status_line
from bot.questions.press import Action, Press
from bot.questions.screen import Button, Screen, View, grid, pager, within
from bot.questions.split import shorten
from bot.texts import Html
from knowledge.model import Document

_DOCUMENTS_PER_PAGE = 6
_GROUPS_PER_PAGE = 12


def browse_screen(view: View) -> Screen:
    """Return the entrance to the library."""
    texts = view.texts
    rows = (
        (Button(texts.plain("button-topics"), Press(Action.TOPICS)),),
        (Button(texts.plain("button-kinds"), Press(Action.KINDS)),),
    )
    return Screen(texts.html("browse-title", count=len(view.library.documents())), rows)


def kinds_screen(view: View, press: Press) -> Screen:
    """Return the kinds of document, most frequent first."""
    counts = Counter(document.kind for document in view.library.documents())
    return _groups(view, press, counts, Action.KIND, lambda kind: kind_name(view, kind))


def topics_screen(view: View, press: Press) -> Screen:
    """Return the topics, most frequent first."""
    counts = Counter(t for document in view.library.documents() for t in document.topics)
    return _groups(view, press, counts, Action.TOPIC, lambda topic: topic_name(view, topic))


def kind_screen(view: View, press: Press) -> Screen:
    """Return one page of the documents of kind ``press.key``."""
    documents = [d for d in view.library.documents() if d.kind == press.key]
    return _list(view, press, kind_name(view, press.key), documents, Action.KINDS)


def topic_screen(view: View, press: Press) -> Screen:
    """Return one page of the documents on topic ``press.key``."""
    documents = [d for d in view.library.documents() if press.key in d.topics]
    return _list(view, press, topic_name(view, press.key), documents, Action.TOPICS)


def kind_name(view: View, kind: str) -> str:
    """Return a kind of document as people read it."""
    return kind or view.texts.plain("kind-unknown")


def topic_name(view: View, topic: str) -> str:
    """Return a topic as people read it; one that came with the operator's files as it stands."""
    key = f"topic-{topic}"
    return view.texts.plain(key) if key in view.texts.ids else topic


def _groups(
    view: View, press: Press, counts: Counter[str], action: Action, name: Callable[[str], str]
) -> Screen:
    groups = sorted(counts.items(), key=lambda item: (-item[1], name(item[0])))
    pages = max(1, -(-len(groups) // _GROUPS_PER_PAGE))
    at = within(press.page, pages)
    buttons = [
        Button(
            view.texts.plain("button-count", name=name(group), count=count),
            Press(action, key=group),
        )
        for group, count in groups[at * _GROUPS_PER_PAGE :][:_GROUPS_PER_PAGE]
    ]
    title = "browse-kinds" if press.action is Action.KINDS else "browse-topics"
    rows = (
        *grid(buttons, 2),
        pager(view.texts, Press(press.action, page=at), pages),
        (_back(view, Action.BROWSE),),
    )
    return Screen(view.texts.html(title), rows)


def _list(view: View, press: Press, name: str, documents: list[Document], parent: Action) -> Screen:
    ordered = sorted(documents, key=lambda d: (d.issued is None, _age(d), d.number))
    pages = max(1, -(-len(ordered) // _DOCUMENTS_PER_PAGE))
    at = within(press.page, pages)
    first = at * _DOCUMENTS_PER_PAGE
    shown = ordered[first : first + _DOCUMENTS_PER_PAGE]
    blocks = [view.texts.html("browse-list", name=name, count=len(ordered))]
    blocks += [_item(view, document, first + n) for n, document in enumerate(shown, start=1)]
    if any(not document.verbatim for document in shown):
        blocks.append(Html(f"{view.texts.html('digest-mark')}: {digest_line(view)}"))
    rows = (
        *((document_button(view, document, fresh=False),) for document in shown),
        pager(view.texts, Press(press.action, key=press.key, page=at), pages),
        (_back(view, parent),),
    )
    return Screen("\n\n".join(blocks), rows)


def _age(document: Document) -> int:
    """Return a number that is smaller the later the document was issued."""
    return -document.issued.toordinal() if document.issued else 0


def _item(view: View, document: Document, number: int) -> Html:
    title = shorten(document.title, TITLE_LIMIT)
    line = view.texts.html("browse-item", number=number, name=document.name, title=title)
    status = escaped(status_line(view, view.library.validity(document, view.day)))
    mark = "" if document.verbatim else f" {view.texts.html('digest-mark')}"
    return Html(f"{line}\n{status}{mark}")


def _back(view: View, action: Action) -> Button:
    return Button(view.texts.plain("button-back"), Press(action))
