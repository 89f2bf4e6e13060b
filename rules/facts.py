"""What people put on the record of a case, kind by kind (Wmo 2015, chapter 2, section 3; Awb, title 4.1).

Facts are only ever added. Each kind says in `label` what it is called on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar

from rules.calls import CallOutcome, Channel, Direction, ExemptionReason
from rules.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.suspension import GroundId


class Outcome(StrEnum):
    """What a decision does with what was asked; all but the first are adverse."""

    GRANTED = "granted"
    PARTIAL = "partial"
    REJECTED = "rejected"
    # The application was not completed, and is not looked at any further (Awb 4:5).
    NOT_PROCESSED = "not_processed"

    @property
    def gives(self) -> bool:
        """True when the citizen gets something."""
        return self in {Outcome.GRANTED, Outcome.PARTIAL}


class Form(StrEnum):
    """In kind, or as a personal budget (Wmo 2015, art. 2.3.5 and 2.3.6)."""

    IN_KIND = "natura"
    BUDGET = "pgb"


@dataclass(frozen=True, kw_only=True)
class Report:
    """A citizen reports a need for support (Wmo 2015, art. 2.3.2 lid 1)."""

    label: ClassVar[str] = "melding"
    question: str
    received_on: date
    channel: str = "website"
    urgent: bool = False
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """When and where the consultant and the citizen will talk (Wmo 2015, art. 2.3.2)."""

    label: ClassVar[str] = "afspraak"
    on: date
    at: time
    place: str
    interpreter: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One of the subjects the investigation must cover (Wmo 2015, art. 2.3.2 lid 4, a to g)."""

    part: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Investigation:
    """What the investigation found (Wmo 2015, art. 2.3.2 lid 4 and 8)."""

    label: ClassVar[str] = "onderzoek"
    visited_on: date
    present: tuple[str, ...]
    need: str
    findings: tuple[Finding, ...]
    conclusion: str
    personal_plan: str = ""
    budget: str = ""
    contribution: str = ""


