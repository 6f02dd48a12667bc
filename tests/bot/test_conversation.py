"""A person talks with the real bot over HTTP: questions, screens, groups, inline, restarts."""

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from bot.app import build
from bot.delivery.dispatcher import AT_ONCE
from bot.delivery.service import Service
from bot.services import services_in
from bot.tryout import Server
from knowledge.assistant import Assistant
from knowledge.clock import FixedClock
from knowledge.model import Answer
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat, button, buttons
from tests.bot.conftest import Settings, free_port

ALCOHOL = "Công chức có được uống rượu, bia trong giờ nghỉ trưa không?"
CLAUSE = "1. Công chức uống rượu, bia trong giờ làm việc và giờ nghỉ trưa của ngày làm việc."
POLITE_REFUSAL = "Thư viện chưa có quy định trả lời câu hỏi này."
DIGEST = "Tóm lược, không thay văn bản gốc"


def marked(message: dict[str, Any], kind: str) -> list[str]:
    """Return the parts of a message that are marked as *kind* ("bold", "blockquote")."""
    text = message["text"].encode("utf-16-le")
    return [
        text[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in message.get("entities", [])
        if entity["type"] == kind
    ]


async def test_start_says_what_it_does_and_offers_the_ways_in(
    bot_api: Server, bot: Service
) -> None:
    """/start greets officials and citizens; each button leads somewhere that works."""
    chat = Chat(bot_api)

    welcome = await chat.ask("/start")
    assert "Cán bộ, công chức, viên chức" in welcome["text"]
    assert "Người dân" in welcome["text"]
    chat.press(welcome, "Người dân")
    citizens = await chat.edited()

    assert "Dành cho người dân" in citizens["text"]
    chat.press(citizens, "tố cáo")
    answer = await chat.reply()
    assert answer["text"].startswith("Câu hỏi: ")


async def test_a_question_is_answered_with_the_rule(bot_api: Server, bot: Service) -> None:
    """The quote is verbatim in an expandable blockquote under its citation and status."""
    answer = await Chat(bot_api).ask(ALCOHOL)

    assert marked(answer, "expandable_blockquote")[0] == CLAUSE
    assert marked(answer, "bold")[0] == "Khoản 1 Điều 3 Luật 901/2019/QH14"
    assert "Còn hiệu lực từ 01/01/2020" in answer["text"]
    assert DIGEST not in answer["text"].split("\n\n")[0]
    assert button(answer, "Toàn văn Điều 3")


async def test_marks_may_be_missing(bot_api: Server, bot: Service) -> None:
    """The same question without diacritics finds the same rule."""
    answer = await Chat(bot_api).ask("cong chuc co duoc uong ruou bia gio nghi trua khong")

    assert marked(answer, "expandable_blockquote")[0] == CLAUSE


async def test_answers_and_refusals_are_counted(bot_api: Server, bot: Service) -> None:
    """The figures say how many questions the library did not hold an answer to; not which."""
    chat = Chat(bot_api)
    await chat.ask(ALCOHOL)
    await chat.ask("Giá vàng hôm nay bao nhiêu?")
    figures = services_in(bot.application.bot_data).metrics.text().decode()

    assert 'congvu_questions_total{outcome="answered"} 1.0' in figures
    assert 'congvu_questions_total{outcome="refused"} 1.0' in figures


async def test_hoi_asks_too(bot_api: Server, bot: Service) -> None:
    """/hoi takes the question after it, or that of the message it replies to."""
    chat = Chat(bot_api, CITIZEN, GROUP)
    first = await chat.ask(f"/hoi {ALCOHOL}")
    asked = chat.write(ALCOHOL)
    chat.write("/hoi", reply_to=asked["message_id"])
    second = await chat.reply()

    assert CLAUSE in first["text"]
    assert CLAUSE in second["text"]


async def test_the_whole_article_opens_below_and_is_paged_in_place(
    bot_api: Server, bot: Service
) -> None:
    """The card stays; the Điều comes as a new message that leads on by itself."""
    chat = Chat(bot_api)
    answer = await chat.ask(ALCOHOL)

    chat.press(answer, "Toàn văn Điều 3")
    article = await chat.reply()
    assert "3. Ép đồng nghiệp uống rượu, bia dưới mọi hình thức." in article["text"]
    chat.press(article, "Điều 4 ›")
    following = await chat.edited()
    assert following["message_id"] == article["message_id"]
    assert "Sổ trực cơ quan" in following["text"]
    chat.press(following, "Trang sau")
    page = await chat.edited()
    assert button(page, "2/3")
    chat.press(page, "‹ Điều 3")
    back = await chat.edited()

    assert back["text"] == article["text"]


async def test_a_digest_says_so(bot_api: Server, bot: Service) -> None:
    """Answer, whole Điều, list and inline result of a digest all bear its mark."""
    chat = Chat(bot_api)
    answer = await chat.ask("Được tặng quà không đúng quy định thì phải làm gì?")
    chat.press(answer, "Toàn văn Điều 1")
    article = await chat.reply()
    browse = await chat.ask("/vanban")
    chat.press(browse, "Theo chủ đề")
    chat.press(await chat.edited(), "Quà tặng")
    listed = await chat.edited()
    [result, *_] = await chat.search("được tặng quà không đúng quy định")

    for shown in (answer["text"], article["text"], listed["text"], result["description"]):
        assert DIGEST in shown


async def test_nothing_found_offers_documents_to_browse(bot_api: Server, bot: Service) -> None:
    """A question of another field gets no quote, and titles that open the document."""
    chat = Chat(bot_api)

    answer = await chat.ask("Đội nào vô địch bóng đá thế giới năm nay?")

    assert POLITE_REFUSAL in answer["text"]
    assert marked(answer, "expandable_blockquote") == []
    assert 2 <= len(buttons(answer)) <= 3
    chat.press(answer, buttons(answer)[0]["text"])
    assert (await chat.reply())["text"].startswith(("Luật", "Nghị định", "Chỉ thị"))


async def test_browsing_goes_down_to_an_article_and_back(bot_api: Server, bot: Service) -> None:
    """Kinds, a list, a document, its Điều: one message changes from screen to screen."""
    chat = Chat(bot_api)
    browse = await chat.ask("/vanban")

    for label, expected in (
        ("Theo loại văn bản", "Loại văn bản"),
        ("Luật (2)", "Luật: 2 văn bản"),
        ("Luật 901/2019/QH14", "Mục lục"),
        ("Điều 2", "Viên chức phải mặc đồng phục"),
        ("Mục lục", "Điều 1. Phạm vi điều chỉnh"),
        ("Văn bản liên quan", "Thay thế: Luật 900/2010/QH12"),
    ):
        chat.press(browse, label)
        browse = await chat.edited()
        assert expected in browse["text"]


async def test_xem_shows_what_is_cited(bot_api: Server, bot: Service) -> None:
    """A clause as a quote, a document with its contents, and what is not there by name."""
    chat = Chat(bot_api)

    clause = await chat.ask("/xem khoản 1 điều 3 luật 901/2019/QH14")
    bare = await chat.ask("k1 d3 luat 901/2019")
    document = await chat.ask("/xem 902/2020")
    missing = await chat.ask("/xem điều 77 luật 901/2019/QH14")
    digest = await chat.ask("/xem điều 77 nđ 902/2020")
    unknown = await chat.ask("/xem điều 1 luật 1/1900/QH1")
    empty = await chat.ask("/xem")

    assert marked(clause, "expandable_blockquote") == [CLAUSE]
    assert bare["text"] == clause["text"]
    assert "Mục lục" in document["text"]
    assert "Thư viện có Luật 901/2019/QH14 nhưng không có" in missing["text"]
    assert "Bản tóm lược Nghị định 902/2020/NĐ-CP trong thư viện không có" in digest["text"]
    assert "Thư viện không có “điều 1 luật 1/1900/QH1”" in unknown["text"]
    assert "/xem khoản 5" in empty["text"]


async def test_a_follow_up_keeps_the_topic(bot_api: Server, bot: Service) -> None:
    """ "còn viên chức?" asks the same of viên chức, until /huy ends it."""
    chat = Chat(bot_api)
    await chat.ask("Công chức phải đeo thẻ hay mặc đồng phục khi tiếp khách?")

    answer = await chat.ask("còn viên chức thì sao?")
    cancelled = await chat.ask("/huy")
    again = await chat.ask("/huy")
    alone = await chat.ask("còn viên chức thì sao?")

    assert answer["text"].startswith("Câu hỏi: Viên chức phải đeo thẻ hay mặc đồng phục")
    assert "Viên chức phải mặc đồng phục màu xanh" in answer["text"]
    assert cancelled["text"] == "Đã bỏ câu hỏi trước. Anh/chị có thể hỏi việc khác."
    assert again["text"] == "Không có câu hỏi nào đang nối tiếp."
    assert not alone["text"].startswith("Câu hỏi: ")


async def test_in_a_group_it_answers_only_when_addressed(bot_api: Server, bot: Service) -> None:
    """Mention, reply, /hoi, and commands that name it; not what people say to each other."""
    chat = Chat(bot_api, OFFICIAL, GROUP)
    name = bot.application.bot.username

    chat.write(ALCOHOL)
    chat.write("/xem 902/2020")
    chat.write("/hoi@another_bot chào")
    mentioned = await chat.ask(f"@{name} {ALCOHOL}")
    chat.write("Công chức đeo thẻ ở vị trí nào?", reply_to=mentioned["message_id"])
    replied = await chat.reply()
    named = await chat.ask(f"/xem@{name} 902/2020")

    assert CLAUSE in mentioned["text"]
    assert mentioned["reply_to_message"]["text"] == f"@{name} {ALCOHOL}"
    assert "đeo thẻ ở vị trí dễ thấy" in replied["text"]
    assert "Quy định chi tiết về quà tặng" in named["text"]


async def test_inline_results_are_inserted_without_buttons(bot_api: Server, bot: Service) -> None:
    """In any chat a provision is offered and inserted with its citation and status."""
    chat = Chat(bot_api, OFFICIAL, GROUP)

    result, *_ = await chat.search("công chức uống rượu bia giờ nghỉ trưa")
    message = chat.choose(result)

    assert result["title"] == "Khoản 1 Điều 3 Luật 901/2019/QH14"
    assert CLAUSE in message["text"]
    assert buttons(message) == []
    assert await chat.search("") == []
    assert await chat.search("bóng đá thế giới") == []


async def test_a_card_inserted_in_its_own_chat_is_not_taken_for_a_question(
    bot_api: Server, bot: Service
) -> None:
    """The assistant does not answer itself."""
    chat = Chat(bot_api)
    await chat.ask("/huy")
    [result, *_] = await chat.search("đeo thẻ khi làm việc")

    chat.choose(result)

    assert (await chat.ask("/huy"))["text"] == "Không có câu hỏi nào đang nối tiếp."


async def test_buttons_work_after_a_restart(
    bot_api: Server, settings: Settings, assistant: Assistant, clock: FixedClock
) -> None:
    """A new process on the same home carries out the buttons that the old one drew."""
    chat = Chat(bot_api)
    async with build(settings, assistant, clock):
        answer = await chat.ask(ALCOHOL)
        assert button(answer, "Kết quả khác")
    async with build(settings, assistant, clock):
        chat.press(answer, "Toàn văn Điều 3")
        assert "3. Ép đồng nghiệp" in (await chat.reply())["text"]
        chat.press(answer, "Kết quả khác")
        assert (await chat.reply())["text"].startswith("Kết quả khác")
        chat.press(answer, "Văn bản liên quan")
        assert "Luật 901/2019/QH14" in (await chat.reply())["text"]


async def test_a_vote_counts_once_and_names_nobody(
    bot_api: Server, bot: Service, assistant: Assistant
) -> None:
    """The thumbs go away after the vote, which counts for the provision in its snapshot."""
    chat = Chat(bot_api)
    answer = await chat.ask(ALCOHOL)

    chat.press(answer, "👍")
    assert (await chat.notice())["text"] == "Đã ghi nhận, cảm ơn anh/chị."
    left = [found["text"] for found in buttons(await chat.edited())]

    assert "👍" not in left
    assert "👎" not in left
    state = services_in(bot.application.bot_data).state
    assert state.votes(assistant.library.folder.name, "901/2019/QH14", "dieu3.khoan1") == (1, 0)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("a|1/1900/QH1|D1", "Thư viện hiện không còn điều khoản này."),
        ("a|901/2019/QH14|D99", "Thư viện hiện không còn điều khoản này."),
        ("+|901/2019/QH14|D99|x", "Thư viện hiện không còn điều khoản này."),
        ("o|||AAAAAAAAAAAA", "Câu hỏi này đã quá 30 ngày"),
        ("~AAAAAAAAAAAA", "Nút này không còn dùng được."),
        ("w|||nobody", "Nút này không còn dùng được."),
    ],
)
async def test_a_button_that_leads_nowhere_says_so(
    bot_api: Server, bot: Service, data: str, sentence: str
) -> None:
    """What has left the library, has expired or is not ours is answered in one sentence."""
    chat = Chat(bot_api)
    await chat.ask("/start")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Nút cũ", callback_data=data)]])
    await bot.application.bot.send_message(chat.chat_id, "Tin nhắn cũ", reply_markup=keyboard)

    chat.press(await chat.reply(), "Nút cũ")

    notice = await chat.notice()
    assert notice["text"].startswith(sentence)
    assert notice["show_alert"]


