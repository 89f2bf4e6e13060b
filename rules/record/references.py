"""What a fact says about others on the record: that they are there, not over, and by somebody else.

At which point of a case a kind of fact belongs is not here: the course says so, on its way through the case.
"""

from __future__ import annotations

from rules.asked.extent import worded
from rules.calls import FAILED, UPHOLDS
from rules.errors import CallMissing, FactUntimely, SamePerson
from rules.facts import (
    AgreementEnded,
    Approval,
    Asking,
    Call,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Fact,
    Intention,
    ItemKept,
    ItemWithdrawn,
    MadePrecise,
    Return,
    TermResumed,
)
from rules.facts.decision import NO_INTENTION
from rules.facts.items import NOT_ITEM
from rules.facts.remedies.dispute import DisputeEnded
from rules.facts.remedies.lateness import DefaultReply, PenaltyDecision
from rules.facts.talks import Talk
from rules.record import asked, case_state
from rules.record.entries import Record, every

# A call about a penalty is about nothing else: it reopens no investigation and withdraws no application.
ABOUT_PENALTY = UPHOLDS | FAILED
NAMED = "Dit noemde de inwoner zelf. Is de inwoner akkoord met iets anders? Leg dat vast als akkoord."
UNLIKE = "Eén antwoord geldt voor vragen om hetzelfde. Geef elke andere vraag een eigen antwoord."
SHARED = "Twee antwoorden gaan over deels dezelfde vragen. Laat ze over dezelfde vragen gaan, of over andere."
BOTH = "Op vraag {number} staat een toekenning en een afwijzing. Kies één van beide."
UNANSWERED = "Beslis ook over deze vraag: {words}"
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
    """Raise `FactUntimely` when a colleague agreed with the intention that this would replace."""
    del fact, by
    current = case_state.intention(record)
    agreed = current and case_state.approval(record, case_state.version_of(record, current))
    # Leaving an application lapses after four weeks (Awb 4:5 lid 4); a different decision is then needed.
    if current and agreed and not current.fact.unprocessed:
        raise FactUntimely("Over dit besluit is al een akkoord gegeven. De brief wordt gemaakt.")


def answered(fact: Intention, record: Record) -> dict[str, str]:
    """What each answer must be about: an item that stands, once, each of them, and those of one answer alike."""
    standing = {one.number: one for one in asked.standing(record)}
    found: dict[str, str] = {}
    for index, one in enumerate(fact.provisions):
        if not standing.keys() >= set(one.answers):
            found[f"provisions.{index}.answers"] = NOT_ITEM
        elif len({asked.thing(record, standing[number]) for number in one.answers}) > 1:
            found[f"provisions.{index}.answers"] = UNLIKE
    if overlapping(fact):
        found["provisions"] = SHARED
    given = {number for one in fact.provisions if one.gives for number in one.answers}
    denied = {number for one in fact.provisions if not one.gives for number in one.answers}
    if both := given & denied:
        found["provisions"] = BOTH.format(number=min(both))
    elif left := standing.keys() - given - denied:
        found["provisions"] = UNANSWERED.format(words=standing[min(left)].item.words)
    return found


def overlapping(fact: Intention) -> bool:
    """Whether two answers are about partly the same items, so that nobody can say how much each item gets."""
    sets = [set(one.answers) for one in fact.provisions if one.gives]
    return any(one & other and one != other for one in sets for other in sets)


def about_item(fact: Talk | AgreementEnded | ItemWithdrawn | ItemKept, record: Record, by: str) -> None:
    """Raise `FactUntimely` when there is no such item, or newer words replaced it."""
    del by
    if asked.stands(record, fact.item) is None:
        raise FactUntimely(NOT_ITEM)
    if isinstance(fact, AgreementEnded) and asked.agreement(record, fact.item) is None:
        raise FactUntimely(AgreementEnded.early)
    taken = asked.withdrawn(record, fact.item)
    if isinstance(fact, ItemWithdrawn) and taken:
        raise FactUntimely("Deze vraag is al ingetrokken. De inwoner krijgt de brief.")
    if isinstance(fact, ItemKept) and taken is None:
        raise FactUntimely(ItemKept.early)


