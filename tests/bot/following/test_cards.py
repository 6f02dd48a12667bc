"""The card says in one short message what is new, and opens it."""

from dataclasses import replace
from typing import Any

from bot.following.cards import card, listed
from bot.following.facts import Fact, dump, facts_of, load
from bot.questions.press import Action, Press, decode
from bot.questions.screen import View
from bot.questions.split import MESSAGE_LIMIT, size
from bot.texts import Texts

LAW, DECREE = "901/2019/QH14", "902/2020/NĐ-CP"


class Kept(dict[str, str]):
    """Where long button targets go."""

    def save_link(self, target: str) -> str:
        """Keep a target."""
        self["x"] = target
        return "x"

    def link(self, key: str) -> str | None:
        """Return it."""
        return self.get(key)


def captions(keyboard: Any) -> list[str]:
    """Return what stands on the buttons."""
    return [button.text for row in keyboard.inline_keyboard for button in row]


def test_one_document_is_told_with_all_that_matters_of_it(view: View) -> None:
    """Kind, number, title, issuer, since when, what it replaces; escaped; one button opens it."""
    facts = facts_of(view, [LAW, "1/0000/KHÔNG", LAW], Kept())

    html, keyboard = card(view.texts, facts)

    assert html == (
        "<b>Văn bản mới</b>\n\n"
        "<b>Luật 901/2019/QH14</b>\n"
        "<i>Nề nếp nơi công sở &lt;thử nghiệm&gt;</i>\n"
        "Quốc hội ban hành.\n"
        "Có hiệu lực từ 01/01/2020.\n"
        "Thay thế Luật 900/2010/QH12.\n\n"
        "Đổi hoặc thôi theo dõi: /dangky"
    )
    assert captions(keyboard) == ["Xem văn bản"]
    data = keyboard.inline_keyboard[0][0].callback_data
    assert decode(str(data), Kept()) == Press(Action.DOCUMENT, LAW, fresh=True)


def test_a_digest_is_called_one(view: View) -> None:
    """Alone or among others."""
    facts = facts_of(view, [DECREE, LAW], Kept())

    assert "Tóm lược, không thay văn bản gốc" in card(view.texts, facts[:1])[0]
    assert "(tóm lược)" in card(view.texts, facts)[0]
    assert "óm lược" not in card(view.texts, facts[1:])[0]


def test_of_many_documents_five_are_listed(view: View) -> None:
    """Each of them has a button; of the rest the number is told."""
    [law] = facts_of(view, [LAW], Kept())
    facts = [replace(law, number=str(n), name=f"Luật {n}", effects=()) for n in range(7)]

    html, keyboard = card(view.texts, facts)

    assert html.startswith("<b>7 văn bản mới</b>")
    assert "<b>Luật 4</b>" in html and "Luật 5" not in html
    assert "và 2 văn bản khác" in html
    assert len(captions(keyboard)) == 5
    assert captions(keyboard)[0].startswith("Luật 0: Nề nếp")
    assert listed(view.texts, facts) == "Luật 0 và 6 văn bản khác"


def test_the_longest_card_is_one_message() -> None:
    """Titles without end and many effects are cut."""
    long = "<&> chữ dài " * 100
    names = tuple(long for _ in range(9))
    effects = (("thay_the", names), ("bai_bo", names), ("sua_doi", names))
    fact = Fact("1", long, long, long, (), "01/01/2027", False, effects, "d|1")

    for facts in ([fact], [fact] * 9):
        assert size(card(Texts.load(), facts)[0]) <= MESSAGE_LIMIT


def test_facts_outlive_a_restart(view: View) -> None:
    """What is told was fixed when it was decided."""
    facts = facts_of(view, [LAW, DECREE], Kept())

    assert load(dump(facts)) == facts
