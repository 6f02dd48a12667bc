"""Who has unlocked the desk: keys in memory, locked after ten idle minutes; guesses are slowed."""

import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.desk.opened import OpenedCases
from bot.reports.vault import InspectorKey
from knowledge.clock import Clock

IDLE = timedelta(minutes=10)
"""After this long without a request the desk forgets the key."""

_LONGEST_PAUSE = 64.0
"""Seconds between two tries once many were wrong."""


@dataclass(slots=True)
class Session:
    """One unlocked browser."""

    key: InspectorKey
    seen: datetime
    opened: OpenedCases
    """What this key has opened so far."""
    query: str = ""
    """What was searched for last: kept here, so that no address in the browser's history has it."""
    done: dict[str, str] = field(default_factory=dict)
    """What was just done with a case, by its number, until its page has said so."""


@dataclass(slots=True)
class Sessions:
    """All unlocked browsers; safe to use from several threads."""

    clock: Clock
    _by_token: dict[str, Session] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def start(self, key: InspectorKey) -> str:
        """Keep *key* and return the random token of its cookie."""
        token = new_token()
        with self._lock:
            self._by_token[token] = Session(key, self.clock.now(), OpenedCases())
        return token

    def find(self, token: str) -> Session | None:
        """Return the session of *token* and count this as use; None once it is locked."""
        self.sweep()
        with self._lock:
            session = self._by_token.get(token)
            if session is not None:
                session.seen = self.clock.now()
            return session

    def idle_seconds_left(self, token: str) -> int:
        """Return the whole seconds until *token* is locked, 0 once it is; this is no use of it."""
        self.sweep()
        with self._lock:
            session = self._by_token.get(token)
            if session is None:
                return 0
            left = session.seen + IDLE - self.clock.now()
        return max(1, int(left.total_seconds()))

    def end(self, token: str) -> None:
        """Forget the key of *token* and all it has opened."""
        with self._lock:
            session = self._by_token.pop(token, None)
        if session is not None:
            session.opened.wipe()

    def sweep(self) -> None:
        """Lock what has been idle too long."""
        now = self.clock.now()
        with self._lock:
            idle = [token for token, one in self._by_token.items() if now - one.seen >= IDLE]
        for token in idle:
            self.end(token)

    def end_all(self) -> None:
        """Forget every key: the desk stops."""
        for token in list(self._by_token):
            self.end(token)

    def form_token(self, token: str) -> str:
        """Return what a form sent by the browser of *token* must hold."""
        return hashlib.blake2b(token.encode(), key=self._secret, digest_size=24).hexdigest()

    def is_form_token(self, token: str, given: str) -> bool:
        """Whether *given* is the form token of *token*."""
        return hmac.compare_digest(self.form_token(token).encode(), given.encode())


@dataclass(slots=True)
class Brake:
    """Slows wrong passphrases: one second after the first, then twice as long each time."""

    clock: Clock
    _wrong: int = 0
    _until: datetime | None = None

    def seconds_left(self) -> int:
        """Return how long the next try must wait, in whole seconds; 0 when it may come now."""
        if self._until is None:
            return 0
        left = (self._until - self.clock.now()).total_seconds()
        return max(0, -int(-left // 1))

    def wrong(self) -> None:
        """Count a wrong passphrase."""
        pause = min(2.0**self._wrong, _LONGEST_PAUSE)
        self._wrong += 1
        self._until = self.clock.now() + timedelta(seconds=pause)

    def right(self) -> None:
        """Forget the wrong ones."""
        self._wrong, self._until = 0, None


def new_token() -> str:
    """Return a fresh random value for a cookie."""
    return secrets.token_urlsafe(32)
