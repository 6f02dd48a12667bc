"""Somebody with a receipt follows a case up in the chat with the real bot."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from telegram import Update

from bot.app import build
from bot.delivery.service import Service
from bot.delivery.work import Work
from bot.reports.follow_case import add
from bot.reports.followup import Session, Step
from bot.reports.model import Author, Message, Status
from bot.reports.retention import purge
from bot.reports.vault import InspectorKey
from bot.services import CURRENT_WORK
from bot.tryout import Server
from knowledge.assistant import Assistant
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat, button, buttons
from tests.bot.conftest import Settings
from tests.bot.reports.filing import MovableClock
from tests.bot.reports.following import Filed, Follower, following, hand_in, session_of
from tests.bot.reports.talking import Reporter, inspector, parts

__all__ = ["inspector"]

WRONG = "0000 0000 0000 0000"
UNKNOWN = "Không có phản ánh nào ứng với mã này."


@pytest.fixture
def clock() -> MovableClock:
    """Return a clock that can be moved on."""
    return MovableClock()


@pytest_asyncio.fixture
async def bot(
    settings: Settings, assistant: Assistant, clock: MovableClock, inspector: InspectorKey
) -> AsyncIterator[Service]:
    """Run the bot, with an inspector's key in its home."""
    async with build(settings, assistant, clock) as running:
        yield running


@pytest.fixture
def filed(bot: Service, home: Path) -> Filed:
    """Return a case that was handed in."""
    return hand_in(home, parts(bot).cases)


@pytest.fixture
def follower(bot_api: Server, bot: Service) -> Follower:
    """Return the holder of its receipt."""
    return Follower(bot_api)


def spaced(code: str, by: str = " ") -> str:
    """Return a code in groups of four."""
    return by.join(code[at : at + 4] for at in range(0, 16, 4))


async def test_the_code_opens_the_case_and_leaves_the_chat(
    follower: Follower, filed: Filed
) -> None:
    """Status with its sentence, day, deadline with its source; the typed code is deleted."""
    await follower.say("/theodoi")
    assert "16 chữ số" in follower.text

    typed = follower.chat.write(spaced(filed.code, " - "))
    follower.screen = await follower.chat.reply()

    assert f"Phản ánh {filed.case.number}, nhận ngày 20/11/2026" in follower.text
    assert "Đã tiếp nhận. Phản ánh đang chờ" in follower.text
    assert "Hạn kiểm tra ban đầu: 01/12/2026 (còn 9 ngày)" in follower.text
    assert "Luật Tố cáo 25/2018/QH14" in follower.text
    assert "Chưa có tin nhắn nào" in follower.text
    await follower.gone(typed["message_id"])


async def test_the_code_can_stand_behind_the_command(follower: Follower, filed: Filed) -> None:
    """The whole command is then deleted, as it holds the code."""
    typed = follower.chat.write(f"/theodoi {spaced(filed.code)}")
    screen = await follower.chat.reply()

    assert f"Phản ánh {filed.case.number}" in screen["text"]
    await follower.gone(typed["message_id"])


async def test_a_code_that_leads_nowhere_is_answered_with_one_sentence(
    follower: Follower, filed: Filed
) -> None:
    """It says that a case may have been erased; too few digits are told apart without a look."""
    await follower.open(WRONG)
    assert follower.text.startswith(UNKNOWN)
    assert "90 ngày sau khi kết thúc" in follower.text

    assert "đúng 16 chữ số" in await follower.say(spaced(filed.code)[:-1])


async def test_guessing_is_slowed_for_its_chat_alone(
    bot_api: Server, follower: Follower, filed: Filed
) -> None:
    """After the second wrong code even the right one waits, and another chat does not."""
    await follower.open(WRONG)
    await follower.say(WRONG)

    assert "Để tránh dò mã" in await follower.say(filed.code)
    other = Follower(bot_api)
    other.chat = Chat(bot_api, CITIZEN)
    assert "Đã tiếp nhận" in await other.open(filed.code)


