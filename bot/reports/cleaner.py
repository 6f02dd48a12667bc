"""The child process that takes attachments apart: ``python -m bot.reports.cleaner TYPE``.

Bytes in on stdin, the cleaned copy out on stdout. Exit status: 0 done, 3 broken or too large,
4 holds a part that nobody here can clean.
"""

import importlib
import resource
import sys
from collections.abc import Callable

from bot.dumps import forbid_dumps
from bot.reports.cleaner_errors import UnknownInsideError
from bot.reports.media_types import EXCEL, POWERPOINT, WORD

CLEANERS = {
    "image/jpeg": "images",
    "image/png": "images",
    "image/gif": "images",
    "image/bmp": "images",
    "image/tiff": "images",
    "image/webp": "images",
    "application/pdf": "pdf",
    WORD: "office",
    EXCEL: "office",
    POWERPOINT: "office",
}
"""The module, ``bot.reports.cleaner_NAME``, whose ``clean`` knows a media type."""
BROKEN = 3
UNKNOWN_INSIDE = 4

_MEMORY = 1024 * 1024 * 1024
_CPU_SECONDS = 15


def cleaner_of(media_type: str) -> Callable[[bytes], bytes]:
    """Return what cleans files of this type, ready to work where no file can be opened."""
    module = importlib.import_module(f"bot.reports.cleaner_{CLEANERS[media_type]}")
    module.warm_up()
    clean: Callable[[bytes], bytes] = module.clean
    return clean


def confine() -> None:
    """Take from this process what it has no need of: files, connections, memory, time, cores."""
    for encoding in ("utf-16", "utf-16-be", "utf-16-le", "latin-1", "cp1252", "ascii", "cp437"):
        "".encode(encoding)  # codecs are files too, opened at their first use
    forbid_dumps()
    for limit, value in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),  # the three that are open; neither file nor socket more
    ):
        resource.setrlimit(limit, (value, value))


def main() -> int:
    """Clean stdin into stdout and return the exit status."""
    clean = cleaner_of(sys.argv[1])
    confine()
    try:
        copy = clean(sys.stdin.buffer.read())
    except UnknownInsideError:
        return UNKNOWN_INSIDE
    except Exception:  # any: what takes strangers' files apart fails in many ways
        return BROKEN
    sys.stdout.buffer.write(copy)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
