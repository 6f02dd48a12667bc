"""An installation with two inspectors, made quickly: their passphrases cost next to nothing."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.reports import inspectors
from bot.reports.inspector_keys import Cost, InspectorKey, new_inspector_key, open_private_file
from bot.reports.model import Attachment, Report
from bot.reports.vault import Vault

PASSPHRASE = "năm từ chọn ngẫu nhiên"
CHEAP = Cost(rounds=1, memory=8192)

REPORT = Report(
    kind="gio-lam-viec",
    unit="01-00004",
    unit_text="Ủy ban nhân dân phường Ba Đình",
    when="sáng hôm qua",
    event_day=date(2026, 11, 21),
    what="Quầy tiếp nhận không có người đến 9 giờ 30.",
    attachments=(Attachment("ab" * 16, "", "image/jpeg", 4_500_000, "cd" * 16),),
)


@dataclass(frozen=True)
class Office:
    """A vault, and the private keys that are elsewhere."""

    home: Path
    vault: Vault
    keys: tuple[InspectorKey, ...]


def new_key(name: str) -> tuple[InspectorKey, bytes]:
    """Return an inspector's key, opened, and its public file."""
    private, public = new_inspector_key(name, PASSPHRASE, CHEAP)
    return open_private_file(private, PASSPHRASE), public


def office_at(home: Path, *names: str) -> Office:
    """Return an installation in *home* with inspectors of these names."""
    keys = []
    for name in names:
        key, public = new_key(name)
        inspectors.add(inspectors.folder_of(home), inspectors.parse_public(public))
        keys.append(key)
    return Office(home, Vault.open(home), tuple(keys))
