"""Rows as somebody writes them by hand are read as they are meant, and where they cannot be, what is given is less."""

import re
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from cli.comparing.fields import as_day, as_number
from cli.comparing.rows import compared

TABLE = yaml.safe_load((Path(__file__).parent / "rows.yaml").read_text("utf-8"))
ROWS = {row["id"]: row for row in TABLE["rows"]}


def _verdict(row):
    (found,) = compared({"settings": TABLE["settings"], "rows": [row]})
    return found.verdict


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_what_is_given_is_less_or_is_not(row):
    verdict, expected = _verdict(row), row["expected"]

    assert verdict.adverse == expected["adverse"]
    assert verdict.provisional == expected.get("provisional", False)
    assert sorted(verdict.less) == expected.get("less", sorted(verdict.less))
    assert list(verdict.call) == expected.get("call", list(verdict.call))


def test_the_example_on_the_page_about_the_law_is_whole():
    (example,) = re.findall(
        r"```yaml\n(.*?)```", (Path(__file__).parents[3] / "docs/law.md").read_text("utf-8"), re.DOTALL
    )

    (found,) = compared(yaml.safe_load(example))

    assert not found.verdict.adverse
    assert compared(yaml.safe_load(example.replace("told_it_is_less: true", "told_it_is_less: false")))[0].verdict.less


def test_whole_grants_are_as_many_as_others():
    whole = [row for row in ROWS.values() if not row["expected"]["adverse"]]

    assert len(ROWS) > 200
    assert len(whole) > len(ROWS) // 3


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2027, 3, 1), date(2027, 3, 1)),
        (datetime(2027, 3, 1, 9, 30), date(2027, 3, 1)),  # noqa: DTZ001
        ("2027-03-01", date(2027, 3, 1)),
        ("2027-02-30", None),
        ("1 maart", None),
        (date(20, 3, 1), None),
        (7, None),
    ],
)
def test_a_day_is_read_or_it_is_none(value, day):
    assert as_day(value) == day


@pytest.mark.parametrize(
    ("value", "number"),
    [(4, 4), (17.33, Fraction(1733, 100)), ("1,5", Fraction(3, 2)), (True, None), ("veel", None), (float("nan"), None)],
)
def test_a_number_is_exact_or_it_is_none(value, number):
    assert as_number(value) == number
