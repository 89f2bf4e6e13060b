"""The ways to reach a stage: with which rights and which layers taken away; and each attack along each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from _pytest.mark import ParameterSet
from attack import Attack
from stage import APPLICATION, SHELL, Cell, Shell, Stage

Target = Shell | Cell
Way = Callable[[Stage], Target]
# The attacks on one engine.
Attacks = Callable[[str], Iterable[Attack]]
WAYS: dict[str, dict[str, Way]] = {
    "sqlite": {
        "application": lambda stage: stage.sqlite(APPLICATION),
        "shell": lambda stage: stage.sqlite(SHELL),
    },
    "postgresql": {
        "application": lambda stage: stage.postgresql("maatwerk_app"),
        # Who carries out a destruction is the owner of the tables.
        "owner": lambda stage: stage.postgresql("maatwerk_owner"),
        # In a replica no foreign key is checked: only the guards and the checks are left.
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


def on_each(attacks: Attacks) -> list[ParameterSet]:
    """Each attack along each way; one that alters tables only as who may not."""
    return [
        pytest.param(attack, way, id=f"{dialect}-{name}-{attack.name}")
        for dialect, ways in WAYS.items()
        for name, way in ways.items()
        for attack in attacks(dialect)
        if not attack.alters or (name == "application" and dialect == "postgresql")
    ]


def unguarded(attacks: Attacks) -> list[ParameterSet]:
    """Each attack on tables without guards and constraints."""
    return [
        pytest.param(attack, way, id=f"{dialect}-{attack.name}")
        for dialect, way in BARE.items()
        for attack in attacks(dialect)
        if not attack.alters
    ]


def succeeding(attacks: Attacks, stage: Stage, dialect: str) -> set[str]:
    """The attacks that succeed where constraints are all there is."""
    found = set()
    for attack in attacks(dialect):
        made = LINKED[dialect](stage)
        found |= {attack.name} if made.suffer(attack) else set()
        made.strike()
    return found
