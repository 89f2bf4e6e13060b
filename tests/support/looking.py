"""A look at a case that no database knows: what the Wmo says about a fact after these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from config.process import Process, process
from rules.facts import Fact, Report
from rules.record.entries import Entry
from store.models import Case, Citizen
from tasks import clock
from tasks.cases.look import Look, look_at
from tasks.cases.open_case import OpenCase

CLOSED_ON = date(2026, 11, 20)
REPORT = Report(question="Wie helpt mij?", received_on=date(2026, 9, 28))


def seen(known: Sequence[Entry[Fact]], *, closed_on: date | None = None, of: Process | None = None) -> Look:
    """The look at a case with these facts, on its last day; a case of the Wmo unless another process is given."""
    moment = max((entry.at for entry in known), default=datetime(2026, 11, 23, 9, tzinfo=UTC))
    if not any(isinstance(entry.fact, Report) for entry in known):
        # Last, so that the others keep the places that a test names.
        known = (*known, Entry(id=0, seq=len(known) + 1, fact=REPORT, by="sanne", at=moment))
    with clock.at(moment):
        today = clock.today()
        row = Case(number="WMO-2026-0001", process="wmo", urgent=0, closed_on=closed_on, citizen=Citizen())
        case = OpenCase(None, row, of or process("wmo"), known, today, {}, dry=True, closed_on=row.closed_on)  # type: ignore[arg-type]
        return look_at(case)


def check(known: Sequence[Entry[Fact]], fact: Fact, *, by: str, closed: bool = False) -> None:
    """Raise what recording this fact after these would raise about the point that the case has reached."""
    seen(known, closed_on=CLOSED_ON if closed else None).check(fact, by=by)


def fits(known: Sequence[Entry[Fact]], fact: Fact, *, by: str, closed: bool = False) -> None:
    """The same, without what the law allows of the amounts and days in it."""
    look = seen(known, closed_on=CLOSED_ON if closed else None)
    next(one for one in look.accepts if one.takes(fact)).rule(fact, look.record, by)
