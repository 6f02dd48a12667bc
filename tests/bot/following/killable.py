"""A small bot that announces, as a process to be killed: HOME BASE_URL TOKEN."""

import asyncio
import logging
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from bot.delivery.outbox import Outbox
from bot.delivery.service import Service, run_until_stopped
from bot.delivery.timing import Timing
from bot.following.announcing import Announcer
from bot.following.parts import Subscriptions
from bot.seal import Seal
from bot.services import Services
from bot.state import State
from bot.texts import Texts
from indexer.audit import AuditLog
from knowledge.clock import SystemClock
from tests.bot.delivery.running import Settings, small_bot

_HASTE = 0.2
"""Batches follow each other five times as fast, so that kills meet many of them."""


class Small(Announcer):
    """An announcer without a library: the document of the test is always held."""

    def _held(self, numbers: Collection[str]) -> frozenset[str]:
        return frozenset(numbers)


async def main(home: str, base_url: str, token: str) -> None:
    """Run until a signal comes, or for ever."""
    settings = Settings(Path(home), base_url, token, chat_gap=0)
    await run_until_stopped(announcing_bot(settings))


def announcing_bot(settings: Settings) -> Service:
    """Return the small bot with an announcer beside it."""
    service, seal, clock = small_bot(settings), Seal.open(settings.home), SystemClock()
    no_assistant: Any = None
    services = Services(
        no_assistant,
        Texts.load(),
        State(service.ledger, seal, clock),
        clock,
        service.ledger,
        service.health,
        service.dispatcher._metrics,
    )
    announcer = Small(
        Subscriptions.open(service.ledger, seal, clock),
        services,
        Outbox(service.ledger, seal, clock),
        service.sender,
        AuditLog(settings.home),
        Timing(sleep=lambda seconds: asyncio.sleep(seconds * _HASTE)),
    )
    service.sender.on_unreachable = announcer.unreachable
    service.background = {**service.background, "announcer": announcer}
    return service


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(main(*sys.argv[1:]))
