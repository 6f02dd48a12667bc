"""Public keys are one line each; private keys open with their passphrase only."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports import inspectors
from bot.reports.errors import VaultError
from bot.reports.inspector_keys import (
    Cost,
    InspectorKey,
    change_passphrase,
    new_inspector_key,
    open_private_file,
    public_file_of,
)
from tests.bot.reports.sealing import CHEAP, PASSPHRASE

PRIVATE, PUBLIC = new_inspector_key("Nguyễn Văn An", PASSPHRASE, CHEAP)
"""A pair that nobody changes."""


def test_a_public_key_is_one_line_of_text() -> None:
    """Name, key and fingerprint: to be sent by mail, and compared by voice."""
    inspector = inspectors.parse_public(PUBLIC)

    assert PUBLIC.decode().strip().endswith(f"{inspector.fingerprint} Nguyễn Văn An")
    assert 1 == PUBLIC.count(b"\n")
    assert [5, 5, 5, 5] == [len(group) for group in inspector.fingerprint.split("-")]
    assert PUBLIC == public_file_of(PRIVATE)


def test_the_key_opens_with_its_passphrase(tmp_path: Path) -> None:
    """However the keyboard composes Vietnamese letters."""
    path = tmp_path / "an.key"
    path.write_bytes(PRIVATE)
    composed = InspectorKey.load(path, PASSPHRASE)
    decomposed = InspectorKey.load(path, "na\u0306m tu\u031b\u0300 cho\u0323n ngẫu nhiên")

    assert "Nguyễn Văn An" == composed.name
    assert inspectors.parse_public(PUBLIC).fingerprint == composed.fingerprint
    assert bytes(composed.private) == bytes(decomposed.private)
    assert bytes(composed.private).hex() not in repr(composed)


def test_wrong_passphrase_damage_and_other_files_are_told_apart(tmp_path: Path) -> None:
    """Each is another sentence, since each has another remedy."""
    wrong = {
        "The passphrase is wrong": (PRIVATE, "năm từ khác ngẫu nhiên"),
        "is damaged": (PRIVATE.replace(b'"rounds": 1', b'"rounds": 2'), PASSPHRASE),
        "only a part": (PRIVATE[:100], PASSPHRASE),
        "no key file of an inspector": (b'{"a": 1}', PASSPHRASE),
        "no key file": (PUBLIC, PASSPHRASE),
    }
    for sentence, (content, passphrase) in wrong.items():
        with pytest.raises(VaultError, match=sentence):
            open_private_file(content, passphrase)
    with pytest.raises(VaultError, match="cannot be read"):
        InspectorKey.load(tmp_path / "none.key", PASSPHRASE)


@settings(max_examples=200, deadline=None)
@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_flipped_bit_never_gives_another_key(place: int, bit: int) -> None:
    """It is refused, or it was a space between two fields."""
    altered = bytearray(PRIVATE)
    altered[place % len(altered)] ^= 1 << bit
    try:
        key = open_private_file(bytes(altered), PASSPHRASE)
    except VaultError as error:
        assert "passphrase is wrong" not in str(error)
    else:
        assert json.loads(altered) == json.loads(PRIVATE)
        assert "Nguyễn Văn An" == key.name


@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_flipped_bit_of_a_public_key_is_refused_or_in_the_name(place: int, bit: int) -> None:
    """Key and fingerprint belong together."""
    altered = bytearray(PUBLIC)
    altered[place % len(altered)] ^= 1 << bit
    try:
        inspector = inspectors.parse_public(bytes(altered))
    except VaultError:
        return
    assert inspectors.parse_public(PUBLIC).public == inspector.public


def test_a_header_that_somebody_forged_is_refused() -> None:
    """Its checksum can be made anew, its seal cannot; and no file asks for all the memory."""
    from bot.reports import inspector_keys

    for change in (
        {"name": "Somebody Else"},
        {"memory": 2**40},
        {"rounds": "3"},
        {"salt": "AAAA"},
        {"public": ""},
        {"sealed": 7},
    ):
        file = {**json.loads(PRIVATE), **change}
        del file["check"]
        file["check"] = inspector_keys._check(file)
        with pytest.raises(VaultError):
            open_private_file(json.dumps(file).encode(), PASSPHRASE)


def test_a_passphrase_can_be_changed() -> None:
    """The key stays the same, and so does what is sealed for it."""
    changed = change_passphrase(PRIVATE, PASSPHRASE, "một câu khác hẳn", CHEAP)
    old, new = (
        open_private_file(PRIVATE, PASSPHRASE),
        open_private_file(changed, "một câu khác hẳn"),
    )

    assert bytes(old.private) == bytes(new.private)
    with pytest.raises(VaultError, match="passphrase is wrong"):
        open_private_file(changed, PASSPHRASE)


@pytest.mark.parametrize("passphrase", ["", "ngắn", "mười một ký"])
def test_a_short_passphrase_is_refused(passphrase: str) -> None:
    """Twelve characters at least."""
    with pytest.raises(VaultError, match="at least 12 characters"):
        new_inspector_key("An", passphrase)


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "An\x07"])
def test_a_name_that_does_not_fit_on_a_line_is_refused(name: str) -> None:
    """It is shown on the desk and in lists."""
    with pytest.raises(VaultError, match="name of 1 to 80"):
        new_inspector_key(name, PASSPHRASE, CHEAP)


def test_a_file_keeps_what_its_passphrase_costs() -> None:
    """So the cost can grow without touching old files."""
    file = json.loads(PRIVATE)

    assert (1, 8192) == (file["rounds"], file["memory"])
    assert Cost(3, 256 * 1024 * 1024) == Cost()


def test_a_key_that_cannot_be_sealed_for_is_refused() -> None:
    """A point of low order would make every envelope readable to all."""
    with pytest.raises(VaultError, match="not one that can be sealed for"):
        inspectors.inspector_of("An", bytes(32))


def test_a_damaged_file_hides_no_other(tmp_path: Path) -> None:
    """Reports are sealed for those whose keys are whole; the other is named."""
    inspectors.add(tmp_path, inspectors.parse_public(PUBLIC))
    (tmp_path / "broken.pub").write_bytes(PUBLIC[:40])
    (tmp_path / "copy.pub").write_bytes(PUBLIC)
    keys = inspectors.read_keys(tmp_path)

    assert ["Nguyễn Văn An"] == [one.name for one in keys.inspectors]
    assert ["broken.pub"] == [path.name for path in keys.damaged]


def test_an_inspector_is_found_by_name_or_fingerprint(tmp_path: Path) -> None:
    """With or without dashes; a name that two have is not enough."""
    an = inspectors.parse_public(PUBLIC)
    _, other = new_inspector_key("Nguyễn Văn An", PASSPHRASE, CHEAP)
    both = (an, inspectors.parse_public(other))

    assert an == inspectors.named((an,), "Nguyễn  Văn An")
    assert an == inspectors.named(both, an.fingerprint.replace("-", " "))
    with pytest.raises(VaultError, match="Several"):
        inspectors.named(both, "Nguyễn Văn An")
    with pytest.raises(VaultError, match="no inspector"):
        inspectors.named(both, "")
    inspectors.add(tmp_path, an)
    assert not inspectors.add(tmp_path, an)
    inspectors.remove(tmp_path, an)
    assert [] == list(tmp_path.iterdir())
