"""What facts about a term, a late decision or a dispute must contain (Awb 4:14 to 4:18, 6:4)."""

from __future__ import annotations

from datetime import date, datetime

from rules.clock.suspension import GroundId
from rules.facts import ReminderMet, TermExtended, TermResumed, TermSuspended
from rules.facts.dispute import Dispute, DisputeEnded
from rules.facts.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.record.field_checks import blank, past

REASON_MIN = 20


def suspended(fact: TermSuspended, *, now: datetime, today: date) -> dict[str, str]:
    """A suspension needs a ground, a last day and, for consent, the day of that consent."""
    del now
    found = blank(fact, reason="Schrijf op waarom de termijn stilstaat. Deze tekst komt in de brief.")
    if fact.ground in {GroundId.COMPLETION, GroundId.OBJECTION_REPAIR}:
        found["ground"] = "Vraag de gegevens op met een brief. De termijn staat dan stil tot de dag die u stelt."
    if fact.to_on is None:
        found["to_on"] = "Zonder laatste dag staat de termijn niet stil. Vul in tot en met welke dag."
    elif fact.to_on < fact.from_on:
        found["to_on"] = "De laatste dag ligt voor de eerste. Kies een latere dag."
    if fact.ground is GroundId.FOREIGN and fact.from_on <= today:
        found["from_on"] = "Kies een dag na vandaag. De termijn staat pas stil vanaf de dag na de brief."
    if fact.ground is GroundId.CONSENT:
        found |= _consent(fact.consented_on, today)
    return found


def _consent(consented_on: date | None, today: date) -> dict[str, str]:
    if consented_on is None:
        sentence = "Een telefoongesprek is niet genoeg. Vul in op welke dag de inwoner schriftelijk instemde."
        return {"consented_on": sentence}
    return past("consented_on", consented_on, today)


def resumed(fact: TermResumed, *, now: datetime, today: date) -> dict[str, str]:
    """The end of a suspension cannot be in the future."""
    del now
    return past("on", fact.on, today)


def extended(fact: TermExtended, *, now: datetime, today: date) -> dict[str, str]:
    """An extension needs a reason and a day in the future."""
    del now
    found = blank(fact, reason="Schrijf op waarom u meer tijd nodig hebt. Deze tekst komt in de brief.")
    if fact.to_on <= today:
        found["to_on"] = "Kies een dag na vandaag."
    return found | past("notified_on", fact.notified_on, today)


def noticed(fact: DefaultNotice, *, now: datetime, today: date) -> dict[str, str]:
    """A notice of default cannot be received in the future."""
    del now
    return past("received_on", fact.received_on, today)


def replied(fact: DefaultReply, *, now: datetime, today: date) -> dict[str, str]:
    """A reply names a day that has not passed yet."""
    del now
    return {"decide_on": "Deze dag is al voorbij. Kies een dag vanaf vandaag."} if fact.decide_on < today else {}


def penalised(fact: PenaltyDecision, *, now: datetime, today: date) -> dict[str, str]:
    """A penalty is due to at least one applicant; where none is due, the letter gives the reason in our own words."""
    del now, today
    found: dict[str, str] = {}
    if fact.applicants < 1:
        found["applicants"] = "Vul in hoeveel aanvragers er zijn: 1 of meer."
    if fact.adverse and fact.none_due is None:
        found["none_due"] = "Kies waarom er geen dwangsom is."
    if fact.adverse and len(fact.reason.strip()) < REASON_MIN:
        found["reason"] = "Leg in een hele zin uit waarom er geen dwangsom is. Deze tekst komt in de brief."
    return found


def met(fact: ReminderMet, *, now: datetime, today: date) -> dict[str, str]:
    """A duty cannot be fulfilled in the future."""
    del now
    return past("on", fact.on, today)


def disputed(fact: Dispute, *, now: datetime, today: date) -> dict[str, str]:
    """An objection cannot come in before the decision it is against."""
    del now
    found = past("received_on", fact.received_on, today) | past("decided_on", fact.decided_on, today)
    if not found and fact.received_on < fact.decided_on:
        found["received_on"] = "Deze dag ligt voor het besluit. Controleer beide datums."
    return found


def ended(fact: DisputeEnded, *, now: datetime, today: date) -> dict[str, str]:
    """A dispute cannot end in the future."""
    del now
    return past("on", fact.on, today)


ALL = (met, suspended, resumed, extended, noticed, replied, penalised, disputed, ended)
