"""Which answer belongs to which question, told by what the answer says, and what went wrong.

Questions that must be told apart are citations: ``/xem Điều 8 112/2020/NĐ-CP`` is answered with a
card whose first line names that very provision. A chat that asks each provision once can thus be
checked for lost, repeated and overtaking answers, however late they come.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

Key = tuple[str, str]
"""Label of a Điều and number of its document: ``("8", "112/2020/NĐ-CP")``."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the questions of one chat, or of several."""

    asked: int = 0
    lost: int = 0
    """Questions with no answer."""
    duplicated: int = 0
    """Answers beyond the first to the same question."""
    out_of_order: int = 0
    """First answers that came after the answer to a later question."""
    strange: int = 0
    """Messages that answer none of the questions."""

    def as_json(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)

    def __add__(self, other: "Verdict") -> "Verdict":
        names = [field.name for field in fields(self)]
        return Verdict(*(getattr(self, name) + getattr(other, name) for name in names))


def question(key: Key) -> str:
    """Return what a person sends to see a provision."""
    label, number = key
    return f"/xem Điều {label} {number}"


def key_of(answer: str) -> Key | None:
    """Return the provision that an answer's first line names, or None."""
    words = answer.partition("\n")[0].split()
    if len(words) < 3 or words[0] != "Điều":
        return None
    return words[1], words[-1]


def judge(asked: Sequence[Key], came: Sequence[Key | None]) -> Verdict:
    """Compare the questions of one chat, each asked once, with its answers in order of coming."""
    place = {key: at for at, key in enumerate(asked)}
    counts = Counter(key for key in came if key in place)
    latest, late = -1, 0
    for key in dict.fromkeys(key for key in came if key in place):
        late += place[key] < latest
        latest = max(latest, place[key])
    return Verdict(
        asked=len(asked),
        lost=len(place) - len(counts),
        duplicated=counts.total() - len(counts),
        out_of_order=late,
        strange=len(came) - counts.total(),
    )
