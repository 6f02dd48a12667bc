"""Administrators look at what was understood of a document and put it right."""

from dataclasses import replace
from pathlib import Path

from bot.admin.cards import caution_text, name_of, preview_html, preview_rows
from bot.admin.job import File, Job, Outcome, Stage
from bot.delivery.service import Service
from bot.questions.split import MESSAGE_LIMIT, size
from bot.texts import Texts
from bot.tryout import Server
from indexer.proposal import Card, Caution, Difference, Effect, Preview
from knowledge.model import RelationKind
from tests.bot.admin.office import Administrator, directive, parts
from tests.bot.botapi import ADMINISTRATOR, CITIZEN, GROUP, Chat, button

TEXTS = Texts.load()
WAITING = Job("j1", 1003, "telegram:1003", 0, stage=Stage.WAITING)
CARD = Card(
    key="abc.docx#0",
    file="quyet-dinh.docx",
    number="12/2026/QĐ-UBND",
    kind="Quyết định",
    title="Giữ gìn vệ sinh nhà kho",
    issuer="Ủy ban nhân dân tỉnh Hải Sơn",
    issued=None,
    effective_from=None,
    effective_to=None,
    topics=("van-thu",),
    articles=3,
    verbatim=True,
    state="changed",
)


def captions(job: Job, *cards: Card) -> list[str]:
    """Return the captions of the buttons under a preview of *cards*."""
    return [one.caption for row in preview_rows(job, Preview(cards), TEXTS) for one in row]


def test_the_card_tells_cautions_differences_and_effects() -> None:
    """Days as people write them, provisions as they are cited, and what is not held."""
    day = {"day": "2027-03-01"}
    card = replace(
        CARD,
        cautions=(Caution("future-date", day), Caution("corrected", {"fields": "number, issued"})),
        difference=Difference(added=("12a",), changed=("5", "7")),
        effects=(
            Effect(RelationKind.AMENDS, "1/2020/QĐ-UBND", "", "khoản 2 Điều 8", None, True),
            Effect(RelationKind.REPLACES, "2/2019/QĐ-UBND", "", "", None, False),
        ),
    )
    html = preview_html(WAITING, Preview((card,)), TEXTS)

    for line in (
        "Ngày ban hành 01/03/2027 ở tương lai",
        "Đã sửa tay: số hiệu, ngày ban hành",
        "Thêm: 12a",
        "Sửa: 5, 7",
        "Sửa đổi, bổ sung khoản 2 Điều 8 của 1/2020/QĐ-UBND",
        "Thay thế 2/2019/QĐ-UBND (chưa có trong thư viện)",
        "Chủ đề: Văn thư",
        "Ban hành: chưa rõ",
    ):
        assert line in html, line


def test_struck_out_words_are_warned_of_on_the_card_and_above_the_summary() -> None:
    """Also where the document stands beyond those that the summary lists; not once left out."""
    struck = replace(CARD, cautions=(Caution("tracked-deletions", {"count": 601}),))
    many = Preview((CARD,) * 11 + (struck,))
    left = Preview((CARD, replace(struck, state="left-out")))

    assert "còn 601 chỗ xóa theo dõi" in preview_html(WAITING, Preview((struck,)), TEXTS)
    assert f"CÒN chữ đã xóa</b> (chỗ xóa theo dõi chưa được chấp nhận): 12. {name_of(CARD)}" in (
        preview_html(WAITING, many, TEXTS)
    )
    assert "CÒN" not in preview_html(WAITING, left, TEXTS)


def test_a_digest_is_said_to_be_one() -> None:
    """Nobody takes it for the document itself."""
    digest = replace(CARD, verbatim=False)

    assert "Tóm lược, không thay văn bản gốc" in preview_html(WAITING, Preview((digest,)), TEXTS)


def test_the_fullest_card_fits_into_a_message() -> None:
    """Long titles, many cautions, effects and differences are cut, and said to be."""
    long = "rất dài " * 200
    effect = Effect(RelationKind.REPEALS, long, long, long, None, False)
    card = replace(
        CARD,
        title=long,
        file=long,
        issuer="x" * 300,
        cautions=tuple(Caution("twice", {"file": long}) for _ in range(30)),
        effects=(effect,) * 40,
        difference=Difference(*(tuple(map(str, range(500))),) * 3),
    )

    html = preview_html(WAITING, Preview((card,)), TEXTS)
    assert size(html) <= MESSAGE_LIMIT
    assert "và 34 mục khác" in html
    many = Preview((card,) * 200)
    assert size(preview_html(WAITING, many, TEXTS)) <= MESSAGE_LIMIT


