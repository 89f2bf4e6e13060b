"""Sealing the BSN: bound to its row, found by a keyed digest, in a file that only we can read."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from config.settings import settings
from rules.errors import BsnInvalid, BsnUnreadable, KeyMissing, KeysExposed, KeysUnreadable, SealBroken
from store.keys import encryption, keyring

BSN = "123456782"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A key folder of this test's own."""
    monkeypatch.setenv("MAATWERK_KEYS", str(tmp_path / "keys"))
    settings.cache_clear()
    yield tmp_path / "keys"
    settings.cache_clear()


def found_by(digits: str) -> str:
    """The one digest, while there is one key."""
    (index,) = encryption.bsn_indexes(digits)
    return index


def numbered(first: int) -> str:
    """The eleven-test, written out once more: the last digit follows from the other eight."""
    digits = f"{first:08d}"
    last = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
    return f"{digits}{last}"


@given(
    digits=st.integers(1, 99_999_999).map(numbered).filter(lambda digits: len(digits) == len(BSN)),
    row=st.integers(1, 2**62),
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sealed_bsn_opens_for_its_own_row_only(digits: str, row: int) -> None:
    sealed = encryption.seal_bsn(digits, row)
    assert encryption.open_bsn(sealed.cipher, row) == digits
    with pytest.raises(BsnUnreadable):
        encryption.open_bsn(sealed.cipher, row + 1)
    assert digits.encode() not in sealed.cipher
    assert sealed.tail == digits[-3:]


def test_the_same_bsn_is_sealed_otherwise_each_time_but_found_by_one_digest() -> None:
    first, second = encryption.seal_bsn(BSN, 1), encryption.seal_bsn(BSN, 1)
    assert first.cipher != second.cipher
    assert first.found_by == second.found_by == found_by("1234.56.782")


def test_the_digest_is_keyed_so_that_trying_every_bsn_does_not_invert_it(folder: Path) -> None:
    here = found_by(BSN)
    assert here != hashlib.sha256(BSN.encode()).hexdigest()
    (folder / "keys.json").unlink()
    assert found_by(BSN) != here


@pytest.mark.parametrize("wrong", ["123456789", "12345678", "", "12345678a", "000000000", "1234567820"])
def test_what_fails_the_eleven_test_is_refused_and_not_quoted(wrong: str) -> None:
    with pytest.raises(BsnInvalid) as refused:
        encryption.seal_bsn(wrong, 1)
    assert not wrong or wrong not in str(refused.value) + refused.value.message_nl


@pytest.mark.parametrize("at", range(0, 42, 3))
def test_a_changed_seal_does_not_open(at: int) -> None:
    cipher = bytearray(encryption.seal_bsn(BSN, 1).cipher)
    cipher[at] ^= 1
    with pytest.raises((BsnUnreadable, KeyMissing)):
        encryption.open_bsn(bytes(cipher), 1)


def test_a_cut_off_seal_does_not_open() -> None:
    cipher = encryption.seal_bsn(BSN, 1).cipher
    for length in range(len(cipher)):
        with pytest.raises((BsnUnreadable, KeyMissing)):
            encryption.open_bsn(cipher[:length], 1)


def test_only_we_can_read_the_keys(folder: Path) -> None:
    found_by(BSN)
    assert (folder / "keys.json").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["keys.json"]


def test_keys_that_others_can_read_are_refused(folder: Path) -> None:
    found_by(BSN)
    (folder / "keys.json").chmod(0o640)
    with pytest.raises(KeysExposed, match="readable by others"):
        found_by(BSN)


def test_an_older_key_still_opens_and_finds_what_it_sealed() -> None:
    sealed = encryption.seal_bsn(BSN, 1)
    with keyring.changing() as (held, keep):
        newer = held.with_new()
        keep(newer.sealing_with(newer.spare or ""))
    assert encryption.open_bsn(sealed.cipher, 1) == BSN
    assert sealed.found_by in encryption.bsn_indexes(BSN)
    assert encryption.key_of(encryption.seal_bsn(BSN, 1).cipher) == newer.spare
    assert encryption.seal_bsn(BSN, 1).found_by != sealed.found_by


def test_a_seal_opens_in_its_own_place_only() -> None:
    closed = encryption.seal(b"concept", "drafts:body:a")
    assert encryption.unseal(closed, "drafts:body:a") == b"concept"
    with pytest.raises(SealBroken):
        encryption.unseal(closed, "drafts:body:b")


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"current": "aa", "keys": {}}', '{"current": "aa", "keys": {"aa": 1}}']
)
def test_a_broken_key_file_is_said_to_be_so_and_not_quoted(folder: Path, text: str) -> None:
    found_by(BSN)
    (folder / "keys.json").write_text(text)
    with pytest.raises(KeysUnreadable) as refused:
        found_by(BSN)
    assert refused.value.__cause__ is refused.value.__context__ is None


def test_a_lost_key_is_named(folder: Path) -> None:
    sealed = encryption.seal_bsn(BSN, 1)
    (folder / "keys.json").unlink()
    with pytest.raises(KeyMissing) as missing:
        encryption.open_bsn(sealed.cipher, 1)
    assert missing.value.key_id == sealed.cipher[1:5].hex()


def test_processes_that_start_at_once_make_the_keys_once() -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(found_by, [BSN] * 8, chunksize=1))) == 1


def test_what_a_killed_writer_left_of_the_keys_is_cleared_away(folder: Path) -> None:
    before = found_by(BSN)
    (folder / ".keys.json-0123456789abcdef").write_text("half")
    with keyring.changing():
        pass
    assert found_by(BSN) == before
    assert [path.name for path in folder.iterdir()] == ["keys.json"]
