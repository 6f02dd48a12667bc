"""Cards and reading screens say what amended a provision, quote the new words, link both ways."""

from dataclasses import replace
from datetime import date

import pytest

from bot.console.answers import answer_json, answer_text
from bot.questions.cards import quote_screen
from bot.questions.press import Action, Press
from bot.questions.reading import article_screen
from bot.questions.screen import Screen, View
from bot.questions.split import MESSAGE_LIMIT, size
from bot.questions.versions import versions_screen
from bot.texts import Texts
from indexer.structure import parse_document
from knowledge.library import Library
from knowledge.model import Quote
from knowledge.naming import citation_of
from knowledge.notices import notices
from tests.bot.questions.quoting import answer, balanced, button, captions
from tests.knowledge.amended import (
    CARE,
    CARE_TEXT,
    GARDEN,
    NEW,
    OLD,
    care,
    garden,
    later,
    library_of,
)

BEFORE, BETWEEN = date(2030, 1, 1), date(2032, 1, 1)


@pytest.fixture(scope="module")
def amended() -> Library:
    """Return the decree on gardens and the one that amends it in 2031."""
    return library_of(garden(), care())


def view_of(library: Library, day: date = BETWEEN) -> View:
    """Return what screens are drawn from."""
    return View(library, Texts.load(), day)


def quoted(view: View, path: str, number: str = GARDEN) -> Quote:
    """Return a provision as a quote as of the view's day."""
    provision = view.library.provision(number, path)
    return Quote(
        document=view.library.document(number),
        provision=provision,
        citation=citation_of(view.library, provision),
        text=view.library.provision_text(provision).strip(),
        lead="",
        validity=view.library.validity(provision, view.day),
        score=0.9,
        amended=notices(view.library, provision, view.day),
    )


def card(library: Library, path: str, day: date = BETWEEN, number: str = GARDEN) -> Screen:
    """Return the card of one provision."""
    view = view_of(library, day)
    return quote_screen(view, quoted(view, path, number))


def test_the_new_words_stand_above_the_old_ones(amended: Library) -> None:
    """With what amended the provision, from when, and until when the old words counted."""
    screen = card(amended, "dieu3.khoan2")

    assert screen.html.endswith(
        "Được sửa đổi bởi khoản 1 Điều 1 Nghị định 71/2031/NĐ-CP từ 01/07/2031\n"
        "Lời văn từ 01/07/2031:\n"
        f"<blockquote expandable>{NEW}</blockquote>\n"
        "Lời văn trước 01/07/2031:\n"
        f"<blockquote expandable>{OLD}</blockquote>"
    )
    assert balanced(screen.html)


def test_before_its_day_an_amendment_is_announced(amended: Library) -> None:
    """The words shown are the law of that day, and nothing says that they are old."""
    html = card(amended, "dieu3.khoan2", BEFORE).html

    assert "Sẽ được sửa đổi bởi khoản 1 Điều 1 Nghị định 71/2031/NĐ-CP từ 01/07/2031" in html
    assert "Lời văn" not in html


def test_a_consolidated_text_is_not_called_old() -> None:
    """It is said what amended it, and its own words are the only ones."""
    html = card(library_of(garden(clause=NEW), care()), "dieu3.khoan2").html

    assert "Được sửa đổi bởi khoản 1 Điều 1 Nghị định 71/2031/NĐ-CP từ 01/07/2031" in html
    assert "Lời văn" not in html
    assert html.count(NEW) == 1


def test_asked_of_an_earlier_day_a_consolidated_text_says_that_it_is_newer() -> None:
    """The library has no other words, and does not pretend that these counted then."""
    html = card(library_of(garden(clause=NEW), care()), "dieu3.khoan2", BEFORE).html

    assert "Thư viện chỉ có lời văn áp dụng từ 01/07/2031:" in html


def test_an_exchanged_phrase_is_told_by_its_sentence(amended: Library) -> None:
    """The bot does not write the new wording itself."""
    html = card(amended, "dieu2.khoan2").html

    assert "Có nội dung được sửa đổi bởi khoản 3 Điều 1 Nghị định 71/2031/NĐ-CP" in html
    assert "Thay thế cụm từ “biển” bằng cụm từ “thẻ” tại khoản 2 Điều 2." in html
    assert "Lời văn chưa có nội dung sửa đổi nêu trên:" in html


