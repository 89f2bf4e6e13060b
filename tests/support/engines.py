"""Statements are compiled once for all databases of a test run: each test opens one of its own, a service only one."""

from __future__ import annotations

from typing import Any

import sqlalchemy
from sqlalchemy import Engine

from store import engine

ROOM = 5000
_first: dict[str, Engine] = {}


def share_statements() -> None:
    """From now on, in this process, every engine knows the statements that an earlier one of its kind compiled."""
    engine.create_engine = _alike


def _alike(*args: Any, **options: Any) -> Engine:
    made = sqlalchemy.create_engine(*args, query_cache_size=ROOM, **options)
    first = _first.setdefault(made.dialect.name, made)
    if first is not made:
        # A statement is kept under the dialect that it was compiled for.
        made.dialect = made.pool._dialect = first.dialect
        made._compiled_cache = first._compiled_cache
    return made
