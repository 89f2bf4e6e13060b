"""When a term stands still, and for how long."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.clock.deadline import deadline
from rules.clock.lengths import Unit
from rules.clock.steps import Kind
from rules.clock.suspension import ARTICLES, GroundId, Notice, Reading, Suspension, notices, suspended
from rules.errors import PeriodReversed, SetTermMissing

SENT, LAST = date(2026, 2, 18), date(2026, 3, 4)
START = date(2026, 2, 2)


def on(month, day, year=2026):
    return date(year, month, day)


def asked(completed_on=None, reading=Reading.LITERAL):
    return Suspension.completion_request(SENT, LAST, completed_on, reading)


@pytest.fixture
def bijstand(the_law):
    """Eight weeks from 2 February: nominal end Monday 30 March 2026."""

    def last_day(*suspensions):
        term = the_law.term("pw_beschikking", on=START)
        return deadline(START, term, calendar=the_law.calendar, suspensions=suspensions)

    return last_day


@pytest.mark.parametrize(
    ("completed", "literal", "inclusive"),
    [
        pytest.param(None, 14, 14, id="lapsed unused: L - D"),
        pytest.param(on(2, 27), 8, 9, id="completed in between: C - D - 1 or C - D"),
        pytest.param(on(3, 4), 13, 14, id="completed on the last day"),
        pytest.param(on(3, 5), 14, 14, id="completed too late: the term had lapsed"),
        pytest.param(on(2, 19), 0, 1, id="completed the next day"),
        pytest.param(on(2, 18), 0, 0, id="completed the same day"),
    ],
)
def test_an_invitation_suspends_as_many_days_as_the_reading_says(completed, literal, inclusive):
    assert asked(completed).days == literal
    assert asked(completed, Reading.INCLUSIVE).days == inclusive


@pytest.mark.parametrize(("reading", "expected"), [(Reading.LITERAL, on(4, 7)), (Reading.INCLUSIVE, on(4, 8))])
def test_the_worked_example_under_both_readings(bijstand, reading, expected):
    assert bijstand(asked(on(2, 27), reading)).on == expected


def test_the_repair_term_lapsed_unused(bijstand):
    assert bijstand(asked()).on == on(4, 13)


@pytest.mark.parametrize(
    ("first", "last", "moved"),
    [
        pytest.param(on(1, 5), on(1, 30), 0, id="before the term"),
        pytest.param(on(1, 20), on(2, 2), 0, id="through the start day, which does not count"),
        pytest.param(on(1, 20), on(2, 3), 1, id="one day into the term"),
        pytest.param(on(2, 10), on(2, 10), 1, id="one day within"),
        pytest.param(on(3, 30), on(4, 1), 3, id="from the last day on"),
        pytest.param(on(3, 31), on(4, 9), 0, id="after the term"),
    ],
)
def test_only_days_inside_the_running_term_move_it(bijstand, first, last, moved):
    found = bijstand(Suspension.period(GroundId.CONSENT, first, last))
    assert found.nominal_on == on(3, 30) + timedelta(moved)


@pytest.mark.parametrize(
    ("periods", "moved"),
    [
        pytest.param([(on(2, 10), on(2, 19)), (on(2, 15), on(2, 24))], 15, id="overlap counts once"),
        pytest.param([(on(2, 10), on(2, 19)), (on(2, 12), on(2, 14))], 10, id="one inside the other"),
        pytest.param([(on(2, 10), on(2, 19)), (on(2, 10), on(2, 19))], 10, id="the same twice"),
        pytest.param([(on(2, 10), on(2, 19)), (on(2, 20), on(2, 24))], 15, id="side by side"),
        pytest.param([(on(2, 10), on(2, 19)), (on(3, 5), on(3, 9))], 15, id="two apart"),
        pytest.param([(on(3, 20), on(3, 29)), (on(4, 5), on(4, 6))], 12, id="the second in what the first gave"),
        pytest.param([(on(4, 5), on(4, 6))], 0, id="without the first, the second comes too late"),
    ],
)
def test_several_suspensions_add_up_to_the_days_they_really_take(bijstand, periods, moved):
    found = bijstand(*(Suspension.period(GroundId.ATTRIBUTABLE, *period) for period in periods))
    assert found.nominal_on == on(3, 30) + timedelta(moved)


def test_each_suspension_is_a_step_with_its_reason(bijstand):
    early, late = Suspension.period(GroundId.FORCE_MAJEURE, on(2, 10), on(2, 12)), asked(on(2, 27))
    steps = [step for step in bijstand(late, early).steps if step.kind is Kind.SUSPENSION]
    assert [(s.ground, s.article, s.days, s.on, s.from_on, s.to_on) for s in steps] == [
        ("ops_overmacht", "Awb 4:15 lid 2 onder c", 3, on(4, 2), on(2, 10), on(2, 12)),
        ("ops_aanvulling", "Awb 4:15 lid 1 onder a", 8, on(4, 10), on(2, 19), on(2, 26)),
    ]


def test_a_day_covered_twice_counts_for_the_first(bijstand):
    steps = suspended(
        START,
        on(3, 30),
        [
            Suspension.period(GroundId.CONSENT, on(2, 15), on(2, 24)),
            Suspension.period(GroundId.ATTRIBUTABLE, on(2, 10), on(2, 19)),
        ],
    )
    assert [(step.ground, step.days) for step in steps] == [("ops_toerekenbaar", 10), ("ops_instemming", 5)]


def test_equal_first_days_are_taken_shortest_first_then_by_ground():
    steps = suspended(
        START,
        on(3, 30),
        [
            Suspension.period(GroundId.ATTRIBUTABLE, on(2, 10), on(2, 19)),
            Suspension.period(GroundId.CONSENT, on(2, 10), on(2, 19)),
            Suspension.period(GroundId.FORCE_MAJEURE, on(2, 10), on(2, 12)),
        ],
    )
    found = [(step.ground, step.days) for step in steps]
    assert found == [("ops_overmacht", 3), ("ops_instemming", 7), ("ops_toerekenbaar", 0)]


@pytest.mark.parametrize("make", [Suspension.completion_request, Suspension.objection_repair])
def test_an_invitation_without_a_set_term_does_not_suspend(make):
    with pytest.raises(SetTermMissing) as refusal:
        make(SENT, None)
    assert refusal.value.ground in {GroundId.COMPLETION, GroundId.OBJECTION_REPAIR}


@pytest.mark.parametrize("ground", [GroundId.COMPLETION, GroundId.OBJECTION_REPAIR])
def test_an_invitation_cannot_be_given_as_a_bare_period(ground):
    with pytest.raises(SetTermMissing) as refusal:
        Suspension.period(ground, SENT, LAST)
    assert refusal.value.ground == ground
    # Built without that guard, the days would count.
    assert Suspension(ground, SENT, LAST).days == 15


@pytest.mark.parametrize(
    ("sent", "last", "completed"),
    [
        pytest.param(LAST, SENT, None, id="the last day before the invitation"),
        pytest.param(SENT, SENT, None, id="no day to do it in"),
        pytest.param(SENT, LAST, on(2, 17), id="completed before the invitation"),
    ],
)
def test_an_invitation_runs_forward(sent, last, completed):
    with pytest.raises(PeriodReversed):
        Suspension.completion_request(sent, last, completed)


def test_the_shortest_set_term_is_one_day():
    pause = Suspension.completion_request(SENT, on(2, 19))
    assert (pause.from_on, pause.to_on) == (on(2, 19), on(2, 19))


def test_a_period_runs_forward():
    with pytest.raises(PeriodReversed) as refusal:
        Suspension.period(GroundId.CONSENT, on(2, 11), on(2, 10))
    assert (refusal.value.first_on, refusal.value.last_on) == (on(2, 11), on(2, 10))
    with pytest.raises(PeriodReversed):
        Suspension("ops_instemming", on(2, 12), on(2, 10))
    assert Suspension.period(GroundId.CONSENT, on(2, 10), on(2, 10)).days == 1


@pytest.mark.parametrize(
    ("received", "reading", "last"),
    [
        (on(3, 10), Reading.LITERAL, on(3, 9)),
        (on(3, 10), Reading.INCLUSIVE, on(3, 10)),
        (SENT, Reading.LITERAL, SENT),
    ],
)
def test_waiting_for_a_foreign_authority_starts_the_day_after_the_notice(received, reading, last):
    pause = Suspension.foreign_information(SENT, received, reading)
    assert (pause.ground, pause.from_on, pause.to_on) == ("ops_buitenland", on(2, 19), last)


def test_foreign_information_is_read_literally_unless_told():
    assert Suspension.foreign_information(SENT, on(3, 10)).to_on == on(3, 9)


def test_foreign_information_does_not_arrive_before_it_is_asked_for():
    with pytest.raises(PeriodReversed):
        Suspension.foreign_information(SENT, on(2, 17))


@pytest.mark.parametrize(
    ("pause", "ground"),
    [
        (asked(), GroundId.COMPLETION),
        (Suspension.objection_repair(SENT, LAST, on(2, 27)), GroundId.OBJECTION_REPAIR),
        (Suspension.foreign_information(SENT, LAST), GroundId.FOREIGN),
        (Suspension.period(GroundId.CONSENT, SENT, LAST), GroundId.CONSENT),
        (Suspension.period(GroundId.ATTRIBUTABLE, SENT, LAST), GroundId.ATTRIBUTABLE),
        (Suspension.period(GroundId.FORCE_MAJEURE, SENT, LAST), GroundId.FORCE_MAJEURE),
    ],
)
def test_every_ground_has_its_own_way_in(the_law, pause, ground):
    assert pause.ground == ground
    assert pause.step(LAST, 1).article == the_law.grounds[ground].article == ARTICLES[ground]


def test_repairing_an_objection_reads_like_completing_an_application():
    assert Suspension.objection_repair(SENT, LAST, on(2, 27)).days == 8
    assert Suspension.objection_repair(SENT, LAST, on(2, 27), Reading.INCLUSIVE).days == 9


@pytest.mark.parametrize(
    ("ground", "begin", "end"),
    [
        (GroundId.COMPLETION, None, None),
        (GroundId.FOREIGN, "Awb 4:15 lid 1 onder b", "Awb 4:15 lid 4"),
        (GroundId.CONSENT, None, None),
        (GroundId.ATTRIBUTABLE, None, "Awb 4:15 lid 4"),
        (GroundId.FORCE_MAJEURE, "Awb 4:15 lid 3", "Awb 4:15 lid 4"),
        (GroundId.OBJECTION_REPAIR, "Awb 7:10 lid 5", None),
    ],
)
def test_a_suspension_takes_the_notices_its_ground_asks_for(the_law, ground, begin, end):
    owed = notices(Suspension(ground, on(2, 10), on(2, 19)), the_law.grounds[ground])
    expected = []
    if begin:
        expected.append(Notice("begin", begin, on(2, 10)))
    if end:
        expected.append(Notice("einde", end, on(2, 20)))
    assert list(owed) == expected


def test_only_the_invitations_need_a_set_term(the_law):
    set_term = {ground.id for ground in the_law.grounds.values() if ground.set_term}
    assert set_term == {"ops_aanvulling", "ops_bezwaar_verzuim"}


def test_the_objection_knows_other_grounds_than_the_application(the_law):
    objection, application = (the_law.term(rule, on=START).suspendable for rule in ("awb_bob", "pw_beschikking"))
    assert set(application) == set(GroundId) - {GroundId.OBJECTION_REPAIR}
    assert set(objection) == set(GroundId) - {GroundId.COMPLETION, GroundId.CONSENT}


@given(st.integers(1, 60), st.integers(0, 80))
def test_the_inclusive_reading_is_never_more_than_a_day_longer(set_days, completed_after):
    last, completed = SENT + timedelta(set_days), SENT + timedelta(completed_after)
    literal = Suspension.completion_request(SENT, last, completed).days
    inclusive = Suspension.completion_request(SENT, last, completed, Reading.INCLUSIVE).days
    assert 0 <= inclusive - literal <= 1
    assert inclusive <= set_days


def test_the_shipped_reading_is_the_safe_one(the_law):
    assert the_law.reading is Reading.LITERAL


def test_a_working_day_that_stands_still_is_not_one_of_the_two(calendar, the_law):
    term = replace(the_law.term("pw_beschikking", on=START), length=3, unit=Unit.DAYS)

    def last_day(*pauses):
        # Thursday 2 April, three days: Good Friday, weekend, Easter Monday, then Tuesday 7 April.
        return deadline(on(4, 2), term, calendar=calendar, suspensions=pauses).on

    assert last_day() == on(4, 8)
    assert last_day(Suspension.period(GroundId.CONSENT, on(4, 7), on(4, 7))) == on(4, 9)
    assert last_day(Suspension.period(GroundId.CONSENT, on(4, 8), on(4, 9))) == on(4, 10)
