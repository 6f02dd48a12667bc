"""Checks what the program needs and how the running bot is, and says how to mend what is wrong."""

from collections.abc import Callable, Iterable, Iterator

from bot.doctor import machine, network, reading
from bot.doctor.finding import Finding, Level
from bot.settings import Settings, SettingsError, load_settings
from knowledge.errors import CongvuError

__all__ = ["Finding", "Level", "examine"]

_Check = Callable[[Settings], Finding | Iterable[Finding]]


def examine(live: bool = False) -> Iterator[Finding]:
    """Yield the findings, one check after the other; a check that breaks is a finding itself.

    *live* also asks the running bot, Telegram, and the bot's queues, and changes nothing there.
    """
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Finding(Level.FAIL, "Settings.", str(error))
        return
    yield Finding(Level.OK, f"Settings: home is {settings.home}.")
    checks: list[_Check] = [*machine.CHECKS, *reading.CHECKS, *network.CHECKS]
    if live:
        from bot.doctor.live import CHECKS

        checks += CHECKS
    for check in checks:
        yield from _findings(check, settings)


def _findings(check: _Check, settings: Settings) -> Iterator[Finding]:
    try:
        found = check(settings)
        yield from [found] if isinstance(found, Finding) else found
    except CongvuError as error:
        yield Finding(Level.FAIL, f"{_title(check)}.", str(error))
    except Exception as error:
        yield Finding(
            Level.FAIL,
            f"{_title(check)}: {type(error).__name__}.",
            "install the program anew; a part of it is missing or broken.",
        )


def _title(check: _Check) -> str:
    return check.__name__.removeprefix("_check_").replace("_", " ").capitalize()
