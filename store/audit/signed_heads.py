"""Signs the ends of all chains at the close of a day, and checks what was signed before."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from config.settings import settings
from rules.errors import HeadBroken, KeyMissing
from store.audit.head_files import ALL, SAYS, SIGNED, Day, Mark, days, marks, newest, read, sha256_of, signing_key
from store.engine import session
from store.files.by_digest import sync
from store.keys.keyring import keyring

PAGE = 5000


def sign(day: date, at: datetime, *, but: Collection[int] = ()) -> Day | None:
    """Write and sign the ends of the chains; None when this day already has a file.

    The chains in `but` keep the end that was signed for them before.
    """
    folder = settings().heads_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(folder):
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
        says |= {"all": sha256_of(whole).hexdigest(), "previous": last.sha256 if last else ""}
        changed.write(json.dumps(says, sort_keys=True).encode() + b"\n")
        changed.flush()
        signature = signing_key(key).sign(SAYS + sha256_of(draft).digest())
        changed.write(signature.hex().encode() + b"\n")
        for file in (all_, changed):
            file.flush()
            os.fsync(file.fileno())
    # A hard link never replaces an existing file.
    moved.hardlink_to(draft)
    draft.unlink()
    sync(folder)
    for old in folder.glob(f"*{ALL}"):
        if old != whole:
            old.unlink()
    return read(moved)


def faults(known: dict[str, str]) -> Iterator[str]:
    """What is wrong with the files, in Dutch; `known` maps each day on the record to the digest of its file."""
    previous, found = "", days()
    for path in found:
        day, sha256 = path.name.removesuffix(SIGNED), sha256_of(path).hexdigest()
        if broken := _trouble(path, newest=path == found[-1]):
            yield broken
        elif read(path).says["previous"] != previous or known.get(day, sha256) != sha256:
            yield f"De vastgelegde stand van {day} past niet bij de dag ervoor of bij de database."
        previous = sha256
    missing = sorted(known.keys() - {path.name.removesuffix(SIGNED) for path in found})
    yield from (f"De vastgelegde stand van {day} ontbreekt in de map." for day in missing)
    yield from _newest_faults(found)


def _trouble(path: Path, *, newest: bool) -> str | None:
    try:
        read(path).check()
    except KeyMissing as gone:
        # The newer files vouch for an older one, even when its key is gone.
        return gone.message_nl if newest else None
    except HeadBroken as broken:
        return broken.message_nl
    return None


def _newest_faults(found: list[Path]) -> Iterator[str]:
    """Report, in Dutch, that the newest file with every chain is not the one that was signed."""
    if not found:
        return
    with suppress(HeadBroken):
        last = read(found[-1])
        path = last.path.with_suffix(ALL)
        if not path.exists() or sha256_of(path).hexdigest() != last.says["all"]:
            yield f"De lijst met alle ketens van {last.day} ontbreekt of is veranderd."


def _write(all_: BinaryIO, changed: BinaryIO, but: Collection[int]) -> dict[str, int]:
    """Merge the signed ends with the current ones, both in the order of the chains; returns counts by name."""
    signed, counts = marks(), {"chains": 0, "moved": 0}
    old = next(signed, None)
    for now in _current():
        while old and old.chain < now.chain:
            # The chain has gone from the database. It did exist, so its mark stays.
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
    """The current ends of all chains, read a page at a time."""
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
def _locked(folder: Path) -> Iterator[None]:
    """Hold a lock on the folder, so that passes that coincide sign one after the other."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _draft(path: Path) -> BinaryIO:
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
