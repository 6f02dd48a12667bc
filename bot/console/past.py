"""Commands that show what was done to the library: history, audit."""

import json
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.settings import load_settings

if TYPE_CHECKING:
    from knowledge.manifest import Changes

_GROUPS = (
    "added",
    "changed",
    "replaced",
    "corrected",
    "amended",
    "ended",
    "revived",
    "removed",
)
_NAMED = 6
"""Documents named per group of a snapshot."""
_WIDTH = 80


@click.command()
def history() -> None:
    """List the snapshots of the library with what each changed, newest first.

    The published one is marked with *.
    """
    from indexer.publish import history as snapshots

    for entry in snapshots(load_settings().home):
        click.echo(
            f"{'*' if entry.current else ' '} {entry.id}  {entry.created[:16].replace('T', ' ')}"
            f"  {entry.documents} documents, {entry.provisions} provisions"
        )
        _tell_changes(entry.changes)


@click.command()
@click.option(
    "--csv",
    "file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write the whole log into FILE, for spreadsheets; - for standard output.",
)
@click.option("--last", type=click.IntRange(min=1), default=50, help="How many entries to show.")
def audit(file: Path | None, last: int) -> None:
    """Show who did what to the library, newest first, or write all of it into a file."""
    from indexer.audit import AuditLog

    log = AuditLog(load_settings().home)
    if file is None:
        for entry in log.entries(last):
            outcome = "" if entry.outcome == "done" else f"  [{entry.outcome}]"
            at = entry.at[:16].replace("T", " ")
            click.echo(f"{at}  {entry.actor:<18} {entry.act:<9} {entry.target}{outcome}")
            for line in _said(entry.before, entry.after):
                click.echo(f"    {line}")
    elif str(file) == "-":
        log.write_csv(sys.stdout.buffer)
    else:
        with file.open("wb") as stream:
            log.write_csv(stream)


def _tell_changes(changes: "Changes") -> None:
    for group in _GROUPS:
        items = getattr(changes, group)
        if items:
            more = f" and {len(items) - _NAMED} more" if len(items) > _NAMED else ""
            lead = f"    {group:<10}"
            for line in textwrap.wrap(
                ", ".join(items[:_NAMED]) + more,
                _WIDTH,
                initial_indent=lead,
                subsequent_indent=" " * len(lead),
                break_on_hyphens=False,
            ):
                click.echo(line)


def _said(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return a line for each value that an act changed or named."""
    lines = []
    for name in dict.fromkeys((*before, *after)):
        old, new = _short(before.get(name)), _short(after.get(name))
        if old or new:
            lines.append(f"{name}: {old} -> {new}" if name in before else f"{name}: {new}")
    return lines


def _short(value: Any) -> str:
    if isinstance(value, list):
        text = ", ".join(map(str, value[:_NAMED])) + (", …" if len(value) > _NAMED else "")
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "" if value is None else text[:_WIDTH]
