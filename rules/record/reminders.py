"""Duties that a fact brings: by law, with a term that runs, or because somebody has to look at what came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

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


def open_contacts(record: Record) -> tuple[tuple[Entry[ContactDiffers], date | None], ...]:
    """What of somebody was given that is not what we knew, until somebody looked which counts; one for each of them.

    With the day from which it is asked again, where they said that it counts later.
    """
    last = {entry.fact.member: entry for entry in every(record, ContactDiffers)}
    asked = []
    for member, found in last.items():
        after = [one.fact for one in every(record, ContactSettled, after=found.seq) if one.fact.member == member]
        if not after or after[-1].planned:
            asked.append((found, after[-1].from_on if after else None))
    return tuple(asked)


def open_contact(record: Record, member: int) -> Entry[ContactDiffers] | None:
    """What was given of the citizen, or of who reads their letters, until somebody looked."""
    return next((found for found, _ in open_contacts(record) if found.fact.member == member), None)


def settled_by(record: Record, fact: ContactSettled) -> dict[str, Any]:
    """What of somebody becomes other by this answer, if it counts today."""
    asked = open_contact(record, fact.member)
    return asked.fact.changes if asked and fact.counts is Counts.GIVEN and not fact.planned else {}
