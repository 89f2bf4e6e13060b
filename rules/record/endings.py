"""Whether a record says that the case ended without a decision."""

from __future__ import annotations

from rules.errors import SamePerson
from rules.facts.ends import Death, DeathConfirmed, DeathMistaken
from rules.record.entries import Entry, Record, every, latest


def death(record: Record) -> Entry[Death] | None:
    """The newest death, unless it was a mistake."""
    mistaken = latest(record, DeathMistaken)
    return latest(record, Death, after=mistaken.seq if mistaken else 0)


def established(record: Record, told: Entry[Death]) -> Entry[DeathConfirmed] | None:
    """The word of a second person, which makes this death certain."""
    return next((one for one in every(record, DeathConfirmed, after=told.seq) if one.by != told.by), None)


def confirmed(fact: DeathConfirmed, record: Record, by: str) -> None:
    """Raise `SamePerson` when whoever recorded the death confirms it."""
    del fact
    told = death(record)
    if told and told.by == by:
        raise SamePerson
