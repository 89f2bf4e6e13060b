"""What people put on the record of a case, kind by kind (Wmo 2015, chapter 2, section 3; Awb, title 4.1).

Facts are only ever added. The `label` of each kind is its name on the screen.
"""

from rules.facts.application import Application, DataReceived, DataRequest, Document, Resumption, Withdrawal
from rules.facts.decision import Approval, Form, HelpEnds, Intention, Outcome, Provision, Return
from rules.facts.dispute import Dispute, DisputeEnded
from rules.facts.hearing import Call, Exemption, ExemptionApproval, ExemptionRefusal, ViewsInvited
from rules.facts.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.facts.note import EditableCopy, Note
from rules.facts.report import Appointment, Finding, Investigation, Report
from rules.facts.term import ReminderMet, TermExtended, TermMoved, TermResumed, TermSuspended

__all__ = [
    "KINDS",
    "Application",
    "Appointment",
    "Approval",
    "Call",
    "DataReceived",
    "DataRequest",
    "Document",
    "EditableCopy",
    "Exemption",
    "ExemptionApproval",
    "ExemptionRefusal",
    "Fact",
    "Finding",
    "Form",
    "HelpEnds",
    "Intention",
    "Investigation",
    "Note",
    "Outcome",
    "Provision",
    "ReminderMet",
    "Report",
    "Resumption",
    "Return",
    "TermExtended",
    "TermMoved",
    "TermResumed",
    "TermSuspended",
    "ViewsInvited",
    "Withdrawal",
]

Fact = (
    Report
    | Appointment
    | Investigation
    | Application
    | DataRequest
    | DataReceived
    | TermSuspended
    | TermResumed
    | TermExtended
    | DefaultNotice
    | DefaultReply
    | PenaltyDecision
    | TermMoved
    | ReminderMet
    | Intention
    | ViewsInvited
    | Call
    | Exemption
    | ExemptionApproval
    | ExemptionRefusal
    | Approval
    | Return
    | Withdrawal
    | Resumption
    | Dispute
    | DisputeEnded
    | HelpEnds
    | Note
    | EditableCopy
)
KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in Fact.__args__}
