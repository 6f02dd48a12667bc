"""Every word a person reads in chat: Fluent messages of several files, looked up by id.

A missing id or argument is an error at once, never an empty or half-filled message; so is an id
that two messages have.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk, Message, Resource

_CHAT = tuple(
    Path(__file__).with_name(name)
    for name in ("vi.ftl", "admin.ftl", "following.ftl", "upkeep.ftl")
)
"""What the chat says: to everybody, to administrators, to those who follow new documents."""


class TextError(Exception):
    """A text is missing, malformed, or was not given all it speaks of; a programming error."""


class Html(str):
    """A piece of text that is already safe HTML and is not escaped again."""

    __slots__ = ()


class Texts:
    """The messages of one language."""

    def __init__(self, *sources: str) -> None:
        # Isolation marks would land inside citations that people copy.
        self._bundle = FluentBundle(["vi"], use_isolating=False)
        ids: set[str] = set()
        for source in sources:
            resource = FluentResource(source)
            for name in _ids(resource):
                if name in ids:
                    raise TextError(f"There are two texts {name!r}; give one another name.")
                ids.add(name)
            self._bundle.add_resource(resource)
        self.ids = frozenset(ids)

    @classmethod
    def load(cls, *paths: Path) -> "Texts":
        """Read the texts of *paths*; without any, those of the chat."""
        return cls(*(path.read_text(encoding="utf-8") for path in paths or _CHAT))

    def plain(self, key: str, **arguments: str | int) -> str:
        """Return the text *key* as it stands: for buttons, notices and lists of commands."""
        pattern = self._bundle.get_message(key).value if key in self.ids else None
        if pattern is None:
            raise TextError(f"There is no text {key!r}.")
        text, errors = self._bundle.format_pattern(pattern, arguments)
        if errors:
            raise TextError(f"The text {key!r} cannot be filled in: {errors[0]}")
        return str(text)

    def html(self, key: str, **arguments: str | int) -> Html:
        """Return the text *key*, whose own markup stays, with its arguments escaped."""
        safe = {name: _safe(value) for name, value in arguments.items()}
        return Html(self.plain(key, **safe))


def _ids(resource: Resource) -> Iterator[str]:
    """Yield the ids of a file's messages; refuse what is none."""
    for entry in resource.body:
        if isinstance(entry, Junk):
            raise TextError(f"The texts cannot be read here: {str(entry.content).strip()[:80]!r}")
        if isinstance(entry, Message):
            yield entry.id.name


def _safe(value: str | int) -> str:
    if isinstance(value, Html):
        return str(value)
    return escape(str(value), quote=False)
