"""The command of the inspectors' desk."""

from pathlib import Path

import click

from bot.dumps import forbid_dumps
from bot.settings import load_settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--key", type=_FILE, help="An inspector's key file; else it is chosen on the page.")
@click.option("--port", type=click.IntRange(1024, 65535), help="Port of the page; 8650 if not set.")
@click.option("--host", default="127.0.0.1", help="Address to serve; this machine if not set.")
@click.option("--tls-cert", type=_FILE, help="Certificate, needed for another machine to connect.")
@click.option("--tls-key", type=_FILE, help="Private key of the certificate.")
@click.option("--no-browser", is_flag=True, help="Only print the address of the page.")
def desk(
    key: Path | None,
    port: int | None,
    host: str,
    tls_cert: Path | None,
    tls_key: Path | None,
    no_browser: bool,
) -> None:
    """Open the inspectors' desk in a browser.

    Reports are read there with an inspector's key file and its passphrase.
    """
    from bot.desk.app import Place, serve

    forbid_dumps()
    settings = load_settings()
    place = Place(host, port or settings.desk_port, tls_cert, tls_key)
    place.check()
    serve(
        settings,
        place,
        key,
        open_browser=not no_browser,
        listening=lambda: click.echo(f"The desk is at {place.address}  (Ctrl+C ends it)"),
    )
