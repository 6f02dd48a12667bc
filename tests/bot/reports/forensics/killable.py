"""The bot's handlers without its library, to be killed often: each life is a fork, ready at once.

Everything of reports and of delivery is the real one; only who answers questions is missing. A
line on stdin begins a life; its process id, and at its end its status, come back on stdout.
"""

import asyncio
import os
import sys
from types import SimpleNamespace
from typing import Any, cast

from bot.app import build, token_of
from bot.delivery.service import run_until_stopped
from bot.logs import log_to
from bot.reports.units import Units
from bot.settings import load_settings
from knowledge.clock import SystemClock


async def live() -> None:
    """Run until a signal comes, or for ever."""
    settings = load_settings()
    log_to(token_of(settings))
    nobody: Any = SimpleNamespace(warm_up=lambda: None, reload_if_changed=lambda: None)
    await run_until_stopped(build(settings, cast(Any, nobody), SystemClock()))


def main() -> None:
    """Begin a life for each line, one after the other."""
    Units.load()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(2, 1)
            asyncio.run(live())
            os._exit(0)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
