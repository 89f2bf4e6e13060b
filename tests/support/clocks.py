"""The clock of the guards: tests play on days of their own, so for them it stands still at the end of the century."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from sqlalchemy import NullPool

from store.engine import build
from store.guards import fingerprint, trigger_sql

OF_THE_MACHINE = dict(trigger_sql.MACHINE)
STILL = 4_102_444_800_000


def stand_still() -> None:
    """From now on, in this process, a database is made with a clock that stands still."""
    trigger_sql.MACHINE.update(dict.fromkeys(OF_THE_MACHINE, str(STILL)))


@contextmanager
def by_the_machine(*owned: str) -> Iterator[None]:
    """The clock of the guards is that of the machine, as it is outside of tests; for as long also on these records."""
    try:
        with patch.dict(trigger_sql.MACHINE, OF_THE_MACHINE):
            fingerprint._expected_sqlite.cache_clear()
            for url in owned:
                set_clock(url)
            yield
    finally:
        fingerprint._expected_sqlite.cache_clear()
        for url in owned:
            set_clock(url)


def set_clock(owned: str, moment: str = "") -> None:
    """Set the clock of the guards on a record, as whoever owns its tables; by default to what it should be."""
    own = build(owned, poolclass=NullPool)
    with own.begin() as connection:
        for statement in trigger_sql.clock(connection.dialect.name, moment):
            connection.exec_driver_sql(statement)
    own.dispose()
