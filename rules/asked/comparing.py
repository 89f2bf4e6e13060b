"""Compares what was asked with what is given: adverse is computed here, and nowhere chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from rules.asked.answers import COUNTLESS, Answer, Decision
from rules.asked.grants import Grant
from rules.asked.items import Item, Withdrawal
from rules.asked.parties import must_be_heard
from rules.asked.periods import Wish, asked_span, is_paid_at_once, shortfalls, spread
from rules.asked.quantity import Per, Quantity
from rules.asked.respects import as_worded, in_money, low_advance, lowers_later, others, refused_by, too_little, unsure
from rules.asked.standards import Standards
from rules.asked.talks import Talks
from rules.asked.verdict import Lack, Respect, Verdict


def compare(decision: Decision, standards: Standards) -> Verdict:
    """What is less than asked, item by item; where it cannot be computed it is less."""
    comparison = _Comparison(decision, standards)
    less = {item.number: lacks for item in comparison.subject if (lacks := comparison.lacks(item))}
    less |= comparison.at_once()
    refused = comparison.refused(less)
    if refused and not less:
        less = {item.number: (Lack(Respect.WORDS),) for item in comparison.worded_against()}
    heard = must_be_heard(decision.parties, decision.decided_at.date())
    return Verdict(
        less=less,
        call=heard if less or refused else (),
        provisional=comparison.provisional,
        still_open=comparison.still_open,
        record_refused=refused,
    )


@dataclass(frozen=True)
class _Comparison:
    decision: Decision
    standards: Standards

    @cached_property
    def talks(self) -> Talks:
        made = self.decision
        return Talks(made.talks, made.parties, made.decided_at, made.facts_at, self.standards)

    @cached_property
    def open(self) -> tuple[Item, ...]:
        """The items that want an answer, each with what was made precise."""
        day = self.decision.decided_at.date()
        dead = {party.name for party in self.decision.parties if party.is_dead(day)}
        kept = [item for item in self.decision.items if not (item.moved or (item.by and dead >= {*item.by}))]
        kept = [item for item in kept if not self._is_withdrawn(item) and not self._is_replaced(item)]
        return tuple(as_worded(self.talks.precise(as_worded(item))) for item in kept)

    @cached_property
    def provisional(self) -> bool:
        """Whether the decision is about something provisional: help at once, an advance, a suspension."""
        return bool(self.decision.answers) and all(map(self._is_provisional, self.decision.answers))

    @cached_property
    def subject(self) -> tuple[Item, ...]:
        """The items that this decision must answer: all, unless it is about something provisional or a penalty."""
        answered = {number for answer in self.decision.answers for number in answer.answers}
        own = tuple(item for item in self.open if item.number in answered)
        if self.provisional or (own and all(item.beside for item in own)):
            return own
        return self.open

    @cached_property
    def still_open(self) -> tuple[int, ...]:
        """What stays to be answered for good."""
        done = {item.number for item in self.subject if not self.provisional or item.provisional}
        return tuple(item.number for item in self.open if item.number not in done)

    def lacks(self, item: Item) -> tuple[Lack, ...]:
        """In which respects the item is less, unless each of its parties agreed to exactly that."""
        if any(not self.lacks(replace(other, alternatives=())) for other in item.alternatives):
            return ()
        answers = self._answers(item)
        if not answers or any(answer.is_nothing for answer in answers) or self._is_over(item, answers):
            return (Lack(Respect.NOTHING),)
        versions = (item, *(self._as(item, older) for older in item.before if self._has_measure(older)))
        found = [lack for each in versions for lack in self._compared(self._due(each, answers), answers)]
        if not found:
            return ()
        agreed = [each for version in versions for each in self.talks.agreed(version)]
        borne = agreed and not any(self._compared(each, answers) for each in agreed)
        return () if borne else tuple(dict.fromkeys(found))

    def _as(self, item: Item, older: Item) -> Item:
        """Older words in the place of the item: the same answers, talks and parties are about them."""
        precise = as_worded(older)
        return replace(precise, number=item.number, by=item.by, said_at=item.said_at)

    def at_once(self) -> dict[int, tuple[Lack, ...]]:
        """Where help that cannot wait is none, by the items of that thing or else by all; and an advance is too low."""
        unasked = [one for one in self.decision.answers if not (one.answers or one.is_nothing)]
        given = unasked if self.provisional else []
        lacks = tuple(too_little(given, self.standards, decided_on=self.decision.decided_at.date()))
        things = {one.thing for one in given}
        alike = [item.number for item in self.open if item.thing in things] or [item.number for item in self.open]
        found = dict.fromkeys(alike, lacks) if lacks else {}
        advances = [one for one in unasked if one.grant is Grant.ADVANCE]
        if low_advance(advances, self.open, self.standards.advance_percent):
            low = (Lack(Respect.AMOUNT, on=advances[0].from_on),)
            found |= {item.number: low for item in self.open if item.form is Grant.ALLOWANCE and item.quantity}
        return found

    def refused(self, less: dict[int, tuple[Lack, ...]]) -> str:
        """Why this may not be recorded at all, in Dutch; empty where it may."""
        known = {item.number for item in self.decision.items}
        if not known:
            return "Een aanvraag zonder onderdeel kan niet worden beantwoord."
        if unknown := {number for answer in self.decision.answers for number in answer.answers} - known:
            return f"Het besluit antwoordt op onderdeel {min(unknown)}, en dat is er niet."
        for item in self.open:
            nothing = {answer.grant is Grant.NONE for answer in self._answers(item)}
            if len(nothing) > 1:
                return f"Onderdeel {item.number} is toegekend en geweigerd tegelijk."
        unasked = any(each.grant is Grant.NONE and not each.answers for each in self.decision.answers)
        if unasked or (not less and self.worded_against()):
            return refused_by(self.decision.answers, self.standards)
        return ""

    def worded_against(self) -> tuple[Item, ...]:
        """The items of grants whose reason refuses something; all of them where such a grant answers none."""
        given = [answer for answer in self.decision.answers if not answer.is_nothing]
        refusing = [each for each in given if self.standards.phrases.is_refusing(each.reason) or lowers_later(each)]
        named = {number for answer in refusing for number in answer.answers}
        return tuple(item for item in self.open if refusing and (not named or item.number in named))

    def _compared(self, item: Item, answers: tuple[Answer, ...]) -> tuple[Lack, ...]:
        """Every respect in which the answers fall short of the item."""
        if not self._has_measure(item):
            return (Lack(Respect.MEASURE),)
        doubts = [lack for answer in answers for lack in unsure(in_money(item, answer), answer, self.standards)]
        fitting = [answer for answer in answers if not self._others(item, answer)]
        short = self._short(item, fitting) if fitting else []
        if short or not fitting:
            # Of another thing or from another hand, an answer adds nothing; and then it is told.
            doubts += [lack for answer in answers for lack in self._others(item, answer)]
        return tuple(dict.fromkeys((*doubts, *short)))

    def _others(self, item: Item, answer: Answer) -> list[Lack]:
        return list(others(in_money(item, answer), answer, self.standards))

    def _short(self, item: Item, answers: list[Answer]) -> list[Lack]:
        if any(answer.unread and answer.quantity is None for answer in answers):
            return []
        merged, shared = self._merged(item, answers)
        wishes = [self._wish(in_money(each, answers[0]), shared) for each in merged]
        minutes = self.standards.daypart_minutes
        # What another item has over pays nothing here: its own answers alone must be enough as well.
        alone = shortfalls(wishes[:1], answers, daypart_minutes=minutes) if len(wishes) > 1 else []
        return alone or shortfalls(wishes, shared, daypart_minutes=minutes)

    def _merged(self, item: Item, answers: list[Answer]) -> tuple[list[Item], list[Answer]]:
        """The items of the same party and thing that share an answer with it, and all the answers to them."""
        merged, shared = [item], list(answers)
        alike = [other for other in self.open if other.number != item.number and self._is_alike(item, other)]
        # An item that is merged brings its other answers, which may be shared in turn.
        while found := next((other for other in alike if any(one in shared for one in self._answers(other))), None):
            alike.remove(found)
            agreed = self.talks.agreed(found)
            merged.append(agreed[0] if agreed else found)
            shared += [one for one in self._answers(found) if one not in shared and not self._others(found, one)]
        return merged, shared

    def _is_alike(self, item: Item, other: Item) -> bool:
        same = other.by == item.by and other.thing == item.thing and other.running == item.running
        return same and self._has_measure(other)

    def _wish(self, item: Item, answers: list[Answer]) -> Wish:
        mine = [answer.from_on for answer in answers if item.number in answer.answers and answer.from_on]
        span = asked_span(
            spread(item, answers),
            min(mine),
            asked_on=min(each.said_at for each in self.decision.items).date(),
            decided_on=self.decision.decided_at.date(),
            start_days=self.standards.start_days,
        )
        return Wish(item, span)

    def _answers(self, item: Item) -> tuple[Answer, ...]:
        mine = (answer for answer in self.decision.answers if item.number in answer.answers)
        return tuple(
            answer for answer in mine if self.provisional or not self._is_provisional(answer) or item.provisional
        )

    def _due(self, item: Item, answers: tuple[Answer, ...]) -> Item:
        """What a provisional answer is measured by: help at once by the wish, an advance by what the law makes due."""
        if not self.provisional:
            return item
        if all(answer.grant is not Grant.ADVANCE for answer in answers):
            return replace(item, provisional=True)
        amount = item.quantity if item.provisional else None
        asked = [each.quantity for each in self.open if each.form is Grant.ALLOWANCE and each.quantity]
        if amount is None and asked:
            percent = self.standards.advance_percent
            once = all(answer.quantity and answer.quantity.per is Per.ONCE for answer in answers)
            amount = Quantity(-(-asked[0].amount * percent // 100), asked[0].unit, Per.ONCE if once else asked[0].per)
        return replace(
            item,
            thing=item.thing if item.provisional else answers[0].thing,
            form=Grant.ADVANCE,
            quantity=amount,
            from_on=item.from_on if item.provisional else None,
            fixed=True,
            provisional=True,
        )

    def _is_provisional(self, answer: Answer) -> bool:
        if self.decision.final:
            return False
        waiting = {item.number for item in self.open if item.provisional}
        # An advance that is said to be the very thing that was asked for good is that in another form.
        things = {item.thing for item in self.open if item.number in answer.answers}
        advance = answer.grant is Grant.ADVANCE and answer.thing not in things
        return answer.provisional or advance or bool(waiting & {*answer.answers})

    def _has_measure(self, item: Item) -> bool:
        return item.thing is not None and (
            item.quantity is not None or item.fixed or item.form in COUNTLESS or bool(item.unread)
        )

    def _is_over(self, item: Item, answers: tuple[Answer, ...]) -> bool:
        """Whether all of it lies before the decision, where he did not ask about days that are over."""
        decided_on = self.decision.decided_at.date()
        if (item.until_on and item.until_on < decided_on) or is_paid_at_once(item):
            return False
        return all(answer.until_on is not None and answer.until_on < decided_on for answer in answers)

    def _is_replaced(self, item: Item) -> bool:
        return any(other.instead_of == item.number and {*other.by} >= {*item.by} for other in self.decision.items)

    def _is_withdrawn(self, item: Item) -> bool:
        taken = item.withdrawn
        if taken is None or taken.revoked or not taken.free or not {*item.by} <= {*taken.by}:
            return False
        return (taken.written and (self.decision.objection or item.running)) or self._is_final(taken)

    def _is_final(self, taken: Withdrawal) -> bool:
        if taken.letter_on is None:
            return False
        days_over = taken.letter_on + timedelta(days=self.standards.withdrawal_days)
        return self.decision.decided_at.date() > max(days_over, taken.final_after or days_over)
