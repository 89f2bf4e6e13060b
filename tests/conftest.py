"""What every test may ask for: a PostgreSQL of its own, and in CI nothing that skips."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import clocks
import engines
import hypothesis
import pytest
from memory import write_in_memory
from plays import hire_staff
from postgres import APPLICATION, Cluster, Database, running
from scenes import Fresh, beginning, settle
from skipping import pytest_make_collect_report, pytest_runtest_makereport
from tamper import Tamper, tampering

from config.settings import settings
from store.engine import close
from store.upkeep.schema import migrate
from tasks.safekeeping.release import release

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]
pytest_plugins = ["spread", "quick", "turns"]


def pytest_configure() -> None:
    """Before anything asks for a temporary folder; no example fails because the machine was busy."""
    write_in_memory()
    clocks.stand_still()
    engines.share_statements()
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A PostgreSQL for this session, started on first use and stopped at the end."""
    with running() as cluster:
        if cluster is None:
            pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
        yield cluster


@pytest.fixture
def postgres(postgres_cluster: Cluster) -> Iterator[Database]:
    """A fresh, empty database: `.owner_url` and `.app_url`."""
    database = postgres_cluster.create()
    yield database
    postgres_cluster.drop(database)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_cluster: Cluster) -> Database:
    """The same on PostgreSQL, for a role that owns nothing."""
    database = postgres_cluster.create()
    migrate(database.owner_url, **release(), role=APPLICATION)
    return database


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at this version, to copy: migrating takes longer than copying."""
    path = tmp_path_factory.mktemp("migrated") / "maatwerk.db"
    migrate(f"sqlite:///{path}", **release())
    return path


@pytest.fixture(scope="session")
def staffed_postgres(postgres_cluster: Cluster, migrated_postgres: Database) -> Database:
    """The same with the staff hired."""
    database = postgres_cluster.create(like=migrated_postgres.name)
    hire_staff(database.app_url)
    # What is copied must be at rest.
    close()
    return database


@pytest.fixture(scope="session")
def staffed_sqlite(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """The same with the staff hired."""
    path = tmp_path_factory.mktemp("staffed") / "maatwerk.db"
    shutil.copy(migrated_sqlite, path)
    hire_staff(f"sqlite:///{path}")
    close()
    return path


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """No test leaves a database open: thousands would, in one process."""
    yield
    close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of one's own; the settings of this test point at it."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("MAATWERK_HOME", str(folder))
    settings.cache_clear()
    yield folder
    settings.cache_clear()


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where beginnings of stories are kept."""
    return tmp_path_factory.mktemp("scenes")


@pytest.fixture
def record(home: Path, staffed_sqlite: Path, scenes: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty record on SQLite with the staff hired: the address of its database."""
    shutil.copy(staffed_sqlite, home)
    with beginning(Fresh(home, monkeypatch, scenes)):
        yield settings().database


@pytest.fixture(params=["sqlite", "postgresql"])
def either_record(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, home: Path, scenes: Path
) -> Iterator[str]:
    """The same on SQLite and on PostgreSQL, there as the role that owns nothing."""
    if request.param == "sqlite":
        yield request.getfixturevalue("record")
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    staffed: Database = request.getfixturevalue("staffed_postgres")
    database = cluster.create(like=staffed.name)
    monkeypatch.setenv("MAATWERK_DATABASE_URL", database.app_url)
    settings.cache_clear()
    with beginning(Fresh(home, monkeypatch, scenes, cluster, database)):
        yield database.app_url
    close()
    cluster.drop(database)


@pytest.fixture
def owned(either_record: str) -> str:
    """The same record, as whoever owns its tables."""
    return either_record.replace(APPLICATION, "maatwerk_owner")


@pytest.fixture
def by_the_machine(owned: str) -> Iterator[None]:
    """The guards of that record go by the clock of the machine."""
    with clocks.by_the_machine(owned):
        settle()
        yield


@pytest.fixture
def tamper(owned: str) -> Tamper:
    """Connections of the owner to that record, with the guards and the constraints off."""
    return tampering(owned)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, as Prefect does."""
    return "asyncio"
