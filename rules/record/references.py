"""What a fact says about others on the record: that they are there, not over, and by somebody else.

At which point of a case a kind of fact belongs is not here: the course says so, on its way through the case.
"""

from __future__ import annotations

from rules.asked.parties import PartyKind
from rules.calls import FAILED, REACHED, UPHOLDS
from rules.errors import CallMissing, ExemptedIt, FactUntimely, SamePerson
from rules.facts import (
    APPLICANT,
    Approval,
    Call,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Fact,
    Intention,
    PartyEnded,
    PartyJoined,
    Return,
    TermResumed,
)
from rules.facts.arrival.contact import ContactSettled
from rules.facts.decision import NO_INTENTION
from rules.facts.note import SentenceAgreed, SentenceDoubted
from rules.facts.parties import NO_PARTY, PartyEnd
from rules.facts.remedies.dispute import DisputeEnded
from rules.facts.remedies.lateness import DefaultReply, PenaltyDecision
from rules.record import asked, case_state, parties, reminders
from rules.record.entries import Entry, Record, every

# A call about a penalty is about nothing else: it reopens no investigation and withdraws no application.
ABOUT_PENALTY = UPHOLDS | FAILED
GUARDED = "Deze persoon heeft een curator. Spreek de curator, en kruis aan dat u met de curator sprak."
STILL_ASKS = "Deze persoon vraagt zelf nog iets. Beslis daarover, of laat die vraag eerst intrekken."
YOUR_WORD = "U legde zelf vast dat iemand met een vraag is overleden. Laat een collega het voornemen maken."
OTHERWISE = "Dit gesprek gaat over de dwangsom. Leg vast of u de inwoner sprak. Zet iets anders in een notitie."


def resumed(fact: TermResumed, record: Record, by: str) -> None:
    """Raise `FactUntimely` when this suspension is not running on the day on which it would end."""
    del by
    suspended = case_state.suspension(record, fact.suspension)
    if suspended is None:
        raise FactUntimely(TermResumed.early)
    if fact.on <= suspended.fact.from_on:
        raise FactUntimely("Deze dag ligt voor het begin van de opschorting. Kies een latere dag.")
    if suspended.fact.to_on is not None and fact.on > suspended.fact.to_on:
        raise FactUntimely("Deze opschorting was toen al voorbij. U hoeft niets vast te leggen.")


def replied(fact: DefaultReply, record: Record, by: str) -> None:
    """Raise `FactUntimely` when this notice of default has its answer."""
    del by
    if fact.notice not in {entry.seq for entry in case_state.unanswered(record)}:
        raise FactUntimely("Deze ingebrekestelling is al beantwoord. De inwoner krijgt de brief.")


def penalised(fact: PenaltyDecision, record: Record, by: str) -> None:
    """Raise `FactUntimely` without the notice of default, or when a decision about the penalty stands (Awb 4:18)."""
    del by
    if case_state.notice(record, fact.notice) is None:
        raise FactUntimely(PenaltyDecision.early)
    earlier = case_state.penalty_decision(record)
    if earlier and not (
        earlier.fact.adverse and not case_state.cleared(record, case_state.version_of(record, earlier))
    ):
        raise FactUntimely("Over de dwangsom is al besloten. De inwoner krijgt de brief.")


def dispute_ended(fact: DisputeEnded, record: Record, by: str) -> None:
    """Raise `FactUntimely` when there is no such dispute, or it did not run on that day."""
    del by
    found = next((entry for entry in case_state.open_disputes(record) if entry.seq == fact.dispute), None)
    if found is None:
        raise FactUntimely(DisputeEnded.early)
    if fact.on < found.fact.received_on:
        raise FactUntimely("Deze dag ligt voor de dag van ontvangst. Kies een latere dag.")


def reworded(fact: Intention, record: Record, by: str) -> None:
    """Raise `FactUntimely` when a colleague agreed with the intention that this would replace.

    Nor does anybody decide without an item that fell away on their own word.
    """
    del fact
    if asked.fell_away(record, by):
        raise FactUntimely(YOUR_WORD)
    current = case_state.intention(record)
    agreed = current and case_state.approval(record, case_state.version_of(record, current))
    # Leaving an application lapses after four weeks (Awb 4:5 lid 4); a different decision is then needed.
    if current and agreed and not current.fact.unprocessed:
        raise FactUntimely("Over dit besluit is al een akkoord gegeven. De brief wordt gemaakt.")


def agrees(fact: SentenceAgreed, record: Record, by: str) -> None:
    """Raise `FactUntimely` without that sentence, and `SamePerson` when it was put to themselves."""
    asked_of = next((entry for entry in doubts(record) if entry.seq == fact.doubt), None)
    if asked_of is None or asked_of.fact.digest != fact.digest:
        raise FactUntimely(SentenceAgreed.early)
    if asked_of.by == by:
        raise SamePerson


def doubts(record: Record) -> tuple[Entry[SentenceDoubted], ...]:
    """The sentences that were put to a second reader, and that nobody agreed with yet."""
    agreed = {entry.fact.doubt for entry in every(record, SentenceAgreed)}
    return tuple(entry for entry in every(record, SentenceDoubted) if entry.seq not in agreed)


def joins(fact: PartyJoined, record: Record, by: str) -> None:
    """Raise `FactUntimely` when they would speak for nobody of the case, or for somebody who speaks for another."""
    del by
    speaking = {one.number for one in parties.present(record) if one.fact.represents is not None}
    for_whom = fact.represents
    if for_whom is not None and (for_whom in speaking or not parties.is_present(record, for_whom)):
        raise FactUntimely(NO_PARTY)


