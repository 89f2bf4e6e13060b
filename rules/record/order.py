"""At which point in a case a fact may be recorded."""

from __future__ import annotations

from datetime import date
from functools import singledispatch

from rules.calls import FAILED, UPHOLDS
from rules.errors import CallMissing, FactUntimely, SamePerson
from rules.facts import (
    Application,
    Approval,
    Call,
    DataReceived,
    DataRequest,
    EditableCopy,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Fact,
    HelpEnds,
    Intention,
    Investigation,
    Note,
    Outcome,
    Report,
    Resumption,
    Return,
    TermExtended,
    TermMoved,
    TermResumed,
    TermSuspended,
    ViewsInvited,
)
from rules.facts.dispute import Dispute, DisputeEnded
from rules.facts.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.record import case_state, when_to_apply
from rules.record.entries import Record, every, latest

# A call about a penalty is about nothing else: it reopens no investigation and withdraws no application.
ABOUT_PENALTY = UPHOLDS | FAILED
OTHERWISE = "Dit gesprek gaat over de dwangsom. Leg vast of u de inwoner sprak. Zet iets anders in een notitie."
NEW_FACTS = "Er is nieuwe informatie. Leg eerst vast wat het onderzoek daarover opleverde."
NOT_INVESTIGATED = "Er is nog geen onderzoek. Leg eerst vast wat het onderzoek opleverde. Daarna beslist u."
CLOSED = "Deze zaak is afgesloten. U kunt alleen nog een notitie maken, of een bezwaar of beroep vastleggen."


def check(record: Record, fact: Fact, *, by: str, closed: bool, investigate_by: date | None = None) -> None:
    """Raise `FactUntimely`, `SamePerson` or `CallMissing` when the case has not reached the point for this fact.

    `by` is the user who records it. `investigate_by` is the last day of the investigation: after it, an application
    need not wait any longer.
    """
    if isinstance(fact, Note | EditableCopy):
        return
    # The cost of a late decision is settled after the case has closed too (Awb 4:18), and so are objections.
    settles = isinstance(fact, PenaltyDecision | Dispute | DisputeEnded) or _about_penalty(record, fact)
    if closed and not isinstance(fact, Resumption) and not settles:
        raise FactUntimely(CLOSED)
    if case_state.withdrawal(record) and not isinstance(fact, Resumption) and not settles:
        raise FactUntimely("De inwoner heeft de aanvraag ingetrokken. Leg eerst vast dat dit is herroepen.")
    if isinstance(fact, Application):
        when_to_apply.check(record, fact, investigate_by=investigate_by)
    _check(fact, record, by)


@singledispatch
def _check(fact: Fact, record: Record, by: str) -> None:
    del fact, record, by


def _report(fact: Report, record: Record, by: str) -> None:
    del fact, by
    if record:
        raise FactUntimely("Deze zaak heeft al een melding.")


def _data_request(fact: DataRequest, record: Record, by: str) -> None:
    del fact, by
    if latest(record, Application) is None:
        raise FactUntimely("Er is nog geen aanvraag om aan te vullen.")
    if case_state.open_request(record):
        raise FactUntimely("Er loopt al een verzoek om gegevens. Leg eerst vast wat u hebt ontvangen.")


def _data_received(fact: DataReceived, record: Record, by: str) -> None:
    del fact, by
    if case_state.open_request(record) is None:
        raise FactUntimely("Er is niet om gegevens gevraagd. Maak een notitie van wat u hebt ontvangen.")


def _term_changed(fact: TermSuspended | TermExtended | DefaultNotice, record: Record, by: str) -> None:
    del by
    if latest(record, Application) is None:
        raise FactUntimely("Er loopt nog geen termijn om te beslissen. Die begint bij de aanvraag.")
    if isinstance(fact, TermExtended) and latest(record, TermExtended):
        raise FactUntimely("Deze termijn is al verlengd. Laat de termijn stilstaan als de inwoner daarmee instemt.")


def _resumed(fact: TermResumed, record: Record, by: str) -> None:
    del by
    suspended = case_state.suspension(record, fact.suspension)
    if suspended is None:
        raise FactUntimely("Deze opschorting is er niet, of is al beëindigd. Laad de zaak opnieuw.")
    if fact.on <= suspended.fact.from_on:
        raise FactUntimely("Deze dag ligt voor het begin van de opschorting. Kies een latere dag.")
    if suspended.fact.to_on is not None and fact.on > suspended.fact.to_on:
        raise FactUntimely("Deze opschorting was toen al voorbij. U hoeft niets vast te leggen.")


def _replied(fact: DefaultReply, record: Record, by: str) -> None:
    del by
    if fact.notice not in {entry.seq for entry in case_state.unanswered(record)}:
        raise FactUntimely("Deze ingebrekestelling is al beantwoord. De inwoner krijgt de brief.")


