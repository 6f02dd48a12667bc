"""Receipts are read however people write digits down, and tell nothing of each other's keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.errors import VaultError
from bot.reports.receipts import keys_of, new_receipt, parse_receipt, shown

DIGITS = "0234567890123456"


def test_a_receipt_is_shown_in_groups() -> None:
    """As on a bank card."""
    assert "0234 5678 9012 3456" == shown(DIGITS)


@pytest.mark.parametrize(
    "typed",
    [
        "0234 5678 9012 3456",
        "0234-5678-9012-3456",
        "0234–5678–9012–3456",
        "0234.5678.9012.3456",
        " 0234567890123456\n",
        "0234\u00a05678\u200b90123456",
        "\uff10\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff10\uff11\uff12\uff13\uff14\uff15\uff16",
    ],
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    """Spaces, dashes, full stops, full-width digits."""
    assert DIGITS == parse_receipt(typed)


@pytest.mark.parametrize(
    "typed", ["", "0234 5678 9012 345", "0234 5678 9012 34567", "mã 0234567890123456", "½" * 16]
)
def test_anything_else_is_no_receipt(typed: str) -> None:
    """It is refused before any slow work."""
    assert parse_receipt(typed) is None
    with pytest.raises(VaultError, match="16 digits"):
        keys_of(typed, bytes(16))


@given(st.integers(0, 10**16 - 1))
def test_what_is_shown_is_read(number: int) -> None:
    """All sixteen digits, leading zeros too."""
    digits = f"{number:016d}"
    assert digits == parse_receipt(shown(digits))


def test_receipts_differ_and_have_sixteen_digits() -> None:
    """They are random."""
    receipts = {new_receipt() for _ in range(500)}

    assert 500 == len(receipts)
    assert {16} == {len(receipt) for receipt in receipts}
    assert set("0123456789") == {receipt[0] for receipt in receipts}


def test_keys_depend_on_receipt_and_salt_and_not_on_each_other() -> None:
    """Finding a case does not open it; another installation gives other keys."""
    salt = b"s" * 16
    keys, other, elsewhere = (
        keys_of(DIGITS, salt),
        keys_of(DIGITS[::-1], salt),
        keys_of(DIGITS, b"t" * 16),
    )

    values = {one for keys in (keys, other, elsewhere) for one in (keys.lookup, keys.reading)}
    assert 6 == len(values)
    assert keys == keys_of(shown(DIGITS), salt)
    assert keys.reading.hex() not in repr(keys)
