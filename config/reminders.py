"""Checks that what a process file names exists: the reminders with their facts, days and terms."""

from __future__ import annotations

from datetime import date
from typing import get_type_hints

from config.law import law
from rules.errors import ReminderUnsound, TermWithoutLength
from rules.facts import KINDS
from rules.record.reminders import Reminder


def check(reminder: Reminder, file: str) -> None:
    """Raise `ReminderUnsound` for a kind of fact, a field or a term that does not exist."""
    if not is_day(reminder.starts):
        raise ReminderUnsound(file, reminder.id, f"starts kent “{reminder.starts}” niet als feit met een dag")
    for other in reminder.ended_by:
        if other not in KINDS:
            raise ReminderUnsound(file, reminder.id, f"ended_by kent het feit “{other}” niet")
    if reminder.working_days_before < 0:
        raise ReminderUnsound(file, reminder.id, "working_days_before moet 0 of meer zijn")
    for term_id in filter(None, (reminder.term, reminder.again)):
        if not has_length(term_id):
            raise ReminderUnsound(file, reminder.id, f"“{term_id}” is geen termijn met een lengte")


def is_day(name: str) -> bool:
    """Whether this is a kind of fact and a day in it, such as `Application.received_on`."""
    kind, _, day = name.partition(".")
    return kind in KINDS and get_type_hints(KINDS[kind]).get(day) is date


def has_length(term_id: str) -> bool:
    """Whether the law has this term, and a length for it."""
    try:
        return bool([term.span for term in law().terms if term.id == term_id])
    except TermWithoutLength:
        return False