async def test_messages_go_both_ways(follower: Follower, filed: Filed, bot: Service) -> None:
    """Two texts become one message to the inspectors, theirs are shown with who wrote them."""
    await follower.open(filed.code)
    await follower.tap("Nhắn tin")
    await follower.say("Hôm nay họ lại uống.")
    await follower.say("Có <tôi> chứng kiến.")
    assert "34/4000" not in follower.text and "chưa gửi" in follower.text
    assert filed.messages == []

    assert "Đã gửi" in await follower.tap("Gửi")
    [message] = filed.messages
    assert message.text == "Hôm nay họ lại uống.\nCó <tôi> chứng kiến."
    assert (message.author, message.attachments) == (Author.REPORTER, ())
    assert parts(bot).cases.waiting() == {filed.id}

    filed.answer("Anh/chị còn ảnh không?")
    shown = await follower.tap("Xem tin mới")
    assert "Người xử lý, 22/11/2026\nAnh/chị còn ảnh không?" in shown
    assert shown.index("Có <tôi> chứng kiến.") < shown.index("Anh/chị còn ảnh không?")


async def test_a_text_is_not_sent_before_the_button_says_so(
    follower: Follower, filed: Filed
) -> None:
    """What was typed over an open case can be changed by editing, and thrown away."""
    await follower.open(filed.code)
    typed = follower.chat.write("Tôi nhầm ngày.")
    follower.screen = await follower.chat.reply()
    assert "14/4000" in follower.text

    follower.chat.edit(typed, "Tôi nhầm ngày rồi.")
    follower.screen = await follower.chat.reply()
    assert "18/4000" in follower.text
    await follower.tap("Bỏ tin này")

    assert filed.messages == []


async def test_too_long_a_message_keeps_what_was_there(follower: Follower, filed: Filed) -> None:
    """The part that is too much is refused with a sentence."""
    await follower.open(filed.code)
    await follower.say("a" * 3000)

    assert "phần vừa rồi chưa được ghi" in await follower.say("b" * 1001)
    await follower.tap("Gửi")
    assert [len(one.text) for one in filed.messages] == [3000]


async def test_more_evidence_is_sealed_at_once(
    follower: Follower, filed: Filed, bot: Service, home: Path
) -> None:
    """A file belongs to the case when it was sent; before, nobody but the session knows of it."""
    await follower.open(filed.code)
    content = b"Danh sach nguoi chung kien CANARY-TEP"
    follower.chat.send_file("ke.txt", content, caption="Kèm danh sách")
    follower.screen = await follower.chat.reply()
    [waiting] = following(bot).files() - {""}
    assert parts(bot).cases.files(filed.id) == []
    await follower.tap("Gửi")

    [message] = filed.messages
    [attachment] = message.attachments
    assert (attachment.file, attachment.name, message.text) == (waiting, "ke.txt", "Kèm danh sách")
    assert parts(bot).cases.files(filed.id) == [waiting]
    key = filed.secrets.report_key
    assert parts(bot).files.read(key, filed.id, attachment.file) == content
    assert "Kèm 1 tệp" in follower.text


async def test_evidence_that_is_thrown_away_is_erased(
    follower: Follower, filed: Filed, bot: Service, home: Path
) -> None:
    """Nothing of it stays in the folder of sealed files."""
    await follower.open(filed.code)
    follower.chat.send_file("ke.txt", b"x" * 100)
    follower.screen = await follower.chat.reply()
    assert list((home / "cases").iterdir()) != []

    await follower.tap("Bỏ tin này")

    assert list((home / "cases").iterdir()) == []


async def test_a_press_handled_twice_sends_once(
    bot_api: Server, follower: Follower, filed: Filed, bot: Service
) -> None:
    """The process dies after the message is kept and before the update is done: it is handled
    again and adds nothing, and its files stay."""
    await follower.open(filed.code)
    follower.chat.send_file("ke.txt", b"x" * 100)
    follower.screen = await follower.chat.reply()
    data = button(follower.screen, "Gửi")["callback_data"]
    person = {"id": OFFICIAL, "is_bot": False, "first_name": "A"}
    press = {"id": "1", "from": person, "chat_instance": "1", "data": data}
    update = {"update_id": 1, "callback_query": press | {"message": follower.screen}}

    CURRENT_WORK.set(Work())  # which nobody commits
    await bot.application.process_update(Update.de_json(update, bot.application.bot))
    assert len(filed.messages) == 1
    await follower.tap("Gửi")

    [message] = filed.messages
    assert parts(bot).files.exists(message.attachments[0].file)
    await follower.say("Thêm một tin.")
    await follower.tap("Gửi")
    assert [one.text for one in filed.messages] == ["", "Thêm một tin."]


