"""Each row of the tables of applications and decisions comes out as it says.

`apart.yaml` is set apart: its first part was written before the rules that it holds to, from the ways round that people
tried and what looks like one; its second after them, as somebody else might write it. `lawyer.yaml` was written from
the definition alone, by somebody who had not seen the rules. `edges.yaml` goes through the definition clause by clause:
where each makes a row less, and where it does not.
"""

from pathlib import Path

import pytest
import yaml

from cli.comparing.rows import compared
from rules.asked.verdict import Respect

FILES = ((Path(__file__).parent / f"{name}.yaml").read_text("utf-8") for name in ("cases", "apart", "lawyer", "edges"))
TABLE, APART, LAWYER, EDGES = map(yaml.safe_load, FILES)
ROWS = {row["id"]: row for row in (*TABLE["rows"], *APART["rows"], *LAWYER["rows"], *EDGES["rows"])}


def _compared(row):
    (found,) = compared({"settings": TABLE["settings"], "rows": [row]})
    return found.verdict


def _respects(verdict):
    return {number: {lack.respect for lack in lacks} for number, lacks in verdict.less.items()}


def _expected(row):
    said = row["expected"]["less"]
    return {number: set(each if isinstance(each, list) else [each]) for number, each in said.items()}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_an_item_is_less_in_these_respects_and_no_other(row):
    verdict, expected = _compared(row), row["expected"]

    assert _respects(verdict) == _expected(row)
    assert verdict.adverse == verdict.second_reader == bool(expected["less"] or "record_refused" in expected)
    assert bool(verdict.record_refused) == expected.get("record_refused", False)
    assert verdict.provisional == expected.get("provisional", False)
    assert list(verdict.still_open) == expected.get("still_open", [])


@pytest.mark.parametrize("row", [row for row in ROWS.values() if "call" in row["expected"]], ids=lambda row: row["id"])
def test_these_parties_are_called(row):
    assert list(_compared(row).call) == row["expected"]["call"]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_who_is_whole_is_not_called_and_who_is_not_is(row):
    verdict = _compared(row)

    assert bool(verdict.call) == verdict.adverse


def test_the_table_holds_every_respect_and_whole_grants_as_often():
    expected = [_expected(row) for row in ROWS.values()]

    assert {respect for each in expected for respects in each.values() for respect in respects} == set(Respect)
    assert sum(not each for each in expected) > len(ROWS) // 4
    assert len(ROWS) == sum(len(each["rows"]) for each in (TABLE, APART, LAWYER, EDGES)) >= 500
    assert TABLE["settings"] == APART["settings"] == LAWYER["settings"] == EDGES["settings"]


@pytest.mark.parametrize(
    ("row", "without"),
    [
        ("sixteen-hours-in-four-weeks-is-whole", "amount"),
        ("the-last-day-it-may-start", "from"),
        ("agreed-on-hours-and-end", "talk"),
        ("of-two-quotations-the-higher", "document"),
        ("newer-words-of-his-own", "instead_of"),
        ("moved-to-a-case-of-its-own-and-told", "moved"),
    ],
)
def test_a_row_that_lost_what_makes_it_whole_would_be_less(row, without):
    bare = yaml.safe_load(yaml.safe_dump(ROWS[row]))
    for part in (bare, *bare["asked"], *bare["given"]):
        part.pop(without, None)

    assert _compared(bare).adverse
