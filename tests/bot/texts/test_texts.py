"""Every word a person reads stands in a file of texts, is used, and is filled in whole."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import bot
from bot.commands import COMMANDS
from bot.desk.web import TEXTS as DESK_TEXTS
from bot.texts import Html, TextError, Texts
from knowledge.model import Level, RelationKind

_ROOT = Path(bot.__path__[0])
SOURCES = sorted(_ROOT.rglob("*.py"))
_NOT_CHAT = ("console", "doctor", "tryout")
"""The command line speaks English and quotes examples; the try-out page plays Telegram."""


@dataclass(frozen=True)
class Area:
    """A file of texts with the code and the templates that use it."""

    name: str
    texts: Texts
    sources: list[Path]
    templates: list[Path]


_DESK = _ROOT / "desk"
AREAS = [
    Area("chat", Texts.load(), [path for path in SOURCES if _DESK not in path.parents], []),
    Area(
        "desk",
        Texts.load(DESK_TEXTS),
        [path for path in SOURCES if _DESK in path.parents],
        sorted(_DESK.rglob("*.html")),
    ),
]
areas = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)


@areas
def test_every_text_the_code_names_exists(area: Area) -> None:
    """A text id written out in a call is an id of the file; one put together has texts."""
    for key in _named(area):
        assert any(re.fullmatch(key, known) for known in area.texts.ids), key


@areas
def test_every_text_is_used(area: Area) -> None:
    """No sentence lies in a file of texts that nobody can ever read."""
    # The desk calls kinds of conduct what the chat calls them.
    sources = SOURCES if area.name == "chat" else area.sources
    mentioned = [*_named(area), *_constants(sources), *_template_constants(area)]

    unused = {key for key in area.texts.ids if not any(re.fullmatch(m, key) for m in mentioned)}

    assert set() == unused


def test_every_member_of_a_family_has_its_text() -> None:
    """Levels, relations and commands each have a name in Vietnamese."""
    ids = Texts.load().ids

    assert {f"unit-{level}" for level in Level} <= ids
    assert {f"related-{side}-{kind}" for side in ("from", "to") for kind in RelationKind} <= ids
    assert {f"command-{name}" for name in COMMANDS} <= ids


def test_no_code_of_the_chat_speaks_vietnamese() -> None:
    """Its string constants are free of sentences with Vietnamese marks; patterns are none."""
    marks = re.compile("[ạảãấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏõốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
    spoken = [
        (path.name, node.value)
        for path in SOURCES
        if path.relative_to(_ROOT).parts[0] not in _NOT_CHAT
        for node in ast.walk(_code(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if len(node.value.split()) > 2 and marks.search(node.value) and "|" not in node.value
    ]

    assert spoken == []


def test_arguments_are_escaped_and_markup_is_not() -> None:
    """What comes from people or documents cannot break the markup; what is safe stays."""
    texts = Texts("greet = <b>{ $name }</b> { $more }")

    html = texts.html("greet", name="a<b>&c", more=Html("<i>x</i>"))

    assert html == "<b>a&lt;b&gt;&amp;c</b> <i>x</i>"


def test_numbers_and_words_are_filled_in_without_isolation_marks() -> None:
    """Copied text holds nothing invisible."""
    assert Texts("unit = Điều { $label }").plain("unit", label="5") == "Điều 5"


def test_a_missing_text_is_refused() -> None:
    """An id that does not exist is an error, not an empty message."""
    with pytest.raises(TextError, match="no text 'gone'"):
        Texts("here = x").plain("gone")


def test_a_missing_argument_is_refused() -> None:
    """A half-filled sentence never reaches a person."""
    with pytest.raises(TextError, match="cannot be filled in"):
        Texts("greet = Chào { $name }").plain("greet")


def test_two_texts_of_one_id_are_refused() -> None:
    """Neither within a file nor between two does one sentence hide another."""
    for files in (("here = x", "here = y"), ("here = x\nhere = y",)):
        with pytest.raises(TextError, match="two texts 'here'"):
            Texts(*files)


def test_a_malformed_file_is_refused() -> None:
    """A slip in the file is found when it is read, not when the sentence is needed."""
    with pytest.raises(TextError, match="cannot be read"):
        Texts("fine = x\nnot a message\n")


def _named(area: Area) -> Iterator[str]:
    """Yield the ids that calls name, as patterns: put-together parts match all."""
    for path in area.sources:
        for node in ast.walk(_code(path)):
            match node:
                case ast.Call(func=ast.Attribute(attr="plain" | "html"), args=[first, *_]):
                    yield from _patterns(first)
                case ast.Call(func=ast.Name("text" | "problem"), args=[_, *keys]):
                    for key in keys:
                        yield from _patterns(key)
    for path in area.templates:
        for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                yield from _template_patterns(call.args[0])


def _template_constants(area: Area) -> Iterator[str]:
    for path in area.templates:
        for const in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Const):
            if isinstance(const.value, str):
                yield re.escape(const.value)


def _template_patterns(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        yield re.escape(node.value)
    elif isinstance(node, nodes.CondExpr):
        yield from _template_patterns(node.expr1)
        if node.expr2 is not None:
            yield from _template_patterns(node.expr2)
    elif isinstance(node, nodes.Concat):
        yield "".join(
            re.escape(part.value) if isinstance(part, nodes.Const) else ".+" for part in node.nodes
        )


def _constants(sources: list[Path]) -> Iterator[str]:
    """Yield every constant and put-together string: ids travel through variables too."""
    for path in sources:
        for node in ast.walk(_code(path)):
            yield from _patterns(node)


def _patterns(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _patterns(node.body)
        yield from _patterns(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
            for part in node.values
        ]
        if re.match(r"[a-z]+\\-", "".join(parts)):
            yield "".join(parts)


def _code(path: Path) -> ast.Module:
    """Return the code of *path* without its docstrings."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(module):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [s for s in body if not _is_text(s)]  # type: ignore[attr-defined]
    return module


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
