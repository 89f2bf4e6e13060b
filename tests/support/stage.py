"""A scene to attack: a fresh copy of it for each attack, with its guards or without."""

from __future__ import annotations

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import oracle
import psycopg
from attacks import Attack
from scene import scene
from sqlalchemy import Connection, NullPool

from store import guards
from store.engine import build
from store.grants import grant_application
from store.schema import migrate

SHELL = ("foreign_keys=OFF", "ignore_check_constraints=ON", "recursive_triggers=OFF")
APPLICATION = ("foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF")
_numbers = count(1)


@dataclass
class Target:
    """One database under attack; `connect` is the attacker's way in, `url` the owner's."""

    url: str
    connect: Callable[[], Any]
    strike: Callable[[bool], None]
    clean: bool = True

    def rows(self) -> oracle.Rows:
        """What the record holds, read as its owner."""
        with owner(self.url) as connection:
            return oracle.read(partial(_query, connection))

    def suffer(self, attack: Attack) -> list[str]:
        """Let the attack run to its end, and say what is wrong then."""
        before = self.rows()
        connection = self.connect()
        try:
            for step in attack.steps:
                self._try(connection, step)
        finally:
            connection.close()
        after = self.rows()
        made = any(word in step for step in attack.steps if isinstance(step, str) for word in ("CREATE", "ALTER"))
        self.clean = after == before and not made
        return oracle.wrongs(after, before)

    def _try(self, connection: Any, step: Any) -> None:
        # A refusal is what we hope for; the oracle judges.
        with suppress(sqlite3.Error, psycopg.Error):
            if callable(step):
                step(connection)
            else:
                connection.execute(step.replace("{path}", self.url.removeprefix("sqlite:///")))


@contextmanager
def owner(url: str) -> Iterator[Connection]:
    """The owner's connection, in one transaction."""
    own = build(url, foreign_keys=False, poolclass=NullPool)
    with own.begin() as connection:
        yield connection
    own.dispose()


def strip_constraints(connection: Connection) -> None:
    """Take the checks and links off the tables, on PostgreSQL; on SQLite a shell does so by itself."""
    query = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = '{}' AND conrelid > 16000"
    for kind in "fc":
        for table, name in connection.exec_driver_sql(query.format(kind)).all():
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def prepare(url: str, without: Iterable[str] = ()) -> None:
    """Migrate, set the scene, and take away the layers named."""
    migrate(url)
    with owner(url) as connection:
        for statement in scene():
            connection.exec_driver_sql(statement)
        if "guards" in without:
            guards.drop(connection)
        if "constraints" in without and connection.dialect.name == "postgresql":
            strip_constraints(connection)


def sqlite_shell(path: Path, pragmas: Iterable[str]) -> sqlite3.Connection:
    """A plain connection that takes each statement as it comes."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    return connection


class Stage:
    """Makes copies of prepared scenes, one scene for each set of layers taken away."""

    def __init__(self, folder: Path, cluster: Callable[[], Any]) -> None:
        self.folder, self.cluster = folder, cluster
        self.prepared: dict[tuple[str, ...], Any] = {}
        self.unspoilt: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)

    def sqlite(self, pragmas: Iterable[str], without: tuple[str, ...] = ()) -> Target:
        """A copy on SQLite, attacked over a connection with these pragmas."""
        key = ("sqlite", *without)
        if key not in self.prepared:
            self.prepared[key] = self.folder / f"{'-'.join(key)}.db"
            prepare(f"sqlite:///{self.prepared[key]}", without)
        path = self.folder / f"copy-{next(_numbers)}.db"
        shutil.copy(self.prepared[key], path)

        def strike(_clean: bool) -> None:
            for part in self.folder.glob(path.name + "*"):
                part.unlink()

        return Target(f"sqlite:///{path}", partial(sqlite_shell, path, pragmas), strike)

    def postgresql(self, role: str, without: tuple[str, ...] = (), options: str = "") -> Target:
        """A copy on PostgreSQL, attacked by this role; one that an attack left as it was serves again."""
        key = ("postgresql", *without)
        copy = self.unspoilt[key].pop() if self.unspoilt[key] else self._copy(key, without)

        def strike(clean: bool) -> None:
            if clean:
                self.unspoilt[key].append(copy)
            else:
                self.cluster().drop(copy)

        address = {"host": str(copy.socket), "user": role, "dbname": copy.name, "options": options}
        return Target(copy.owner_url, partial(psycopg.connect, **address, autocommit=True), strike)

    def _copy(self, key: tuple[str, ...], without: tuple[str, ...]) -> Any:
        cluster = self.cluster()
        if key not in self.prepared:
            self.prepared[key] = cluster.create()
            prepare(self.prepared[key].owner_url, without)
            with owner(self.prepared[key].owner_url) as connection:
                grant_application(connection, "maatwerk_app")
        name = f"copy_{next(_numbers)}"
        cluster.sql("postgres", f"CREATE DATABASE {name} TEMPLATE {self.prepared[key].name} OWNER maatwerk_owner")
        return replace(self.prepared[key], name=name)


def _query(connection: Connection, table: str) -> Iterator[tuple[list[str], tuple[Any, ...]]]:
    found = connection.exec_driver_sql(f"SELECT * FROM {table}")
    names = list(found.keys())
    yield from ((names, tuple(row)) for row in found)