async def test_what_is_not_a_question_gets_one_helpful_sentence(
    bot_api: Server, bot: Service
) -> None:
    """Files, endless texts, empty and unknown commands."""
    chat = Chat(bot_api)

    chat.send_file("anh.pdf", b"x")
    file = await chat.reply()
    long = await chat.ask("a " * 501)
    empty = await chat.ask("/hoi")
    unknown = await chat.ask("/khongco")
    help_text = await chat.ask("/trogiup")

    assert file["text"].startswith("Trợ lý chỉ đọc được chữ.")
    assert long["text"].startswith("Câu hỏi dài quá 1000 ký tự.")
    assert empty["text"].startswith("Ghi câu hỏi ngay sau lệnh")
    assert unknown["text"].startswith("Không có lệnh này.")
    assert "/xem trích dẫn" in help_text["text"]


async def test_an_edited_question_is_answered_again(bot_api: Server, bot: Service) -> None:
    """Who corrects a question in a private chat need not send it anew."""
    chat = Chat(bot_api)
    asked = chat.write("Viên chức mặc đồng phục màu gì?")
    await chat.reply()

    bot_api.people.edit(chat.user_id, asked["message_id"], ALCOHOL, chat.chat_id)

    assert CLAUSE in (await chat.reply())["text"]


