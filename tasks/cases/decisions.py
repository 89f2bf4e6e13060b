"""The decision that a letter announces, with the call or exemption that opens the gate for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from config.process import Process, process
from config.products import product
from config.standards import standards
from config.tariffs import tariffs
from rules.asked.grants import Grant
from rules.facts import APPLICANT, Call, ExemptionApproval, Fact, Intention, Outcome
from rules.facts.decision import AT_ONCE, LOW_ADVANCE, NO_END, TOO_LITTLE
from rules.facts.remedies.lateness import PenaltyDecision
from rules.facts.suspension import HelpSuspended
from rules.record import asked, case_state, item_references, judgement
from rules.record.entries import Entry, Record, before, every, remembered
from rules.record.judgement import Judgement, Known, Yardstick
from rules.results import RESULTS, REVIEWED
from store.models import Letter
from tasks import clock
from tasks.cases.open_case import OpenCase, Sent
from tasks.terms.case_terms import started

PENALTY, REFUSED_PENALTY = "shared/dwangsombesluit", "shared/dwangsom-geen"
WHOLE_REVIEW_NL = "Wat loopt, blijft niet buiten behandeling. Beslis erover."
NOT_GIVEN_NL = "Deze wet kent deze vorm niet. Kies een andere vorm."


@dataclass(frozen=True)
class Grounded:
    """A decision with what its letter to one party needs: its version and, if adverse, a call or an exemption."""

    version: int
    letter: str
    party: int
    call: Entry[Call] | None
    exempted: Entry[ExemptionApproval] | None


@dataclass(frozen=True)
class Decided(Grounded):
    """One version of a decision on the application, ready for its letter."""

    intention: Entry[Intention]
    judgement: Judgement

    @property
    def result(self) -> str:
        """The result of the case, in one or two Dutch words."""
        return (REVIEWED if self.judgement.reviews else RESULTS)[self.judgement.outcome]


def decided(case: OpenCase, intention: Entry[Intention], version: int, party: int = APPLICANT) -> Decided:
    """The decision of this version, with the letter that announces it to a party."""
    found = judged(case, intention)
    return Decided(
        intention=intention,
        version=version,
        judgement=found,
        letter=letter_for(case.process, intention.fact, found),
        party=party,
        call=case_state.upholding(case.record, version, party),
        exempted=case_state.exempted(case.record, version, party),
    )


def penalty_decided(case: OpenCase, decision: Entry[PenaltyDecision], party: int = APPLICANT) -> Grounded:
    """The decision about the penalty, with the letter that announces it to a party (Awb 4:18)."""
    return grounded(case, decision, carried_by(decision.fact), party)


def grounded(
    case: OpenCase, decision: Entry[PenaltyDecision] | Entry[HelpSuspended], letter: str, party: int
) -> Grounded:
    """A decision beside that on the case, with the letter of this name that announces it to a party."""
    version = case_state.version_of(case.record, decision)
    return Grounded(
        version=version,
        letter=letter,
        party=party,
        call=case_state.upholding(case.record, version, party),
        exempted=case_state.exempted(case.record, version, party),
    )


def told(letters: Iterable[Sent | Letter]) -> frozenset[int]:
    """The places of what these letters tell is decided, as far as they were not taken back."""
    return frozenset(one.about for one in letters if one.decides and one.status != "withdrawn")


def carried_by(decision: PenaltyDecision) -> str:
    """The name of the letter that announces a decision about the penalty."""
    return REFUSED_PENALTY if decision.adverse else PENALTY


def decided_about(case: OpenCase, seq: int, party: int = APPLICANT) -> Decided | None:
    """The decision for a party whose intention is at this place on the record, if there is one."""
    found = [entry for entry in every(case.record, Intention) if entry.seq == seq]
    return decided(case, found[0], case_state.version_of(case.record, found[0]), party) if found else None


def judged(case: OpenCase, intention: Entry[Intention]) -> Judgement:
    """What an intention on the record comes to, by what was asked before it, which nothing changes any more."""
    return judged_on(case.process, case.record, intention)


def judged_on(course: Process, record: Record, intention: Entry[Intention]) -> Judgement:
    """The same, where only the record is at hand; of a preview the intention is not on it."""
    if any(entry is intention for entry in record):
        return _judged(record, course.id, intention.seq)
    return judge(course, before(record, intention.seq), intention.fact, intention.at, by=intention.by)


@remembered
def _judged(record: Record, course: str, seq: int) -> Judgement:
    intention = next(entry for entry in every(record, Intention) if entry.seq == seq)
    return judge(process(course), before(record, seq), intention.fact, intention.at, by=intention.by)


def judge(course: Process, record: Record, fact: Intention, at: datetime, *, by: str = "") -> Judgement:
    """What an intention of this moment, worded by this person, comes to by what is asked on this record."""
    applied_on = started(record, course, "decision") or clock.local(at).date()
    return judgement.of(record, fact, at, yardstick(course, applied_on), by=by)


def yardstick(course: Process, on: date) -> Yardstick:
    """What asked and given are held to, as it was on a day: that of the application."""

    def known(key: str) -> Known:
        found = product(key, course.id, on=on) if key else None
        if found is None:
            return Known()
        own = found.forms if found.forms and Grant.IN_KIND not in found.forms else (Grant.IN_KIND,)
        prices = tariffs(key, course.id, on=on)
        return Known(usual=found.usual, forms=own, fixed=found.fixed, prices=prices)

    return Yardstick(standards(on), known, has_budgets=Grant.BUDGET in course.letters.grants)


def comes_to(course_id: str, record: Record, fact: Fact, at: datetime, by: str) -> Outcome | None:
    """The outcome of an intention of this moment, for the record; None for any other fact."""
    return judge(process(course_id), record, fact, at, by=by).outcome if isinstance(fact, Intention) else None


def letter_for(course: Process, fact: Intention, found: Judgement) -> str:
    """The name of the letter that announces this decision: all that was asked, less, or until it is decided."""
    letters = course.letters
    if fact.temporary:
        return letters.provisional
    if found.outcome is Outcome.NOT_PROCESSED:
        return letters.not_processed
    return letters.less if found.adverse else letters.all


def problems(record: Record, course: Process, fact: Intention) -> dict[str, str]:
    """Where this answers what was not asked, gives what the course has not, or was not weighed, in Dutch by field."""
    forms = course.letters.grants
    refused = (index for index, one in enumerate(fact.provisions) if one.gives and one.grant not in forms)
    found = {f"provisions.{index}.grant": NOT_GIVEN_NL for index in refused}
    if fact.temporary:
        return _until_decided(record, course, fact) | found
    found |= item_references.answered(fact, record)
    if fact.unprocessed and asked.reviews(record):
        found["provisions"] = WHOLE_REVIEW_NL
    seen = judge(course, record, fact, clock.now())
    if seen.refused:
        found.setdefault("provisions", seen.refused)
    if seen.adverse:
        found |= fact.unweighed()
    return found


def _until_decided(record: Record, course: Process, fact: Intention) -> dict[str, str]:
    """Where what is given until the decision refuses something, is too little, or has an end that no letter names."""
    advances = [one.grant is Grant.ADVANCE for one in fact.provisions]
    ends = (index for index, one in enumerate(fact.provisions) if one.until_on and not advances[index])
    found = {f"provisions.{index}.until_on": NO_END for index in ends}
    applied_on = started(record, course, "decision") or clock.today()
    if _refuses(fact):
        found["provisions"] = AT_ONCE
    elif judgement.too_little(record, fact, clock.now(), yardstick(course, applied_on)):
        found["provisions"] = LOW_ADVANCE if all(advances) else TOO_LITTLE
    return found


def _refuses(fact: Intention) -> bool:
    """Whether help at once says in words that something is refused."""
    phrases = standards(clock.today()).phrases
    return any(phrases.is_refusing(one.words) for one in fact.provisions)
