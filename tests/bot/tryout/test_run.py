"""``run_try`` starts server and bot, and ends both, whoever ends first."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.tryout import run_try, serve
from bot.tryout.errors import TryoutError

ROOT = Path(__file__).parents[3]
TRY = """
import sys
from bot.tryout import run_try
bot = [sys.executable, "-c", sys.argv[2]]
sys.exit(run_try(port=int(sys.argv[1]), open_browser=False, command=bot))
"""
PATIENT_BOT = "import os, signal; print('bot', os.getpid(), flush=True); signal.pause()"


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def started(port: int, bot: str) -> Iterator[subprocess.Popen[str]]:
    """Run ``run_try`` as its own process with *bot* as the bot's program."""
    process = subprocess.Popen(
        [sys.executable, "-c", TRY, str(port), bot],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def two_lines(process: subprocess.Popen[str]) -> list[str]:
    """Return the two first lines, the server's and the bot's in either order, sorted."""
    assert process.stdout
    return sorted(process.stdout.readline() for _ in range(2))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_server_and_bot(number: signal.Signals) -> None:
    """Ctrl-C and SIGTERM end both with status 0, and the bot is gone."""
    port = free_port()
    with started(port, PATIENT_BOT) as process:
        told, bot = two_lines(process)
        with urlopen(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
        process.send_signal(number)
        process.communicate(timeout=20)

        assert told == f"Try the bot at http://127.0.0.1:{port}/ (Ctrl-C ends it).\n"
        assert process.returncode == 0
        with pytest.raises(ProcessLookupError):
            os.kill(int(bot.split()[1]), 0)


def test_a_bot_that_dies_ends_it_with_one_line() -> None:
    """When the bot ends by itself, the status is 1 and one line says so."""
    with started(free_port(), "raise SystemExit(3)") as process:
        _, problem = process.communicate(timeout=20)

    assert process.returncode == 1
    assert problem == ("The bot ended by itself with status 3; its last lines above say why.\n")


def test_the_bot_is_told_where_the_server_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment names this server, its token and people, and nothing of the real bot's."""
    monkeypatch.setenv("CONGVU_BOT_TOKEN", "1:real")
    monkeypatch.setenv("CONGVU_WEBHOOK_URL", "https://example.vn/hook")
    monkeypatch.setenv("CONGVU_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("CONGVU_ADMINS", "77")
    monkeypatch.setenv("CONGVU_STATE", "/srv/real")
    port = free_port()
    program = (
        "import os; e = os.environ; "
        "print(e['CONGVU_API_BASE'], e['CONGVU_BOT_TOKEN'] == '1:real', 'CONGVU_WEBHOOK_URL' in e,"
        " 'CONGVU_PROXY' in e, e['CONGVU_ADMINS'], 'CONGVU_STATE' in e)"
    )
    with started(port, program) as process:
        output, _ = process.communicate(timeout=20)

    assert f"http://127.0.0.1:{port}/bot False False False 1003 False\n" in output


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """When the port is taken, the status is 1 and one line says what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert run_try(port=port, open_browser=False) == 1

    problem = capsys.readouterr().err
    assert problem.startswith(f"Port {port} cannot be used")
    assert problem.endswith("choose another one.\n")


async def test_only_this_machine_is_listened_to() -> None:
    """An address that others could reach is refused."""
    with pytest.raises(TryoutError, match="this machine only"):
        await serve(port=0, host="0.0.0.0")


def test_a_program_beside_the_bot_may_end_without_it() -> None:
    """That the desk could not start is told; the chat page goes on."""
    program = (
        "import sys; from bot.tryout import run_try; p = sys.executable;"
        "sys.exit(run_try(port=int(sys.argv[1]), open_browser=False,"
        " command=[p, '-c', sys.argv[2]], beside=[p, '-c', 'raise SystemExit(3)']))"
    )
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", program, str(port), PATIENT_BOT],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        told = process.stderr.readline()
        with urlopen(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)

    assert told.startswith("The program beside the bot ended by itself with status 3")
    assert process.returncode == 0
