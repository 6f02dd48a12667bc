"""A Bot API server on this machine with a chat page: to try the bot out, and to test it against."""

from bot.tryout.run import run_try
from bot.tryout.server import DEFAULT_PORT, DEFAULT_TOKEN, Server, serve

__all__ = ["DEFAULT_PORT", "DEFAULT_TOKEN", "Server", "run_try", "serve"]
