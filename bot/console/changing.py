"""Commands that change the library: refresh, end, remove, correct, rollback."""

import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.console.day import DAY
from bot.settings import Settings, load_settings
from knowledge.errors import CongvuError

if TYPE_CHECKING:
    from indexer.incoming import Problem
    from indexer.known import Known
    from indexer.proposal import Order, Preview, Remark
    from indexer.refresh import RefreshReport

_LISTED = 20
"""Document numbers named per group of a report; of the rest only the count is told."""
_GROUPS = ("added", "changed", "replaced")
_FURTHER = ("corrected", "amended", "ended", "revived", "removed")

YES = click.option("--yes", is_flag=True, help="Ask nothing.")
_BACK = click.option("--back", is_flag=True, help="Take that back.")
_REASON = click.option("--reason", default="", help="Why, for the audit log.")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
@YES
def refresh(paths: tuple[Path, ...], dry_run: bool, yes: bool) -> None:
    """Take the files and folders at PATHS into the library.

    Reads what `congvu read` reads, and .zip archives of it. What has not changed costs nothing.
    Without PATHS the library that is there is brought up to date. On a terminal it shows what
    would change, with its cautions and legal effects, and asks.
    """
    from indexer.proposal import Order

    order = Order(tuple(map(str, paths)), actor=actor())
    _carry_out(order, yes, dry_run)


@click.command()
@click.argument("number", required=False)
@click.option("--from", "day", type=DAY, help="The first day out of force, as 01/07/2026.")
@_REASON
@_BACK
@YES
def end(number: str | None, day: date | None, reason: str, back: bool, yes: bool) -> None:
    """Declare the document NUMBER ended from a day on, whatever the texts say.

    Without NUMBER the endings that have been declared are listed.
    """
    from indexer.known import declared_endings
    from indexer.proposal import Ending, Order

    settings = load_settings()
    if number is None:
        for one in declared_endings(settings.home):
            click.echo(f"{one.number:<22} {one.day:%d/%m/%Y}  {one.reason}".rstrip())
        return
    if (day is None) != back:
        raise click.UsageError("Give either --from DAY or --back.")
    ending = Ending(_held(settings, number), day, reason)
    _carry_out(Order(endings=(ending,), actor=actor()), yes)


@click.command()
@click.argument("number", required=False)
@_REASON
@_BACK
@YES
def remove(number: str | None, reason: str, back: bool, yes: bool) -> None:
    """Take the document NUMBER out of the library; its file is kept.

    It comes back with --back, with `congvu rollback`, or when its file is given again. Without
    NUMBER what has been taken out is listed.
    """
    from indexer.known import removed_documents
    from indexer.proposal import Order, Removal

    settings = load_settings()
    if number is None:
        for one in removed_documents(settings.home):
            click.echo(f"{one.number:<22} {one.reason}".rstrip())
        return
    removal = Removal(number if back else _held(settings, number), reason, back)
    _carry_out(Order(removals=(removal,), actor=actor()), yes)


@click.command()
@click.argument("number")
@click.argument("field")
@click.argument("value")
@YES
def correct(number: str, field: str, value: str, yes: bool) -> None:
    """Set FIELD of the document NUMBER to VALUE, whatever its file says.

    Fields are number, kind, title, issuer, issued, effective_from, effective_to and topics; "-" is
    none. A newer reading of the file keeps what was set.
    """
    from indexer.corrections import parsed
    from indexer.incoming import place_name
    from indexer.known import place_of_document
    from indexer.proposal import Order

    settings = load_settings()
    place = place_of_document(_known(settings), _held(settings, number))
    corrections = {place_name(place): {field: parsed(field, value)}}
    _carry_out(Order(corrections=corrections, actor=actor()), yes)


@click.command()
@click.argument("snapshot", required=False)
def rollback(snapshot: str | None) -> None:
    """Publish SNAPSHOT again, or the one before the live one."""
    from indexer.publish import rollback as go_back
    from indexer.publish import undone

    home = load_settings().home
    click.echo(f"Published {go_back(home, snapshot, actor=actor())}.")
    if before := undone(home):
        click.echo(f"To take this back: congvu rollback {before}")


