"""How urgent a deadline is on a given day, for the work list, the progress bar and the colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.calendar.days import SUNDAY, Calendar

WHOLE = 100


class Status(StrEnum):
    """From quiet to late; amber only once a single day is left."""

    AMPLE = "ruim"
    SOON = "let-op"
    TIGHT = "krap"
    LATE = "laat"
    STILL = "stil"


@dataclass(frozen=True)
class Urgency:
    """Days left (negative when late), the same in working days, and the status."""

    days_left: int
    working_days_left: int
    status: Status


def urgency(today: date, deadline: date, *, calendar: Calendar, suspended: bool = False) -> Urgency:
    """The urgency on `today`: late once the day has passed, tight at one working day left, soon within the week.

    A suspended term has a status of its own.
    """
    working_days_left = calendar.working_days_between(today, deadline)
    status = Status.STILL if suspended else _status(today, deadline, working_days_left)
    return Urgency((deadline - today).days, working_days_left, status)


def _status(today: date, deadline: date, working_days_left: int) -> Status:
    if deadline < today:
        return Status.LATE
    # On a Friday, a Monday deadline leaves one day to work on it.
    if working_days_left <= 1:
        return Status.TIGHT
    end_of_week = today + timedelta(days=SUNDAY - today.weekday())
    return Status.SOON if deadline <= end_of_week else Status.AMPLE


def progress(today: date, start: date, deadline: date) -> int:
    """How much of the term has passed on `today`, from 0 to 100, for the progress bar."""
    length = (deadline - start).days
    if length <= 0:
        return WHOLE if today >= deadline else 0
    return min(max((today - start).days * WHOLE // length, 0), WHOLE)
