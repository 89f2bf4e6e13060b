"""A scene to attack, with its guards or without."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import oracle
from clocks import STILL, set_clock
from sqlalchemy import Connection, NullPool, create_engine, make_url
from targets import Cell, Shell
from witnesses import witnessed

from rules.retention import Retention
from store.chain import links
from store.engine import build
from store.guards import triggers
from store.guards.privileges import grant_application
from store.upkeep.schema import migrate
from tasks.safekeeping.release import release

SHELL = ("foreign_keys=OFF", "ignore_check_constraints=ON", "recursive_triggers=OFF")
APPLICATION = ("foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF")


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
    statements: Callable[[], Iterable[str]] = witnessed,
    kept: Iterable[Retention] = (),
    moment: int = STILL,
) -> None:
    """Migrate and set the scene at this moment; `kept` says how long its cases are kept."""
    migrate(url, **release() | {"retention": kept})
    set_clock(url, str(moment))
    with owner(url) as connection:
        for statement in statements():
            connection.exec_driver_sql(statement)
        if statements is witnessed:
            # Bytes are written by each engine in its own way.
            links.link(connection, "fact", [900])
        if connection.dialect.name == "postgresql":
            grant_application(connection, "maatwerk_app")


def take_away(url: str, without: Iterable[str]) -> None:
    """Take the layers named away."""
    with owner(url) as connection:
        if "guards" in without:
            triggers.drop(connection)
        if "constraints" in without and connection.dialect.name == "postgresql":
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
        self.scenes: dict[str, str] = {}
        self.prepared: dict[tuple[str, ...], str] = {}

    def url(self, dialect: str, without: tuple[str, ...] = ()) -> str:
        """The scene itself, as its owner; leave it as it was."""
        key = (dialect, *without)
        if key not in self.prepared:
            self.prepared[key] = self.copy(dialect, "-".join(key))
            take_away(self.prepared[key], without)
        return self.prepared[key]

    def copy(self, dialect: str, name: str) -> str:
        """A scene of one's own, as its owner: it is set once on each engine."""
        if dialect not in self.scenes:
            file = f"sqlite:///{self.folder}/scene.db"
            self.scenes[dialect] = file if dialect == "sqlite" else self.cluster().create().owner_url
            prepare(self.scenes[dialect], self.statements, self.kept, self.moment)
        scene = str(make_url(self.scenes[dialect]).database)
        if dialect == "postgresql":
            return str(self.cluster().create(like=scene).owner_url)
        shutil.copy(scene, self.folder / f"{name}.db")
        return f"sqlite:///{self.folder}/{name}.db"

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
