"""Every date tells how it came about."""

import json
from datetime import date, datetime, timedelta

import pytest
from daybyday import recomputed
from hypothesis import given
from hypothesis import strategies as st

from config.law import law
from rules.clock.deadline import deadline
from rules.clock.explanation import GROUNDS, RESULTS, TOLD, UNITS, explain
from rules.clock.extension import Extension
from rules.clock.lengths import Unit
from rules.clock.steps import Kind
from rules.clock.suspension import GroundId, Suspension
from rules.clock.term import Direction, Term


def on(month, day):
    return date(2026, month, day)


@pytest.fixture
def told(the_law):
    def explained(rule, start, *suspensions, extension=None):
        term = the_law.term(rule, on=start if type(start) is date else start.date())
        return explain(
            deadline(start, term, calendar=the_law.calendar, suspensions=suspensions, extension_to=extension)
        )

    return explained


@pytest.mark.parametrize(
    ("rule", "start", "text"),
    [
        pytest.param(
            "wmo_onderzoek",
            on(2, 20),
            "De termijn start op vrijdag 20 februari 2026 (de melding). Die dag telt zelf niet mee. "
            "De termijn is 6 weken (Wmo 2015 2.3.2 lid 1). Zo komen wij op vrijdag 3 april 2026. "
            "Die dag is geen werkdag: Goede Vrijdag. Ook zaterdag, zondag en tweede paasdag tellen niet. "
            "De termijn loopt door tot en met dinsdag 7 april 2026 (Algemene termijnenwet art. 1 lid 1). "
            "De laatste dag is dinsdag 7 april 2026.",
            id="a roll over easter",
        ),
        pytest.param(
            "wgs_bedreigend",
            on(4, 2),
            "De termijn start op donderdag 2 april 2026 (de melding van de bedreigende situatie). "
            "Die dag telt zelf niet mee. De termijn is 3 werkdagen (Wgs 4 lid 2). "
            "Zo komen wij op donderdag 9 april 2026. De laatste dag is donderdag 9 april 2026.",
            id="working days",
        ),
        pytest.param(
            "awb_stukken_hoorzitting",
            on(4, 13),
            "Wij tellen terug vanaf maandag 13 april 2026 (de hoorzitting). De termijn is 10 dagen "
            "(Awb 7:4 lid 1). Zo komen wij op vrijdag 3 april 2026. De laatste dag is vrijdag 3 april 2026.",
            id="counted back",
        ),
        pytest.param(
            "wmo_spoed",
            on(11, 20),
            "De termijn start op vrijdag 20 november 2026 (de melding in een spoedgeval). Die dag telt zelf niet "
            "mee. De wet zegt: onverwijld (Wmo 2015 2.3.3). Dat betekent: meteen, nog dezelfde dag beginnen. "
            "De laatste dag is vrijdag 20 november 2026.",
            id="at once",
        ),
        pytest.param(
            "awb_notificatie_48u",
            datetime(2026, 3, 28, 12, 5),  # noqa: DTZ001
            "De termijn start op zaterdag 28 maart 2026 (het plaatsen van het bericht). De termijn is 48 uur "
            "(Awb 2:10 lid 1). Zo komen wij op maandag 30 maart 2026 om 13.05 uur. "
            "Het moet klaar zijn op maandag 30 maart 2026 om 13.05 uur.",
            id="hours",
        ),
        pytest.param(
            "pw_zoektermijn",
            on(3, 6),
            "De termijn start op vrijdag 6 maart 2026 (de melding). Die dag telt zelf niet mee. De termijn is "
            "4 weken (Participatiewet 41 lid 4). Zo komen wij op vrijdag 3 april 2026. "
            "Het mag vanaf vrijdag 3 april 2026.",
            id="a wait",
        ),
        pytest.param(
            "awb_motivering_spoed",
            date(2029, 3, 30),
            "De termijn start op vrijdag 30 maart 2029 (de bekendmaking). Die dag telt zelf niet mee. De termijn is "
            "1 week (Awb 3:47 lid 3). Zo komen wij op vrijdag 6 april 2029. Let op: wij weten niet welke dagen in "
            "2029 gelijk zijn gesteld met een feestdag. De datum kan daardoor nog verschuiven. "
            "De laatste dag is vrijdag 6 april 2029.",
            id="past the royal decrees",
        ),
        pytest.param(
            "awb_dwangsom_vaststelling",
            on(4, 13),
            "De termijn start op maandag 13 april 2026 (de laatste dag waarover een dwangsom loopt). Die dag telt "
            "zelf niet mee. De termijn is 2 weken (Awb 4:18). Zo komen wij op maandag 27 april 2026. Die dag is "
            "geen werkdag: Koningsdag. De termijn loopt door tot en met dinsdag 28 april 2026 "
            "(Algemene termijnenwet art. 1 lid 1). De laatste dag is dinsdag 28 april 2026.",
            id="one day of rest",
        ),
        pytest.param(
            "awb_dwangsom_vaststelling",
            on(5, 2),
            "De termijn start op zaterdag 2 mei 2026 (de laatste dag waarover een dwangsom loopt). Die dag telt "
            "zelf niet mee. De termijn is 2 weken (Awb 4:18). Zo komen wij op zaterdag 16 mei 2026. Die dag is "
            "geen werkdag: zaterdag. Ook zondag telt niet. De termijn loopt door tot en met maandag 18 mei 2026 "
            "(Algemene termijnenwet art. 1 lid 1). De laatste dag is maandag 18 mei 2026.",
            id="two days of rest",
        ),
    ],
)
def test_a_date_is_told_in_plain_dutch(told, rule, start, text):
    assert told(rule, start).text_nl == text


