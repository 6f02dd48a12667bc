"""The answer card says where a rule stands, whether it binds, and what to press next."""

from dataclasses import replace
from datetime import date

from bot.questions.cards import answer_screen, other_screen, quote_screen
from bot.questions.press import Action, Press
from bot.questions.screen import View
from bot.questions.split import MESSAGE_LIMIT, size
from tests.bot.questions.quoting import (
    DECREE,
    LAW,
    OLD_LAW,
    answer,
    balanced,
    button,
    captions,
    quote,
)


def test_a_quote_stands_under_its_citation_title_and_status(view: View) -> None:
    """The order is: citation in bold, title, status, lead-in, quote; all of it escaped."""
    found = quote(view, LAW, "dieu3.khoan1", lead="Các việc bị cấm:")

    screen = answer_screen(view, answer(view.day, found), "")

    assert screen.html == (
        f"<b>{found.citation}</b>\n"
        "<i>Nề nếp nơi công sở &lt;thử nghiệm&gt;</i>\n"
        "Còn hiệu lực từ 01/01/2020\n"
        "\n"
        "Các việc bị cấm:\n"
        f"<blockquote expandable>{found.text}</blockquote>"
    )


def test_the_card_offers_the_ways_on(view: View) -> None:
    """Whole Điều, the ones before and after it, related documents, other results, votes."""
    found = quote(view, LAW, "dieu3.khoan1")
    other = quote(view, DECREE, "dieu1.khoan1")

    screen = answer_screen(view, answer(view.day, found, other=(other,)), "KEY")

    assert captions(screen) == [
        "Toàn văn Điều 3",
        "‹ Điều 2",
        "Điều 4 ›",
        "Văn bản liên quan",
        "Kết quả khác",
        "👍",
        "👎",
    ]
    assert button(screen, "Toàn văn Điều 3").press == Press(
        Action.ARTICLE, LAW, "dieu3", fresh=True
    )
    assert button(screen, "Kết quả khác").press.key == "KEY"
    assert button(screen, "👍").press.key == view.library.folder.name


def test_a_digest_is_marked(view: View) -> None:
    """What is told in our own words is never taken for the original."""
    digest = answer_screen(view, answer(view.day, quote(view, DECREE, "dieu1.khoan1")), "")
    verbatim = answer_screen(view, answer(view.day, quote(view, LAW, "dieu3.khoan1")), "")

    assert "<i>Tóm lược, không thay văn bản gốc</i>" in digest.html
    assert "Tóm lược" not in verbatim.html


def test_an_old_rule_that_fits_best_is_named_with_what_replaced_it(view: View) -> None:
    """Above the answer stands that it no longer holds; buttons lead to it and its successor."""
    found, old = quote(view, LAW, "dieu2.khoan1"), quote(view, OLD_LAW, "dieu1")

    screen = answer_screen(view, answer(view.day, found, superseded=(old,)), "")

    assert screen.html.startswith(
        "Quy định khớp nhất không còn áp dụng: <b>Điều 1 Luật 900/2010/QH12</b>. "
        "Hết hiệu lực từ 01/01/2020, thay bằng Luật 901/2019/QH14.\n\n"
        "Quy định còn hiệu lực gần nhất:\n\n"
    )
    assert old.text not in screen.html
    assert "Quy định cũ: Điều 1 Luật 900/2010/QH12" in captions(screen)
    assert "Luật 901/2019/QH14: Nề nếp nơi công sở <thử nghiệm>" in captions(screen)


def test_where_only_an_old_rule_matches_the_card_says_so_first(view: View) -> None:
    """It is shown as no longer in force, with the document that took its place."""
    old = quote(view, OLD_LAW, "dieu2")

    screen = answer_screen(view, answer(view.day, superseded=(old,)), "")

    assert screen.html.startswith("Quy định khớp nhất với câu hỏi không còn hiệu lực.")
    assert old.text.splitlines()[0] in screen.html
    assert "Văn bản thay thế: <b>Luật 901/2019/QH14</b> Nề nếp" in screen.html
    assert button(screen, captions(screen)[0]).press.document == LAW


def test_another_day_is_named(view: View) -> None:
    """An answer for a day other than today says for which."""
    found = quote(view, LAW, "dieu2.khoan1")

    then = answer_screen(view, answer(date(2021, 3, 5), found), "")
    today = answer_screen(view, answer(view.day, found), "")

    assert then.html.startswith("Quy định tại ngày 05/03/2021\n")
    assert "Quy định tại ngày" not in today.html


