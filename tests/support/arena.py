"""Where the matrix is fought out: the scene with everything in it, on one connection; each attempt is undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import psycopg
from attack import Step
from everything import everything
from postgresways import postgres
from sqlalchemy import make_url
from sqliteways import sqlite
from stage import Stage, owner, strip_constraints
from wish import Wish
from wishes import Rows, every
from writing import Writing

from store.chain import links
from store.guards import triggers
from store.models import Base


class OnSqlite:
    """A copy in memory, reached with these pragmas, as the main database or as one that was attached."""

    dialect = "sqlite"

    def __init__(self, scene: bytes, pragmas: Sequence[str], at: str = "main") -> None:
        self.at, self.pragmas = at, pragmas
        self.attacker = sqlite3.connect(":memory:", isolation_level=None)
        if at != "main":
            self.attacker.execute(f"ATTACH ':memory:' AS {at}")
        self.attacker.deserialize(scene, name=at)
        self._set()

    def rows(self, kind: str, columns: Sequence[str]) -> Iterable[tuple[Any, ...]]:
        """The rows of a table."""
        return self.attacker.execute(f'SELECT {", ".join(columns)} FROM {self.at}."{kind}"')

    def rehearsal(self, _first: str | None) -> AbstractContextManager[object]:
        """Nothing more is needed: the constraints are switched off already."""
        return nullcontext()

    def suffers(self, wish: Wish, steps: Iterable[Step]) -> bool:
        """True when the wish came true."""
        self.attacker.execute("BEGIN")
        for step in wish.after:
            self.attacker.execute(step)
        for step in steps:
            if not self.attacker.in_transaction:
                # OR ROLLBACK ended it.
                self.attacker.execute("BEGIN")
            # A refusal is what we hope for; the rows tell.
            with suppress(sqlite3.Error):
                self.attacker.execute(str(step))
        came = wish.came_true(self.rows)
        if self.attacker.in_transaction:
            self.attacker.execute("ROLLBACK")
        self._set()
        return came

    def close(self) -> None:
        """Hang up."""
        self.attacker.close()

    def _set(self) -> None:
        for pragma in ("writable_schema=OFF", *self.pragmas):
            self.attacker.execute(f"PRAGMA {pragma}")


# How an attempt begins and is undone: by itself, or within another that is undone too.
ALONE = "BEGIN", "ROLLBACK"
WITHIN = "SAVEPOINT attempt", "ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt"
# A step that is refused undoes itself alone.
STEP = "SAVEPOINT step"


class OnPostgres:
    """The scene on PostgreSQL, reached as one role."""

    dialect, at = "postgresql", "public"

    def __init__(self, url: str, role: str, options: str = "") -> None:
        known = make_url(url)
        where = {"host": str(known.query["host"]), "dbname": known.database, "options": options}
        self.attacker = psycopg.connect(user=role, autocommit=True, prepare_threshold=None, **where)
        self.begin, self.undo = ALONE

    def rows(self, kind: str, columns: Sequence[str]) -> Iterable[tuple[Any, ...]]:
        """The rows of a table."""
        return self.attacker.execute(f'SELECT {", ".join(columns)} FROM public."{kind}"'.encode())

    @contextmanager
    def rehearsal(self, first: str | None) -> Iterator[None]:
        """Attempts after this statement, which is undone too."""
        with self.attacker.transaction(force_rollback=True):
            self.attacker.execute(str(first).encode())
            self.begin, self.undo = WITHIN
            yield
        self.begin, self.undo = ALONE

    def allows(self, statement: str) -> bool:
        """True when nobody refuses this; it is undone."""
        try:
            with self.attacker.transaction(force_rollback=True):
                self.attacker.execute(statement.encode())
        except psycopg.Error:
            return False
        return True

    def suffers(self, wish: Wish, steps: Iterable[Step]) -> bool:
        """True when the wish came true."""
        # As few messages as can be: each is a wait.
        self._send(self.begin, *wish.after, STEP)
        try:
            for step in steps:
                self._try(step)
            return wish.came_true(self.rows)
        finally:
            self._send(self.undo)

    def close(self) -> None:
        """Hang up."""
        self.attacker.close()

    def _try(self, step: Step) -> None:
        # A refusal is what we hope for; the rows tell.
        if callable(step):
            with suppress(psycopg.Error), self.attacker.transaction():
                step(self.attacker)
            return
        try:
            self._send(step)
        except psycopg.Error:
            self._send(f"ROLLBACK TO {STEP}")
        else:
            self._send(STEP)

    def _send(self, *statements: str) -> None:
        self.attacker.execute("; ".join(statements).encode())


Arena = OnSqlite | OnPostgres
BYTES = {"sqlite": "X'00'", "postgresql": r"'\x00'"}
WAYS = {"sqlite": sqlite, "postgresql": postgres}


class Scenes:
    """The scene, set once on each engine, with all its layers or without guards and constraints."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.prepared: dict[tuple[str, bool], str] = {}

    def url(self, dialect: str, *, bare: bool = False) -> str:
        """The scene itself, as its owner; leave it as it was."""
        if (dialect, bare) not in self.prepared:
            self.prepared[dialect, bare] = self.stage.copy(dialect, "everything, bare" if bare else "everything")
            set_scene(self.prepared[dialect, bare], bare=bare)
        return self.prepared[dialect, bare]

    def sqlite(self, pragmas: Sequence[str], at: str = "main", *, bare: bool = False) -> OnSqlite:
        """A copy in memory."""
        scene = bytearray(Path(self.url("sqlite", bare=bare).removeprefix("sqlite:///")).read_bytes())
        # In memory there is no journal beside the database.
        scene[18:20] = b"\x01\x01"
        return OnSqlite(bytes(scene), pragmas, at)

    def postgresql(self, role: str, options: str = "", *, bare: bool = False) -> OnPostgres:
        """The database, as this role."""
        return OnPostgres(self.url("postgresql", bare=bare), role, options)


def set_scene(url: str, *, bare: bool) -> None:
    """Everything in its place, with the guards and constraints on, or without either."""
    with owner(url) as connection:
        triggers.drop(connection)
        for statement in everything():
            connection.exec_driver_sql(statement.replace("{bytes}", BYTES[connection.dialect.name]))
        links.link(connection, "fact", [906, 907])
        if not bare:
            triggers.install(connection)
        elif connection.dialect.name == "postgresql":
            strip_constraints(connection)


def every_row(arena: Arena) -> Rows:
    """All rows of all tables."""
    found = {}
    for kind, table in Base.metadata.tables.items():
        columns = [column.name for column in table.columns]
        found[kind] = [dict(zip(columns, row, strict=True)) for row in arena.rows(kind, columns)]
    return found


def successes(arena: Arena) -> tuple[set[str], set[str]]:
    """The attempts that came true, and those that did not."""
    came, failed = set(), set()
    for name, wish, thoroughly in every(every_row(arena)):
        writing = Writing(wish, arena.dialect, arena.at)
        ways = {"plain": (writing.plain(),), **dict(WAYS[arena.dialect](writing))}
        for way, steps in (ways if thoroughly else {"plain": ways["plain"]}).items():
            (came if arena.suffers(wish, steps) else failed).add(f"{name}: {way}")
    return came, failed
