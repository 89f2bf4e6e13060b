"""The decision that a letter announces, with the call or exemption that opens the gate for it."""

from __future__ import annotations

from dataclasses import dataclass

from rules.facts import Call, ExemptionApproval, Form, Intention, Outcome
from rules.facts.lateness import PenaltyDecision
from rules.record import case_state
from rules.record.entries import Entry, every
from rules.results import RESULTS
from tasks.cases.open_case import OpenCase

PENALTY, REFUSED_PENALTY = "shared/dwangsombesluit", "shared/dwangsom-geen"


@dataclass(frozen=True)
class Grounded:
    """A decision with what its letter needs: its version and, if it is adverse, a call or an exemption."""

    version: int
    letter: str
    call: Entry[Call] | None
    exempted: Entry[ExemptionApproval] | None


@dataclass(frozen=True)
class Decided(Grounded):
    """One version of a decision on the application, ready for its letter."""

    intention: Entry[Intention]

    @property
    def result(self) -> str:
        """The result of the case, in one or two Dutch words."""
        return RESULTS[self.intention.fact.outcome]


def decided(case: OpenCase, intention: Entry[Intention], version: int) -> Decided:
    """The decision of this version, with the letter that announces it."""
    return Decided(
        intention=intention,
        version=version,
        letter=letter_for(case, intention.fact),
        call=case_state.upholding(case.record, version),
        exempted=case_state.exempted(case.record, version),
    )


def penalty_decided(case: OpenCase, decision: Entry[PenaltyDecision]) -> Grounded:
    """The decision about the penalty, with the letter that announces it (Awb 4:18)."""
    version = case_state.version_of(case.record, decision)
    return Grounded(
        version=version,
        letter=carried_by(decision.fact),
        call=case_state.upholding(case.record, version),
        exempted=case_state.exempted(case.record, version),
    )


def carried_by(decision: PenaltyDecision) -> str:
    """The name of the letter that announces a decision about the penalty."""
    return REFUSED_PENALTY if decision.adverse else PENALTY


def decided_about(case: OpenCase, seq: int) -> Decided | None:
    """The decision whose intention is at this place on the record, if there is one."""
    found = [entry for entry in every(case.record, Intention) if entry.seq == seq]
    return decided(case, found[0], case_state.version_of(case.record, found[0])) if found else None


def letter_for(case: OpenCase, intention: Intention) -> str:
    """The name of the letter that announces this decision; a personal budget has its own (Wmo 2015, art. 2.3.6)."""
    letters = case.process.letters
    if intention.temporary:
        return letters.temporary
    if intention.outcome is Outcome.PARTIAL:
        return letters.partial
    if intention.outcome is Outcome.REJECTED:
        return letters.rejected
    if intention.outcome is Outcome.NOT_PROCESSED:
        return letters.not_processed
    budget = any(provision.form is Form.BUDGET for provision in intention.provisions)
    return letters.granted[Form.BUDGET if budget else Form.IN_KIND]
