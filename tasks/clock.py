"""The only place that reads the clock; tests and sample cases can set another day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The current moment in UTC, in whole milliseconds as the record stores it."""
    moment = _moment.get() or datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def today() -> date:
    """The current day in the Netherlands."""
    return now().astimezone(AMSTERDAM).date()


def local(moment: datetime) -> datetime:
    """A moment in Dutch time."""
    return moment.astimezone(AMSTERDAM)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Set the clock to another moment, within this block and this thread or task."""
    token = _moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)
