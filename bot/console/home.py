"""Opening what a command works on; a new home gets the library that comes with the program."""

import asyncio
from typing import TYPE_CHECKING

from bot.settings import Settings, load_settings
from knowledge.errors import NoLibraryError

if TYPE_CHECKING:
    from knowledge.assistant import Assistant
    from knowledge.library import Library


def settings_with_library() -> Settings:
    """Return the settings, after building the starter library where nothing is published yet.

    Raises:
        NoLibraryError: when nothing is published and CONGVU_STARTER=0.
    """
    from knowledge.library import current_snapshot

    settings = load_settings()
    try:
        current_snapshot(settings.home)
    except NoLibraryError:
        if not settings.starter:
            raise
        _build_starter(settings)
    return settings


def open_library() -> "Library":
    """Open the published library."""
    from knowledge.library import Library, current_snapshot

    return Library.open(current_snapshot(settings_with_library().home))


def open_assistant() -> "Assistant":
    """Open the published library with everything that answers from it."""
    from knowledge.assistant import Assistant
    from knowledge.clock import SystemClock

    settings = settings_with_library()
    return Assistant.open(settings.home, SystemClock(), settings.model)


def _build_starter(settings: Settings) -> None:
    """Build the first library, in a process of its own: what that takes is not kept here."""
    from bot.console.progress import shown_progress
    from bot.library_work import LibraryWork
    from indexer.proposal import Order

    work = LibraryWork(settings.home, settings.model, threads=0)
    with shown_progress() as progress:
        asyncio.run(work.publish(Order(actor="cli"), progress))
