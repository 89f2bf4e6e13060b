"""What else a consultant may do with a case, whatever its next step is."""

from __future__ import annotations

from dataclasses import dataclass

from desk.record.case_file import CaseFile
from desk.web.sessions import Visitor
from rules.facts import Application, Approval, Investigation
from rules.record import case_state
from rules.record.entries import latest
from rules.record.when_to_apply import opens_on
from tasks import clock
from tasks.terms.case_terms import investigation_deadline


@dataclass(frozen=True)
class Move:
    """Something else that can be done with this case."""

    path: str
    label: str
    icon: str


INVESTIGATING = (
    Move("afspraak", "Gesprek plannen", "calendar-event"),
    Move("onderzoek", "Onderzoek vastleggen", "home-heart"),
)
ASKING = Move("gegevens-vragen", "Om gegevens vragen", "mail")
WITHDRAWING = Move("intrekken", "De inwoner trekt in", "circle-x")


def moves(visitor: Visitor, file: CaseFile) -> list[Move]:
    """What else this visitor may do, whatever the next step is."""
    if not visitor.has("consulent", "teamleider"):
        return []
    return [*_going_on(file), *_disputes(file)]


def _disputes(file: CaseFile) -> list[Move]:
    """What may follow a decision, in a closed case too."""
    ends = [
        Move(f"geschil/{one.seq}", f"Einde van het {one.fact.kind} vastleggen", "check")
        for one in case_state.open_disputes(file.record)
    ]
    decided = latest(file.record, Approval) or case_state.penalty_decision(file.record)
    return [*ends, *([Move("bezwaar", "Bezwaar of beroep vastleggen", "scale")] if decided else [])]


def _going_on(file: CaseFile) -> list[Move]:
    if file.case.closed_on:
        return []
    if case_state.withdrawal(file.record):
        return [Move("herroepen", "Intrekking herroepen", "arrow-back-up")]
    found = [
        Move("tijdelijke-hulp", "Tijdelijke hulp bij spoed", "alert-triangle"),
        Move("inwoner", "Gegevens van de inwoner wijzigen", "pencil"),
    ]
    if latest(file.record, Application) is None:
        return [*INVESTIGATING, *_unasked(file), *found, WITHDRAWING]
    found.append(Move("termijn", "Termijn laten stilstaan of verlengen", "clock"))
    if case_state.open_request(file.record):
        found.insert(0, Move("gegevens-ontvangen", "Gegevens ontvangen", "file-check"))
    elif latest(file.record, Investigation) is None:
        found = [*INVESTIGATING, ASKING, *found]
    else:
        found = [ASKING, Move("besluit", "Voornemen maken of wijzigen", "scale"), *found]
    if file.intention and file.intention.fact.adverse:
        found.append(Move("bel", "Gesprek met de inwoner vastleggen", "phone"))
        found.append(Move("zienswijze", "Schriftelijk om een reactie vragen", "mail"))
    return [*found, WITHDRAWING]


def _unasked(file: CaseFile) -> list[Move]:
    """From the day after the term to investigate, a citizen without a visit may apply (Wmo 2015, art. 2.3.2 lid 9)."""
    by = investigation_deadline(file.record, file.process)
    if latest(file.record, Investigation) or by is None or clock.today() < opens_on(by.on):
        return []
    return [Move("aanvraag-zonder-onderzoek", "Aanvraag zonder onderzoek vastleggen", "file-check")]