def test_buttons_lead_from_the_amended_to_the_amending_and_back(amended: Library) -> None:
    """Each opens the very provision."""
    there = button(card(amended, "dieu3.khoan2"), "Khoản 1 Điều 1 Nghị định 71/2031/NĐ-CP")
    back = card(amended, "dieu1.khoan1", number=CARE)

    assert there.press == Press(Action.ARTICLE, CARE, "dieu1.khoan1", fresh=True)
    assert "Sửa đổi khoản 2 Điều 3 Nghị định 12/2028/NĐ-CP" in back.html
    assert button(back, "Khoản 2 Điều 3 Nghị định 12/2028/NĐ-CP").press == Press(
        Action.ARTICLE, GARDEN, "dieu3.khoan2", fresh=True
    )


def test_an_article_names_its_amended_parts(amended: Library) -> None:
    """On the reading screen too, with a way to the wordings; its page still fits a message."""
    press = Press(Action.ARTICLE, GARDEN, "dieu3")

    screen = article_screen(view_of(amended), press)

    assert "Khoản 2 Điều 3 được sửa đổi bởi" in screen.html
    assert "Khoản 3 Điều 3 được bổ sung bởi" in screen.html
    assert button(screen, "Các phiên bản").press.action is Action.VERSIONS
    assert size(screen.html) <= MESSAGE_LIMIT and balanced(screen.html)


def test_a_provision_nobody_changed_offers_no_versions(amended: Library) -> None:
    """There is one wording, which is on the screen."""
    assert "Các phiên bản" not in captions(card(amended, "dieu3.khoan1"))


def test_the_wordings_are_pages_the_newest_first() -> None:
    """Each with its days, and with the document it is quoted from one press away."""
    view = view_of(library_of(garden(), care(), later()))
    pages = [
        versions_screen(view, Press(Action.VERSIONS, GARDEN, "dieu3.khoan2", page=n))
        for n in range(3)
    ]

    assert "Phiên bản 3/3\nÁp dụng từ 01/01/2033\n" in pages[0].html
    assert "Áp dụng từ 01/07/2031 đến trước 01/01/2033\nĐang áp dụng" in pages[1].html
    assert f"Trích khoản 1 Điều 1 Nghị định 71/2031/NĐ-CP\n<blockquote>{NEW}" in pages[1].html
    assert "Áp dụng từ 01/08/2028 đến trước 01/07/2031\n" in pages[2].html
    assert all(balanced(page.html) for page in pages)
    assert button(pages[1], "Văn bản sửa đổi").press.document == CARE


def test_no_wording_is_called_the_one_in_force_beside_an_undated_amendment() -> None:
    """Nobody can tell which of the two is."""
    undated = parse_document(CARE_TEXT.replace("từ ngày 01 tháng 7 năm 2031", "theo quy định"))
    library = library_of(garden(), undated)
    press = Press(Action.VERSIONS, GARDEN, "dieu3.khoan2")

    pages = [versions_screen(view_of(library), replace(press, page=n)).html for n in range(2)]

    assert "Chưa rõ thời gian áp dụng" in pages[0]
    assert not any("Đang áp dụng" in page for page in pages)
    assert "71/2031/NĐ-CP, chưa rõ từ ngày nào" in card(library, "dieu3.khoan2").html


def test_an_inserted_provision_can_be_read(amended: Library) -> None:
    """Though the amended document's own text does not have it."""
    screen = versions_screen(view_of(amended), Press(Action.VERSIONS, GARDEN, "dieu3.khoan3"))

    assert "<b>Khoản 3 Điều 3 Nghị định 12/2028/NĐ-CP</b>\nÁp dụng từ 01/07/2031" in screen.html
    assert "<blockquote>3. Nước mưa được giữ lại.</blockquote>" in screen.html


def test_the_terminal_and_scripts_are_told_the_same(amended: Library) -> None:
    """The answer as text has both wordings; as JSON it says which one is old."""
    view = view_of(amended)
    told = answer(view.day, quoted(view, "dieu3.khoan2"))

    text = answer_text(view, told)
    (amendment,) = answer_json(told)["quotes"][0]["amended"]

    assert text.index(NEW) < text.index("Lời văn trước 01/07/2031:") < text.index(OLD)
    assert amendment == {
        "change": "sua_doi",
        "by": "khoản 1 Điều 1 Nghị định 71/2031/NĐ-CP",
        "document": CARE,
        "path": "dieu3.khoan2",
        "from": "2031-07-01",
        "begun": True,
        "text_is_old": True,
        "new_text": NEW,
        "instruction": "",
    }
