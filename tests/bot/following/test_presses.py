"""Buttons of following and announcing carry what they mean, and are nobody else's."""

from bot.following.choices import Part, key_of
from bot.following.presses import END, Decide, Follow, Verb, decide_of, follow_of


def test_a_press_comes_back_as_it_went() -> None:
    """Screens, pages, changes, decisions."""
    presses = [
        Follow(Part.EVERYTHING),
        Follow(Part.EVERYTHING, on=True),
        Follow(Part.TOPIC, 12),
        Follow(Part.ISSUER, 0, False, key_of("Chính phủ")),
        Follow(Part.TOPIC, 3, True, key_of("ky-luat")),
    ]

    assert [follow_of(press.data) for press in presses] == presses
    assert decide_of(Decide(Verb.STOP, "AbCd_-12").data) == Decide(Verb.STOP, "AbCd_-12")
    assert max(len(press.data) for press in presses) <= 64


def test_other_data_is_left_to_others() -> None:
    """Those of browsing, of reports, and of nothing at all."""
    for data in ("", END, "d|901/2019/QH14", "@12a3", "&x", "&:zAbCd_-12", "&t1+short"):
        assert follow_of(data) is None
        assert decide_of(data) is None
