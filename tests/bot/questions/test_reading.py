"""Whole provisions in pages, documents with their contents, and what relates to what."""

from html import unescape

import pytest

from bot.questions.press import Action, Press
from bot.questions.reading import article_screen, document_screen, related_screen
from bot.questions.screen import View
from bot.questions.split import MESSAGE_LIMIT, size
from knowledge.errors import CitationNotFoundError
from tests.bot.questions.quoting import (
    DECREE,
    DIRECTIVE,
    LAW,
    OLD_LAW,
    balanced,
    button,
    captions,
)


def test_the_pages_of_an_article_hold_all_of_it(view: View) -> None:
    """A long Điều is read page by page; nothing is lost and each page fits a message."""
    screens = [article_screen(view, Press(Action.ARTICLE, LAW, "dieu4", page=n)) for n in range(3)]

    text = view.library.provision_text(view.library.provision(LAW, "dieu4")).strip()
    bodies = [unescape(screen.html.split("\n\n", 1)[1]) for screen in screens]
    assert "".join(bodies).replace("<b>", "").replace("</b>", "") == text
    assert all(size(screen.html) <= MESSAGE_LIMIT and balanced(screen.html) for screen in screens)
    assert [caption for screen in screens for caption in captions(screen) if "/3" in caption] == [
        "1/3",
        "2/3",
        "3/3",
    ]


def test_an_article_leads_to_its_neighbours(view: View) -> None:
    """The first has one after it, the last one before it; they open in the same message."""
    first = article_screen(view, Press(Action.ARTICLE, LAW, "dieu1"))
    last = article_screen(view, Press(Action.ARTICLE, LAW, "dieu5"))

    assert captions(first) == ["Điều 2 ›", "Mục lục", "Văn bản liên quan"]
    assert captions(last) == ["‹ Điều 4", "Mục lục", "Văn bản liên quan"]
    assert button(first, "Điều 2 ›").press == Press(Action.ARTICLE, LAW, "dieu2")


def test_a_digest_is_marked_on_every_reading_screen(view: View) -> None:
    """The whole Điều, the document and what relates to it say that the words are not its own."""
    mark = "Tóm lược, không thay văn bản gốc"

    assert mark in article_screen(view, Press(Action.ARTICLE, DECREE, "dieu1")).html
    assert mark in document_screen(view, Press(Action.DOCUMENT, DECREE)).html
    assert mark in related_screen(view, Press(Action.RELATED, LAW)).html
    assert mark not in article_screen(view, Press(Action.ARTICLE, LAW, "dieu1")).html


def test_a_document_shows_its_facts_and_contents(view: View) -> None:
    """Name, title, status, issuer, day, and each Điều with its heading and a button."""
    screen = document_screen(view, Press(Action.DOCUMENT, LAW))

    assert screen.html.startswith(
        "<b>Luật 901/2019/QH14</b>\n"
        "<i>Nề nếp nơi công sở &lt;thử nghiệm&gt;</i>\n"
        "Còn hiệu lực từ 01/01/2020\n"
        "Quốc hội ban hành ngày 14/06/2019\n\n"
        "<b>Mục lục</b>\n"
        "Điều 1. Phạm vi điều chỉnh\n"
    )
    assert captions(screen)[:5] == [f"Điều {n}" for n in range(1, 6)]


def test_a_document_known_by_name_only_says_so(view: View) -> None:
    """There is nothing to open, and the reader is not led to an empty page."""
    screen = document_screen(view, Press(Action.DOCUMENT, DIRECTIVE))

    assert "Chưa rõ ngày hiệu lực" in screen.html
    assert "Nguồn: Báo giả định, 20/04/2021" in screen.html
    assert "Thư viện mới biết tên văn bản." in screen.html
    assert captions(screen) == ["Văn bản liên quan"]


def test_relations_are_told_from_both_sides(view: View) -> None:
    """The law replaced one and is detailed by another; the old law is replaced by it."""
    law = related_screen(view, Press(Action.RELATED, LAW)).html
    old = related_screen(view, Press(Action.RELATED, OLD_LAW)).html

    assert "<b>Thay thế</b>: Luật 900/2010/QH12 Nội quy cơ quan" in law
    assert "<b>Được quy định chi tiết, hướng dẫn tại</b>: Nghị định 902/2020/NĐ-CP" in law
    assert "<b>Được thay thế bởi</b>: Luật 901/2019/QH14" in old


def test_a_document_without_relations_says_so(view: View) -> None:
    """The way back stays open."""
    screen = related_screen(view, Press(Action.RELATED, DIRECTIVE))

    assert "chưa ghi nhận văn bản nào liên quan" in screen.html
    assert captions(screen) == ["Mục lục"]


@pytest.mark.parametrize("draw", [article_screen, document_screen, related_screen])
def test_what_the_library_no_longer_holds_is_an_error_of_its_own(draw, view: View) -> None:  # type: ignore[no-untyped-def]
    """Whoever pressed the button can be told in one sentence."""
    with pytest.raises(CitationNotFoundError):
        draw(view, Press(Action.ARTICLE, "1/1900/QH1", "dieu1"))


def test_an_unknown_article_is_an_error_of_its_own(view: View) -> None:
    """A Điều that was taken out of a document is told like a document that is gone."""
    with pytest.raises(CitationNotFoundError):
        article_screen(view, Press(Action.ARTICLE, LAW, "dieu99"))