def sentence(explanation, kind):
    (found,) = [step.text for step in explanation.steps if step.step.kind is kind]
    return found


@pytest.mark.parametrize(
    ("pause", "text"),
    [
        pytest.param(
            Suspension.completion_request(on(2, 18), on(3, 4), on(2, 27)),
            "De aanvraag moest worden aangevuld (Awb 4:15 lid 1 onder a). De termijn stond stil van donderdag "
            "19 februari 2026 tot en met donderdag 26 februari 2026. Er komen 8 dagen bij: dinsdag 7 april 2026.",
            id="eight days",
        ),
        pytest.param(
            Suspension.period(GroundId.CONSENT, on(2, 10), on(2, 10)),
            "De aanvrager stemde schriftelijk in met uitstel (Awb 4:15 lid 2 onder a). De termijn stond stil van "
            "dinsdag 10 februari 2026 tot en met dinsdag 10 februari 2026. Er komt 1 dag bij: dinsdag 31 maart 2026.",
            id="one day",
        ),
        pytest.param(
            Suspension.period(GroundId.ATTRIBUTABLE, on(1, 30), on(2, 4)),
            "De vertraging kwam door de aanvrager (Awb 4:15 lid 2 onder b). De termijn stond stil van vrijdag "
            "30 januari 2026 tot en met woensdag 4 februari 2026. Niet al die dagen vallen nieuw binnen de termijn. "
            "Er komen 2 dagen bij: woensdag 1 april 2026.",
            id="partly before the term",
        ),
        pytest.param(
            Suspension.period(GroundId.FORCE_MAJEURE, on(1, 5), on(1, 9)),
            "De gemeente kon door overmacht niet beslissen (Awb 4:15 lid 2 onder c). "
            "Dat gaf in deze termijn geen extra dagen.",
            id="no days",
        ),
    ],
)
def test_a_suspension_tells_its_reason_and_its_days(told, pause, text):
    assert sentence(told("pw_beschikking", on(2, 2), pause), Kind.SUSPENSION) == text


@pytest.mark.parametrize(
    ("rule", "to", "text"),
    [
        pytest.param(
            "pw_beschikking",
            on(4, 24),
            "De termijn is verlengd tot en met vrijdag 24 april 2026 (Awb 4:14 lid 3).",
            id="plain",
        ),
        pytest.param(
            "pw_beschikking",
            on(4, 26),
            "De termijn is verlengd tot en met zondag 26 april 2026 (Awb 4:14 lid 3). "
            "Let op: die dag is geen werkdag (zondag).",
            id="to a day of rest",
        ),
        pytest.param(
            "wmo_beschikking",
            on(3, 2),
            "De termijn is verlengd tot en met maandag 2 maart 2026 (Awb 4:14 lid 1). "
            "Voor de dwangsom telt nog steeds maandag 16 februari 2026.",
            id="the penalty stays where it was",
        ),
    ],
)
def test_an_extension_tells_what_it_does_and_does_not_move(told, rule, to, text):
    assert sentence(told(rule, on(2, 2), extension=to), Kind.EXTENSION) == text


def test_two_working_days_are_told(calendar):
    term = Term(id="t", length=3, unit=Unit.DAYS, atw=True)
    explanation = explain(deadline(on(4, 2), term, calendar=calendar))
    assert sentence(explanation, Kind.WORKING_DAYS) == (
        "In de termijn moeten ten minste twee werkdagen zitten. Daarom loopt de termijn door tot en met "
        "woensdag 8 april 2026 (Algemene termijnenwet art. 2)."
    )
    assert sentence(explanation, Kind.START).startswith("De termijn start op donderdag 2 april 2026. Die dag")
    assert sentence(explanation, Kind.LENGTH) == "De termijn is 3 dagen. Zo komen wij op zondag 5 april 2026."


