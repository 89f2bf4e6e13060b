"""The door through the guards opens for a case that two people agreed to destroy in time, and for nothing else."""

from __future__ import annotations

from functools import partial

import endings
import pytest
from attack import Attack
from doors import doors
from endings import APPROVED_CASE, ending, wipe
from reaches import WAYS, Target, open_to, succeeding
from stage import Stage

from store.guards import destruction_door
from store.models import Base, destruction

AGREED = Attack("destroy as agreed", tuple(wipe(APPROVED_CASE)))


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A stage with cases that ended."""
    cluster = partial(request.getfixturevalue, "postgres_cluster")
    return Stage(tmp_path_factory.mktemp("ending"), cluster, ending, endings, endings.RULES, endings.NOW)


def test_nothing_is_destroyed_that_may_not_be(target: Target, way: tuple[str, str], subtests: pytest.Subtests) -> None:
    for attack in open_to(doors, *way):
        with subtests.test(attack.name):
            assert target.suffer(attack) == []


def test_without_guards_and_constraints_every_attack_succeeds(
    bare: Target, dialect: str, subtests: pytest.Subtests
) -> None:
    for attack in open_to(doors, dialect, "bare"):
        with subtests.test(attack.name):
            assert bare.suffer(attack) != []


def test_constraints_alone_do_not_hold(stage: Stage, dialect: str) -> None:
    assert {"destroy without an approval", "destroy before the end of retention"} <= succeeding(doors, stage, dialect)


@pytest.mark.parametrize(
    "way", [("sqlite", "shell"), ("sqlite", "application"), ("postgresql", "owner")], indirect=True, ids="-".join
)
def test_what_two_people_agreed_to_goes_and_its_proof_stays(target: Target) -> None:
    before = target.before
    with target.suffering(AGREED) as after:
        assert after.wrongs == []
        gone = {table: len(before[table]) - len(after.rows[table]) for table in endings.TABLES}
        assert [proof["number"] for proof in after.rows["destroyed"]] == ["WMO-2020-0008"]
    assert {table for table, count in gone.items() if count > 0} == {
        *(
            "attachment",
            "bundle_line",
            "letter",
            "call",
            "answered",
            "answer",
            "decision",
            "fact",
            "casefile",
            "citizen",
        ),
        *("agreement_end", "agreement", "made_precise", "item", "party_end", "party"),
    }


@pytest.mark.parametrize("way", [("postgresql", "application")], indirect=True, ids="-".join)
def test_the_application_on_postgresql_destroys_nothing_even_when_agreed(target: Target) -> None:
    with target.suffering(AGREED) as after:
        assert after.rows == target.before


def test_every_table_that_points_at_a_case_has_its_turn() -> None:
    of_a_case = {table.name for table in Base.metadata.sorted_tables if "case_id" in table.columns}
    # Who looked is kept longer than what they looked at, under pseudonyms.
    assert of_a_case - {*destruction.ADDED, "look"} <= set(destruction_door.OF_CASE)


def test_each_of_sixty_two_attacks_is_tried_along_each_way() -> None:
    for dialect, ways in WAYS.items():
        assert len({attack.name for attack in doors(dialect)}) == 62
        assert all(open_to(doors, dialect, name) == doors(dialect) for name in ways)
