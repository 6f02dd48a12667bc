"""What looks after the library by itself: the watched folder and the nightly check."""

from pathlib import Path
from typing import Protocol

from bot.admin.jobs import Jobs
from bot.admin.nightly import Nightly
from bot.admin.watched import Desk, Watched
from bot.admin.watched_alone import Unattended
from bot.admin.watched_folder import WatchedFolder
from bot.delivery.outbox import Outbox
from bot.delivery.sender import Sender
from bot.delivery.service import Background
from bot.library_work import LibraryWork
from bot.services import Services


class UpkeepSettings(Protocol):
    """What it needs to know; see ``bot.settings.Settings``."""

    @property
    def admins(self) -> frozenset[int]:
        """Telegram ids of the administrators."""

    @property
    def admin_chat(self) -> int:
        """The chat of what concerns the library; 0 for the administrators' own."""

    @property
    def inbox(self) -> Path | None:
        """The folder that is watched; None for none."""

    @property
    def inbox_publish(self) -> bool:
        """Whether what is dropped there is published without approval."""


def upkeep(
    settings: UpkeepSettings,
    services: Services,
    jobs: Jobs,
    library: LibraryWork,
    outbox: Outbox,
    sender: Sender,
) -> dict[str, Background]:
    """Return the parts that look after the library, by name."""
    chats = [settings.admin_chat] if settings.admin_chat else sorted(settings.admins)
    nightly = Nightly(
        library,
        services.view,
        services.ledger,
        outbox,
        sender,
        services.health,
        services.clock,
        chats,
    )
    if settings.inbox is None:
        return {"nightly": nightly}
    # A job is shown in one chat: of several administrators the first has to look at it.
    desk: Desk = jobs if chats else Unattended(library)
    watched = Watched(
        WatchedFolder(settings.inbox),
        desk,
        services.texts,
        services.health,
        chats[0] if chats else 0,
        at_once=settings.inbox_publish,
    )
    return {"nightly": nightly, "inbox": watched}
