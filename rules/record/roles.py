"""Who may record which kind of fact (four eyes: Awb 10:3 and local mandate)."""

from __future__ import annotations

from rules.facts import Approval, EditableCopy, ExemptionApproval, ExemptionRefusal, Fact, Note, Report, Return

SECOND_READERS = ("tweede_lezer", "teamleider")
CONSULTANTS = ("consulent", "teamleider")
ANYONE = ("consulent", "teamleider", "tweede_lezer", "administratie")
SECOND_READING = (Approval, Return, ExemptionApproval, ExemptionRefusal)


def roles_for(kind: type[Fact]) -> tuple[str, ...]:
    """The roles that may record this kind of fact."""
    if kind in SECOND_READING:
        return SECOND_READERS
    return ANYONE if kind in {Note, Report, EditableCopy} else CONSULTANTS
