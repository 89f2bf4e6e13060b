"""A holiday added later moves running deadlines."""

from dataclasses import replace
from datetime import date

from rules.calendar.days import Calendar, DecreeDays
from rules.clock.deadline import deadline
from rules.clock.extension import Extension
from rules.clock.suspension import Suspension
from rules.moves import Move, RunningTerm, moves


def with_decree(calendar, day):
    decree = DecreeDays(date(2029, 1, 1), date(2031, 12, 31), (day,))
    return Calendar(calendar.holidays, (*calendar.decrees, decree))


def test_only_the_deadlines_on_the_new_day_of_rest_move(the_law):
    term = the_law.term("wmo_onderzoek", on=date(2029, 3, 30))
    running = [
        RunningTerm("Z1", date(2029, 3, 30), term),
        RunningTerm("Z2", date(2029, 3, 29), term),
        RunningTerm("Z3", date(2029, 3, 23), term, extension=None),
    ]
    # The Friday after Ascension 2029 is 11 May.
    new = with_decree(the_law.calendar, date(2029, 5, 11))
    assert moves(running, old=the_law.calendar, new=new) == [
        Move("Z1", date(2029, 5, 11), date(2029, 5, 14)),
        Move("Z2", date(2029, 5, 11), date(2029, 5, 14)),
    ]


def test_suspensions_and_extensions_are_taken_along(the_law):
    bijstand = the_law.term("pw_beschikking", on=date(2029, 3, 12))
    objection = the_law.term("awb_bob", on=date(2029, 2, 16))
    running = [
        RunningTerm("S", date(2029, 3, 12), bijstand, (Suspension.consent(date(2029, 4, 1), date(2029, 4, 4)),)),
        RunningTerm("V", date(2029, 2, 16), objection, extension=Extension(length=6)),
    ]
    new = with_decree(the_law.calendar, date(2029, 5, 11))
    assert moves(running, old=the_law.calendar, new=new) == [
        Move("S", date(2029, 5, 11), date(2029, 5, 14)),
        Move("V", date(2029, 5, 11), date(2029, 5, 14)),
    ]


def test_a_term_outside_the_act_does_not_move(the_law):
    start = date(2029, 3, 30)
    term = replace(the_law.term("wmo_onderzoek", on=start), atw=False)
    assert deadline(start, term, calendar=the_law.calendar).on == date(2029, 5, 11)
    new = with_decree(the_law.calendar, date(2029, 5, 11))
    assert moves([RunningTerm("Z", start, term)], old=the_law.calendar, new=new) == []


def test_the_same_calendar_moves_nothing(the_law):
    term = the_law.term("wmo_onderzoek", on=date(2029, 3, 30))
    running = [RunningTerm("Z", date(2029, 3, 30), term)]
    assert moves(running, old=the_law.calendar, new=the_law.calendar) == []
