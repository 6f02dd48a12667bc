"""``congvu try``: the server, the real bot on it as its own process, and the page in a browser."""

import asyncio
import contextlib
import os
import secrets
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Mapping, Sequence

from bot.tryout.errors import TryoutError
from bot.tryout.server import DEFAULT_PORT, DEFAULT_TOKEN, Server, serve

BOT_COMMAND = (sys.executable, "-m", "bot.cli", "run")
_REAL_BOTS = (
    "CONGVU_WEBHOOK",
    "CONGVU_PROXY",
    "CONGVU_INSPECTORS_CHAT",
    "CONGVU_ADMIN_CHAT",
    "CONGVU_INBOX",
    "CONGVU_STATE",
)
"""Beginnings of settings that lead to people of the real bot, or take their files."""
STOP_SECONDS = 30.0
"""How long the bot may take to finish what it does before it is killed."""


def run_try(
    port: int = DEFAULT_PORT,
    open_browser: bool = True,
    environment: Mapping[str, str] | None = None,
    command: Sequence[str] = BOT_COMMAND,
    beside: Sequence[str] = (),
    hint: str = "",
) -> int:
    """Run until Ctrl-C, SIGTERM or the bot's end; return the exit status of ``congvu try``.

    *environment* is added to the bot's own; *command* starts the bot, *beside* another program
    that runs as long, about which *hint* says a word below the page's address. The status is 0
    when a person ended it, 1 when the port is taken or the bot died, which is told in one line.
    """
    try:
        asyncio.run(_run(port, open_browser, environment or {}, command, beside, hint))
    except TryoutError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


async def _run(
    port: int,
    open_browser: bool,
    environment: Mapping[str, str],
    command: Sequence[str],
    beside: Sequence[str],
    hint: str,
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    server = await serve(port, token=_new_token())
    try:
        told = _environment(server, environment)
        async with _running(command, told) as bot, contextlib.AsyncExitStack() as stack:
            print(f"Try the bot at {server.page_url} (Ctrl-C ends it).", flush=True)
            if beside:
                print(hint, flush=True)
                other = await stack.enter_async_context(_running(beside, told))
                stack.callback(asyncio.create_task(_tell_of_its_end(other)).cancel)
            if open_browser:
                _open_browser(server.page_url)
            await _until_the_end(bot, stop)
    finally:
        await server.close()


@contextlib.asynccontextmanager
async def _running(
    command: Sequence[str], environment: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a program as a child that a Ctrl-C in the terminal does not reach, and end it."""
    child = await asyncio.create_subprocess_exec(*command, env=environment, start_new_session=True)
    try:
        yield child
    finally:
        await _end(child)


def _new_token() -> str:
    """Return a token of this run's own: a bot left over from another run cannot interfere."""
    return f"{DEFAULT_TOKEN.partition(':')[0]}:{secrets.token_urlsafe(24)}"


def _environment(server: Server, more: Mapping[str, str]) -> dict[str, str]:
    """Return the bot's environment; nothing of the real bot's ways or memory must slip in."""
    kept = {
        name: value for name, value in os.environ.items() if not name.upper().startswith(_REAL_BOTS)
    }
    own = {
        "CONGVU_BOT_TOKEN": server.token,
        "CONGVU_API_BASE": server.base_url,
        "CONGVU_ADMINS": str(server.administrator),
        "CONGVU_HEALTH_PORT": "0",
    }
    return kept | own | dict(more)


def _open_browser(url: str) -> None:
    """Open the page where the person has a screen; elsewhere the printed address is enough."""
    has_screen = sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if has_screen:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(url)


async def _until_the_end(bot: asyncio.subprocess.Process, stop: asyncio.Event) -> None:
    """Return when a person ends it; raise TryoutError when the bot ends by itself."""
    died = asyncio.create_task(bot.wait())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({died, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not stop.is_set():
        raise TryoutError(
            f"The bot ended by itself with status {died.result()}; its last lines above say why."
        )


async def _tell_of_its_end(beside: asyncio.subprocess.Process) -> None:
    status = await beside.wait()
    print(
        f"The program beside the bot ended by itself with status {status}; its last lines above "
        "say why. The bot goes on without it.",
        file=sys.stderr,
        flush=True,
    )


async def _end(bot: asyncio.subprocess.Process) -> None:
    """Let the bot finish, then make sure that it is gone."""
    if bot.returncode is not None:
        return
    bot.terminate()
    try:
        await asyncio.wait_for(bot.wait(), STOP_SECONDS)
    except TimeoutError:
        bot.kill()
        await bot.wait()
