"""The citizen withdraws: confirm it in writing, and leave time to come back on it (local policy; Awb 3:2)."""

from __future__ import annotations

from datetime import timedelta

from rules.facts import Withdrawal
from rules.record.entries import Entry
from tasks.cases.open_case import OpenCase
from tasks.cases.waiting import Action, wait
from tasks.letters.sending import deliver, send_letter


def confirm_withdrawal(case: OpenCase, withdrawal: Entry[Withdrawal]) -> None:
    """Nothing ends as withdrawn before the letter is there and the time to reflect has passed."""
    letter = send_letter(case, "shared/bevestiging-intrekking", about=withdrawal)
    deliver(letter)
    last_day = letter.dated_on + timedelta(days=case.process.withdrawal.reaction_days)
    if case.today <= last_day:
        wait(Action.REFLECTION, wakes_on=case.day_after(last_day))
    case.close("ingetrokken")
