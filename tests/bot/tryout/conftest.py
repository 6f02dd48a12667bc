"""What the tests of the try-out server share: the server and an echo bot on it."""

from tests.bot.botapi import bot_api
from tests.bot.tryout.browser import browser, open_page
from tests.bot.tryout.echo import echo

__all__ = ["bot_api", "browser", "echo", "open_page"]
