"""The door through the guards opens for a case that two people agreed to destroy in time, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import endings
import pytest
from attack import Attack
from doors import doors
from endings import APPROVED_CASE, ending, wipe
from stage import APPLICATION, SHELL, Cell, Shell, Stage, owner

from store import destruction, door
from store.models import Base

Target = Shell | Cell
Way = Callable[[Stage], Target]
WAYS: dict[str, dict[str, Way]] = {
    "sqlite": {
        "application": lambda stage: stage.sqlite(APPLICATION),
        "shell": lambda stage: stage.sqlite(SHELL),
    },
    "postgresql": {
        "application": lambda stage: stage.postgresql("maatwerk_app"),
        # Who carries out a destruction is the owner of the tables.
        "owner": lambda stage: stage.postgresql("maatwerk_owner"),
        "replica": lambda stage: stage.postgresql("postgres", options="-c session_replication_role=replica"),
    },
}
BARE: dict[str, Way] = {
    "sqlite": lambda stage: stage.sqlite(SHELL, ("guards",)),
    "postgresql": lambda stage: stage.postgresql("maatwerk_owner", ("guards", "constraints")),
}
LINKED: dict[str, Way] = {
    "sqlite": lambda stage: stage.sqlite(APPLICATION, ("guards",)),
    "postgresql": lambda stage: stage.postgresql("maatwerk_owner", ("guards",)),
}
ON_EACH = [
    pytest.param(attack, way, id=f"{dialect}-{name}-{attack.name}")
    for dialect, ways in WAYS.items()
    for name, way in ways.items()
    for attack in doors()
    if dialect in attack.on
]
UNGUARDED = [
    pytest.param(attack, way, id=f"{dialect}-{attack.name}")
    for dialect, way in BARE.items()
    for attack in doors()
    if dialect in attack.on
]


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A stage with cases that ended."""
    cluster = partial(request.getfixturevalue, "postgres_cluster")
    return Stage(tmp_path_factory.mktemp("ending"), cluster, ending, endings)


@pytest.fixture
def target(stage: Stage, way: Way) -> Iterator[Target]:
    """A fresh scene, reached this way."""
    made = way(stage)
    yield made
    made.strike()


@pytest.mark.parametrize(("attack", "way"), ON_EACH)
def test_nothing_is_destroyed_that_may_not_be(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) == []


@pytest.mark.parametrize(("attack", "way"), UNGUARDED)
def test_without_guards_and_constraints_every_attack_succeeds(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) != []


def test_constraints_alone_do_not_hold(stage: Stage, dialect: str) -> None:
    succeeded = set()
    for attack in doors():
        if dialect not in attack.on:
            continue
        made = LINKED[dialect](stage)
        succeeded |= {attack.name} if made.suffer(attack) else set()
        made.strike()
    assert {"destroy without an approval", "destroy before the end of retention"} <= succeeded


@pytest.mark.parametrize(
    "way",
    [WAYS["sqlite"]["shell"], WAYS["sqlite"]["application"], WAYS["postgresql"]["owner"]],
    ids=["shell", "application", "owner"],
)
def test_what_two_people_agreed_to_goes_and_its_proof_stays(target: Target) -> None:
    before = _read(target)
    assert target.suffer(Attack("destroy as agreed", tuple(wipe(APPROVED_CASE)))) == []
    after = _read(target)
    gone = {table: len(before[table]) - len(after[table]) for table in endings.TABLES}
    assert {table for table, count in gone.items() if count > 0} == {
        *("attachment", "letter", "call", "decision", "fact", "casefile", "citizen"),
    }
    assert [proof["number"] for proof in after["destroyed"]] == ["WMO-2020-0008"]


def test_the_application_on_postgresql_destroys_nothing_even_when_agreed(stage: Stage) -> None:
    made = WAYS["postgresql"]["application"](stage)
    before = _read(made)
    made.suffer(Attack("destroy as agreed", tuple(wipe(APPROVED_CASE))))
    assert _read(made) == before
    made.strike()


def test_every_table_that_points_at_a_case_has_its_turn() -> None:
    of_a_case = {table.name for table in Base.metadata.sorted_tables if "case_id" in table.columns}
    # Who looked is kept longer than what they looked at, under pseudonyms.
    assert of_a_case - {*destruction.ADDED, "look"} <= set(door.OF_CASE)


def test_there_are_fifty_attacks_on_each_engine(dialect: str) -> None:
    assert len({attack.name for attack in doors() if dialect in attack.on}) >= 50


def _read(target: Target) -> endings.Rows:
    from stage import _query  # noqa: PLC0415

    if isinstance(target, Cell):
        return endings.read(partial(_query, target.connection))
    with owner(target.url) as connection:
        return endings.read(partial(_query, connection))
