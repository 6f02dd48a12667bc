"""A sealed text opens with its key, in its case, at its place, whole; or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.blobs import open_blob, seal_blob
from bot.reports.errors import VaultError

KEY, CASE = b"k" * 32, b"c" * 16
WORDS = "Cán bộ nhận tiền".encode()


@given(st.binary(max_size=9000))
def test_what_was_sealed_opens(plain: bytes) -> None:
    """Whatever it is, the empty text included."""
    assert plain == open_blob(KEY, CASE, "message", 3, seal_blob(KEY, CASE, "message", 3, plain))


@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused(place: int, bit: int) -> None:
    """In the nonce, in the text or in its tag."""
    blob = bytearray(seal_blob(KEY, CASE, "report", 0, WORDS))
    blob[place % len(blob)] ^= 1 << bit

    with pytest.raises(VaultError, match="report cannot be opened: it was altered"):
        open_blob(KEY, CASE, "report", 0, bytes(blob))


@given(st.integers(0, 2087), st.binary(max_size=40))
def test_a_cut_or_lengthened_blob_is_refused(end: int, more: bytes) -> None:
    """Nothing of it is shown."""
    blob = seal_blob(KEY, CASE, "report", 0, WORDS)
    assert len(blob) == 2088

    for wrong in (blob[:end], blob + more + b"\0"):
        with pytest.raises(VaultError):
            open_blob(KEY, CASE, "report", 0, wrong)


@pytest.mark.parametrize(
    ("key", "case", "purpose", "number"),
    [
        (b"K" * 32, CASE, "message", 2),
        (KEY, b"C" * 16, "message", 2),
        (KEY, CASE, "event", 2),
        (KEY, CASE, "message", 1),
    ],
)
def test_a_blob_moved_elsewhere_is_refused(
    key: bytes, case: bytes, purpose: str, number: int
) -> None:
    """To another case, another purpose, another number: a message cannot be replayed as a new."""
    blob = seal_blob(KEY, CASE, "message", 2, WORDS)

    with pytest.raises(VaultError):
        open_blob(key, case, purpose, number, blob)
    assert WORDS == open_blob(KEY, CASE, "message", 2, blob)


def test_sizes_tell_next_to_nothing() -> None:
    """A yes and a page of text have the same size; only very long ones show as long."""
    sizes = {len(seal_blob(KEY, CASE, "message", 1, bytes(size))) for size in (0, 3, 900, 2047)}

    assert 1 == len(sizes)
    assert 2 * 2048 + 40 == len(seal_blob(KEY, CASE, "message", 1, bytes(2048)))


def test_the_same_text_at_another_place_looks_different() -> None:
    """Two messages that both say yes cannot be told to be the same."""
    one, two = (seal_blob(KEY, CASE, "message", number, b"yes") for number in (1, 2))

    assert one[:24] != two[:24]
    assert one[24:] != two[24:]
    assert one == seal_blob(KEY, CASE, "message", 1, b"yes")
