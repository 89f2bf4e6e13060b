"""The values of letters about a late decision: the reply to a notice of default, and the penalty (Awb 4:17, 4:18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

from config.law import law
from letters.writing.signs import quotable
from rules.clock.deadline import deadline
from rules.clock.penalty import CENTS, NoPenalty, shares
from rules.facts import APPLICANT
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.record import case_state
from rules.record.entries import Entry
from store.models import Letter
from tasks.cases.decisions import penalty_decided
from tasks.cases.open_case import OpenCase
from tasks.letters.call_values import heard
from tasks.letters.signature import signed
from tasks.terms.lateness import Lateness, lateness, parts

Values = dict[str, Any]
PAY_TERM = "awb_betaling_geldschuld"
NONE_DUE = {
    NoPenalty.PREMATURE: "Uw ingebrekestelling kwam te vroeg. Wij hadden toen nog tijd om te beslissen.",
    NoPenalty.IN_TIME: "Wij hebben binnen twee weken na uw ingebrekestelling alsnog beslist.",
    NoPenalty.UNREASONABLY_LATE: "Uw ingebrekestelling kwam onredelijk laat.",
    NoPenalty.NO_INTEREST: "Het besluit gaat niet over u. U bent daarom geen belanghebbende.",
    NoPenalty.INADMISSIBLE: "Wij konden uw aanvraag niet behandelen. Dat was meteen duidelijk.",
    NoPenalty.UNFOUNDED: "Het was meteen duidelijk dat u dit niet kon krijgen.",
}


def reply(case: OpenCase, letter: Letter, about: Entry[DefaultReply]) -> Values:
    """The reply to a notice of default: premature, or two weeks left, and when the decision comes."""
    del letter
    late, fact = _late(case), about.fact
    told: Values = {
        "ontvangen": _notice(case, fact.notice).received_on.isoformat(),
        "te_vroeg": "" if late.run.first_on else "ja",
        "besluit": fact.decide_on.isoformat(),
    }
    if late.run.first_on and late.run.last_on:
        told |= {
            "twee_weken": (late.run.first_on - timedelta(days=1)).isoformat(),
            "eerste_dag": late.run.first_on.isoformat(),
            "dagen": (late.run.last_on - late.run.first_on).days + 1,
        }
    # For the penalty, the day that counts is the one an extension did not move (Awb 4:14 lid 1).
    ends_on = late.due.default_on if late.run.first_on else late.due.on
    applied_on = late.due.steps[0].on
    return {
        "aanvraag": {"datum": applied_on.isoformat()},
        "ingebrekestelling": told,
        "termijn": {"uiterlijk": ends_on.isoformat()},
    }


def penalty_set(case: OpenCase, letter: Letter, about: Entry[PenaltyDecision]) -> Values:
    """The penalty: its first and last day, the days at each rate, and this applicant's share (Awb 4:17 lid 6)."""
    fact = about.fact
    first_on, last_on = cast("date", fact.first_on), cast("date", fact.last_on)
    share = int(shares(fact.amount_eur, fact.applicants)[0] * CENTS)
    return _common(case, letter, fact) | {
        "dwangsom": {
            "eerste": first_on.isoformat(),
            "laatste": last_on.isoformat(),
            "bedrag": fact.amount_eur * CENTS,
            "aanvragers": fact.applicants if fact.applicants > 1 else "",
            "aandeel": share,
            "betalen": _pay_by(letter.dated_on).isoformat(),
            "delen": [
                {"dagen": days, "per_dag": euros * CENTS, "samen": days * euros * CENTS}
                for days, euros in parts(fact.days, first_on)
            ],
        }
    }


def penalty_refused(case: OpenCase, letter: Letter, about: Entry[PenaltyDecision]) -> Values:
    """No penalty: the ground, why it applies to this citizen, and what was said in the call."""
    fact = about.fact
    ground = NONE_DUE[fact.none_due] if fact.none_due else ""
    return (
        _common(case, letter, fact)
        | {"dwangsom": {"grond": ground, "reden": quotable(fact.reason)}}
        | heard(case, penalty_decided(case, about, letter.party or APPLICANT))
    )


def _common(case: OpenCase, letter: Letter, fact: PenaltyDecision) -> Values:
    late = _late(case)
    return {
        "aanvraag": {"datum": late.due.steps[0].on.isoformat()},
        "termijn": {"uiterlijk": late.due.default_on.isoformat()},
        "ingebrekestelling": {"ontvangen": _notice(case, fact.notice).received_on.isoformat()},
        **signed(case, letter),
    }


def _pay_by(dated_on: date) -> date:
    return deadline(dated_on, law().term(PAY_TERM, on=dated_on), calendar=law().calendar).on


def _late(case: OpenCase) -> Lateness:
    # These facts follow a notice, and a notice follows the application.
    return cast("Lateness", lateness(case.record, case.process, case.row.closed_on))


def _notice(case: OpenCase, seq: int) -> DefaultNotice:
    return cast("Entry[DefaultNotice]", case_state.notice(case.record, seq)).fact


LETTERS: dict[str, Callable[[OpenCase, Letter, Entry[Any]], Values]] = {
    "shared/reactie-ingebrekestelling": reply,
    "shared/dwangsombesluit": penalty_set,
    "shared/dwangsom-geen": penalty_refused,
}
