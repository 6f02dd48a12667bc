"""Takes messages out of a private chat, as far as Telegram lets a bot."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.delivery.calls import Call
from bot.reports.events import Sent

_DELETABLE = timedelta(hours=48) - timedelta(minutes=1)
"""How old a message may be that Telegram lets a bot delete."""
_BATCH = 100
"""Messages that one deleteMessages names at most."""


def deletions(chat: int, sent: Iterable[Sent], now: datetime) -> tuple[list[Call], bool]:
    """Return the calls that delete what was *sent*, and whether some of it is too old for that."""
    all_sent, oldest = set(sent), int((now - _DELETABLE).timestamp())
    young = sorted({one.message for one in all_sent if one.at > oldest})
    calls = [
        Call(
            "deleteMessages",
            {"chat_id": chat, "message_ids": young[at : at + _BATCH]},
            purpose="reporter",
        )
        for at in range(0, len(young), _BATCH)
    ]
    return calls, any(one.at <= oldest for one in all_sent)
