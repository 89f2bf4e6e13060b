"""Checks that dated versions of one thing follow each other without overlap or gap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from config.law.file import Entry


class Dated(Protocol):
    """Anything that is in force from one day to another."""

    @property
    def valid_from(self) -> date:
        """The first day in force."""

    @property
    def valid_to(self) -> date | None:
        """The last day in force; None while there is no end."""


def check_order(entry: Entry, version: Dated) -> None:
    """Refuse a version that ends before it begins."""
    if version.valid_to is not None and version.valid_to < version.valid_from:
        entry.fail("valid_to ligt vóór valid_from", "valid_to")


def check_sequence(versions: Iterable[tuple[Entry, Dated]]) -> None:
    """Refuse overlaps and gaps between the versions of one thing."""
    ordered = sorted(versions, key=lambda pair: pair[1].valid_from)
    for (_, earlier), (entry, later) in pairwise(ordered):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            entry.fail("deze versie overlapt met de vorige", "valid_from")
        if earlier.valid_to + timedelta(days=1) < later.valid_from:
            entry.fail("er zit een gat tussen deze versie en de vorige", "valid_from")
