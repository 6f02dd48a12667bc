"""Checks of the way to Telegram and of the ports on this machine."""

import errno
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from bot.doctor.finding import Finding, Level
from bot.doctor.web import ask_bot_api, ask_health
from bot.settings import Settings

_PATIENCE = 5.0
"""Seconds to wait for a proxy."""
_PROXY_PORTS = {"http": 80, "https": 443}


def _check_proxy(settings: Settings) -> Finding:
    if not settings.proxy:
        return Finding(Level.OK, "Proxy: none.")
    parts = urlsplit(settings.proxy)
    host, port = parts.hostname or "", parts.port or _PROXY_PORTS[parts.scheme]
    try:
        with socket.create_connection((host, port), timeout=_PATIENCE):
            return Finding(Level.OK, f"Proxy {host}:{port} can be reached.")
    except OSError:
        return Finding(
            Level.FAIL,
            f"Proxy {host}:{port} cannot be reached.",
            "correct CONGVU_PROXY, or remove it where no proxy is needed.",
        )


def _check_token(settings: Settings) -> Finding:
    if not settings.bot_token.get_secret_value():
        return Finding(
            Level.WARN,
            "Bot token: none.",
            "set CONGVU_BOT_TOKEN to the token from @BotFather; `congvu try` needs none.",
        )
    answer = ask_bot_api(settings, "getMe")
    if answer.status == 200:
        name = answer.result.get("username")
        return Finding(Level.OK, f"Bot token is accepted: @{name}.")
    if answer.status in (401, 404):
        return Finding(Level.FAIL, "Bot token is refused.", "copy it again from @BotFather.")
    return Finding(
        Level.WARN,
        "Bot token could not be checked: the Bot API does not answer.",
        "check the network and CONGVU_PROXY, or set CONGVU_API_BASE to a Bot API server that is "
        "reachable.",
    )


def _check_health_port(settings: Settings) -> Finding:
    port = settings.health_port
    if not port:
        return Finding(Level.OK, "Health port: none.")
    problem = _why_not(port)
    if not problem:
        return Finding(Level.OK, f"Health port {port} is free.")
    if problem == errno.EADDRINUSE and ask_health(settings, "live").status in (200, 503):
        return Finding(Level.OK, f"Health port {port}: a bot answers there.")
    return Finding(
        Level.FAIL,
        f"Health port {port} cannot be used ({errno.errorcode.get(problem, problem)}).",
        "set CONGVU_HEALTH_PORT to another port, or to 0 for none.",
    )


def _why_not(port: int) -> int:
    """Return the error number of listening on *port*; 0 when it can be done."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen()
        except OSError as error:
            return error.errno or -1
    return 0


CHECKS: tuple[Callable[[Settings], Finding], ...] = (
    _check_proxy,
    _check_token,
    _check_health_port,
)
