"""Which part of a web page is the document: portals wrap it in menus, boxes and comments.

Nothing is known here of any one portal, as they change. A document shows itself: its Điều (or,
where it has none, its numbered items) follow one another, its head stands before them, its
recipients and annexes after them. The smallest element that holds all of these is the document;
what it holds besides is furniture if it calls itself so and holds none of them.
"""

import re
from collections.abc import Iterable, Sequence

from indexer.readers.html_lines import Element, Line, is_link, lines_of

_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,3})[a-zđ]?\s*[.:]?(?:\s|$)")
_ITEM = re.compile(r"(\d{1,3})\s*[.)]\s*\D")
_HEAD = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|(?:Luật\s+)?[Ss]ố\s*:\s*\S*\d")
_TAIL = re.compile(r"Nơi nhận|NƠI NHẬN|(?:Phụ lục|PHỤ LỤC|Mẫu số|MẪU SỐ)\b")
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:comments?|binh-?luan|related|lien-?quan|sidebar|menu|nav(?:bar|igation)?|"
    r"breadcrumbs?|cookies?|log-?in|dang-?nhap|sign-?(?:in|up)|register|pop-?up|modal|dialog|share|"
    r"social|ads?|advert\w*|banner|toolbar|newsletter|tooltip|rating|paginat\w*|search|muc-?luc|"
    r"toc|feedback|hotline|promo\w*)(?=$|[\s_-])",
    re.IGNORECASE,
)
_CHAIN = 3
"""Điều in a row that no comment has."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROLES = frozenset({"navigation", "search", "dialog", "alertdialog", "menu", "menubar"})
_TAGS = frozenset({"nav", "aside", "dialog"})
_CONTROLS = frozenset({"form", "input", "button", "select", "textarea"})
_OUTSIDE = frozenset({"header", "footer"})
"""Furniture only on a page in which no document shows itself: documents have heads too."""


def document_lines(page: Element) -> list[Line]:
    """Return the lines of the document on a page; all but the furniture when none shows itself."""
    marks = _marks(lines_of(page))
    shown = len(marks) > 1
    headed = shown and _HEAD.match(marks[0].text) is not None
    body = _grown(_common([line.element for line in marks]), headed) if shown else page
    kept = {element for line in marks for element in (line.element, *line.element.iterancestors())}
    tags = _TAGS if shown else _TAGS | _OUTSIDE
    for element in [e for e in body.iter("*") if e not in kept and _is_furniture(e, tags)]:
        _remove(element)
    return lines_of(body)


def _marks(lines: Sequence[Line]) -> list[Line]:
    """Return the lines by which the document shows itself; few or none when it does not.

    A decision may come with a regulation that counts its Điều anew: those before the longest
    chain belong to it, those after it where they are a chain too.
    """
    own = [line for line in lines if not line.linked]
    chain = _chain(own, _ARTICLE) or _chain(own, _ITEM)
    if not chain:
        return []
    first, last = own.index(chain[0]), own.index(chain[-1])
    earlier = [line for line in own[:first] if _ARTICLE.match(line.text)]
    start = own.index(earlier[0]) if earlier else first
    later = _chain(own[last + 1 :], _ARTICLE)
    tail = [line for line in own[last + 1 :] if _TAIL.match(line.text)]
    head = _latest(line for line in own[:start] if _HEAD.match(line.text))
    return [*head, *earlier, *chain, *(later if len(later) >= _CHAIN else ()), *tail]


def _chain(lines: Sequence[Line], number: re.Pattern[str]) -> list[Line]:
    """Return the longest row of lines whose numbers follow one another."""
    best: dict[int, list[Line]] = {}
    longest: list[Line] = []
    for line in lines:
        if found := number.match(line.text):
            at = int(found[1])
            best[at] = [*best.pop(at - 1, []), line]
            longest = max(longest, best[at], key=len)
    return longest


def _latest(head: Iterable[Line]) -> Iterable[Line]:
    """Return the last lines of a head: those of the document, not of the page's own banner."""
    seen: dict[str, Line] = {}
    for line in head:
        seen["number" if "ố" in line.text[:8] else "name"] = line
    return seen.values()


def _common(elements: Sequence[Element]) -> Element:
    """Return the smallest element that holds all of *elements*, which stand on one page."""
    paths = [[*reversed([e, *e.iterancestors()])] for e in elements]
    common = paths[0][0]
    for level in zip(*paths, strict=False):
        if any(e is not level[0] for e in level):
            break
        common = level[0]
    return common


def _grown(body: Element, has_head: bool) -> Element:
    """Return the element around *body* up to which all that is beside it may be its own too.

    A table behind the last Điều may stand beside the element that holds them; where there are
    links, forms or furniture the page begins that is not the document. Nothing stands before a
    document that has its own head.
    """
    around = body.getparent()
    while around is not None:
        before = list(body.itersiblings(preceding=True))
        beside = [*body.itersiblings(), *([] if has_head else before)]
        if not all(map(_may_belong, beside)):
            break
        for element in before if has_head else ():
            _remove(element)
        body, around = around, around.getparent()
    return body


def _may_belong(element: Element) -> bool:
    if not isinstance(element.tag, str):
        return True
    tags = _TAGS | _OUTSIDE | _CONTROLS
    return not any(_is_furniture(e, tags) or is_link(e) for e in element.iter("*"))


def _is_furniture(element: Element, tags: frozenset[str]) -> bool:
    """Say whether an element calls itself what no document has."""
    get = element.get
    names = _CAMEL.sub("-", f"{get('id', '')} {get('class', '')}")
    return (
        element.tag in tags
        or get("role") in _ROLES
        or get("hidden") is not None
        or get("aria-hidden") == "true"
        or _HIDDEN.search(get("style", "")) is not None
        or _FURNITURE.search(names) is not None
        or (element.tag == "form" and element.find(".//input[@type='password']") is not None)
    )


def _remove(element: Element) -> None:
    """Empty an element, but not of the words behind it."""
    tail = element.tail
    element.clear()
    element.tail = tail
