"""Every word a person reads in chat: Fluent messages from vi.ftl, looked up by id.

A missing id or argument is an error at once, never an empty or half-filled message.
"""

from html import escape
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk, Message

_VIETNAMESE = Path(__file__).with_name("vi.ftl")


class TextError(Exception):
    """A text is missing, malformed, or was not given all it speaks of; a programming error."""


class Html(str):
    """A piece of text that is already safe HTML and is not escaped again."""

    __slots__ = ()


class Texts:
    """The messages of one language."""

    def __init__(self, source: str) -> None:
        resource = FluentResource(source)
        for entry in resource.body:
            if isinstance(entry, Junk):
                raise TextError(
                    f"The texts cannot be read here: {str(entry.content).strip()[:80]!r}"
                )
        self.ids = frozenset(entry.id.name for entry in resource.body if isinstance(entry, Message))
        # Isolation marks would land inside citations that people copy.
        self._bundle = FluentBundle(["vi"], use_isolating=False)
        self._bundle.add_resource(resource)

    @classmethod
    def load(cls, path: Path = _VIETNAMESE) -> "Texts":
        """Read the texts of *path*."""
        return cls(path.read_text(encoding="utf-8"))

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


def _safe(value: str | int) -> str:
    if isinstance(value, Html):
        return str(value)
    return escape(str(value), quote=False)
