"""How long what runs may be suspended, all together (Participatiewet 54 lid 1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from config.law import law
from config.process import Process
from rules.clock.deadline import deadline
from rules.facts.suspension import HelpSuspended
from rules.record import suspensions
from rules.record.entries import Entry, Record
from rules.wording import day_nl

ONE_DAY = timedelta(days=1)
TOO_LONG = "Dit mag niet zo lang. Kies een dag tot en met {day}."
LONGER = (
    "Er is al iets opgeschort. Samen begint dat op {first}, en mag het duren tot en met {day}. Is de vorige voorbij? "
    "Leg dan eerst vast dat zij is opgeheven."
)


def last_day(course: Process, from_on: date) -> date:
    """The last day of the longest suspension that starts on this day, which itself counts."""
    term = law().term(course.terms["suspension"].law, on=from_on)
    return deadline(from_on - ONE_DAY, term, calendar=law().calendar).on


def problems(
    record: Record, course: Process, fact: HelpSuspended, told: Collection[Entry[HelpSuspended]]
) -> dict[str, str]:
    """Where it stops what does not run, or lasts too long together with those that somebody was told of."""
    found, longest = suspensions.problems(record, fact), last_day(course, fact.from_on)
    every = [fact, *(one.fact for one in told)]
    first, last = min(one.from_on for one in every), max(one.until_on for one in every)
    if fact.until_on > longest:
        found["until_on"] = TOO_LONG.format(day=day_nl(longest))
    elif last > (together := last_day(course, first)):
        found["until_on"] = LONGER.format(first=day_nl(first), day=day_nl(together))
    return found
