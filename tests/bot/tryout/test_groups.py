"""Message ids are counted and groups are upgraded as at Telegram."""

import pytest

from bot.tryout import Server
from bot.tryout.errors import TryoutError
from tests.bot.botapi import BASIC_GROUP, CITIZEN, GROUP, OFFICIAL, Chat, basic_group
from tests.bot.tryout.calls import call, result


async def test_only_supergroups_count_their_messages_for_themselves(bot_api: Server) -> None:
    """Private chats and basic groups share one counter; a supergroup has its own."""
    chats = [Chat(bot_api), basic_group(bot_api), Chat(bot_api, CITIZEN)]
    shared = [chat.write("/start")["message_id"] for chat in chats]
    own = [Chat(bot_api, OFFICIAL, GROUP).write("x")["message_id"] for _ in range(2)]
    sent = await result(bot_api, "sendMessage", chat_id=OFFICIAL, text="y")

    assert shared == [shared[0], shared[0] + 1, shared[0] + 2]
    assert own == [own[0], own[0] + 1]
    assert sent["message_id"] == shared[-1] + 1


async def test_a_group_that_was_upgraded_says_where_it_went(bot_api: Server) -> None:
    """Writing to the old group is refused with the new id, which then works; none is to blame."""
    chat = basic_group(bot_api)
    chat.write("/start")
    new = bot_api.people.migrate(BASIC_GROUP)

    refused = await call(bot_api, "sendMessage", chat_id=BASIC_GROUP, text="x")
    sent = await result(bot_api, "sendMessage", chat_id=new, text="x")

    assert refused["error_code"] == 400
    assert refused["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refused["parameters"] == {"migrate_to_chat_id": new}
    assert sent["chat"] == {"id": new, "type": "supergroup", "title": "Tổ công tác"}


async def test_both_chats_tell_the_bot_of_the_upgrade(bot_api: Server) -> None:
    """Two service messages come as updates, the old group's first."""
    basic_group(bot_api)
    new = bot_api.people.migrate(BASIC_GROUP)

    old_told, new_told = [update["message"] for update in await result(bot_api, "getUpdates")]

    assert (old_told["chat"]["id"], old_told["migrate_to_chat_id"]) == (BASIC_GROUP, new)
    assert (new_told["chat"]["id"], new_told["migrate_from_chat_id"]) == (new, BASIC_GROUP)


async def test_a_group_is_upgraded_once(bot_api: Server) -> None:
    """Nobody writes into the old group any more; supergroups stay what they are."""
    chat = basic_group(bot_api)
    bot_api.people.migrate(BASIC_GROUP)

    with pytest.raises(TryoutError, match="has become the chat"):
        chat.write("x")
    for group in (BASIC_GROUP, GROUP):
        with pytest.raises(TryoutError, match="is no basic group"):
            bot_api.people.migrate(group)
