"""Reads a municipality's file, and explains in Dutch what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from rules.errors import MaatwerkError

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_SAID = {
    "missing": "ontbreekt; voeg het toe, veldhaven.toml laat zien hoe",
    "extra_forbidden": "is een onbekend veld; haal het weg of verbeter de naam",
    "string_type": 'moet een tekst zijn, tussen aanhalingstekens: "…"',
    "string_too_short": "is leeg; vul het in",
    "string_too_long": "is te lang; gebruik ten hoogste {max_length} tekens",
    "string_pattern_mismatch": 'moet een kleur zijn als "#0f5a66": een hekje en zes tekens, 0-9 en a-f',
    "literal_error": "kan alleen {expected} zijn",
    "tuple_type": 'moet een lijst van teksten zijn: ["…", "…"]',
    "too_short": "is leeg; vul ten minste één regel in",
    "float_parsing": "moet een getal zijn, in millimeters",
    "float_type": "moet een getal zijn, in millimeters en zonder aanhalingstekens",
    "greater_than_equal": "is te klein; kies {ge} of meer",
    "less_than_equal": "is te groot; kies {le} of minder",
    "model_type": "moet een eigen blok zijn: [{field}] met de velden eronder",
}


_OTHER = "klopt niet; kijk in veldhaven.toml hoe het moet"


class MunicipalityUnfit(MaatwerkError):
    """The municipality's file cannot be used; `problems` are Dutch lines about it."""

    def __init__(self, path: Path, *problems: str) -> None:
        super().__init__(f"{path.name}: {'; '.join(problems)}")
        self.problems = problems
        lines = "".join(f"\n- {problem}." for problem in problems)
        self.message_nl = f"De gegevens van uw gemeente kloppen niet. Verbeter {path}:{lines}"


def top(path: Path) -> dict[str, Any]:
    """The whole file as plain values; raises `MunicipalityUnfit` when it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        problem = "dit bestand bestaat niet; maak het, of kies een ander met MAATWERK_MUNICIPALITY"
    except UnicodeDecodeError:
        problem = "dit bestand is geen UTF-8; bewaar het opnieuw als UTF-8"
    except tomllib.TOMLDecodeError as error:
        problem = broken(error)
    raise MunicipalityUnfit(path, problem)


def broken(error: tomllib.TOMLDecodeError) -> str:
    """Where a file stops being TOML, as a Dutch sentence."""
    place = re.search(r"line (\d+)", str(error))
    where = f"regel {place[1]}" if place else "de laatste regel"
    return f"{where} is geen geldige TOML; kijk naar aanhalingstekens, haken en dubbele namen"


def unfit(path: Path, wrong: ValidationError) -> MunicipalityUnfit:
    """The error to raise, with every invalid field by its name in the file."""
    return MunicipalityUnfit(path, *map(_sentence, wrong.errors(include_url=False)))


def _sentence(error: ErrorDetails) -> str:
    field = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    given = error.get("ctx", {})
    said = (
        str(given["error"])
        if error["type"] == "value_error"
        else _SAID.get(error["type"], _OTHER).format(field=field, **given)
    )
    return f"{field}: {said}"
