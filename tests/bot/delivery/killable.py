"""The small bot as a process of its own, to be killed: HOME BASE_URL TOKEN [WEBHOOK_PORT]."""

import asyncio
import logging
import sys
from dataclasses import replace
from pathlib import Path

from bot.delivery.service import run_until_stopped
from tests.bot.delivery.running import Settings, small_bot


async def main(home: str, base_url: str, token: str, port: str = "") -> None:
    """Run until a signal comes, or for ever."""
    settings = Settings(Path(home), base_url, token)
    if port:
        url = f"http://127.0.0.1:{port}/hook"
        settings = replace(settings, webhook_url=url, webhook_port=int(port))
    await run_until_stopped(small_bot(settings))


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(main(*sys.argv[1:]))
