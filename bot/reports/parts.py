"""What the handlers of reports work with, made once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.reports.cases import Cases
from bot.reports.deadlines import Rules
from bot.reports.drafts import Drafts
from bot.reports.evidence import Fetcher
from bot.reports.files import SealedFiles
from bot.reports.kinds import Kinds
from bot.reports.units import Units
from bot.reports.vault import Vault
from bot.seal import Seal
from knowledge.clock import Clock


@dataclass(frozen=True, slots=True)
class Reporting:
    """The vault, the cases and their sealed files, the drafts, and what reports choose from."""

    vault: Vault
    cases: Cases
    files: SealedFiles
    drafts: Drafts
    fetcher: Fetcher
    kinds: Kinds
    units: Units

    @classmethod
    def open(
        cls,
        home: Path,
        ledger: Ledger,
        seal: Seal,
        clock: Clock,
        proxy: str = "",
        rules: Rules | None = None,
    ) -> "Reporting":
        """Open all of it in the folder *home*; files come over *proxy* ("" for none).

        Raises:
            BotError: a key is damaged or can be read by others, or the cases cannot be opened.

        """
        files = SealedFiles(home / "cases")
        return cls(
            Vault.open(home),
            Cases.open(home, clock, rules),
            files,
            Drafts(ledger, seal, clock),
            Fetcher(files, proxy),
            Kinds.load(),
            Units.load(),
        )

    def within(self, work: Work) -> "Reporting":
        """Return the same, whose changes of ``bot.db`` are part of *work*."""
        return replace(self, drafts=self.drafts.within(work))

    def sweep(self, wanted: Collection[str] = ()) -> None:
        """Erase drafts that have expired, and sealed files that nobody knows of any more.

        *wanted* are names of files that neither a draft nor a case knows of, and that stay.
        """
        self.drafts.erase_expired()
        # The drafts first: what is handed in meanwhile is then known to the cases.
        known = self.drafts.files() | self.cases.known_files() | set(wanted)
        for name in self.files.orphans(known):
            self.files.erase(name)
