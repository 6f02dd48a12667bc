"""Sorts what can go wrong with a piece of work into codes that the chat has sentences for."""

import errno
import logging
import sqlite3

from indexer.corrections import CorrectionError
from indexer.errors import BusyError, IndexerError, ReadError
from indexer.orders import Failure
from knowledge.errors import CongvuError, LibraryError, ModelError, NoLibraryError

_LOG = logging.getLogger(__name__)

_CODES: tuple[tuple[type[CongvuError], str], ...] = (
    (BusyError, "busy"),
    (NoLibraryError, "no-library"),
    (LibraryError, "library"),
    (ModelError, "model"),
    (IndexerError, "refused"),
    (CongvuError, "refused"),
)
"""The first class that fits says the code."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


def failure_of(error: Exception) -> Failure:
    """Return *error* as a code, its values and one English sentence."""
    if isinstance(error, ReadError):
        return Failure(error.code, {"name": error.name, **error.values}, str(error))
    if isinstance(error, CorrectionError):
        return Failure(error.code, dict(error.values), str(error))
    for kind, code in _CODES:
        if isinstance(error, kind):
            return Failure(code, {}, " ".join(str(error).split()))
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, sqlite3.DatabaseError):
        return _of_database(error)
    _LOG.error("Nobody foresaw this.", exc_info=error)
    name = type(error).__name__
    return Failure("unexpected", {"type": name}, f"The work ended with an error ({name}).")


def _of_system(error: OSError) -> Failure:
    reason = error.strerror or type(error).__name__
    if error.errno in _FULL:
        return Failure("disk-full", {}, "The disk is full: make room and try again.")
    code = "denied" if error.errno in _DENIED else "unexpected"
    return Failure(code, {"type": reason}, f"A file cannot be used ({reason}).")


def _of_database(error: sqlite3.DatabaseError) -> Failure:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return Failure("disk-full", {}, "The disk is full: make room and try again.")
    return Failure("database", {}, f"A database cannot be used: {error}.")
