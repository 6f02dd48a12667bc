"""A citizen writes a report in the chat with the real bot: every step, file, code and way out."""

import asyncio
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.app import build
from bot.delivery.service import Service
from bot.reports.events import LARGEST_FILE, Draft, Step
from bot.reports.submitting import keep_case
from bot.reports.vault import InspectorKey, Secrets, shown
from bot.seal import Seal
from bot.texts import Texts
from bot.tryout import Server
from bot.tryout.faults import DOWNLOAD
from bot.tryout.files import Upload
from knowledge.assistant import Assistant
from knowledge.clock import FixedClock
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat, button, buttons
from tests.bot.conftest import Settings
from tests.bot.reports.talking import STORY, Reporter, inspector, keys_of, opened, parts

__all__ = ["inspector"]


def photograph(pixels: int = 64) -> bytes:
    """Return a JPEG whose properties name its author."""
    image, exif = Image.new("RGB", (pixels, pixels), "teal"), Image.Exif()
    exif[0x013B] = "Trần CANARY"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def sealed_files(home: Path) -> list[Path]:
    """Return the files in ``cases/``."""
    return sorted((home / "cases").iterdir())


def seen(bot_api: Server, chat: int = OFFICIAL) -> list[str]:
    """Return the texts that stand in a chat now."""
    posts = bot_api.world.rooms[chat].posts.values()
    return [post.message.get("text", "<tệp>") for post in posts]


