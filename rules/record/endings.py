"""Whether a record says that the case ended without a decision."""

from __future__ import annotations

from rules.calls import ExemptionReason
from rules.errors import SamePerson
from rules.facts import APPLICANT, Exemption, ExemptionApproval
from rules.facts.ends import (
    Death,
    DeathConfirmed,
    DeathMistaken,
    HandedOver,
    HandOverConfirmed,
    HandOverRevoked,
)
from rules.facts.post.address import HeirsNamed
from rules.record.entries import Entry, Record, every, latest


def death(record: Record) -> Entry[Death] | None:
    """The newest death, unless it was a mistake."""
    mistaken = latest(record, DeathMistaken)
    return latest(record, Death, after=mistaken.seq if mistaken else 0)


def established(record: Record, told: Entry[Death]) -> Entry[DeathConfirmed] | None:
    """The word of a second person, which makes this death certain."""
    return next((one for one in every(record, DeathConfirmed, after=told.seq) if one.by != told.by), None)


def died(record: Record) -> bool:
    """Whether two people say that the one who asks died: as an end of the case, or as why nobody was called."""
    told, mistaken = death(record), latest(record, DeathMistaken)
    agreed_to = {entry.fact.exemption for entry in every(record, ExemptionApproval)}
    excused = (
        one.seq in agreed_to and one.fact.party == APPLICANT and one.fact.reason is ExemptionReason.DECEASED
        for one in every(record, Exemption, after=mistaken.seq if mistaken else 0)
    )
    return bool(told and established(record, told)) or any(excused)


def heirs(record: Record) -> Entry[HeirsNamed] | None:
    """Where the letters go of the one who asked, and died."""
    mistaken = latest(record, DeathMistaken)
    return latest(record, HeirsNamed, after=mistaken.seq if mistaken else 0)


def handed_over(record: Record) -> Entry[HandedOver] | None:
    """The newest hand-over to another municipality, unless it was revoked."""
    revoked = latest(record, HandOverRevoked)
    return latest(record, HandedOver, after=revoked.seq if revoked else 0)


def agreed(record: Record, over: Entry[HandedOver]) -> Entry[HandOverConfirmed] | None:
    """The word of a second person, from which on this hand-over counts."""
    return next((one for one in every(record, HandOverConfirmed, after=over.seq) if one.by != over.by), None)


def confirmed(fact: DeathConfirmed | HandOverConfirmed, record: Record, by: str) -> None:
    """Raise `SamePerson` when whoever recorded what ends the case confirms it."""
    told = death(record) if isinstance(fact, DeathConfirmed) else handed_over(record)
    if told and told.by == by:
        raise SamePerson
