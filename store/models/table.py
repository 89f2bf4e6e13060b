"""The base class of all tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from store.models.column_types import Day, Id, Moment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
STRICT = {"sqlite_strict": True}


def among(values: Iterable[str]) -> str:
    """A list of strings for SQL's IN."""
    return "(" + ", ".join(f"'{value}'" for value in sorted(values)) + ")"


class Base(DeclarativeBase):
    """Makes every table STRICT on SQLite and names its constraints."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {int: Id, str: Text, date: Day, datetime: Moment, bytes: LargeBinary}
