"""What letters are for besides what came with the release: for a course of the tests, or without one."""

from __future__ import annotations

from collections.abc import Iterable

from postgres import APPLICATION, OWNER
from stage import owner

from config.settings import settings
from store.upkeep.schema import Fit, sync_fits


def fitting(fits: Iterable[Fit]) -> None:
    """Add these, as whoever owns the tables, as if released so."""
    with owner(settings().database.replace(APPLICATION, OWNER)) as connection:
        sync_fits(connection, fits)
