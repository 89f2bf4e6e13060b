"""Duties that a fact brings: by law, with a term that runs, or because somebody has to look at what came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rules.facts import KINDS, ReminderMet
from rules.facts.arrival.contact import ContactDiffers, ContactSettled, Counts
from rules.facts.arrival.misfit import Misfit, MisfitSettled
from rules.record.entries import Entry, Record, every, latest


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One duty, as declared in a process file.

    `starts` names the kind of fact and the day in it (`Application.received_on`) that start `term`. A `ReminderMet`
    fulfils the duty once; `again` is the term until the next time. A fact of a kind in `ended_by` ends it for good.
    """

    # The process file is refused when a field is misspelt.
    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    title: str
    why: str
    starts: str
    term: str
    again: str = ""
    ended_by: tuple[str, ...] = ()
    working_days_before: int = 5


def running(record: Record, reminder: Reminder) -> tuple[str, date] | None:
    """The id of the term that is running and the day it started; None when nothing is due."""
    kind, _, day = reminder.starts.partition(".")
    started = every(record, KINDS[kind])
    if not started:
        return None
    begin = started[-1]
    if any(entry.seq > begin.seq and type(entry.fact).__name__ in reminder.ended_by for entry in record):
        return None
    met = [e.fact for e in every(record, ReminderMet, after=begin.seq) if e.fact.reminder == reminder.id]
    if not met:
        return reminder.term, getattr(begin.fact, day)
    return (reminder.again, met[-1].on) if reminder.again else None


def open_misfit(record: Record) -> Entry[Misfit] | None:
    """The answers that did not fit the form, until somebody looked at them."""
    found = latest(record, Misfit)
    return found if found and latest(record, MisfitSettled, after=found.seq) is None else None


def open_contact(record: Record) -> tuple[Entry[ContactDiffers], date | None] | None:
    """What a citizen gave that is not what we knew, until somebody looked which counts.

    With the day from which it is asked again, where they said that it counts later.
    """
    found = latest(record, ContactDiffers)
    settled = latest(record, ContactSettled, after=found.seq) if found else None
    if found is None or (settled and not settled.fact.planned):
        return None
    return found, settled.fact.from_on if settled else None


def settled_by(record: Record, fact: ContactSettled) -> dict[str, str]:
    """What of a citizen becomes other by this answer, if it counts today."""
    asked = open_contact(record)
    return asked[0].fact.changes if asked and fact.counts is Counts.GIVEN and not fact.planned else {}
