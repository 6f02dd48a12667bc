"""Commands for what waits and what was given up: ``congvu inbox`` and ``congvu outbox``.

Contents are never shown: they belong to the people who wrote them or were written to.
"""

from typing import TYPE_CHECKING

import click

from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.delivery.inbox import Inbox
    from bot.delivery.outbox import Outbox


@click.group(invoke_without_command=True)
@click.pass_context
def inbox(context: click.Context) -> None:
    """Show what came in and waits, and what could not be read."""
    if context.invoked_subcommand:
        return
    queues = _inbox().counts()
    click.echo(f"{queues.waiting} waiting, {queues.set_aside} set aside.")


@inbox.command(name="retry")
def retry_updates() -> None:
    """Handle what was set aside again, at the bot's next start: after an upgrade, say."""
    count = _inbox().retry()
    click.echo(f"{count} updates wait again; restart the bot.")


@click.group(invoke_without_command=True)
@click.pass_context
def outbox(context: click.Context) -> None:
    """Show what waits to be sent, and what was given up (dead letters)."""
    if context.invoked_subcommand:
        return
    box = _outbox()
    counts = box.counts()
    click.echo(f"{counts.waiting} waiting, {counts.dead} given up.")
    for letter in box.dead_letters():
        click.echo(f"{letter.id:>6}  {letter.at}  {letter.purpose:<12}  {letter.reason}")


@outbox.command(name="retry")
@click.argument("number", type=int)
def retry_call(number: int) -> None:
    """Send dead letter NUMBER again; a running bot takes it up within a minute."""
    _outbox().retry(number)
    click.echo(f"Dead letter {number} waits to be sent again.")


@outbox.command()
@click.argument("number", type=int)
def drop(number: int) -> None:
    """Erase dead letter NUMBER."""
    _outbox().drop(number)
    click.echo(f"Dead letter {number} is erased.")


def _inbox() -> "Inbox":
    from bot.delivery.inbox import Inbox
    from bot.delivery.ledger import Ledger
    from bot.seal import Seal
    from knowledge.clock import SystemClock

    settings = load_settings()
    ledger = Ledger.open(settings.state)
    return Inbox(ledger, Seal.open(settings.state), SystemClock())


def _outbox() -> "Outbox":
    from bot.delivery.ledger import Ledger
    from bot.delivery.outbox import Outbox
    from bot.seal import Seal
    from knowledge.clock import SystemClock

    settings = load_settings()
    ledger = Ledger.open(settings.state)
    return Outbox(ledger, Seal.open(settings.state), SystemClock())
