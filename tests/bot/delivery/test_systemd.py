"""What systemd is told, over the socket it really listens on."""

import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.delivery.systemd import Systemd


@pytest.fixture
def manager() -> Iterator[socket.socket]:
    """Listen as systemd does on an abstract address; a datagram that does not come is an error."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("")  # the kernel chooses an abstract address
        listener.setblocking(False)
        yield listener


def address(listener: socket.socket) -> str:
    """Return the listener's address as NOTIFY_SOCKET writes it."""
    name = listener.getsockname()
    return "@" + name[1:].decode() if isinstance(name, bytes) else str(name)


def test_the_states_of_a_life_are_told_in_order(manager: socket.socket) -> None:
    """Start, sign of life and end arrive as systemd spells them."""
    systemd = Systemd({"NOTIFY_SOCKET": address(manager)})
    systemd.ready()
    systemd.alive()
    systemd.stopping()
    assert [manager.recv(100) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


def test_a_socket_in_the_file_system_serves_too(tmp_path: Path) -> None:
    """Both forms of the address work."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.setblocking(False)
        Systemd({"NOTIFY_SOCKET": str(tmp_path / "notify")}).ready()
        assert listener.recv(100) == b"READY=1"


def test_the_status_is_one_line_and_told_when_it_changes(manager: socket.socket) -> None:
    """A line break could end the status and begin a message of its own: it becomes a space."""
    systemd = Systemd({"NOTIFY_SOCKET": address(manager)})
    systemd.status("All is\nREADY=1 well.")
    systemd.status("All is\nREADY=1 well.")
    assert manager.recv(100) == b"STATUS=All is READY=1 well."
    with pytest.raises(BlockingIOError):
        manager.recv(100)


def test_without_systemd_nothing_is_told_and_nothing_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Started by hand, the bot runs the same and complains of nothing."""
    systemd = Systemd({})
    systemd.ready()
    systemd.status("All is well.")
    assert systemd.watchdog_seconds is None
    assert caplog.records == []


def test_a_socket_that_is_gone_is_a_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot does not end because systemd cannot hear it."""
    with caplog.at_level(logging.WARNING):
        Systemd({"NOTIFY_SOCKET": str(tmp_path / "gone")}).ready()
    assert "READY" in caplog.text


@pytest.mark.parametrize(
    ("variables", "seconds"),
    [
        ({"WATCHDOG_USEC": "120000000"}, 120.0),
        ({"WATCHDOG_USEC": "120000000", "WATCHDOG_PID": str(os.getpid())}, 120.0),
        ({"WATCHDOG_USEC": "120000000", "WATCHDOG_PID": str(os.getppid())}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({}, None),
    ],
)
def test_the_watchdogs_limit_is_read(variables: dict[str, str], seconds: float | None) -> None:
    """Only a limit that is meant for this very process counts; a parent's does not."""
    assert Systemd(variables).watchdog_seconds == seconds
