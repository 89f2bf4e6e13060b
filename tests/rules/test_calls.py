"""The call before a rejection: what each outcome does, and when enough was tried."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calls import (
    FAILED,
    REACHED,
    RECONSIDERS,
    REOPENS,
    UPHOLDS,
    CallOutcome,
    Protocol,
    daypart,
    missing_attempts,
)

PROTOCOL = Protocol(
    attempts_min=3,
    minutes_apart=30,
    dayparts_min=2,
    days_min=3,
    wait_working_days=3,
    start_working_days=10,
    stop_working_days=1,
)
PART, DAY = "een poging op een ander dagdeel", "een poging op een andere dag"
TUESDAY = datetime(2026, 10, 20)  # noqa: DTZ001 (local time)


@pytest.mark.parametrize(
    ("at", "part"),
    [
        pytest.param(time(8, 30), "ochtend", id="early"),
        pytest.param(time(11, 59), "ochtend", id="just-before-noon"),
        pytest.param(time(12, 0), "middag", id="noon"),
        pytest.param(time(16, 59), "middag", id="end-of-the-afternoon"),
        pytest.param(time(17, 0), "avond", id="five"),
        pytest.param(time(20, 15), "avond", id="evening"),
    ],
)
def test_a_day_has_three_parts(at: time, part: str) -> None:
    assert daypart(at) == part


@pytest.mark.parametrize(
    ("tried", "missing"),
    [
        pytest.param([], ("nog 3 pogingen", PART, DAY), id="nothing-yet-asks-for-all-three"),
        pytest.param([0, 5], ("nog 1 poging", DAY), id="two-on-one-day-in-two-parts"),
        pytest.param([0, 29], ("nog 1 poging", DAY), id="two-on-two-days-in-two-parts"),
        pytest.param([0], ("nog 2 pogingen", PART, DAY), id="one"),
        pytest.param([0, 24, 48], (PART,), id="three-mornings-lack-another-part-of-the-day"),
        pytest.param([0, 5, 10], (DAY,), id="three-on-one-day-lack-another-day"),
        pytest.param([0, 29, 48], (), id="three-days-and-two-parts-are-enough"),
        pytest.param([0, 5, 29, 48], (), id="four-are-not-one-too-many"),
        pytest.param([0, 29, 29.4], ("nog 1 poging", DAY), id="one-right-after-another-is-none"),
        pytest.param([29.4, 0, 29], ("nog 1 poging", DAY), id="in-whatever-order-they-are-told"),
        pytest.param([0, 0, 29], ("nog 1 poging", DAY), id="one-that-was-told-twice"),
        pytest.param([0, 29, 29.5], (DAY,), id="half-an-hour-after-another-is-one"),
        pytest.param([0, 0.2, 0.4, 29, 48], (), id="three-beside-those-right-after"),
        pytest.param([0, 0.2, 24, 24.2, 48, 48.2], (PART,), id="no-part-of-the-day-but-of-those-that-count"),
    ],
)
def test_what_the_protocol_still_asks_for(tried: list[float], missing: tuple[str, ...]) -> None:
    moments = [TUESDAY + timedelta(hours=9 + hours) for hours in tried]
    assert missing_attempts(moments, PROTOCOL) == missing


@given(st.lists(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 31)), max_size=8))  # noqa: DTZ001
def test_another_attempt_never_asks_for_more(moments: list[datetime]) -> None:
    before = missing_attempts(moments[:-1], PROTOCOL)
    assert len(missing_attempts(moments, PROTOCOL)) <= len(before)


def test_no_outcome_counts_twice() -> None:
    assert UPHOLDS < REACHED
    assert not REACHED & FAILED
    assert not UPHOLDS & (REOPENS | RECONSIDERS)
    assert (REOPENS | RECONSIDERS) < REACHED


def test_the_outcomes_are_those_of_the_protocol() -> None:
    assert len(CallOutcome) == 14
