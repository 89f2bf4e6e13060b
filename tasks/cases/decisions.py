"""The decision that a letter announces, with the call or exemption that opens the gate for it."""

from __future__ import annotations

from dataclasses import dataclass

from config.process import Process
from rules.errors import FactInvalid
from rules.facts import Call, ExemptionApproval, Form, Intention, Outcome
from rules.facts.lateness import PenaltyDecision
from rules.record import case_state
from rules.record.entries import Entry, Record, every
from rules.results import RESULTS
from tasks.cases.open_case import OpenCase

PENALTY, REFUSED_PENALTY = "shared/dwangsombesluit", "shared/dwangsom-geen"
NOT_GIVEN_NL = "Deze wet kent deze vorm niet. Kies een andere vorm."


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
    """The name of the letter that announces this decision; a personal budget has its own (Wmo 2015, art. 2.3.6).

    `FactInvalid` when it gives something in a form that the course does not have.
    """
    letters = case.process.letters
    if intention.temporary:
        return letters.temporary
    if intention.outcome is Outcome.PARTIAL:
        return letters.partial
    if intention.outcome is Outcome.REJECTED:
        return letters.rejected
    if intention.outcome is Outcome.NOT_PROCESSED:
        return letters.not_processed
    if found := problems(case.record, case.process, intention):
        raise FactInvalid(found)
    budget = any(provision.form is Form.BUDGET for provision in intention.provisions)
    return letters.granted[Form.BUDGET if budget else Form.IN_KIND]


def problems(record: Record, process: Process, fact: Intention) -> dict[str, str]:
    """Where this gives something in a form that the course does not have, as Dutch sentences by field."""
    del record
    forms = process.letters.granted
    refused = (index for index, one in enumerate(fact.provisions) if one.outcome.gives and one.form not in forms)
    return {f"provisions.{index}.form": NOT_GIVEN_NL for index in refused}
