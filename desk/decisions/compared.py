"""What was asked beside what an intention gives, row by row, for whoever calls or reads along (Awb 3:46)."""

from __future__ import annotations

from dataclasses import dataclass

from desk.record.asked_side import Question, lines, questions
from desk.record.case_file import CaseFile
from desk.record.timeline_texts import OUTCOMES
from desk.web import measures
from rules.facts import Intention, Outcome, Provision
from rules.facts.asking.items import Measure
from rules.record.entries import Entry, before
from rules.wording import list_nl
from tasks.cases.decisions import judged_on


@dataclass(frozen=True)
class Compared:
    """One provision: what it comes to, the questions that it answers, what it gives, and why that is less."""

    provision: Provision
    outcome: Outcome
    asked: tuple[Question, ...]
    given: tuple[tuple[str, str], ...]
    why: tuple[str, ...]

    @property
    def told(self) -> str:
        """What it comes to, in a few Dutch words."""
        return SHORT.get(self.outcome, OUTCOMES[self.outcome])

    @property
    def extent(self) -> str:
        """How much it gives, in Dutch words."""
        return measures.told(self.provision.quantity) or self.provision.extent

    @property
    def amount(self) -> str:
        """How much was asked, where that was named."""
        return list_nl([text for one in self.asked if (text := measures.told(one.measure.quantity))] or [""])


SHORT = {Outcome.PARTIAL: "deels"}


def compared(file: CaseFile, intention: Entry[Intention]) -> tuple[Compared, ...]:
    """The provisions of an intention; those of before items were kept as they were written."""
    judgement = judged_on(file.process, file.record, intention)
    known = before(file.record, intention.seq)
    asked = {one.number: one for one in questions(known, file.process)}
    return tuple(
        Compared(
            provision=one,
            outcome=judgement.answer(one),
            asked=tuple(asked[number] for number in one.answers if number in asked),
            given=_given(one, file),
            why=tuple(lack.sentence for number in one.answers for lack in judgement.lacks.get(number, ()) if one.gives),
        )
        for one in intention.fact.provisions
    )


def _given(one: Provision, file: CaseFile) -> tuple[tuple[str, str], ...]:
    if not one.gives:
        return ()
    measure = Measure(
        product=one.product,
        form=one.grant,
        quantity=one.quantity,
        from_on=one.from_on,
        until_on=one.until_on,
        provider=one.provider,
    )
    return (*((("Hoeveel", one.extent),) if one.extent else ()), *lines(measure, file.process))
