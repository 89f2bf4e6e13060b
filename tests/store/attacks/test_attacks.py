"""No SQL gets an adverse letter past the gate, or rewrites the record; without the guards it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from attack import Attack
from attacks import attacks
from stage import APPLICATION, SHELL, Cell, Shell, Stage

from rules.errors import GuardsChanged

Target = Shell | Cell
Way = Callable[[Stage], Target]
WAYS: dict[str, dict[str, Way]] = {
    "sqlite": {
        "application": lambda stage: stage.sqlite(APPLICATION),
        "shell": lambda stage: stage.sqlite(SHELL),
    },
    "postgresql": {
        "application": lambda stage: stage.postgresql("maatwerk_app"),
        "owner": lambda stage: stage.postgresql("maatwerk_owner"),
        # In a replica no foreign key is checked: only the guards and the checks are left.
        "replica": lambda stage: stage.postgresql("postgres", options="-c session_replication_role=replica"),
    },
}
BARE: dict[str, Way] = {
    "sqlite": lambda stage: stage.sqlite(SHELL, ("guards",)),
    "postgresql": lambda stage: stage.postgresql("maatwerk_owner", ("guards", "constraints")),
}
ON_EACH = [
    pytest.param(attack, way, id=f"{dialect}-{name}-{attack.name}")
    for dialect, ways in WAYS.items()
    for name, way in ways.items()
    for attack in attacks(dialect)
    if not attack.alters or (name == "application" and dialect == "postgresql")
]
LINKED: dict[str, Way] = {
    "sqlite": lambda stage: stage.sqlite(APPLICATION, ("guards",)),
    "postgresql": lambda stage: stage.postgresql("maatwerk_owner", ("guards",)),
}
ALTERING = [
    pytest.param(attack, WAYS[dialect][name], id=f"{dialect}-{attack.name}")
    for dialect, name in (("sqlite", "shell"), ("postgresql", "owner"))
    for attack in attacks(dialect)
    if attack.alters
]
UNGUARDED = [
    pytest.param(attack, way, id=f"{dialect}-{attack.name}")
    for dialect, way in BARE.items()
    for attack in attacks(dialect)
    if not attack.alters
]


@pytest.fixture
def target(stage: Stage, way: Way) -> Iterator[Target]:
    """A fresh scene, reached this way."""
    made = way(stage)
    yield made
    made.strike()


@pytest.mark.parametrize(("attack", "way"), ON_EACH)
def test_no_attack_succeeds(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) == []


@pytest.mark.parametrize(("attack", "way"), UNGUARDED)
def test_without_guards_and_constraints_every_attack_succeeds(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) != []


def test_constraints_alone_do_not_hold(stage: Stage, dialect: str) -> None:
    succeeded = []
    for attack in attacks(dialect):
        made = LINKED[dialect](stage)
        succeeded += [attack.name] if made.suffer(attack) else []
        made.strike()
    assert {"the later version is lost", "a receipt becomes a rejection"} & set(succeeded)
    assert "nobody called" not in succeeded


@pytest.mark.parametrize(("attack", "way"), ALTERING)
def test_who_alters_the_tables_succeeds_and_is_noticed(target: Target, attack: Attack) -> None:
    assert target.suffer(attack) != []
    with pytest.raises(GuardsChanged):
        target.check()


def test_there_are_seventy_attacks_on_each_engine(dialect: str) -> None:
    assert len({attack.name for attack in attacks(dialect)}) >= 70
