"""What must be said of a provision when it is shown: that it was amended, by what, and the words.

A notice never claims that the text shown is old unless comparing it with the new wording said so
(``Amendment.held``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.amendments import Amendment, Change, Held
from knowledge.library import Library
from knowledge.model import Provision
from knowledge.versions import Version, Wording, source_of, versions

_ANEW = (Change.REPLACED, Change.INSERTED, Change.REPEALED)


@dataclass(frozen=True, slots=True)
class Notice:
    """One amendment of a provision that is shown, as of a day."""

    amendment: Amendment
    source: str
    """Citation of what amends: "khoản 1 Điều 1 Luật 52/2019/QH14"."""
    subject: str
    """Path of the amended provision where it is not the one shown; "" where it is."""
    begun: bool
    """Whether it holds on the day."""
    words: Version
    """The new words, verbatim; ``words.text`` is "" where the library does not hold them."""

    @property
    def shown_is_old(self) -> bool:
        """True when the library's text is known to be the wording before this amendment."""
        return self.begun and self.amendment.held is Held.BEFORE

    @property
    def shown_is_newer(self) -> bool:
        """True when the library's text is the wording of this amendment, and the day is before."""
        return not self.begun and self.amendment.held is Held.AFTER

    @property
    def new_wording(self) -> str:
        """The new wording to be read instead of what is held, or beside a digest; "" if none."""
        useful = self.amendment.held is not Held.AFTER and self.words.wording is Wording.QUOTED
        return self.words.text if useful else ""

    @property
    def instruction(self) -> str:
        """The sentence that changes a part, where no new wording can be quoted; "" else."""
        useful = self.amendment.held is not Held.AFTER and self.words.wording is Wording.SAID
        return self.words.text if useful else ""


def notices(library: Library, provision: Provision, day: date) -> tuple[Notice, ...]:
    """Return the amendments of *provision* to be named as of *day*, by day.

    Those that a later one, in force on the day, has made history are left out.
    """
    found = [v for v in versions(library, provision.document, provision.path) if v.amendment]
    kept = found[_latest_anew(found, day) :]
    return tuple(_notice(library, version, provision, day) for version in kept)


def _latest_anew(found: Sequence[Version], day: date) -> int:
    """Return the index of the last amendment in force that gave the whole provision anew."""
    anew = [
        at
        for at, version in enumerate(found)
        if version.whole
        and version.amendment is not None
        and version.amendment.change in _ANEW
        and version.since is not None
        and version.since <= day
    ]
    return anew[-1] if anew else 0


def _notice(library: Library, version: Version, provision: Provision, day: date) -> Notice:
    amendment = version.amendment
    assert amendment is not None
    own = amendment.target_path == provision.path
    return Notice(
        amendment=amendment,
        source=source_of(library, amendment),
        subject="" if own else amendment.target_path,
        begun=amendment.begun(day),
        words=version,
    )
