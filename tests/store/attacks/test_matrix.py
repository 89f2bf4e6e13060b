"""Every table, every way of writing: nothing on the record is changed, lost or slipped in; without the guards it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from arena import Arena, OnPostgres, Scenes, every_row, successes
from sqlalchemy import Connection
from stage import APPLICATION, SHELL, STRIP, Stage, owner
from wish import Addition, primary
from wishes import NEEDED, OPEN, guarded, kept, refused, turned, unsound
from writing import Writing

from rules.errors import GuardsChanged
from store.guards import triggers
from store.guards.fingerprint import check_guards
from store.guards.trigger_sql import PREFIX
from store.models import Base

Reach = Callable[[Scenes], Arena]
REPLICA = "-c session_replication_role=replica"
REACHES: dict[str, Reach] = {
    "sqlite-application": lambda scenes: scenes.sqlite(APPLICATION),
    "sqlite-shell": lambda scenes: scenes.sqlite(SHELL),
    "sqlite-attached": lambda scenes: scenes.sqlite(SHELL, "other"),
    "postgresql-application": lambda scenes: scenes.postgresql("maatwerk_app"),
    "postgresql-owner": lambda scenes: scenes.postgresql("maatwerk_owner"),
    "postgresql-replica": lambda scenes: scenes.postgresql("postgres", REPLICA),
}
BARE: dict[str, Reach] = {
    "sqlite": lambda scenes: scenes.sqlite(SHELL, bare=True),
    "sqlite-attached": lambda scenes: scenes.sqlite(SHELL, "other", bare=True),
    "postgresql": lambda scenes: scenes.postgresql("maatwerk_owner", bare=True),
}
CONSTRAINTS_OFF: dict[str, Reach] = {
    "sqlite": REACHES["sqlite-shell"],
    "postgresql": REACHES["postgresql-owner"],
}
TRIED = {"sqlite": 2500, "postgresql": 2204}
# Each is done to every guarded table; `{g}` is one of its guards.
ALTERED = {
    "sqlite": {
        "the guards dropped": "DROP TRIGGER {g}",
        "a column computed from others": "ALTER TABLE {t} ADD COLUMN computed INT GENERATED ALWAYS AS (1)",
        "a column added": "ALTER TABLE {t} ADD COLUMN added INT DEFAULT 1",
        "a key of one's own": "CREATE UNIQUE INDEX own_{n} ON {t} ({k})",
        "the table dropped": "DROP TABLE {t}",
    },
    "postgresql": {
        "the guards dropped": "DROP TRIGGER {g} ON {t}",
        "the guards off": "ALTER TABLE {t} DISABLE TRIGGER USER",
        "the guards off for replicas": "ALTER TABLE {t} ENABLE TRIGGER {g}",
        "a column computed from others": "ALTER TABLE {t} ADD COLUMN computed INT GENERATED ALWAYS AS (1) STORED",
        "a column added": "ALTER TABLE {t} ADD COLUMN added INT DEFAULT 1",
        "a rule instead": "CREATE RULE own_{n} AS ON UPDATE TO {t} DO INSTEAD NOTHING",
        "a child": "CREATE TABLE own_{n} () INHERITS ({t})",
        "the table dropped": "DROP TABLE {t} CASCADE",
    },
}
ALTERATIONS = [
    pytest.param(dialect, alteration, id=f"{dialect}-{name}")
    for dialect, alterations in ALTERED.items()
    for name, alteration in alterations.items()
]


@pytest.fixture(scope="module")
def scenes(stage: Stage) -> Scenes:
    """The scene with something in every table; PostgreSQL starts only when asked for."""
    return Scenes(stage)


@pytest.fixture
def arena(scenes: Scenes, reach: Reach) -> Iterator[Arena]:
    """The scene, reached this way."""
    with closing(reach(scenes)) as opened:
        yield opened


@pytest.mark.parametrize("reach", REACHES.values(), ids=REACHES)
def test_nothing_comes_true_in_any_table_in_any_way(arena: Arena) -> None:
    came, failed = successes(arena)
    assert came == set()
    assert len(failed) >= TRIED[arena.dialect]


@pytest.mark.parametrize("reach", BARE.values(), ids=BARE)
def test_without_guards_and_constraints_all_of_it_comes_true(arena: Arena) -> None:
    came, failed = successes(arena)
    assert failed == set()
    assert len(came) >= TRIED[arena.dialect]


@pytest.mark.parametrize("reach", CONSTRAINTS_OFF.values(), ids=CONSTRAINTS_OFF)
def test_each_guard_alone_holds_what_it_is_there_for(arena: Arena) -> None:
    alone = list(refused(every_row(arena)))
    came, held = set(), []
    with arena.rehearsal(STRIP if isinstance(arena, OnPostgres) else None):
        for name, wish in alone:
            off = (
                f"DROP TRIGGER guard_{name}"
                if arena.dialect == "sqlite"
                else (f'ALTER TABLE "{wish.kind}" DISABLE TRIGGER guard_{name}')
            )
            if arena.suffers(wish, (off, Writing(wish, arena.dialect, arena.at).plain())):
                came.add(name)
            elif isinstance(wish, Addition):
                held.append(name)
    # Another guard may hold a change too, as long as there is one that this guard alone holds.
    assert {name for name, _ in alone} - came == set()
    assert held == []


def test_every_table_is_guarded_or_stands_open_for_a_reason() -> None:
    assert set(Base.metadata.tables) == {*guarded(), *NEEDED, *OPEN}
    for dialect in ("sqlite", "postgresql"):
        gone = {guard.table for guard in triggers.guards(dialect) if guard.event == "DELETE"}
        assert gone == {*guarded(), *NEEDED}
        assert not gone & set(OPEN)
    assert all(len(reason) > 10 for reason in OPEN.values())


def test_every_table_that_is_guarded_is_attacked(scenes: Scenes) -> None:
    with closing(REACHES["sqlite-application"](scenes)) as arena:
        attacked = {wish.kind for _, wish in kept(every_row(arena))}
    assert attacked == {*guarded(), *NEEDED}


def test_every_guard_on_what_comes_or_changes_is_attacked(scenes: Scenes) -> None:
    general = {"unreplaced", "unreplaced_again", "unchanged"}
    with closing(REACHES["sqlite-application"](scenes)) as arena:
        attacked = {*unsound(), *turned(every_row(arena))}
    for dialect in ("sqlite", "postgresql"):
        there = {
            guard.name.removeprefix(PREFIX)
            for guard in triggers.guards(dialect)
            if guard.event in {"INSERT", "UPDATE"} and guard.what not in general
        }
        assert there - attacked <= {f"{table}_fixed" for table in NEEDED}
        assert attacked <= there


@pytest.mark.parametrize(("dialect", "alteration"), ALTERATIONS)
def test_whoever_alters_any_table_is_noticed(scenes: Scenes, dialect: str, alteration: str) -> None:
    tables = guarded()
    with owner(scenes.url(dialect)) as connection:
        attempt = connection.begin_nested()
        for table in tables:
            _alter(connection, dialect, table, alteration)
        with pytest.raises(GuardsChanged) as changed:
            check_guards(connection)
        attempt.rollback()
    named = " ".join(changed.value.names)
    assert [table for table in tables if table not in named] == []


@pytest.mark.usefixtures("postgres_cluster")
@pytest.mark.parametrize("alteration", ALTERED["postgresql"].values(), ids=ALTERED["postgresql"])
def test_the_application_can_alter_no_table(scenes: Scenes, alteration: str) -> None:
    with closing(scenes.postgresql("maatwerk_app")) as arena:
        assert [table for table in guarded() if arena.allows(_altering("postgresql", table, alteration))] == []


def _alter(connection: Connection, dialect: str, table: str, alteration: str) -> None:
    connection.exec_driver_sql(_altering(dialect, table, alteration))


def _altering(dialect: str, table: str, alteration: str) -> str:
    guard = next(each.name for each in triggers.guards(dialect) if each.table == table)
    return alteration.format(t=f'"{table}"', n=table, g=guard, k=", ".join(primary(table)))
