"""A scene to attack: a fresh copy of it for each attack, with its guards or without."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import oracle
import psycopg
from attack import Attack, Step
from sqlalchemy import Connection, NullPool, create_engine
from witnesses import witnessed

from store.chain import links
from store.engine import build
from store.guards import triggers
from store.guards.fingerprint import check_guards
from store.guards.privileges import grant_application
from store.upkeep.schema import migrate
from tasks import clock

SHELL = ("foreign_keys=OFF", "ignore_check_constraints=ON", "recursive_triggers=OFF")
APPLICATION = ("foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF")
NOW = re.compile(r"'@now([+-]\d+)?'")
_numbers = count(1)


@dataclass
class Shell:
    """A copy of the scene on SQLite, attacked over a plain connection with these pragmas."""

    path: Path
    pragmas: tuple[str, ...]
    judge: Any = oracle

    def suffer(self, attack: Attack) -> list[str]:
        """Let the attack run to its end, and say what is wrong then."""
        with owner(self.url) as connection:
            before = self.judge.read(partial(_query, connection))
        attacker = sqlite3.connect(self.path, isolation_level=None)
        for step in (*(f"PRAGMA {pragma}" for pragma in self.pragmas), *attack.steps):
            # A refusal is what we hope for; the oracle judges.
            with suppress(sqlite3.Error):
                attacker.execute(dated(str(step)).replace("{path}", str(self.path)))
        attacker.close()
        with owner(self.url) as connection:
            return list(self.judge.wrongs(self.judge.read(partial(_query, connection)), before))

    def check(self) -> None:
        """Compare the guards, as at the start of the engine."""
        with owner(self.url) as connection:
            check_guards(connection)

    def strike(self) -> None:
        """Remove the copy."""
        for part in self.path.parent.glob(self.path.name + "*"):
            part.unlink()

    @property
    def url(self) -> str:
        """Where the copy is."""
        return f"sqlite:///{self.path}"


@dataclass
class Cell:
    """The scene on PostgreSQL, attacked inside a transaction that is rolled back; nothing there waits for a commit."""

    connection: Connection
    judge: Any = oracle

    def suffer(self, attack: Attack) -> list[str]:
        """Let the attack run to its end, and say what is wrong then."""
        before = self.judge.read(partial(_query, self.connection))
        for step in attack.steps:
            if step not in {"BEGIN", "COMMIT"}:
                self._try(step)
        self.connection.exec_driver_sql("SET LOCAL search_path = public, pg_temp")
        return list(self.judge.wrongs(self.judge.read(partial(_query, self.connection)), before))

    def check(self) -> None:
        """Compare the guards, as at the start of the engine."""
        check_guards(self.connection)

    def strike(self) -> None:
        """Undo the attack and hang up."""
        engine = self.connection.engine
        self.connection.close()
        engine.dispose()

    def _try(self, step: Step) -> None:
        attacker: Any = self.connection.connection.driver_connection
        # A refusal is what we hope for; the oracle judges.
        with suppress(psycopg.Error):
            if callable(step):
                with attacker.transaction():
                    step(attacker)
            elif "SAVEPOINT" in step or "ROLLBACK" in step:
                attacker.execute(step)
            else:
                with attacker.transaction():
                    attacker.execute(dated(step))


def dated(statement: str) -> str:
    """With the moment of now filled in."""
    return NOW.sub(lambda found: str(int(clock.now().timestamp() * 1000) + int(found[1] or 0)), statement)


@contextmanager
def owner(url: str) -> Iterator[Connection]:
    """The owner's connection, in one transaction."""
    own = build(url, foreign_keys=False, poolclass=NullPool)
    with own.begin() as connection:
        yield connection
    own.dispose()


STRIP = """DO $$ DECLARE found record; BEGIN
FOR found IN SELECT conrelid::regclass AS at, conname FROM pg_constraint
  WHERE contype IN ('f', 'c') AND conrelid > 16000 ORDER BY contype DESC
LOOP EXECUTE 'ALTER TABLE ' || found.at || ' DROP CONSTRAINT ' || quote_ident(found.conname); END LOOP; END $$"""


def strip_constraints(connection: Connection) -> None:
    """Take the checks and links off the tables, on PostgreSQL; on SQLite a shell does so by itself."""
    connection.exec_driver_sql(STRIP)


def prepare(url: str, without: Iterable[str] = (), statements: Callable[[], Iterable[str]] = witnessed) -> None:
    """Migrate, set the scene, and take away the layers named."""
    migrate(url)
    with owner(url) as connection:
        for statement in statements():
            connection.exec_driver_sql(dated(statement))
        if statements is witnessed:
            # Bytes are written by each engine in its own way.
            links.link(connection, "fact", [900])
        if "guards" in without:
            triggers.drop(connection)
        if connection.dialect.name == "postgresql":
            grant_application(connection, "maatwerk_app")
            if "constraints" in without:
                strip_constraints(connection)


class Stage:
    """Sets the scene once for each set of layers taken away, and lets attackers at it."""

    def __init__(
        self,
        folder: Path,
        cluster: Callable[[], Any],
        statements: Callable[[], Iterable[str]] = witnessed,
        judge: Any = oracle,
    ) -> None:
        self.folder, self.cluster = folder, cluster
        self.statements, self.judge = statements, judge
        self.prepared: dict[tuple[str, ...], str] = {}

    def url(self, dialect: str, without: tuple[str, ...] = ()) -> str:
        """The scene itself, as its owner; leave it as it was."""
        key = (dialect, *without)
        if key not in self.prepared:
            file = f"sqlite:///{self.folder}/{'-'.join(key)}.db"
            self.prepared[key] = file if dialect == "sqlite" else self.cluster().create().owner_url
            prepare(self.prepared[key], without, self.statements)
        return self.prepared[key]

    def sqlite(self, pragmas: tuple[str, ...], without: tuple[str, ...] = ()) -> Shell:
        """A fresh copy on SQLite."""
        path = self.folder / f"copy-{next(_numbers)}.db"
        shutil.copy(self.url("sqlite", without).removeprefix("sqlite:///"), path)
        return Shell(path, pragmas, self.judge)

    def postgresql(self, role: str, without: tuple[str, ...] = (), options: str = "") -> Cell:
        """The scene on PostgreSQL, attacked by this role."""
        url = self.url("postgresql", without).replace("maatwerk_owner", role)
        connection = create_engine(url, poolclass=NullPool, connect_args={"options": options}).connect()
        connection.exec_driver_sql("SELECT 1")
        return Cell(connection, self.judge)


def _query(connection: Connection, table: str) -> Iterator[tuple[list[str], tuple[Any, ...]]]:
    found = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1")
    names = list(found.keys())
    yield from ((names, tuple(row)) for row in found)
