"""What snapshots of the library changed, in words; and which of them going back would take away."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from bot.admin.look import joined, moment_of
from bot.questions.split import shorten
from bot.texts import Html, Texts
from indexer.publish import Entry
from knowledge.manifest import Changes

_NAMED = 5
"""Documents that a group of changes names."""
_LONGEST = 400
"""Characters of one snapshot's changes."""
_LINES = 8
"""Snapshots that a question about going back lists."""


@dataclass(frozen=True, slots=True)
class Way:
    """What lies between the live snapshot and another one."""

    target: Entry
    taken: tuple[Entry, ...] = ()
    """Snapshots whose changes are gone then, the newest first."""
    brought: tuple[Entry, ...] = ()
    """Snapshots whose changes are there again then."""


def changes_text(changes: Changes, texts: Texts) -> str:
    """Return what a snapshot changed: "thêm 26/CT-TTg; hết hiệu lực 01/2020/NĐ-CP"."""
    groups = ((one.name, getattr(changes, one.name)) for one in fields(changes))
    told = [
        texts.plain(f"changes-{name}", names=_names(numbers, texts))
        for name, numbers in groups
        if numbers
    ]
    return shorten("; ".join(told), _LONGEST) or texts.plain("changes-none")


def way_to(target: str, entries: Sequence[Entry]) -> Way | None:
    """Return what going to snapshot *target* takes and brings; None where it is gone."""
    by_id = {entry.id: entry for entry in entries}
    live = next((entry.id for entry in entries if entry.current), "")
    if target not in by_id:
        return None
    here, there = _line(live, by_id), _line(target, by_id)
    return Way(
        by_id[target],
        tuple(by_id[one] for one in here if one not in there),
        tuple(by_id[one] for one in there if one not in here),
    )


def way_html(way: Way, texts: Texts) -> Html:
    """Return what going back, or forth again, changes, a line for each snapshot."""
    return joined(
        texts.html("undo-takes") if way.taken else "",
        *(_line_html(entry, texts) for entry in way.taken[:_LINES]),
        texts.html("undo-brings") if way.brought else "",
        *(_line_html(entry, texts) for entry in way.brought[:_LINES]),
        texts.html("undo-documents", documents=way.target.documents),
    )


def _line_html(entry: Entry, texts: Texts) -> Html:
    changes = changes_text(entry.changes, texts)
    return texts.html("undo-line", at=moment_of(entry.created), changes=shorten(changes, 200))


def _line(snapshot: str, by_id: dict[str, Entry]) -> list[str]:
    """Return a snapshot and those it was made from, as far as they are on disk."""
    line: list[str] = []
    while snapshot in by_id and snapshot not in line:
        line.append(snapshot)
        snapshot = by_id[snapshot].previous
    return line


def _names(numbers: Sequence[str], texts: Texts) -> str:
    named = ", ".join(numbers[:_NAMED])
    more = len(numbers) - _NAMED
    return texts.plain("changes-more", names=named, count=more) if more > 0 else named