async def test_a_restart_does_not_ask_for_the_code_again(
    settings: Settings,
    assistant: Assistant,
    clock: MovableClock,
    inspector: InspectorKey,
    home: Path,
    bot_api: Server,
) -> None:
    """What was begun before goes on after it."""
    follower = Follower(bot_api)
    async with build(settings, assistant, clock) as bot:
        filed = hand_in(home, parts(bot).cases)
        await follower.open(filed.code)
        await follower.say("Trước khi khởi động lại.")
    async with build(settings, assistant, clock) as bot:
        await follower.say("Sau đó.")
        await follower.tap("Gửi")
        filed = replace(filed, cases=parts(bot).cases)

        assert filed.messages[0].text == "Trước khi khởi động lại.\nSau đó."


async def test_a_session_ends_after_a_quarter_of_an_hour(
    follower: Follower, filed: Filed, bot: Service, clock: MovableClock
) -> None:
    """Use puts that off; the next press then wipes the screen, and the key is erased."""
    await follower.open(filed.code)
    clock.moment += timedelta(minutes=14)
    await follower.tap("Xem tin mới")
    clock.moment += timedelta(minutes=14)
    await follower.tap("Xem tin mới")
    clock.moment += timedelta(minutes=16)

    assert await follower.tap("Xem tin mới") == (
        "Phiên theo dõi này đã đóng. Gửi /theodoi và nhập mã để xem lại."
    )
    assert follower.labels == []
    assert session_of(bot, OFFICIAL) is None
    following(bot).sessions.erase_expired()
    clock.moment -= timedelta(minutes=16)
    assert session_of(bot, OFFICIAL) is None


@pytest.mark.parametrize("way", ["Đóng", "/huy"])
async def test_closing_forgets_the_key_and_tidies_the_chat(
    way: str, follower: Follower, filed: Filed, bot: Service
) -> None:
    """Every message of the conversation goes, the bot's as well as the person's."""
    before = follower.shown()
    await follower.open(filed.code)
    await follower.say("Một tin không gửi.")
    await (follower.say(way) if way == "/huy" else follower.tap(way))
    session = session_of(bot, OFFICIAL)
    assert session is not None and session.step is Step.TIDYING
    assert (session.key, session.case, session.parts) == ("", "", ())

    follower.chat.press(follower.screen, "Xóa tin nhắn")
    said = await follower.chat.reply()
    await follower.gone(follower.screen["message_id"])

    assert follower.shown() - before == {said["message_id"]}
    assert session_of(bot, OFFICIAL) is None


async def test_a_case_that_has_ended_takes_nothing_more(
    follower: Follower, filed: Filed, home: Path
) -> None:
    """Messages and files are refused with a sentence; when it will be erased is said."""
    await follower.open(filed.code)
    await follower.tap("Nhắn tin")
    filed.decide(Status.CLOSED, "Đã xử lý kỷ luật.")

    assert "đã kết thúc nên không nhận thêm" in await follower.say("Còn một việc.")
    follower.chat.send_file("ke.txt", b"x" * 100)
    assert "đã kết thúc nên không nhận thêm" in (await follower.chat.reply())["text"]
    assert list((home / "cases").iterdir()) == []
    await follower.open(filed.code)
    assert "Mọi nội dung sẽ được xóa từ ngày 20/02/2027" in follower.text
    assert "Thông báo, 22/11/2026\nĐã xử lý kỷ luật." in follower.text
    assert follower.labels == ["Xem tin mới", "Đóng"]


async def test_a_message_begun_before_the_end_is_not_sent_after_it(
    follower: Follower, filed: Filed
) -> None:
    """The button says so and leads back to the case."""
    await follower.open(filed.code)
    await follower.say("Còn một việc.")
    filed.decide(Status.CLOSED)

    follower.chat.press(follower.screen, "Gửi")
    notice = await follower.chat.notice()

    assert "đã kết thúc" in notice["text"]
    assert [one.author for one in filed.messages] == [Author.SYSTEM]


async def test_an_erased_case_is_gone(
    follower: Follower, filed: Filed, bot: Service, clock: MovableClock
) -> None:
    """An open session ends with a sentence, and the code then leads nowhere."""
    await follower.open(filed.code)
    filed.decide(Status.CLOSED)
    clock.moment += timedelta(days=91)
    following(bot).sessions.put(OFFICIAL, _revived(follower, bot, clock))
    assert purge(parts(bot).cases, parts(bot).files, 90).cases == 1

    follower.chat.press(follower.screen, "Xem tin mới")
    assert "đã được xóa" in (await follower.chat.reply())["text"]
    assert (await follower.open(filed.code)).startswith(UNKNOWN)


