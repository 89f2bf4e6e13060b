"""A PostgreSQL of the tests' own, with the owner's and the application's role."""

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

OWNER = "maatwerk_owner"
APPLICATION = "maatwerk_app"
SUPERUSER = "postgres"
# A throw-away cluster need not survive a power cut.
FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
    " -c max_wal_size=256MB -c autovacuum=off -c listen_addresses=''"
)
# From this version on a copy goes through the log, unless told otherwise; that takes four times as long.
LOGGED = 15


@dataclass(frozen=True)
class Database:
    """One fresh database, as the role that owns the tables and as the one the application uses."""

    name: str
    socket: Path

    @property
    def owner_url(self) -> str:
        """The role that makes and alters the tables; not a superuser."""
        return self.url(OWNER)

    @property
    def app_url(self) -> str:
        """The role `maatwerk_app`, which owns nothing."""
        return self.url(APPLICATION)

    def url(self, role: str) -> str:
        """An address for SQLAlchemy."""
        return f"postgresql+psycopg://{role}@/{self.name}?host={self.socket}"


class Cluster:
    """A private PostgreSQL in a temporary folder, reachable over its own socket only."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder, self.numbers = binaries, folder, count(1)

    def run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        prefix = ["runuser", "-u", SUPERUSER, "--"] if os.geteuid() == 0 else []
        command = [*prefix, str(self.binaries / program), "-D", str(self.folder / "data")]
        done = subprocess.run([*command, *arguments], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, SUPERUSER)
        self.run("initdb", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-w", "-l", log, "-o", f"-k {self.folder} {FAST}")
        self.sql("postgres", f"CREATE ROLE {OWNER} LOGIN", f"CREATE ROLE {APPLICATION} LOGIN")

    @property
    def pid(self) -> int:
        """The process that started all others of the server."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def restart(self) -> None:
        """Stop and start, in the middle of whatever runs."""
        self.run("pg_ctl", "restart", "-w", "-m", "fast", "-l", str(self.folder / "log"))

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-w", "-m", "immediate")

    def sql(self, database: str, *statements: str) -> None:
        with psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname=database, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def next_transaction(self) -> int:
        """The number of the next transaction that writes, in any database here."""
        with psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
            found = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
        assert found is not None
        return int(found[0])

    def create(self, like: str = "template1") -> Database:
        """A new database, empty or a copy."""
        name = f"maatwerk_{next(self.numbers)}"
        self.copy(like, name)
        return Database(name, self.folder)

    def refill(self, database: Database, like: str) -> None:
        """Make a database a copy of another."""
        self.drop(database)
        self.copy(like, database.name)

    def drop(self, database: Database) -> None:
        self.sql("postgres", f"DROP DATABASE {database.name} WITH (FORCE)")

    def copy(self, source: str, target: str) -> None:
        """A database like another, to which nobody may be connected."""
        how = " STRATEGY FILE_COPY" if self._version() >= LOGGED else ""
        self.sql("postgres", f"CREATE DATABASE {target} OWNER {OWNER} TEMPLATE {source}{how}")

    def _version(self) -> int:
        return int((self.folder / "data" / "PG_VERSION").read_text())


@contextmanager
def running() -> Iterator[Cluster | None]:
    """A cluster for a while, in a folder of its own; None where PostgreSQL is not installed."""
    programs = binaries()
    if programs is None:
        yield None
        return
    # A short name: the path of a socket may not be longer than 107 characters.
    with tempfile.TemporaryDirectory(prefix=f"maatwerk-{getpass.getuser()}-") as folder:
        cluster = Cluster(programs, Path(folder))
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()


def binaries() -> Path | None:
    installed = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    newest = max(installed, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which("pg_ctl")
    return Path(found).resolve().parent if found else None
