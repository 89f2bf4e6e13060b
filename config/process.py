"""The processes of this installation, each read from its file in `config/processes/` and whole."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from config import municipality, reminders, whole
from config.municipality.file import broken
from config.process_file import Process
from rules.errors import ProcessIncomplete, ProcessUnknown

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["Process", "process", "processes", "read"]
FOLDER = Path(__file__).parent / "processes"
# A key that is too much, in a section and in a reminder.
UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")


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
    """Read one process file; refused when it names what does not exist, or misses something a case will need.

    That is asked once every key in it is there and has a value that can be one; until then those keys are named alone.
    """
    made = _described(path)
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


def _described(path: Path) -> Process:
    try:
        return Process.model_validate(tomllib.loads(path.read_text("utf-8")))
    except UnicodeDecodeError:
        problems: tuple[str, ...] = ("het is geen UTF-8; bewaar het opnieuw als UTF-8",)
    except tomllib.TOMLDecodeError as error:
        problems = (broken(error),)
    except ValidationError as wrong:
        problems = tuple(map(_sentence, wrong.errors(include_url=False, include_input=False)))
    # Outside the handlers, so that the value that was refused goes nowhere with the error.
    raise ProcessIncomplete(path.name, problems)


def _sentence(error: ErrorDetails) -> str:
    """What is wrong with one key, by its name in the file and never by its value; its items count from one."""
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"] if part != "[key]")
    if error["type"] == "missing":
        return f"“{key}” ontbreekt"
    return f"“{key}” kennen wij niet" if error["type"] in UNKNOWN or "[key]" in error["loc"] else f"“{key}” klopt niet"
