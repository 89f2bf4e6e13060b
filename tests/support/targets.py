"""What an attack is aimed at: the scene on one of the engines, which each attack finds as it was set."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import Any

import oracle
import psycopg
from attack import Attack, Step
from oracle import Rows
from restored import Restored, only_writes
from sqlalchemy import Connection, NullPool
from told import Found, Told

from store.engine import build
from store.guards.fingerprint import check_guards

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
    """The scene on SQLite, attacked over a plain connection with these pragmas; each attack finds it as it was set."""

    scene: Path
    pragmas: tuple[str, ...]
    judge: Any = oracle
    told: Told = field(default_factory=Told)

    @cached_property
    def before(self) -> Rows:
        """The rows of the scene."""
        with closing(sqlite3.connect(self.scene)) as connection:
            return self._read(connection)

    @contextmanager
    def suffering(self, attack: Attack) -> Iterator[Aftermath]:
        """Let an attack run to its end; afterwards its copy goes, or is put back."""
        before = self.before
        path = self.scene.with_name(f"copy-{next(_numbers)}.db")
        try:
            rows = self._suffer_apart(path, attack)
            yield Aftermath(rows, list(self.judge.wrongs(rows, before)), partial(_check, path))
        finally:
            for part in path.parent.glob(path.name + "*"):
                part.unlink()

    def suffer(self, attack: Attack) -> list[str]:
        """Let an attack run to its end, and say what is wrong then."""
        if not only_writes(attack):
            with self.suffering(attack) as after:
                return after.wrongs
        before = self.before
        self._try(self._restored.attacker, attack.steps, self._restored.path)
        rows = self._read(self._restored.attacker)
        self._restored.put_back()
        return list(self.judge.wrongs(rows, before))

    def close(self) -> None:
        """Hang up; nothing of any attack is left."""
        if "_restored" in self.__dict__:
            left = self._read(self._restored.attacker) != self.before
            self._restored.close()
            self._restored.path.unlink()
            assert not left, "an attack was not undone"

    @cached_property
    def _restored(self) -> Restored:
        return Restored(self.scene, self.scene.with_name(f"copy-{next(_numbers)}.db"), self.pragmas)

    def _suffer_apart(self, path: Path, attack: Attack) -> Rows:
        shutil.copy(self.scene, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as attacker:
            self._try(attacker, (*(f"PRAGMA {pragma}" for pragma in self.pragmas), *attack.steps), path)
        with closing(sqlite3.connect(path)) as connection:
            return self._read(connection)

    def _try(self, attacker: sqlite3.Connection, steps: Iterable[Step], path: Path) -> None:
        for step in steps:
            # A refusal is what we hope for; the oracle judges.
            with suppress(sqlite3.Error):
                attacker.execute(str(step).replace("{path}", str(path)))

    def _read(self, connection: sqlite3.Connection) -> Rows:
        return self.told.all(self.judge.TABLES, partial(_found, connection.execute))


@dataclass
class Cell:
    """The scene on PostgreSQL, attacked over one connection and rolled back each time; nothing waits for a commit."""

    connection: Connection
    judge: Any = oracle
    told: Told = field(default_factory=Told)

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
        # All in one message: each is a wait.
        found = self._attacker.execute("; ".join(f"SELECT * FROM {table} ORDER BY 1" for table in self.judge.TABLES))
        rows = {}
        for table in self.judge.TABLES:
            rows[table] = self.told.rows(table, _of(found))
            found.nextset()
        return rows

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


def _check(path: Path) -> None:
    own = build(f"sqlite:///{path}", foreign_keys=False, poolclass=NullPool)
    with own.begin() as connection:
        check_guards(connection)
    own.dispose()


def _found(execute: Callable[[str], Any], table: str) -> Found:
    return _of(execute(f"SELECT * FROM {table} ORDER BY 1"))


def _of(cursor: Any) -> Found:
    return tuple((column[0], column[1]) for column in cursor.description), cursor.fetchall()
