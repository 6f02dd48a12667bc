"""``python -m tests.load``: the real bot under load on the try-out server."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Coroutine
from dataclasses import asdict
from typing import Any

from tests.bench.machine import machine
from tests.load.announce import announce
from tests.load.burst import burst
from tests.load.kills import kills
from tests.load.options import ROOT, Options, parse
from tests.load.process import LoadError
from tests.load.report import keep, show
from tests.load.steady import find_limit, steady


def main() -> int:
    """Run one scenario, print its numbers, and keep them when asked to."""
    options = parse()
    name, scenario = _scenario(options)
    try:
        result = asyncio.run(_until_told(scenario(options)))
    except asyncio.CancelledError:
        return 1
    except LoadError as problem:
        print(problem, file=sys.stderr)
        return 1
    show(name, result)
    if options.json:
        told = {"options": _told(options), "machine": machine(), "commit": _commit(options)}
        keep(options.json, name, result | told)
    return 0


async def _until_told(scenario: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """Run a scenario; SIGTERM ends it as Ctrl-C does, and the bot with it."""
    task = asyncio.create_task(scenario)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await task


def _scenario(options: Options) -> tuple[str, Any]:
    if options.burst:
        return f"burst, {options.mode}", burst
    if options.kills:
        return f"kills, {options.mode}", kills
    if options.announce:
        return f"announce, {options.mode}", announce
    if options.find_limit:
        return f"limit, {options.mode}", find_limit
    return f"steady, {options.mode}, {options.faults} faults", steady


def _told(options: Options) -> dict[str, Any]:
    """Return the options that shape the numbers; folders of this machine do not."""
    left_out = ("home", "checkout", "keep", "json")
    return {name: value for name, value in asdict(options).items() if name not in left_out}


def _commit(options: Options) -> str:
    command = ["git", "describe", "--always", "--dirty=+"]
    folder = options.checkout if (options.checkout / ".git").exists() else ROOT
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main())