def _penalised(fact: PenaltyDecision, record: Record, by: str) -> None:
    del by
    if case_state.notice(record, fact.notice) is None:
        raise FactUntimely("Er is geen ingebrekestelling. Zonder ingebrekestelling is er geen dwangsom.")
    earlier = case_state.penalty_decision(record)
    if earlier and not (
        earlier.fact.adverse and not case_state.cleared(record, case_state.version_of(record, earlier))
    ):
        raise FactUntimely("Over de dwangsom is al besloten. De inwoner krijgt de brief.")


def _dispute_ended(fact: DisputeEnded, record: Record, by: str) -> None:
    del by
    found = next((entry for entry in case_state.open_disputes(record) if entry.seq == fact.dispute), None)
    if found is None:
        raise FactUntimely("Dit bezwaar of beroep is er niet, of is al voorbij. Laad de zaak opnieuw.")
    if fact.on < found.fact.received_on:
        raise FactUntimely("Deze dag ligt voor de dag van ontvangst. Kies een latere dag.")


def _by_itself(fact: TermMoved | HelpEnds, record: Record, by: str) -> None:
    del fact, record, by
    raise FactUntimely("Dit legt het systeem zelf vast, als die dag er is.")


def _intention(fact: Intention, record: Record, by: str) -> None:
    del by
    if not fact.temporary and latest(record, Application) is None:
        raise FactUntimely("Er is nog geen aanvraag. Leg eerst vast dat het verslag ondertekend terug is.")
    if not fact.temporary and case_state.investigation(record) is None:
        raise FactUntimely(NEW_FACTS if latest(record, Investigation) else NOT_INVESTIGATED)
    current = case_state.intention(record)
    agreed = current and case_state.approval(record, case_state.version_of(record, current))
    # Leaving an application lapses after four weeks (Awb 4:5 lid 4); a different decision is then needed.
    if current and agreed and current.fact.outcome is not Outcome.NOT_PROCESSED:
        raise FactUntimely("Over dit besluit is al een akkoord gegeven. De brief wordt gemaakt.")


def _views_invited(fact: ViewsInvited, record: Record, by: str) -> None:
    del fact, by
    current = case_state.intention(record)
    if current is None or not current.fact.adverse:
        raise FactUntimely("Er is geen voornemen om iets af te wijzen. Er valt dan niets te vragen.")
    if case_state.invited(record, current):
        raise FactUntimely("De inwoner kreeg deze brief al. Wacht op de reactie, of bel.")


def _about_version(fact: Call | Exemption, record: Record, by: str) -> None:
    del by
    if _about_penalty(record, fact):
        if isinstance(fact, Call) and fact.outcome not in ABOUT_PENALTY:
            raise FactUntimely(OTHERWISE)
        return
    version = _current_version(record)
    if fact.decision != version:
        raise FactUntimely("Het voornemen is intussen veranderd. Lees het nieuwe voornemen en bel daarover.")


def _exemption_answered(fact: ExemptionApproval | ExemptionRefusal, record: Record, by: str) -> None:
    penalty = case_state.penalty_decision(record)
    about_penalty = penalty is not None and _about_penalty(record, fact)
    version = case_state.version_of(record, penalty) if penalty and about_penalty else _current_version(record)
    request = case_state.exemption(record, version)
    if request is None or request.seq != fact.exemption:
        raise FactUntimely("Dit verzoek om een uitzondering is er niet meer. Laad de zaak opnieuw.")
    if case_state.exempted(record, request.fact.decision):
        raise FactUntimely("Een collega heeft deze uitzondering al goedgekeurd.")
    if request.by == by:
        raise SamePerson


def _read_along(fact: Approval | Return, record: Record, by: str) -> None:
    current = case_state.intention(record)
    if current is None or case_state.version_of(record, current) != fact.decision:
        raise FactUntimely("Het voornemen is intussen veranderd. Lees het nieuwe voornemen.")
    if case_state.approval(record, fact.decision):
        raise FactUntimely("Een collega heeft over dit besluit al beslist. Laad de zaak opnieuw.")
    if current.by == by:
        raise SamePerson
    if isinstance(fact, Approval) and current.fact.adverse and not case_state.cleared(record, fact.decision):
        raise CallMissing


def _taken_back(fact: Resumption, record: Record, by: str) -> None:
    del fact, by
    if case_state.withdrawal(record) is None:
        raise FactUntimely("Er is geen intrekking om te herroepen.")


def _current_version(record: Record) -> int:
    current = case_state.intention(record)
    if current is None:
        raise FactUntimely("Er is nog geen voornemen. Leg eerst vast wat u van plan bent te besluiten.")
    return case_state.version_of(record, current)


def _about_penalty(record: Record, fact: Fact) -> bool:
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


# The annotation of each function says which kinds of fact it checks; all others may be recorded at any time.
for _belongs in (
    _report,
    _data_request,
    _data_received,
    _term_changed,
    _resumed,
    _replied,
    _penalised,
    _dispute_ended,
    _by_itself,
    _intention,
    _views_invited,
    _about_version,
    _exemption_answered,
    _read_along,
    _taken_back,
):
    _check.register(_belongs)
