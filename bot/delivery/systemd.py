"""Talks to systemd, where it started us: ready, stopping, alive, and a line of status.

The protocol is one datagram of ``NAME=value`` lines to the socket that ``NOTIFY_SOCKET`` names
(sd_notify(3)). Started by anything else, all of this does nothing.
"""

import logging
import os
import socket
from collections.abc import Mapping

_log = logging.getLogger(__name__)

_ABSTRACT = "@"
"""How ``NOTIFY_SOCKET`` writes the zero byte that begins an address outside the file system."""


class Systemd:
    """Tells systemd how we are."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        variables = os.environ if environment is None else environment
        address = variables.get("NOTIFY_SOCKET", "")
        self._address = address.replace(_ABSTRACT, "\0", 1) if address[:1] == "@" else address
        self._watchdog = _seconds(variables)
        self._status = ""

    @property
    def watchdog_seconds(self) -> float | None:
        """Seconds without a sign of life after which systemd kills us; None when it does not."""
        return self._watchdog

    def ready(self) -> None:
        """Tell that the start is over."""
        self._send("READY=1")

    def stopping(self) -> None:
        """Tell that the end has begun."""
        self._send("STOPPING=1")

    def alive(self) -> None:
        """Give the sign of life."""
        self._send("WATCHDOG=1")

    def status(self, sentence: str) -> None:
        """Show *sentence* in ``systemctl status``."""
        if sentence != self._status:
            self._status = sentence
            self._send("STATUS=" + " ".join(sentence.split()))

    def _send(self, line: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
                channel.setblocking(False)  # a systemd that does not read must not stop the bot
                channel.sendto(line.encode(), self._address)
        except OSError as error:
            _log.warning("systemd cannot be told %s: %s.", line.split("=")[0], error.strerror)


def _seconds(variables: Mapping[str, str]) -> float | None:
    """Return the watchdog's limit, if systemd set one for this very process."""
    given = variables.get("WATCHDOG_USEC", "")
    meant = variables.get("WATCHDOG_PID", "")
    if not given.isdigit() or int(given) == 0 or (meant and meant != str(os.getpid())):
        return None
    return int(given) / 1_000_000
