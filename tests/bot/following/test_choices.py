"""What a person follows decides what they are told of."""

from bot.following.choices import Choice, Part, dump, key_of, load


def test_a_document_is_wanted_for_its_topic_its_issuer_or_because_everything_is() -> None:
    """One reason is enough; without any, nobody is told."""
    topic, issuer = Choice(topics=("qua-tang",)), Choice(issuers=("Chính phủ",))

    assert topic.wants(("qua-tang", "ky-luat"), "Quốc hội")
    assert not topic.wants(("ky-luat",), "Chính phủ")
    assert issuer.wants((), "CHÍNH  PHỦ")
    assert not issuer.wants(("qua-tang",), "Thủ tướng Chính phủ")
    assert Choice(everything=True).wants((), "")
    assert not Choice().wants(("qua-tang",), "Chính phủ")


def test_a_document_without_an_issuer_is_followed_by_no_issuer() -> None:
    """Unknown is not a name."""
    assert not Choice(issuers=("",)).wants((), "")


def test_following_twice_is_following_once() -> None:
    """A name written in another way is the same one; a choice of nothing is no choice."""
    choice = Choice().changed(Part.ISSUER, "Bộ Nội vụ", on=True)
    again = choice.changed(Part.ISSUER, "BỘ NỘI VỤ", on=True)

    assert again.count == 1
    assert again.follows(Part.ISSUER, "bộ nội vụ")
    assert not again.changed(Part.ISSUER, "Bộ Nội vụ", on=False)
    assert Choice().changed(Part.EVERYTHING, "", on=True)


def test_what_is_written_can_be_read_and_its_length_tells_little() -> None:
    """Following one topic or ten, in a chat with a short or a long id, is as long."""
    small = Choice(topics=("qua-tang",))
    large = Choice(topics=tuple(f"chu-de-{number}" for number in range(10)))

    assert load(dump(5, small)) == (5, small)
    assert load(dump(5_000_000_000_000, large)) == (5_000_000_000_000, large)
    assert len(dump(5, small)) == len(dump(5_000_000_000_000, large))


def test_a_key_fits_a_button() -> None:
    """Eight characters, however long the name is."""
    assert len(key_of("Ủy ban nhân dân thành phố " * 5)) == 8
