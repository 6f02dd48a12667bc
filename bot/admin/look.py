"""What the screens of administrators are drawn from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.admin.folder import JobFolder
from bot.questions.press import Links
from bot.questions.screen import View
from bot.texts import Html, Texts


@dataclass(frozen=True, slots=True)
class Look:
    """The words, the files of the jobs, the library of *home* and what it holds now."""

    texts: Texts
    home: Path
    folder: JobFolder
    links: Links
    view: Callable[[], View]
    """The library that is answered from; opens a newly published one first."""


def day_of(day: date | None, texts: Texts) -> str:
    """Return a day as Vietnamese law writes it, or that it is not known."""
    return f"{day:%d/%m/%Y}" if day else texts.plain("card-none")


def moment_of(iso: str) -> str:
    """Return a moment in ISO 8601 as people read it: "12:03 22/11/2026"."""
    try:
        return f"{datetime.fromisoformat(iso):%H:%M %d/%m/%Y}"
    except ValueError:
        return iso


def joined(*lines: str) -> Html:
    """Return pieces of HTML, each on a line of its own, empty ones left out."""
    return Html("\n".join(line for line in lines if line))


def parts(*blocks: str) -> Html:
    """Return blocks of HTML with an empty line between them, empty ones left out."""
    return Html("\n\n".join(block for block in blocks if block))