def test_a_follow_up_shows_what_it_was_taken_for(view: View) -> None:
    """A person sees when the assistant understood something else."""
    found = quote(view, LAW, "dieu2.khoan1")

    screen = answer_screen(view, answer(view.day, found), "", understood="Viên chức <thì> sao?")

    assert screen.html.startswith("Câu hỏi: <i>Viên chức &lt;thì&gt; sao?</i>\n\n")


def test_nothing_found_is_said_and_titles_are_offered_to_browse(view: View) -> None:
    """There is no quote and no vote; the nearest documents are buttons."""
    nothing = replace(answer(view.day), suggestions=(view.library.document(DECREE),))

    screen = answer_screen(view, nothing, "")

    assert "Thư viện chưa có quy định trả lời câu hỏi này." in screen.html
    assert "blockquote" not in screen.html
    assert captions(screen) == [
        "Nghị định 902/2020/NĐ-CP: Quy định chi tiết về quà tặng tại cơ quan"
    ]


def test_a_long_quote_is_cut_and_says_where_the_rest_is(view: View) -> None:
    """The card stays one message; the button for the whole Điều is named."""
    found = quote(view, LAW, "dieu4")

    screen = answer_screen(view, answer(view.day, found), "")

    assert "Trích phần đầu, xem đủ ở Điều 4." in screen.html
    assert size(screen.html) <= MESSAGE_LIMIT
    assert balanced(screen.html)


def test_a_card_full_of_long_quotes_fits_one_message(view: View) -> None:
    """Quotes that do not fit are left out whole, from the end; markup stays closed."""
    long = quote(view, LAW, "dieu4")
    heavy = replace(
        long,
        text="&<" * 5000,
        lead="&" * 900,
        citation="x" * 300,
        document=replace(long.document, title="<" * 500, verbatim=False),
    )

    screen = answer_screen(view, answer(view.day, heavy, heavy, heavy, superseded=(heavy,)), "")

    assert 0 < size(screen.html) <= MESSAGE_LIMIT
    assert balanced(screen.html)


def test_several_quotes_get_one_button_for_each_article(view: View) -> None:
    """Two clauses of one Điều share a button; another document's is named in full."""
    quotes = [
        quote(view, LAW, "dieu3.khoan1"),
        quote(view, LAW, "dieu3.khoan2"),
        quote(view, DECREE, "dieu1.khoan1"),
    ]

    screen = answer_screen(view, answer(view.day, *quotes), "")

    assert captions(screen)[:4] == [
        "Toàn văn Điều 3",
        "‹ Điều 2",
        "Điều 4 ›",
        "Điều 1 Nghị định 902/2020/NĐ-CP",
    ]


def test_other_results_come_in_pages(view: View) -> None:
    """Four to a page, with buttons to turn it, whatever page is asked for."""
    pieces = [(LAW, "dieu1"), (LAW, "dieu2"), (LAW, "dieu3"), (LAW, "dieu5"), (DECREE, "dieu1")]
    other = tuple(quote(view, number, path) for number, path in pieces)
    found = answer(view.day, quote(view, LAW, "dieu4"), other=other)

    first = other_screen(view, found, Press(Action.OTHER, key="KEY"))
    last = other_screen(view, found, Press(Action.OTHER, key="KEY", page=99))

    assert captions(first)[0] == "Điều 1 Luật 901/2019/QH14"
    assert captions(first)[-2:] == ["1/2", "Trang sau ›"]
    assert captions(last)[-2:] == ["‹ Trang trước", "2/2"]
    assert other[4].text in last.html
    assert button(last, "‹ Trang trước").press == Press(Action.OTHER, key="KEY", page=0)


def test_other_results_may_have_gone(view: View) -> None:
    """When the library has changed so that there are none, one sentence says so."""
    screen = other_screen(view, answer(view.day), Press(Action.OTHER, key="KEY"))

    assert screen.html == "Không còn kết quả khác."


def test_a_cited_provision_has_no_votes(view: View) -> None:
    """Who asks for a provision by name gets it; there is nothing to judge."""
    screen = quote_screen(view, quote(view, LAW, "dieu3.khoan1"))

    assert captions(screen) == ["Toàn văn Điều 3", "‹ Điều 2", "Điều 4 ›", "Văn bản liên quan"]
