"""A later end, within what the law gives."""

from dataclasses import replace
from datetime import date

import pytest

from rules.clock.deadline import deadline
from rules.clock.extension import Extension
from rules.clock.lengths import Unit
from rules.clock.steps import Kind
from rules.clock.suspension import GroundId, Suspension
from rules.clock.term import ExtensionRule
from rules.errors import ExtensionTooEarly, ExtensionTooLate, ExtensionTooLong, NotExtendable


def on(month, day):
    return date(2026, month, day)


@pytest.fixture
def extend(the_law):
    def extended(rule, start, extension, *suspensions):
        return deadline(
            start,
            the_law.term(rule, on=start),
            calendar=the_law.calendar,
            suspensions=suspensions,
            extension_to=extension,
        )

    return extended


def test_a_new_day_under_4_14_lid_3_moves_the_penalty_too(extend):
    found = extend("pw_beschikking", on(2, 2), on(4, 24))
    assert (found.on, found.default_on, found.nominal_on) == (on(4, 24), on(4, 24), on(3, 30))


def test_a_new_day_under_4_14_lid_1_does_not_stop_the_penalty(extend):
    found = extend("wmo_beschikking", on(2, 2), on(3, 2))
    assert (found.on, found.default_on) == (on(3, 2), on(2, 16))


def test_a_day_the_authority_names_does_not_roll(extend):
    found = extend("pw_beschikking", on(2, 2), on(4, 26))
    assert found.on == on(4, 26)
    assert found.steps[-2].names == ("zondag",)
    assert extend("pw_beschikking", on(2, 2), on(4, 24)).steps[-2].names == ()


@pytest.mark.parametrize(
    ("rule", "weeks", "expected"),
    [
        pytest.param("awb_bob", 6, on(4, 28), id="twelve weeks in all are covered by the act"),
        pytest.param("awb_bob", 5, on(4, 20), id="a shorter adjournment"),
        pytest.param("awb_bob_commissie", 6, on(6, 8), id="eighteen weeks in all"),
        pytest.param("llv_beschikking", 4, on(4, 28), id="by ordinance"),
        pytest.param("awb_klacht", 4, on(4, 13), id="a complaint"),
    ],
)
def test_a_term_is_adjourned_by_a_length(extend, rule, weeks, expected):
    assert extend(rule, on(2, 2), Extension(length=weeks)).on == expected


def test_an_adjournment_past_twelve_weeks_in_all_does_not_roll(extend):
    # 12 + 6 weeks from 19 January: Whit Monday 25 May.
    found = extend("awb_bob_commissie", on(1, 19), Extension(length=6))
    assert found.on == on(5, 25)
    assert found.steps[-2].names == ("tweede pinksterdag",)


def test_an_adjournment_counts_from_the_unrolled_end(extend):
    # Nominal Good Friday 3 April, rolled to 7 April; six weeks from the third, past Ascension.
    found = extend("awb_bob", on(2, 20), Extension(length=6))
    assert found.on == on(5, 18)
    assert [step.kind for step in found.steps] == [
        *(Kind.START, Kind.LENGTH, Kind.ROLL, Kind.EXTENSION, Kind.ROLL, Kind.RESULT)
    ]
    assert [step.days for step in found.steps] == [0, 42, 4, 38, 3, 0]
    assert found.steps[3].names == ()
    assert found.steps[3].article == "Awb 7:10 lid 3"


@pytest.mark.parametrize(
    "extension",
    [Extension(length=7), Extension(to_on=on(4, 29)), Extension(length=44, unit=Unit.DAYS)],
)
def test_an_objection_is_not_adjourned_more_than_six_weeks(extend, the_law, extension):
    with pytest.raises(ExtensionTooLong) as refusal:
        extend("awb_bob", on(2, 2), extension)
    assert (refusal.value.term_id, refusal.value.last_on) == ("awb_bob", on(4, 28))
    # Without the guard the objector would wait on.
    term = the_law.term("awb_bob", on=on(2, 2))
    open_term = replace(term, extendable=ExtensionRule(article="Awb 7:10 lid 3", statutory=True))
    assert deadline(on(2, 2), open_term, calendar=the_law.calendar, extension_to=extension).on > on(4, 28)


def test_the_limit_itself_may_be_named(extend):
    assert extend("awb_bob", on(2, 2), on(4, 28)).on == on(4, 28)
    assert extend("awb_bob", on(2, 2), Extension(length=42, unit=Unit.DAYS)).on == on(4, 27)


def test_the_limit_of_a_long_objection_term_does_not_roll(extend):
    with pytest.raises(ExtensionTooLong) as refusal:
        extend("awb_bob_commissie", on(1, 19), on(5, 26))
    assert refusal.value.last_on == on(5, 25)


def test_with_consent_an_objection_is_adjourned_further(extend):
    assert extend("awb_bob", on(2, 2), Extension(length=10, consented=True)).on == on(5, 25)
    assert extend("awb_bob", on(2, 2), Extension(to_on=on(9, 1), consented=True)).on == on(9, 1)


