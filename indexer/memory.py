"""Gives the system back what a stage of a build no longer needs."""

import ctypes
import gc
import sys


def give_back() -> None:
    """Return freed memory to the system: the C library keeps it otherwise, for itself alone.

    Measured after 75,870 articles were stored: 908 MB become 553.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, others need not
        if trim is not None:
            trim(0)