def fills(fact: MadePrecise, record: Record) -> dict[str, str]:
    """Only what the citizen left open is made precise; what they named, they can only agree to lower."""
    numbered = asked.stands(record, fact.item)
    if numbered is None:
        return {}
    if asked.made_precise(record, fact.item):
        return {
            "item": "Deze vraag is al precies gemaakt. Vraagt de inwoner nu iets anders? Leg een nieuwe vraag vast."
        }
    named = asked.measured(record, numbered)
    found = {name: NAMED for name in fact.named() if getattr(named, name)}
    # An end and no end are two answers to one question.
    if (fact.lasting and named.until_on) or (fact.until_on and named.lasting):
        found["lasting" if fact.lasting else "until_on"] = NAMED
    # It is done once, so it leaves nothing open.
    if not (named.product or fact.product):
        found["product"] = "Kies ook waar het om gaat. Anders blijft de vraag vaag."
    if not (named.quantity or fact.quantity):
        found["quantity"] = "Vul ook in hoeveel en hoe vaak. Anders blijft de vraag vaag."
    if fact.quantity and worded(numbered.item.words, fact.quantity) != fact.quantity:
        # The words name more, and leave open for which period.
        found["quantity"] = NAMED
    return found


def replaces(fact: Asking, record: Record) -> dict[str, str]:
    """Newer words replace an item that stands, and each once."""
    standing = {one.number for one in asked.standing(record)}
    named = [item.instead_of for item in fact.items if item.instead_of is not None]
    wrong = [
        index
        for index, item in enumerate(fact.items)
        if item.instead_of is not None and (item.instead_of not in standing or named.count(item.instead_of) > 1)
    ]
    return {f"items.{index}.instead_of": NOT_ITEM for index in wrong} | _before(fact, record)


def _before(fact: Asking, record: Record) -> dict[str, str]:
    """Newer words were not said before the older."""
    days = [one.entry.fact.said_on for one in asked.standing(record)]
    early = fact.said_on and any(day and fact.said_on < day for day in days)
    return {"received_on": "Deze dag ligt voor de aanvraag. Kies een latere dag."} if early else {}


def about_intention(fact: Call | Exemption, record: Record, by: str) -> None:
    """Raise `FactUntimely` when this is about another version than the intention that counts."""
    del by
    current = case_state.intention(record)
    if current is None:
        raise FactUntimely(fact.early)
    if fact.decision != case_state.version_of(record, current):
        raise FactUntimely("Het voornemen is intussen veranderd. Lees het nieuwe voornemen en bel daarover.")


def about_penalty(fact: Call | Exemption, record: Record, by: str) -> None:
    """Raise `FactUntimely` when a call about a penalty was about something else as well."""
    del record, by
    if isinstance(fact, Call) and fact.outcome not in ABOUT_PENALTY:
        raise FactUntimely(OTHERWISE)


def exemption_answered(fact: ExemptionApproval | ExemptionRefusal, record: Record, by: str) -> None:
    """Raise when no such request about the intention waits for an answer, or this person asked for it themselves."""
    current = case_state.intention(record)
    if current is None:
        raise FactUntimely(NO_INTENTION)
    _answered(fact, record, by, case_state.version_of(record, current))


def penalty_exemption_answered(fact: ExemptionApproval | ExemptionRefusal, record: Record, by: str) -> None:
    """The same about the decision that no penalty is due."""
    refusal = case_state.penalty_decision(record)
    _answered(fact, record, by, case_state.version_of(record, refusal) if refusal else 0)


def _answered(fact: ExemptionApproval | ExemptionRefusal, record: Record, by: str, version: int) -> None:
    request = case_state.exemption(record, version)
    if request is None or request.seq != fact.exemption:
        raise FactUntimely(fact.early)
    if case_state.exempted(record, version):
        raise FactUntimely("Een collega heeft deze uitzondering al goedgekeurd.")
    if request.by == by:
        raise SamePerson


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
