"""Every row of a case is in its chain, and whatever is changed, lost or slipped in is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from plays import MONDAY, Play, intended
from sqlalchemy import Column, Connection, LargeBinary, NullPool, UniqueConstraint, text
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from stage import strip_constraints

from rules.calls import CallOutcome, ExemptionReason
from rules.facts import Exemption, ExemptionApproval
from store import chain, guards, proof
from store.engine import build, session
from store.models import Attachment, Base, RoleRevocation
from store.proof import Fault

# What a case waits for is worked out from its facts, and who works on it changes.
UNCOVERED = {
    "casefile": {
        *("version", "taken_up", "waits_for", "waits_by", "term_from", "wakes_on"),
        *("consultant_id", "team", "urgent"),
    }
}
SQLITE = sqlite_dialect()
Tamper = Callable[[], Any]


@pytest.fixture
def played(either_record: str) -> Play:
    """Two cases, one with a rejection after a call, one after an exemption: a row in every table of the chain."""
    called, exempted = intended(), intended()
    called.days().call(CallOutcome.INFORMED_AGREES)
    called.days().approve()
    asked = Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Er is vorige week gedreigd aan de deur.")
    exempted.days().do(asked)
    exempted.do(ExemptionApproval(exemption=exempted.case().version), by="karin")
    exempted.days().approve(by="jeroen")
    with session() as db:
        file = {"field": "bijlagen", "file_name": "brief.pdf", "media_type": "application/pdf", "sha256": "a" * 64}
        db.add(Attachment(case_id=called.case().id, size=9, received_at=MONDAY, **file))
        db.add(RoleRevocation(grant_id=1, revoked_at=called.now))
    return called


@pytest.fixture
def tampering(either_record: str, request: pytest.FixtureRequest) -> Tamper:
    """A connection as whoever owns the tables, with the guards and the constraints off."""
    url = either_record
    if url.startswith("postgresql"):
        url = request.getfixturevalue("postgres").owner_url

    @contextmanager
    def connect() -> Iterator[Connection]:
        own = build(url, foreign_keys=False, poolclass=NullPool)
        with own.begin() as connection:
            guards.drop(connection)
            if connection.dialect.name == "postgresql":
                strip_constraints(connection)
            else:
                connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            yield connection
        own.dispose()

    return connect


def wrong() -> set[tuple[Fault, str]]:
    return {(broken.fault, broken.kind) for page in proof.prove() for broken in page.broken}


def other(value: Any, column: Column[Any]) -> Any:
    """Another value for this column, of the same type; for nothing, something."""
    if isinstance(column.type, LargeBinary):
        return bytes([value[0] ^ 1]) + bytes(value)[1:]
    whole = isinstance(value, int) or (value is None and column.type.compile(dialect=SQLITE) != "TEXT")
    return (value or 0) + 1_000_003 if whole else (value or "") + "x"


def test_a_case_that_was_played_is_whole(played: Play) -> None:
    assert wrong() == set()
    with session(readonly=True) as db:
        rows = {kind: db.scalar(text(f'SELECT count(*) FROM "{kind}"')) for kind in chain.COVERED}
        again = db.scalar(text("SELECT count(*) FROM letter WHERE status = 'rendered'"))
        closed = db.scalar(text("SELECT count(*) FROM casefile WHERE closed_on IS NOT NULL"))
        assert all(rows.values())
        assert db.scalar(text("SELECT count(*) FROM link")) == sum(rows.values()) + again + closed


def test_everything_on_the_record_of_a_case_is_under_the_digests() -> None:
    of_a_case = {table.name for table in Base.metadata.sorted_tables if "case_id" in table.columns}
    # The digest of a reason is worked out from its fact; a warning says nothing that the case does not.
    assert of_a_case - {"reason", "warning"} <= set(chain.COVERED)
    for kind, of in chain.COVERED.items():
        columns = {column.name for column in Base.metadata.tables[kind].columns}
        assert columns - set(of.columns) == UNCOVERED.get(kind, set())


def test_no_column_of_any_row_is_changed_unseen(played: Play, tampering: Tamper) -> None:
    flips = [(kind, column) for kind, of in chain.COVERED.items() for column in of.columns]
    flips += [(kind, column) for kind in ("link", "salt") for column in _columns(kind)]
    assert [flip for flip in flips if not _noticed(tampering, *flip)] == []
    assert wrong() == set()


def test_no_row_is_lost_or_slipped_in_unseen(played: Play, tampering: Tamper) -> None:
    for kind, of in chain.COVERED.items():
        with tampering() as connection:
            row = _last(connection, kind)
            connection.execute(text(f'DELETE FROM "{kind}" WHERE {of.key} = :{of.key}'), row)
        assert (Fault.ROW_MISSING, kind) in wrong()
        with tampering() as connection:
            _insert(connection, kind, row)
            _insert(connection, kind, _twin(kind, row))
        assert wrong() == {(Fault.ROW_UNLINKED, kind)}
        with tampering() as connection:
            connection.execute(text(f'DELETE FROM "{kind}" WHERE {of.key} = :{of.key}'), _twin(kind, row))


def test_a_link_that_is_lost_or_moved_to_another_case_is_seen(played: Play, tampering: Tamper) -> None:
    with tampering() as connection:
        link = _last(connection, "link")
        connection.exec_driver_sql(f"DELETE FROM link WHERE chain = {link['chain']} AND seq = 2")
    assert (Fault.LINK_MISSING, "") in wrong()


def test_two_cases_that_change_places_are_seen(played: Play, tampering: Tamper) -> None:
    """Every row, link and salt of one becomes that of the other."""
    tables = [(kind, of.case) for kind, of in chain.COVERED.items() if of.case]
    tables += [("link", "chain"), ("salt", "chain")]
    with tampering() as connection:
        for kind, column in tables:
            for old, new in ((1, -1), (2, 1), (-1, 2)):
                connection.exec_driver_sql(f'UPDATE "{kind}" SET {column} = {new} WHERE {column} = {old}')
    assert (Fault.LINK_CHANGED, "casefile") in wrong()


def _noticed(tampering: Tamper, kind: str, column: str) -> bool:
    """Change one value, look, and put it back."""
    with tampering() as connection:
        row = _last(connection, kind)
        changed = row | {column: other(row[column], Base.metadata.tables[kind].columns[column])}
        _replace(connection, kind, row, changed)
    seen = wrong() != set()
    with tampering() as connection:
        _replace(connection, kind, changed, row)
    return seen


def _columns(kind: str) -> list[str]:
    return [column.name for column in Base.metadata.tables[kind].columns]


def _last(connection: Connection, kind: str) -> dict[str, Any]:
    keys = [column.name for column in Base.metadata.tables[kind].primary_key]
    query = f'SELECT {", ".join(_columns(kind))} FROM "{kind}" ORDER BY {", ".join(f"{key} DESC" for key in keys)}'
    return dict(connection.exec_driver_sql(query).mappings().fetchone() or {})


def _insert(connection: Connection, kind: str, row: dict[str, Any]) -> None:
    values = ", ".join(f":{column}" for column in row)
    connection.execute(text(f'INSERT INTO "{kind}" ({", ".join(row)}) VALUES ({values})'), row)


def _replace(connection: Connection, kind: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    keys = [column.name for column in Base.metadata.tables[kind].primary_key]
    at = " AND ".join(f"{key} = :{key}" for key in keys)
    assert connection.execute(text(f'DELETE FROM "{kind}" WHERE {at}'), old).rowcount == 1
    _insert(connection, kind, new)


def _twin(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    """The same row under another key, and other numbers where only one may have them."""
    table = Base.metadata.tables[kind]
    keys = {
        column.name for unique in table.constraints if isinstance(unique, UniqueConstraint) for column in unique.columns
    }
    keys |= {column.name for column in table.columns if column.unique or column.primary_key}
    return {name: other(row[name], table.columns[name]) if name in keys - {"case_id"} else row[name] for name in row}
