"""What administrators see of the past, and declare: /lichsu, /hoantac, /nhatky, /hethieuluc."""

from datetime import date
from pathlib import Path

from bot.library_work import LibraryWork
from bot.tryout import Server
from indexer.audit import AuditLog
from indexer.proposal import Ending, Order
from tests.bot.admin.office import Administrator
from tests.bot.botapi import ADMINISTRATOR, CITIZEN, Chat, button, buttons

QUESTION = "công chức có được uống rượu bia giờ nghỉ trưa không"
LAW = "901/2019/QH14"

AMENDING = """---
number: 904/2021/QH15
kind: Luật
title: Sửa đổi một số điều về nề nếp nơi công sở
issued: 2021-06-14
effective_from: 2022-01-01
amends: 901/2019/QH14
---
## Điều 1. Sửa đổi nề nếp
Công chức đeo thẻ.
"""


async def test_a_document_is_declared_ended_and_in_force_again(
    administrator: Administrator, bot_api: Server, home: Path
) -> None:
    """Number, day and reason are asked for, the effect is shown, and it can be taken back."""
    official = Chat(bot_api)
    assert "Luật 901/2019/QH14" in (await official.ask(QUESTION))["text"]
    await administrator.type("/hethieuluc", then="Văn bản nào?")
    await administrator.type("77/1999/QH10", then="không có văn bản số 77/1999/QH10")
    await administrator.type("901/2019", then="Hết hiệu lực từ ngày nào?")
    await administrator.type("bữa nọ", then="Không hiểu ngày này")
    await administrator.type("1/11/2026", then="Vì sao?")
    ask = await administrator.type("Bị thay bằng luật mới", then="hết hiệu lực từ 01/11/2026?")
    assert "Lý do: Bị thay bằng luật mới" in ask
    assert "Còn hiệu lực" in ask
    await administrator.tap("Đánh dấu", then="Đã đánh dấu")
    assert "hết hiệu lực từ 01/11/2026" in (await official.ask(f"/xem {LAW}"))["text"].lower()

    entry = AuditLog(home).entries(act="end")[0]
    assert ("telegram:1003", LAW) == (entry.actor, entry.target)
    assert "Bị thay bằng luật mới" == entry.after["reason"]
    log = await administrator.chat.ask("/nhatky")
    assert f"đánh dấu hết hiệu lực {LAW} từ 01/11/2026. Bị thay bằng luật mới" in log["text"]

    await administrator.type(f"/hethieuluc {LAW}", then="Hết hiệu lực từ ngày nào?")
    await administrator.tap("Bỏ đánh dấu", then="Bỏ đánh dấu hết hiệu lực")
    await administrator.tap("Không", then="Đã bỏ")


async def test_what_only_amended_a_document_is_named_before_it_is_declared_ended(
    administrator: Administrator, home: Path, tmp_path: Path
) -> None:
    """The question says what else ends, and from when."""
    amending = tmp_path / "amending.md"
    amending.write_text(AMENDING, encoding="utf-8")
    await LibraryWork(home, starter=False).publish(Order((str(amending),)))

    await administrator.type(f"/hethieuluc {LAW}", then="Hết hiệu lực từ ngày nào?")
    await administrator.type("1/12/2026", then="Vì sao?")
    ask = await administrator.tap("Bỏ qua", then="hết hiệu lực từ 01/12/2026?")

    assert "Cùng hết hiệu lực, vì chỉ sửa đổi" in ask
    assert "• Luật 904/2021/QH15, từ 01/12/2026" in ask


async def test_an_end_that_a_text_states_cannot_be_taken_back(
    administrator: Administrator,
) -> None:
    """Only what an administrator has declared has the button for it."""
    await administrator.type("/hethieuluc 900/2010/QH12", then="Hết hiệu lực từ ngày nào?")

    assert ["Hôm nay", "Ngày mai", "Hủy"] == administrator.labels


