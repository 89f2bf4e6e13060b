"""No SQL gets an adverse letter past the gate, or rewrites the record; without the guards it does."""

from __future__ import annotations

from contextlib import closing

import pytest
from attack import Attack
from attacks import attacks
from reaches import WAYS, Target, open_to, succeeding
from stage import Stage

from rules.errors import GuardsChanged

OWNER = {"sqlite": "shell", "postgresql": "owner"}


def test_no_attack_succeeds(target: Target, way: tuple[str, str], subtests: pytest.Subtests) -> None:
    for attack in open_to(attacks, *way):
        with subtests.test(attack.name):
            assert target.suffer(attack) == []


def test_without_guards_and_constraints_every_attack_succeeds(
    bare: Target, dialect: str, subtests: pytest.Subtests
) -> None:
    for attack in open_to(attacks, dialect, "bare"):
        with subtests.test(attack.name):
            assert bare.suffer(attack) != []


def test_constraints_alone_do_not_hold(stage: Stage, dialect: str) -> None:
    succeeded = succeeding(attacks, stage, dialect)
    assert {"the later version is lost", "a receipt becomes a rejection"} & succeeded
    assert "nobody called" not in succeeded


def test_who_alters_the_tables_succeeds_and_is_noticed(stage: Stage, dialect: str, subtests: pytest.Subtests) -> None:
    with closing(WAYS[dialect][OWNER[dialect]](stage)) as target:
        for attack in attacks(dialect):
            if attack.alters:
                with subtests.test(attack.name), target.suffering(attack) as after:
                    assert after.wrongs != []
                    with pytest.raises(GuardsChanged):
                        after.check()


def test_an_attack_that_is_not_undone_is_noticed(stage: Stage, dialect: str) -> None:
    target = WAYS[dialect][OWNER[dialect]](stage)
    target.suffer(Attack("nothing at all", ("UPDATE staff SET id = id WHERE 1 = 0",)))
    target.before["letter"].pop()
    with pytest.raises(AssertionError, match="not undone"):
        target.close()


@pytest.mark.parametrize(("dialect", "count", "altering"), [("sqlite", 627, 4), ("postgresql", 612, 8)])
def test_there_are_so_many_attacks_on_each_engine(dialect: str, count: int, altering: int) -> None:
    assert len({attack.name for attack in attacks(dialect)}) == len(attacks(dialect)) == count
    assert len([attack for attack in attacks(dialect) if attack.alters]) == altering


def test_they_are_tried_more_than_a_thousand_times_in_all() -> None:
    assert sum(len(open_to(attacks, dialect, name)) for dialect, ways in WAYS.items() for name in ways) == 3066
    assert sum(len(open_to(attacks, dialect, "bare")) for dialect in WAYS) == 1227