def settles(fact: ContactSettled, record: Record, by: str) -> None:
    """Raise `FactUntimely` when nothing else was given of this person, or somebody looked already."""
    del by
    if reminders.open_contact(record, fact.member) is None:
        raise FactUntimely(fact.early)


def leaves(fact: PartyEnded, record: Record, by: str) -> None:
    """Raise `FactUntimely` when this is nobody who joined and still has a say."""
    del by
    if fact.who not in {one.number for one in parties.present(record)}:
        raise FactUntimely(NO_PARTY)
    if fact.why is not PartyEnd.DIED and any(one.item.party == fact.who for one in asked.standing(record)):
        raise FactUntimely(STILL_ASKS)


def about_intention(fact: Call | Exemption, record: Record, by: str) -> None:
    """Raise `FactUntimely` when this is about another version than the intention that counts."""
    del by
    current = case_state.intention(record)
    if current is None:
        raise FactUntimely(fact.early)
    version = case_state.version_of(record, current)
    if fact.decision != version:
        raise FactUntimely("Het voornemen is intussen veranderd. Lees het nieuwe voornemen en bel daarover.")
    if fact.party not in case_state.to_hear(record, version):
        raise FactUntimely(NO_PARTY)
    guarded(fact, record)


def guarded(fact: Call | Exemption, record: Record) -> None:
    """Raise `FactUntimely` when somebody other than their guardian was spoken with for a party who has one."""
    has_one = any(one.fact.kind is PartyKind.GUARDIAN for one in parties.stand_ins(record, fact.party))
    if has_one and isinstance(fact, Call) and fact.outcome in REACHED and not fact.authorised:
        raise FactUntimely(GUARDED)


def about_penalty(fact: Call | Exemption, record: Record, by: str) -> None:
    """Raise `FactUntimely` when a call about a penalty was about something else as well, or with nobody of the case."""
    del by
    if fact.party not in case_state.to_hear(record, fact.decision):
        raise FactUntimely(NO_PARTY)
    if isinstance(fact, Call) and fact.outcome not in ABOUT_PENALTY:
        raise FactUntimely(OTHERWISE)


def exemption_answered(fact: ExemptionApproval | ExemptionRefusal, record: Record, by: str) -> None:
    """Raise when no such request about the intention waits for an answer, or this person asked for it themselves."""
    current = case_state.intention(record)
    if current is None:
        raise FactUntimely(NO_INTENTION)
    answered_about(fact, record, by, case_state.version_of(record, current))


def penalty_exemption_answered(fact: ExemptionApproval | ExemptionRefusal, record: Record, by: str) -> None:
    """The same about the decision that no penalty is due."""
    refusal = case_state.penalty_decision(record)
    answered_about(fact, record, by, case_state.version_of(record, refusal) if refusal else 0)


def answered_about(fact: ExemptionApproval | ExemptionRefusal, record: Record, by: str, version: int) -> None:
    """Raise when no request about this version waits for an answer, or this person asked for it themselves.

    Nor does whoever read it along agree that somebody is not called.
    """
    party = next((e.fact.party for e in every(record, Exemption) if e.seq == fact.exemption), APPLICANT)
    request = case_state.exemption(record, version, party)
    if request is None or request.seq != fact.exemption:
        raise FactUntimely(fact.early)
    if case_state.exempted(record, version, party):
        raise FactUntimely("Een collega heeft deze uitzondering al goedgekeurd.")
    if request.by == by:
        raise SamePerson
    agreed = case_state.approval(record, version)
    if isinstance(fact, ExemptionApproval) and agreed and agreed.by == by:
        raise ExemptedIt


def exempted_it(fact: Approval | Return, record: Record, by: str) -> bool:
    """Whether they agreed that somebody is not called about the version that they agree with."""
    return isinstance(fact, Approval) and by in case_state.exempters(record, fact.decision)


def read_along(fact: Approval | Return, record: Record, by: str, *, adverse: bool) -> None:
    """Raise when this is about another version, was answered, is by an author, or the call is missing (Awb 10:3).

    Whoever worded a version may not read a later one, since another may have saved that unchanged.
    """
    current = case_state.intention(record)
    if current is None or case_state.version_of(record, current) != fact.decision:
        raise FactUntimely("Het voornemen is intussen veranderd. Lees het nieuwe voornemen.")
    if case_state.approval(record, fact.decision):
        raise FactUntimely("Een collega heeft over dit besluit al beslist. Laad de zaak opnieuw.")
    if by in {entry.by for entry in every(record, Intention) if not entry.fact.temporary}:
        raise SamePerson
    if isinstance(fact, Approval) and adverse and not case_state.cleared(record, fact.decision):
        raise CallMissing


def on_penalty(record: Record, fact: Fact) -> bool:
    """Whether this fact is about the penalty refusal that currently counts (Awb 4:18)."""
    refusal = case_state.penalty_decision(record)
    if refusal is None or not refusal.fact.adverse:
        return False
    version = case_state.version_of(record, refusal)
    if isinstance(fact, Call | Exemption):
        return fact.decision == version
    if isinstance(fact, ExemptionApproval | ExemptionRefusal):
        return any(e.seq == fact.exemption and e.fact.decision == version for e in every(record, Exemption))
    return False
