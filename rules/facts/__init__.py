"""What people put on the record of a case, kind by kind (Wmo 2015, chapter 2, section 3; Awb, title 4.1).

Facts are only ever added. A kind knows itself (`kind.py`), and every module of this folder and of those in it is read,
so that a new kind is a class and nothing else.
"""

from importlib import import_module
from pkgutil import walk_packages

from rules.facts.advice import Advice
from rules.facts.application import Application, DataReceived, DataRequest, Document, Resumption, Withdrawal
from rules.facts.asking.items import Asking, Item, ItemEnded, ItemKept, ItemsAsked, ItemWithdrawn
from rules.facts.asking.talks import AgreementEnded, LessAgreed, MadePrecise, Speaker
from rules.facts.decision import Approval, HelpEnds, Intention, Outcome, Provision, Return
from rules.facts.hearing import Call, Exemption, ExemptionApproval, ExemptionRefusal, ViewsInvited
from rules.facts.kind import KINDS, Fact
from rules.facts.note import EditableCopy, Note
from rules.facts.parties import APPLICANT, PartyEnded, PartyJoined
from rules.facts.report import Appointment, Finding, Investigation, Report
from rules.facts.review import RunningHelp
from rules.facts.term import ReminderMet, TermExtended, TermMoved, TermResumed, TermSuspended

__all__ = [
    "APPLICANT",
    "KINDS",
    "Advice",
    "AgreementEnded",
    "Application",
    "Appointment",
    "Approval",
    "Asking",
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
    "HelpEnds",
    "Intention",
    "Investigation",
    "Item",
    "ItemEnded",
    "ItemKept",
    "ItemWithdrawn",
    "ItemsAsked",
    "LessAgreed",
    "MadePrecise",
    "Note",
    "Outcome",
    "PartyEnded",
    "PartyJoined",
    "Provision",
    "ReminderMet",
    "Report",
    "Resumption",
    "Return",
    "RunningHelp",
    "Speaker",
    "TermExtended",
    "TermMoved",
    "TermResumed",
    "TermSuspended",
    "ViewsInvited",
    "Withdrawal",
]

for _module in walk_packages(__path__, __name__ + "."):
    import_module(_module.name)
