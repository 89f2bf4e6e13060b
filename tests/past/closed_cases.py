"""Cases of f0de412 that ended, in each way there was; imported by make.py, in a checkout of that commit."""

from dataclasses import replace
from datetime import date, time, timedelta

from plays import Play, provision
from recorded import DOCUMENTS, UNSAID, applied, form, reported

from config.process import process
from rules.calls import CallOutcome, Channel, Direction, ExemptionReason
from rules.disputes import Dispute, DisputeEnd, DisputeEnded, DisputeKind
from rules.facts import (
    Appointment,
    Approval,
    DataRequest,
    EditableCopy,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Form,
    Intention,
    Note,
    Outcome,
    Resumption,
    Return,
    ViewsInvited,
    Withdrawal,
)
from rules.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from store.engine import session
from store.record import entries, find_case
from tasks import clock
from tasks.lateness import lateness

PDF = b"%PDF-1.4 een bijlage"


def granted() -> None:
    """Helped at once, granted in kind, told that the help ends, objected to; closed."""
    play = reported(
        "Jansen",
        urgent=True,
        person={"bsn": "999990019", "large_print": True, "interpreter": True, "language": "Turks"},
        household=({"name": "Elif Jansen", "relation": "dochter"},),
        files=({"name": "brief.pdf", "content": PDF, "media_type": "application/pdf"},),
        answers=(("Woont u alleen?", "Nee"),),
    )
    play.run()
    soon = play.today() + timedelta(days=2)
    play.do(Intention(provisions=(provision(Outcome.GRANTED, from_on=soon),), temporary=True))
    form(play.days(1), Note(text="De inwoner belde 😀 over “de hulp” – 3 × per week."), "7e57-1")
    play.do(Appointment(on=soon, at=time(10, 30), place="bij u thuis", interpreter="Turks", remark="Uw dochter komt."))
    play.days(9).investigate()
    play.days(7).apply()
    given = provision(Outcome.GRANTED, from_on=date(2026, 5, 1), until_on=date(2026, 8, 31))
    play.days(1).do(Intention(provisions=(given,)))
    decided_on = play.today()
    play.days(3).do(EditableCopy(letter=2, reason="De inwoner vraagt een kopie in grote letters op geel papier."))
    play.days(4).do(Dispute(kind=DisputeKind.OBJECTION, received_on=play.today(), decided_on=decided_on, remark="Fax."))
    dispute = play.case().version
    play.days(5).do(DisputeEnded(dispute=dispute, how=DisputeEnd.WITHDRAWN, on=play.today(), remark="Per brief."))
    play.days((date(2026, 6, 8) - play.today()).days).run()


def late() -> None:
    """A budget that was granted too late, with its penalty; closed."""
    play = applied("De Vries")
    play.days(20).do(DefaultNotice(received_on=play.today(), remark="Per brief."))
    play.do(DefaultReply(notice=play.case().version, decide_on=play.today() + timedelta(days=9)))
    more = {"form": Form.BUDGET, "amount": 345_00, "calculation": "12 weken van € 28,75", "from_on": date(2026, 7, 1)}
    play.days(35).do(Intention(provisions=(provision(Outcome.GRANTED, **more),)))
    form(play.days(1), penalty(play), "7e57-2")


def penalty(play: Play) -> PenaltyDecision:
    """What is owed, as the desk proposes it."""
    with session(readonly=True) as db, clock.at(play.now):
        case = find_case(db, play.number)
        found = lateness(entries(db, case), process(case.process), case.closed_on)
        assert found is not None
        return replace(found.draft(play.today()), applicants=2)


def rejected() -> None:
    """Asked in writing, called in every way there is, given back, and refused; an appeal runs."""
    play = applied("Kaya", representative={"name": "Elif Kaya", "relation": "dochter"})
    play.days(1).intend()
    asked = "U schreef dat niemand u helpt. Uw dochter komt elke zaterdag."
    play.days(1).do(ViewsInvited(differs=asked, due_on=play.today() + timedelta(days=3)))
    play.days(1).call(CallOutcome.DELAY_ASKED, agreements="Wij bellen overmorgen.", number="06 00 00 04 12")
    for outcome in (
        CallOutcome.OTHER_CHANNEL,
        CallOutcome.INTERPRETER,
        CallOutcome.DEAF,
        CallOutcome.REPRESENTATIVE,
        CallOutcome.WRONG_NUMBER,
        CallOutcome.CRISIS,
    ):
        play.days(1).call(outcome, channel=Channel.EMAIL, **UNSAID)
    play.days(1).call(CallOutcome.NEW_FACTS, direction=Direction.IN, authorised=True)
    play.days(1).investigate()
    play.days(1).intend()
    play.days(1).call(CallOutcome.OTHER_SOLUTION, decision=2, channel=Channel.VISIT)
    play.days(1).intend()
    play.days(1).call(CallOutcome.INFORMED_DISAGREES, decision=3, views_heard=True, read_back=True)
    play.do(Return(decision=3, remark="Noem ook de buren."), by="karin")
    play.days(1).intend()
    play.call(CallOutcome.INFORMED_AGREES, decision=4)
    play.approve(decision=4)
    decided_on = play.today()
    play.days(9).do(Dispute(kind=DisputeKind.APPEAL, received_on=play.today(), decided_on=decided_on))


def unreached() -> None:
    """Given in part without a call, after attempts, a letter and two requests; closed."""
    play = applied("Mensah")
    play.days(1).intend(Outcome.GRANTED, Outcome.REJECTED)
    for days, hour in ((1, 9), (1, 14), (1, 19)):
        play.days(days, at=time(hour)).call(CallOutcome.NOT_REACHED, **UNSAID)
    play.days(7).run()
    asking = Exemption(decision=1, reason=ExemptionReason.NOT_REACHED, motivation="Drie keer gebeld, niemand nam op.")
    play.do(asking)
    play.do(ExemptionRefusal(exemption=play.case().version, remark="Bel ook de dochter."), by="karin")
    play.days(1).do(asking)
    play.do(ExemptionApproval(exemption=play.case().version, remark="Akkoord."), by="jeroen")
    play.do(Approval(decision=1, remark="Duidelijke brief."), by="karin")


def left() -> None:
    """Documents that did not come, so that the application was left, four weeks after them at most; closed."""
    play = applied("Nguyen", days=42)
    play.days(1).do(DataRequest(documents=DOCUMENTS, due_on=play.today() + timedelta(days=14)))
    play.days(12).run()
    play.days(3).run()
    gone = provision(Outcome.NOT_PROCESSED, extent="", result="", provider="", from_on=None)
    play.do(Intention(provisions=(gone,), hardship="Dat is niet zo.", alternatives="U kunt opnieuw vragen."))
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    play.approve()


def withdrawn() -> None:
    """Withdrawn, resumed, and withdrawn again in the call; closed as withdrawn."""
    play = applied("Okonkwo")
    play.days(1).do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt mij."))
    play.days(2).do(Resumption(received_on=play.today(), remark="De zoon verhuist."))
    play.days(1).intend()
    play.days(1).call(CallOutcome.WITHDRAWS)
    play.days(20).run()


ALL = (granted, late, rejected, unreached, left, withdrawn)