async def test_snapshots_are_listed_and_can_be_gone_back_to(
    administrator: Administrator, home: Path
) -> None:
    """What each changed; a question before anything happens; the same press asks once."""
    first = await administrator.chat.ask("/hoantac")
    assert "Chưa có lần đăng nào" in first["text"]
    work = LibraryWork(home, starter=False)
    ended = Ending(LAW, date(2026, 12, 1), "thử")
    await work.publish(Order(endings=(ended,), actor="cli:root"))

    listed = await administrator.chat.ask("/lichsu")
    assert f"hết hiệu lực {LAW}" in listed["text"]
    assert 1 == listed["text"].count("đang dùng")
    back = button(listed, "Về 12:00 22/11/2026")["callback_data"]
    administrator.chat.press(listed, "Về 12:00 22/11/2026")
    await administrator.sees("Sẽ rút lại:")
    administrator.server.people.press(ADMINISTRATOR, listed["message_id"], back)
    await administrator.chat.wait("callback_answer", lambda one: "đã cũ" in one.body["text"])
    await administrator.tap("Không", then="Đã bỏ")
    await administrator.type("/hoantac", then="Sẽ rút lại:")
    await administrator.type("/huy", then="Đã bỏ. Thư viện không đổi.")
    await administrator.type("/hoantac", then="Sẽ rút lại:")
    await administrator.tap("Trở về", then="Đã trở về")
    await administrator.type("/hoantac", then="Sẽ có lại:")


async def test_the_log_is_paged_and_given_as_a_table(
    administrator: Administrator, bot_api: Server, home: Path
) -> None:
    """Eight acts on a page, the newest first; the table holds all."""
    log = AuditLog(home)
    for number in range(20):
        log.record("telegram:1003", "discard", f"{number}/2026/QĐ", {"files": ["a.txt"]})
    page = await administrator.chat.ask("/nhatky")
    assert "bỏ 19/2026/QĐ" in page["text"]
    assert ["Cũ hơn ›", "Tải CSV"] == [one["text"] for one in buttons(page)]
    administrator.chat.press(page, "Cũ hơn")
    older = await administrator.chat.edited()
    assert "bỏ 11/2026/QĐ" in older["text"]
    administrator.chat.press(older, "Tải CSV")
    sent = await administrator.chat.reply()
    table = bot_api.world.files.get(sent["document"]["file_id"]).upload.content.decode("utf-8-sig")
    assert 22 == len(table.splitlines())
    assert "telegram:1003,discard,0/2026/QĐ" in table


async def test_the_log_tells_only_what_a_correction_changed(
    administrator: Administrator, home: Path
) -> None:
    """A value that was set to what it was before is not told as a change."""
    log = AuditLog(home)
    after = {"kind": "Quyết định", "issued": "2026-02-05", "effective_to": ""}
    before = {"kind": "Quyết định", "issued": "2026-02-03", "effective_to": None}
    log.record("telegram:1003", "correct", "1/2026/QĐ", before, after)
    log.record("telegram:1003", "correct", "2/2026/QĐ", {"kind": "Luật"}, {"kind": "Luật"})

    told = (await administrator.chat.ask("/nhatky"))["text"].splitlines()

    assert told[2].endswith("sửa tay 2/2026/QĐ")
    assert told[4].endswith("sửa tay 1/2026/QĐ: Ngày ban hành 03/02/2026 → 05/02/2026")


async def test_nobody_else_sees_any_of_it(administrator: Administrator, bot_api: Server) -> None:
    """Each command is answered politely to everybody."""
    citizen = Chat(bot_api, CITIZEN)
    for command in ("/lichsu", "/hoantac", "/hethieuluc 901/2019/QH14", "/nhatky", "/trangthai"):
        assert "dành cho quản trị viên" in (await citizen.ask(command))["text"]
    administrator.chat.write("/trogiup")
    await administrator.sees("Anh/chị là quản trị viên")
