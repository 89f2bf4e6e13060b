"""Proves that the chains are complete, and that the rows are still what the chains say they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine

from store.audit.head_files import Mark
from store.chain.covered import COVERED, HOUSE, payload
from store.chain.links import START, chained, digest, place
from store.engine import engine, postgres

CHAINS = 200
SHOWN = 12
FIRST, LAST = -(2**63), 2**63 - 1
Rows = dict[tuple[str, int, int], bytes]


class Fault(StrEnum):
    """What can be wrong, in the Dutch words that people read."""

    LINK_MISSING = "een schakel ontbreekt"
    LINK_CHANGED = "een schakel is veranderd"
    ROW_CHANGED = "een regel is veranderd"
    ROW_MISSING = "een regel ontbreekt"
    ROW_UNLINKED = "een regel staat er buiten de keten om"
    SALT_MISSING = "het zout van de keten ontbreekt"
    CUT = "het einde van de keten ontbreekt"
    REWRITTEN = "de keten is anders dan toen zij is vastgelegd"
    NOT_DESTROYED = "de zaak is vernietigd, en er is nog iets van over"


class Broken(NamedTuple):
    """One thing that is wrong: its chain, its link, the row it is about, and a digest of what is there now.

    The digest reveals nothing about the row. It tells a row that changed once from one that changed again.
    """

    chain: int
    seq: int
    fault: Fault
    kind: str = ""
    about: int = 0
    found: str = ""


class Page(NamedTuple):
    """The result for a page of chains: how many links were checked, and what is wrong."""

    links: int
    broken: list[Broken]


def prove(url: str | None = None, *, signed: Iterable[Mark] = ()) -> Iterator[Page]:
    """Walk every chain, a page at a time, and check that it still contains what was signed.

    Memory use does not grow with the number of cases. `signed` is in the order of the chains.
    """
    bound, after, marks = engine(url), FIRST, Marks(signed)
    while after < LAST:
        with _snapshot(bound) as connection:
            until = _until(connection, after)
            yield _page(connection, after, until, marks.until(until))
        after = until


class Marks:
    """Signed marks, consumed in order."""

    def __init__(self, signed: Iterable[Mark]) -> None:
        self._left = iter(signed)
        self._next = next(self._left, None)

    def until(self, chain: int) -> list[Mark]:
        """The next marks, up to and including those of this chain."""
        found = []
        while self._next and self._next.chain <= chain:
            found.append(self._next)
            self._next = next(self._left, None)
        return found


@contextmanager
def _snapshot(bound: Engine) -> Iterator[Connection]:
    """A connection on which rows and links are read as they were at one moment, however busy the desk is."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if postgres(bound) else {}
    with bound.execution_options(readonly=True, **options).connect() as connection, connection.begin():
        yield connection


def _until(connection: Connection, after: int) -> int:
    query = f"""SELECT max(chain), count(*) FROM
        (SELECT DISTINCT chain FROM link WHERE chain > {after} ORDER BY chain LIMIT {CHAINS}) AS page"""
    last, count = connection.exec_driver_sql(query).one()
    # Past the last chain there may be rows that belong to none.
    return last if count == CHAINS else LAST


def _page(connection: Connection, after: int, until: int, marks: Sequence[Mark]) -> Page:
    some = f"chain > {after} AND chain <= {until}"
    links = connection.exec_driver_sql(
        f"SELECT chain, seq, kind, about, digest, hash FROM link WHERE {some} ORDER BY chain, seq"
    ).all()
    salts = dict(connection.exec_driver_sql(f"SELECT chain, salt FROM salt WHERE {some}").tuples().all())
    rows = _rows(connection, after, until)
    heads = dict(
        connection.exec_driver_sql(
            f"SELECT case_id, chain_head FROM destroyed WHERE case_id > {after} AND case_id <= {until}"
        )
        .tuples()
        .all()
    )
    return Page(
        len(links),
        [
            *_link_faults(links),
            *_destroyed_faults(links, rows, salts, heads),
            *_row_faults(links, rows, salts, heads),
            *_signed_faults(links, marks),
        ],
    )


def _link_faults(links: Sequence[Any]) -> Iterator[Broken]:
    """Faults in the links: each must follow the one before, and its hash must match what it says."""
    current, last, before = FIRST, 0, START
    for chain, seq, kind, about, salted, end in links:
        if chain != current:
            current, last, before = chain, 0, START
        if seq != last + 1:
            yield Broken(chain, seq, Fault.LINK_MISSING)
        elif chained(before, place(chain, seq, kind, about), salted) != end:
            yield Broken(chain, seq, Fault.LINK_CHANGED, kind, about, bytes(end).hex()[:SHOWN])
        last, before = seq, end


def _destroyed_faults(
    links: Sequence[Any], rows: Rows, salts: Mapping[int, bytes], heads: Mapping[int, str]
) -> Iterator[Broken]:
    """Faults in destroyed cases: only the links may be left, up to the one that the proof of destruction names."""
    last = {chain: (seq, bytes(end).hex()) for chain, seq, _, _, _, end in links}
    left = salts.keys() | {chain for _, _, chain in rows}
    for chain, head in heads.items():
        seq, end = last.get(chain, (0, ""))
        if end != head:
            yield Broken(chain, seq, Fault.LINK_MISSING)
        if chain in left:
            yield Broken(chain, seq, Fault.NOT_DESTROYED)


def _row_faults(
    links: Sequence[Any], rows: Rows, salts: Mapping[int, bytes], heads: Mapping[int, str]
) -> Iterator[Broken]:
    """Faults in the rows: each must match the last link about it, and none may be without a link."""
    newest = {(kind, about, chain): (seq, salted) for chain, seq, kind, about, salted, _ in links if chain not in heads}
    rows = {key: content for key, content in rows.items() if key[2] not in heads}
    for (kind, about, chain), (seq, salted) in newest.items():
        content = rows.pop((kind, about, chain), None)
        if content is None:
            yield Broken(chain, seq, Fault.ROW_MISSING, kind, about)
        elif chain not in salts:
            yield Broken(chain, seq, Fault.SALT_MISSING, kind, about)
        elif (now := digest(salts[chain], place(chain, seq, kind, about), content)) != salted:
            yield Broken(chain, seq, Fault.ROW_CHANGED, kind, about, now.hex()[:SHOWN])
    for (kind, about, chain), content in rows.items():
        now = digest(salts.get(chain, START), place(chain, 0, kind, about), content)
        yield Broken(chain, 0, Fault.ROW_UNLINKED, kind, about, now.hex()[:SHOWN])


def _signed_faults(links: Sequence[Any], marks: Sequence[Mark]) -> Iterator[Broken]:
    """Faults against the signed heads: each chain must still contain the link that was last signed."""
    if not marks:
        return
    ends = {(chain, seq): end for chain, seq, _, _, _, end in links}
    for chain, seq, end in marks:
        now = ends.get((chain, seq))
        if now is None:
            yield Broken(chain, seq, Fault.CUT)
        elif now != end:
            yield Broken(chain, seq, Fault.REWRITTEN, found=bytes(now).hex()[:SHOWN])


def _rows(connection: Connection, after: int, until: int) -> Rows:
    found: Rows = {}
    for kind, of in COVERED.items():
        if not of.case and not after < HOUSE <= until:
            continue
        which = f" WHERE {of.case} > {after} AND {of.case} <= {until}" if of.case else ""
        for chain, about, *values in connection.exec_driver_sql(of.select(kind) + which):
            found[kind, about, chain] = payload(of, values)
    return found
