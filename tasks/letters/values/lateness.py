"""The values of letters about a late decision: the reply to a notice of default, and the penalty (Awb 4:17, 4:18)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from config.law import law
from letters.writing.signs import quotable
from rules.clock.deadline import deadline
from rules.clock.penalty import CENTS, NoPenalty, shares
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.record import case_state
from rules.record.entries import Entry
from tasks.letters.values.registry import Values, Writing, value
from tasks.terms.lateness import Lateness, lateness, parts

PAY_TERM = "awb_betaling_geldschuld"
NONE_DUE = {
    NoPenalty.PREMATURE: "Uw ingebrekestelling kwam te vroeg. Wij hadden toen nog tijd om te beslissen.",
    NoPenalty.IN_TIME: "Wij hebben binnen twee weken na uw ingebrekestelling alsnog beslist.",
    NoPenalty.UNREASONABLY_LATE: "Uw ingebrekestelling kwam onredelijk laat: u wachtte er veel te lang mee.",
    NoPenalty.NO_INTEREST: "Het besluit gaat niet over u, en raakt u niet direct. U bent daarom geen belanghebbende.",
    NoPenalty.INADMISSIBLE: "Wij konden uw aanvraag niet behandelen. Dat was meteen duidelijk.",
    NoPenalty.UNFOUNDED: "Het was meteen duidelijk dat u dit niet kon krijgen.",
}


@value("ingebrekestelling.ontvangen", DefaultReply, PenaltyDecision)
def noticed_on(writing: Writing[DefaultReply | PenaltyDecision]) -> date:
    """The day we got the notice of default."""
    notice = case_state.notice(writing.case.record, writing.fact.notice)
    return cast("Entry[DefaultNotice]", notice).fact.received_on


@value("ingebrekestelling.te_vroeg", DefaultReply)
def premature(writing: Writing[DefaultReply]) -> str:
    """Whether the notice came too early."""
    return "" if _late(writing).run.first_on else "ja"


@value("ingebrekestelling.besluit", DefaultReply)
def decide_on(writing: Writing[DefaultReply]) -> date:
    """The day on which we promise the decision."""
    return writing.fact.decide_on


@value("ingebrekestelling.twee_weken", DefaultReply)
def two_weeks(writing: Writing[DefaultReply]) -> date | None:
    """The last of the two weeks after the notice."""
    first_on = _late(writing).run.first_on
    return first_on - timedelta(days=1) if first_on else None


@value("ingebrekestelling.eerste_dag", DefaultReply)
def owed_from(writing: Writing[DefaultReply]) -> date | None:
    """The first day with a penalty, if nothing is decided before it."""
    return _late(writing).run.first_on


@value("ingebrekestelling.dagen", DefaultReply)
def most_days(writing: Writing[DefaultReply]) -> int | None:
    """The most days with a penalty."""
    run = _late(writing).run
    return (run.last_on - run.first_on).days + 1 if run.first_on and run.last_on else None


@value("termijn.uiterlijk", DefaultReply)
def decide_by(writing: Writing[DefaultReply]) -> date:
    """The last day to decide; for the penalty, the one that an extension did not move (Awb 4:14 lid 1)."""
    late = _late(writing)
    return late.due.default_on if late.run.first_on else late.due.on


@value("termijn.uiterlijk", PenaltyDecision)
def decided_late_from(writing: Writing[PenaltyDecision]) -> date:
    """The last day to decide, for the penalty."""
    return _late(writing).due.default_on


@value("dwangsom", PenaltyDecision)
def penalty(writing: Writing[PenaltyDecision]) -> Values:
    """What is paid and how it was counted, or why nothing is."""
    return _refused(writing.fact) if writing.fact.adverse else _set(writing)


def _set(writing: Writing[PenaltyDecision]) -> Values:
    """The first and last day, the days at each rate, and this applicant's share (Awb 4:17 lid 6)."""
    fact = writing.fact
    first_on = cast("date", fact.first_on)
    return {
        "eerste": first_on,
        "laatste": fact.last_on,
        "bedrag": fact.amount_eur * CENTS,
        "aanvragers": fact.applicants if fact.applicants > 1 else None,
        "aandeel": int(shares(fact.amount_eur, fact.applicants)[0] * CENTS),
        "betalen": _pay_by(writing.letter.dated_on),
        "delen": [
            {"dagen": days, "per_dag": euros * CENTS, "samen": days * euros * CENTS}
            for days, euros in parts(fact.days, first_on)
        ],
    }


def _refused(fact: PenaltyDecision) -> Values:
    return {"grond": NONE_DUE[fact.none_due] if fact.none_due else "", "reden": quotable(fact.reason)}


def _pay_by(dated_on: date) -> date:
    return deadline(dated_on, law().term(PAY_TERM, on=dated_on), calendar=law().calendar).on


def _late(writing: Writing[DefaultReply] | Writing[PenaltyDecision]) -> Lateness:
    # These facts follow a notice, and a notice follows the application.
    case = writing.case
    return cast("Lateness", lateness(case.record, case.process, case.row.closed_on))
