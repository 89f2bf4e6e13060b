"""How late a case is: the notice of default that counts, and what the delay costs (Awb 4:17 and 4:18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from config.law import law
from config.process import Process
from rules.clock.deadline import Deadline, deadline
from rules.clock.penalty import NoPenalty, Penalty, penalty
from rules.clock.readings import Circumstance, unsure_penalty
from rules.facts.remedies.lateness import DefaultNotice, PenaltyDecision
from rules.record import case_state
from rules.record.entries import Entry, Record, every
from tasks.terms.case_terms import decision_deadline

SET_TERM = "awb_dwangsom_vaststelling"
ANSWER_TERM = "awb_redelijke_termijn"
RUNS_NL = "De dwangsom loopt nog. Beslis eerst over de aanvraag, of wacht tot de laatste dag voorbij is."
CHANGED_NL = "Dit klopt niet meer met de berekening. Laad deze pagina opnieuw en kijk nog eens."
COMPUTED = {NoPenalty.PREMATURE, NoPenalty.IN_TIME}
ALWAYS = {NoPenalty.PREMATURE}
OTHER_NL = "Deze reden klopt niet met de berekening. Kies een andere reden, of stel het bedrag vast."
OWED_NL = "Er is wel een dwangsom. Stel het bedrag vast, of kies een reden uit artikel 4:17 lid 5."


@dataclass(frozen=True)
class Lateness:
    """The notice that counts and the deadline it is about, the whole run of the penalty, and when it ended early.

    `ended_on` is the day of the decision or of a withdrawal; `known` are circumstances that affect how to read the law.
    """

    notice: Entry[DefaultNotice]
    due: Deadline
    run: Penalty
    ended_on: date | None
    known: frozenset[Circumstance] = frozenset()

    def until(self, today: date) -> Penalty:
        """The penalty up to and including today, or the day the case ended."""
        return _penalty(self.due, self.notice, until=self.ended_on or today)

    def over(self, today: date) -> bool:
        """Whether no more days can be added."""
        return self.ended_on is not None or (self.run.last_on is not None and today > self.run.last_on)

    @property
    def last_on(self) -> date | None:
        """The last day with a penalty, as far as is known."""
        if self.run.last_on is None or self.ended_on is None:
            return self.run.last_on
        return min(self.run.last_on, self.ended_on)

    @property
    def never_ran(self) -> bool:
        """Whether there was no day with a penalty, and there will be none."""
        return self.last_on is None or self.run.first_on is None or self.last_on < self.run.first_on

    @property
    def set_by(self) -> date:
        """By when its amount must be set (Awb 4:18) or, when nothing runs, by when a request must be answered."""
        if self.last_on is None or self.never_ran:
            return _end(ANSWER_TERM, self.notice.fact.received_on)
        return _end(SET_TERM, self.last_on)

    def unsure(self, today: date) -> tuple[str, ...]:
        """What a lawyer should check before relying on these days, as Dutch sentences."""
        found = set(self.known)
        if self.never_ran:
            found.add(Circumstance.NOTHING)
        elif self.over(today):
            found.add(Circumstance.SHARED)
        return unsure_penalty(self.until(today), found)

    def draft(self, today: date, applicants: int = 1) -> PenaltyDecision:
        """The decision as calculated, to be confirmed by a professional."""
        owed = self.until(today)
        if owed.amount_eur == 0:
            none_due = NoPenalty.IN_TIME if owed.reason is None else owed.reason
            return PenaltyDecision(notice=self.notice.seq, applicants=applicants, none_due=none_due)
        return PenaltyDecision(
            notice=self.notice.seq,
            amount_eur=owed.amount_eur,
            days=owed.days,
            first_on=owed.first_on,
            last_on=self.last_on,
            applicants=applicants,
        )


def lateness(record: Record, process: Process, closed_on: date | None = None) -> Lateness | None:
    """What the notices of default of a case amount to; None when there are none.

    The first that was not premature counts; a second one changes nothing.
    """
    notices, due = every(record, DefaultNotice), decision_deadline(record, process)
    if not notices or due is None:
        return None
    withdrawn = case_state.withdrawal(record)
    withdrawn_on = withdrawn.fact.received_on if withdrawn else None
    ends = [day for day in (closed_on, withdrawn_on) if day]
    counting = next((one for one in notices if one.fact.received_on > due.default_on), notices[-1])
    run = _penalty(due, counting)
    known = _known(run, several=len(notices) > 1, closed_on=closed_on, withdrawn_on=withdrawn_on)
    return Lateness(counting, due, run, min(ends, default=None), frozenset(known))


def _known(run: Penalty, *, several: bool, closed_on: date | None, withdrawn_on: date | None) -> Iterator[Circumstance]:
    if several:
        yield Circumstance.NOTICES
    if run.first_on and withdrawn_on and withdrawn_on >= run.first_on:
        yield Circumstance.WITHDRAWN
    if run.first_on and closed_on and not withdrawn_on:
        yield Circumstance.DECIDED


def parts(days: int, first_on: date) -> Sequence[tuple[int, int]]:
    """The penalty as (days, euros per day) for each step that this many days reach."""
    tariff = next(one for one in law().penalty if one.valid_from <= first_on <= (one.valid_to or first_on))
    return tariff.parts(days)


def problems(
    record: Record, process: Process, fact: PenaltyDecision, *, closed_on: date | None, today: date
) -> dict[str, str]:
    """Why the law does not allow this decision about the penalty, as a Dutch sentence for the field it is about."""
    late = lateness(record, process, closed_on)
    if late is None:
        return {}
    if fact.notice != late.notice.seq:
        return {"notice": CHANGED_NL}
    return _refused(late, fact, today) if fact.adverse else _set(late, fact, today)


def _set(late: Lateness, fact: PenaltyDecision, today: date) -> dict[str, str]:
    if not late.over(today):
        return {"amount_eur": RUNS_NL}
    return {} if fact == late.draft(today, fact.applicants) else {"amount_eur": CHANGED_NL}


def _refused(late: Lateness, fact: PenaltyDecision, today: date) -> dict[str, str]:
    """We calculate whether a notice was premature or a decision in time; a professional judges the grounds of lid 5."""
    computed = late.draft(today).none_due
    if fact.none_due not in COMPUTED or (fact.none_due is computed and (computed in ALWAYS or late.over(today))):
        return {}
    return {"none_due": OTHER_NL if computed else OWED_NL}


def _penalty(due: Deadline, notice: Entry[DefaultNotice], until: date | None = None) -> Penalty:
    known = law()
    return penalty(due.default_on, notice.fact.received_on, tariffs=known.penalty, calendar=known.calendar, until=until)


def _end(term_id: str, start: date) -> date:
    return deadline(start, law().term(term_id, on=start), calendar=law().calendar).on