def actor() -> str:
    """Return who is at the terminal, as the audit log names them."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):  # a user without a name
        return "cli"


def _carry_out(order: "Order", yes: bool, dry_run: bool = False) -> None:
    """Show what *order* would do and ask, where there is somebody to ask; then do it."""
    settings = load_settings()
    asks = not yes and not dry_run and sys.stdin is not None and sys.stdin.isatty()
    problems: Sequence[Remark | Problem] = ()
    if asks or dry_run:
        problems = _shown(settings, order, asks)
    if not dry_run:
        report = _published(settings, replace(order, unattended=not asks))
        problems = report.problems
        if order.corrections and report.published:
            # What else is wrong in the archive that it stands in was told when that was given.
            problems = [one for one in problems if not one.name]
        if not asks:
            _tell(report)
            _tell_problems(problems)
        click.echo(f"Published {report.snapshot}." if report.published else "Nothing to publish.")
    if any(problem.refused for problem in problems):
        raise click.exceptions.Exit(1)


def _shown(settings: Settings, order: "Order", asks: bool) -> tuple["Remark", ...]:
    """Print what *order* would do, and ask whether it shall; return the problems with its files."""
    from bot.console.preview import changes_something, show
    from bot.console.progress import shown_progress
    from indexer.preview import preview
    from knowledge.clock import SystemClock

    with shown_progress() as progress, _stopping(settings.home):
        found = preview(
            settings.home,
            order,
            clock=SystemClock(),
            starter=settings.starter,
            progress=progress,
        )
    show(found)
    _tell_groups(found)
    _tell_problems(found.remarks)
    if asks and changes_something(found) and not click.confirm("Publish this?"):
        raise click.Abort
    return found.remarks


def _tell_problems(problems: Sequence["Remark | Problem"]) -> None:
    for problem in problems:
        click.echo(" ".join(problem.message.split()), err=True)


def _published(settings: Settings, order: "Order") -> "RefreshReport":
    from bot.console.progress import shown_progress
    from indexer.refresh import carry_out
    from knowledge.clock import SystemClock
    from knowledge.embedding import load_embedder

    with shown_progress() as progress, _stopping(settings.home):
        return carry_out(
            settings.home,
            order,
            clock=SystemClock(),
            embedder=load_embedder(settings.model),
            progress=progress,
            starter=settings.starter,
        )


@contextmanager
def _stopping(home: Path) -> Iterator[None]:
    """Tell in one sentence what became of work that Ctrl-C ended."""
    before = _live(home)
    try:
        yield
    except KeyboardInterrupt:
        now = _live(home)
        said = "nothing was changed" if now == before else f"{now} was published already"
        raise CongvuError(f"Stopped: {said}.") from None


def _live(home: Path) -> str:
    from knowledge.errors import LibraryError
    from knowledge.library import current_snapshot

    try:
        return current_snapshot(home).name
    except LibraryError:
        return ""


def _tell(report: "RefreshReport") -> None:
    for group in (*_GROUPS, "unchanged", *_FURTHER):
        items = getattr(report, group)
        if items or group in (*_GROUPS, "unchanged"):
            _tell_group("Now", group, items)


def _tell_groups(found: "Preview") -> None:
    for group in (*_GROUPS, "unchanged"):
        numbers = tuple(card.number for card in found.cards if card.state == group)
        _tell_group("Would be", group, numbers)
    if found.others:
        _tell_group("Would be", "renewed from the starter library", found.others)


def _tell_group(when: str, what: str, items: tuple[str, ...]) -> None:
    line = f"{when} {what}: {len(items)}"
    if items and what != "unchanged":
        more = f" and {len(items) - _LISTED} more" if len(items) > _LISTED else ""
        line += f" ({', '.join(items[:_LISTED])}{more})"
    click.echo(line)


def _known(settings: Settings) -> "Known":
    from indexer.known import known_of
    from knowledge.library import current_snapshot

    return known_of(current_snapshot(settings.home))


def _held(settings: Settings, typed: str) -> str:
    """Return the number of the held document that *typed* names in full.

    Raises:
        CongvuError: naming those it may mean in part.
    """
    from knowledge.document_number import match_number
    from knowledge.store import number_key

    held = _known(settings).held
    if found := held.get(number_key(typed)):
        return found.number
    near = match_number(typed, [one.number for one in held.values()])
    hint = f" Is one of these meant: {', '.join(near[:_LISTED])}?" if near else ""
    raise CongvuError(f"The library holds no document with the number {typed}.{hint}")
