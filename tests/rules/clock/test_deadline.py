"""The last day of a term."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from config.law import law
from rules.calendar.days import Calendar
from rules.clock.deadline import deadline
from rules.clock.lengths import Unit, add, covered_by_act
from rules.clock.steps import Kind
from rules.clock.suspension import GroundId, Suspension
from rules.clock.term import Direction, Term
from rules.errors import SuspensionRefused, TermWithoutLength

DAYS = st.dates(date(1994, 1, 1), date(2090, 12, 31))
COVERED = st.one_of(
    st.tuples(st.integers(1, 90), st.just(Unit.DAYS)),
    st.tuples(st.integers(1, 12), st.just(Unit.WEEKS)),
    st.tuples(st.integers(1, 3), st.just(Unit.MONTHS)),
)
PERIODS = st.lists(st.tuples(st.integers(-30, 120), st.integers(0, 30)), max_size=4)


def term(length, unit, *, atw=True, direction=Direction.MAXIMUM):
    return Term(id="t", length=length, unit=unit, atw=atw, direction=direction, suspendable=tuple(GroundId))


def end(start, length, unit, calendar, **other):
    return deadline(date.fromisoformat(start), term(length, Unit(unit), **other), calendar=calendar).on


def by_rule(the_law, rule, start):
    day = date.fromisoformat(start)
    return deadline(day, the_law.term(rule, on=day), calendar=the_law.calendar).on.isoformat()


WORKED = [
    pytest.param("wmo_onderzoek", "2026-01-05", "2026-02-16", id="plain monday to monday"),
    pytest.param("wmo_onderzoek", "2026-02-20", "2026-04-07", id="good friday through easter monday"),
    pytest.param("wmo_beschikking", "2025-12-18", "2026-01-05", id="year end, with the decree day"),
    pytest.param("wmo_beschikking", "2026-12-11", "2026-12-28", id="christmas on friday"),
    pytest.param("wmo_beschikking", "2026-12-18", "2027-01-04", id="new year on friday"),
    pytest.param("wmo_beschikking", "2024-12-13", "2024-12-30", id="the friday after christmas 2024 is equated"),
    pytest.param("pw_beschikking", "2026-03-02", "2026-04-28", id="koningsdag on monday"),
    pytest.param("pw_beschikking", "2025-03-01", "2025-04-28", id="koningsdag moved to saturday"),
    pytest.param("jw_beschikking", "2025-03-03", "2025-04-28", id="monday after koningsdag is a working day"),
    pytest.param("awb_bezwaartermijn", "2026-04-02", "2026-05-18", id="ascension and the decree day"),
    pytest.param("awb_bezwaartermijn", "2023-04-14", "2023-05-26", id="a court counted this one"),
    pytest.param("awb_bezwaartermijn", "2023-04-07", "2023-05-22", id="decree friday after ascension 2023"),
    pytest.param("awb_bezwaartermijn", "2026-03-24", "2026-05-06", id="5 may 2026"),
    pytest.param("awb_bezwaartermijn", "2027-03-24", "2027-05-10", id="5 may, ascension and decree day in a row"),
    pytest.param("awb_bezwaartermijn", "2028-04-14", "2028-05-29", id="decree friday 2028"),
    pytest.param("awb_bezwaartermijn", "2029-03-24", "2029-05-07", id="5 may on a saturday"),
    pytest.param("awb_bob_commissie", "2026-10-02", "2026-12-28", id="exactly twelve weeks is covered"),
    pytest.param("awb_buiten_behandeling", "2026-03-04", "2026-04-01", id="four weeks after the repair term"),
    pytest.param("wgs_bedreigend", "2026-04-02", "2026-04-09", id="three working days over easter"),
    pytest.param("wgs_bedreigend", "2026-12-24", "2026-12-30", id="three working days over christmas"),
    pytest.param("gpk_beschikking", "2028-01-04", "2028-02-29", id="leap day"),
    pytest.param("wmo_spoed", "2026-04-03", "2026-04-03", id="at once is the same day, also on good friday"),
    pytest.param("pw_zoektermijn", "2026-03-06", "2026-04-03", id="a wait never rolls"),
    pytest.param("pw_iit_wachtperiode", "2028-02-29", "2029-02-28", id="twelve months from a leap day"),
    pytest.param("awb_stukken_hoorzitting", "2026-04-13", "2026-04-03", id="ten days back never rolls"),
    pytest.param("awb_terinzage_hoorzitting", "2026-04-10", "2026-04-03", id="a week back never rolls"),
    pytest.param("pw_ingangsdatum", "2026-05-31", "2026-02-28", id="three months back, clamped"),
    pytest.param("pw_jongere_ww_vroegmelding", "2026-05-31", "2026-05-03", id="four weeks back to a sunday"),
    pytest.param("wmo_vernietigingsverzoek", "2026-01-31", "2026-04-30", id="three months, clamped"),
    pytest.param("pw_maatregel_heroverweging", "2026-01-04", "2026-04-07", id="three months roll"),
    pytest.param("wmo_bewaren", "2020-02-29", "2035-02-28", id="fifteen years, clamped"),
    pytest.param("wgs_afkoelingsperiode", "2026-06-26", "2026-12-26", id="six months never roll"),
    pytest.param("awb_dwangsom_looptijd", "2026-11-14", "2026-12-26", id="the penalty days never roll"),
    pytest.param("awb_hersteltermijn", "2026-11-02", "2026-11-16", id="the authority's own term, local length"),
    pytest.param("awb_verdagen", "2026-02-20", "2026-04-03", id="adjournment alone stays put"),
    pytest.param("wmo_persoonlijk_plan", "2026-03-27", "2026-04-07", id="seven days to good friday"),
    pytest.param("awb_verlenging_verkeerd_kanaal", "2026-04-02", "2026-04-07", id="one working day more"),
]


@pytest.mark.parametrize(("rule", "start", "expected"), WORKED)
def test_a_worked_date_comes_out_right(the_law, rule, start, expected):
    assert by_rule(the_law, rule, start) == expected


@pytest.mark.parametrize(
    ("length", "unit", "covered"),
    [
        *((90, "days", True), (91, "days", False), (12, "weeks", True), (13, "weeks", False)),
        *((3, "months", True), (4, "months", False), (1, "years", False), (48, "hours", False)),
        *((3, "working_days", False), (0, "days", True)),
    ],
)
def test_the_act_leaves_long_terms_and_hours_alone(length, unit, covered):
    assert covered_by_act(length, Unit(unit)) is covered


def test_thirteen_weeks_stay_on_christmas(calendar):
    assert end("2026-09-25", 13, "weeks", calendar) == date(2026, 12, 25)
    assert end("2026-10-02", 12, "weeks", calendar) == date(2026, 12, 28)


def test_without_the_act_a_term_ends_where_it_ends(calendar):
    assert end("2026-10-02", 12, "weeks", calendar, atw=False) == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        pytest.param("2026-04-02", 3, "2026-04-08", id="three days over easter get a second working day"),
        pytest.param("2026-04-02", 2, "2026-04-07", id="two days only roll"),
        pytest.param("2026-04-01", 3, "2026-04-07", id="saturday rolls and has two"),
        pytest.param("2026-11-20", 3, "2026-11-24", id="friday, three days: monday is the first"),
    ],
)
def test_a_term_of_three_days_holds_two_working_days(calendar, start, length, expected):
    assert end(start, length, "days", calendar) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        *(("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-03-31", 1, "2026-04-30")),
        *(("2026-11-30", 3, "2027-02-28"), ("2026-12-15", 1, "2027-01-15"), ("2026-05-31", -3, "2026-02-28")),
        *(("2026-01-15", -1, "2025-12-15"), ("2026-12-31", 12, "2027-12-31"), ("2026-01-31", 11, "2026-12-31")),
    ],
)
def test_a_month_without_that_day_ends_on_its_last(start, months, expected):
    assert add(date.fromisoformat(start), months, Unit.MONTHS) == date.fromisoformat(expected)


def test_a_year_is_twelve_months():
    assert add(date(2024, 2, 29), 1, Unit.YEARS) == date(2025, 2, 28)
    assert add(date(2024, 2, 29), 4, Unit.YEARS) == date(2028, 2, 29)


def test_days_and_weeks_are_counted_as_such():
    assert add(date(2026, 1, 1), 10, Unit.DAYS) == date(2026, 1, 11)
    assert add(date(2026, 1, 1), 2, Unit.WEEKS) == date(2026, 1, 15)


def test_a_moment_counts_as_its_day_for_a_term_in_weeks(calendar):
    found = deadline(datetime(2026, 1, 5, 23, 59), term(6, Unit.WEEKS), calendar=calendar)  # noqa: DTZ001
    assert found.on == date(2026, 2, 16)
    assert type(found.steps[0].on) is date


def test_working_days_count_back_too(calendar):
    back = term(3, Unit.WORKING_DAYS, direction=Direction.BACKWARDS, atw=False)
    assert deadline(date(2026, 4, 9), back, calendar=calendar).on == date(2026, 4, 2)


def test_counting_back_never_rolls_even_where_the_act_applies(calendar):
    back = term(10, Unit.DAYS, direction=Direction.BACKWARDS)
    assert deadline(date(2026, 4, 13), back, calendar=calendar).on == date(2026, 4, 3)


def test_only_the_backwards_directions_count_back():
    back = {direction for direction in Direction if direction.counts_back}
    assert back == {Direction.BACKWARDS, Direction.BACKWARDS_MINIMUM, Direction.BACKWARDS_MAXIMUM}


@pytest.mark.parametrize("rule", ["awb_horen_4_7", "wmo_verslag", "wgs_inzicht_weken", "jw_toestemming_leeftijd"])
def test_a_duty_without_a_length_has_no_last_day(the_law, rule):
    with pytest.raises(TermWithoutLength) as refusal:
        by_rule(the_law, rule, "2026-01-05")
    assert refusal.value.term_id == rule


def test_a_local_length_without_a_unit_is_none():
    half = Term(id="t", length=None, unit=Unit.LOCAL, local_length=2)
    with pytest.raises(TermWithoutLength):
        _ = half.span


def test_the_investigation_cannot_be_suspended(the_law):
    investigation = the_law.term("wmo_onderzoek", on=date(2026, 1, 5))
    pause = Suspension.period(GroundId.CONSENT, date(2026, 1, 10), date(2026, 1, 20))
    with pytest.raises(SuspensionRefused) as refusal:
        deadline(date(2026, 1, 5), investigation, calendar=the_law.calendar, suspensions=[pause])
    assert (refusal.value.term_id, refusal.value.ground) == ("wmo_onderzoek", "ops_instemming")
    # Without the guard the citizen would wait ten days longer.
    open_term = replace(investigation, suspendable=(GroundId.CONSENT,))
    moved = deadline(date(2026, 1, 5), open_term, calendar=the_law.calendar, suspensions=[pause])
    assert moved.on == date(2026, 2, 27)


def test_the_steps_lead_to_the_result(the_law):
    found = deadline(date(2026, 2, 20), the_law.term("wmo_onderzoek", on=date(2026, 2, 20)), calendar=the_law.calendar)
    assert [(step.kind, step.on, step.days) for step in found.steps] == [
        (Kind.START, date(2026, 2, 20), 0),
        (Kind.LENGTH, date(2026, 4, 3), 42),
        (Kind.ROLL, date(2026, 4, 7), 4),
        (Kind.RESULT, date(2026, 4, 7), 0),
    ]
    assert found.steps[1].article == "Wmo 2015 2.3.2 lid 1"
    assert found.steps[2].names == ("Goede Vrijdag", "zaterdag", "zondag", "tweede paasdag")
    assert found.steps[2].article == "Algemene termijnenwet art. 1 lid 1"
    assert found.nominal_on == date(2026, 4, 3)
    assert found.default_on == found.on
    assert found.at is None
    assert found.term.id == "wmo_onderzoek"


def test_a_second_working_day_is_a_step_of_its_own(calendar):
    steps = deadline(date(2026, 4, 2), term(3, Unit.DAYS), calendar=calendar).steps
    assert [(step.kind, step.days) for step in steps][2:4] == [(Kind.ROLL, 2), (Kind.WORKING_DAYS, 1)]
    assert steps[3].article == "Algemene termijnenwet art. 2"
    assert steps[2].names == ("zondag", "tweede paasdag")


@pytest.mark.parametrize(
    ("rule", "start", "warned"),
    [
        pytest.param("wmo_onderzoek", "2028-11-01", False, id="within the decrees"),
        pytest.param("wmo_onderzoek", "2028-12-01", True, id="past the decrees"),
        pytest.param("wmo_onderzoek", "2022-01-03", True, id="before the decrees we know"),
        pytest.param("wgs_bedreigend", "2029-01-08", True, id="working days past the decrees"),
        pytest.param("wmo_bewaren", "2026-01-05", False, id="years do not roll, so no warning"),
    ],
)
def test_a_date_says_when_the_royal_decree_is_not_known(the_law, rule, start, warned):
    day = date.fromisoformat(start)
    steps = deadline(day, the_law.term(rule, on=day), calendar=the_law.calendar).steps
    assert (Kind.DECREES_UNKNOWN in [step.kind for step in steps]) is warned


@given(DAYS, COVERED)
def test_a_term_never_ends_on_a_rest_day(start, span):
    calendar = law().calendar
    assert calendar.is_working_day(deadline(start, term(*span), calendar=calendar).on)


def test_without_the_roll_a_term_does_end_on_a_rest_day(calendar, monkeypatch):
    monkeypatch.setattr("rules.clock.deadline.roll", lambda *_: [])
    assert calendar.is_rest_day(end("2026-02-20", 6, "weeks", calendar))


@given(DAYS, st.integers(0, 40), COVERED)
def test_a_later_start_never_gives_an_earlier_end(start, later, span):
    calendar = law().calendar
    first = deadline(start, term(*span), calendar=calendar)
    second = deadline(start + timedelta(later), term(*span), calendar=calendar)
    assert first.on <= second.on


@given(DAYS, st.integers(1, 12), st.integers(1, 60), st.data())
def test_suspending_n_days_moves_the_nominal_end_n_days(start, weeks, n, data):
    calendar = law().calendar
    first = data.draw(st.dates(start + timedelta(1), start + timedelta(weeks=weeks)))
    pause = Suspension.period(GroundId.CONSENT, first, first + timedelta(n - 1))
    plain = deadline(start, term(weeks, Unit.WEEKS), calendar=calendar)
    paused = deadline(start, term(weeks, Unit.WEEKS), calendar=calendar, suspensions=[pause])
    assert paused.nominal_on - plain.nominal_on == timedelta(n)


@given(DAYS, st.integers(1, 12), PERIODS, st.randoms())
def test_the_order_of_suspensions_does_not_matter(start, weeks, periods, dice):
    calendar = law().calendar
    pauses = [
        Suspension.period(GroundId.CONSENT, start + timedelta(after), start + timedelta(after + long))
        for after, long in periods
    ]
    one = deadline(start, term(weeks, Unit.WEEKS), calendar=calendar, suspensions=pauses)
    shuffled = dice.sample(pauses, len(pauses))
    assert deadline(start, term(weeks, Unit.WEEKS), calendar=calendar, suspensions=shuffled) == one


@given(DAYS, st.integers(1, 12), PERIODS)
def test_a_suspension_never_makes_a_term_shorter(start, weeks, periods):
    calendar = law().calendar
    pauses = [
        Suspension.period(GroundId.CONSENT, start + timedelta(after), start + timedelta(after + long))
        for after, long in periods
    ]
    plain = deadline(start, term(weeks, Unit.WEEKS), calendar=calendar)
    assert deadline(start, term(weeks, Unit.WEEKS), calendar=calendar, suspensions=pauses).on >= plain.on


@given(DAYS, COVERED)
def test_more_holidays_never_make_a_term_shorter(start, span):
    full = law().calendar
    assume(span[0] > 0)
    bare = Calendar((), full.decrees)
    assert deadline(start, term(*span), calendar=bare).on <= deadline(start, term(*span), calendar=full).on
