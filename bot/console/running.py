"""Commands that run something: the try-out, the bot, the doctor."""

import sys
import tempfile
from pathlib import Path

import click

from bot.console.home import settings_with_library
from bot.dumps import forbid_dumps
from bot.settings import load_settings

_DESK = (sys.executable, "-m", "bot.cli", "desk", "--no-browser")
_PASSPHRASE = "ban lam viec dung thu"
"""Of a key that lives as long as the try-out, and opens nothing else."""


@click.command(name="try")
@click.option("--port", type=click.IntRange(1024, 65535), help="Port of the page; 8642 if not set.")
@click.option("--no-browser", is_flag=True, help="Only print the address of the page.")
def try_out(port: int | None, no_browser: bool) -> None:
    """Try the bot on a chat page; no token needed.

    The real bot runs behind the page, on this machine only. What its administrator publishes
    there is gone at the end.
    """
    forbid_dumps()
    settings = settings_with_library()

    from bot.console.borrowed import borrowed_home
    from bot.tryout import run_try

    # The people of the real bot are not to be met here, nor those of another try-out.
    with tempfile.TemporaryDirectory(prefix="congvu-try-") as folder:
        state = Path(folder) / "state"
        key = _inspectors_key(state, Path(folder))
        status = run_try(
            port or settings.try_port,
            open_browser=not no_browser,
            environment={
                "CONGVU_HOME": str(borrowed_home(settings.home, Path(folder))),
                "CONGVU_STATE": str(state),
            },
            beside=(*_DESK, "--key", str(key), "--port", str(settings.desk_port)),
            hint=f"The passphrase of the inspectors' desk is: {_PASSPHRASE}",
        )
    raise click.exceptions.Exit(status)


def _inspectors_key(state: Path, folder: Path) -> Path:
    """Make an inspector's key for the try-out, outside the folder that the bot reads."""
    from bot.reports.inspector_keys import new_inspector_key
    from bot.reports.inspectors import add, folder_of, parse_public

    private, public = new_inspector_key("Thanh tra (dùng thử)", _PASSPHRASE)
    key = folder / "try.key"
    key.write_bytes(private)
    add(folder_of(state), parse_public(public))
    return key


@click.command()
def run() -> None:
    """Run the bot on Telegram.

    CONGVU_BOT_TOKEN holds the token from @BotFather.
    """
    from bot.app import run as run_bot
    from bot.app import token_of

    forbid_dumps()
    token_of(load_settings())  # before the first library is built, which takes a minute
    run_bot(settings_with_library())


@click.command()
@click.option("--live", is_flag=True, help="Also ask the running bot, Telegram and the queues.")
def doctor(live: bool) -> None:
    """Check what is needed and say how to mend it.

    Each line is OK, WARN or FAIL.
    """
    from bot.doctor import Level, examine

    worst = Level.OK
    for finding in examine(live):
        click.echo(finding)
        worst = max(worst, finding.level)
    raise click.exceptions.Exit(1 if worst is Level.FAIL else 0)
