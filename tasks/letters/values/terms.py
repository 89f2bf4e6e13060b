"""The values of letters about the term to decide (Awb 4:14 and 4:15)."""

from __future__ import annotations

from datetime import date

from letters.writing.signs import quotable
from rules.clock.deadline import Deadline
from rules.facts import Fact, TermExtended, TermResumed, TermSuspended
from rules.record.entries import before, every
from tasks.cases.open_case import OpenCase
from tasks.letters.values.registry import Writing, value


@value("besluit.uiterlijk")
def decide_by(writing: Writing[Fact]) -> date:
    """The last day to decide, as it is now."""
    return writing.case.decide_by.on


@value("termijn.uiterlijk", TermExtended, TermSuspended)
def decide_by_then(writing: Writing[TermExtended | TermSuspended]) -> date:
    """The last day to decide, as it followed from the record up to this change."""
    return _due(writing.case, writing.about.seq).on


@value("termijn.eerst", TermExtended)
def decided_before(writing: Writing[TermExtended]) -> date:
    """The last day to decide before this change."""
    return _due(writing.case, writing.about.seq - 1).on


@value("termijn.dwangsom", TermExtended)
def penalty_unmoved(writing: Writing[TermExtended]) -> str:
    """Whether the penalty for deciding late still counts from the first day."""
    rule = _due(writing.case, writing.about.seq).term.extendable
    return "ja" if rule is not None and not rule.moves_default else ""


@value("verlenging.reden", TermExtended)
def extended_because(writing: Writing[TermExtended]) -> str:
    """Why we need more time."""
    return quotable(writing.fact.reason)


@value("opschorting.van", TermSuspended, TermResumed)
def suspended_from(writing: Writing[TermSuspended | TermResumed]) -> date:
    """The first day of the suspension."""
    return _suspension(writing).from_on


@value("opschorting.tot", TermSuspended)
def suspended_to(writing: Writing[TermSuspended]) -> date | None:
    """The last day of the suspension."""
    return _suspension(writing).to_on


@value("opschorting.reden", TermSuspended)
def suspended_because(writing: Writing[TermSuspended]) -> str:
    """Why the term is suspended."""
    return quotable(writing.fact.reason)


@value("instemming.datum", TermSuspended)
def consented_on(writing: Writing[TermSuspended]) -> date | None:
    """The day the citizen agreed in writing."""
    return _suspension(writing).consented_on


@value("hervatting.datum", TermSuspended)
def lapsed_on(writing: Writing[TermSuspended]) -> date:
    """The day after the last day of a suspension."""
    return writing.case.day_after(writing.fact.to_on or writing.case.today)


@value("hervatting.reden", TermSuspended)
def lapsed_because(_: Writing[TermSuspended]) -> None:
    """None: the last day has passed."""


@value("hervatting.datum", TermResumed)
def resumed_on(writing: Writing[TermResumed]) -> date:
    """The first day that counts again."""
    return writing.fact.on


@value("hervatting.reden", TermResumed)
def resumed_because(writing: Writing[TermResumed]) -> str:
    """Why we go on."""
    return quotable(writing.fact.reason)


def _suspension(writing: Writing[TermSuspended] | Writing[TermSuspended | TermResumed]) -> TermSuspended:
    fact = writing.fact
    if isinstance(fact, TermSuspended):
        return fact
    return next(one.fact for one in every(writing.case.record, TermSuspended) if one.seq == fact.suspension)


def _due(case: OpenCase, seq: int) -> Deadline:
    """The last day as it followed from the record up to this place."""
    return case.decide_by_on(before(case.record, seq + 1))
