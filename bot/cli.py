"""The command line: ``congvu COMMAND``. The commands are in ``bot/console/``."""

import io
import sys
from typing import Any

import click

from bot.console import asking, library, running
from knowledge.errors import CongvuError


class _Commands(click.Group):
    """Turns the program's own errors into one line on standard error and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CongvuError as error:
            raise click.ClickException(" ".join(str(error).split())) from error

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
    library.refresh,
    library.read,
    library.documents,
    asking.show,
    asking.ask,
    asking.search,
    library.history,
    library.rollback,
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
