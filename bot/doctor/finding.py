"""What an examination finds, one line each."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad a finding is."""

    OK = 0
    WARN = 1
    FAIL = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination."""

    level: Level
    what: str
    """What was looked at and found."""
    mend: str = ""
    """What to do about it; "" when all is well."""

    def __str__(self) -> str:
        return f"{self.level.name:<4}  {self.what}" + (f" Mend: {self.mend}" if self.mend else "")
