"""The door through the guards opens for a case that two people agreed to destroy in time, and for nothing else."""

from __future__ import annotations

from functools import partial

import endings
import pytest
from attack import Attack
from doors import doors
from endings import APPROVED_CASE, ending, wipe
from reaches import WAYS, Target, on_each, succeeding, unguarded
from stage import Cell, Stage, owner

from store.guards import destruction_door
from store.models import Base, destruction


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A stage with cases that ended."""
    cluster = partial(request.getfixturevalue, "postgres_cluster")
    return Stage(tmp_path_factory.mktemp("ending"), cluster, ending, endings)


@pytest.mark.parametrize(("attack", "way"), on_each(doors))
def test_nothing_is_destroyed_that_may_not_be(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) == []


@pytest.mark.parametrize(("attack", "way"), unguarded(doors))
def test_without_guards_and_constraints_every_attack_succeeds(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) != []


def test_constraints_alone_do_not_hold(stage: Stage, dialect: str) -> None:
    assert {"destroy without an approval", "destroy before the end of retention"} <= succeeding(doors, stage, dialect)


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
    assert of_a_case - {*destruction.ADDED, "look"} <= set(destruction_door.OF_CASE)


def test_there_are_fifty_attacks_on_each_engine(dialect: str) -> None:
    assert len({attack.name for attack in doors(dialect)}) >= 50


def _read(target: Target) -> endings.Rows:
    from stage import _query  # noqa: PLC0415

    if isinstance(target, Cell):
        return endings.read(partial(_query, target.connection))
    with owner(target.url) as connection:
        return endings.read(partial(_query, connection))
