"""Cases of f0de412 that go on; imported by make.py, in a checkout of that commit."""

from datetime import date, timedelta

from plays import intention
from recorded import DOCUMENTS, UNSAID, applied, itself, reported, suspended

from rules.calls import CallOutcome, ExemptionReason
from rules.facts import (
    Application,
    DataReceived,
    DataRequest,
    Exemption,
    Outcome,
    ReminderMet,
    TermExtended,
    TermMoved,
    TermResumed,
)
from rules.lateness import DefaultNotice, PenaltyDecision
from rules.penalty import NoPenalty
from rules.suspension import GroundId

EARLY = "Wij kregen uw brief op een dag dat wij nog mochten beslissen."


def moving() -> None:
    """Applied for without an investigation; its term stood still, was extended and moved. No penalty; open."""
    play = reported("Brouwer", channel="telefoon")
    play.run()
    play.days(44).do(Application(received_on=play.today(), signed=False, remarks="Een eigen brief."))
    play.days(1).do(suspended(play, GroundId.CONSENT, consented_on=play.today()))
    play.days(12).do(suspended(play, GroundId.FORCE_MAJEURE))
    play.days(3).do(TermResumed(suspension=play.case().version, on=play.today(), reason="Wij zijn weer open."))
    play.days(1).do(DataRequest(documents=DOCUMENTS, due_on=play.today() + timedelta(days=7)))
    play.days(2).do(DataReceived(received_on=play.today(), what="De brief van het ziekenhuis"))
    third = play.days(1).today() + timedelta(days=3)
    play.do(suspended(play, GroundId.ATTRIBUTABLE, to_on=third))
    play.do(suspended(play, GroundId.FOREIGN, from_on=third + timedelta(days=1)))
    later = TermExtended(to_on=date(2026, 8, 14), reason="Het advies komt later.", notified_on=play.today())
    play.days(1).do(later)
    play.days(1).do(DefaultNotice(received_on=play.today()))
    play.do(PenaltyDecision(notice=play.case().version, none_due=NoPenalty.PREMATURE, reason=EARLY))
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    itself(play, ReminderMet(reminder="voorschot", on=play.today(), remark="Een proef met een voorschot."))
    itself(play, TermMoved(before_on=date(2026, 8, 13), after_on=date(2026, 8, 14)))
    play.run()
    # The days of the last one are over.
    play.days(10).run()


def waiting() -> None:
    """Cases that wait: for the signature, documents, the call, a second reader, an exemption; and a new report."""
    play = reported("Hoekstra", days=70)
    play.run()
    play.days(10).investigate()
    play = applied("Jovanovic", days=70)
    play.days(1).do(DataRequest(documents=DOCUMENTS, due_on=play.today() + timedelta(days=14)))
    play = applied("Kowalczyk", days=70)
    play.days(1).intend()
    play = applied("Wiersma", days=70)
    play.days(1).do(intention(Outcome.GRANTED, Outcome.REJECTED))
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    play = applied("Tjin-A-Ton", days=70)
    play.days(1).intend()
    play.days(1).call(CallOutcome.NO_CONTACT, **UNSAID)
    play.do(Exemption(decision=1, reason=ExemptionReason.REFUSES_CONTACT, motivation="De inwoner wil geen gesprek."))
    reported("Bakker", days=90)


ALL = (moving, waiting)
