"""Takes the network from a process: a filter of system calls (seccomp) that knows no sockets.

The filter is a dozen instructions of the kernel's packet filter language, written here by hand:
``socket`` is refused but for sockets within the machine, and so are the ways around it.
"""

import ctypes
import platform
import struct
import sys

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 13, 0x80000000
"""What the filter returns; refused calls end with EACCES."""
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_AF_UNIX = 1
_IO_URING_SETUP = 425
"""The same on every machine; it could open sockets without the call."""
_OTHER_ABI = 0x40000000
"""From here on calls are those of x86's x32, under which ``socket`` has another number."""
_MACHINES = {"x86_64": (0xC000003E, 41, 101), "aarch64": (0xC00000B7, 198, 117)}
"""By machine: its mark in the filter, the numbers of ``socket`` and ``ptrace``."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def forbid() -> bool:
    """Refuse this process, and all it starts, any socket but local ones; return whether it is so.

    The process must have given up new privileges before (PR_SET_NO_NEW_PRIVS).
    """
    numbers = _MACHINES.get(platform.machine())
    if numbers is None or sys.platform != "linux":
        return False
    code = _filter(*numbers)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return bool(prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(machine: int, socket: int, ptrace: int) -> bytes:
    """Return the filter's instructions; a jump counts the instructions it passes over."""
    return b"".join(
        struct.pack("=HBBI", *instruction)
        for instruction in (
            (_LOAD, 0, 0, _MACHINE_AT),
            (_EQUAL, 1, 0, machine),
            (_RETURN, 0, 0, _KILL),
            (_LOAD, 0, 0, _NUMBER_AT),
            (_AT_LEAST, 5, 0, _OTHER_ABI),
            (_EQUAL, 4, 0, _IO_URING_SETUP),
            (_EQUAL, 3, 0, ptrace),
            (_EQUAL, 0, 3, socket),
            (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
            (_EQUAL, 1, 0, _AF_UNIX),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        )
    )
