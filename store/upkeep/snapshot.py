"""Copies the database as it is at one moment, while people work, and restores such a copy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, inspect, make_url

from rules.errors import PlaceTaken, ProgramFailed, ProgramMissing
from store.engine import build, engine
from store.files.by_digest import make_durable, sync
from store.models import Base

SQLITE, POSTGRES = "database.sqlite", "database.pgdump"
PROGRAMS = Path("/usr/lib/postgresql")
# The output of a program that is safe to repeat; a line about a row could quote the row.
HARMLESS = ("connection to server", "server version", "version mismatch", "permission denied", "does not exist")


def take(url: str, folder: Path) -> Path:
    """Copy the database into a folder and return the file; readers and writers go on in the meantime."""
    if _sqlite(url):
        _vacuum(_path(url), folder / SQLITE)
        return folder / SQLITE
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-acl", f"--file={folder / POSTGRES}")
    make_durable(folder / POSTGRES)
    return folder / POSTGRES


def fits(kept: str, url: str) -> bool:
    """Whether a copy comes from the engine that this URL is for."""
    return kept == (SQLITE if _sqlite(url) else POSTGRES)


def put_back(kept: Path, url: str) -> None:
    """Restore a copy into an empty place, completely or not at all; `PlaceTaken` when the place is not empty."""
    if not empty(url):
        raise PlaceTaken
    if not _sqlite(url):
        _run("pg_restore", url, "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction", str(kept))
        return
    target = _path(url)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}-restored")
    shutil.copyfile(kept, draft)
    make_durable(draft)
    draft.replace(target)
    sync(target.parent)


def empty(url: str) -> bool:
    """Whether there is no database, or none of our tables in it."""
    if _sqlite(url):
        return not _path(url).exists()
    with _exclusive(url) as connection:
        return not _ours(connection)


def clear(url: str) -> None:
    """Delete what is there: on SQLite the file and its journal, on PostgreSQL our tables and functions."""
    engine(url).dispose()
    if _sqlite(url):
        # The journal of one database must never end up beside another.
        for tail in ("-wal", "-shm", ""):
            Path(f"{_path(url)}{tail}").unlink(missing_ok=True)
        return
    with _exclusive(url) as connection:
        for table in _ours(connection):
            connection.exec_driver_sql(f'DROP TABLE "{table}" CASCADE')
        made = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND left(proname, 6) = 'guard_'"
        for function in connection.exec_driver_sql(made).scalars().all():
            connection.exec_driver_sql(f"DROP FUNCTION {function}()")


def _sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")


def _ours(connection: Connection) -> list[str]:
    return sorted(set(inspect(connection).get_table_names()) & {*Base.metadata.tables, "alembic_version"})


@contextmanager
def _exclusive(url: str) -> Iterator[Connection]:
    own = build(url, poolclass=NullPool)
    try:
        with own.begin() as connection:
            yield connection
    finally:
        own.dispose()


def _vacuum(source: Path, target: Path) -> None:
    """Vacuum into a new file: one moment in time, no blocked writers, and no free pages with deleted rows."""
    connection = sqlite3.connect(source, timeout=30)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
    make_durable(target)


def _run(name: str, url: str, *arguments: str) -> None:
    """Run a PostgreSQL program; the password goes into its environment, where other users do not see it."""
    program = shutil.which(name) or max(map(str, PROGRAMS.glob(f"*/bin/{name}")), default=None)
    if program is None:
        raise ProgramMissing(name)
    parsed = make_url(url)
    secret = {"PGPASSWORD": str(parsed.password)} if parsed.password else {}
    address = parsed.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603 (a program that we name ourselves)
        [program, f"--dbname={address}", *arguments],
        env=os.environ | secret,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if any(words in line for words in HARMLESS)]
        raise ProgramFailed(name, told[0].strip() if told else "")
