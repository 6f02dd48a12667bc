"""The command line: ``congvu COMMAND``. The commands are in ``bot/console/``."""

import errno
import io
import sqlite3
import sys
from typing import Any

import click

from bot.console import (
    asking,
    cases,
    changing,
    desk,
    keys,
    library,
    past,
    queues,
    running,
    showing,
)
from bot.desk.export_command import open_export
from knowledge.errors import CongvuError

_CHECK = "`congvu doctor` looks at the home folder, its permissions and the free space."


class _Commands(click.Group):
    """Turns the program's own errors and the system's into one line and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CongvuError as error:
            raise click.ClickException(" ".join(str(error).split())) from error
        except OSError as error:
            if error.errno in (None, errno.EPIPE):  # click ends quietly when a pipe is closed
                raise
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror}. {_CHECK}") from error
        except sqlite3.DatabaseError as error:
            raise click.ClickException(f"A database cannot be used: {error}. {_CHECK}") from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="congvu")
def cli() -> None:
    """Trợ lý Công vụ: rules of Vietnam's public service, quoted with citation and validity.

    Settings are environment variables; CONGVU_HOME names the folder where everything is kept.
    """


for _command in (
    running.try_out,
    running.run,
    changing.refresh,
    library.read,
    library.documents,
    showing.show,
    asking.ask,
    asking.search,
    changing.end,
    changing.remove,
    changing.correct,
    past.history,
    changing.rollback,
    past.audit,
    open_export,
    queues.inbox,
    queues.outbox,
    desk.desk,
    keys.keys,
    keys.verify_receipt,
    cases.cases,
    running.doctor,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; what is printed is UTF-8 whatever the terminal says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    cli(prog_name="congvu")


if __name__ == "__main__":
    main()
