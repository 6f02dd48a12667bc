"""Keeps what a process holds in memory out of core dumps and out of other processes' reach."""

import ctypes
import resource

_PR_SET_DUMPABLE = 4


def forbid_dumps() -> None:
    """Let this process leave no core, piped to a collector or not, and no debugger attach to it.

    What it holds is people's words, keys and codes. Where the system knows no such call, the limit
    on the size of cores stands alone.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
