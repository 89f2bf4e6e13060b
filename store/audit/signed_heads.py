"""The signed heads: where every chain was at the end of a day, in files outside the database.

A day has two files. `<day>.heads` holds the chains that moved since the day before, the digest of the file before it,
and an Ed25519 signature; all of them are kept. `<day>.all` holds where every chain was; only the newest is kept, for
each head vouches for all that came before it in its chain. A line is: chain, place, hash.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config.settings import settings
from rules.errors import HeadBroken, KeyMissing
from store.engine import session
from store.files.by_digest import sync
from store.keys.keyring import keyring

PURPOSE = "heads"
SIGNED, ALL = ".heads", ".all"
PAGE = 5000
BLOCK = 1 << 20
# The digest that is signed is never that of something else.
SAYS = b"maatwerk heads 1\n"


class Mark(NamedTuple):
    """Where a chain was: its link at this place had this hash."""

    chain: int
    seq: int
    hash: bytes

    def line(self) -> bytes:
        """As a file has it."""
        return b"%d %d %b\n" % (self.chain, self.seq, self.hash.hex().encode())


@dataclass(frozen=True)
class Day:
    """One signed file as it was read: what its last lines say, and the digests of the whole and of what was signed."""

    path: Path
    says: dict[str, Any]
    sha256: str
    signed: bytes
    signature: bytes

    @property
    def day(self) -> str:
        """The day in its name."""
        return self.path.name.removesuffix(SIGNED)

    def check(self) -> None:
        """`HeadBroken` unless our key signed it, and for this day; `KeyMissing` when that key is gone."""
        try:
            _key(self.says["key"]).public_key().verify(self.signature, SAYS + self.signed)
        except (InvalidSignature, ValueError):
            raise HeadBroken(self.day) from None
        if self.says["day"] != self.day:
            raise HeadBroken(self.day)


def sign(day: date, at: datetime, *, but: Collection[int] = ()) -> Day | None:
    """Write and sign where the chains are; None when this day has its file. Those in `but` stay as they were signed."""
    folder = settings().heads_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder):
        last = newest()
        if last and last.day >= day.isoformat():
            return None
        return _sign(folder, day, at, last, but)


def _sign(folder: Path, day: date, at: datetime, last: Day | None, but: Collection[int]) -> Day:
    whole, moved = folder / f"{day}{ALL}", folder / f"{day}{SIGNED}"
    draft = folder / f".{day}{SIGNED}"
    with _draft(whole) as all_, _draft(draft) as changed:
        counts = _write(all_, changed, but)
        all_.flush()
        key = keyring().current
        says: dict[str, Any] = counts | {"day": day.isoformat(), "signed_at": at.isoformat(), "key": key}
        says |= {"all": _sha256(whole).hexdigest(), "previous": last.sha256 if last else ""}
        changed.write(json.dumps(says, sort_keys=True).encode() + b"\n")
        changed.flush()
        signature = _key(key).sign(SAYS + _sha256(draft).digest())
        changed.write(signature.hex().encode() + b"\n")
        for file in (all_, changed):
            file.flush()
            os.fsync(file.fileno())
    # A link never takes the place of a file that is there.
    moved.hardlink_to(draft)
    draft.unlink()
    sync(folder)
    for old in folder.glob(f"*{ALL}"):
        if old != whole:
            old.unlink()
    return read(moved)


def days() -> list[Path]:
    """The signed files, oldest first."""
    return sorted(settings().heads_folder.glob(f"[0-9]*{SIGNED}"))


def newest() -> Day | None:
    """The newest signed file; `HeadBroken` when it cannot be read."""
    found = days()
    return read(found[-1]) if found else None


def read(path: Path) -> Day:
    """One signed file; `HeadBroken` when it does not end as it should."""
    day = path.name.removesuffix(SIGNED)
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 4096))
        lines = file.read().splitlines(keepends=True)
    with suppress(ValueError, IndexError, TypeError):
        says, signature = json.loads(lines[-2]), bytes.fromhex(lines[-1].decode().strip())
        if isinstance(says, dict) and {"key", "day", "all", "previous"} <= says.keys():
            signed = _sha256(path, size - len(lines[-1])).digest()
            return Day(path, says, _sha256(path).hexdigest(), signed, signature)
    raise HeadBroken(day)


def marks() -> Iterator[Mark]:
    """Where every chain was at the newest signing, in the order of the chains; what cannot be read `faults` tells."""
    found = days()
    if not found:
        return
    path = found[-1].with_suffix(ALL)
    with suppress(FileNotFoundError, ValueError), path.open("rb") as file:
        for line in file:
            chain, seq, end = line.split()
            yield Mark(int(chain), int(seq), bytes.fromhex(end.decode()))


def faults(known: dict[str, str]) -> Iterator[str]:
    """What is wrong with the files, in Dutch; `known` is what the record says of them: day and digest."""
    previous, found = "", days()
    for path in found:
        day, sha256 = path.name.removesuffix(SIGNED), _sha256(path).hexdigest()
        if broken := _trouble(path, newest=path == found[-1]):
            yield broken
        elif read(path).says["previous"] != previous or known.get(day, sha256) != sha256:
            yield f"De vastgelegde stand van {day} past niet bij de dag ervoor of bij de database."
        previous = sha256
    missing = sorted(known.keys() - {path.name.removesuffix(SIGNED) for path in found})
    yield from (f"De vastgelegde stand van {day} ontbreekt in de map." for day in missing)
    yield from _whole(found)


def _trouble(path: Path, *, newest: bool) -> str | None:
    try:
        read(path).check()
    except KeyMissing as gone:
        # An older file is vouched for by the newer ones, also when its key is gone.
        return gone.message_nl if newest else None
    except HeadBroken as broken:
        return broken.message_nl
    return None


def _whole(found: list[Path]) -> Iterator[str]:
    """The newest file with every chain is the one that was signed."""
    if not found:
        return
    with suppress(HeadBroken):
        last = read(found[-1])
        path = last.path.with_suffix(ALL)
        if not path.exists() or _sha256(path).hexdigest() != last.says["all"]:
            yield f"De lijst met alle ketens van {last.day} ontbreekt of is veranderd."


def _write(all_: BinaryIO, changed: BinaryIO, but: Collection[int]) -> dict[str, int]:
    """Merge what was signed with what is there, both in the order of the chains."""
    signed, counts = marks(), {"chains": 0, "moved": 0}
    old = next(signed, None)
    for now in _current():
        while old and old.chain < now.chain:
            # The chain is gone from the database. It was there, so it stays.
            all_.write(old.line())
            old = next(signed, None)
        before = old if old and old.chain == now.chain else None
        kept = before if before and (now.chain in but or now.seq <= before.seq) else now
        if before:
            old = next(signed, None)
        elif now.chain in but:
            continue
        all_.write(kept.line())
        counts["chains"] += 1
        if kept is not before:
            changed.write(kept.line())
            counts["moved"] += 1
    while old:
        all_.write(old.line())
        old = next(signed, None)
    return counts


def _current() -> Iterator[Mark]:
    """The ends of all chains, a page at a time."""
    last: int = -(2**63)
    while True:
        query = f"""SELECT l.chain, l.seq, l.hash FROM link l JOIN
            (SELECT chain, max(seq) AS seq FROM link WHERE chain > {last} GROUP BY chain ORDER BY chain LIMIT {PAGE}) e
            ON e.chain = l.chain AND e.seq = l.seq ORDER BY l.chain"""
        with session(readonly=True) as db:
            rows = db.connection().exec_driver_sql(query).all()
        if not rows:
            return
        yield from (Mark(chain, seq, bytes(end)) for chain, seq, end in rows)
        last = rows[-1][0]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two passes at once sign one after the other."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _key(key_id: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keyring().derived(key_id, PURPOSE))


def _draft(path: Path) -> BinaryIO:
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _sha256(path: Path, size: int | None = None) -> Any:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        left = size
        while block := file.read(BLOCK if left is None else min(BLOCK, left)):
            digest.update(block)
            left = None if left is None else left - len(block)
    return digest
