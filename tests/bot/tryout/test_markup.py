"""Telegram's HTML is read as Telegram reads it."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tryout.errors import Refused
from bot.tryout.markup import parse_html, trim, utf16

REFUSED = [
    ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("đ <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    (
        "<b><i>x</b></i>",
        'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    ("<b", "Unclosed start tag at byte offset 0"),
    ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=x?>y</a>", "Unexpected end of name token at byte offset 8"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<blockquote>a<blockquote>b</blockquote></blockquote>", "Block quotes can't be nested"),
    ("<code><b>x</b></code>", 'Tag "b" can\'t stand inside "code"'),
    ("<tg-time>x</tg-time>", 'Tag "tg-time" must have a number'),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_broken_markup_is_refused(text: str, words: str) -> None:
    """The refusal says what is wrong and where, counted in bytes."""
    with pytest.raises(Refused) as refusal:
        parse_html(text)

    assert refusal.value.description.startswith(f"Bad Request: can't parse entities: {words}")


ACCEPTED = [
    ("<b>x</b>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
    ("<STRONG>x</STRONG>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
    ("😀<i>đ</i>", "😀đ", [{"type": "italic", "offset": 2, "length": 1}]),
    ("&lt;b&gt; &amp; &#273;&#x111;", "<b> & đđ", []),
    ("&nbsp; AT&T", "&nbsp; AT&T", []),
    (
        "<blockquote expandable>x</blockquote>",
        "x",
        [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
    ),
    (
        '<a href="https://a.vn/?a=1&amp;b=2">x</a>',
        "x",
        [{"type": "text_link", "offset": 0, "length": 1, "url": "https://a.vn/?a=1&b=2"}],
    ),
    (
        '<pre><code class="language-sql">x</code></pre>',
        "x",
        [{"type": "pre", "offset": 0, "length": 1, "language": "sql"}],
    ),
    (
        '<tg-time unix="1647531900" format="wDT">x</tg-time>',
        "x",
        [
            {
                "type": "date_time",
                "offset": 0,
                "length": 1,
                "unix_time": 1647531900,
                "date_time_format": "wDT",
            }
        ],
    ),
    ('<span class="tg-spoiler">x</span>', "x", [{"type": "spoiler", "offset": 0, "length": 1}]),
    (
        "<b>a<i>b</i></b>",
        "ab",
        [
            {"type": "bold", "offset": 0, "length": 2},
            {"type": "italic", "offset": 1, "length": 1},
        ],
    ),
    ("<b></b>x", "x", []),
]


@pytest.mark.parametrize(("text", "plain", "entities"), ACCEPTED)
def test_markup_becomes_entities(text: str, plain: str, entities: list[dict[str, object]]) -> None:
    """Tags become entities that count UTF-16 units; character references become characters."""
    assert parse_html(text) == (plain, entities)


@given(st.text())
def test_escaped_text_comes_back(text: str) -> None:
    """Any text that is escaped is read back as it was, without an entity."""
    assert parse_html(html.escape(text, quote=False)) == (text, [])


@given(st.text(alphabet="<>/ab='\" &;#1đ"))
def test_no_text_breaks_the_parser(text: str) -> None:
    """Whatever comes is either read, with entities inside the text, or refused."""
    try:
        plain, entities = parse_html(text)
    except Refused:
        return

    assert all(e["offset"] + e["length"] <= utf16(plain) for e in entities)


@given(st.text(), st.text(), st.text())
def test_trimming_keeps_entities_on_their_words(before: str, word: str, after: str) -> None:
    """White space around a message goes, and each entity still covers its own words."""
    text = before + word + after
    entity = {"type": "bold", "offset": utf16(before), "length": utf16(word)}

    plain, entities = trim(text, [entity])

    assert plain == text.strip()
    for moved in entities:
        units = plain.encode("utf-16-le", "surrogatepass")
        start, end = moved["offset"] * 2, (moved["offset"] + moved["length"]) * 2
        assert units[start:end].decode("utf-16-le", "surrogatepass").strip() == word.strip()
