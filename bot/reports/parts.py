"""What the handlers of reports work with, made once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from bot.delivery.ledger import Ledger
from bot.delivery.work import Work
from bot.reports.cases import Cases
from bot.reports.deadlines import Rules
from bot.reports.drafts import drafts_in, files_of
from bot.reports.events import Draft
from bot.reports.evidence import Fetcher
from bot.reports.files import SealedFiles
from bot.reports.kept import Kept
from bot.reports.kinds import Kinds
from bot.reports.limits import Limits, Thresholds
from bot.reports.units import Units
from bot.reports.vault import Vault
from bot.seal import Seal
from knowledge.clock import Clock


class ReportSettings(Protocol):
    """What taking reports needs to know; see ``bot.settings.Settings``."""

    @property
    def state(self) -> Path:
        """The folder of keys, cases and sealed files."""

    @property
    def proxy(self) -> str:
        """An HTTP proxy on the way to Telegram's files; "" for none."""

    @property
    def deadlines(self) -> Path | None:
        """A file of deadlines in place of the one that comes along."""

    @property
    def reports_per_day(self) -> int:
        """Reports that one person may hand in on a day."""

    @property
    def reports_per_hour(self) -> int:
        """Reports that are taken in in an hour, from all together."""

    @property
    def evidence_day_mb(self) -> int:
        """Megabytes of evidence that one person may send on a day."""

    @property
    def code_tries(self) -> int:
        """Wrong codes that one chat may enter in a quarter of an hour."""

    @property
    def code_tries_per_hour(self) -> int:
        """Wrong codes that are heard in an hour, from all together."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """The vault, the cases and their sealed files, the drafts, and what reports choose from."""

    vault: Vault
    cases: Cases
    files: SealedFiles
    drafts: Kept[Draft]
    fetcher: Fetcher
    kinds: Kinds
    units: Units
    limits: Limits

    @classmethod
    def open(
        cls, settings: ReportSettings, ledger: Ledger, seal: Seal, clock: Clock
    ) -> "Reporting":
        """Open all of it.

        Raises:
            BotError: a key is damaged or can be read by others, or the cases cannot be opened.

        """
        files = SealedFiles(settings.state / "cases")
        return cls(
            Vault.open(settings.state),
            Cases.open(settings.state, clock, Rules.load(settings.deadlines)),
            files,
            drafts_in(ledger, seal, clock),
            Fetcher(files, settings.proxy),
            Kinds.load(),
            Units.load(),
            Limits(clock, _thresholds(settings)),
        )

    def within(self, work: Work) -> "Reporting":
        """Return the same, whose changes of ``bot.db`` are part of *work*."""
        return replace(self, drafts=self.drafts.within(work), limits=self.limits.within(work))

    def erase(self, files: Collection[str]) -> None:
        """Erase *files* that were not sent; what a case holds stays, acknowledged or not."""
        kept = self.cases.known_files() if files else set()
        for name in files:
            if name not in kept:
                self.files.erase(name)

    def sweep(self, wanted: Collection[str] = (), older_than: float = 3600.0) -> None:
        """Erase drafts that have expired, and sealed files that nobody knows of any more.

        *wanted* are names of files that neither a draft nor a case knows of, and that stay; so
        does what is younger than *older_than* (seconds) and may be on its way to being known.
        """
        self.drafts.erase_expired()
        # The drafts first: what is handed in meanwhile is then known to the cases.
        known = files_of(self.drafts) | self.cases.known_files() | set(wanted)
        for name in self.files.orphans(known, older_than):
            self.files.erase(name)


def _thresholds(settings: ReportSettings) -> Thresholds:
    return Thresholds(
        reports_per_day=settings.reports_per_day,
        reports_per_hour=settings.reports_per_hour,
        evidence_bytes_per_day=settings.evidence_day_mb * 1024 * 1024,
        code_tries=settings.code_tries,
        code_tries_per_hour=settings.code_tries_per_hour,
    )
