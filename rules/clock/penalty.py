"""The penalty for deciding late (Awb 4:17 and 4:18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rules.calendar.days import ONE_DAY, Calendar
from rules.errors import OutsideCalendar

WAIT = timedelta(weeks=2)
CENTS = 100


class NoPenalty(StrEnum):
    """Why no penalty is due (Awb 4:17 lid 5; lid 3 for a premature notice and a decision within two weeks)."""

    PREMATURE = "te_vroeg"
    IN_TIME = "op_tijd"
    UNREASONABLY_LATE = "onredelijk_laat"
    NO_INTEREST = "geen_belanghebbende"
    INADMISSIBLE = "kennelijk_niet_ontvankelijk"
    UNFOUNDED = "kennelijk_ongegrond"


@dataclass(frozen=True)
class Tariff:
    """One dated penalty scale: for each step, a number of days and the euros per day."""

    valid_from: date
    valid_to: date | None
    steps: tuple[tuple[int, int], ...]
    max_eur: int
    source: str
    confirmed: bool

    @property
    def max_days(self) -> int:
        """The most days a penalty can run."""
        return sum(days for days, _ in self.steps)

    def parts(self, days: int) -> tuple[tuple[int, int], ...]:
        """The steps that this many days in default reach, as (days, euros per day)."""
        found = []
        for span, euros in self.steps:
            if days > 0:
                found.append((min(days, span), euros))
            days -= span
        return tuple(found)

    def amount(self, days: int) -> int:
        """The whole euros due for this many days in default (Awb 4:17 lid 2)."""
        return min(sum(counted * euros for counted, euros in self.parts(days)), self.max_eur)


@dataclass(frozen=True)
class Penalty:
    """The amount due on the day asked about, with the first and last day of the run."""

    first_on: date | None
    last_on: date | None
    days: int
    amount_eur: int
    reason: NoPenalty | None = None


def penalty(
    term_end: date,
    notice_on: date,
    *,
    tariffs: Sequence[Tariff],
    calendar: Calendar,
    until: date | None = None,
    excluded: NoPenalty | None = None,
) -> Penalty:
    """The penalty up to and including `until` (without it, the whole run), for a notice received on `notice_on`."""
    reason = NoPenalty.PREMATURE if notice_on <= term_end else excluded
    if reason is not None:
        return Penalty(None, None, 0, 0, reason)
    # The two weeks are a statutory term and roll past rest days; the days in default do not (4:17 lid 1).
    first_on = calendar.roll(notice_on + WAIT) + ONE_DAY
    tariff = tariff_on(first_on, tariffs)
    last_on = first_on + timedelta(days=tariff.max_days - 1)
    counted_to = last_on if until is None else min(until, last_on)
    days = max((counted_to - first_on).days + 1, 0)
    return Penalty(first_on, last_on, days, tariff.amount(days))


def tariff_on(day: date, tariffs: Sequence[Tariff]) -> Tariff:
    """The scale in force on this day."""
    for tariff in tariffs:
        if tariff.valid_from <= day and (tariff.valid_to is None or day <= tariff.valid_to):
            return tariff
    raise OutsideCalendar(day)


def shares(amount_eur: int, applicants: int) -> tuple[Decimal, ...]:
    """Equal shares in euros; the first applicants each get one of the leftover cents (Awb 4:17 lid 6)."""
    each, left = divmod(amount_eur * CENTS, applicants)
    return tuple(Decimal(each + (i < left)) / CENTS for i in range(applicants))