async def test_the_bot_works_by_webhook(
    bot_api: Server, settings: Settings, assistant: Assistant, clock: FixedClock
) -> None:
    """Updates that the server delivers with the secret are answered like polled ones."""
    port = free_port()
    hooked = replace(settings, webhook_url=f"http://127.0.0.1:{port}/hook", webhook_port=port)
    async with build(hooked, assistant, clock):
        answer = await Chat(bot_api).ask(ALCOHOL)

    assert CLAUSE in answer["text"]


async def test_typing_shows_before_the_answer(bot_api: Server, bot: Service) -> None:
    """The person sees at once that the question arrived."""
    chat = Chat(bot_api)
    chat.write(ALCOHOL)

    assert (await chat.wait("action"))["action"] == "typing"
    assert CLAUSE in (await chat.reply())["text"]


async def test_commands_are_listed_for_private_chats_and_groups(
    bot_api: Server, bot: Service
) -> None:
    """Each menu shows its commands with a line in Vietnamese."""
    private = await bot.application.bot.get_my_commands(BotCommandScopeAllPrivateChats())
    groups = await bot.application.bot.get_my_commands(BotCommandScopeAllGroupChats())

    assert [c.command for c in private] == [
        "hoi",
        "xem",
        "vanban",
        "dangky",
        "phananh",
        "theodoi",
        "huy",
        "huydangky",
        "trogiup",
        "start",
    ]
    assert [c.command for c in groups] == ["hoi", "xem", "vanban", "trogiup"]
    assert private[0].description == "Hỏi về một quy định"


