"""Checks that the reminders in a process file name facts and terms that exist."""

from __future__ import annotations

from datetime import date
from typing import get_type_hints

from config.law import law
from rules.errors import ReminderUnsound, TermWithoutLength
from rules.facts import KINDS
from rules.record.reminders import Reminder


def check(reminder: Reminder, file: str) -> None:
    """Raise `ReminderUnsound` for a kind of fact, a field or a term that does not exist."""
    kind, _, day = reminder.starts.partition(".")
    if kind not in KINDS or get_type_hints(KINDS[kind]).get(day) is not date:
        raise ReminderUnsound(file, reminder.id, f"starts kent “{reminder.starts}” niet als feit met een dag")
    for other in reminder.ended_by:
        if other not in KINDS:
            raise ReminderUnsound(file, reminder.id, f"ended_by kent het feit “{other}” niet")
    for term_id in filter(None, (reminder.term, reminder.again)):
        _check_term(term_id, reminder, file)


def _check_term(term_id: str, reminder: Reminder, file: str) -> None:
    versions = [term for term in law().terms if term.id == term_id]
    try:
        lengths = [version.span for version in versions]
    except TermWithoutLength:
        lengths = []
    if not lengths:
        raise ReminderUnsound(file, reminder.id, f"“{term_id}” is geen termijn met een lengte")
