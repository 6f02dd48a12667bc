"""Landlock, Linux's way for a process to give up the file system but for the paths it names.

Called by number through the C library, as it has no function for it; unknown to a kernel, nothing
happens and the caller is told.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_READ = 0b1101
"""Execute, read a file, list a folder."""
_SOCKETS = 1 << 9 | 1 << 5
"""Make them, and remove a file."""
_ON_FILES = 0b111 | 1 << 14 | 1 << 15
"""What can be allowed of a file: execute, write, read, truncate, control a device."""
_FILE_SYSTEM = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""Rights by the first version of the interface that knows them."""
_NETWORK = 0b11
"""Bind and connect TCP, from version 4."""
_SCOPES = 0b11
"""Abstract sockets of, and signals to, processes outside; from version 6."""


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def restrict(
    readable: Iterable[Path], writable: Iterable[Path], sockets: Iterable[Path] = ()
) -> bool:
    """Leave this process, and all it starts, only these paths; return whether that is in force.

    *readable* may be read and executed, *writable* changed too, in *sockets* local sockets may
    be made and removed; paths that do not exist are passed over. The process must have given up new
    privileges before (PR_SET_NO_NEW_PRIVS).
    """
    if sys.platform != "linux":
        return False
    system = ctypes.CDLL(None, use_errno=True).syscall
    version = system(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        return False
    rights = sum(bits for since, bits in _FILE_SYSTEM if version >= since)
    network, scopes = _NETWORK * (version >= 4), _SCOPES * (version >= 6)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = system(_CREATE_RULESET, ctypes.byref(_Ruleset(rights, network, scopes)), size, 0)
    if ruleset < 0:
        return False
    try:
        for allowed, paths in ((_READ, readable), (rights, writable), (_SOCKETS, sockets)):
            for path in paths:
                _allow(ruleset, path, allowed & rights)
        return bool(system(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        allowed = rights if path.is_dir() else rights & _ON_FILES
        rule = _Beneath(allowed, folder)
        system = ctypes.CDLL(None, use_errno=True).syscall
        system(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(folder)
