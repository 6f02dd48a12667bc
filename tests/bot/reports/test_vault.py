"""A report opens for the inspectors and for its receipt, and for nobody else."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BotError
from bot.reports import inspectors
from bot.reports.coding import load
from bot.reports.inspector_keys import CaseKeys, envelope_of
from bot.reports.model import Report
from bot.reports.vault import Secrets, Vault, VaultError, digest_of, open_blob, shown
from tests.bot.reports.sealing import REPORT, Office, new_key, office_at


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an installation with two inspectors; nobody changes it."""
    return office_at(tmp_path_factory.mktemp("home"), "Nguyễn Văn An", "Trần Thị Bình")


def test_each_inspector_opens_a_report(office: Office) -> None:
    """One envelope for each; both hold the same two keys."""
    secrets = Secrets.new()
    sealed = office.vault.seal_report(secrets, REPORT)
    envelopes = dict(sealed.envelopes)

    for key in office.keys:
        keys = key.open(sealed.id, envelopes[key.fingerprint])
        content = open_blob(keys.report_key, sealed.id, "report", 0, sealed.content)
        assert REPORT == load(Report, content)
        assert secrets.notes_key == keys.notes_key


def test_the_receipt_finds_and_opens_its_report_and_no_note(office: Office) -> None:
    """As a person types it: it gives the report key, never the key of the notes."""
    secrets = Secrets.new()
    sealed = office.vault.seal_report(secrets, REPORT)
    keys = office.vault.keys_of_receipt(f" {shown(secrets.receipt)} ")

    assert sealed.lookup == keys.lookup
    assert secrets.report_key == office.vault.open_as_reporter(
        sealed.id, sealed.reporter_envelope, keys.reading
    )
    assert secrets.notes_key not in sealed.reporter_envelope
    assert len(sealed.reporter_envelope) == 24 + 32 + 16


def test_a_report_sealed_again_is_the_same_report(office: Office) -> None:
    """An update that is handled twice gives the content, the digest and the lookup it gave."""
    secrets = Secrets.load(Secrets.new().dump())
    first, again = (office.vault.seal_report(secrets, REPORT) for _ in range(2))

    assert (first.content, first.digest, first.lookup) == (
        again.content,
        again.digest,
        again.lookup,
    )
    assert digest_of(first.id, first.content) == first.digest


def test_nothing_readable_is_in_what_is_stored(office: Office) -> None:
    """Neither words nor receipt nor keys; nor are they in what a log would show of the secrets."""
    secrets = Secrets.new()
    sealed = office.vault.seal_report(secrets, REPORT)
    stored = b"".join(
        (sealed.lookup, sealed.content, sealed.reporter_envelope, *dict(sealed.envelopes).values())
    )
    kept = b"".join(path.read_bytes() for path in office.home.rglob("*") if path.is_file())

    for secret in (REPORT.what.encode(), secrets.receipt.encode(), secrets.report_key):
        assert secret not in stored
        assert secret not in kept
    assert secrets.receipt not in repr(secrets)
    assert repr(secrets.report_key) not in repr(secrets)


def test_a_receipt_of_another_case_opens_nothing(office: Office) -> None:
    """One receipt, one case; and an envelope put into another case is refused."""
    first, second = Secrets.new(), Secrets.new()
    sealed = office.vault.seal_report(first, REPORT)
    other = office.vault.seal_report(second, REPORT)
    reading = office.vault.keys_of_receipt(first.receipt).reading

    for case_id, envelope in (
        (other.id, other.reporter_envelope),
        (sealed.id, other.reporter_envelope),
        (other.id, sealed.reporter_envelope),
    ):
        with pytest.raises(VaultError, match="does not open this case"):
            office.vault.open_as_reporter(case_id, envelope, reading)


def test_envelopes_swapped_between_cases_are_refused(office: Office) -> None:
    """Keys of a case open under its own id only; the case itself stays readable."""
    first = office.vault.seal_report(Secrets.new(), REPORT)
    second = office.vault.seal_report(Secrets.new(), REPORT)
    key = office.keys[0]
    envelope = dict(first.envelopes)[key.fingerprint]

    with pytest.raises(VaultError, match="another case"):
        key.open(second.id, envelope)
    assert isinstance(key.open(first.id, envelope), CaseKeys)


