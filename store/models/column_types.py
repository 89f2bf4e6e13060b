"""How days, moments, JSON and secrets are stored, the same on SQLite (STRICT) and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

# Whole numbers only: a float loses a millisecond now and then, and keys between tables contain moments.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Id = BigInteger().with_variant(Integer, "sqlite")


class Day(TypeDecorator[date]):
    """A calendar day, stored as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write as YYYY-MM-DD."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Read from YYYY-MM-DD."""
        return None if value is None else date.fromisoformat(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, stored as whole milliseconds since 1970, so that SQL can compare it."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        """A whole number; in STRICT tables on SQLite the only type for it is INTEGER."""
        return dialect.type_descriptor(Id)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Write a moment, which must be timezone-aware."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return (value - EPOCH) // timedelta(milliseconds=1)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read a timezone-aware moment in UTC."""
        return None if value is None else EPOCH + timedelta(milliseconds=value)


_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Json(TypeDecorator[Any]):
    """A JSON document as text with sorted keys, so that the same data is the same bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write compact JSON."""
        if value is None:
            return None
        return _encoded(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Read JSON."""
        return None if value is None else json.loads(value)
