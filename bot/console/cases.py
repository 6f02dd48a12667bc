"""Commands on the cases: a list without any content, and their erasure after their time."""

from typing import TYPE_CHECKING

import click

from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.reports.cases import Cases
    from bot.reports.deadlines import Rules


@click.group()
def cases() -> None:
    """Show which cases there are, and erase those whose time is over."""


@cases.command(name="list")
def list_cases() -> None:
    """List the cases: number, day, status, kind, unit, deadlines; nothing that is sealed."""
    opened = _cases(load_settings())
    today = opened.today()
    for case in opened.listed():
        open_ones = [one for one in case.deadlines if not one.met]
        due = ", ".join(
            f"{one.name} {one.day:%d/%m/%Y}{' (missed)' if one.day < today else ''}"
            for one in open_ones
        )
        line = f"{case.number}  {case.received:%d/%m/%Y}  {case.status:<9}  {case.kind:<16}"
        click.echo(f"{line}  {case.unit or '-':<8}  {due}".rstrip())
    opened.close()


@cases.command()
def deadlines() -> None:
    """Show the rules that deadlines follow, where each comes from, and whether it binds."""
    rules = _rules(load_settings())
    for rule in rules.rules:
        days = f"{rule.days} {'working days' if rule.working else 'days'} from {rule.start}"
        since = f"from {rule.valid_from:%d/%m/%Y}" if rule.valid_from.year > 1 else "always"
        kind = "binding" if rule.binding else "the office's own term"
        click.echo(f"{rule.name}: {days}; {since}; {kind}\n    {rule.source}")
    years = ", ".join(map(str, sorted(rules.calendar.years))) or "none"
    click.echo(f"Years whose movable holidays are known: {years}.")


@cases.command()
def purge() -> None:
    """Erase now the cases that were closed CONGVU_RETENTION_DAYS days ago or earlier."""
    from bot.reports.files import SealedFiles
    from bot.reports.retention import purge as erase

    settings = load_settings()
    opened = _cases(settings)
    done = erase(opened, SealedFiles(settings.state / "cases"), settings.retention_days)
    opened.close()
    click.echo(f"{done.cases} cases are erased, with {done.messages} messages, {done.files} files.")
    if not done.log_emptied:
        click.echo("The log could not be emptied while the file was in use; run this again.")


@cases.command(name="purge-report")
@click.argument("year", type=click.IntRange(2000, 9999))
def report(year: int) -> None:
    """Show what was erased in YEAR, by month and by how the cases had ended."""
    from bot.reports.retention import purge_report

    opened = _cases(load_settings())
    found = purge_report(opened, year)
    opened.close()
    for month in found.months:
        counts = f"{month.cases} cases, {month.messages} messages, {month.files} files"
        click.echo(f"{month.month}  {month.status:<9}  {counts}")
    click.echo(f"{found.cases} cases were erased in {year}; {found.waiting} have ended and wait.")


def _cases(settings: Settings) -> "Cases":
    from bot.reports.cases import Cases
    from bot.reports.deadlines import Rules
    from knowledge.clock import SystemClock

    return Cases.open(settings.state, SystemClock(), Rules.load(settings.deadlines))


def _rules(settings: Settings) -> "Rules":
    from bot.reports.deadlines import Rules

    return Rules.load(settings.deadlines)