async def test_a_report_takes_nine_taps_and_two_short_texts(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """From /phananh to the receipt; the inspector then reads exactly what was written."""
    reporter = Reporter(bot_api)

    await reporter.write_all()
    await reporter.hand_in()

    assert (9, 2) == (reporter.taps, reporter.texts)
    [case] = parts(bot).cases.listed()
    report = opened(bot, case, inspector)
    assert ("ruou-bia-thuoc-la", "01-00070") == (case.kind, case.unit)
    assert report.unit_text == "Phường Hoàn Kiếm, Thành phố Hà Nội"
    assert report.when == "Hôm nay (22/11/2026)"
    assert report.what == STORY
    assert (report.who, report.attachments) == ("", ())


async def test_what_others_can_see_is_said_before_anything_is_asked(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """Four sentences, and when not to use this; the big button leads there too."""
    chat, reporter = Chat(bot_api), Reporter(bot_api)
    intro = await reporter.begin()
    await reporter.chat.ask("/huy")
    welcome = await chat.ask("/start")
    chat.press(welcome, "Người dân")
    chat.press(await chat.edited(), "Gửi phản ánh")

    assert re.findall(r"^(\d)\. ", intro, re.MULTILINE) == ["1", "2", "3", "4"]
    assert "Telegram" in intro and "113" in intro and "Luật Tố cáo" in intro
    assert (await chat.reply())["text"] == intro


async def test_back_and_cancel_are_at_each_step(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """Back shows the screen before; leaving asks once and can be called back."""
    reporter = Reporter(bot_api)
    screens = [await reporter.begin(), await reporter.tap("bắt đầu")]
    screens += [await reporter.tap("Thái độ"), await reporter.tap("Cao Bằng")]
    screens.append(await reporter.tap("Cơ quan cấp tỉnh"))
    screens.append(await reporter.tap("Hôm qua"))

    for screen in reversed(screens[:-1]):
        assert "✕ Bỏ" in reporter.labels
        assert await reporter.tap("Quay lại") == screen
    assert "Bỏ phản ánh đang viết?" in await reporter.tap("Bỏ")
    assert await reporter.tap("Quay lại") == screens[0]


async def test_the_last_question_can_be_left_too(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """Its big button stands out like those before it; leaving asks once and can be called back."""
    reporter = Reporter(bot_api)
    await reporter.write_all()
    question = reporter.text

    assert reporter.labels == ["Gửi ngay", "‹ Quay lại", "✕ Bỏ"]
    assert button(reporter.screen, "Gửi ngay")["style"] == "primary"
    assert "Bỏ phản ánh đang viết?" in await reporter.tap("Bỏ")
    assert await reporter.tap("Quay lại") == question


async def test_a_draft_survives_a_restart(
    bot_api: Server,
    inspector: InspectorKey,
    settings: Settings,
    assistant: Assistant,
    clock: FixedClock,
) -> None:
    """A new process goes on at the same step with the buttons that the old one drew."""
    reporter = Reporter(bot_api)
    async with build(settings, assistant, clock):
        await reporter.write_all("Chuyện CANARY")
    async with build(settings, assistant, clock) as bot:
        await reporter.hand_in()
        [case] = parts(bot).cases.listed()
        assert opened(bot, case, inspector).what == "Chuyện CANARY"
    stored = b"".join(path.read_bytes() for path in settings.home.rglob("*") if path.is_file())
    assert b"CANARY" not in stored


async def test_huy_erases_the_draft_its_files_and_its_messages(
    bot_api: Server, inspector: InspectorKey, bot: Service, home: Path
) -> None:
    """In the chat stands only that it was erased, and what was there before."""
    reporter = Reporter(bot_api)
    await reporter.chat.ask("/trogiup")
    before = seen(bot_api)
    await reporter.write_all()
    await reporter.tap("Quay lại")
    await reporter.tap("Sửa bằng chứng")
    reporter.chat.send_file("anh.jpg", photograph())
    reporter.screen = await reporter.chat.reply()
    assert len(sealed_files(home)) == 2

    erased = await reporter.chat.ask("/huy")

    assert erased["text"].startswith("Đã xóa phản ánh đang viết")
    assert seen(bot_api) == [*before, erased["text"]]
    assert sealed_files(home) == []
    assert parts(bot).drafts.get(OFFICIAL) is None
    assert (await reporter.chat.ask("/huy"))["text"] == "Không có câu hỏi nào đang nối tiếp."


async def test_huy_acknowledges_a_case_that_was_kept_before_a_crash(
    bot_api: Server, inspector: InspectorKey, bot: Service, home: Path, clock: FixedClock
) -> None:
    """It cannot be taken back: the person is told so, and has the receipt to follow it."""
    reporter = Reporter(bot_api)
    await reporter.write_all()
    await reporter.tap("Quay lại")
    await reporter.tap("Sửa bằng chứng")
    reporter.chat.send_file("anh.jpg", photograph())
    reporter.screen = await reporter.chat.reply()
    draft = parts(bot).drafts.get(OFFICIAL)
    assert draft is not None
    await asyncio.to_thread(keep_case, parts(bot), draft, clock.today())

    told = await reporter.chat.ask("/huy")
    await reporter.chat.reply()
    receipt = await reporter.chat.reply()

    assert "không hủy được nữa" in told["text"]
    assert shown(Secrets.load(draft.secrets).receipt) in receipt["text"]
    assert 1 == len(parts(bot).cases.listed())
    assert 2 == len(sealed_files(home))
    after = parts(bot).drafts.get(OFFICIAL)
    assert isinstance(after, Draft)
    assert Step.RECEIPT is after.step


async def test_evidence_is_sealed_with_a_cleaned_copy(
    bot_api: Server, inspector: InspectorKey, bot: Service, home: Path
) -> None:
    """The original byte for byte, the copy without its author; neither readable on disk."""
    reporter, photo = Reporter(bot_api), photograph()
    await reporter.write_all()
    await reporter.tap("Quay lại")
    await reporter.tap("Sửa bằng chứng")
    reporter.chat.send_file("anh.jpg", photo, "Chú thích kèm ảnh")
    reporter.screen = await reporter.chat.reply()
    reporter.chat.send_file("ghi-am.ogg", b"OggS" + b"CANARY" * 50_000)
    reporter.screen = await reporter.chat.reply()
    preview = await reporter.tap("Xong")
    await reporter.tap("Gửi phản ánh")
    await reporter.hand_in()

    [case] = parts(bot).cases.listed()
    report, key = opened(bot, case, inspector), keys_of(bot, case, inspector).report_key
    first, second = report.attachments
    files = parts(bot).files
    assert "2 tệp, trong đó 1 tệp không gỡ được thông tin ẩn" in preview
    assert report.what.endswith("Chú thích kèm ảnh")
    assert files.read(key, case.id, first.file) == photo
    assert b"CANARY" not in files.read(key, case.id, first.cleaned)
    assert (first.media_type, second.media_type) == ("image/jpeg", "audio/ogg")
    assert (second.name, second.cleaned, second.uncleaned) == ("ghi-am.ogg", "", "audio")
    assert set(parts(bot).cases.files(case.id)) == {path.name for path in sealed_files(home)}
    assert all(b"CANARY" not in path.read_bytes() for path in sealed_files(home))


async def at_evidence(reporter: Reporter) -> None:
    """Bring a report to the step that takes files."""
    await reporter.write_all()
    await reporter.tap("Quay lại")
    await reporter.tap("Sửa bằng chứng")


async def test_too_large_and_too_many_files_are_refused_with_a_sentence(
    bot_api: Server, inspector: InspectorKey, bot: Service, home: Path
) -> None:
    """20 MB each and ten in all; the refused ones leave nothing."""
    reporter = Reporter(bot_api)
    await at_evidence(reporter)
    reporter.chat.send_file("lon.bin", bytes(LARGEST_FILE + 1))
    large = await reporter.chat.reply()
    for number in range(10):
        reporter.chat.send_file(f"{number}.txt", b"noi dung %d" % number)
        reporter.screen = await reporter.chat.reply()
    reporter.chat.send_file("them.txt", b"them")
    many = await reporter.chat.reply()

    assert large["text"].startswith("Tệp này lớn hơn 20 MB")
    assert "Đã nhận 10/10 tệp" in reporter.text
    assert many["text"].startswith("Mỗi phản ánh nhận tối đa 10 tệp")
    draft = parts(bot).drafts.get(OFFICIAL)
    assert isinstance(draft, Draft)
    assert {path.name for path in sealed_files(home)} == set(draft.file_names)


async def test_an_album_gets_one_answer(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """All of its photographs are there at the preview."""
    reporter = Reporter(bot_api)
    await at_evidence(reporter)
    for number in range(3):
        stored = bot_api.world.files.add(Upload("a.jpg", photograph(32 + number)), "photos")
        content = {"photo": stored.as_photo(), "media_group_id": "77"}
        bot_api.people._say(OFFICIAL, OFFICIAL, None, content)
    reporter.screen = await reporter.chat.reply()
    assert "Đang nhận các tệp của loạt này" in reporter.text

    assert "Bằng chứng: 3 tệp" in await reporter.tap("Xong")


async def test_a_download_that_fails_is_tried_again_and_then_said(
    bot_api: Server, inspector: InspectorKey, bot: Service, home: Path
) -> None:
    """One failure nobody notices; three are told, and nothing of the file is left."""
    reporter = Reporter(bot_api)
    await at_evidence(reporter)
    bot_api.faults.add("bad_gateway", DOWNLOAD, times=1)
    reporter.chat.send_file("a.txt", b"mot")
    reporter.screen = await reporter.chat.reply()
    assert "Đã nhận 1/10 tệp" in reporter.text
    bot_api.faults.add("drop_before", DOWNLOAD, times=-1)
    reporter.chat.send_file("b.txt", b"hai")
    failed = await reporter.chat.reply()

    assert failed["text"].startswith("Trợ lý tải tệp này từ Telegram không được")
    assert len(sealed_files(home)) == 1


async def test_the_code_is_asked_back_once(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """A wrong one is told; the right one, typed in any way, leads to tidying up."""
    reporter = Reporter(bot_api)
    await reporter.write_all()
    code = await reporter.hand_in()

    wrong = await reporter.chat.ask("1111 2222 3333 4444")
    aside = await reporter.chat.ask("/trogiup")
    right = await reporter.chat.ask(code.replace(" ", "-"))

    assert wrong["text"].startswith("Mã vừa nhập chưa đúng")
    assert aside["text"].startswith("Cách dùng")
    assert right["text"].startswith("Đúng rồi")
    assert button(right, "Xóa tin nhắn")


async def test_the_receipt_can_be_copied_and_its_proof_holds(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """The digits in groups, the line on one button each; the line is about what is stored."""
    reporter = Reporter(bot_api)
    await reporter.write_all()
    code = await reporter.hand_in()
    both = [*buttons(reporter.proof), *buttons(reporter.receipt)]
    copied = {one["text"]: one["copy_text"]["text"] for one in both}
    [case] = parts(bot).cases.listed()
    vault, cases = parts(bot).vault, parts(bot).cases
    proof = vault.verify_proof(copied["Chép dòng chứng nhận"])

    assert copied["Chép mã"] == code
    assert "không ai cấp lại được" in reporter.receipt["text"]
    assert (proof.digest, proof.day) == (cases.digest(case.id), case.received)
    found = await asyncio.to_thread(vault.keys_of_receipt, code)
    assert cases.by_lookup(found.lookup) == case


async def test_the_code_comes_after_the_proof_and_alone(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """What must be written down is what the screen shows; the line would push it out of sight."""
    reporter = Reporter(bot_api)
    await reporter.write_all()
    code = await reporter.hand_in()
    [line] = [one["copy_text"]["text"] for one in buttons(reporter.proof)]

    assert line in reporter.proof["text"] and code not in reporter.proof["text"]
    assert line not in reporter.receipt["text"]
    assert [one["text"] for one in buttons(reporter.receipt)] == ["Chép mã"]
    assert seen(bot_api)[-3:] == [reporter.proof["text"], reporter.receipt["text"], reporter.text]


async def test_after_the_receipt_the_chat_can_be_tidied(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """All messages of the report go, the receipt's too; what else was said stays."""
    reporter = Reporter(bot_api)
    await reporter.chat.ask("/trogiup")
    before = seen(bot_api)
    await reporter.write_all()
    code = await reporter.hand_in()
    reporter.screen = await reporter.chat.ask(code)

    reporter.chat.press(reporter.screen, "Xóa tin nhắn")
    last = await reporter.chat.reply()

    assert last["text"].startswith("Đã xóa tin nhắn của phản ánh")
    assert seen(bot_api) == [*before, last["text"]]
    assert parts(bot).drafts.get(OFFICIAL) is None


async def test_the_messages_can_be_kept(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """Nothing is deleted, and nothing is known of the report in this chat any more."""
    reporter = Reporter(bot_api)
    await reporter.write_all()
    await reporter.hand_in()
    await reporter.tap("Đã ghi mã")
    before = seen(bot_api)
    reporter.chat.press(reporter.screen, "Giữ lại")
    kept = await reporter.chat.reply()

    assert kept["text"].startswith("Tin nhắn được giữ lại")
    assert seen(bot_api) == [*before, kept["text"]]
    assert parts(bot).drafts.get(OFFICIAL) is None


async def test_without_an_inspector_the_channel_is_closed(bot_api: Server, bot: Service) -> None:
    """It says so, names other ways, and asks nothing."""
    said = await Chat(bot_api).ask("/phananh")

    assert "chưa mở" in said["text"]
    assert "nơi tiếp công dân" in said["text"]
    assert buttons(said) == []
    assert parts(bot).drafts.get(OFFICIAL) is None


async def test_a_key_that_is_taken_away_meanwhile_keeps_the_draft(
    bot_api: Server, inspector: InspectorKey, bot: Service, home: Path
) -> None:
    """Nobody could read the report; it waits."""
    reporter = Reporter(bot_api)
    await reporter.write_all()
    for key in (home / "keys" / "inspectors").glob("*.pub"):
        key.unlink()
    reporter.chat.press(reporter.screen, "Gửi ngay")
    notice = await reporter.chat.notice()

    assert notice["text"].startswith("Phản ánh chưa gửi được vì kênh vừa tạm đóng")
    assert parts(bot).drafts.get(OFFICIAL) is not None
    assert parts(bot).cases.listed() == []


async def test_in_a_group_it_points_to_the_private_chat(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """The group would read along."""
    chat = Chat(bot_api, OFFICIAL, GROUP)
    name = bot.application.bot.username
    said = await chat.ask(f"/phananh@{name}")
    welcome = await chat.ask(f"/start@{name}")
    chat.press(welcome, "Gửi phản ánh")

    assert button(said, "Mở khung chat riêng")["url"] == f"https://t.me/{name}?start=pa"
    assert (await chat.notice())["text"].startswith("Phản ánh chỉ viết trong khung chat riêng")


async def test_a_posters_link_fills_the_unit_in(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """The intro names it and its step is left out."""
    reporter = Reporter(bot_api)
    intro = await reporter.begin("/start pa_04-01273")
    await reporter.tap("bắt đầu")

    assert "Đơn vị: Phường Thục Phán, Tỉnh Cao Bằng" in intro
    assert "3/7" in await reporter.tap("Việc khác")


async def test_a_link_with_a_bad_code_says_so_and_asks(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """As after a unit was merged."""
    reporter = Reporter(bot_api)
    said = await reporter.begin("/start pa_77-99999")
    reporter.screen = await reporter.chat.reply()
    await reporter.tap("bắt đầu")

    assert said.startswith("Mã đơn vị trong đường dẫn này không có")
    assert "2/7" in await reporter.tap("Việc khác")


async def test_buttons_of_an_earlier_step_are_answered_politely(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """Two quick presses do not answer two questions; a report that was given up says so."""
    reporter = Reporter(bot_api)
    await reporter.begin()
    first = reporter.screen
    await reporter.tap("bắt đầu")
    late = await stale(reporter.chat, first)
    parts(bot).drafts.erase(OFFICIAL)
    over = await stale(reporter.chat, first)

    assert late.startswith("Nút này thuộc bước trước")
    assert over.startswith("Không còn phản ánh nào đang viết")


async def stale(chat: Chat, screen: dict[str, Any]) -> str:
    """Press a button as it stood on an earlier screen; return what is said over the chat."""
    room = chat.server.world.rooms[chat.chat_id]
    post = room.posts[screen["message_id"]]
    shown = post.message["reply_markup"]
    post.message["reply_markup"] = screen["reply_markup"]
    chat.press(screen, screen["reply_markup"]["inline_keyboard"][0][0]["text"])
    post.message["reply_markup"] = shown
    notice = await chat.wait("callback_answer", lambda event: bool(event.body["show_alert"]))
    text: str = notice["text"]
    return text


async def test_commands_work_in_the_middle_and_the_report_goes_on(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """A look into the law does not cost the draft; /phananh opens the step again."""
    reporter = Reporter(bot_api)
    await reporter.begin()
    await reporter.tap("bắt đầu")
    law = await reporter.chat.ask("/xem 902/2020")
    question = await reporter.type("Công chức có được uống nước không?")
    again = await reporter.begin()

    assert "Mục lục" in law["text"]
    assert "chưa rõ việc này thuộc loại nào" in question
    assert again.startswith("Anh/chị đang viết dở một phản ánh")
    assert "2/7" in await reporter.tap("Việc khác")


async def test_an_edited_message_is_read_again(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """What stands in the chat is what is reported."""
    reporter = Reporter(bot_api)
    await reporter.begin("/start pa_04")
    await reporter.tap("bắt đầu")
    await reporter.tap("Việc khác")
    await reporter.tap("Hôm nay")
    told = reporter.chat.write("Anh ấy mắng tôi.")
    reporter.screen = await reporter.chat.reply()
    reporter.chat.edit(told, "Chị ấy mắng tôi.")
    noted = await reporter.chat.reply()
    await reporter.tap("Xong")
    await reporter.tap("Bỏ qua")

    assert noted["text"] == "Đã sửa theo tin nhắn anh/chị vừa sửa."
    assert "Chị ấy mắng tôi." in await reporter.tap("Bỏ qua")


async def test_a_story_of_4000_characters_is_shown_whole(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """In a message of its own, for a message has 4096 characters."""
    reporter = Reporter(bot_api)
    await reporter.begin("/start pa_04")
    await reporter.tap("bắt đầu")
    await reporter.tap("Việc khác")
    await reporter.tap("Hôm nay")
    await reporter.type("dài " * 999)
    await reporter.tap("Xong")
    await reporter.tap("Bỏ qua")
    story = await reporter.tap("Bỏ qua")
    reporter.screen = await reporter.chat.reply()

    assert story.count("dài") == 999
    assert "Xem lại trước khi gửi" in reporter.text
    await reporter.tap("Gửi phản ánh")
    await reporter.hand_in()


async def test_a_draft_of_another_version_is_dropped_with_a_sentence(
    bot_api: Server, inspector: InspectorKey, bot: Service, home: Path
) -> None:
    """Never a crash; the next text is a question again."""
    reporter = Reporter(bot_api)
    await reporter.begin()
    sealed = Seal.open(home).seal("0{}")
    bot.ledger.write(lambda c: c.execute("UPDATE drafts SET content = ?", (sealed,)))

    dropped = await reporter.chat.ask("/huy")
    assert dropped["text"].startswith("Bản phản ánh đang viết được lưu bằng phiên bản khác")
    assert (await reporter.chat.reply())["text"] == "Không có câu hỏi nào đang nối tiếp."
    assert "chưa có quy định" in (await reporter.chat.ask("Giá vàng hôm nay?"))["text"]


async def test_a_full_disk_while_sealing_keeps_the_draft(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """A polite sentence, nothing half stored, and the same press works when there is room."""
    reporter = Reporter(bot_api)
    await reporter.write_all()
    writing = parts(bot).cases._store._writing
    [pages] = writing.execute("PRAGMA max_page_count").fetchone()
    writing.execute("PRAGMA max_page_count = 1")  # SQLite then says that the disk is full
    reporter.chat.press(reporter.screen, "Gửi ngay")
    refused = await reporter.chat.notice()
    stored = parts(bot).cases.listed()
    writing.execute(f"PRAGMA max_page_count = {pages}")
    await reporter.hand_in()

    assert refused["text"].startswith("Máy chủ tạm hết chỗ nên phản ánh chưa gửi được")
    assert stored == []
    assert len(parts(bot).cases.listed()) == 1


async def test_a_file_that_finds_no_room_is_refused(
    bot_api: Server, inspector: InspectorKey, bot: Service, home: Path
) -> None:
    """The folder of sealed files cannot take it; what was written stays."""
    reporter = Reporter(bot_api)
    await at_evidence(reporter)
    (home / "cases").rmdir()
    reporter.chat.send_file("a.txt", b"mot")
    refused = await reporter.chat.reply()
    (home / "cases").mkdir()
    reporter.chat.send_file("a.txt", b"mot")

    assert refused["text"].startswith("Máy chủ tạm hết chỗ nên chưa nhận được tệp này")
    assert "Đã nhận 1/10 tệp" in (await reporter.chat.reply())["text"]


@pytest.mark.parametrize("crash", [False, True])
async def test_an_update_handled_twice_hands_in_once(
    bot_api: Server,
    inspector: InspectorKey,
    settings: Settings,
    assistant: Assistant,
    clock: FixedClock,
    crash: bool,
) -> None:
    """The report is kept, then the process dies before it could say so: one case, one receipt."""
    reporter = Reporter(bot_api)
    async with build(settings, assistant, clock) as bot:
        await reporter.write_all()
        draft = parts(bot).drafts.get(OFFICIAL)
        assert isinstance(draft, Draft)
        if crash:
            await asyncio.to_thread(keep_case, parts(bot), draft, clock.today())
    async with build(settings, assistant, clock) as bot:
        code = await reporter.hand_in()
        [case] = parts(bot).cases.listed()
        found = await asyncio.to_thread(parts(bot).vault.keys_of_receipt, code)
        assert parts(bot).cases.by_lookup(found.lookup) == case


async def test_a_sender_has_so_many_reports_a_day(
    bot_api: Server,
    inspector: InspectorKey,
    settings: Settings,
    assistant: Assistant,
    clock: FixedClock,
) -> None:
    """The next one is put off politely; other people are not."""
    reporter = Reporter(bot_api)
    async with build(replace(settings, reports_per_day=1), assistant, clock) as bot:
        await reporter.write_all()
        await reporter.hand_in()
        refused = await reporter.chat.ask("/phananh")
        other = await Chat(bot_api, CITIZEN).ask("/phananh")

        assert refused["text"].startswith("Hôm nay kênh phản ánh đã nhận nhiều")
        assert "Gửi phản ánh, không cần nêu tên" in other["text"]
        assert len(parts(bot).cases.listed()) == 1


async def test_in_a_busy_hour_a_report_waits_as_a_draft(
    bot_api: Server,
    inspector: InspectorKey,
    settings: Settings,
    assistant: Assistant,
    clock: FixedClock,
) -> None:
    """It is not lost, and the person is told to press again later."""
    reporter = Reporter(bot_api)
    async with build(replace(settings, reports_per_hour=1), assistant, clock) as bot:
        for _ in range(4):
            parts(bot).limits.count_report(OFFICIAL)
        await reporter.write_all()
        reporter.chat.press(reporter.screen, "Gửi ngay")
        notice = await reporter.chat.notice()

        assert notice["text"].startswith("Kênh phản ánh đang nhận quá nhiều")
        assert parts(bot).drafts.get(OFFICIAL) is not None


def test_sentences_over_the_chat_are_short_enough() -> None:
    """An answer to a press has 200 characters."""
    texts = Texts.load()
    for key in (
        "report-stale",
        "report-over",
        "report-private-notice",
        "report-too-many",
        "report-system-busy",
        "report-not-sealed",
        "report-no-room",
    ):
        assert len(texts.plain(key)) <= 200


async def test_expired_drafts_and_their_files_are_swept(
    bot_api: Server, inspector: InspectorKey, bot: Service, home: Path
) -> None:
    """What a draft that lives or a case knows of stays; all else goes."""
    reporter = Reporter(bot_api)
    await at_evidence(reporter)
    reporter.chat.send_file("a.txt", b"mot")
    await reporter.chat.reply()
    files = parts(bot).files
    files.write(bytes(32), bytes(16), files.new_id(), b"nobody's")
    assert len(sealed_files(home)) == 2

    parts(bot).sweep(older_than=0)
    assert len(sealed_files(home)) == 1
    bot.ledger.write(lambda c: c.execute("UPDATE drafts SET expires = 0"))
    parts(bot).sweep(older_than=0)

    assert sealed_files(home) == []
    assert bot.ledger.rows("SELECT * FROM drafts") == []
