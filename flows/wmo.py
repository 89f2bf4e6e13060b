"""Maatwerkvoorziening under the Wmo 2015 (chapter 2, section 3): report, investigate, apply, decide."""

from __future__ import annotations

from flows.steps.call_first import confirm_calls, decide
from flows.steps.completion import complete
from flows.steps.ending import announce_end, confirm_withdrawal, end, withdrawn
from flows.steps.investigation import await_application, give_immediate_help, investigate
from flows.steps.other_ends import ended_otherwise
from flows.steps.receipts import confirm_application, confirm_messages
from flows.steps.terms import announce_penalty, announce_term_changes
from tasks.cases.courses import process
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import announce, send_letter


@process
def wmo(case: OpenCase) -> None:
    """From report to decision, in the order of the law."""
    # Art. 2.3.2 lid 1: confirm the report.
    send_letter(case, "wmo/ontvangstbevestiging-melding", about=case.opening)
    # Awb 4:17, 6:14: confirm a notice of default and an objection.
    confirm_messages(case)
    # Awb 4:18: announce the penalty for a late decision.
    announce_penalty(case)
    # Awb 2:3: the citizen died, or another municipality goes on.
    if ended_otherwise(case):
        return None
    # The citizen may withdraw at any time.
    if withdrawal := withdrawn(case):
        return confirm_withdrawal(case, withdrawal)
    # Art. 2.3.3: give immediate help to a citizen who cannot wait for the investigation.
    give_immediate_help(case)
    # Awb 4:9, 4:14, 4:15, 4:17: confirm what was said in a call, and announce each change of the term to decide.
    confirm_calls(case)
    announce_term_changes(case)

    # Art. 2.3.2 lid 9, Awb 4:13: confirm the application, and tell when we will decide.
    confirm_application(case)
    # Awb 4:5 and 4:15: ask for what is missing, after a call too; the term is suspended in the meantime.
    complete(case)
    # Art. 2.3.2 lid 1, 4 and 8: investigate within six weeks of the report, and give the findings in writing.
    send_letter(case, "wmo/onderzoeksverslag", about=investigate(case))
    # Art. 2.3.2 lid 9: the citizen applies, usually by signing the report.
    await_application(case)

    # Art. 2.3.5 lid 2, Awb 3:46, 4:7: decide within two weeks of it, and reject nothing without hearing the citizen.
    decision = decide(case, by=case.decide_by)
    # Awb 3:41: the decision takes effect when it is announced, and the case ends with it.
    end(case, announce(case, decision), decision.result, by=case.decide_by)
    # Art. 2.3.9: reassess in time, before the help ends.
    return announce_end(case, decision.intention)
