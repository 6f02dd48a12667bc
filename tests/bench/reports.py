"""How long a report takes to be sealed, and how long the desk takes over a full inbox.

    python -m tests.bench.reports

prints it; the numbers to keep to are one second each.
"""

import io
import random
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from bot.reports.cases import Cases
from bot.reports.cleaning import clean_stream
from bot.reports.files import SealedFiles
from bot.reports.model import Report
from bot.reports.vault import Secrets, Vault
from knowledge.clock import SystemClock
from tests.bench.report import show, speed_table
from tests.bot.desk.office import Office, new_keyholder
from tests.bot.reports.sealing import office_at

CASES, RUNS = 5000, 5


def measure() -> dict[str, Any]:
    """Return seconds, the median of a few runs, by what was measured."""
    with TemporaryDirectory() as folder:
        sealed = _sealing(Path(folder) / "sealing")
        return sealed | _inbox(Path(folder) / "inbox")


def photograph() -> bytes:
    """Return a JPEG of about 5 MB, whose noise does not pack."""
    noise = Image.frombytes("RGB", (3800, 2850), random.Random(5).randbytes(3800 * 2850 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    return out.getvalue()


def _sealing(home: Path) -> dict[str, Any]:
    photo = photograph()
    vault, files = office_at(home, "A", "B", "C").vault, SealedFiles(home / "cases")
    cases = Cases.open(home, SystemClock())
    taken: dict[str, list[float]] = {"original": [], "copy": [], "report": []}
    for _ in range(RUNS):
        secrets = Secrets.new()
        place = (secrets.report_key, secrets.report_id)
        ids = [files.new_id(), files.new_id()]
        steps: dict[str, Callable[[], object]] = {
            "original": partial(files.write, *place, ids[0], photo),
            "copy": partial(_copy, files, place, ids),
            "report": partial(_hand_in, vault, cases, secrets, ids),
        }
        for name, step in steps.items():
            taken[name].append(_timed(step))
    cases.close()
    size = f"{len(photo) / 1e6:.1f} MB"
    names = {
        "original": f"seal a photograph of {size}, s",
        "copy": f"clean a photograph of {size} and seal the copy, s",
        "report": "seal a report for three inspectors and its receipt, and keep it, s",
    }
    return {names[name]: round(median(times), 2) for name, times in taken.items()}


def _copy(files: SealedFiles, place: tuple[bytes, bytes], names: list[str]) -> None:
    with files.writer(*place, names[1]) as writer:
        reason = clean_stream("image/jpeg", files.chunks(*place, names[0]), writer.write)
    assert not reason, reason


def _hand_in(vault: Vault, cases: Cases, secrets: Secrets, names: list[str]) -> None:
    report = Report("thai-do", "01", "Hà Nội", "hôm nay", None, "Chờ lâu. " * 200)
    sealed = vault.seal_report(secrets, report)
    cases.add(sealed, report.kind, report.unit, date(2026, 11, 22), files=names)


def _inbox(home: Path) -> dict[str, Any]:
    holder = new_keyholder("Trần Thanh Tra")
    office = Office(home, holder)
    report = Report("thai-do", "01", "Hà Nội", "hôm nay", None, "Chờ lâu. " * 200)
    for _ in range(CASES):
        office.receive(report)
    browser = office.browser()
    browser.unlock(holder)
    times = [_timed(lambda: browser.http.get("/").raise_for_status()) for _ in range(RUNS)]
    office.desk.cases.close()
    return {f"open an inbox of {CASES:,} sealed cases, s": round(median(times), 2)}


def _timed(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


if __name__ == "__main__":
    show([speed_table(measure(), "Reports")])
