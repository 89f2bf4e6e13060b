"""The suspensions of what runs: a line of versions of their own, beside the decision about it (Participatiewet 54)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from rules.calls import FAILED, UPHOLDS
from rules.errors import CallMissing, FactUntimely, SamePerson
from rules.facts import (
    Approval,
    Call,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Fact,
    Intention,
    Outcome,
    Return,
    RunningHelp,
)
from rules.facts.parties import NO_PARTY
from rules.facts.suspension import HelpResumed, HelpSuspended
from rules.record import asked, case_state, references
from rules.record.entries import Entry, Record, every, latest
from rules.wording import day_nl

# A call about it is about nothing else: it reopens no investigation, and touches no decision about what runs.
ABOUT = UPHOLDS | FAILED
OTHERWISE = "Dit gesprek gaat over de opschorting. Leg vast of u de inwoner sprak. Zet iets anders in een notitie."
ANSWERED = "Over deze opschorting is al een akkoord gegeven, of zij is teruggegeven. Laad de zaak opnieuw."
LEFT_OPEN = (
    "Dit is opgeschort vanaf {day}. Laat het besluit op die dag ingaan. Of leg eerst vast dat het weer doorloopt: dan "
    "krijgt de inwoner alsnog wat er intussen niet is gegeven."
)
NOT_RUNNING = "Dit loopt niet, of niet meer. Kies wat er nu loopt."


def current(record: Record) -> Entry[HelpSuspended] | None:
    """The suspension that counts: the newest, unless it ended or the second reader gave it back."""
    found = latest(record, HelpSuspended, after=ended(record))
    if found is None:
        return None
    version = case_state.version_of(record, found)
    return None if any(entry.fact.decision == version for entry in every(record, Return)) else found


def running(record: Record, told: Collection[int]) -> Entry[HelpSuspended] | None:
    """The newest of those that somebody was told of, at these places, as long as it did not go on again.

    A newer one that nobody was told of, or that was given back, changes nothing about it.
    """
    mine = [entry for entry in every(record, HelpSuspended, after=ended(record)) if entry.seq in told]
    return mine[-1] if mine else None


def ended(record: Record) -> int:
    """The place on the record where what runs last went on again."""
    found = latest(record, HelpResumed)
    return found.seq if found else 0


def is_read(record: Record, version: int, read: Collection[Outcome]) -> bool:
    """Whether a colleague agrees with it, where a suspension is among the outcomes that are read along."""
    return Outcome.SUSPENDED not in read or case_state.approval(record, version) is not None


def is_about(record: Record, fact: Fact) -> bool:
    """Whether a call, an exemption, an approval or an answer is about the suspension that counts."""
    found = current(record)
    if found is None:
        return False
    version = case_state.version_of(record, found)
    if isinstance(fact, Call | Exemption | Approval | Return):
        return fact.decision == version
    if isinstance(fact, ExemptionApproval | ExemptionRefusal):
        return any(one.seq == fact.exemption and one.fact.decision == version for one in every(record, Exemption))
    return False


def problems(record: Record, fact: HelpSuspended) -> dict[str, str]:
    """Where an item that it stops does not run on its first day."""
    runs = {
        one.number
        for one in asked.standing(record)
        if one.running and (one.item.until_on is None or one.item.until_on >= fact.from_on)
    }
    return {} if runs >= {*fact.items} else {"items": NOT_RUNNING}


def left_open(record: Record, stopped: HelpSuspended, fact: Intention) -> dict[str, str]:
    """Where a decision starts later than what it answers was stopped, so that it says nothing of the days between."""
    changes = {one.number: one.entry.fact for one in asked.standing(record) if one.number in stopped.items}
    starts: dict[int, date] = {}
    for provision in fact.provisions:
        for number in changes.keys() & {*provision.answers}:
            runs = changes[number]
            on = provision.from_on if provision.gives or not isinstance(runs, RunningHelp) else runs.changes_on
            starts[number] = min(filter(None, (on, starts.get(number))), default=stopped.from_on)
    late = any(on > stopped.from_on for on in starts.values())
    return {"provisions": LEFT_OPEN.format(day=day_nl(stopped.from_on))} if late else {}


def heard(fact: Call | Exemption, record: Record, by: str) -> None:
    """Raise `FactUntimely` when this is with nobody of the case, or about something else as well."""
    del by
    if fact.party not in case_state.to_hear(record, fact.decision):
        raise FactUntimely(NO_PARTY)
    references.guarded(fact, record)
    if isinstance(fact, Call) and fact.outcome not in ABOUT:
        raise FactUntimely(OTHERWISE)


def exemption_answered(fact: ExemptionApproval | ExemptionRefusal, record: Record, by: str) -> None:
    """Raise when no request about it waits for an answer, or this person asked for it themselves."""
    found = current(record)
    references.answered_about(fact, record, by, case_state.version_of(record, found) if found else 0)


def read_along(fact: Approval | Return, record: Record, by: str) -> None:
    """Raise when it was answered, is by who worded one, or not everybody was called (Awb 10:3)."""
    if case_state.approval(record, fact.decision):
        raise FactUntimely(ANSWERED)
    if by in {entry.by for entry in every(record, HelpSuspended)}:
        raise SamePerson
    if isinstance(fact, Approval) and not case_state.cleared(record, fact.decision):
        raise CallMissing
