"""The kinds of conduct that can be reported, with the provisions they rest on: ``kinds.toml``."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.errors import BotError
from knowledge.citation import Citation, parse
from knowledge.vietnamese import fold

_FILE = Path(__file__).with_name("kinds.toml")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of conduct."""

    slug: str
    provisions: tuple[Citation, ...]
    """What it goes against, most fitting first."""
    words: tuple[str, ...]
    """What people call it, folded."""


@dataclass(frozen=True)
class Kinds:
    """All kinds, in the order of their buttons."""

    all: tuple[Kind, ...]

    @classmethod
    def load(cls, path: Path = _FILE) -> "Kinds":
        """Read the kinds of *path*.

        Raises:
            BotError: one of its provisions is no citation.

        """
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["kind"]
        return cls(tuple(_kind(entry, path) for entry in entries))

    def __iter__(self) -> Iterator[Kind]:
        return iter(self.all)

    def get(self, slug: str) -> Kind | None:
        """Return the kind called *slug*, or None."""
        return self._by_slug.get(slug)

    def named_in(self, text: str) -> Kind | None:
        """Return the one kind whose words *text* uses; None for none and for several.

        The longest words decide: "đòi tiền" outweighs "chậm".
        """
        folded = fold(text)
        found = [
            (len(word), kind)
            for kind in self.all
            for word in kind.words
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded)
        ]
        best = max((length for length, _ in found), default=0)
        kinds = {kind.slug: kind for length, kind in found if length == best}
        return next(iter(kinds.values())) if len(kinds) == 1 else None

    @cached_property
    def _by_slug(self) -> dict[str, Kind]:
        return {kind.slug: kind for kind in self.all}


def _kind(entry: dict[str, Any], path: Path) -> Kind:
    cited = [(text, parse(text)) for text in entry["provisions"]]
    for text, citation in cited:
        if citation is None or not citation.document:
            raise BotError(f"{path.name}: {text!r} is no citation; write it as in the library.")
    citations = tuple(citation for _, citation in cited if citation is not None)
    return Kind(entry["slug"], citations, tuple(fold(word) for word in entry["words"]))
