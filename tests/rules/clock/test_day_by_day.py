"""Two implementations that share no code agree."""

import os
import random
from datetime import date, timedelta

import daybyday
from daybyday import last_day, recomputed

from rules.calendar.days import Calendar, easter
from rules.clock.deadline import deadline
from rules.clock.explanation import explain
from rules.clock.extension import Extension
from rules.clock.lengths import Unit
from rules.clock.suspension import GroundId, Suspension
from rules.clock.term import ExtensionRule, Term

# mutmut runs this once for every mutant.
CASES = 1_500 if "MUTANT_UNDER_TEST" in os.environ else 20_000
SEED = 20261123
FIRST = date(1994, 1, 1).toordinal()
LAST = date(2060, 12, 31).toordinal()
LENGTHS = ((Unit.DAYS, 1, 100), (Unit.WEEKS, 1, 14), (Unit.MONTHS, 1, 5), (Unit.YEARS, 1, 3))
RULE = ExtensionRule(article="", statutory=True)


def random_case(dice):
    unit, shortest, longest = dice.choice(LENGTHS)
    length, atw = dice.randint(shortest, longest), dice.random() < 0.9
    start = date.fromordinal(dice.randint(FIRST, LAST))
    still = []
    for _ in range(dice.choice((0, 0, 1, 1, 2, 3))):
        first = start + timedelta(dice.randint(-20, 130))
        still.append((first, first + timedelta(dice.randint(0, 40))))
    return start, length, unit, atw, still


def random_extension(dice, start, length, unit, still):
    kind = dice.random()
    if kind < 0.6:
        return {}, None
    if kind < 0.9:
        weeks = dice.randint(1, 6)
        return {"more_weeks": weeks}, Extension(length=weeks)
    to = last_day(start, length, unit, atw=True, still=still) + timedelta(dice.randint(1, 60))
    return {"to": to}, Extension(to_on=to)


def engine(start, length, unit, atw, still, calendar, extension=None):
    term = Term(id="t", length=length, unit=unit, atw=atw, suspendable=(GroundId.CONSENT,), extendable=RULE)
    suspensions = [Suspension.period(GroundId.CONSENT, first, last) for first, last in still]
    return deadline(start, term, calendar=calendar, suspensions=suspensions, extension_to=extension)


def disagreements(calendar, cases, seed):
    """What the two say differently, over exactly so many compared cases."""
    dice = random.Random(seed)
    found, compared = [], 0
    while compared < cases:
        start, length, unit, atw, still = random_case(dice)
        again, extension = random_extension(dice, start, length, unit, still)
        plain = engine(start, length, unit, atw, still, calendar)
        if extension is not None and asked(extension, plain) <= plain.on:
            continue  # refused: no later than what the Act already gives
        compared += 1
        expected = last_day(start, length, unit, atw=atw, still=still, **again)
        computed = plain if extension is None else engine(start, length, unit, atw, still, calendar, extension)
        if computed.on != expected:
            found.append((start, length, unit, atw, still, extension, computed.on, expected))
    return found


def asked(extension, plain):
    return extension.to_on or plain.nominal_on + timedelta(weeks=extension.length)


def test_the_engine_agrees_with_counting_day_by_day(calendar):
    assert disagreements(calendar, CASES, SEED) == []


def test_the_comparison_notices_a_forgotten_holiday(calendar):
    without = Calendar(calendar.holidays[:-1], calendar.decrees)
    assert disagreements(without, 3_000, SEED)


def test_the_comparison_notices_a_forgotten_decree(calendar):
    assert disagreements(Calendar(calendar.holidays, calendar.decrees[:-1]), 10_000, SEED)


def test_the_comparison_notices_a_term_without_its_two_working_days(calendar, monkeypatch):
    monkeypatch.setattr("rules.clock.deadline.two_working_days", lambda *_: [])
    assert disagreements(calendar, 10_000, SEED)


def test_both_know_the_same_days_of_rest(calendar):
    days = (date.fromordinal(n) for n in range(FIRST, date(2081, 1, 1).toordinal()))
    assert [day for day in days if calendar.is_rest_day(day) != (day in daybyday.REST)] == []


def test_both_know_the_same_easter_for_a_thousand_years():
    years = range(1583, 2600)
    assert [easter(year) for year in years] == [daybyday.easter_by_moon(year) for year in years]


def test_every_explanation_recomputes_to_its_own_result(calendar):
    dice = random.Random(SEED + 1)
    for _ in range(3_000):
        start, length, unit, atw, still = random_case(dice)
        found = engine(start, length, unit, atw, still, calendar)
        assert recomputed(one.step for one in explain(found).steps) == found.on
