"""What the audit log says of one publication: the snapshot, and each thing a person decided."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from indexer.audit import Act
from indexer.corrections import value_of
from indexer.known import Known, known_of
from indexer.taking import Taken
from knowledge import manifest as manifests


def minutes_of(
    actor: str, known: Known, taken: Taken, folder: Path, previous: Path | None
) -> list[Act]:
    """Return the acts of publishing the snapshot in *folder*: itself first, then its parts."""
    manifest = manifests.load(folder)
    changes = {name: numbers for name, numbers in asdict(manifest.changes).items() if numbers}
    files = sorted(record.name for record in taken.intake.files.values())
    own = [name for name in files if name not in {p.name for p in taken.intake.digests.values()}]
    publication = Act(
        actor,
        "publish",
        folder.name,
        {"snapshot": previous.name if previous else ""},
        {"snapshot": folder.name, "files": own, **changes},
    )
    return [publication, *_corrected(actor, known, taken), *_decided(actor, known, taken, folder)]


def _corrected(actor: str, known: Known, taken: Taken) -> Iterator[Act]:
    new = taken.intake.corrections()
    for item in taken.intake.taken.values():
        place = (item.origin, item.position)
        if place not in new:
            continue
        earlier, found = known.corrections.get(place, {}), taken.intake.originals[place]
        differ = [name for name, value in new[place].items() if earlier.get(name) != value]
        before = {name: earlier.get(name, value_of(found, name)) for name in differ}
        after = {name: new[place][name] for name in differ}
        yield Act(actor, "correct", item.tree.document.number, before, after)


def _decided(actor: str, known: Known, taken: Taken, folder: Path) -> Iterator[Act]:
    decisions = taken.decisions
    if decisions.empty:
        return
    held = known_of(folder).held
    for key, ending in decisions.ended.items():
        was, now = known.held.get(key), held.get(key)
        before = {"effective_to": was.effective_to if was else ""}
        after = {"effective_to": now.effective_to if now else "", "reason": ending.reason}
        act = "end" if ending.day else "revive"
        yield Act(actor, act, ending.number, before, after)
    for removed in decisions.gone.values():
        yield Act(
            actor, "remove", removed.number, {"file": removed.origin}, {"reason": removed.reason}
        )
    for removed in decisions.back.values():
        yield Act(actor, "restore", removed.number, {"reason": removed.reason}, {})