@pytest.mark.parametrize("rule", ["wmo_onderzoek", "awb_bezwaartermijn", "awb_mededeling_4_14_3", "wgs_bedreigend"])
def test_a_term_without_extension_stays_as_it_is(extend, rule):
    with pytest.raises(NotExtendable) as refusal:
        extend(rule, on(2, 2), on(12, 1))
    assert refusal.value.term_id == rule


@pytest.mark.parametrize("to", [on(3, 30), on(3, 1)])
def test_the_new_day_lies_after_the_old(extend, to):
    with pytest.raises(ExtensionTooEarly) as refusal:
        extend("pw_beschikking", on(2, 2), to)
    assert (refusal.value.term_id, refusal.value.ends_on) == ("pw_beschikking", on(3, 30))
    assert extend("pw_beschikking", on(2, 2), on(3, 31)).on == on(3, 31)


@pytest.mark.parametrize(
    ("notified", "fits"),
    [(on(2, 1), False), (on(2, 2), True), (on(3, 30), True), (on(3, 31), False)],
)
def test_the_notice_falls_within_the_term(extend, notified, fits):
    extension = Extension(to_on=on(4, 24), notified_on=notified)
    if fits:
        assert extend("pw_beschikking", on(2, 2), extension).on == on(4, 24)
        return
    with pytest.raises(ExtensionTooLate) as refusal:
        extend("pw_beschikking", on(2, 2), extension)
    assert (refusal.value.term_id, refusal.value.notice_by) == ("pw_beschikking", on(3, 30))


def test_the_notice_may_come_on_the_rolled_last_day(extend):
    extension = Extension(to_on=on(5, 12), notified_on=on(4, 28))
    assert extend("pw_beschikking", on(3, 2), extension).on == on(5, 12)


@pytest.mark.parametrize(
    ("pause", "notified", "expected"),
    [
        pytest.param((on(2, 10), on(2, 19)), None, on(4, 24), id="before the notice: the new day knows of it"),
        pytest.param((on(4, 13), on(4, 15)), None, on(4, 27), id="in the extension: moves it"),
        pytest.param((on(2, 10), on(2, 19)), on(3, 1), on(4, 24), id="before a dated notice"),
        pytest.param((on(3, 10), on(3, 12)), on(3, 1), on(4, 27), id="after a dated notice, in the first term"),
        pytest.param((on(4, 27), on(4, 30)), on(3, 1), on(4, 24), id="after the new day"),
    ],
)
def test_a_suspension_moves_the_new_day_when_the_notice_could_not_know_it(extend, pause, notified, expected):
    extension = Extension(to_on=on(4, 24), notified_on=notified)
    found = extend("pw_beschikking", on(2, 2), extension, Suspension.period(GroundId.CONSENT, *pause))
    assert found.on == expected


def test_a_suspension_in_an_adjournment_moves_it_before_it_rolls(extend):
    pause = Suspension.period(GroundId.ATTRIBUTABLE, on(4, 1), on(4, 6))
    found = extend("awb_bob", on(2, 2), Extension(length=6), pause)
    # Nominal 16 March, six weeks to 27 April, six days to Sunday 3 May, rolled to Monday.
    assert found.on == on(5, 4)
    assert [step.days for step in found.steps] == [0, 42, 0, 42, 6, 1, 0]


def test_adjourning_in_another_unit_than_the_term_does_not_roll(extend):
    assert extend("awb_bob", on(2, 2), Extension(length=40, unit=Unit.DAYS)).on == on(4, 25)


def test_a_length_dated_by_its_notice_still_counts_from_the_end(extend):
    pause = Suspension.period(GroundId.ATTRIBUTABLE, on(3, 2), on(3, 3))
    extension = Extension(length=5, notified_on=on(2, 20))
    # Nominal 18 March with the two days in it, five weeks on.
    assert extend("awb_bob", on(2, 2), extension, pause).on == on(4, 22)


def test_only_a_length_from_the_law_itself_rolls(extend):
    # 4:14 lid 3: the authority's own four weeks, to Koningsdag.
    assert extend("pw_beschikking", on(2, 2), Extension(length=4)).on == on(4, 27)


def test_an_extension_of_a_term_outside_the_act_does_not_roll(the_law):
    term = replace(the_law.term("awb_bob", on=on(2, 2)), atw=False)
    extension = Extension(length=6)
    assert deadline(on(2, 2), term, calendar=the_law.calendar, extension_to=extension).on == on(4, 27)


def test_a_limit_in_another_unit_than_the_term_does_not_roll(the_law):
    rule = ExtensionRule(article="", max_length=5, max_unit=Unit.DAYS, statutory=True)
    term = replace(the_law.term("awb_bob", on=on(2, 2)), extendable=rule)
    with pytest.raises(ExtensionTooLong) as refusal:
        deadline(on(2, 2), term, calendar=the_law.calendar, extension_to=on(3, 23))
    # Saturday 21 March.
    assert refusal.value.last_on == on(3, 21)


def test_a_suspension_after_the_notice_moves_the_new_day_and_does_not_void_the_extension(extend):
    still = Suspension.period(GroundId.CONSENT, on(11, 20), on(12, 19))
    told = Extension(to_on=on(12, 4), notified_on=on(11, 18))
    assert extend("wmo_beschikking", on(11, 9), told, still).on == date(2027, 1, 3)
