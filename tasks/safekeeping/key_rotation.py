"""Replaces the key for everything that is sealed, page by page, while people work and both keys open things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, func, or_, select, update

from rules.errors import KeyInUse
from store.engine import session
from store.keys.encryption import key_of, open_bsn, seal_bsn
from store.keys.keyring import Keyring, changing, keyring
from store.keys.sealed_files import drafts
from store.models import Citizen
from tasks.intake.intake import one_at_a_time

PAGE = 200
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Use:
    """What one key is used for: whether it is current, and how many BSNs and drafts are sealed with it."""

    key_id: str
    current: bool
    citizens: int
    drafts: int

    @property
    def total(self) -> int:
        """The number of things that cannot be read without this key."""
        return self.citizens + self.drafts


def uses() -> list[Use]:
    """Every key there is, and every key that is missing but needed, oldest first."""
    held, numbers, concepts = keyring(), _citizens(), Counter(drafts().key(name) for name in drafts().names())
    known = [*held.keys, *sorted((numbers.keys() | concepts.keys()) - held.keys.keys() - {""})]
    return [Use(key_id, key_id == held.current, numbers[key_id], concepts[key_id]) for key_id in known]


def add() -> str:
    """Add a key that seals nothing yet, to be copied to other machines first, and return its id."""
    with changing() as (held, keep):
        return held.spare or keep(held.with_new()).spare or ""


def rotate(told: Progress = lambda _done, _of: None) -> str:
    """Seal everything again with a new key, and return its id; if it is killed and repeated, it continues.

    No new key is made while something still needs an older one, because then a rotation was interrupted.
    """
    outstanding = sum(use.total for use in uses() if not use.current)
    if not outstanding:
        with changing() as (held, keep):
            ready = held if held.spare else held.with_new()
            keep(ready.sealing_with(ready.spare or ready.current))
        outstanding = sum(use.total for use in uses() if not use.current)
    _reseal_all(outstanding, told)
    return keyring().current


def remove(key_id: str) -> Keyring:
    """Remove a key that is no longer used; raises `KeyInUse` or `KeyMissing`.

    The locks keep out a process that read the key a moment ago and is about to seal something with it.
    """
    with session() as db, drafts().locked(), changing() as (held, keep):
        one_at_a_time(db)
        left = held.without(key_id)
        total = sum(use.total for use in uses() if use.key_id == key_id)
        if total:
            raise KeyInUse(key_id, total)
        return keep(left)


def _reseal_all(outstanding: int, told: Progress) -> None:
    done, last = 0, 0
    while page := _page(last):
        last = page[-1][0]
        done += len(page)
        _reseal(page)
        told(min(done, outstanding), outstanding)
    for name in drafts().names():
        if drafts().key(name) not in {"", keyring().current}:
            drafts().reseal(name)
            done += 1
            told(min(done, outstanding), outstanding)


def _page(after: int) -> list[tuple[int, bytes]]:
    query = select(Citizen.id, Citizen.bsn_cipher).where(Citizen.id > after, Citizen.bsn_cipher.is_not(None))
    current = keyring().current
    older = or_(_key_of_index() != current, func.substr(Citizen.bsn_cipher, 2, 4) != bytes.fromhex(current))
    with session(readonly=True) as db:
        found = db.execute(query.where(older).order_by(Citizen.id).limit(PAGE))
        return [(citizen, bytes(cipher)) for citizen, cipher in found if cipher]


def _reseal(page: list[tuple[int, bytes]]) -> None:
    """Reseal a page in one short transaction; a row that changed in the meantime is left for the next pass.

    The version of the citizen stays the same, so that forms open at the desk stay valid.
    """
    fresh = []
    for citizen, cipher in page:
        sealed = seal_bsn(open_bsn(cipher, citizen), citizen)
        fresh.append({"row": citizen, "was": cipher, "cipher": sealed.cipher, "found_by": sealed.found_by})
    table = Citizen.__table__
    statement = (
        update(Citizen)
        .where(table.c.id == bindparam("row"), table.c.bsn_cipher == bindparam("was"))
        .values(bsn_cipher=bindparam("cipher"), bsn_index=bindparam("found_by"))
    )
    with session() as db:
        db.connection().execute(statement, fresh)


def _citizens() -> Counter[str]:
    """How many BSNs need each key, to be opened or to be found."""
    found: Counter[str] = Counter()
    with session(readonly=True) as db:
        head, index = func.substr(Citizen.bsn_cipher, 1, 5).label("head"), _key_of_index().label("index_key")
        query = select(head, index, func.count()).where(Citizen.bsn_cipher.is_not(None))
        rows = db.execute(query.group_by("head", "index_key"))
        for sealed_by, found_by, count in rows:
            for key_id in {key_of(bytes(sealed_by)), found_by}:
                found[key_id] += count
    return found


def _key_of_index() -> ColumnElement[str]:
    return func.substr(Citizen.bsn_index, 1, 8)
