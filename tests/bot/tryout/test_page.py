"""The chat page in a real browser, with the echo bot behind it."""

from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Page, expect
from telegram import Bot, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.ext import Application

from bot.tryout import Server
from bot.tryout.page_api import PAGE
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat
from tests.bot.tryout.browser import PHONE, OpenPage

LONG = "Một câu khá dài để khối trích dẫn phải thu lại. " * 30


async def say(page: Page, text: str) -> None:
    """Type a text and send it."""
    await page.locator("#input").fill(text)
    await page.locator("#send").click()


async def test_a_conversation_on_a_phone(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """A person starts, presses a button, and sees the message change in place."""
    page = await open_page("citizen", PHONE)
    await page.locator("#start").click()
    await page.locator(".keyboard button", has_text="Press").click()

    await expect(page.locator("#toast")).to_have_text("Done")
    await expect(page.locator(".message.bot .text")).to_have_text("data: pressed")
    await expect(page.locator(".message.bot .meta")).to_contain_text("đã sửa")
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == PHONE["width"]


async def test_a_long_quote_opens_and_closes(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """An expandable quote shows a few lines, all of it when asked, and a few again."""
    page = await open_page()
    await say(page, "/start")
    await page.locator(".message.bot").wait_for()
    quote = f"<blockquote expandable>{LONG}</blockquote>"
    await echo.bot.send_message(OFFICIAL, quote, parse_mode="HTML")
    body, toggle = page.locator(".quote-body"), page.locator(".quote-toggle")

    async def height() -> float:
        box = await body.bounding_box()
        assert box
        return box["height"]

    await expect(toggle).to_have_text("Xem thêm")
    short = await height()
    await toggle.click()
    await expect(toggle).to_have_text("Thu gọn")
    assert await height() > 2 * short
    await toggle.click()
    assert await height() == short


async def test_what_is_written_is_never_markup(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """Tags and scripts that people or the bot write are shown as the text they are."""
    attack = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    page = await open_page()

    await say(page, attack)

    await expect(page.locator(".message.bot .text")).to_have_text(f"echo: {attack}")
    assert await page.locator(".message img, .message script").count() == 0
    assert await page.title() == "Dùng thử Trợ lý Công vụ"


async def test_inline_results_are_inserted(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """Typing "@bot …" offers results; choosing one puts it into the chat."""
    page = await open_page()
    await say(page, "hi")
    await page.locator(".message.bot").wait_for()

    await page.locator("#input").fill(f"@{echo.bot.username} rượu bia")
    await page.locator("#panel button", has_text="First").click()

    await expect(page.locator(".message.own").last.locator(".text")).to_have_text("rượu bia")
    await expect(page.locator("#input")).to_have_value("")


async def test_commands_are_offered(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """The menu lists the bot's commands in its own words, and sends the one chosen."""
    await echo.bot.set_my_commands([("start", "Bắt đầu"), ("hoi", "Hỏi một quy định")])
    page = await open_page()

    await page.locator("#menu").click()
    await expect(page.locator("#panel button strong")).to_have_text(
        ["/start", "/hoi", f"@{echo.bot.username}"]
    )
    await page.locator("#input").fill("/st")
    await page.locator("#panel button", has_text="/start").click()

    await expect(page.locator(".message.bot .text")).to_have_text("Hello you")


async def test_files_go_both_ways(open_page: OpenPage, bot_api: Server, echo: Application) -> None:
    """A file is sent from the page, and what the bot sends is downloaded with its name."""
    page = await open_page()
    await page.locator("#file").set_input_files(
        {"name": "đơn.txt", "mimeType": "text/plain", "buffer": b"12345"}
    )
    await expect(page.locator(".message.bot .text")).to_have_text("5 bytes")
    await echo.bot.send_document(OFFICIAL, b"answer", filename="trả lời.txt")

    async with page.expect_download() as waiting:
        await page.locator(".message.bot a.document").click()
    download = await waiting.value

    assert download.suggested_filename == "trả lời.txt"
    assert (await download.path()).read_bytes() == b"answer"


async def test_people_and_the_group_are_apart(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """Each persona has a chat of its own; what comes elsewhere is counted as unread."""
    page = await open_page("official")
    await say(page, "from the official")
    await page.locator(".message.bot").wait_for()
    Chat(bot_api, CITIZEN, GROUP).write("hello all")

    await expect(page.locator("#persona-group .unread")).to_have_text("1")
    await page.locator("#persona-citizen").click()
    assert await page.locator(".message").count() == 0
    await page.locator("#persona-group").click()
    await expect(page.locator(".message.other .sender")).to_have_text("Thu Hà")
    await page.locator("#speaker").select_option(str(CITIZEN))
    await expect(page.locator(".message.own .text")).to_have_text("hello all")


async def test_a_reply_keyboard_types_for_the_person(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """Keys of a reply keyboard send their label, and a one-time keyboard goes away."""
    page = await open_page()
    await say(page, "/start")
    await page.locator(".message.bot").wait_for()
    keys = ReplyKeyboardMarkup([[KeyboardButton("Có"), KeyboardButton("Không")]], True, True)
    await echo.bot.send_message(OFFICIAL, "?", reply_markup=keys)

    await page.locator("#reply-keyboard button", has_text="Không").click()

    await expect(page.locator(".message.bot .text").last).to_have_text("echo: Không")
    await expect(page.locator("#reply-keyboard")).to_be_hidden()


async def test_a_draft_and_typing_are_shown_until_the_message(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """An empty draft shows that the bot thinks; the message takes its place."""
    page = await open_page()
    await say(page, "/start")
    await page.locator(".message.bot").wait_for()
    await echo.bot.send_chat_action(OFFICIAL, "typing")
    await expect(page.locator("#status")).to_have_text("đang soạn tin…")
    await echo.bot.send_message_draft(OFFICIAL, 1, "")
    await expect(page.locator("#draft")).to_have_text("Đang suy nghĩ…")

    await echo.bot.send_message(OFFICIAL, "ready")

    await expect(page.locator(".message.bot .text").last).to_have_text("ready")
    await expect(page.locator("#draft")).to_be_hidden()


async def test_a_message_that_grows_keeps_its_end_in_sight(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """Whoever reads at the end stays there; whoever has scrolled up is left alone."""
    page = await open_page("official", PHONE)
    await say(page, "/start")
    await page.locator(".message.bot").wait_for()
    for number in range(12):
        last = await echo.bot.send_message(OFFICIAL, f"Tin {number}.\n" * 3)
    end = page.locator(".message.bot .meta").last
    await expect(end).to_be_in_viewport()

    await last.edit_text("Dài hơn.\n" * 12)
    await expect(end).to_contain_text("đã sửa")
    await expect(end).to_be_in_viewport()

    first = page.locator(".message.own")
    await first.scroll_into_view_if_needed()
    await last.edit_text("Dài hơn nữa.\n" * 12)
    await expect(page.locator(".message.bot .text").last).to_contain_text("nữa")
    await expect(first).to_be_in_viewport()


async def test_own_texts_are_edited_and_messages_replied_to(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """The tools beside a message change one's own text, and quote what is answered."""
    page = await open_page()
    await say(page, "first")
    await page.locator(".message.bot").wait_for()

    await page.locator(".message.own").hover()
    await page.get_by_label("Sửa tin này").click()
    await expect(page.locator("#context-title")).to_have_text("Sửa tin")
    await say(page, "second")
    await expect(page.locator(".message.own .text")).to_have_text("second")
    await page.locator(".message.bot").hover()
    await page.locator(".message.bot").get_by_label("Trả lời tin này").click()
    await say(page, "third")

    await expect(page.locator(".message.own .replied span")).to_have_text("echo: first")


async def test_reloading_shows_the_same_conversation(
    open_page: OpenPage, bot_api: Server, echo: Application
) -> None:
    """Edits and deletions of the past are told again as they ended."""
    page = await open_page()
    await say(page, "/start")
    await page.locator(".keyboard button", has_text="Press").click()
    await expect(page.locator(".message.bot .text")).to_have_text("data: pressed")
    gone = await echo.bot.send_message(OFFICIAL, "gone", reply_markup=InlineKeyboardMarkup([]))
    await gone.delete()

    await page.reload()

    await expect(page.locator(".message .text")).to_have_text(["/start", "data: pressed"])


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example:8642"}, {"Origin": "https://evil.example"}]
)
async def test_other_sites_are_kept_out(bot_api: Server, headers: dict[str, str]) -> None:
    """A page of another site, or a name bent to this machine, gets nothing."""
    async with (
        ClientSession() as session,
        session.get(f"{bot_api.page_url}tryout/state", headers=headers) as answer,
    ):
        assert answer.status == 403


async def test_faults_and_violations_are_served(bot_api: Server) -> None:
    """Tests of another process add faults and read violations over HTTP."""
    base = f"{bot_api.page_url}tryout"

    async def post(session: ClientSession, body: Any) -> int:
        async with session.post(f"{base}/faults", json=body) as answer:
            return answer.status

    async with Bot(bot_api.token, base_url=bot_api.base_url), ClientSession() as session:
        assert await post(session, {"kind": "flood", "method": "sendMessage"}) == 200
        assert await post(session, {"kind": "earthquake"}) == 400
        assert bot_api.faults.take("sendMessage") is not None
        async with session.get(f"{base}/violations") as answer:
            assert await answer.json() == []


def test_the_page_builds_no_markup_from_text() -> None:
    """No script of the page uses what could turn text into markup or code."""
    for script in PAGE.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in text, f"{script.name} uses {word}"
