"""Commands that change or list the library: refresh, read, documents, history, rollback."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.console.home import open_library
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from indexer.refresh import RefreshReport

_LISTED = 20
"""Document numbers named per group of a report; of the rest only the count is told."""

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, type=FILE)
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def refresh(paths: tuple[Path, ...], dry_run: bool, yes: bool) -> None:
    """Take the files and folders at PATHS into the library.

    Reads .txt .md .html .docx .pdf and articles in .jsonl or .jsonl.gz. What has not changed
    costs nothing. Without PATHS the library that is there is brought up to date.
    """
    settings = load_settings()
    asks = not yes and not dry_run and sys.stdin is not None and sys.stdin.isatty()
    if asks or dry_run:
        report = _refreshed(settings, paths, dry_run=True)
        _tell_changes(report, "Would be")
        if asks and _changes(report) and not click.confirm("Publish this?"):
            raise click.Abort
    if not dry_run:
        report = _refreshed(settings, paths, dry_run=False)
        if not asks:
            _tell_changes(report, "Now")
        click.echo(f"Published {report.snapshot}." if report.published else "Nothing to publish.")
    for problem in report.problems:
        click.echo(" ".join(problem.message.split()), err=True)
    if any(problem.refused for problem in report.problems):
        raise click.exceptions.Exit(1)


def _refreshed(settings: Settings, paths: Iterable[Path], dry_run: bool) -> "RefreshReport":
    from bot.console.progress import shown_progress
    from indexer.refresh import refresh as refresh_library
    from knowledge.clock import SystemClock
    from knowledge.embedding import load_embedder

    with shown_progress() as progress:
        return refresh_library(
            settings.home,
            paths,
            clock=SystemClock(),
            embedder=load_embedder(settings.model),
            progress=progress,
            dry_run=dry_run,
            starter=settings.starter,
        )


def _changes(report: "RefreshReport") -> bool:
    return bool(report.added or report.changed or report.replaced)


def _tell_changes(report: "RefreshReport", when: str) -> None:
    for what in ("added", "changed", "replaced", "unchanged"):
        numbers = getattr(report, what)
        line = f"{when} {what}: {len(numbers)}"
        if numbers and what != "unchanged":
            more = f" and {len(numbers) - _LISTED} more" if len(numbers) > _LISTED else ""
            line += f" ({', '.join(numbers[:_LISTED])}{more})"
        click.echo(line)


@click.command()
@click.argument("file", type=FILE)
def read(file: Path) -> None:
    """Print the text of FILE as it is understood; nothing is stored."""
    from indexer.readers import read_text

    click.echo(read_text(file))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def documents(as_json: bool) -> None:
    """List the documents of the library."""
    from knowledge.clock import SystemClock

    library = open_library()
    today = SystemClock().today()
    rows: list[dict[str, Any]] = []
    for document in library.documents():
        validity = library.validity(document, today)
        replaced_by = list(validity.replaced_by)
        rows.append(asdict(document) | {"status": validity.status, "replaced_by": replaced_by})
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return
    for row in rows:
        mark = "" if row["verbatim"] else "  [digest]"
        click.echo(f"{row['number']:<22} {row['status']:<14} {row['kind']} {row['title']}{mark}")


@click.command()
def history() -> None:
    """List the snapshots of the library, newest first.

    The published one is marked with *.
    """
    from indexer.publish import history as snapshots

    for entry in snapshots(load_settings().home):
        changes = entry.changes
        click.echo(
            f"{'*' if entry.current else ' '} {entry.id}  {entry.created[:16].replace('T', ' ')}"
            f"  {entry.documents} documents, {entry.provisions} provisions"
            f"  (+{len(changes.added)} ~{len(changes.changed)} ={len(changes.replaced)})"
        )


@click.command()
@click.argument("snapshot", required=False)
def rollback(snapshot: str | None) -> None:
    """Publish SNAPSHOT again, or the one before the live one."""
    from indexer.publish import rollback as go_back

    click.echo(f"Published {go_back(load_settings().home, snapshot)}.")
