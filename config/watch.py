"""When the daily watch warns about a statutory term that has no moments of its own in its process file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).parent / "watch.toml"
Days = Annotated[int, Field(ge=0, le=60)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Moments(_Section):
    """Warn halfway through the term, and when this many working days are left."""

    half: bool
    working_days: tuple[Days, ...]


class Watch(_Section):
    """The file `config/watch.toml`; `alarm_hours` is how long the watch may go without running."""

    alarm_hours: int
    default: Moments


@lru_cache(maxsize=1)
def watch_settings() -> Watch:
    """The settings as shipped."""
    return Watch.model_validate(tomllib.loads(FILE.read_text()))
