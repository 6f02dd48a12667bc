"""Long polling and webhooks deliver updates under Telegram's rules."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from bot.tryout import Server
from tests.bot.botapi import CITIZEN, GROUP, OFFICIAL, Chat
from tests.bot.tryout.calls import call, refusal, result
from tests.bot.tryout.test_run import free_port


async def texts(server: Server, **parameters: Any) -> list[str]:
    """Return the texts of the messages that getUpdates gives."""
    updates = await result(server, "getUpdates", **parameters)
    return [update["message"]["text"] for update in updates]


async def test_updates_wait_until_they_are_confirmed(bot_api: Server) -> None:
    """An update comes again until a higher offset is asked for, then never again."""
    chat = Chat(bot_api)
    for text in ("one", "two", "three"):
        chat.write(text)
    first = (await result(bot_api, "getUpdates", limit=1))[0]["update_id"]

    assert await texts(bot_api) == ["one", "two", "three"]
    assert await texts(bot_api, offset=first + 1) == ["two", "three"]
    assert await texts(bot_api, offset=-1) == ["three"]
    assert await texts(bot_api) == ["three"]


async def test_a_long_poll_ends_when_something_comes(bot_api: Server) -> None:
    """A waiting getUpdates is answered by the next message, long before its time is over."""
    poll = asyncio.create_task(texts(bot_api, timeout=50))
    await until_polled(bot_api)
    Chat(bot_api).write("at last")

    async with asyncio.timeout(10):
        assert await poll == ["at last"]


async def until_polled(server: Server) -> None:
    """Wait until the first getUpdates has come in."""
    await server.world.feed.wait_for(lambda event: event.kind == "online")


async def test_a_second_poller_ends_the_first(bot_api: Server) -> None:
    """Two instances of a bot: the one that waited is told of the conflict."""
    first = asyncio.create_task(call(bot_api, "getUpdates", timeout=50))
    await until_polled(bot_api)
    second = asyncio.create_task(call(bot_api, "getUpdates", timeout=50))

    answer = await first
    Chat(bot_api).write("for the second")

    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    assert (await second)["ok"]


async def test_allowed_updates_are_kept_between_calls(bot_api: Server) -> None:
    """A call that does not name the kinds leaves those of the call before."""
    await result(bot_api, "getUpdates", allowed_updates=["callback_query"])
    Chat(bot_api).write("not asked for")
    assert await result(bot_api, "getUpdates") == []

    await result(bot_api, "getUpdates", allowed_updates=[])
    Chat(bot_api).write("asked for")
    assert await texts(bot_api) == ["asked for"]


async def test_an_edited_text_is_an_update_of_its_own(bot_api: Server) -> None:
    """When a person edits a text, the bot gets edited_message."""
    message = Chat(bot_api).write("before")
    bot_api.people.edit(OFFICIAL, message["message_id"], "after")

    update = (await result(bot_api, "getUpdates"))[1]

    assert update["edited_message"]["text"] == "after"


async def test_blocking_the_bot_is_an_update_and_shuts_it_out(bot_api: Server) -> None:
    """A person who blocks the bot is no longer written to, until the block is lifted."""
    Chat(bot_api).write("/start")
    bot_api.people.block(OFFICIAL)
    update = (await result(bot_api, "getUpdates"))[1]

    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    blocked = await call(bot_api, "sendMessage", chat_id=OFFICIAL, text="x")
    assert blocked["description"] == "Forbidden: bot was blocked by the user"

    bot_api.people.unblock(OFFICIAL)
    assert (await call(bot_api, "sendMessage", chat_id=OFFICIAL, text="x"))["ok"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hello", False),
        ("/hoi gì đó", True),
        ("/hoi@tro_ly_cong_vu_bot", True),
        ("/hoi@other_bot", False),
        ("hỏi /hoi", False),
        ("nhờ @tro_ly_cong_vu_bot", True),
        ("nhờ @Tro_Ly_Cong_Vu_Bot", True),
        ("nhờ @tro_ly_cong_vu_bot2", False),
        ("thư cho a@tro_ly_cong_vu_bot.vn", False),
    ],
)
async def test_privacy_mode_decides_what_is_heard_in_groups(
    bot_api: Server, text: str, heard: bool
) -> None:
    """In a group the bot gets commands and mentions that are meant for it, nothing else."""
    Chat(bot_api, OFFICIAL, GROUP).write(text)

    assert await texts(bot_api) == ([text] if heard else [])


async def test_a_raw_update_is_delivered_as_it_is(bot_api: Server) -> None:
    """What is no update reaches the bot too, holds its place, and is confirmed by its number."""
    broken = {"message": {"message_id": 1, "date": "today", "chat": {"id": OFFICIAL}}}
    first = bot_api.world.updates.add_raw(broken)
    bot_api.world.updates.add_raw("junk")
    Chat(bot_api).write("sound")

    came = await result(bot_api, "getUpdates")
    rest = await texts(bot_api, offset=first + 2)

    assert came[:2] == [{"update_id": first, **broken}, "junk"]
    assert rest == ["sound"]


async def test_a_webhook_ends_the_poll_that_waits(bot_api: Server, receiver: "Receiver") -> None:
    """Whoever waits in getUpdates is told that a webhook was set."""
    poll = asyncio.create_task(call(bot_api, "getUpdates", timeout=50))
    await until_polled(bot_api)

    await result(bot_api, "setWebhook", url=receiver.url)

    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"


@dataclass
class Receiver:
    """A bot's webhook: keeps what comes and answers with the statuses it is given."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    held: dict[int, asyncio.Event] = field(default_factory=dict)
    """Chats whose updates are answered only once their event is set."""
    secrets: list[str | None] = field(default_factory=list)
    came: "asyncio.Queue[dict[str, Any]]" = field(default_factory=asyncio.Queue)

    async def take(self, request: web.Request) -> web.Response:
        """Take one update in."""
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        await self.came.put(update)
        if event := self.held.get(update["message"]["chat"]["id"]):
            await event.wait()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def next_text(self) -> str:
        """Return the text of the next message that comes."""
        async with asyncio.timeout(10):
            update = await self.came.get()
        text: str = update["message"]["text"]
        return text


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Run a webhook on a free loopback port."""
    taken = Receiver()
    app = web.Application()
    app.router.add_post("/hook", taken.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    taken.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield taken
    await runner.cleanup()


async def test_a_webhook_gets_updates_with_its_secret(bot_api: Server, receiver: Receiver) -> None:
    """What waited and what comes is posted in order, with the secret header."""
    chat = Chat(bot_api)
    chat.write("waiting")
    await result(bot_api, "setWebhook", url=receiver.url, secret_token="s3cret")
    chat.write("coming")

    assert [await receiver.next_text(), await receiver.next_text()] == ["waiting", "coming"]
    assert receiver.secrets == ["s3cret", "s3cret"]


async def test_a_failed_delivery_is_tried_again(bot_api: Server, receiver: Receiver) -> None:
    """An update that the webhook did not take comes again, before any later one."""
    receiver.statuses = [500, 502]
    await result(bot_api, "setWebhook", url=receiver.url)
    chat = Chat(bot_api)
    chat.write("one")
    chat.write("two")

    came = [await receiver.next_text() for _ in range(4)]

    assert came == ["one", "one", "one", "two"]
    info = await result(bot_api, "getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 502")


async def test_one_chat_does_not_hold_up_another(bot_api: Server, receiver: Receiver) -> None:
    """While the webhook works on one chat, that chat's next update waits and others' come."""
    held = receiver.held[OFFICIAL] = asyncio.Event()
    await result(bot_api, "setWebhook", url=receiver.url)
    Chat(bot_api).write("one")
    assert await receiver.next_text() == "one"
    Chat(bot_api).write("two")
    Chat(bot_api, CITIZEN).write("other")

    assert await receiver.next_text() == "other"
    held.set()
    assert await receiver.next_text() == "two"


async def test_connections_are_no_more_than_asked_for(bot_api: Server, receiver: Receiver) -> None:
    """With one connection, a chat waits while the webhook works on another."""
    held = receiver.held[OFFICIAL] = asyncio.Event()
    await result(bot_api, "setWebhook", url=receiver.url, max_connections=1)
    Chat(bot_api).write("one")
    assert await receiver.next_text() == "one"
    Chat(bot_api, CITIZEN).write("other")
    for _ in range(5):  # time enough for a delivery
        await result(bot_api, "getMe")

    assert (receiver.came.qsize(), bot_api.webhook.deliveries) == (0, 1)
    held.set()
    assert await receiver.next_text() == "other"


async def test_a_lost_answer_of_the_webhook_brings_the_update_again(
    bot_api: Server, receiver: Receiver
) -> None:
    """The bot gets it twice, and what comes after it once, in order."""
    bot_api.faults.add("drop_after", "webhook")
    await result(bot_api, "setWebhook", url=receiver.url)
    for text in ("one", "two"):
        Chat(bot_api).write(text)

    came = [await receiver.next_text() for _ in range(3)]
    await bot_api.world.updates.all_confirmed()

    assert (came, receiver.came.qsize()) == (["one", "one", "two"], 0)


async def test_a_webhook_that_is_down_gets_everything_later(
    bot_api: Server, receiver: Receiver
) -> None:
    """Refused connections and timeouts lose nothing and change no order."""
    bot_api.webhook.retry_seconds = 0.01
    bot_api.webhook.timeout_seconds = 0.1
    held = receiver.held[OFFICIAL] = asyncio.Event()
    await result(bot_api, "setWebhook", url=f"http://127.0.0.1:{free_port()}/hook")
    for text in ("one", "two"):
        Chat(bot_api).write(text)
    while not bot_api.webhook.last_error:
        await asyncio.sleep(0)
    refused = bot_api.webhook.last_error

    await result(bot_api, "setWebhook", url=receiver.url)
    first = [await receiver.next_text() for _ in range(2)]
    held.set()
    await bot_api.world.updates.all_confirmed()
    came = [await receiver.next_text() for _ in range(receiver.came.qsize())]

    assert refused == "Connection failed: ClientConnectorError"
    assert first == ["one", "one"]
    assert [text for text in came if text != "one"] == ["two"]


async def test_polling_and_a_webhook_exclude_each_other(
    bot_api: Server, receiver: Receiver
) -> None:
    """While a webhook is set, getUpdates is refused; deleting the webhook brings it back."""
    await result(bot_api, "setWebhook", url=receiver.url)
    refused = await call(bot_api, "getUpdates")
    await result(bot_api, "deleteWebhook", drop_pending_updates=True)

    assert refused["error_code"] == 409
    assert "can't use getUpdates method while webhook is active" in refused["description"]
    assert await result(bot_api, "getUpdates") == []


async def test_a_bad_secret_is_refused(bot_api: Server) -> None:
    """The secret of a webhook has Latin letters, digits, "_" and "-" only."""
    words = await refusal(
        bot_api, "setWebhook", url="http://127.0.0.1:1/hook", secret_token="bí mật"
    )

    assert words == "Bad Request: secret token contains unallowed characters"
