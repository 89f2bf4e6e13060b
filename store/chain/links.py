"""The chains of the record: each row of a case in its order, under digests that nobody can change unseen.

Whoever writes rows through a `store.engine.session` need not think of it: each flush puts the rows it wrote at the end
of the chains they belong to. Whoever changes rows with SQL of their own calls `link` for them, in that transaction.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple, cast

from sqlalchemy import BigInteger, Column, Connection, DefaultClause, Integer, Table, event, insert, inspect
from sqlalchemy.orm import Session, UOWTransaction, attributes

from store.models import (
    Attachment,
    Base,
    CallRow,
    Case,
    Decision,
    ExemptionApprovalRow,
    ExemptionRow,
    FactRow,
    Letter,
    Link,
    RoleGrant,
    RoleRevocation,
    Salt,
    TextRelease,
    TextVersion,
)
from store.models.audit import Finding, Head, Settlement
from store.models.destruction import Destroyed, Destruction, DestructionApproval, DestructionRefusal
from store.models.post import Bundle, BundleLine, HandOver, Receipt, Stray

# The chain of what belongs to no case.
HOUSE = 0
START = bytes(32)
SALT_BYTES = 32
PAGE = 500
# Any number, as long as it stays the same: two transactions must not both add to the chain of the house.
LOCK = 7_320_116


@dataclass(frozen=True)
class Covered:
    """What of a table is under the digests: the columns, its key, and the column that tells the case; empty for none.

    A column with nothing in it, or with what the table gives it when nothing is said, is left out of the digest. So a
    column that a later release adds changes nothing for the rows that were there.
    """

    columns: tuple[str, ...]
    left_out: tuple[Any, ...]
    key: str = "id"
    case: str = "case_id"

    def select(self, kind: str) -> str:
        """The start of a query for the rows: chain, key, and the columns."""
        return f"SELECT {self.case or HOUSE}, {self.key}, {', '.join(self.columns)} FROM {quoted(kind)}"


class Entry(NamedTuple):
    """A row to put under a chain."""

    chain: int
    kind: str
    about: int
    payload: bytes


def _all(model: type[Base], *but: str, **names: str) -> Covered:
    columns = sorted((c for c in cast("Table", model.__table__).columns if c.name not in but), key=lambda c: c.name)
    return Covered(tuple(column.name for column in columns), tuple(map(_default, columns)), **names)


def _default(column: Column[Any]) -> Any:
    if column.server_default is None:
        return None
    given = str(cast("DefaultClause", column.server_default).arg)
    return int(given) if isinstance(column.type, BigInteger | Integer) else given


COVERED: dict[str, Covered] = {
    "role_grant": _all(RoleGrant, case=""),
    "role_revocation": _all(RoleRevocation, key="grant_id", case=""),
    # What a case waits for is worked out from its facts, and who works on it is no part of the record.
    "casefile": _all(
        Case,
        *("version", "taken_up", "waits_for", "waits_by", "term_from", "wakes_on"),
        *("consultant_id", "team", "urgent"),
        case="id",
    ),
    "attachment": _all(Attachment),
    "destruction": _all(Destruction, case=""),
    "destruction_approval": _all(DestructionApproval, case=""),
    "destruction_refusal": _all(DestructionRefusal, key="destruction_id", case=""),
    "destroyed": _all(Destroyed, key="approval_id", case=""),
    "fact": _all(FactRow),
    "decision": _all(Decision),
    "call": _all(CallRow),
    "exemption": _all(ExemptionRow),
    "exemption_approval": _all(ExemptionApprovalRow),
    # Which letter run is at work on a letter is no part of the record.
    "letter": _all(Letter, "claimed_by", "claimed_until"),
    "bundle": _all(Bundle, case=""),
    "bundle_line": _all(BundleLine),
    "handover": _all(HandOver, key="bundle_id", case=""),
    "receipt": _all(Receipt, key="bundle_id", case=""),
    "stray": _all(Stray, case=""),
    "head": _all(Head, case=""),
    "finding": _all(Finding, case=""),
    "settlement": _all(Settlement, key="finding_id", case=""),
    "text_version": _all(TextVersion, case=""),
    "text_release": _all(TextRelease, key="text_id", case=""),
}


class RecordSession(Session):
    """A session that links what it writes."""


def link(db: Session | Connection, kind: str, keys: Collection[int]) -> None:
    """Put rows of one table, as they are now, at the end of their chains; within the transaction that wrote them."""
    connection = db.connection() if isinstance(db, Session) else db
    for some in _pages(sorted(keys)):
        _extend(connection, list(_entries(connection, kind, some)))


def adopt(connection: Connection, kinds: Collection[str] = tuple(COVERED)) -> None:
    """Link every row of these tables: for a migration, when rows were there before their chain or gain a column."""
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


def payload(of: Covered, values: Sequence[Any]) -> bytes:
    """A row in one and the same form on every engine."""
    given = {
        column: value
        for column, value, default in zip(of.columns, values, of.left_out, strict=True)
        if value != default
    }
    return _encode(given).encode()


def digest(salt: bytes, place: bytes, content: bytes) -> bytes:
    """The digest of a row at a place; who lacks the salt cannot find the row by guessing."""
    return hmac.digest(salt, place + content, "sha256")


def place(chain: int, seq: int, kind: str, about: int) -> bytes:
    """Where a link is and what it is about."""
    return b"%d:%d:%b:%d:" % (chain, seq, kind.encode(), about)


def chained(before: bytes, where: bytes, salted: bytes) -> bytes:
    """The hash of a link, over the hash of the one before."""
    return sha256(before + where + salted).digest()


def quoted(kind: str) -> str:
    """A table's name; `call` is a word of SQL."""
    return f'"{kind}"'


_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=bytes.hex).encode


def _entries(connection: Connection, kind: str, keys: Sequence[int]) -> Iterator[Entry]:
    of = COVERED[kind]
    query = f"{of.select(kind)} WHERE {of.key} IN ({_listed(keys)}) ORDER BY {of.key}"
    for chain, about, *values in connection.exec_driver_sql(query):
        yield Entry(chain, kind, about, payload(of, values))


def _extend(connection: Connection, entries: Sequence[Entry]) -> None:
    chains = sorted({entry.chain for entry in entries})
    if not chains:
        return
    _hold(connection, chains)
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


def _hold(connection: Connection, chains: Sequence[int]) -> None:
    """One writer a chain; on SQLite the transaction itself is the lock."""
    if connection.dialect.name == "sqlite":
        return
    if HOUSE in chains:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    cases = f"SELECT id FROM casefile WHERE id IN ({_listed(chains)}) ORDER BY id FOR NO KEY UPDATE"
    connection.exec_driver_sql(cases)


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


def _listed(keys: Sequence[int]) -> str:
    return ", ".join(map(str, map(int, keys)))


def _pages(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    left = iter(keys)
    while some := tuple(islice(left, PAGE)):
        yield some


@event.listens_for(RecordSession, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    """Link what this flush wrote: new rows, and those whose columns under the digests changed."""
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
    # Few columns of a row change, and looking at the history of each takes as long as writing them.
    changed = set(of.columns) - inspect(row, raiseerr=True).unmodified
    return any(attributes.get_history(row, column).has_changes() for column in changed)
