"""What later documents did to single provisions.

The amending document is quoted, never applied: an amendment keeps where its sentence and its new
wording stand in the amending document's own text.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Change(StrEnum):
    """What happens to a provision."""

    REPLACED = "sua_doi"
    """It reads anew as a whole."""
    INSERTED = "bo_sung"
    REPEALED = "bai_bo"
    PARTLY = "mot_phan"
    """Less than the whole: a phrase, a heading, some matter in it."""


class Held(StrEnum):
    """Which wording the library's text of the amended provision is, as found by comparing."""

    BEFORE = "truoc"
    AFTER = "sau"
    UNKNOWN = "chua_ro"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text; empty when it is false."""

    start: int = 0
    end: int = 0

    def __bool__(self) -> bool:
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class Amendment:
    """One provision changed by another document, from a day on."""

    change: Change
    source: str
    """Number of the document that amends; the library may not hold it."""
    source_path: str
    """The provision that says so; "" where only the document is known."""
    target: str
    """Number of the amended document; "" where only a title is given."""
    target_path: str
    day: date | None
    """First day of the new law; None where it is not known."""
    said: Span = Span()
    """The sentence that amends, in the source's text; empty where the source is not held."""
    wording: Span = Span()
    """The new wording in the source's text, without its quotation marks; or empty."""
    parts: tuple[tuple[str, Span], ...] = ()
    """(path, span) of each khoản and điểm inside the new wording."""
    held: Held = Held.UNKNOWN
    target_title: str = ""

    def begun(self, day: date) -> bool:
        """Return whether it holds on *day*; one without a day is taken to."""
        return self.day is None or self.day <= day

    def covers(self, path: str) -> bool:
        """Return whether *path* is the amended provision or lies inside it."""
        return path == self.target_path or path.startswith(f"{self.target_path}.")

    def touches(self, path: str) -> bool:
        """Return whether it changes *path*, what holds it, or something inside it."""
        return self.covers(path) or self.target_path.startswith(f"{path}.")

    def wording_of(self, path: str) -> Span:
        """Return the new wording of *path*, the amended provision or one inside it; or empty."""
        if path == self.target_path:
            return self.wording
        return dict(self.parts).get(path, Span())


def by_day(amendment: Amendment) -> tuple[date, int]:
    """Return the key that sorts amendments by day; those without a day come last."""
    return (amendment.day or date.max, amendment.said.start)
