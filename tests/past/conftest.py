"""A place to put a record of an earlier version back in, on either engine, on the day that its backup was made."""

import json
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from postgres import Cluster, Database
from sqlalchemy import create_engine, inspect, make_url

from config.settings import settings
from store.engine import close
from store.upkeep import snapshot
from tasks import clock

HERE = Path(__file__).parent
COMMIT = "f0de412"
FACT = "id", "case_id", "seq", "kind", "body", "by", "at", "key"
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Past:
    """A backup of an earlier version with its rows as they were, and the empty place where this process now lives."""

    backup: Path
    was: dict[str, Rows]
    elsewhere: Callable[[str], None]

    def rows(self) -> dict[str, Rows]:
        """Every row of every table, as the database has it now."""
        return rows(settings().database)

    def then(self) -> Rows:
        """The facts as they were then."""
        return facts(self.was)

    def facts(self) -> Rows:
        """The facts of now that were there then."""
        return facts(self.rows())[: len(self.was["fact"])]


@pytest.fixture(scope="session")
def told() -> dict[str, Any]:
    """What the script that made the backups wrote of that version: its kinds of fact, its letters, and the moment."""
    return json.loads((HERE / f"{COMMIT}.json").read_text("utf-8"))


@pytest.fixture(params=["sqlite", "postgresql"])
def past(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: dict[str, Any]
) -> Iterator[Past]:
    """The backup on one engine; where it was kept, the ends of its chains were signed."""
    with tarfile.open(HERE / f"{COMMIT}-{request.param}.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    made: list[tuple[Cluster, Database]] = []

    def fresh() -> Database:
        cluster: Cluster = request.getfixturevalue("postgres_cluster")
        made.append((cluster, cluster.create()))
        return made[-1][1]

    def elsewhere(name: str) -> None:
        """Move this process to another machine, with the same signed heads."""
        close()
        monkeypatch.setenv("MAATWERK_HOME", str(tmp_path / name))
        monkeypatch.setenv("MAATWERK_HEADS", str(tmp_path / "heads"))
        if request.param == "postgresql":
            database = fresh()
            monkeypatch.setenv("MAATWERK_DATABASE_URL", database.app_url)
            monkeypatch.setenv("MAATWERK_OWNER_DATABASE_URL", database.owner_url)
        settings.cache_clear()

    url = fresh().owner_url if request.param == "postgresql" else f"sqlite:///{tmp_path / 'as-it-was.db'}"
    (copy,) = (tmp_path / "backup").glob("database.*")
    snapshot.put_back(copy, url)
    elsewhere("home")
    with clock.at(datetime.fromisoformat(told["moment"])):
        yield Past(tmp_path / "backup", rows(url), elsewhere)
    close()
    settings.cache_clear()
    for cluster, database in made:
        cluster.drop(database)


def rows(url: str) -> dict[str, Rows]:
    """Every row of a database, read by the driver alone: a fact's body is the text that was written."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        address = address.set(database=f"file:{address.database}", query={"mode": "ro", "uri": "true"})
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            return {
                table: [dict(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"').mappings()]
                for table in inspect(connection).get_table_names()
            }
    finally:
        engine.dispose()


def facts(found: dict[str, Rows]) -> Rows:
    """The facts of a record, oldest first."""
    return [{name: row[name] for name in FACT} for row in sorted(found["fact"], key=lambda row: row["id"])]
