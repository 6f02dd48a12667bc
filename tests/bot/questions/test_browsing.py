"""Browsing: by kind or by topic to a list of documents, each with its status."""

from bot.questions.browsing import (
    browse_screen,
    kind_screen,
    kinds_screen,
    topic_screen,
    topics_screen,
)
from bot.questions.press import Action, Press
from bot.questions.screen import View
from tests.bot.questions.quoting import LAW, button, captions


def test_the_entrance_counts_the_documents(view: View) -> None:
    """A person sees how much there is and chooses a way in."""
    screen = browse_screen(view)

    assert "Hiện có 4 văn bản." in screen.html
    assert captions(screen) == ["Theo chủ đề", "Theo loại văn bản"]


def test_kinds_and_topics_are_counted_most_frequent_first(view: View) -> None:
    """Each leads to its list; topics are written as people read them."""
    kinds = kinds_screen(view, Press(Action.KINDS))
    topics = topics_screen(view, Press(Action.TOPICS))

    assert captions(kinds) == ["Luật (2)", "Chỉ thị (1)", "Nghị định (1)", "Quay lại"]
    assert captions(topics)[0] == "Ứng xử, văn hóa công sở (2)"
    assert button(kinds, "Luật (2)").press == Press(Action.KIND, key="Luật")


def test_a_list_shows_newest_first_with_status(view: View) -> None:
    """The law in force stands above the one it replaced; each opens with a button."""
    screen = kind_screen(view, Press(Action.KIND, key="Luật"))

    assert screen.html == (
        "<b>Luật</b>: 2 văn bản\n\n"
        "1. <b>Luật 901/2019/QH14</b> Nề nếp nơi công sở &lt;thử nghiệm&gt;\n"
        "Còn hiệu lực từ 01/01/2020\n\n"
        "2. <b>Luật 900/2010/QH12</b> Nội quy cơ quan\n"
        "Hết hiệu lực từ 01/01/2020, thay bằng Luật 901/2019/QH14"
    )
    assert screen.rows[0][0].press == Press(Action.DOCUMENT, LAW)


def test_digests_are_marked_in_lists(view: View) -> None:
    """Each digest bears the short mark, and the list says what it means."""
    screen = topic_screen(view, Press(Action.TOPIC, key="qua-tang"))

    assert "Còn hiệu lực từ 01/03/2020 (tóm lược)" in screen.html
    assert screen.html.endswith("(tóm lược): <i>Tóm lược, không thay văn bản gốc</i>")


def test_an_operators_own_topic_is_shown_as_it_stands(view: View) -> None:
    """A topic that has no name in the texts does not break the screen."""
    screen = topic_screen(view, Press(Action.TOPIC, key="chu-de-la"))

    assert screen.html == "<b>chu-de-la</b>: 0 văn bản"
