"""The ways to reach a stage: with which rights and which layers taken away; and each attack along each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing

from attack import Attack
from stage import APPLICATION, SHELL, Stage
from targets import Cell, Shell

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


def open_to(attacks: Attacks, dialect: str, way: str) -> list[Attack]:
    """The attacks to try along a way; one that alters tables only as who may not."""
    refused = (dialect, way) == ("postgresql", "application")
    return [attack for attack in attacks(dialect) if refused or not attack.alters]


def succeeding(attacks: Attacks, stage: Stage, dialect: str) -> set[str]:
    """The attacks that succeed where constraints are all there is."""
    with closing(LINKED[dialect](stage)) as target:
        return {attack.name for attack in attacks(dialect) if target.suffer(attack)}