@pytest.mark.parametrize(
    ("length", "unit", "span"),
    [
        *((1, "days", "1 dag"), (2, "days", "2 dagen"), (1, "weeks", "1 week"), (2, "weeks", "2 weken")),
        *((1, "months", "1 maand"), (2, "months", "2 maanden"), (1, "years", "1 jaar"), (2, "years", "2 jaar")),
        *((1, "working_days", "1 werkdag"), (2, "working_days", "2 werkdagen"), (1, "hours", "1 uur")),
        (2, "hours", "2 uur"),
    ],
)
def test_a_length_reads_like_dutch(calendar, length, unit, span):
    term = Term(id="t", length=length, unit=Unit(unit), atw=False)
    text = sentence(explain(deadline(on(4, 2), term, calendar=calendar)), Kind.LENGTH)
    assert text.startswith(f"De termijn is {span}. Zo komen wij op ")


@pytest.mark.parametrize(
    ("direction", "text"),
    [
        ("max", "De laatste dag is {}."),
        ("max_for_citizen", "De laatste dag is {}."),
        ("min_wait", "Het mag vanaf {}."),
        ("min", "De termijn loopt ten minste tot en met {}."),
        ("min_extension", "De termijn loopt ten minste door tot en met {}."),
        ("window", "De periode loopt tot en met {}."),
        ("backwards", "De laatste dag is {}."),
        ("backwards_min", "De laatste dag is {}."),
        ("backwards_max", "Niet eerder dan {}."),
    ],
)
def test_the_result_says_what_the_date_means(calendar, direction, text):
    term = Term(id="t", length=0, unit=Unit.DAYS, direction=Direction(direction))
    explanation = explain(deadline(on(4, 7), term, calendar=calendar))
    assert explanation.steps[-1].text == text.format("dinsdag 7 april 2026")


def test_nothing_in_the_law_is_left_without_words(the_law):
    assert set(TOLD) == set(Kind)
    assert set(GROUNDS) == set(GroundId)
    dated = [term for term in the_law.terms if term.unit not in (Unit.NONE, Unit.IMMEDIATELY)]
    assert {term.direction for term in dated} - {Direction.NONE} <= set(RESULTS)
    assert {term.span[1] for term in dated if term.length is not None} <= set(UNITS)


def test_every_term_with_a_length_explains_itself(the_law, told):
    for term in the_law.terms:
        if term.length is None and term.local_length is None:
            continue
        start = term.valid_from + timedelta(days=3)
        assert told(term.id, start).steps[-1].text.endswith(".")


def test_a_step_leaves_as_plain_data(told):
    explanation = told("pw_beschikking", on(2, 2), Suspension.period(GroundId.CONSENT, on(2, 10), on(2, 11)))
    data = [step.as_data() for step in explanation.steps]
    texts = [one.pop("text") for one in data]
    assert data == [
        {"step": "start", "on": "2026-02-02", "days": 0},
        {"step": "length", "on": "2026-03-30", "days": 56, "article": "Awb 4:13"},
        {
            "step": "suspension",
            "on": "2026-04-01",
            "days": 2,
            "article": "Awb 4:15 lid 2 onder a",
            "ground": "ops_instemming",
            "from": "2026-02-10",
            "to": "2026-02-11",
        },
        {"step": "result", "on": "2026-04-01", "days": 0},
    ]
    assert " ".join(texts) == explanation.text_nl
    assert json.loads(json.dumps(data)) == data
    assert all(type(value) in (str, int, list) for one in data for value in one.values())


def test_the_names_of_the_rest_days_leave_as_data(told):
    data = told("wmo_onderzoek", on(2, 20)).steps[2].as_data()
    assert data["names"] == ["Goede Vrijdag", "zaterdag", "zondag", "tweede paasdag"]


@given(st.dates(date(2015, 1, 1), date(2080, 1, 1)), st.integers(1, 6), st.integers(0, 60), st.integers(0, 20))
def test_an_explanation_recomputes_to_its_own_result(start, weeks, after, long):
    shipped = law()
    found = deadline(
        start,
        shipped.term("awb_bob", on=start),
        calendar=shipped.calendar,
        suspensions=[
            Suspension.period(GroundId.ATTRIBUTABLE, start + timedelta(after), start + timedelta(after + long))
        ],
        extension_to=Extension(length=weeks, consented=True) if weeks > 2 else None,
    )
    assert recomputed(one.step for one in explain(found).steps) == found.on


def test_a_step_that_lies_is_noticed(the_law):
    found = deadline(on(2, 20), the_law.term("wmo_onderzoek", on=on(2, 20)), calendar=the_law.calendar)
    without_roll = explain(type(found)(found.on, found.nominal_on, found.on, found.steps[:2], found.term))
    assert recomputed(one.step for one in without_roll.steps) != found.on
