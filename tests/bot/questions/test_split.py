"""Long provisions are cut where it hurts least, and nothing is lost between the parts."""

from html import escape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.questions.split import MESSAGE_LIMIT, shorten, size, split

LEGAL = st.text(alphabet="aâ1 .;:\n<>&\"'đ😀", max_size=400)


@given(text=LEGAL | st.text(max_size=400), limit=st.integers(5, 120))
def test_the_parts_join_to_the_text_and_each_fits(text: str, limit: int) -> None:
    """Rejoining gives the text back; every part fits once escaped; none but the only is empty."""
    parts = split(text, limit)

    assert text == "".join(parts)
    assert all(size(escape(part, quote=False)) <= limit for part in parts)
    assert all(parts) or parts == [""]


@given(text=LEGAL | st.text(max_size=400), limit=st.integers(5, 120))
def test_each_part_is_valid_html_inside_its_markup(text: str, limit: int) -> None:
    """A part put into a blockquote parses to exactly that part: no entity or tag is cut."""
    for part in split(text, limit):
        assert part == _text_of(f"<blockquote>{escape(part, quote=False)}</blockquote>")


def test_a_part_ends_with_a_paragraph_before_a_sentence_before_a_word() -> None:
    """The best break in the second half of what fits is taken."""
    assert split("aaa bbb. ccc\nddd eee", 16) == ["aaa bbb. ccc\n", "ddd eee"]
    assert split("aaa bbb; ccc ddd eee", 13) == ["aaa bbb; ", "ccc ddd eee"]
    assert split("aaa bbb ccc", 10) == ["aaa bbb ", "ccc"]


def test_a_word_longer_than_a_part_is_cut_hard() -> None:
    """Where there is nothing to cut at, every part is as long as it may be."""
    assert split("a" * 11, 5) == ["aaaaa", "aaaaa", "a"]


def test_a_very_long_text_is_cut_in_a_moment() -> None:
    """A text of a million characters gives parts of at least half a message."""
    text = "Khoản này dài & dài; còn nữa.\n" * 40_000

    parts = split(text, MESSAGE_LIMIT)

    assert text == "".join(parts)
    assert len(parts) < 2 * size(escape(text)) / MESSAGE_LIMIT


@given(text=st.text(max_size=100), limit=st.integers(2, 50))
def test_a_shortened_text_fits(text: str, limit: int) -> None:
    """Titles and captions never grow beyond their limit, and short ones stay as they are."""
    short = shorten(text, limit)

    assert size(escape(short, quote=False)) <= limit
    assert short == text or short.endswith("…")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def _text_of(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text
