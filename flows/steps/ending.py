"""Help that ends without a decision: the citizen withdraws, or help granted for a period comes to its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from flows.steps.call_first import confirm_what_was_said
from rules.clock.deadline import Deadline
from rules.facts import APPLICANT, HelpEnds, Intention, Resumption, Withdrawal
from rules.facts.application import TAKEN_BACK_FIRST
from rules.record import asked, case_state
from rules.record.entries import Entry, every
from rules.results import WITHDRAWN
from tasks.cases import asks
from tasks.cases.asks import Ask
from tasks.cases.courses import needs
from tasks.cases.open_case import OpenCase, Sent
from tasks.cases.waiting import pause, wait
from tasks.letters.sending import deliver, send_letter

OTHERS_ASK = "Iemand anders bij deze zaak vraagt ook iets. Laat dan alleen de vragen van deze inwoner intrekken."


def withdrawn(case: OpenCase) -> Entry[Withdrawal] | None:
    """The withdrawal in force; a citizen may withdraw, and come back on it, at any time."""
    withdrawal = case_state.withdrawal(case.record)
    if withdrawal is None:
        if case.row.result == WITHDRAWN:
            case.reopen()
        if any(one.item.party != APPLICANT for one in asked.standing(case.record)):
            case.refuses(Withdrawal, OTHERS_ASK)
        else:
            case.accepts(Withdrawal)
        case.refuses(Resumption, Resumption.early, closed=True)
    return withdrawal


def confirm_withdrawal(case: OpenCase, withdrawal: Entry[Withdrawal]) -> None:
    """Close the case as withdrawn, once the letter is out and time to reconsider has passed (local policy; Awb 3:2)."""
    case.accepts(Resumption, closed=True, offered=not case.closed)
    case.refuses_others(TAKEN_BACK_FIRST)
    if not case.closed:
        confirm_what_was_said(case)
    letter = send_letter(case, case.process.letters.withdrawal, about=withdrawal)
    last_day = await_departure(case, letter, asks.CONFIRMING) + timedelta(days=case.process.withdrawal.reaction_days)
    if case.closed_on is None and case.today <= last_day:
        wait(asks.REFLECTION, wakes_on=case.day_after(last_day))
    case.close(WITHDRAWN)


def end(case: OpenCase, letters: Sequence[Sent], result: str, *, by: Deadline) -> None:
    """Close the case with this result once each party was told of its decision (Awb 3:41); until then it runs on."""
    left_on = max(await_departure(case, letter, asks.SENDING, by=by) for letter in letters)
    case.close(result, on=left_on)


def await_departure(case: OpenCase, letter: Sent, ask: Ask, *, by: Deadline | None = None) -> date:
    """The day on which this letter was posted: what is made, or lies with the printer, tells nobody anything.

    A run follows when it leaves. If that one is lost, the next morning looks again.
    """
    deliver(case, letter)
    if case.closed_on is None and (letter.left_on is None or letter.left_on > case.today):
        pause(case, ask, by=by, wakes_on=letter.left_on or case.day_after(case.today))
    return letter.left_on or case.today


@needs("ending", "letters.ending")
def announce_end(case: OpenCase, decision: Entry[Intention]) -> None:
    """Send one letter for each last day, so that nobody is left without help.

    Help shorter than the notice period needs none, as the decision just said so.
    """
    ends = {one.until_on for one in decision.fact.provisions if one.gives and one.until_on}
    for until_on in sorted(ends):
        announce_on = until_on - timedelta(weeks=case.ending.announce_weeks)
        if case.closed_on is None or announce_on <= case.closed_on or case.row.citizen.deceased_on:
            continue
        if case.today < announce_on:
            case.wake_on(announce_on)
        elif case.today <= until_on:
            send_letter(case, case.process.letters.ending, about=_noted(case, until_on))


def _noted(case: OpenCase, until_on: date) -> Entry[HelpEnds]:
    found = (entry for entry in every(case.record, HelpEnds) if entry.fact.until_on == until_on)
    return next(found, None) or case.note(HelpEnds(until_on=until_on))