@dataclass(frozen=True, kw_only=True)
class Application:
    """The citizen applies, mostly by signing the report (Wmo 2015, art. 2.3.2 lid 9 and 2.3.5)."""

    label: ClassVar[str] = "aanvraag"
    received_on: date
    signed: bool = True
    remarks: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document that is missing, and why it is needed."""

    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class DataRequest:
    """An invitation to complete the application within a set term (Awb 4:5, 4:15)."""

    label: ClassVar[str] = "verzoek om gegevens"
    documents: tuple[Document, ...]
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DataReceived:
    """The application was completed (Awb 4:15 lid 1)."""

    label: ClassVar[str] = "gegevens ontvangen"
    received_on: date
    what: str


@dataclass(frozen=True, kw_only=True)
class TermSuspended:
    """The term to decide stands still, first and last day included (Awb 4:15).

    Without a last day it does not. `consented_on` is the day of the written consent (4:15 lid 2 onder a).
    """

    label: ClassVar[str] = "opschorting"
    ground: GroundId
    from_on: date
    reason: str
    to_on: date | None = None
    consented_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TermResumed:
    """A suspension ends before its last day: `on` is the first day that counts again (Awb 4:15 lid 4)."""

    label: ClassVar[str] = "einde opschorting"
    suspension: int
    on: date
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TermExtended:
    """The authority tells that it decides later, and when (Awb 4:14)."""

    label: ClassVar[str] = "verlenging"
    to_on: date
    reason: str
    notified_on: date


@dataclass(frozen=True, kw_only=True)
class TermMoved:
    """A last day became another one without a new fact: a holiday was added, for example (Atw art. 3 lid 3)."""

    label: ClassVar[str] = "termijn verschoven"
    before_on: date
    after_on: date


@dataclass(frozen=True, kw_only=True)
class ReminderMet:
    """Something the process reminds of was done on this day, or turned out not to be needed."""

    label: ClassVar[str] = "herinnering afgehandeld"
    reminder: str
    on: date
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Provision:
    """One provision asked for: what is decided about it, and why for this person.

    `amount` is in euro cents. `source` names where the reason comes from: a talk, the report, an advice.
    """

    name: str
    outcome: Outcome
    reason_title: str
    reason: str
    source: str
    form: Form = Form.IN_KIND
    extent: str = ""
    result: str = ""
    provider: str = ""
    from_on: date | None = None
    until_on: date | None = None
    amount: int | None = None
    calculation: str = ""


@dataclass(frozen=True, kw_only=True)
class Intention:
    """What the professional means to decide, provision by provision (Awb 3:46, 4:7).

    `temporary` is help at once, until the decision on the application (Wmo 2015, art. 2.3.3).
    """

    label: ClassVar[str] = "voornemen"
    provisions: tuple[Provision, ...]
    hardship: str = ""
    alternatives: str = ""
    temporary: bool = False

    @property
    def outcome(self) -> Outcome:
        """Granted or rejected when all provisions are; otherwise partial."""
        outcomes = {p.outcome for p in self.provisions}
        return outcomes.pop() if len(outcomes) == 1 else Outcome.PARTIAL

    @property
    def adverse(self) -> bool:
        """True when any part of what was asked is not given."""
        return self.outcome is not Outcome.GRANTED


@dataclass(frozen=True, kw_only=True)
class ViewsInvited:
    """The citizen is asked in writing what they think of an adverse intention (Awb 4:7 to 4:9).

    `differs` tells what we know otherwise than the citizen does.
    """

    label: ClassVar[str] = "uitnodiging om te reageren"
    differs: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Call:
    """One attempt to speak the citizen about one version of an intended decision.

    `decision` is the version of the decision it was about; `at` is aware of its time zone; `minutes` is its length.
    """

    label: ClassVar[str] = "belpoging"
    decision: int
    at: datetime
    outcome: CallOutcome
    minutes: int = 0
    direction: Direction = Direction.OUT
    channel: Channel = Channel.PHONE
    number: str = ""
    spoke_with: str = ""
    authorised: bool = False
    identity_checked: bool = False
    summary: str = ""
    response: str = ""
    new_facts: str = ""
    agreements: str = ""
    views_heard: bool = False
    read_back: bool = False
    follow_up_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """A request to decide without having spoken the citizen, with its reason."""

    label: ClassVar[str] = "verzoek om uitzondering"
    decision: int
    reason: ExemptionReason
    motivation: str


@dataclass(frozen=True, kw_only=True)
class ExemptionApproval:
    """A second person agrees with an exemption; `exemption` is the place of the request on the record."""

    label: ClassVar[str] = "uitzondering goedgekeurd"
    exemption: int
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class ExemptionRefusal:
    """A second person does not agree with an exemption."""

    label: ClassVar[str] = "uitzondering afgewezen"
    exemption: int
    remark: str


@dataclass(frozen=True, kw_only=True)
class Approval:
    """The second reader agrees with a version of the decision."""

    label: ClassVar[str] = "akkoord"
    decision: int
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Return:
    """The second reader gives a version of the decision back, with the reason."""

    label: ClassVar[str] = "terug naar consulent"
    decision: int
    remark: str


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """The citizen withdraws the report or the application, of their own free will."""

    label: ClassVar[str] = "intrekking"
    received_on: date
    reason: str
    free_choice: bool = True


@dataclass(frozen=True, kw_only=True)
class Resumption:
    """The citizen takes the withdrawal back."""

    label: ClassVar[str] = "intrekking herroepen"
    received_on: date
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class HelpEnds:
    """The last day of help that was granted comes near; the citizen is told in time (Wmo 2015, art. 2.3.9)."""

    label: ClassVar[str] = "einde van de hulp nadert"
    until_on: date


@dataclass(frozen=True, kw_only=True)
class Note:
    """A short note for colleagues; changes nothing in the process."""

    label: ClassVar[str] = "notitie"
    text: str


@dataclass(frozen=True, kw_only=True)
class EditableCopy:
    """Somebody took a copy of a letter that can be changed; `letter` is its number in the case."""

    label: ClassVar[str] = "bewerkbare kopie"
    letter: int
    reason: str


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
    | HelpEnds
    | Note
    | EditableCopy
)
KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in Fact.__args__}
