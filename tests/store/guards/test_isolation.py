"""On PostgreSQL a guard looks at what is there now: no snapshot of before gets past it, and no writer beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from grants import NEW, granting
from postgres import APPLICATION, OWNER, Cluster, Database
from psycopg.errors import IntegrityError, LockNotAvailable
from scene import (
    APPROVED,
    LIFT,
    answer,
    decision,
    ended,
    exempted,
    finding,
    item,
    letter,
    reached,
    rendered,
    row,
)
from sqlalchemy import make_url
from stage import Stage

from store.audit import proof
from store.guards import trigger_sql
from store.guards.trigger_sql import Guard
from store.guards.triggers import guards

LESS = {"amount": 180, "yearly": 9_360}
# What is committed first, what a transaction does beside it, and what is committed after that one began to look.
Way = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
WAYS: dict[str, Way] = {
    "something was found": ((), (rendered(1),), (finding(50),)),
    "a later version came": ((), (letter(2, 2, **reached(1)),), tuple(decision(60, 2, version=2))),
    "a role was revoked": (
        (),
        (letter(4, 4, **exempted(1)),),
        (row("role_revocation", grant_id=1, revoked_at=APPROVED - 1),),
    ),
    "something more was asked": (
        granting(21, answer(NEW, 21, NEW, [11]))[:-1],
        granting(21)[-1:],
        tuple(item(150, 21, number=2, known=1150, **LIFT)),
    ),
    "an agreement was taken back": (
        granting(25, answer(NEW, 25, NEW, [16], **LESS))[:-1],
        granting(25)[-1:],
        tuple(ended(50, 25, 16, 1150)),
    ),
}
# An earlier version was called about, and a later one is being written.
LATER = decision(60, 2, version=2)
BESIDE: dict[str, tuple[tuple[str, ...], str]] = {
    "a letter about the earlier": ((), letter(2, 2, **reached(1))),
    "its letter gets its PDF": ((letter(2, 2, **reached(1)),), rendered(100)),
}
LEVELS = ("REPEATABLE READ", "SERIALIZABLE")


@pytest.fixture
def scene(stage: Stage, postgres_cluster: Cluster) -> Iterator[Database]:
    """A copy of the scene, in which something may be committed."""
    known = str(make_url(stage.url("postgresql")).database)
    copied = postgres_cluster.create(like=known)
    yield copied
    postgres_cluster.drop(copied)


def connect(database: Database, role: str = APPLICATION) -> psycopg.Connection:
    """A connection of its own."""
    return psycopg.connect(host=str(database.socket), user=role, dbname=database.name, autocommit=True)


def run(connection: psycopg.Connection, *statements: str) -> None:
    """Each statement in turn."""
    for statement in statements:
        connection.execute(statement.encode())


def without(database: Database, clause: str) -> None:
    """Make every guard anew with this clause left out."""
    with closing(connect(database, OWNER)) as owner:
        for guard in guards("postgresql"):
            body = guard.body().replace(clause.format(guard.name), "NULL;")
            run(owner, f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql"
                       f" SET search_path = public, pg_temp AS $${body}$$")  # fmt: skip


def looks_back(database: Database, level: str, way: Way) -> None:
    """Somebody looks, then something is committed, then the first writes by what they saw."""
    first, then, meanwhile = way
    with closing(connect(database)) as other, closing(connect(database)) as looking:
        run(other, *first)
        run(looking, f"BEGIN ISOLATION LEVEL {level}", "SELECT count(*) FROM letter")
        run(other, *meanwhile)
        run(looking, *then, "COMMIT")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_who_looks_at_a_snapshot_writes_nothing(scene: Database, way: Way, level: str) -> None:
    with pytest.raises(IntegrityError, match="READ COMMITTED"):
        looks_back(scene, level, way)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_who_looks_at_what_is_there_now_sees_it(scene: Database, way: Way) -> None:
    with pytest.raises(IntegrityError, match="guard_letter"):
        looks_back(scene, "READ COMMITTED", way)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_guards_that_take_any_isolation_let_it_pass(scene: Database, way: Way) -> None:
    without(scene, trigger_sql.ONLY_NOW)
    looks_back(scene, "REPEATABLE READ", way)


def beside(database: Database, way: tuple[tuple[str, ...], str]) -> None:
    """A later version is written, and before it is committed somebody else writes by the earlier one."""
    known, about_earlier = way
    with closing(connect(database)) as first, closing(connect(database)) as second:
        run(first, *known, "BEGIN", *LATER)
        run(second, "SET lock_timeout = '100ms'", about_earlier)
        run(first, "COMMIT")


@pytest.mark.parametrize("way", BESIDE.values(), ids=BESIDE)
def test_two_writers_on_one_case_take_turns(scene: Database, way: tuple[tuple[str, ...], str]) -> None:
    with pytest.raises(LockNotAvailable):
        beside(scene, way)


@pytest.mark.parametrize("way", BESIDE.values(), ids=BESIDE)
def test_guards_that_do_not_hold_the_case_let_both_write(scene: Database, way: tuple[tuple[str, ...], str]) -> None:
    without(scene, trigger_sql.HOLD)
    beside(scene, way)


def test_the_record_can_be_read_as_it_was_at_one_moment(scene: Database) -> None:
    assert list(proof.prove(scene.app_url))


def test_every_guard_with_a_condition_takes_one_isolation_alone() -> None:
    bodies = {guard.name: guard.body() for guard in guards("postgresql")}
    conditional = {guard.name for guard in guards("postgresql") if guard.unless}
    assert {name for name, body in bodies.items() if trigger_sql.ONLY_NOW.format(name) in body} == conditional


def test_the_first_guard_on_what_comes_into_a_case_holds_it() -> None:
    """By name, as PostgreSQL fires them; what is refused whatever else is there needs no case."""
    kept = {"casefile", "bundle_line", "destruction", "destruction_approval", "destruction_refusal", "destroyed"}
    reading = [guard for guard in guards("postgresql") if _reads_the_case(guard) and guard.table not in kept]
    first = {guard.table: guard for guard in sorted(reading, key=lambda guard: guard.name, reverse=True)}
    assert len(first) > 10
    assert [guard.name for guard in first.values() if trigger_sql.HOLD not in guard.body()] == []


def _reads_the_case(guard: Guard) -> bool:
    return guard.event == "INSERT" and "NEW.case_id" in guard.unless
