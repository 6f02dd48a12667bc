"""Checks of the bot that runs: its own word, Telegram's, and what waits in ``bot.db``."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Final
from urllib.parse import urlsplit

from bot.delivery.queues import Lengths, lengths_of
from bot.doctor.finding import Finding, Level
from bot.doctor.web import ask_bot_api, ask_health
from bot.settings import Settings

MENDS: Final = {
    "start": "wait; `journalctl -u congvu` tells what it waits for.",
    "polling": "mend what the sentence names; the bot tries again by itself.",
    "sender": "nothing is lost; report the lines of `journalctl -u congvu`.",
    "dispatcher": "nothing is lost; report the lines of `journalctl -u congvu`.",
    "alerts": "administrators are not told for now; report the lines of `journalctl -u congvu`.",
    "source": "nothing is lost; report the lines of `journalctl -u congvu`.",
    "disk": "make room; what could not be stored is fetched again.",
    "space": "make room: old snapshots in library/ of the home and logs are the first to go.",
    "library": "`congvu rollback` publishes the one before.",
    "inbox": "nothing is lost: the files wait in the folder.",
    "nightly": "the library is not checked for now; report the lines of `journalctl -u congvu`.",
    "snapshot": "`congvu refresh` makes a damaged index anew; a damaged library.db is left by "
    "`congvu rollback`, and then a refresh with your files again.",
    "watchdog": "restart it if systemd does not: `systemctl restart congvu`.",
}
"""What to do about each part's trouble, beyond what its own sentence says."""

_MANY = 500
"""Updates or calls that wait; more than a minute's work."""
_RECENT = 3600
"""Seconds for which a failure at Telegram's end is worth a line."""
_REASONS = 5
"""Reasons of dead letters that are told, the commonest first."""


def _check_running(settings: Settings) -> Iterator[Finding]:
    if not settings.health_port:
        yield Finding(
            Level.WARN,
            "The bot cannot be asked: it has no health port.",
            "set CONGVU_HEALTH_PORT, and start the bot with the same.",
        )
        return
    if not ask_health(settings, "live").status:
        yield Finding(
            Level.FAIL,
            f"The bot does not answer on port {settings.health_port}.",
            "start it (`systemctl start congvu`); `journalctl -u congvu` tells why it ended.",
        )
        return
    if ask_health(settings, "live").status != 200:
        yield Finding(Level.FAIL, "The bot hangs.", "`systemctl restart congvu`.")
    ready = ask_health(settings, "ready")
    if ready.status == 200:
        yield Finding(Level.OK, "The bot is ready.")
        return
    for line in ready.text.splitlines():
        mend = MENDS.get(line.split(maxsplit=1)[0], "`systemctl status congvu` tells more.")
        yield Finding(Level.FAIL, f"Trouble with {line}", mend)


def _check_updates_at_telegram(settings: Settings) -> Iterator[Finding]:
    if not settings.bot_token.get_secret_value():
        return
    answer = ask_bot_api(settings, "getWebhookInfo")
    if answer.status != 200:
        yield Finding(Level.WARN, "Telegram does not tell where updates go.", "see the token.")
        return
    info = answer.result
    yield _way(settings.webhook_url, info.get("url", ""))
    yield _waiting(info.get("pending_update_count", 0))
    since = time.time() - info.get("last_error_date", 0)
    if info.get("url") and since < _RECENT:
        yield Finding(
            Level.WARN,
            f"Telegram failed to deliver {since / 60:.0f} minutes ago: "
            f"{info.get('last_error_message', '')}.",
            "see whether the public address leads to CONGVU_WEBHOOK_PORT of this machine.",
        )


def _way(wanted: str, found: str) -> Finding:
    """Compare where updates shall go with where they do; addresses are told without their path."""
    if wanted == found:
        return Finding(Level.OK, "Updates come by webhook." if wanted else "Updates are fetched.")
    if found:
        what = f"Telegram sends updates to {urlsplit(found).hostname}, which is not as set here."
    else:
        what = "CONGVU_WEBHOOK_URL is set and Telegram knows of no webhook."
    mend = "restart the bot, which corrects it; if it comes back, another program has this token."
    return Finding(Level.FAIL, what, mend)


def _waiting(count: int) -> Finding:
    what = f"Updates waiting at Telegram: {count}."
    if count < _MANY:
        return Finding(Level.OK, what)
    return Finding(Level.WARN, what, "see whether the bot is ready; Telegram keeps them a day.")


def _check_queues(settings: Settings) -> Iterator[Finding]:
    path = settings.state / "bot.db"
    if not path.exists():
        yield Finding(Level.OK, "Queues: none yet.")
        return
    try:
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as database:
            found = lengths_of(lambda sql: database.execute(sql).fetchall())
            yield _lengths(found)
            yield from _given_up(database, found.set_aside)
    except sqlite3.Error as error:
        yield Finding(
            Level.FAIL,
            f"Queues: bot.db cannot be read ({error}).",
            "run the doctor as the user that the bot runs as; start the bot once after an upgrade.",
        )


def _lengths(found: Lengths) -> Finding:
    what = (
        f"Queues: {found.updates} updates to handle, {found.calls} calls to make "
        f"({found.tried} of them tried)."
    )
    if max(found.updates, found.calls) < _MANY:
        return Finding(Level.OK, what)
    mend = "none is lost; see whether the bot is ready and the Bot API is reachable."
    return Finding(Level.WARN, what, mend)


def _given_up(database: sqlite3.Connection, aside: int) -> Iterator[Finding]:
    if aside:
        mend = "report it: an update was not understood. After an upgrade: congvu inbox retry."
        yield Finding(Level.WARN, f"Updates set aside: {aside}.", mend)
    reasons = database.execute(
        "SELECT count(*), purpose, method, reason, max(at) FROM dead_letters"
        " GROUP BY purpose, method, reason ORDER BY 1 DESC, 5 DESC"
    ).fetchall()
    if not reasons:
        yield Finding(Level.OK, "Dead letters: none.")
    for count, purpose, method, reason, last in reasons[:_REASONS]:
        what = f"Dead letters: {count} × {purpose} ({method}), the last at {last}: {reason}."
        mend = "whoever blocked the bot cannot be reached; else see the table of alarms."
        yield Finding(Level.WARN, what, mend)


CHECKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    _check_running,
    _check_updates_at_telegram,
    _check_queues,
)
