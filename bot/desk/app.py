"""The desk as a program: put together from its parts, and served until it is told to stop."""

import asyncio
import resource
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from bot.desk.guarding import Guard
from bot.desk.pages import ROUTES
from bot.desk.sessions import Brake, Sessions
from bot.desk.web import TEXTS, Desk, problem
from bot.errors import BotError
from bot.reports.cases import Cases
from bot.reports.deadlines import Rules
from bot.reports.files import SealedFiles
from bot.reports.kinds import Kinds
from bot.reports.units import Units
from bot.settings import Settings
from bot.texts import Texts
from knowledge.clock import Clock, SystemClock
from knowledge.errors import LibraryError, NoLibraryError
from knowledge.library import Library, current_snapshot

_SWEEP_SECONDS = 5
"""How often idle sessions are looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk is served."""

    host: str = "127.0.0.1"
    port: int = 8650
    certificate: Path | None = None
    certificate_key: Path | None = None

    @property
    def tls(self) -> bool:
        """Whether what travels is enciphered."""
        return self.certificate is not None

    @property
    def address(self) -> str:
        """The address to type into a browser."""
        return f"http{'s' * self.tls}://{_bracketed(self.host)}:{self.port}/"

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser that was given the right address sends as its Host."""
        names = {_bracketed(self.host.lower())}
        if is_loopback(self.host):
            names |= {"localhost", "127.0.0.1", "[::1]"}
        default = 443 if self.tls else 80
        return frozenset(
            {f"{name}:{self.port}" for name in names}
            | {name for name in names if self.port == default}
        )

    def check(self) -> None:
        """Raise BotError when reports would travel readable, or to whoever asks."""
        if (self.certificate is None) != (self.certificate_key is None):
            raise BotError("Give --tls-cert and --tls-key together.")
        if not self.tls and not is_loopback(self.host):
            raise BotError(
                f"The desk on {self.host} could be read on the network: give --tls-cert and "
                "--tls-key, or leave --host out to serve this machine only."
            )
        if self.host in ("", "0.0.0.0", "::"):
            raise BotError("Give --host the one address or name that the office uses.")


def is_loopback(host: str) -> bool:
    """Whether *host* is this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def open_desk(
    home: Path,
    place: Place,
    clock: Clock,
    key_file: Path | None = None,
    rules: Rules | None = None,
    library_home: Path | None = None,
) -> Desk:
    """Return the desk of the cases in *home*, with the published library if there is one.

    The library is that of *library_home*, of *home* if left out. *rules* are the office's own
    deadlines, those that come along if left out.
    """
    return Desk(
        home=home,
        cases=Cases.open(home, clock, rules),
        files=SealedFiles(home / "cases"),
        clock=clock,
        texts=Texts.load(TEXTS),
        chat=Texts.load(),
        kinds=Kinds.load(),
        units=Units.load(),
        sessions=Sessions(clock),
        brake=Brake(clock),
        cookie=f"congvu_desk_{place.port}",
        secure=place.tls,
        library=_library(library_home or home),
        key_file=key_file,
    )


def build(desk: Desk, place: Place) -> Starlette:
    """Return the web application."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(_sweep(desk.sessions))
        yield
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping
        desk.sessions.end_all()

    guard = Middleware(Guard, hosts=place.hosts, tls=place.tls)
    app = Starlette(
        routes=ROUTES,
        middleware=[guard],
        lifespan=lifespan,
        exception_handlers={HTTPException: _refused},
    )
    app.state.desk = desk
    return app


def serve(
    settings: Settings,
    place: Place,
    key_file: Path | None,
    open_browser: bool,
    listening: Callable[[], None] = lambda: None,
) -> None:
    """Serve the desk until it is interrupted; *listening* is called once its address is ours.

    Raises:
        BotError: the desk cannot be served there, or the deadlines cannot be read.
    """
    place.check()
    # A core of this process would hold keys and reports.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    rules = Rules.load(settings.deadlines)
    desk = open_desk(settings.state, place, SystemClock(), key_file, rules, settings.home)
    server = uvicorn.Server(
        uvicorn.Config(
            build(desk, place),
            ssl_certfile=place.certificate,
            ssl_keyfile=place.certificate_key,
            access_log=False,  # addresses name cases
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=3,
        )
    )
    with _listening(place) as listener:
        listening()
        if open_browser:
            threading.Timer(1.0, webbrowser.open, [place.address]).start()
        server.run([listener])


def _listening(place: Place) -> socket.socket:
    """Return the socket of the desk's address; raises BotError when it cannot be had."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        return socket.create_server((place.host, place.port), family=family)
    except OSError as error:
        raise BotError(
            f"The desk cannot be served at {place.address} ({error.strerror}): choose another "
            "--port, or give --host an address of this machine."
        ) from error


async def _sweep(sessions: Sessions) -> None:
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        sessions.sweep()


def _library(home: Path) -> Library | None:
    try:
        return Library.open(current_snapshot(home))
    except NoLibraryError:
        return None
    except LibraryError:  # damaged: `congvu doctor` tells; cases can be read all the same
        return None


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return problem(request, status, "problem-not-found" if status == 404 else "problem-form")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
