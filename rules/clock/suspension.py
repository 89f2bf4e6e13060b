"""When a decision term is suspended, and which notices that requires (Awb 4:15 and 7:10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.calendar.days import ONE_DAY
from rules.clock.steps import Kind, Step
from rules.errors import PeriodReversed, SetTermMissing


class Reading(StrEnum):
    """Whether the day of completion itself still counts as suspended ("tot", Awb 4:15 lid 1)."""

    LITERAL = "literal"
    INCLUSIVE = "inclusive"


class GroundId(StrEnum):
    """The grounds on which a term can be suspended."""

    COMPLETION = "ops_aanvulling"
    FOREIGN = "ops_buitenland"
    CONSENT = "ops_instemming"
    ATTRIBUTABLE = "ops_toerekenbaar"
    FORCE_MAJEURE = "ops_overmacht"
    OBJECTION_REPAIR = "ops_bezwaar_verzuim"


ARTICLES = {
    GroundId.COMPLETION: "Awb 4:15 lid 1 onder a",
    GroundId.FOREIGN: "Awb 4:15 lid 1 onder b",
    GroundId.CONSENT: "Awb 4:15 lid 2 onder a",
    GroundId.ATTRIBUTABLE: "Awb 4:15 lid 2 onder b",
    GroundId.FORCE_MAJEURE: "Awb 4:15 lid 2 onder c",
    GroundId.OBJECTION_REPAIR: "Awb 7:10 lid 2",
}


@dataclass(frozen=True)
class Ground:
    """What the law requires of one ground."""

    id: str
    article: str
    name: str
    starts: str
    ends: str
    source: str
    confirmed: bool
    needs: str = ""
    set_term: bool = False
    notice_at_start: str = ""
    notice_of_end: str = ""


@dataclass(frozen=True)
class Notice:
    """A message about a suspension that the authority owes the applicant."""

    occasion: str
    article: str
    due_on: date


@dataclass(frozen=True)
class Suspension:
    """The days on which the term is suspended, first and last included."""

    ground: str
    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        # One day back is an empty period: completed on the day after the invitation.
        if self.to_on < self.from_on - ONE_DAY:
            raise PeriodReversed(self.from_on, self.to_on)

    @property
    def days(self) -> int:
        """The number of suspended days, if all of them fall within the term."""
        return (self.to_on - self.from_on).days + 1

    def step(self, on: date, taken: int) -> Step:
        """This suspension as a step that used `taken` days and moved the end to `on`."""
        return Step(
            Kind.SUSPENSION,
            on,
            taken,
            ARTICLES[GroundId(self.ground)],
            ground=self.ground,
            from_on=self.from_on,
            to_on=self.to_on,
        )

    @classmethod
    def completion_request(
        cls,
        sent_on: date,
        last_on: date | None,
        completed_on: date | None = None,
        reading: Reading = Reading.LITERAL,
    ) -> Suspension:
        """The applicant is asked to complete the application (Awb 4:15 lid 1 onder a)."""
        return _invitation(GroundId.COMPLETION, sent_on, last_on, completed_on, reading)

    @classmethod
    def objection_repair(
        cls,
        sent_on: date,
        last_on: date | None,
        repaired_on: date | None = None,
        reading: Reading = Reading.LITERAL,
    ) -> Suspension:
        """The objector is asked to repair the objection (Awb 7:10 lid 2, 6:6)."""
        return _invitation(GroundId.OBJECTION_REPAIR, sent_on, last_on, repaired_on, reading)

    @classmethod
    def foreign_information(
        cls, notified_on: date, received_on: date, reading: Reading = Reading.LITERAL
    ) -> Suspension:
        """An authority abroad is asked for information (Awb 4:15 lid 1 onder b).

        `received_on` may also be the day from which it is no longer reasonable to wait.
        """
        if received_on < notified_on:
            raise PeriodReversed(notified_on, received_on)
        last = _last_before(notified_on, received_on, reading)
        return cls(GroundId.FOREIGN.value, notified_on + ONE_DAY, last)

    @classmethod
    def period(cls, ground: str, from_on: date, to_on: date) -> Suspension:
        """A suspension whose first and last day are already known."""
        if ground in (GroundId.COMPLETION, GroundId.OBJECTION_REPAIR):
            raise SetTermMissing(ground)
        if to_on < from_on:
            raise PeriodReversed(from_on, to_on)
        return cls(str(ground), from_on, to_on)


def _invitation(
    ground: GroundId,
    sent_on: date,
    last_on: date | None,
    done_on: date | None,
    reading: Reading,
) -> Suspension:
    if last_on is None:
        raise SetTermMissing(ground)
    if last_on <= sent_on:
        raise PeriodReversed(sent_on, last_on)
    if done_on is None or done_on > last_on:
        return Suspension(ground, sent_on + ONE_DAY, last_on)
    if done_on < sent_on:
        raise PeriodReversed(sent_on, done_on)
    return Suspension(ground, sent_on + ONE_DAY, _last_before(sent_on, done_on, reading))


def _last_before(sent_on: date, done_on: date, reading: Reading) -> date:
    last = done_on if reading is Reading.INCLUSIVE else done_on - ONE_DAY
    return max(last, sent_on)


def suspended(start: date, end: date, suspensions: Iterable[Suspension]) -> list[Step]:
    """Each suspension as a step, with the number of days it actually takes from the term.

    Days up to the start or after the (moved) end do not count, and a day that
    is covered twice counts once.
    """
    steps, covered = [], start
    for suspension in sorted(suspensions, key=lambda s: (s.from_on, s.to_on, s.ground)):
        first = max(suspension.from_on, covered + ONE_DAY)
        taken = 0
        if first <= min(end, suspension.to_on):
            taken = (suspension.to_on - first).days + 1
            covered = suspension.to_on
            end += timedelta(days=taken)
        steps.append(suspension.step(end, taken))
    return steps


def notices(suspension: Suspension, ground: Ground) -> tuple[Notice, ...]:
    """The messages this suspension requires, and the day each is due (Awb 4:15 lid 3 and 4, 7:10 lid 5)."""
    owed = []
    if ground.notice_at_start:
        owed.append(Notice("begin", ground.notice_at_start, suspension.from_on))
    if ground.notice_of_end:
        owed.append(Notice("einde", ground.notice_of_end, suspension.to_on + ONE_DAY))
    return tuple(owed)
