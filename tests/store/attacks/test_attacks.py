"""No SQL gets an adverse letter past the gate, or rewrites the record; without the guards it does."""

from __future__ import annotations

import pytest
from attack import Attack
from attacks import attacks
from reaches import WAYS, Target, on_each, succeeding, unguarded
from stage import Stage

from rules.errors import GuardsChanged

ALTERING = [
    pytest.param(attack, WAYS[dialect][name], id=f"{dialect}-{attack.name}")
    for dialect, name in (("sqlite", "shell"), ("postgresql", "owner"))
    for attack in attacks(dialect)
    if attack.alters
]


@pytest.mark.parametrize(("attack", "way"), on_each(attacks))
def test_no_attack_succeeds(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) == []


@pytest.mark.parametrize(("attack", "way"), unguarded(attacks))
def test_without_guards_and_constraints_every_attack_succeeds(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) != []


def test_constraints_alone_do_not_hold(stage: Stage, dialect: str) -> None:
    succeeded = succeeding(attacks, stage, dialect)
    assert {"the later version is lost", "a receipt becomes a rejection"} & succeeded
    assert "nobody called" not in succeeded


@pytest.mark.parametrize(("attack", "way"), ALTERING)
def test_who_alters_the_tables_succeeds_and_is_noticed(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) != []
    with pytest.raises(GuardsChanged):
        target.check()


def test_there_are_seventy_attacks_on_each_engine(dialect: str) -> None:
    assert len({attack.name for attack in attacks(dialect)}) >= 70
