"""What a process that reads a stranger's file gives up before it looks at it.

Four walls, each of which holds where another is not to be had: limits on what it may use, no
sockets, no files but its own and the system's, and, where the system lets a process make them,
namespaces of its own without a network and without sight of other processes. LibreOffice and
Tesseract, which it may start, stand behind the same walls.
"""

import ctypes
import os
import resource
import shutil
import signal
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from indexer.readers import sandbox_landlock, sandbox_sockets

MEMORY = 3 << 29
"""Address space of each process in bytes; LibreOffice reads a small file with a third of it, and a
picture of 108 million dots in colour, the largest that telephones take, just fits."""
LARGEST_FILE = 256 << 20
"""Bytes of any file that is written."""
OPEN_FILES = 256
PROCESSES = 256
"""Processes and threads at once; LibreOffice has about 20. The system does not hold root to it."""

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_NEW_USER, _NEW_PIDS, _NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
_NEW_IPC, _NEW_MOUNTS = 0x08000000, 0x00020000
_CAPABILITIES = 0x20080522
"""Version of the call that sets them."""
_BIND, _RECURSIVELY, _PRIVATE = 0x1000, 0x4000, 1 << 18
_TEMPORARY = Path("/tmp")
_SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/proc", "/sys/devices/system/cpu"),
    *("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/libreoffice", "/etc/localtime"),
    *("/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/locale.alias", "/etc/papersize"),
    *(
        "/var/cache/fontconfig",
        "/var/lib/libreoffice",
        "/var/spool/libreoffice",
        "/dev/urandom",
        "/dev/random",
        "/dev/zero",
    ),
)
"""What programs need of the system: no settings, no keys, nobody's home."""


def die_with_parent(parent: int, number: signal.Signals) -> None:
    """Have this process sent that signal when the one that started it ends."""
    _prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def separate() -> bool:
    """Leave the network and the other processes behind; return whether the system let it.

    From the next fork on: the child and all it starts end when that child ends.
    """
    if sys.platform != "linux":
        return False
    user, group = os.getuid(), os.getgid()
    flags = _NEW_USER | _NEW_PIDS | _NEW_NETWORK | _NEW_IPC | _NEW_MOUNTS
    if ctypes.CDLL(None, use_errno=True).unshare(flags) != 0:
        return False
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def settle(folder: Path, separated: bool) -> Path:
    """Make *folder* the home of this process and the place for what it writes; return its path.

    Where this process is separated it takes the place of /tmp, in which LibreOffice insists on
    having a socket; but not where this program or its Python lie there themselves.
    """
    if separated and not any(path.is_relative_to(_TEMPORARY) for path in _readable()):
        mount = ctypes.CDLL(None, use_errno=True).mount
        mount(None, b"/", None, _RECURSIVELY | _PRIVATE, None)
        if mount(os.fsencode(folder), os.fsencode(_TEMPORARY), None, _BIND, None) == 0:
            folder = _TEMPORARY
    os.chdir(folder)
    os.environ["HOME"] = os.environ["TMPDIR"] = str(folder)
    return folder


def confine(folder: Path, seconds: int, separated: bool) -> None:
    """Limit this process to *folder*, what reading takes of the system, and *seconds* of CPU.

    *separated* says whether it is in namespaces of its own: elsewhere the system counts all
    processes of the same user, those of the service too.
    """
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, PROCESSES if separated else 16 * PROCESSES),
    ):
        most = resource.getrlimit(limit)[1]
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(limit, (value, value))
    with suppress(OSError):
        # Where memory runs short in spite of all, this is what goes, not the service.
        Path("/proc/self/oom_score_adj").write_text("1000")
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _disown()
    sandbox_sockets.forbid()
    sockets = () if folder == _TEMPORARY else (_TEMPORARY,)
    sandbox_landlock.restrict(_readable(), (folder, Path("/dev/null")), sockets)


def _readable() -> Iterator[Path]:
    """Yield what may be read: the system's programs, Python and its packages, LibreOffice."""
    yield from map(Path, _SYSTEM)
    packages = Path(__file__).parents[1]
    yield from (packages, packages.with_name("knowledge"))
    yield from (Path(sys.prefix), Path(sys.base_prefix))
    yield from (Path(entry) for entry in sys.path if entry.endswith("-packages"))
    for program in ("soffice", "tesseract"):
        if found := shutil.which(program):
            folder = Path(found).resolve().parent
            yield folder.parent if folder.name == "program" else folder


def _disown() -> None:
    """Give up what root may do beyond others, for good."""
    header, nothing = struct.pack("=Ii", _CAPABILITIES, 0), bytes(24)
    with suppress(AttributeError):  # not Linux
        ctypes.CDLL(None, use_errno=True).capset(header, nothing)


def _prctl(option: int, value: int) -> None:
    with suppress(AttributeError):  # not Linux
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
