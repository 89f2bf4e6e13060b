"""One way to get an adverse letter past the gate, or the record rewritten, with SQL alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Step = str | Callable[[Any], object]
BOTH = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Attack:
    """Steps, each tried whatever came of the one before.

    `alters` the schema: only who owns the tables can, and then the fingerprint must tell.
    """

    name: str
    steps: tuple[Step, ...]
    on: tuple[str, ...] = BOTH
    alters: bool = False
