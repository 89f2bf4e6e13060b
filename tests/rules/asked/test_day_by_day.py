"""For random applications and decisions, what is less is what a slow oracle says that looks at every day."""

from datetime import date, timedelta

import askedoracle
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cli.comparing.rows import compared
from rules.asked.items import Length
from rules.asked.periods import end_of, years_in

APPLIED = date(2027, 2, 1)
SETTINGS = {
    "applied": APPLIED,
    "decided": askedoracle.DECIDED,
    "report_told_of_budget": True,
    "usual_term": {"jeugd": "P1Y"},
}
PERS = st.sampled_from(["week", "four_weeks", "month", "year"])
THINGS = st.sampled_from(["behandeling", "pleegzorg"])
STARTS = st.sampled_from([date(2027, 2, 20), date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 16), date(2028, 2, 29)])
ENDS = st.sampled_from([date(2027, 8, 31), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 14), date(2029, 2, 28)])
AMOUNTS = st.integers(1, 6)


@st.composite
def applications(draw):
    """One or two items, each by one party."""
    return [
        {
            "n": number,
            "words": "",
            "what": draw(THINGS),
            "form": draw(st.sampled_from(["in_kind", "in_kind", "budget"])) if number == 2 else "in_kind",
            "amount": draw(AMOUNTS),
            "unit": "session",
            "per": draw(st.sampled_from(["week", "four_weeks", "month"])),
            "from": draw(st.none() | STARTS),
            "until": draw(st.none() | ENDS),
            "by": draw(st.sampled_from(["aanvrager", "aanvrager", "partner"])),
        }
        for number in range(1, draw(st.integers(1, 2)) + 1)
    ]


@st.composite
def answers(draw, asked):
    """Rows that look much like what was asked, for most of what can go wrong is small."""
    like = draw(st.sampled_from(asked))
    numbers = sorted(draw(st.sets(st.sampled_from([item["n"] for item in asked]), min_size=1)))
    return {
        "answers": numbers,
        "grant": draw(st.sampled_from([like["form"]] * 6 + ["in_kind", "none"])),
        "what": draw(st.sampled_from([like["what"]] * 6 + ["pleegzorg"])),
        "amount": draw(st.sampled_from([like["amount"]] * 3 + [0, 2, 4, 5, 9, 18, 27])),
        "unit": "session",
        "per": draw(st.sampled_from([like["per"]] * 4 + ["week", "four_weeks", "month", "year"])),
        "from": draw(st.sampled_from([like["from"] or date(2027, 3, 1)] * 3) | st.none() | STARTS),
        "until": draw(st.sampled_from([like["until"], None]) | ENDS),
    }


@st.composite
def talks(draw, asked):
    """Talks about one item: most count, and each can fail to in one way."""
    item = draw(st.sampled_from(asked))
    held_on = draw(st.dates(date(2027, 2, 10), date(2027, 2, 25)) | st.dates(APPLIED, askedoracle.DECIDED))
    per = draw(st.sampled_from([item["per"]] * 3 + ["month"]))
    agreed = {"amount": draw(st.integers(1, item["amount"])), "per": per, "unit": "session"}
    return {
        "kind": draw(st.sampled_from(["agreement"] * 9 + ["taken_back"])),
        "item": item["n"],
        "on": held_on,
        "recorded_on": draw(st.sampled_from([held_on] * 9 + [askedoracle.DECIDED])),
        "channel": draw(st.sampled_from(["phone", "visit"] * 4 + ["voicemail"])),
        "agreed": draw(
            st.sampled_from([agreed, agreed | {"until": date(2027, 8, 31)}, agreed | {"what": "pleegzorg"}])
        ),
        "words": "dat is goed",
        "told_it_is_less": draw(st.sampled_from([True] * 9 + [False])),
        "read_back": draw(st.sampled_from([True] * 9 + [False])),
        "with": draw(st.sampled_from([item["by"]] * 9 + ["buurvrouw"])),
    }


@st.composite
def decisions(draw):
    asked = draw(applications())
    rows = draw(st.lists(answers(asked), max_size=3))
    spoken = draw(st.lists(talks(asked), max_size=2, unique_by=lambda talk: talk["on"]))
    return asked, [row for place, row in enumerate(rows) if row not in rows[:place]], spoken


@st.composite
def lowered(draw):
    """One or two items that are answered with fewer, after talks that agreed to about as many."""
    asked = [item | {"what": "behandeling", "form": "in_kind"} for item in draw(applications())]
    rows = [
        {
            "answers": [item["n"]],
            "grant": "in_kind",
            "what": draw(st.sampled_from(["behandeling", "behandeling", "pleegzorg"])),
            "amount": draw(st.integers(1, item["amount"])),
            "unit": "session",
            "per": item["per"],
            "from": item["from"] or date(2027, 3, 1),
            "until": draw(st.sampled_from([None, date(2027, 8, 31)])),
        }
        for item in asked
    ]
    if draw(st.booleans()):
        rows = [rows[0] | {"answers": [item["n"] for item in asked]}]
    spoken = draw(st.lists(talks(asked), min_size=1, max_size=4, unique_by=lambda talk: talk["on"]))
    return asked, rows, spoken


def _ours(asked, rows, spoken):
    row = {"id": "random", "course": "jeugd", "asked": asked, "given": rows, "talk": spoken}
    (found,) = compared({"settings": SETTINGS, "rows": [row]})
    return found.verdict


def _theirs(asked, rows, spoken):
    by = {item["n"]: item["by"] for item in asked}
    known = [talk | {"applied": APPLIED, "asked_by": by[talk["item"]]} for talk in spoken]
    return askedoracle.less(asked, rows, known)


ONE = {"n": 1, "words": "", "what": "behandeling", "form": "in_kind", "amount": 1, "unit": "session", "per": "week"}
ONE |= {"from": None, "until": None, "by": "aanvrager"}
ALL = {"answers": [1], "grant": "in_kind", "what": "behandeling", "amount": 1, "unit": "session", "per": "week"}
ALL |= {"from": date(2027, 3, 1), "until": date(2028, 2, 29)}


@given(decisions())
@settings(max_examples=300)
@example(([ONE], [ALL], []))
@example(([ONE], [ALL | {"until": date(2028, 2, 28)}], []))
def test_what_is_less_is_what_every_day_says(decision):
    verdict = _ours(*decision)

    assert set(verdict.less) == _theirs(*decision)
    assert verdict.adverse == bool(verdict.less)


@given(lowered())
@settings(max_examples=300)
def test_an_agreement_bears_what_every_day_says(decision):
    assert set(_ours(*decision).less) == _theirs(*decision)


def test_the_oracle_finds_a_day_that_is_missing():
    assert _theirs([ONE], [ALL], []) == set()
    assert _theirs([ONE], [ALL | {"until": date(2028, 2, 28)}], []) == {1}


def test_a_comparison_that_forgets_the_last_day_would_be_noticed(monkeypatch):
    monkeypatch.setattr("rules.asked.periods.end_of", lambda starts, length: starts)

    assert set(_ours([ONE], [ALL | {"until": date(2028, 2, 28)}], []).less) != {1}


def test_no_length_runs_past_the_last_day_there_is():
    assert end_of(date(9999, 6, 1), Length(months=60)) == date.max
    assert end_of(date(9993, 6, 1), Length(months=60)) == date(9998, 5, 31)
    assert years_in(date(9999, 12, 1), date.max) == years_in(date(9999, 12, 1), date.max - timedelta(days=1))