async def test_long_messages_are_paged(follower: Follower, filed: Filed) -> None:
    """The newest page comes first; nothing of a long message is lost."""
    filed.answer("đầu " + "dài & dài. " * 350 + "cuối")
    filed.answer("Tin thứ hai.")

    await follower.open(filed.code)
    assert "Tin thứ hai." in follower.text
    assert "đầu " not in follower.text
    while "‹ Tin trước" in follower.labels:
        await follower.tap("‹ Tin trước")
    assert "đầu dài & dài." in follower.text
    assert "Tin sau ›" in follower.labels


async def test_buttons_of_an_earlier_screen_do_nothing(follower: Follower, filed: Filed) -> None:
    """A double tap cannot send twice or lead astray."""
    await follower.open(filed.code)
    earlier = follower.screen
    await follower.say("Một tin.")

    follower.chat.press(earlier, "Báo tôi")

    assert "màn hình trước" in (await follower.chat.notice())["text"]


async def test_a_screen_loses_its_buttons_to_the_one_below(
    bot_api: Server, follower: Follower, filed: Filed
) -> None:
    """Where a press told which message it is; /theodoi and /huy take them off too."""
    posts = bot_api.world.rooms[OFFICIAL].posts
    await follower.open(filed.code)
    for said in ("Một tin.", f"/theodoi {filed.code}", "/huy"):
        await follower.tap("Xem tin mới")
        earlier = follower.screen
        await follower.say(said)

        assert follower.screen["message_id"] > earlier["message_id"]
        assert buttons(posts[earlier["message_id"]].message) == []
        assert buttons(follower.screen) != []
        if said == "Một tin.":
            await follower.tap("Bỏ tin này")


async def test_a_group_is_no_place_for_a_code(bot_api: Server, bot: Service, filed: Filed) -> None:
    """Nothing is looked up; the person is told that others may have seen it."""
    chat = Chat(bot_api, CITIZEN, GROUP)
    name = bot_api.world.bot.username
    with bot_api.refusals_expected():
        answer = await chat.ask(f"/theodoi@{name} {filed.code}")

    assert "khung chat riêng" in answer["text"]
    assert filed.case.number not in answer["text"]


async def test_a_new_report_leaves_the_session(
    follower: Follower, filed: Filed, bot: Service
) -> None:
    """Texts then answer the dialogue of the report and not the inspectors."""
    await follower.open(filed.code)

    await follower.say("/phananh")

    assert session_of(bot, OFFICIAL) is None


async def test_the_receipt_of_a_report_opens_its_case(
    bot_api: Server, follower: Follower, bot: Service
) -> None:
    """Straight from the dialogue, while that still asks for the code to be typed back."""
    reporter = Reporter(bot_api)
    await reporter.write_all()
    code = await reporter.hand_in()

    await follower.open(code)

    [case] = parts(bot).cases.listed()
    assert f"Phản ánh {case.number}, nhận ngày 22/11/2026" in follower.text


async def test_ten_messages_a_day_are_enough(follower: Follower, filed: Filed) -> None:
    """The eleventh is kept in the session and refused."""
    for number in range(10):
        message = Message(Author.REPORTER, f"Tin {number}", date(2026, 11, 22))
        assert add(filed.cases, filed.id, filed.secrets.report_key, message, f"{number}", ())
    await follower.open(filed.code)
    await follower.say("Tin nữa")
    follower.chat.press(follower.screen, "Gửi")

    assert "đã nhận đủ tin nhắn" in (await follower.chat.notice())["text"]
    assert len(filed.messages) == 10


async def test_no_file_holds_code_or_text(follower: Follower, filed: Filed, home: Path) -> None:
    """What the code was, and what was written and not sent, stands nowhere in the clear."""
    await follower.open(filed.code)
    await follower.say("Chữ CANARY-TIN chưa gửi.")

    for path in home.rglob("*"):
        if path.is_file() and "library" not in path.parts:
            content = path.read_bytes()
            for secret in (
                filed.code,
                spaced(filed.code),
                "CANARY-TIN",
                filed.secrets.report_key.hex(),
            ):
                assert secret.encode() not in content, path
            assert filed.secrets.report_key not in content, path


def _revived(follower: Follower, bot: Service, clock: MovableClock) -> Session:
    """Return the session that has expired meanwhile, as if it had been used all the time."""
    clock.moment -= timedelta(days=91)
    session = session_of(bot, OFFICIAL)
    clock.moment += timedelta(days=91)
    assert session is not None
    return session
