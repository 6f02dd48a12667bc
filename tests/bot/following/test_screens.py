"""The screens of following show what there is to follow and what is followed."""

from dataclasses import dataclass, replace

from bot.following.choices import Choice, Part, key_of
from bot.following.presses import Follow, follow_of
from bot.following.screens import names_of, screen
from bot.questions.screen import View
from knowledge.model import Document


@dataclass
class Shelf:
    """Documents enough for several pages."""

    held: list[Document]

    def documents(self) -> list[Document]:
        """Return them."""
        return self.held


def full(view: View) -> View:
    """Return a view of a library with thirty topics, one of them on every document."""
    held = [
        Document(str(n), "Chỉ thị", "Việc", f"Cơ quan {n}", topics=(f"chu-de-{n:02}", "ky-luat"))
        for n in range(29)
    ]
    return replace(view, library=Shelf(held))  # type: ignore[arg-type]


def test_pages_turn_and_keep_their_place(view: View) -> None:
    """Twelve a page, the commonest first; what is followed stays where it stood."""
    own = Choice(topics=("chu-de-20",))

    _, keyboard = screen(full(view), own, Follow(Part.TOPIC, 1))

    rows = keyboard.inline_keyboard
    assert [b.text for b in rows[-2]] == ["‹ Trang trước", "2/3", "Trang sau ›"]
    assert sum(map(len, rows[:-2])) == 12
    assert "✓ chu-de-20" in [button.text for row in rows for button in row]
    first = screen(full(view), own, Follow(Part.TOPIC))[1].inline_keyboard[0][0]
    assert first.text == "Kỷ luật"
    assert follow_of(str(first.callback_data)) == Follow(Part.TOPIC, 0, True, key_of("ky-luat"))


def test_what_the_library_has_lost_can_still_be_ended(view: View) -> None:
    """A followed issuer whose documents are gone stands at the end, to be let go."""
    own = Choice(issuers=("Bộ đã giải thể",))

    assert names_of(view, own, Part.ISSUER)[-1] == "Bộ đã giải thể"


def test_an_empty_library_says_so(view: View) -> None:
    """No list without anything on it."""
    empty = replace(view, library=Shelf([]))  # type: ignore[arg-type]

    assert "chưa có văn bản nào ghi chủ đề" in screen(empty, Choice(), Follow(Part.TOPIC))[0]
    assert "chưa có văn bản nào ghi cơ quan" in screen(empty, Choice(), Follow(Part.ISSUER))[0]


def test_of_many_topics_some_are_named(view: View) -> None:
    """The first screen stays short."""
    own = Choice(topics=tuple(f"chu-de-{n:02}" for n in range(11)))

    assert "chu-de-07 và 3 mục khác" in screen(view, own, Follow(Part.EVERYTHING))[0]
