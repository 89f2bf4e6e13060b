"""A migrated database, on both engines."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from postgres import Cluster, Database
from sqlalchemy import Connection, Engine, NullPool
from stage import Stage

from store.engine import build
from store.upkeep.schema import migrate
from tasks.safekeeping.release import release

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh, empty database, as its owner."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/record.db"
    return str(request.getfixturevalue("postgres").owner_url)


@pytest.fixture(scope="session")
def bare_postgres(postgres_cluster: Cluster) -> Database:
    """A migrated database on PostgreSQL with what this release has, to copy; the application may do nothing there."""
    database = postgres_cluster.create()
    migrate(database.owner_url, **release())
    return database


@pytest.fixture
def migrated(url: str, request: pytest.FixtureRequest) -> str:
    """The address of a migrated database, as its owner."""
    if url.startswith("sqlite"):
        shutil.copy(request.getfixturevalue("migrated_sqlite"), url.removeprefix("sqlite:///"))
    else:
        cluster: Cluster = request.getfixturevalue("postgres_cluster")
        cluster.refill(request.getfixturevalue("postgres"), like=request.getfixturevalue("bare_postgres").name)
    return url


@pytest.fixture
def open_engine() -> Iterator[Callable[..., Engine]]:
    """Opens an engine, and closes it after the test."""
    opened: list[Engine] = []

    def build_engine(url: str, **options: Any) -> Engine:
        opened.append(build(url, **options))
        return opened[-1]

    yield build_engine
    for each in opened:
        each.dispose()


@pytest.fixture
def owner(migrated: str, open_engine: Callable[..., Engine]) -> Engine:
    """The owner's engine on a migrated database."""
    return open_engine(migrated)


@pytest.fixture(params=ENGINES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The stage of this session; PostgreSQL starts only when asked for."""
    return Stage(tmp_path_factory.mktemp("stage"), partial(request.getfixturevalue, "postgres_cluster"))


@pytest.fixture
def staged(stage: Stage, dialect: str) -> Iterator[Connection]:
    """The owner's connection to a database where the scene is set, in a transaction that is undone."""
    own = build(stage.url(dialect), poolclass=NullPool)
    with own.connect() as connection, connection.begin() as attempt:
        yield connection
        attempt.rollback()
    own.dispose()
