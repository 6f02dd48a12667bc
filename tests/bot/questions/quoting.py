"""Quotes and answers made from the test library, for the tests of what is drawn from them."""

from datetime import date
from html.parser import HTMLParser

from bot.questions.screen import Button, Screen, View
from knowledge.model import Answer, Outcome, Quote

LAW, OLD_LAW, DECREE, DIRECTIVE = (
    "901/2019/QH14",
    "900/2010/QH12",
    "902/2020/NĐ-CP",
    "903/CT-TTg",
)


def quote(view: View, number: str, path: str, lead: str = "") -> Quote:
    """Return the provision of the test library as a quote."""
    provision = view.library.provision(number, path)
    document = view.library.document(number)
    text = view.library.provision_text(provision).strip()
    validity = view.library.validity(provision, view.day)
    citation = f"{path.replace('dieu', 'Điều ')} {document.name}"
    return Quote(document, provision, citation, text, lead, validity, 0.9)


def answer(
    day: date,
    *quotes: Quote,
    superseded: tuple[Quote, ...] = (),
    other: tuple[Quote, ...] = (),
) -> Answer:
    """Return an answer made of *quotes*."""
    outcome = Outcome.ANSWERED if quotes or superseded else Outcome.NOT_FOUND
    return Answer(outcome, "hỏi", day, quotes, superseded, has_other=bool(other), other=other)


def captions(screen: Screen) -> list[str]:
    """Return what stands on the buttons of *screen*."""
    return [button.caption for row in screen.rows for button in row]


def button(screen: Screen, caption: str) -> Button:
    """Return the button of *screen* with *caption*."""
    return next(b for row in screen.rows for b in row if b.caption == caption)


def balanced(html: str) -> bool:
    """Return whether every tag of *html* is closed in order."""
    checker = _Tags()
    checker.feed(html)
    checker.close()
    return not checker.open and not checker.wrong


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong = True
