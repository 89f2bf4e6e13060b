"""Rotating the keys: nothing lost, nobody kept waiting, and a key goes only when nothing needs it."""

from __future__ import annotations

import signal

import pytest
from deaths import end_of, rotate_until
from sqlalchemy import select, update

from desk.intake import drafts
from rules.errors import KeyInUse, KeyMissing
from store.engine import session
from store.keys.encryption import bsn_indexes, key_of, open_bsn, seal_bsn
from store.keys.keyring import changing, keyring
from store.models import Citizen, Household
from tasks.safekeeping import key_rotation
from tasks.safekeeping.key_rotation import rotate, uses

ADDRESS = {"street": "Esdoornstraat", "number": "27", "postcode": "4099 ZX", "city": "Veldhaven"}


def bsn(first: int) -> str | None:
    digits = f"{first:08d}"
    last = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
    return f"{digits}{last}" if last < 10 else None


NUMBERS = [found for first in range(99_999_000, 99_999_500) if (found := bsn(first))]


def citizens(count: int) -> dict[int, str]:
    """Citizens with their numbers, sealed with the current key."""
    made = {}
    with session() as db:
        household = Household()
        db.add(household)
        db.flush()
        for number in NUMBERS[:count]:
            citizen = Citizen(household_id=household.id, initials="A.", family_name="Test", **ADDRESS)
            db.add(citizen)
            db.flush()
            sealed = seal_bsn(number, citizen.id)
            citizen.bsn_cipher, citizen.bsn_index = sealed.cipher, sealed.found_by
            made[citizen.id] = number
    return made


def readable(known: dict[int, str]) -> set[str]:
    """Open and find every number; the keys that were needed."""
    with session(readonly=True) as db:
        for citizen in db.scalars(select(Citizen)):
            assert open_bsn(citizen.bsn_cipher or b"", citizen.id) == known[citizen.id]
            assert citizen.bsn_index in bsn_indexes(known[citizen.id])
        return {key_of(cipher or b"") for cipher in db.scalars(select(Citizen.bsn_cipher))}


def test_a_rotation_seals_all_anew_and_the_old_key_may_go(either_record: str) -> None:
    known, first = citizens(key_rotation.PAGE + 3), keyring().current
    name = drafts.begin("sanne")
    drafts.save(name, "sanne", {"person.family_name": "Yıldız"})
    told: list[tuple[int, int]] = []
    second = rotate(lambda done, of: told.append((done, of)))
    assert second != first
    assert told[-1] == (len(known) + 1, len(known) + 1)
    assert readable(known) == {second}
    assert drafts.load(name, "sanne").values == {"person.family_name": "Yıldız"}
    key_rotation.remove(first)
    assert readable(known) == {second}
    assert drafts.load(name, "sanne").values == {"person.family_name": "Yıldız"}
    with pytest.raises(KeyMissing):
        key_rotation.remove(first)


def test_both_keys_open_halfway_and_a_repetition_makes_no_third(either_record: str) -> None:
    known, first = citizens(key_rotation.PAGE + 3), keyring().current

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(stop)
    halfway = keyring().current
    assert readable(known) == {first, halfway}
    with pytest.raises(KeyInUse) as refused:
        key_rotation.remove(first)
    assert refused.value.uses == 3
    assert rotate() == halfway
    assert readable(known) == {halfway}
    assert [use.total for use in uses()] == [0, len(known)]


def test_the_current_key_never_goes(either_record: str) -> None:
    with pytest.raises(KeyInUse, match="in use"):
        key_rotation.remove(keyring().current)


def test_a_row_that_changes_meanwhile_keeps_what_was_written(
    either_record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = citizens(3)
    changed = next(iter(known))
    plain = key_rotation._page

    def and_then_somebody_writes(after: int) -> list[tuple[int, bytes]]:
        page = plain(after)
        if page and after == 0:
            sealed = seal_bsn(NUMBERS[-1], changed)
            with session() as db:
                cells = {"bsn_cipher": sealed.cipher, "bsn_index": sealed.found_by, "phone": "06"}
                db.execute(update(Citizen).where(Citizen.id == changed).values(**cells))
        return page

    monkeypatch.setattr(key_rotation, "_page", and_then_somebody_writes)
    rotate()
    readable(known | {changed: NUMBERS[-1]})


def test_the_version_of_a_citizen_stays_so_that_open_forms_stay_valid(either_record: str) -> None:
    known = citizens(2)
    with session(readonly=True) as db:
        before = db.scalars(select(Citizen.version)).all()
    rotate()
    assert len(readable(known)) == 1
    with session(readonly=True) as db:
        assert db.scalars(select(Citizen.version)).all() == before


def test_a_key_made_ready_elsewhere_is_the_one_that_comes_next(record: str) -> None:
    known = citizens(2)
    ready = key_rotation.add()
    assert key_rotation.add() == ready
    assert readable(known) == {keyring().current} != {ready}
    assert rotate() == ready
    assert readable(known) == {ready}


def test_a_process_that_runs_seals_with_the_new_key_at_once(record: str) -> None:
    citizens(1)
    before = keyring()
    current = rotate()
    assert before.current != current
    assert key_of(seal_bsn(NUMBERS[0], 7).cipher) == current


def test_a_missing_key_is_named_in_the_list(record: str) -> None:
    citizens(2)
    first = keyring().current
    with changing() as (held, keep):
        fresh = held.with_new()
        keep(fresh.sealing_with(fresh.spare or "").without(first))
    assert (uses()[-1].key_id, uses()[-1].citizens) == (first, 2)
    with pytest.raises(KeyMissing):
        rotate()


@pytest.mark.parametrize(("pages", "before"), [(0, 1), (0, 0), (2, 1), (2, 0)])
def test_a_rotation_killed_at_any_page_goes_on_where_it_was(record: str, pages: int, before: int) -> None:
    known = citizens(9)
    assert end_of(rotate_until, pages, before) == -signal.SIGKILL
    halfway = keyring().current
    readable(known)
    assert rotate() == halfway
    assert readable(known) == {halfway}
    assert len(keyring().keys) == 2
