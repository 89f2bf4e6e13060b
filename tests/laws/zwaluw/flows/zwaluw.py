"""A review of an allowance that runs (Zwaluwwet, a law invented to hold the engine to)."""

from __future__ import annotations

from flows.steps.call_first import confirm_calls, decide
from flows.steps.ending import confirm_withdrawal, end, withdrawn
from flows.steps.other_ends import ended_otherwise
from flows.steps.provisional import give_advances
from flows.steps.receipts import confirm_messages
from flows.steps.review import await_what_runs
from flows.steps.suspending import announce_resumption, suspend_help
from flows.steps.terms import announce_penalty, announce_term_changes
from tasks.cases.courses import process
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import announce, send_letter


@process
def zwaluw(case: OpenCase) -> None:
    """From a change to a decision about what runs, in the order of the law."""
    # Art. 5: tell that a change came in, and until when we decide.
    send_letter(case, "zwaluw/ontvangst", about=case.opening)
    # Awb 4:17, 6:14: confirm a notice of default and an objection.
    confirm_messages(case)
    # Awb 4:18: announce the penalty for a late decision.
    announce_penalty(case)
    # Art. 8 lid 3: who was told that it stops hears that it goes on, whatever comes next.
    announce_resumption(case)
    # Awb 2:3: the citizen died, or another municipality goes on.
    if ended_otherwise(case):
        return None
    # Whoever reported a change may take that back.
    if withdrawal := withdrawn(case):
        return confirm_withdrawal(case, withdrawal)
    # Art. 7: an advance every four weeks, until the decision.
    give_advances(case)
    # Awb 4:9, 4:14, 4:15 and 4:17: what was said in a call, and changes of the term.
    confirm_calls(case)
    announce_term_changes(case)
    # Art. 6: what runs goes on, unless this decision says otherwise.
    await_what_runs(case)
    # Art. 8: stop that for eight weeks at most, where data do not come; nobody is taken by surprise.
    suspend_help(case)
    # Art. 6, Awb 3:46, 4:7 and 4:8: decide within eight weeks, and take nothing from anybody unheard.
    decision = decide(case, by=case.decide_by)
    # Awb 3:41: the decision takes effect when it is announced, and the case ends with it.
    return end(case, announce(case, decision), decision.result, by=case.decide_by)
