"""The homes of the bots under load, and the provisions that their libraries can show."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from knowledge.library import Library, current_snapshot
from knowledge.model import Level
from tests.load.options import ROOT
from tests.load.order import Key

_KEPT = Path(tempfile.gettempdir()) / "congvu-load-home"
"""The starter library, built at the first run and kept for the next ones."""


def copied_home(given: Path | None, folder: Path) -> Path:
    """Copy the library of *given*, or the starter library, to a new home in *folder*."""
    source = given or starter_home()
    home = folder / "home"
    for name in ("library", "sources", "cache"):
        if (source / name).is_dir():
            shutil.copytree(source / name, home / name, symlinks=True)
    return home


def starter_home() -> Path:
    """Return a home with the starter library; the first time, build it, which takes a minute."""
    if not (_KEPT / "library" / "current").exists():
        print("Building the starter library, which is kept for the next runs …", flush=True)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("CONGVU_")}
        subprocess.run(
            [sys.executable, "-m", "bot.cli", "refresh"],
            cwd=ROOT,
            env=environment | {"CONGVU_HOME": str(_KEPT)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return _KEPT


def provisions(home: Path) -> list[Key]:
    """Return every Điều that ``/xem`` shows by its number alone, each with its own answer."""
    library = Library.open(current_snapshot(home))
    try:
        return [
            (provision.label, document.number)
            for document in library.documents()
            if "/" in document.number and " " not in document.number
            for provision in library.provisions(document.number)
            if provision.level is Level.ARTICLE and provision.path == f"dieu{provision.label}"
        ]
    finally:
        library.close()
