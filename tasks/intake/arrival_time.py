"""When a report arrived, by the clock of the form server."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from rules.errors import ReportRefused
from tasks import clock

FIELD = "registration_timestamp"
NO_TIME = "Vul een geldige datum in."
NO_CLOCK = "De formulierserver noemt een tijdstip dat nog moet komen. Wij nemen het tijdstip van nu."
ONLY_DAY = "De formulierserver noemt alleen de dag, niet het tijdstip."
SLACK, AHEAD = timedelta(minutes=5), timedelta(days=1)


def moment(given: Any, misfits: dict[str, str]) -> datetime:
    """The moment, with its time zone; raises `ReportRefused` where there is none.

    Without a zone it is our own time. A clock that is a few hours ahead has mistaken its zone: then it is now.
    """
    at, only_day = _read(given)
    if only_day:
        misfits[FIELD] = ONLY_DAY
    if SLACK < at - clock.now() < AHEAD:
        misfits[FIELD] = NO_CLOCK
        return clock.now()
    return at


def _read(given: Any) -> tuple[datetime, bool]:
    said = given.strip() if isinstance(given, str) else ""
    try:
        if len(said) == len("jjjj-mm-dd"):
            return datetime.combine(date.fromisoformat(said), time(12), clock.AMSTERDAM), True
        at = datetime.fromisoformat(said)
        return (at if at.tzinfo else at.replace(tzinfo=clock.AMSTERDAM)), False
    except ValueError:
        raise ReportRefused({FIELD: NO_TIME}) from None