async def test_many_chats_are_answered_side_by_side(bot_api: Server, bot: Service) -> None:
    """Three people ask at the same moment; everybody gets their own answers in order."""
    chats = [Chat(bot_api, user) for user in (OFFICIAL, CITIZEN, 1003)]
    for chat in chats:
        chat.write("/huy")
        for text in (ALCOHOL, "/trogiup"):
            bot_api.people.write(chat.user_id, text, chat.chat_id)

    for chat in chats:
        texts = [(await chat.reply())["text"] for _ in range(3)]
        assert "Không có câu hỏi nào" in texts[0]
        assert CLAUSE in texts[1]
        assert texts[2].startswith("Cách dùng")
    assert AT_ONCE == 32


class Broken(Assistant):
    """An assistant that fails in a way nobody foresaw."""

    def ask(self, question: str, as_of: object = None) -> Answer:
        """Fail, with the question in the message as libraries do."""
        raise RuntimeError(f"cannot answer {question}")


@pytest.fixture
async def broken_bot(
    settings: Settings, assistant: Assistant, clock: FixedClock
) -> AsyncIterator[Service]:
    """Run a bot whose assistant fails."""
    broken = Broken.__new__(Broken)
    broken.__dict__.update(assistant.__dict__)
    async with build(settings, broken, clock) as running:
        yield running


async def test_an_unknown_error_is_answered_with_a_number_found_in_the_log(
    bot_api: Server, broken_bot: Service, caplog: pytest.LogCaptureFixture
) -> None:
    """One polite sentence with a number; the log has it, and neither the question nor the name."""
    with caplog.at_level(logging.INFO):
        apology = await Chat(bot_api).ask(ALCOHOL)

    assert apology["text"].startswith("Có lỗi ngoài dự kiến, mong anh/chị thông cảm")
    [number] = re.findall("[2-9A-Z]{4}-[2-9A-Z]{4}", apology["text"])
    assert f"Error {number}: update" in caplog.text
    assert "handler on_text, RuntimeError" in caplog.text
    assert ALCOHOL not in caplog.text
    assert bot_api.token not in caplog.text


async def test_an_error_behind_a_button_is_told_with_its_number(
    bot_api: Server, broken_bot: Service, caplog: pytest.LogCaptureFixture
) -> None:
    """The person who pressed gets the number as a notice over the chat."""
    chat = Chat(bot_api)
    welcome = await chat.ask("/start")
    chat.press(welcome, "Người dân")
    chat.press(await chat.edited(), "Người tố cáo")
    notice = await chat.notice()

    [number] = re.findall("[2-9A-Z]{4}-[2-9A-Z]{4}", notice["text"])
    assert f"Error {number}: update" in caplog.text
    assert "handler on_press" in caplog.text
