"""A backup of the database taken and put back by hand: nothing marks the record as restored."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from store.engine import close

Backup = tuple[Callable[[], None], Callable[[], None]]


def by_hand(either_record: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backup]:
    """What takes a backup of this record, and what puts it back."""
    if either_record.startswith("sqlite"):
        yield sqlite_backup(Path(either_record.removeprefix("sqlite:///")), tmp_path / "backup.db")
        return
    cluster, name = request.getfixturevalue("postgres_cluster"), make_url(either_record).database
    kept = f"{name}_backup"

    def copy(source: str, target: str) -> None:
        close()
        cluster.sql("postgres", f"DROP DATABASE IF EXISTS {target}")
        cluster.copy(source, target)

    yield lambda: copy(name, kept), lambda: copy(kept, name)
    cluster.sql("postgres", f"DROP DATABASE IF EXISTS {kept}")


def sqlite_backup(path: Path, kept: Path) -> Backup:
    def take() -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"VACUUM INTO '{kept}'")

    def put_back() -> None:
        close()
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink()
        shutil.copy(kept, path)

    return take, put_back
