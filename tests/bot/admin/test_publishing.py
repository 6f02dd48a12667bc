"""A document sent to the real bot is published, announced, asked about, taken back, put back."""

from pathlib import Path

from bot.delivery.service import Service
from bot.tryout import Server
from indexer.audit import AuditLog
from indexer.publish import history
from tests.bot.admin.office import Administrator, directive, incoming, settled
from tests.bot.botapi import CITIZEN, Chat

QUESTION = "kho lưu trữ mở cửa lúc mấy giờ"
RULE = "bảy giờ ba mươi phút"


async def test_a_document_is_published_and_taken_back_and_brought_again(
    administrator: Administrator, bot_api: Server, home: Path
) -> None:
    """One message for the job, answers at once by what was published, all acts in the log."""
    official = Chat(bot_api)
    follower = Chat(bot_api, CITIZEN)
    follower.press(await follower.ask("/dangky"), "Tất cả văn bản")
    await follower.edited()
    administrator.send("qd-kho.txt", directive())
    card = await administrator.sees("Văn bản mới")
    assert "Quyết định 12/2026/QĐ-UBND" in card
    assert "Ban hành: 03/02/2026\nHiệu lực từ: 03/02/2026" in card
    assert "Số điều, mục: 3" in card
    only = administrator.screen["message_id"]
    assert RULE not in (await official.ask(QUESTION))["text"]

    done = await administrator.tap("Đăng", then="Đã đăng 1 văn bản")
    assert "Quyết định 12/2026/QĐ-UBND" in done
    assert only == administrator.screen["message_id"]
    published = administrator.screen
    offer = await administrator.chat.reply()
    administrator.chat.press(offer, "Thông báo")
    assert "12/2026/QĐ-UBND" in (await follower.reply())["text"]
    assert RULE in (await official.ask(QUESTION))["text"]

    administrator.screen = published
    undo = await administrator.tap("Hoàn tác", then="Trở về bản thư viện")
    assert "thêm 12/2026/QĐ-UBND" in undo
    await administrator.tap("Trở về", then="Đã trở về bản thư viện")
    assert RULE not in (await official.ask(QUESTION))["text"]
    undone = administrator.screen

    administrator.chat.press(published, "Hoàn tác")
    assert "Nút này đã cũ" in (await administrator.chat.notice())["text"]
    administrator.screen = undone
    await administrator.tap("Làm lại", then="Sẽ có lại")
    await administrator.tap("Trở về", then="Đã trở về bản thư viện")
    assert RULE in (await official.ask(QUESTION))["text"]

    assert ["publish", "announce", "rollback", "rollback"] == [
        entry.act for entry in AuditLog(home).entries() if entry.actor == "telegram:1003"
    ][::-1]
    assert [] == await settled(lambda: sorted(incoming(home)), list[str]())


async def test_what_the_library_has_already_is_not_published_again(
    administrator: Administrator, home: Path, service: Service
) -> None:
    """The card says so and offers no publishing; a broken file is named with its reason."""
    law = Path(__file__).parents[1] / "documents" / "law.md"
    administrator.send("law.md", law.read_bytes())
    administrator.send("hong.docx", b"PK\x03\x04 no archive")
    card = await administrator.sees("không có gì mới để đăng")
    assert "Thư viện đã có, không đổi" in card
    assert "hong.docx: tệp hỏng" in card
    assert not any("Đăng" in label for label in administrator.labels)

    await administrator.tap("Đóng", then="Đã bỏ")
    assert 1 == len(history(home))
