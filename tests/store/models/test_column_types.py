"""Days, moments and JSON come back as they went in, and a moment without a time zone does not go in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from store.models.column_types import Day, Json, Moment

DIALECT = sqlite.dialect()
ZONES = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=ZONES)  # noqa: DTZ001 (bounds have none)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(MOMENTS)
def test_a_moment_comes_back_to_the_millisecond_in_utc(at: datetime) -> None:
    kept = Moment().process_bind_param(at, DIALECT)
    back = Moment().process_result_value(kept, DIALECT)
    assert back is not None
    assert back.tzinfo is UTC
    assert timedelta(0) <= at - back < timedelta(milliseconds=1)
    # What was read and is written again stays equal: keys between tables hold moments.
    assert Moment().process_bind_param(back, DIALECT) == kept


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), DIALECT)  # noqa: DTZ001 (which is the point)


@given(st.dates())
def test_a_day_comes_back(on: date) -> None:
    assert Day().process_result_value(Day().process_bind_param(on, DIALECT), DIALECT) == on


@given(JSON)
def test_json_comes_back(value: Any) -> None:
    assert Json().process_result_value(Json().process_bind_param(value, DIALECT), DIALECT) == value


@given(st.dictionaries(st.text(), st.integers()))
def test_the_same_data_is_the_same_bytes(value: dict[str, int]) -> None:
    turned = dict(reversed(value.items()))
    assert Json().process_bind_param(value, DIALECT) == Json().process_bind_param(turned, DIALECT)


@pytest.mark.parametrize("kind", [Day, Moment, Json])
def test_nothing_stays_nothing(kind: type[Any]) -> None:
    assert kind().process_bind_param(None, DIALECT) is None
    assert kind().process_result_value(None, DIALECT) is None