def test_an_envelope_for_another_inspector_is_refused(office: Office) -> None:
    """Each opens with one key."""
    sealed = office.vault.seal_report(Secrets.new(), REPORT)
    theirs = dict(sealed.envelopes)[office.keys[1].fingerprint]

    with pytest.raises(VaultError, match="not sealed for this key"):
        office.keys[0].open(sealed.id, theirs)


@settings(max_examples=60, deadline=None)
@given(place=st.integers(min_value=0), bit=st.integers(0, 7), data=st.data())
def test_an_altered_or_cut_envelope_is_refused(
    office: Office, place: int, bit: int, data: st.DataObject
) -> None:
    """Whichever bit flips, wherever it ends."""
    key, case_id = office.keys[0], b"i" * 16
    envelope = _sealed_for(office, envelope_of(case_id, CaseKeys(b"k" * 32, b"n" * 32)))
    altered = bytearray(envelope)
    altered[place % len(envelope)] ^= 1 << bit
    cut = envelope[: data.draw(st.integers(0, len(envelope) - 1))]

    for wrong in (bytes(altered), cut):
        with pytest.raises(VaultError):
            key.open(case_id, wrong)


def test_without_an_inspector_nothing_is_sealed(tmp_path: Path) -> None:
    """Nobody could ever read it, so it is said before it is taken."""
    vault = Vault.open(tmp_path)

    assert () == vault.inspectors
    with pytest.raises(VaultError, match="no inspector's key"):
        vault.seal_report(Secrets.new(), REPORT)


def test_a_key_added_or_removed_counts_from_the_next_report(tmp_path: Path) -> None:
    """Rotation: the new key opens new reports, the old one the old reports."""
    office = office_at(tmp_path, "An")
    old_key, folder = office.keys[0], inspectors.folder_of(tmp_path)
    before = office.vault.seal_report(Secrets.new(), REPORT)
    new, public = new_key("An, khóa mới")
    inspectors.add(folder, inspectors.parse_public(public))
    both = office.vault.seal_report(Secrets.new(), REPORT)
    inspectors.remove(folder, inspectors.named(office.vault.inspectors, old_key.fingerprint))
    after = office.vault.seal_report(Secrets.new(), REPORT)

    assert [old_key.fingerprint] == list(dict(before.envelopes))
    assert {old_key.fingerprint, new.fingerprint} == set(dict(both.envelopes))
    assert [new.fingerprint] == list(dict(after.envelopes))
    old_key.open(before.id, dict(before.envelopes)[old_key.fingerprint])
    new.open(after.id, dict(after.envelopes)[new.fingerprint])


def test_the_vault_opens_the_same_after_a_restart(tmp_path: Path) -> None:
    """Salt and signing key are made once."""
    office = office_at(tmp_path, "An")
    secrets = Secrets.new()
    again = Vault.open(tmp_path)
    line = office.vault.proof(b"d" * 32, date(2026, 11, 22))

    assert office.vault.keys_of_receipt(secrets.receipt) == again.keys_of_receipt(secrets.receipt)
    assert b"d" * 32 == again.verify_proof(line).digest


@pytest.mark.parametrize("spoil", ["mode", "cut"])
def test_an_intake_key_that_others_read_or_that_is_damaged_is_refused(
    tmp_path: Path, spoil: str
) -> None:
    """Neither is mended in silence: a new salt would lose every receipt."""
    Vault.open(tmp_path)
    path = tmp_path / "keys" / "intake.key"
    if spoil == "mode":
        path.chmod(0o644)
    else:
        path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(BotError, match=r"chmod 600|restore it from a backup"):
        Vault.open(tmp_path)


def _sealed_for(office: Office, content: bytes) -> bytes:
    from nacl.public import PublicKey, SealedBox

    [one] = [i for i in office.vault.inspectors if i.fingerprint == office.keys[0].fingerprint]
    return bytes(SealedBox(PublicKey(one.public)).encrypt(content))
