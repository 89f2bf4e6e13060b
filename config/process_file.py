"""What one process file says of its course: terms, letters, second readers, how often to call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from config.watch import Moments
from rules.asked.grants import Grant
from rules.calls import ATTEMPT_MINUTES, Protocol
from rules.facts import KINDS, Outcome
from rules.record.reminders import Reminder
from rules.results import RESULTS, REVIEWED
from rules.wording import Noun

# So many days or weeks; and a number that is at least one.
Length = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=1)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CourseTerm(_Section):
    """One term of the course: its id in `config/law/`, its name on the desk, and what starts it.

    `starts` names a kind of fact and a day in it (`Application.received_on`); without it, the term counts from a day
    that its user knows, such as the date of a letter. A term without a name has no bar on the desk.
    `met_by` is the kind of fact that ends it; without one, the end of the case does. `warn` says when the watch warns,
    where that differs from `config/watch.toml`.
    """

    law: str
    name: str = ""
    starts: str = ""
    met_by: str = ""
    warn: Moments | None = None

    @property
    def begins(self) -> str:
        """The fact that starts it, as in a Dutch sentence: “de aanvraag”."""
        kind = KINDS[self.starts.partition(".")[0]]
        return Noun(kind.label, kind.article).the


class SecondReader(_Section):
    """Which outcomes a second person must read before the decision becomes a letter."""

    outcomes: tuple[Outcome, ...]


class DecisionPolicy(_Section):
    """What the decision is about: what somebody applies for, or what runs already."""

    about: Literal["application", "review"] = "application"


class DecisionLetters(_Section):
    """Which letter carries which decision, and the letters that shared steps send.

    One gives all that was asked, one gives less or nothing, one is provisional; what they give is a part of each, by
    its form. `grants` are the forms in which the course can give. Leaving an application (Awb 4:5) has its own, as has
    the suspension of what runs, with one that tells that it goes on.
    """

    grants: tuple[Grant, ...] = ()
    all: str = ""
    less: str = ""
    provisional: str = ""
    not_processed: str = ""
    suspended: str = ""
    resumed: str = ""
    # An appointment for a conversation, the help that nears its end, and the withdrawal.
    invitation: str = ""
    ending: str = ""
    withdrawal: str = "shared/bevestiging-intrekking"


class CourseEnd(_Section):
    """An end that the law of this course allows without a decision, by the article that says so.

    `result` is the result of the case; `kind` a kind of fact without which it cannot end so. `letter` tells the
    citizen, and is needed where somebody asked something.
    """

    result: Annotated[str, Field(pattern=r"^[a-z][a-z ]*$")]
    article: Annotated[str, Field(min_length=3)]
    kind: str = ""
    letter: str = ""


class DataPolicy(_Section):
    """How many working days before the deadline we send a reminder about missing data (local policy)."""

    reminder_working_days: Length


class EndingPolicy(_Section):
    """How long before help ends the citizen is told, and until when to ask for more (local policy; art. 2.3.9)."""

    announce_weeks: Length
    report_weeks: Length


class WithdrawalPolicy(_Section):
    """How many days a citizen has to retract a withdrawal (local policy)."""

    reaction_days: Length


class CallPolicy(_Section):
    """The numbers of the call protocol (local policy)."""

    attempts_min: Count
    minutes_apart: Annotated[int, Field(ge=ATTEMPT_MINUTES)]
    # A day has three: morning, afternoon and evening.
    dayparts_min: Annotated[Count, Field(le=3)]
    days_min: Count
    wait_working_days: Length
    start_working_days: Length
    stop_working_days: Length


class FindingTitle(_Section):
    """One subject the investigation must cover."""

    part: str
    title: str


class PageText(_Section):
    """What one page of the desk says for this law; what is left out stays as it is."""

    title: str = ""
    intro: str = ""
    button: str = ""
    link: str = ""


class DeskTexts(_Section):
    """What the desk says for this law and for no other.

    `purpose` is the aim of the law, as it is weighed in a decision. `urgent` and `received` stand at a report that is
    taken, `findings` beside the title of what must be investigated, `no_term` where the term to decide has not begun.
    `pages` has the texts of the pages by their address under the case.
    """

    purpose: str = ""
    urgent: str = ""
    received: str = ""
    findings: str = ""
    no_term: str = ""
    pages: dict[str, PageText] = {}


class Process(_Section):
    """One file of `config/processes/`.

    `id` is the name of the file, and `prefix` begins the numbers of its cases. `opens_with` is the kind of fact that
    opens a case, `subject` what a case is about when nobody says so, and `valid_from` the first day on which a case can
    begin.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: str
    version: int
    prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    opens_with: str
    subject: str
    valid_from: date
    basis: str
    basis_temporary: str = ""
    # Beside the basis: of what is refused, and of a budget. And the amount in config/law that is paid for help.
    basis_refused: str = ""
    basis_budget: str = ""
    contribution: str = ""
    terms: dict[str, CourseTerm] = {}
    decision: DecisionPolicy = DecisionPolicy()
    second_reader: SecondReader
    call: CallPolicy
    withdrawal: WithdrawalPolicy
    data: DataPolicy
    ending: EndingPolicy | None = None
    letters: DecisionLetters
    ends: tuple[CourseEnd, ...] = ()
    findings: tuple[FindingTitle, ...] = ()
    desk: DeskTexts = DeskTexts()
    reminders: tuple[Reminder, ...] = ()

    @property
    def protocol(self) -> Protocol:
        """The call protocol in the form the rules use."""
        return Protocol(**self.call.model_dump())

    @property
    def results(self) -> Mapping[Outcome, str]:
        """What its decisions can come to, each with the word for the result of the case."""
        return REVIEWED if self.decision.about == "review" else RESULTS
