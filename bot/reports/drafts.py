"""Reports that are being written: each is kept for 24 hours after its last change.

Sealed files belong to a draft by their names, which stand only inside it; what no draft and no
case names is an orphan (see ``bot.reports.tidying``).
"""

from datetime import timedelta

from bot.delivery.ledger import Ledger
from bot.reports.events import Draft
from bot.reports.kept import Kept
from bot.seal import Seal
from knowledge.clock import Clock

LIFE = timedelta(hours=24)
_VERSION = "1"
"""Of the shape of a draft; what an older or newer program has sealed is dropped."""


def drafts_in(ledger: Ledger, seal: Seal, clock: Clock) -> Kept[Draft]:
    """Return the drafts of a bot."""
    return Kept(Draft, "draft", _VERSION, LIFE, ledger, seal, clock)


def files_of(drafts: Kept[Draft]) -> set[str]:
    """Return the names of the sealed files of all drafts that live."""
    return {name for draft in drafts.all() for name in draft.file_names}
