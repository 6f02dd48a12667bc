"""Older word processors' files (.doc, .rtf, .odt) turned into .docx by LibreOffice.

Headless, in a profile of its own that dies with the run: no macros, no links followed, nothing
of one file reaches the next. The conversion keeps fonts' names, numbering and tracked changes,
so that the one reader of .docx files serves all.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import ReadError

SECONDS = 90
"""Time a conversion may take; a document of 300 pages takes four."""
_START_AGAIN = 81
"""Exit status of a first start that wants a second one."""
_STARTS = 3
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" \
xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SWITCHES = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
)


def program() -> str:
    """Return where LibreOffice is; "" where it is not.

    The program itself, not the scripts that begin it: one process, which ends when it is killed.
    """
    script = shutil.which("soffice") or shutil.which("libreoffice") or ""
    itself = Path(script).resolve().with_name("soffice.bin")
    return str(itself) if script and itself.is_file() else script


@contextmanager
def as_docx(path: Path) -> Iterator[Path]:
    """Convert a file that is what its ending says; give the .docx for a while.

    Raises:
        ReadError: "no-soffice", "slow", or "damaged" when LibreOffice cannot read the file.
    """
    if not program():
        raise ReadError("no-soffice", path.name)
    with tempfile.TemporaryDirectory(prefix="congvu-office-") as name:
        folder = Path(name)
        # A name of our own: the file's may be anything.
        source = folder / f"document{path.suffix.lower()}"
        shutil.copyfile(path, source)
        _write_settings(folder / "profile")
        _convert(source, folder, path.name)
        result = folder / "out" / "document.docx"
        if not result.is_file():
            raise ReadError("damaged", path.name)
        yield result


def _write_settings(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _SWITCHES)
    (user / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), "utf-8")


def _convert(source: Path, folder: Path, name: str) -> None:
    command = [
        program(),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", "docx:Office Open XML Text", "--outdir", str(folder / "out")),
        str(source),
    ]
    try:
        for _ in range(_STARTS):
            done = subprocess.run(
                command,
                cwd=folder,
                env=_environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
            )
            if done.returncode != _START_AGAIN:
                return
    except subprocess.TimeoutExpired:
        raise ReadError("slow", name, seconds=SECONDS) from None


def _environment(folder: Path) -> dict[str, str]:
    """Return what LibreOffice may know of its surroundings: no home, no screen, no proxy."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
    return {**kept, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
