"""Confirms that a formal message came in, at once and whatever is done with it (Awb 2:17, 6:14).

What opens a case is confirmed by the letter of its course, and a withdrawal by the letter that asks whether it is so.
"""

from __future__ import annotations

from rules.facts import Application
from rules.facts.remedies.dispute import Dispute, DisputeKind
from rules.facts.remedies.lateness import DefaultNotice
from rules.record.entries import every, latest
from rules.record.when_to_apply import applied_separately
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import send_letter

APPLICATION = "shared/ontvangstbevestiging-aanvraag"
NOTICE = "shared/ontvangstbevestiging-ingebrekestelling"
OBJECTION = "shared/ontvangstbevestiging-bezwaar"


def confirm_messages(case: OpenCase) -> None:
    """Confirm each notice of default and each objection, in a closed case too.

    A message from before it was asked how it came has none: it was answered in its time.
    """
    for notice in every(case.record, DefaultNotice):
        if notice.fact.came_by:
            send_letter(case, NOTICE, about=notice)
    for dispute in every(case.record, Dispute):
        # An appeal goes to the court, which confirms it.
        if dispute.fact.came_by and dispute.fact.kind is DisputeKind.OBJECTION:
            send_letter(case, OBJECTION, about=dispute)


def confirm_application(case: OpenCase) -> None:
    """Confirm the application, and say when we will decide (Awb 4:13); there may be no report yet."""
    applied = latest(case.record, Application)
    if applied and (applied.fact.channel or applied_separately(case.record, applied)):
        send_letter(case, APPLICATION, about=applied)
