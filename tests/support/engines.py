"""Statements are compiled once for all databases of a test run: each test opens one of its own, a service only one."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy
from sqlalchemy import Dialect, Engine

from store import engine

ROOM = 5000
_first: dict[str, Engine] = {}


def share_statements() -> None:
    """From now on, in this process, every engine knows the statements that an earlier one of its kind compiled."""
    engine.create_engine = _alike


def _alike(*args: Any, **options: Any) -> Engine:
    made = sqlalchemy.create_engine(*args, query_cache_size=ROOM, **options)
    # A statement is kept under the dialect that it was compiled for; who listens to one dialect hears no other.
    made.dialect.__class__ = _of_its_kind(type(made.dialect))
    made._compiled_cache = _first.setdefault(made.dialect.name, made)._compiled_cache
    return made


@cache
def _of_its_kind(kind: type[Dialect]) -> type[Dialect]:
    """The same dialect, of which one equals the other."""
    same = {
        "__eq__": lambda self, other: type(self) is type(other),
        "__hash__": lambda self: hash(type(self)),
        # SQLAlchemy asks each class for it.
        "supports_statement_cache": True,
    }
    return type(kind.__name__, (kind,), same)
