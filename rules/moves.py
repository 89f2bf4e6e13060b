"""Which running deadlines move when a holiday is added (Algemene termijnenwet, art. 3 lid 3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules.calendar.days import Calendar
from rules.clock.deadline import deadline
from rules.clock.extension import Extension
from rules.clock.suspension import Suspension
from rules.clock.term import Term


@dataclass(frozen=True)
class RunningTerm:
    """What it takes to compute a deadline again; `key` is the caller's own name for it."""

    key: str
    start_on: date
    term: Term
    suspensions: tuple[Suspension, ...] = ()
    extension: Extension | None = None


@dataclass(frozen=True)
class Move:
    """One deadline that is another day under the new calendar."""

    key: str
    before_on: date
    after_on: date


def moves(running: Iterable[RunningTerm], *, old: Calendar, new: Calendar) -> list[Move]:
    """The running terms that end on another day under the new calendar."""
    compared = [Move(one.key, _end(one, old), _end(one, new)) for one in running]
    return [move for move in compared if move.before_on != move.after_on]


def _end(running: RunningTerm, calendar: Calendar) -> date:
    return deadline(
        running.start_on,
        running.term,
        calendar=calendar,
        suspensions=running.suspensions,
        extension_to=running.extension,
    ).on
