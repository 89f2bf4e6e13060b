"""The days in a letter are those of the law, counted again from what else the letter says."""

import re
from datetime import date, timedelta

import daybyday
import pytest
from courses import beside, like_the_wmo
from specimens import all_samples

from config.law import law
from letters.making.render import document
from letters.writing.days import day_at, value_at
from letters.writing.samples import sample, sample_names
from letters.writing.slots import dutch_date
from letters.writing.template import HERE, front_matter, letter_names
from rules.clock.penalty import penalty
from rules.errors import ValueUnfit

COUNTED = [(letter, path) for letter in letter_names() for path in front_matter(letter).counted()]
DECISIONS = [letter for letter in letter_names() if "R" in front_matter(letter).blocks]
LAST_DAY = re.compile(r"\{\{ ([a-z_.]+\.uiterlijk) \| datum \}\}")


def source(name):
    text = (HERE / name).read_text("utf-8")
    return text + "".join(source(other) for other in re.findall(r'include "([^"]+)"', text))


@pytest.mark.parametrize("letter", letter_names())
def test_every_last_day_a_letter_prints_is_counted(letter):
    printed = set(LAST_DAY.findall(source(f"{letter}/brief.md.j2")))
    assert printed <= front_matter(letter).counted().keys() | {"verzoek.uiterlijk"}


@pytest.mark.parametrize(("letter", "path"), COUNTED)
def test_a_day_in_a_sample_is_the_one_the_law_gives(letter, path):
    rule, met = front_matter(letter).counted()[path], 0
    for name in sample_names(letter):
        values = sample(letter, name)
        found = value_at(values, path)
        if not found:
            continue
        met += 1
        on = date.fromisoformat(found)
        assert rule.fits(on, values), f"{name}: {rule.day(values)}"
        assert dutch_date(found) in " ".join(document(letter, values).text)
    assert met


@pytest.mark.parametrize("letter", DECISIONS)
def test_the_last_day_to_object_is_six_weeks_counted_day_by_day(letter):
    """A second clock, which shares no code with the first (Awb 6:7 and 6:8, Algemene termijnenwet 1)."""
    for name in sample_names(letter):
        values = sample(letter, name)
        last = date.fromisoformat(values["brief"]["datum"]) + timedelta(days=42)
        while last.weekday() >= 5 or last in daybyday.holidays(last.year):
            last += timedelta(days=1)
        assert f"uiterlijk op {dutch_date(last.isoformat())}" in " ".join(document(letter, values).text)


@pytest.mark.parametrize("letter", DECISIONS)
@pytest.mark.parametrize("wrong", ["2027-01-01", "2027-01-05", "2026-12-21"])
def test_a_decision_with_another_last_day_to_object_is_refused(letter, wrong):
    values = sample(letter)
    values["bezwaar"]["uiterlijk"] = wrong
    with pytest.raises(ValueUnfit) as refused:
        document(letter, values)
    assert refused.value.field == "bezwaar.uiterlijk"
    assert "zes weken" in refused.value.message_nl


@pytest.mark.parametrize(("letter", "path"), COUNTED)
def test_a_day_too_early_does_not_fit(letter, path):
    """The guard itself: a count that takes any day would find nothing."""
    rule, values = front_matter(letter).counted()[path], sample(letter)
    early = day_at(values, rule.start) if rule.sooner else rule.day(values) - timedelta(days=1)
    assert not rule.fits(early, values)
    if not rule.chosen:
        assert not rule.fits(rule.day(values) + timedelta(days=1), values)


def test_a_shared_letter_counts_with_the_term_of_its_own_course(tmp_path):
    values = sample("shared/mededeling-verlenging")
    rule = front_matter("shared/mededeling-verlenging").counted()["termijn.eerst"]
    assert rule.day(values) == date(2026, 11, 23)
    text = like_the_wmo("jeugd", "JW").replace('"wmo_beschikking"', '"jw_beschikking"')
    with beside(tmp_path, "jeugd", text):
        assert rule.day(values) == date(2026, 11, 23)
        values["zaak"]["nummer"] = "JW-2026-0001"
        assert rule.day(values) == date(2027, 1, 4)
        assert not rule.fits(date(2026, 11, 23), values)


@pytest.mark.parametrize("name", sample_names("shared/dwangsombesluit"))
def test_the_penalty_in_the_sample_is_what_the_law_makes_it(name):
    values = sample("shared/dwangsombesluit", name)
    told = values["dwangsom"]
    run = penalty(
        date.fromisoformat(values["termijn"]["uiterlijk"]),
        date.fromisoformat(values["ingebrekestelling"]["ontvangen"]),
        tariffs=law().penalty,
        calendar=law().calendar,
        until=date.fromisoformat(told["laatste"]),
    )
    assert (run.first_on.isoformat(), run.amount_eur * 100) == (told["eerste"], told["bedrag"])
    assert sum(part["dagen"] for part in told["delen"]) == run.days
    assert all(part["dagen"] * part["per_dag"] == part["samen"] for part in told["delen"])
    assert sum(part["samen"] for part in told["delen"]) == told["bedrag"]


def test_every_sample_is_looked_at():
    assert {letter for letter, _ in all_samples()} == set(letter_names())
