"""Reaching the database: settings of a connection, one transaction a session, and errors that quote nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from store import engine as module
from store.engine import _write_ahead, engine, postgres, session
from store.models import Citizen, Household

BSN = "123456782"
FORKED = """
import os, sys
from sqlalchemy import text
from store.engine import engine, session
url = sys.argv[1]
with session(url) as db:
    mine = db.execute(text("SELECT pg_backend_pid()")).scalar()
read, write = os.pipe()
if os.fork() == 0:
    with session(url) as db:
        os.write(write, str(db.execute(text("SELECT pg_backend_pid()")).scalar()).encode())
    os._exit(0)
os.wait()
with session(url) as db:
    again = db.execute(text("SELECT pg_backend_pid()")).scalar()
print(mine == again, mine != int(os.read(read, 20)))
"""


@pytest.fixture
def opened(migrated: str) -> Iterator[str]:
    """A migrated database, whose engine is closed afterwards."""
    yield migrated
    engine(migrated).dispose()


def household(db: Session, remark: str) -> None:
    """Something to write."""
    db.add(Household(remark=remark))


def citizen(bsn: str) -> Citizen:
    """A citizen whose every text is the BSN, and whose household does not exist."""
    place = {"street": bsn, "number": bsn, "postcode": bsn, "city": bsn}
    return Citizen(household_id=404, initials=bsn, family_name=bsn, bsn_index=bsn, **place)


def remarks(url: str) -> list[str]:
    """What was written."""
    with session(url, readonly=True) as db:
        return list(db.scalars(text("SELECT remark FROM household ORDER BY id")))


def test_a_session_is_one_transaction(opened: str) -> None:
    with session(opened) as db:
        household(db, "kept")
    with pytest.raises(IntegrityError), session(opened) as db:
        db.add_all((Household(remark="lost"), citizen(BSN)))
    assert remarks(opened) == ["kept"]


def test_what_a_session_read_can_be_used_after_it(opened: str) -> None:
    with session(opened) as db:
        made = Household(remark="read")
        db.add(made)
    assert (made.id, made.remark) == (1, "read")


def test_a_read_only_session_cannot_write(opened: str) -> None:
    # One after the other on one connection: what was set for the one does not stay for the other.
    for remark in ("y", "z"):
        with pytest.raises(DBAPIError, match=r"read-?only"), session(opened, readonly=True) as db:
            household(db, "x")
        with session(opened) as db:
            household(db, remark)
    assert remarks(opened) == ["y", "z"]


def test_an_engine_is_made_once(opened: str) -> None:
    assert engine(opened) is engine(opened)
    assert postgres(engine(opened)) is opened.startswith("postgresql")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 30_000),
    ],
)
def test_a_connection_to_sqlite_is_set_as_it_must_be(opened: str, pragma: str, value: object) -> None:
    with session(opened, readonly=True) as db:
        assert db.execute(text(f"PRAGMA {pragma}")).scalar() == value


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_writer_holds_sqlite_from_its_first_read(opened: str) -> None:
    other = create_engine(opened, connect_args={"timeout": 0})
    with session(opened) as db:
        db.execute(text("SELECT 1"))
        with pytest.raises(OperationalError, match="locked"), other.begin() as connection:
            connection.execute(text("INSERT INTO household (remark) VALUES ('x')"))
    with session(opened, readonly=True) as db:
        db.execute(text("SELECT count(*) FROM household"))
        with other.begin() as connection:
            connection.execute(text("INSERT INTO household (remark) VALUES ('y')"))
    other.dispose()
    assert remarks(opened) == ["y"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_writer_asks_again_soon_until_the_other_is_done(opened: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = create_engine(opened)
    holding = other.connect()
    holding.execute(text("INSERT INTO household (remark) VALUES ('first')"))
    pauses = []

    def pause(_least: float, most: float) -> float:
        pauses.append(most)
        if len(pauses) == 3:
            holding.commit()
        return 0.0

    monkeypatch.setattr(module.random, "uniform", pause)
    with session(opened) as db:
        household(db, "second")
        assert db.execute(text("PRAGMA busy_timeout")).scalar() == 30_000
    holding.close()
    other.dispose()
    assert len(pauses) == 3
    assert remarks(opened) == ["first", "second"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_writer_that_waited_too_long_hears_that_it_is_locked(opened: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = create_engine(opened)
    monkeypatch.setattr(module, "TIMEOUT_SECONDS", 0)
    with other.begin() as holding:
        holding.execute(text("INSERT INTO household (remark) VALUES ('x')"))
        with pytest.raises(OperationalError, match="locked"), session(opened) as db:
            household(db, "y")
    other.dispose()
    assert remarks(opened) == ["x"]


def test_a_missing_folder_is_made(tmp_path: Path, open_engine: Callable[..., Engine]) -> None:
    with open_engine(f"sqlite:///{tmp_path}/a/b/c.db").connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_an_error_quotes_nothing_of_a_row(opened: str) -> None:
    with pytest.raises(IntegrityError) as refused, session(opened) as db:
        db.add(citizen(BSN))
    assert BSN not in str(refused.value)
    assert BSN not in str(refused.value.orig)
    assert "ck_citizen_bsn" in str(refused.value)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_an_error_about_a_value_does_not_quote_it(opened: str) -> None:
    with pytest.raises(DBAPIError) as refused, session(opened) as db:
        db.execute(text(f"SELECT '{BSN}x'::integer"))
    assert BSN not in str(refused.value.orig)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_without_redaction_postgresql_quotes_the_row(opened: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_redact", lambda _context: None)
    bare = module.build(opened)
    with pytest.raises(IntegrityError) as refused, Session(bare) as db, db.begin():
        db.add(citizen(BSN))
    bare.dispose()
    assert BSN in str(refused.value)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_child_process_does_not_speak_over_its_parents_connection(opened: str) -> None:
    done = subprocess.run([sys.executable, "-c", FORKED, opened], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_a_server_that_is_not_there_is_an_error_too(open_engine: Callable[..., Engine], tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        open_engine(f"postgresql://nobody@/nothing?host={tmp_path}").connect()


def test_a_record_in_memory_needs_no_folder(open_engine: Callable[..., Engine]) -> None:
    with open_engine("sqlite://").connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize("busy", [0, 3])
def test_a_connection_waits_until_it_may_set_the_journal(busy: int, tmp_path: Path) -> None:
    class Busy(sqlite3.Connection):
        left = busy

        def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
            if statement.endswith("=WAL") and self.left:
                self.left -= 1
                raise sqlite3.OperationalError("database is locked")
            return super().execute(statement, *values)

    with closing(sqlite3.connect(tmp_path / "new.db", factory=Busy)) as connection:
        _write_ahead(connection)
        assert (connection.execute("PRAGMA journal_mode").fetchone()[0], connection.left) == ("wal", 0)
