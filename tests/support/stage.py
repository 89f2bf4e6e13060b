"""A scene to attack, with its guards or without: each attack finds it as it was set."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import Any

import oracle
import psycopg
from attack import Attack, Step
from clocks import STILL, set_clock
from oracle import Rows
from sqlalchemy import Connection, NullPool, create_engine
from witnesses import witnessed

from rules.retention import Retention
from store.chain import links
from store.engine import build
from store.guards import triggers
from store.guards.fingerprint import check_guards
from store.guards.privileges import grant_application
from store.upkeep.schema import migrate
from tasks.safekeeping.release import release

SHELL = ("foreign_keys=OFF", "ignore_check_constraints=ON", "recursive_triggers=OFF")
APPLICATION = ("foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF")
# What a session keeps through a rollback.
FORGET = "DEALLOCATE ALL; DISCARD SEQUENCES; SELECT pg_advisory_unlock_all()"
_numbers = count(1)


@dataclass(frozen=True)
class Aftermath:
    """How an attack left the record: its rows, what is wrong there, and a comparison of the guards."""

    rows: Rows
    wrongs: list[str]
    check: Callable[[], None]


@dataclass
class Shell:
    """The scene on SQLite, attacked over a plain connection with these pragmas; each attack gets a copy of its own."""

    scene: Path
    pragmas: tuple[str, ...]
    judge: Any = oracle

    @cached_property
    def before(self) -> Rows:
        """The rows of the scene."""
        return self._read(self.scene)

    @contextmanager
    def suffering(self, attack: Attack) -> Iterator[Aftermath]:
        """Let an attack run to its end; afterwards its copy goes."""
        path = self.scene.with_name(f"copy-{next(_numbers)}.db")
        shutil.copy(self.scene, path)
        try:
            self._attack(path, attack)
            rows = self._read(path)
            yield Aftermath(rows, list(self.judge.wrongs(rows, self.before)), partial(_check, path))
        finally:
            for part in path.parent.glob(path.name + "*"):
                part.unlink()

    def suffer(self, attack: Attack) -> list[str]:
        """Let an attack run to its end, and say what is wrong then."""
        with self.suffering(attack) as after:
            return after.wrongs

    def close(self) -> None:
        """Nothing was kept open."""

    def _attack(self, path: Path, attack: Attack) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as attacker:
            for step in (*(f"PRAGMA {pragma}" for pragma in self.pragmas), *attack.steps):
                # A refusal is what we hope for; the oracle judges.
                with suppress(sqlite3.Error):
                    attacker.execute(str(step).replace("{path}", str(path)))

    def _read(self, path: Path) -> Rows:
        with closing(sqlite3.connect(path)) as connection:
            return dict(self.judge.read(partial(_query, connection.execute)))


@dataclass
class Cell:
    """The scene on PostgreSQL, attacked over one connection and rolled back each time; nothing waits for a commit."""

    connection: Connection
    judge: Any = oracle

    @cached_property
    def before(self) -> Rows:
        """The rows of the scene."""
        return self._read()

    @contextmanager
    def suffering(self, attack: Attack) -> Iterator[Aftermath]:
        """Let an attack run to its end; afterwards it is undone."""
        before = self.before
        self._attacker.rollback()
        with self._attacker.transaction(force_rollback=True):
            for step in attack.steps:
                if step not in {"BEGIN", "COMMIT"}:
                    self._try(step)
            self._attacker.execute("SET LOCAL search_path = public, pg_temp")
            rows = self._read()
            yield Aftermath(rows, list(self.judge.wrongs(rows, before)), partial(check_guards, self.connection))
        self.connection.rollback()
        self._attacker.execute(FORGET)

    def suffer(self, attack: Attack) -> list[str]:
        """Let an attack run to its end, and say what is wrong then."""
        with self.suffering(attack) as after:
            return after.wrongs

    def close(self) -> None:
        """Hang up; nothing of any attack is left."""
        left = self._read() != self.before
        self.connection.close()
        self.connection.engine.dispose()
        assert not left, "an attack was not undone"

    @property
    def _attacker(self) -> Any:
        return self.connection.connection.driver_connection

    def _read(self) -> Rows:
        return dict(self.judge.read(partial(_query, self._attacker.execute)))

    def _try(self, step: Step) -> None:
        attacker = self._attacker
        # A refusal is what we hope for; the oracle judges.
        with suppress(psycopg.Error):
            if callable(step):
                with attacker.transaction():
                    step(attacker)
            elif "SAVEPOINT" in step or "ROLLBACK" in step:
                attacker.execute(step)
            else:
                with attacker.transaction():
                    attacker.execute(step)


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


def prepare(
    url: str,
    without: Iterable[str] = (),
    statements: Callable[[], Iterable[str]] = witnessed,
    kept: Iterable[Retention] = (),
    moment: int = STILL,
) -> None:
    """Migrate, set the scene at this moment, take away the layers named; `kept` says how long its cases are kept."""
    migrate(url, **release() | {"retention": kept})
    set_clock(url, str(moment))
    with owner(url) as connection:
        for statement in statements():
            connection.exec_driver_sql(statement)
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
        kept: Iterable[Retention] = (),
        moment: int = STILL,
    ) -> None:
        self.folder, self.cluster = folder, cluster
        self.statements, self.judge, self.kept, self.moment = statements, judge, kept, moment
        self.prepared: dict[tuple[str, ...], str] = {}

    def url(self, dialect: str, without: tuple[str, ...] = ()) -> str:
        """The scene itself, as its owner; leave it as it was."""
        key = (dialect, *without)
        if key not in self.prepared:
            file = f"sqlite:///{self.folder}/{'-'.join(key)}.db"
            self.prepared[key] = file if dialect == "sqlite" else self.cluster().create().owner_url
            prepare(self.prepared[key], without, self.statements, self.kept, self.moment)
        return self.prepared[key]

    def sqlite(self, pragmas: tuple[str, ...], without: tuple[str, ...] = ()) -> Shell:
        """The scene on SQLite."""
        return Shell(Path(self.url("sqlite", without).removeprefix("sqlite:///")), pragmas, self.judge)

    def postgresql(self, role: str, without: tuple[str, ...] = (), options: str = "") -> Cell:
        """The scene on PostgreSQL, attacked by this role."""
        url = self.url("postgresql", without).replace("maatwerk_owner", role)
        arguments = {"options": options, "prepare_threshold": None}
        connection = create_engine(url, poolclass=NullPool, connect_args=arguments).connect()
        connection.exec_driver_sql("SELECT 1")
        return Cell(connection, self.judge)


def _check(path: Path) -> None:
    with owner(f"sqlite:///{path}") as connection:
        check_guards(connection)


def _query(execute: Callable[[str], Any], table: str) -> Iterator[tuple[list[str], tuple[Any, ...]]]:
    found = execute(f"SELECT * FROM {table} ORDER BY 1")
    names = [column[0] for column in found.description]
    yield from ((names, tuple(row)) for row in found)
