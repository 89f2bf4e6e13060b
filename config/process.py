"""The processes of this installation, each read from its file in `config/processes/` and whole."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from config import municipality, reminders, whole
from config.process_file import Process
from rules.errors import ProcessIncomplete, ProcessUnknown

__all__ = ["Process", "process", "processes", "read"]
FOLDER = Path(__file__).parent / "processes"


@lru_cache(maxsize=1)
def processes() -> dict[str, Process]:
    """Every process by its id; `ReminderUnsound` or `ProcessIncomplete` when one of them cannot be used.

    `MunicipalityUnfit` when the file of the municipality speaks of one that is not here.
    """
    found = [read(path) for path in sorted(FOLDER.glob("*.toml"))]
    for number, made in enumerate(found):
        if made.prefix in {other.prefix for other in found[:number]}:
            raise ProcessIncomplete(f"{made.id}.toml", (f"het voorvoegsel “{made.prefix}” is al van een ander proces",))
    known = {process.id: process for process in found}
    municipality.check(known)
    return known


def read(path: Path) -> Process:
    """Read one process file; refused when it names what does not exist, or misses something a case will need."""
    made = Process.model_validate(tomllib.loads(path.read_text()))
    for reminder in made.reminders:
        reminders.check(reminder, path.name)
    whole.check(made, path.name)
    return made


def process(name: str) -> Process:
    """One process; `ProcessUnknown` when there is none with this name."""
    known = processes()
    if name not in known:
        raise ProcessUnknown(name, tuple(known))
    return known[name]


def of_case(number: str) -> Process | None:
    """The process of the case with this number, by its prefix; None where no process has it."""
    prefix = number.partition("-")[0]
    return next((one for one in processes().values() if one.prefix == prefix), None)
