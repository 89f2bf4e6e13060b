"""How long a case is kept, and what stands in the way of destroying it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.retention import SETTLED_DAYS, Ended, Obstacle, Retention, kept_until, obstacles, retention_of

REJECTED = Retention(
    process="wmo",
    result="afgewezen",
    outcome="rejected",
    rule="8.2",
    name="Geweigerd",
    years=5,
    days=0,
    valid_from=date(2020, 1, 1),
    source="Selectielijst",
    confirmed=True,
)
WITHDRAWN = replace(REJECTED, result="ingetrokken", outcome="", rule="8.4.1", years=0, days=42)
CLOSED = date(2020, 3, 2)
TODAY = date(2026, 3, 2)
CASE = Ended(
    process="wmo",
    result="afgewezen",
    outcome="rejected",
    closed_on=CLOSED,
    last_fact_on=CLOSED - timedelta(days=2),
    last_letter_on=CLOSED,
    decided_on=CLOSED,
    defaulted_on=None,
    disputed=False,
    dispute_ended_on=None,
    waiting=False,
    unsent=False,
    newest=False,
)


@pytest.mark.parametrize(
    ("rule", "start", "last"),
    [
        pytest.param(REJECTED, date(2020, 3, 2), date(2025, 3, 2), id="five years to the day"),
        pytest.param(REJECTED, date(2020, 2, 29), date(2025, 3, 1), id="from a leap day"),
        pytest.param(WITHDRAWN, date(2020, 1, 1), date(2020, 2, 12), id="six weeks"),
        pytest.param(replace(REJECTED, years=15), date(2020, 12, 31), date(2035, 12, 31), id="fifteen years"),
    ],
)
def test_a_case_is_kept_until_this_day(rule: Retention, start: date, last: date) -> None:
    assert kept_until(rule, start) == last


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="nothing"),
        pytest.param({"closed_on": None}, (Obstacle.OPEN,), id="not closed"),
        pytest.param({"waiting": True}, (Obstacle.OPEN,), id="waits again"),
        pytest.param({"result": "onbekend"}, (Obstacle.NO_RULE,), id="a result without a rule"),
        pytest.param({"closed_on": date(2019, 12, 31)}, (Obstacle.NO_RULE,), id="ended before the rule"),
        pytest.param({"outcome": "granted"}, (Obstacle.MISMATCH,), id="another outcome"),
        pytest.param({"last_fact_on": date(2021, 3, 2)}, (Obstacle.KEPT,), id="a fact a year later, the last day"),
        pytest.param({"last_fact_on": date(2021, 3, 1)}, (), id="a fact a year later, the day after"),
        pytest.param({"last_letter_on": TODAY}, (Obstacle.KEPT,), id="a letter of today"),
        pytest.param({"unsent": True}, (Obstacle.LETTER,), id="a letter that is held"),
        pytest.param({"decided_on": TODAY - timedelta(days=SETTLED_DAYS)}, (Obstacle.OBJECTION,), id="just decided"),
        pytest.param({"decided_on": TODAY - timedelta(days=SETTLED_DAYS + 1)}, (), id="decided long enough ago"),
        pytest.param({"defaulted_on": TODAY - timedelta(days=9)}, (Obstacle.PENALTY,), id="a notice of default"),
        pytest.param({"defaulted_on": TODAY - timedelta(days=SETTLED_DAYS)}, (Obstacle.PENALTY,), id="still unsettled"),
        pytest.param({"defaulted_on": TODAY - timedelta(days=SETTLED_DAYS + 1)}, (), id="settled"),
        pytest.param({"disputed": True}, (Obstacle.DISPUTE,), id="an objection that runs"),
        pytest.param(
            {"disputed": True, "waiting": True}, (Obstacle.OPEN, Obstacle.DISPUTE), id="an objection, running"
        ),
        pytest.param({"dispute_ended_on": TODAY - timedelta(days=9)}, (Obstacle.OBJECTION,), id="an appeal may follow"),
        pytest.param({"newest": True}, (Obstacle.NEWEST,), id="the newest case"),
    ],
)
def test_what_stands_in_the_way(changes: dict[str, object], expected: tuple[Obstacle, ...]) -> None:
    case = replace(CASE, **changes)  # type: ignore[arg-type]
    assert obstacles(case, retention_of((REJECTED, WITHDRAWN), case), TODAY) == expected


def test_the_rule_is_that_of_the_day_on_which_the_case_ended() -> None:
    later = replace(REJECTED, valid_from=date(2024, 1, 1), years=10)
    assert retention_of((later, REJECTED), CASE) == REJECTED
    assert retention_of((later, REJECTED), replace(CASE, closed_on=date(2024, 1, 1))) == later


@given(start=st.dates(date(2000, 1, 1), date(2100, 12, 31)), years=st.integers(0, 30), days=st.integers(0, 100))
def test_no_day_comes_too_early(start: date, years: int, days: int) -> None:
    last = kept_until(replace(REJECTED, years=years, days=days), start)
    assert (last - start).days >= years * 365 + days
    # As the database counts it, in text.
    assert last.isoformat() >= f"{start.year + years}{start.isoformat()[4:]}"


def test_every_obstacle_is_a_dutch_sentence() -> None:
    assert all(obstacle.endswith((".", ").")) for obstacle in Obstacle)
