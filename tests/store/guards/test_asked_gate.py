"""A letter that grants gives each item whole, as asked or as agreed; what is less is refused, and no more than that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from grants import AT_ONCE, FREE, NEW, NONE, at_once, granting
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from oracle import read
from reviews import again, agreed, going_on
from scene import (
    GRANT,
    HOURS,
    LIFT,
    NOTHING,
    PREPARED,
    SOMETIME,
    THREE,
    TWO,
    Value,
    agreement,
    answer,
    call,
    decision,
    fact,
    item,
    letter,
    reached,
    rendered,
    row,
    running,
    whole,
)
from shortfall import falls_short
from sqlalchemy import Connection, NullPool
from sqlalchemy.exc import DBAPIError, IntegrityError

from store.engine import build
from store.guards import triggers

BESIDE: dict[str, Value] = HOURS | {
    "id": 53,
    "case_id": 55,
    "fact_id": 651,
    "number": 3,
    "running": 1,
    "thing": "day_care",
    "grant_form": "natura",
    "until_on": "2027-09-30",
}
LATE = '{"case":"WMO-53","changes_on":"2027-10-01","items":[{"words":"x"}],"made_by":"","version":1}'
REJECTED: dict[str, Value] = {"name": "wmo/afwijzing", "adverse": 1}
WHOLE = {
    "just what was asked": granting(21, answer(NEW, 21, NEW, [11])),
    "more than was asked": granting(21, answer(NEW, 21, NEW, [11], **HOURS | {"amount": 300, "yearly": 300 * 52})),
    "as much, counted by the month": granting(
        21, answer(NEW, 21, NEW, [11], **HOURS | {"per": "month", "amount": 1040, "yearly": 1040 * 12})
    ),
    "earlier and for longer": granting(21, answer(NEW, 21, NEW, [11], from_on="2026-09-23", until_on=None)),
    "from somebody, where nobody was named": granting(21, answer(NEW, 21, NEW, [11], hand="Zorg Plus")),
    "from whom they named": granting(34, answer(NEW, 34, NEW, [27], hand=" zonnestraal")),
    "a budget, asked as such": granting(24, answer(NEW, 24, NEW, [15], grant_form="pgb")),
    "two items, each with its answer": granting(
        22, answer(60, 22, NEW, [12]), answer(61, 22, NEW, [13], position=2, **FREE)
    ),
    "something that nobody asked beside it": granting(
        21, answer(60, 21, NEW, [11]), answer(61, 21, NEW, [], position=2, **FREE)
    ),
    "split in two": granting(21, answer(60, 21, NEW, [11], **TWO), answer(61, 21, NEW, [11], position=2, **TWO)),
    "one period after the other": granting(
        21,
        answer(60, 21, NEW, [11], until_on="2027-03-31"),
        answer(61, 21, NEW, [11], position=2, from_on="2027-04-01"),
    ),
    "merged": granting(29, answer(60, 29, NEW, [22, 23])),
    "the newer wording": granting(27, answer(60, 27, NEW, [19])),
    "for good": granting(30, answer(60, 30, NEW, [24], until_on=None)),
    "soon and for a month, where no day was named": granting(
        31, answer(60, 31, NEW, [25], from_on="2026-10-23", until_on="2026-11-19")
    ),
    "as was made precise": granting(35, answer(60, 35, NEW, [28], **FREE)),
    "as was agreed": granting(25, answer(60, 25, NEW, [16], **THREE)),
    "as was asked, though less was agreed": granting(25, answer(60, 25, NEW, [16])),
    "as newer words have it, which was agreed": (
        *item(160, 21, "ItemsAsked", number=2, instead_of=1, **THREE),
        *agreement(50, 21, 160, known=550, **THREE),
        *granting(21, answer(60, 21, NEW, [160], **THREE)),
    ),
    "as much as the older words asked": (
        *item(160, 21, "ItemsAsked", number=2, instead_of=1, **THREE),
        *granting(21, answer(60, 21, NEW, [160])),
    ),
    "as was agreed just in time": (
        *agreement(50, 21, 11, talked_on="2026-07-28", **THREE),
        *granting(21, answer(60, 21, NEW, [11], **THREE)),
    ),
    "for good, where an end was agreed to": (
        *agreement(50, 30, 24, until_on="2027-09-30"),
        *granting(30, answer(60, 30, NEW, [24])),
    ),
    "in dayparts, where hours were asked": granting(21, answer(60, 21, NEW, [11], unit="daypart", amount=1, yearly=52)),
    "a card, of which there is one": (
        *item(160, 33, **NOTHING | SOMETIME | {"thing": "card", "grant_form": "kaart"}),
        *granting(33, answer(60, 33, NEW, [160], **FREE | {"thing": "card", "grant_form": "kaart"})),
    ),
    "as much as the law fixes": (
        *item(160, 33, **NOTHING | SOMETIME | {"thing": "allowance", "fixed": 1}),
        *granting(33, answer(60, 33, NEW, [160], thing="allowance")),
    ),
    "whole, and another form on top": granting(
        21, answer(60, 21, NEW, [11]), answer(61, 21, NEW, [11], position=2, grant_form="pgb")
    ),
    "all but what was withdrawn": granting(36, answer(60, 36, NEW, [29])),
    "what runs goes on": going_on(45, answer(NEW, 45, NEW, [41])),
    "what runs goes on, from a later day": going_on(45, answer(NEW, 45, NEW, [41], from_on="2027-01-01")),
    "what runs is renewed": going_on(45, answer(NEW, 45, NEW, [41], from_on="2027-10-01", until_on="2027-10-28")),
    "what runs without an end": (
        *running(50, 55, until_on=None, lasting=1),
        *running(51, 55, "WMO-53", number=2, **TWO),
        *running(52, 55, "WMO-54", number=3),
        *going_on(
            55,
            answer(60, 55, NEW, [50], until_on=None),
            answer(61, 55, NEW, [51], position=2, **TWO),
            answer(62, 55, NEW, [52], position=3),
            read=agreed(55),
        ),
    ),
    "what runs under a decision made elsewhere, as a colleague agreed": (
        *running(50, 56),
        *going_on(56, answer(NEW, 56, NEW, [50]), read=agreed(56)),
    ),
    "what runs under a decision that was reviewed itself": (
        *going_on(45, answer(NEW, 45, NEW, [41])),
        rendered(100),
        *running(50, 47, "WMO-45"),
        *again(47, answer(61, 47, 61, [50])),
    ),
    "what runs, when nothing does any more under the other": (
        fact(650, 55, "RunningHelp", body=LATE),
        row("reviewed", id=50, case_id=55, fact_id=650, changes_on="2027-10-01", number="WMO-53", version=1),
        row("item", id=50, case_id=55, fact_id=650, number=1, running=1, thing="household_help", **TWO, lasting=1),
        *going_on(55, answer(NEW, 55, NEW, [50], from_on="2027-10-01", until_on=None, **TWO)),
    ),
    "what runs of another thing": (
        *running(50, 55, thing="day_care"),
        *going_on(55, answer(NEW, 55, NEW, [50], thing="day_care"), read=agreed(55)),
    ),
    "one answer to what runs and to what is asked instead": (
        *item(51, 45, "ItemsAsked", 700, number=2, **HOURS | {"amount": 300, "yearly": 300 * 52}),
        *going_on(45, answer(NEW, 45, NEW, [41, 51], **HOURS | {"amount": 300, "yearly": 300 * 52})),
    ),
    "less of what runs, as was agreed": (
        *agreement(50, 45, 41, 701, **THREE),
        *going_on(45, answer(NEW, 45, NEW, [41], **THREE)),
    ),
    "what runs longer than was given": (
        *running(50, 47, "WMO-48", until_on=None, lasting=1),
        *going_on(47, answer(NEW, 47, NEW, [50], until_on=None)),
    ),
    "all but what a partner asked who died": granting(49, answer(60, 49, NEW, [34], **TWO)),
    "help at once": (*at_once(21, answer(NEW, 21, NEW, [], **THREE)), letter(21, NEW, **GRANT)),
}


def run(connection: Connection, *statements: str) -> None:
    """Each statement in turn."""
    for statement in statements:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("steps", WHOLE.values(), ids=WHOLE)
def test_a_grant_that_gives_all_of_it_is_written(staged: Connection, steps: tuple[str, ...]) -> None:
    with staged.begin_nested():
        run(staged, *steps)


def test_a_grant_that_gives_less_is_refused_by_the_guard_that_is_there_for_it(staged: Connection) -> None:
    less = granting(21, answer(NEW, 21, NEW, [11], **THREE))
    with pytest.raises(IntegrityError, match="guard_whole_sound"), staged.begin_nested():
        run(staged, *less)
    with staged.begin_nested():
        triggers.drop(staged, "whole_sound")
        run(staged, *less)


@pytest.mark.parametrize(
    ("guard", "steps"),
    [
        (
            "whole_sound",
            (*running(50, 55, "WMO-53", **TWO), *going_on(55, answer(NEW, 55, NEW, [50], **TWO))),
        ),
        ("whole_sound", (*running(50, 55), *going_on(55, answer(NEW, 55, NEW, [50]), read=agreed(55)))),
        (
            "whole_sound",
            (
                *running(50, 55, "WMO-53", **TWO),
                *running(51, 55, "WMO-54", number=2),
                row("item", **BESIDE),
                *going_on(
                    55,
                    answer(60, 55, NEW, [50], **TWO),
                    answer(61, 55, NEW, [51], position=2),
                    answer(62, 55, NEW, [53], position=3, thing="day_care"),
                ),
            ),
        ),
        ("letter_asked", (*running(50, 56), *going_on(56, answer(NEW, 56, NEW, [50])))),
        ("letter_asked", (*running(50, 56), *going_on(56, answer(NEW, 56, NEW, [50]), read=agreed(56, by="mo")))),
        ("item_sound", item(50, 45, "ItemsAsked", 700, number=2, instead_of=1, **TWO)),
        ("item_sound", item(50, 47, running=1, from_on=None)),
        ("reviewed_sound", running(50, 47, "WMO-45")),
        ("reviewed_sound", running(50, 47, "WMO-12")),
        ("reviewed_sound", running(50, 47, "WMO-52", **TWO)),
        ("decision_sound", decision(NEW, 45, "granted")),
        ("decision_sound", decision(NEW, 45, "rejected", subject="review")),
        ("decision_sound", decision(NEW, 21, "ended", subject="review")),
    ],
)
def test_what_runs_is_what_a_fact_says(staged: Connection, guard: str, steps: list[str]) -> None:
    with pytest.raises(IntegrityError, match=f"guard_{guard}"), staged.begin_nested():
        run(staged, *steps)
    with staged.begin_nested():
        triggers.drop(staged, guard)
        run(staged, *steps)


def test_a_grant_becomes_void_when_something_more_is_asked(staged: Connection) -> None:
    made = (
        "UPDATE letter SET status = 'rendered', pdf_sha256 = '{:064}', pages = 1, rendered_at = created_at"
        " WHERE id = 100"
    )
    with staged.begin_nested():
        run(staged, *granting(21, answer(NEW, 21, NEW, [11])))
        run(staged, *item(150, 21, number=2, known=1150, **LIFT))
    with pytest.raises(IntegrityError, match="guard_letter_asked_again"), staged.begin_nested():
        run(staged, made.format(1))
    with staged.begin_nested():
        run(staged, "UPDATE letter SET status = 'withdrawn' WHERE id = 100")


def test_a_rejection_answers_what_it_likes_when_the_citizen_was_called(staged: Connection) -> None:
    with staged.begin_nested():
        run(staged, *decision(NEW, 21), *answer(NEW, 21, NEW, [11], **NONE), *call(60, 21, NEW))
        run(staged, letter(21, NEW, **REJECTED | reached(60)))


def test_help_at_once_and_the_application_do_not_supersede_each_other(staged: Connection) -> None:
    with staged.begin_nested():
        run(staged, *at_once(21, answer(NEW, 21, NEW, [], **THREE)))
        run(staged, *decision(61, 21, "granted", version=2), *answer(61, 21, 61, [11]), whole(21, 61))
        run(staged, letter(21, NEW, **GRANT), letter(21, 61, **GRANT | {"id": 101, "number": 101}))


@pytest.mark.parametrize("known", [1070, 1062])
def test_a_newer_decision_on_the_same_supersedes_the_older(staged: Connection, known: int) -> None:
    newer = [fact(known, 21, "Intention", at=PREPARED, **(AT_ONCE if known == 1062 else {}))]
    about: dict[str, Value] = {"subject": "provisional" if known == 1062 else "application", "outcome": "granted"}
    made: dict[str, Value] = {
        "adverse": 0,
        "prepared_by": "sanne",
        "prepared_at": PREPARED,
        "compared": 1,
        "version": 2,
    }
    newer.append(row("decision", id=61, case_id=21, fact_id=known, **about | made))
    with staged.begin_nested():
        run(staged, *granting(21, answer(NEW, 21, NEW, [11]))[:-1], *newer)
    if known == 1062:
        with staged.begin_nested():
            run(staged, letter(21, NEW, **GRANT))
    else:
        with pytest.raises(IntegrityError, match="guard_letter_newest"), staged.begin_nested():
            run(staged, letter(21, NEW, **GRANT))


FIRST, TIMES = date(2026, 9, 22), {"week": 52, "month": 12, "once": 1}
STARTS = st.sampled_from([0, 0, 9, 30, 31]).map(lambda days: (FIRST + timedelta(days)).isoformat())
LENGTHS = st.sampled_from([None, 5, 26, 27, 40])
SIZES = st.tuples(st.sampled_from(["week", "week", "month", "once"]), st.integers(1, 4))
HANDS, FORMS = st.sampled_from([None, None, "X"]), st.sampled_from([None, "natura", "natura", "pgb"])


def measure(
    size: tuple[str, int], start: str | None, days: int | None, hand: str | None, form: str | None
) -> dict[str, Value]:
    """A measure in the columns of its row."""
    per, amount = size
    until = (date.fromisoformat(start) + timedelta(days)).isoformat() if start and days is not None else None
    sized = {"unit": "minute", "per": per, "amount": amount, "yearly": amount * TIMES[per]}
    return sized | {"from_on": start, "until_on": until, "hand": hand, "grant_form": form}


ASKED = st.lists(st.builds(measure, SIZES, st.none() | STARTS, LENGTHS, HANDS, FORMS), min_size=1, max_size=2)
AGREED = st.none() | st.builds(measure, SIZES, st.none(), st.none(), HANDS, FORMS)
# What is given is what somebody asked or more, or else anything.
MORE = st.tuples(st.integers(0, 1), st.sampled_from([1, 2, 3]), st.booleans())
ANY = st.builds(measure, SIZES, STARTS, LENGTHS, st.just("X"), st.sampled_from(["natura", "natura", "pgb"]))


def enough(asked: list[dict[str, Value]], more: tuple[int, int, bool]) -> dict[str, Value]:
    """An answer to one of these, some times over, perhaps without its end."""
    which, times, ends = more
    wanted = asked[which % len(asked)]
    size = {"amount": wanted["amount"] * times, "yearly": wanted["yearly"] * times}
    start = {
        "from_on": wanted["from_on"] or FIRST.isoformat(),
        "hand": "X",
        "grant_form": wanted["grant_form"] or "natura",
    }
    return wanted | size | start | ({} if ends else {"until_on": None})


@pytest.fixture(scope="module")
def put(request: pytest.FixtureRequest) -> Iterator[Callable[[list[str]], tuple[bool, bool]]]:
    """Puts a case down and tries its letter: whether it was written, and whether it is short by the rows."""
    stage = request.getfixturevalue("stage")
    own = build(stage.url("sqlite"), poolclass=NullPool)
    with own.connect() as connection, connection.begin() as attempt:
        yield partial(_tried, connection)
        attempt.rollback()
    own.dispose()


def _tried(connection: Connection, steps: list[str]) -> tuple[bool, bool]:
    with connection.begin_nested() as attempt:
        try:
            run(connection, *steps[:-2])
        except DBAPIError:
            attempt.rollback()
            return False, True
        try:
            with connection.begin_nested():
                run(connection, *steps[-2:])
                written = True
        except DBAPIError:
            written = False
        rows = read(lambda table: _rows(connection, table))
        (made,) = (each for each in rows["decision"] if each["id"] == NEW)
        short = falls_short(made, rows)
        attempt.rollback()
    return written, short


def _rows(connection: Connection, table: str) -> Iterator[tuple[list[str], tuple[Any, ...]]]:
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}"')
    names = list(found.keys())
    yield from ((names, tuple(each)) for each in found)


def alike(one: dict[str, Value], other: dict[str, Value]) -> dict[str, Value]:
    """The same amount in the unit, form and hand of another."""
    same = {column: other[column] for column in ("unit", "per", "hand", "grant_form")}
    return one | same | {"yearly": one["amount"] * TIMES[other["per"]]}


@st.composite
def cases(draw: st.DrawFn, *, together: bool) -> tuple[list[str], bool]:
    """A case, a decision on it and its letter."""
    asked, agreed = draw(ASKED), draw(AGREED)
    if together and len(asked) > 1:
        # What cannot be added up is not: each of these then needs an answer of its own.
        asked, agreed = [asked[0], alike(asked[1], asked[0])], agreed and alike(agreed, asked[0])
    rows = draw(st.lists(st.one_of(MORE.map(partial(enough, asked)), ANY), min_size=1, max_size=3))
    every = set(range(len(asked)))
    links = [every if together else draw(st.sets(st.sampled_from(sorted(every)))) for _ in rows]
    return list(_case(asked, rows, links, agreed)), bool(agreed)


def _case(
    asked: list[dict[str, Value]],
    rows: list[dict[str, Value]],
    links: list[set[int]],
    agreed: dict[str, Value] | None,
) -> Iterator[str]:
    for number, one in enumerate(asked, 1):
        yield from item(160 + number, 33, number=number, **one)
    if agreed:
        yield from agreement(60, 33, 161, **agreed)
    yield from decision(NEW, 33, "granted")
    for position, (one, to) in enumerate(zip(rows, links, strict=True), 1):
        answered = [161 + number for number in sorted(to)]
        yield from answer(60 + position, 33, NEW, answered, **one | {"position": position})
    yield whole(33, NEW)
    yield letter(33, NEW, **GRANT)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(cases(together=False))
def test_no_letter_is_written_that_falls_short_by_the_rows(
    put: Callable[[list[str]], tuple[bool, bool]], case: tuple[list[str], bool]
) -> None:
    written, short = put(case[0])
    assert not (written and short)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(cases(together=True))
def test_where_every_answer_is_to_every_item_the_gate_says_just_what_the_rows_say(
    put: Callable[[list[str]], tuple[bool, bool]], case: tuple[list[str], bool]
) -> None:
    written, short = put(case[0])
    event(f"written: {written}, agreed: {case[1]}")
    assert written != short
