"""The processes of this installation, each read from its file in `config/processes/` and whole."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from config import reminders, whole
from config.process_file import Process
from rules.errors import ProcessUnknown

__all__ = ["Process", "process", "processes", "read"]
FOLDER = Path(__file__).parent / "processes"


@lru_cache(maxsize=1)
def processes() -> dict[str, Process]:
    """Every process by its id; `ReminderUnsound` or `ProcessIncomplete` when one of them cannot be used."""
    found = [read(path) for path in sorted(FOLDER.glob("*.toml"))]
    return {process.id: process for process in found}


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
