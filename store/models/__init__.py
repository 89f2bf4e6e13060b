"""The tables of the record, one module per subject: people, cases, facts, what is asked, decisions, calls, letters."""

from store.models.asked import (
    AgreementEndRow,
    AgreementRow,
    Answer,
    Answered,
    ItemEndRow,
    ItemRow,
    MadePreciseRow,
)
from store.models.case import Attachment, Case, DutyRow, FactRow, Reason, Warned, WatchRun
from store.models.decision import CallRow, Decision, ExemptionApprovalRow, ExemptionRow, ReviewedRow, Whole
from store.models.letter import Letter, LetterFit, LetterKind, LetterPhrase
from store.models.link import Link, Salt
from store.models.people import (
    Citizen,
    Household,
    Login,
    Member,
    PartyEndRow,
    PartyRow,
    RoleGrant,
    RoleRevocation,
    Staff,
)
from store.models.table import STRICT, Base
from store.models.text import ReleasedText, TextRelease, TextSource, TextVersion

__all__ = [
    "STRICT",
    "AgreementEndRow",
    "AgreementRow",
    "Answer",
    "Answered",
    "Attachment",
    "Base",
    "CallRow",
    "Case",
    "Citizen",
    "Decision",
    "DutyRow",
    "ExemptionApprovalRow",
    "ExemptionRow",
    "FactRow",
    "Household",
    "ItemEndRow",
    "ItemRow",
    "Letter",
    "LetterFit",
    "LetterKind",
    "LetterPhrase",
    "Link",
    "Login",
    "MadePreciseRow",
    "Member",
    "PartyEndRow",
    "PartyRow",
    "Reason",
    "ReleasedText",
    "ReviewedRow",
    "RoleGrant",
    "RoleRevocation",
    "Salt",
    "Staff",
    "TextRelease",
    "TextSource",
    "TextVersion",
    "Warned",
    "WatchRun",
    "Whole",
]
