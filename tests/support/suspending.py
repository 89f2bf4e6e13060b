"""Ways past the gate with a suspension of what runs: unheard, too long, or taken for the decision about it."""

from __future__ import annotations

from collections.abc import Sequence

from attack import Attack, Step
from scene import (
    CALLED,
    DAY,
    GRANT,
    HOUR,
    LATER,
    STOPPED,
    WRITTEN,
    Value,
    answer,
    call,
    decision,
    fact,
    letter,
    reached,
)

# What runs in case 46, which is called about; in 2 nothing runs, and in 51 somebody else has a say.
CASE, RUNS = 46, 42
# What an attack adds comes after the call in that case.
NEW, AGAIN, TALK, TALK_AGAIN = 2100, 2200, 1150, 1250
SECOND: dict[str, Value] = {"prepared_at": CALLED + HOUR}


def suspended(case: int = CASE, version: int = 2, id_: int = NEW, **changes: Value) -> list[str]:
    """A version of a decision that suspends what runs."""
    about: dict[str, Value] = {"subject": "suspension", "version": version}
    outcome = str(changes.pop("outcome", "suspended"))
    return decision(id_, case, outcome, kind="HelpSuspended", **about | changes)


def stopped(case: int = CASE, id_: int = NEW, items: Sequence[int] = (), **changes: Value) -> list[str]:
    """What it stops, for eight weeks."""
    return answer(id_, case, id_, items, **STOPPED | changes)


def told(case: int = CASE, **changes: Value) -> list[str]:
    """A call about it, and its letter."""
    return [*call(TALK, case, NEW), letter(case, NEW, **reached(TALK) | changes)]


def again(**days: Value) -> list[str]:
    """A second one, after the letter of the first, with its own call and letter."""
    talk: dict[str, Value] = {"decision_at": LATER, "called_at": LATER + HOUR}
    place: dict[str, Value] = {"id": 101, "number": 101, "created_at": LATER + 2 * HOUR}
    return [
        *suspended(version=3, id_=AGAIN, prepared_at=LATER),
        *stopped(id_=AGAIN, **days),
        *call(TALK_AGAIN, CASE, AGAIN, **talk),
        letter(CASE, AGAIN, **place | reached(TALK_AGAIN, call_at=LATER + HOUR)),
    ]


def suspending() -> list[Attack]:
    """All of them."""
    every: dict[str, Sequence[Step]] = {**_unheard(), **_too_long(), **_taken_for_another()}
    return [Attack(name, tuple(steps)) for name, steps in every.items()]


def _unheard() -> dict[str, Sequence[Step]]:
    lowered = decision(AGAIN, CASE, "lowered", version=3, subject="review", **SECOND)
    return {
        "suspended, and nobody called": [*suspended(), *stopped(), letter(CASE, NEW)],
        "suspended, and called about what runs": [*suspended(), *stopped(), letter(CASE, NEW, **reached(40))],
        "suspended, and the partner was not called": [*suspended(51, 1), *stopped(51), *told(51)],
        "lowered, and called about the suspension": [
            *suspended(),
            *stopped(),
            *lowered,
            *call(TALK, CASE, NEW),
            letter(CASE, AGAIN, **reached(TALK)),
        ],
        "suspended, and said to be granted": [
            *suspended(outcome="granted"),
            *stopped(),
            letter(CASE, NEW, **GRANT),
        ],
        "suspended, and the older letter goes": [
            *suspended(),
            *stopped(),
            *call(TALK, CASE, NEW),
            *suspended(version=3, id_=AGAIN, **SECOND),
            letter(CASE, NEW, **reached(TALK)),
        ],
    }


def _too_long() -> dict[str, Sequence[Step]]:
    early: dict[str, Value] = {"from_on": "2026-09-14", "until_on": "2026-10-31"}
    return {
        "suspended for a day longer than the law": [*suspended(), *stopped(until_on="2026-11-30"), *told()],
        "suspended without an end": [*suspended(), *stopped(until_on=None), *told()],
        "suspended before it is decided": [*suspended(), *stopped(**early), *told()],
        "suspended, nobody knows from when": [*suspended(), *told()],
        "something is suspended that does not run": [*suspended(), *stopped(thing="stair_lift"), *told()],
        "suspended in two pieces, longer than the law": [
            *suspended(),
            *stopped(),
            *told(),
            *again(from_on="2026-11-30", until_on="2026-12-06"),
        ],
        "suspended in two pieces, the second before the first": [
            *suspended(),
            *stopped(),
            *told(),
            *again(from_on="2026-09-28", until_on="2026-10-04"),
        ],
        "suspended in two pieces at once, longer than the law": [
            *suspended(),
            *stopped(),
            *answer(
                AGAIN, CASE, NEW, [], **STOPPED | {"from_on": "2026-11-30", "until_on": "2027-01-20", "position": 2}
            ),
            *told(),
        ],
        "suspended, and told after it went on again": [
            *suspended(),
            *stopped(),
            fact(4000, CASE, "HelpResumed", at=CALLED + HOUR),
            *told(),
        ],
        "suspended, and told after the first day": [
            *suspended(),
            *stopped(),
            *told(created_at=WRITTEN + 30 * DAY),
        ],
        "suspended, and told after the first day of a part": [
            *suspended(),
            *stopped(),
            *answer(
                AGAIN, CASE, NEW, [], **STOPPED | {"from_on": "2026-09-22", "until_on": "2026-11-10", "position": 2}
            ),
            *told(),
        ],
        "a suspension becomes longer": ["UPDATE answer SET until_on = '2027-12-31' WHERE id = 43"],
    }


def _taken_for_another() -> dict[str, Sequence[Step]]:
    ends = "UPDATE casefile SET closed_on = '2026-10-01', result = '{}' WHERE id = 46"
    return {
        "a suspension is called a review, and the one before is void": [
            *suspended(subject="review", outcome="lowered"),
            *told(),
        ],
        "an intention is called a suspension, and the one before stands": [
            *decision(NEW, CASE, "suspended", version=2, subject="suspension"),
            *stopped(),
            letter(CASE, 41, **reached(40)),
        ],
        "suspended where nothing runs": [*suspended(2), *stopped(2), *told(2)],
        "a suspension answers what runs, and the case ends": [
            *suspended(),
            *stopped(items=[RUNS]),
            *told(),
            ends.format("beëindigd"),
        ],
        "a case ends as suspended": [*suspended(), *stopped(), *told(), ends.format("opgeschort")],
        "a suspension is relabelled": ["UPDATE decision SET subject = 'review' WHERE id = 42"],
    }