def test_an_unknown_caution_is_shown_by_its_code() -> None:
    """A newer reader never breaks the card."""
    assert "strange" in caution_text(Caution("strange"), TEXTS)


def test_several_documents_are_paged_and_left_out_one_by_one() -> None:
    """The summary leads to each card; a card that is left out can be taken in again."""
    other = replace(CARD, key="abc.docx#1", state="left-out", text="t.txt")
    page = replace(WAITING, page=2, without=("abc.docx#1",))

    assert ["Xem từng bản", "Đăng 1 bản", "Bỏ hết"] == captions(WAITING, CARD, other)
    assert ["‹", "Tất cả", "2/2", "Xem chữ", "Lấy lại", "Đăng 1 bản", "Bỏ hết"] == captions(
        page, CARD, other
    )


def test_photographs_can_be_taken_apart() -> None:
    """They are pages of one document unless a person says otherwise."""
    photos = replace(WAITING, files=(File("a.jpg", page=True), File("b.jpg", page=True)))

    assert "Tách từng ảnh" in captions(photos, CARD)
    assert "Gộp thành một" in captions(replace(photos, apart=True), CARD)


async def test_a_field_is_corrected_by_what_is_typed(
    administrator: Administrator, bot_api: Server
) -> None:
    """What cannot be a day gets one sentence; what can is previewed again, below."""
    administrator.send("qd.txt", directive(day="3/2/2026"))
    await administrator.sees("Ban hành: 03/02/2026")
    first = administrator.screen
    await administrator.tap("Sửa", then="Chọn mục cần sửa")
    await administrator.tap("Ngày ban hành", then="Đang ghi: 03/02/2026")
    asked = administrator.screen
    await administrator.type("hôm trước", then="Không hiểu ngày này")
    card = await administrator.type("ngày 5 tháng 2 năm 2026", then="Văn bản mới")
    assert "Ban hành: 05/02/2026" in card
    assert "Đã sửa tay: ngày ban hành" in card
    assert asked["message_id"] == first["message_id"] < administrator.screen["message_id"]

    await administrator.tap("Sửa", then="Chọn mục cần sửa")
    await administrator.tap("Chủ đề", then="chọn các chủ đề")
    await administrator.tap("Văn thư", then="Đang ghi: Văn thư")
    assert "Chủ đề: Văn thư" in await administrator.tap("Xong", then="Văn bản mới")
    await _text_is_sent(administrator)


async def _text_is_sent(administrator: Administrator) -> None:
    """The text comes as a file, once, however often its button is pressed."""
    screen, server = administrator.screen, administrator.server
    administrator.chat.press(screen, "Xem chữ")
    data = button(screen, "Xem chữ")["callback_data"]
    server.people.press(ADMINISTRATOR, screen["message_id"], data)
    await administrator.sees("Văn bản mới")
    sent = await administrator.chat.reply()
    assert "như trợ lý hiểu" in sent["caption"]
    assert "12-2026-QĐ-UBND.txt" == sent["document"]["file_name"]
    content = server.world.files.get(sent["document"]["file_id"]).upload.content
    assert "Thủ kho ghi sổ mượn chổi" in content.decode("utf-8-sig")
    await administrator.tap("Bỏ", then="Đã bỏ")
    sent_or_come = [
        event for event in server.world.feed.since(0) if "document" in event.body.get("message", {})
    ]
    assert 2 == len(sent_or_come)


async def test_in_a_group_only_administrators_decide(
    bot_api: Server, service: Service, tmp_path: Path
) -> None:
    """Everybody sees the card; buttons and answers count from administrators alone."""
    file = tmp_path / "qd.txt"
    file.write_bytes(directive())
    group = Administrator(bot_api, GROUP)
    await parts(service).jobs.open([file], GROUP, "inbox", job="abc1")
    await group.sees("Văn bản mới")

    citizen = Chat(bot_api, CITIZEN, GROUP)
    citizen.press(group.screen, "Đăng")
    assert "dành cho quản trị viên" in (await citizen.notice())["text"]

    await group.tap("Sửa", then="Chọn mục cần sửa")
    await group.tap("Tên văn bản", then="trả lời (reply) vào tin này")
    group.chat.write("Quy định về chổi", reply_to=group.screen["message_id"])
    assert "Quy định về chổi" in await group.sees("Đã sửa tay: tên văn bản")
    await group.tap("Bỏ", then="Đã bỏ")
    assert Outcome(Stage.DISCARDED) == parts(service).jobs.outcome("abc1")
