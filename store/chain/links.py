"""The chains of the record: each row of a case in order, under digests that nobody can change unnoticed.

Code that writes through a `store.engine.session` need not think of it: each flush appends the rows it wrote to their
chains. Code that changes rows with its own SQL calls `link` for them, in the same transaction.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, event, insert, inspect
from sqlalchemy.orm import Session, UOWTransaction, attributes

from store.chain.covered import COVERED, HOUSE, Covered, payload
from store.models import (
    Link,
    Salt,
)

START = bytes(32)
SALT_BYTES = 32
PAGE = 500
# An arbitrary but fixed number: two transactions must not both append to the chain of rows that belong to no case.
LOCK = 7_320_116


class Entry(NamedTuple):
    """A row to append to a chain."""

    chain: int
    kind: str
    about: int
    payload: bytes


class RecordSession(Session):
    """A session that appends what it writes to the chains."""


def link(db: Session | Connection, kind: str, keys: Collection[int]) -> None:
    """Append rows of one table, as they are now, to their chains; call it in the transaction that wrote them."""
    connection = db.connection() if isinstance(db, Session) else db
    for some in _pages(sorted(keys)):
        _extend(connection, list(_entries(connection, kind, some)))


def adopt(connection: Connection, kinds: Collection[str] = tuple(COVERED)) -> None:
    """Append every row of these tables: for a migration, when rows predate their chain or gain a column."""
    inspector = inspect(connection)
    tables = inspector.get_table_names()
    for kind, of in COVERED.items():
        if kind not in kinds or kind not in tables:
            continue
        present = {column["name"] for column in inspector.get_columns(kind)}
        both = [pair for pair in zip(of.columns, of.left_out, strict=True) if pair[0] in present]
        only = Covered(tuple(column for column, _ in both), tuple(default for _, default in both), of.key, of.case)
        last = -1
        query = f"{only.select(kind)} WHERE {of.key} > %d ORDER BY {of.key} LIMIT {PAGE}"
        while rows := connection.exec_driver_sql(query % last).all():
            last = rows[-1][1]
            _extend(connection, [Entry(row[0], kind, row[1], payload(only, row[2:])) for row in rows])


def hold(db: Session | Connection, chains: Collection[int]) -> None:
    """Lock these chains, and so their cases, for one writer each; on SQLite the transaction itself is the lock.

    Who changes letters holds their cases first, as whoever works on a case does.
    """
    connection = db.connection() if isinstance(db, Session) else db
    if connection.dialect.name == "sqlite" or not chains:
        return
    if HOUSE in chains:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    cases = f"SELECT id FROM casefile WHERE id IN ({_listed(chains)}) ORDER BY id FOR NO KEY UPDATE"
    connection.exec_driver_sql(cases)


def digest(salt: bytes, place: bytes, content: bytes) -> bytes:
    """The digest of a row at a place; nobody without the salt can find the row by guessing."""
    return hmac.digest(salt, place + content, "sha256")


def place(chain: int, seq: int, kind: str, about: int) -> bytes:
    """The bytes that say where a link is and which row it is about."""
    return b"%d:%d:%b:%d:" % (chain, seq, kind.encode(), about)


def chained(before: bytes, where: bytes, salted: bytes) -> bytes:
    """The hash of a link, which includes the hash of the link before it."""
    return sha256(before + where + salted).digest()


def _entries(connection: Connection, kind: str, keys: Sequence[int]) -> Iterator[Entry]:
    of = COVERED[kind]
    query = f"{of.select(kind)} WHERE {of.key} IN ({_listed(keys)}) ORDER BY {of.key}"
    for chain, about, *values in connection.exec_driver_sql(query):
        yield Entry(chain, kind, about, payload(of, values))


def _extend(connection: Connection, entries: Sequence[Entry]) -> None:
    chains = sorted({entry.chain for entry in entries})
    if not chains:
        return
    hold(connection, chains)
    salts, ends = _salts(connection, chains), _ends(connection, chains)
    fresh = []
    for chain, kind, about, content in entries:
        seq, before = ends.get(chain, (0, START))
        where = place(chain, seq + 1, kind, about)
        salted = digest(salts[chain], where, content)
        ends[chain] = seq + 1, chained(before, where, salted)
        fresh.append(
            {
                "chain": chain,
                "seq": seq + 1,
                "kind": kind,
                "about": about,
                "digest": salted,
                "hash": ends[chain][1],
            }
        )
    connection.execute(insert(Link), fresh)


def _salts(connection: Connection, chains: Sequence[int]) -> Mapping[int, bytes]:
    query = f"SELECT chain, salt FROM salt WHERE chain IN ({_listed(chains)})"
    known = {chain: bytes(salt) for chain, salt in connection.exec_driver_sql(query)}
    fresh = {chain: secrets.token_bytes(SALT_BYTES) for chain in chains if chain not in known}
    if fresh:
        connection.execute(insert(Salt), [{"chain": chain, "salt": salt} for chain, salt in fresh.items()])
    return known | fresh


def _ends(connection: Connection, chains: Sequence[int]) -> dict[int, tuple[int, bytes]]:
    query = f"""SELECT l.chain, l.seq, l.hash FROM link l WHERE l.chain IN ({_listed(chains)})
        AND l.seq = (SELECT max(other.seq) FROM link other WHERE other.chain = l.chain)"""
    return {chain: (seq, bytes(end)) for chain, seq, end in connection.exec_driver_sql(query)}


def _listed(keys: Collection[int]) -> str:
    return ", ".join(map(str, map(int, keys)))


def _pages(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    left = iter(keys)
    while some := tuple(islice(left, PAGE)):
        yield some


@event.listens_for(RecordSession, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    """Append what this flush wrote: new rows, and rows with a change in a covered column."""
    written: dict[str, set[int]] = {}
    for row in (*session.new, *session.dirty):
        kind = getattr(row, "__tablename__", "")
        if (of := COVERED.get(kind)) and (row in session.new or _touched(row, of)):
            written.setdefault(kind, set()).add(getattr(row, of.key))
    connection = session.connection()
    _extend(
        connection,
        [
            entry
            for kind in COVERED
            if kind in written
            for some in _pages(sorted(written[kind]))
            for entry in _entries(connection, kind, some)
        ],
    )


def _touched(row: object, of: Covered) -> bool:
    # Few columns of a row change, and reading the history of them all takes as long as writing them.
    changed = set(of.columns) - inspect(row, raiseerr=True).unmodified
    return any(attributes.get_history(row, column).has_changes() for column in changed)
