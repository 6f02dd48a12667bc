"""A proof line says on which day what was handed in, and cannot be made by anybody else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from bot.reports.errors import VaultError
from bot.reports.proofs import Proof, digest_of, sign, verify

KEY = SigningKey(b"s" * 32)
DAY = date(2026, 11, 22)
DIGEST = digest_of(b"c" * 16, b"sealed")
LINE = sign(KEY, DIGEST, DAY)


def test_a_line_proves_digest_and_day() -> None:
    """In one line that fits into a message."""
    assert Proof(DIGEST, DAY) == verify(KEY.verify_key, LINE)
    assert 143 == len(LINE)
    assert LINE.startswith("CVPA1.20261122.")
    assert not set(LINE) & set(" \n*`")


def test_breaks_that_copying_put_in_do_not_matter() -> None:
    """Narrow screens and mail programs break lines."""
    assert Proof(DIGEST, DAY) == verify(KEY.verify_key, f"  {LINE[:40]}\n{LINE[40:]} ")


@given(st.integers(0, 142), st.characters(codec="ascii", categories=["L", "N", "P"]))
def test_a_line_with_another_character_is_refused(place: int, character: str) -> None:
    """The day, the digest and the signature belong together."""
    altered = LINE[:place] + character + LINE[place + 1 :]
    if altered == LINE:
        return
    with pytest.raises(VaultError, match=r"no proof line|did not sign"):
        verify(KEY.verify_key, altered)


@pytest.mark.parametrize("line", ["", "CVPA1", LINE[:-1], LINE + "a", f"x{LINE}"])
def test_what_is_no_line_is_said_to_be_none(line: str) -> None:
    """It asks for the whole line."""
    with pytest.raises(VaultError, match="copy the whole line"):
        verify(KEY.verify_key, line)


def test_another_installation_signs_otherwise() -> None:
    """Its lines are not taken here."""
    theirs = sign(SigningKey.generate(), DIGEST, DAY)
    with pytest.raises(VaultError, match="did not sign"):
        verify(KEY.verify_key, theirs)


def test_the_digest_depends_on_case_and_content() -> None:
    """The same content in another case is another report."""
    assert 3 == len({DIGEST, digest_of(b"d" * 16, b"sealed"), digest_of(b"c" * 16, b"Sealed")})
