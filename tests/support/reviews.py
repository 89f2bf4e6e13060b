"""Ways past the gate where something runs already: less of it called whole, or something else said to run."""

from __future__ import annotations

from collections.abc import Sequence

from attack import Attack, Step
from grants import NEW, NONE
from scene import (
    GRANT,
    HOURS,
    LATER,
    THREE,
    TWO,
    Value,
    answer,
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

LATE: dict[str, Value] = {"from_on": "2027-06-01", "until_on": "2028-05-31"}
ELSEWHERE: dict[str, Value] = {"made_by": "Duinrand", "decided_on": "2025-12-10", "gave": "Hulp."}


def going_on(case: int, *answers: Sequence[str], read: Sequence[str] = (), **changes: Value) -> list[str]:
    """A decision that what runs goes on, with these answers, what a colleague said to it, and its letter."""
    given = (statement for statements in answers for statement in statements)
    subject: dict[str, Value] = {"subject": "review"}
    made = decision(NEW, case, "granted", **subject | changes)
    return [*made, *given, whole(case, NEW), *read, letter(case, NEW, **GRANT)]


def agreed(case: int, version: int = 1, kind: str = "Approval", known: int = 1900, by: str = "karin") -> list[str]:
    """What a colleague says to a version of the decision: by default that they agree."""
    return [fact(known, case, kind, body=f'{{"decision":{version},"remark":""}}', by=by)]


def again(case: int, *answers: Sequence[str]) -> list[str]:
    """The same once more, in another case."""
    given = (statement for statements in answers for statement in statements)
    place: dict[str, Value] = {"id": 101, "number": 101}
    return [
        *decision(61, case, "granted", subject="review"),
        *given,
        whole(case, 61),
        letter(case, 61, **GRANT | place),
    ]


def reviews() -> list[Attack]:
    """All of them."""
    every: dict[str, Sequence[Step]] = {**_less(), **_unheard(), **_made_up(), **_unread()}
    return [Attack(name, tuple(steps)) for name, steps in every.items()]


def _less() -> dict[str, Sequence[Step]]:
    return {
        "what runs goes on with less": going_on(45, answer(NEW, 45, NEW, [41], **THREE)),
        "what runs goes on, and stops sooner": going_on(45, answer(NEW, 45, NEW, [41], until_on="2027-03-31")),
        "what runs goes on, and is refused": going_on(45, answer(NEW, 45, NEW, [41], **NONE)),
        "what runs goes on, and nothing is given": going_on(45),
        "what runs goes on, at half in the second half": going_on(
            45,
            answer(60, 45, NEW, [41], until_on="2027-03-31"),
            answer(61, 45, NEW, [41], position=2, from_on="2027-04-01", **TWO),
        ),
        "what runs pays for what is asked beside it": [
            *item(50, 45, "ItemsAsked", 700, number=2, **TWO),
            *going_on(45, answer(NEW, 45, NEW, [41], **TWO), answer(61, 45, NEW, [50], position=2)),
        ],
        "newer words take the place of what runs": [
            *item(50, 45, "ItemsAsked", 700, number=2, instead_of=1, **TWO),
            *going_on(45, answer(NEW, 45, NEW, [50], **TWO)),
        ],
        "it is called running, to start when we like": [
            *item(50, 47, running=1, from_on=None),
            *going_on(47, answer(NEW, 47, NEW, [50], **LATE), subject="application"),
        ],
    }


def _unheard() -> dict[str, Sequence[Step]]:
    return {
        "lowered, and nobody called": [
            *decision(NEW, 45, "lowered", subject="review"),
            *answer(NEW, 45, NEW, [41], **THREE),
            letter(45, NEW),
        ],
        "ended, and nobody called": [
            *decision(NEW, 45, "ended", subject="review"),
            *answer(NEW, 45, NEW, [41], **NONE),
            letter(45, NEW),
        ],
        "ended, and called about another version": [
            *decision(NEW, 46, "ended", version=2, subject="review"),
            letter(46, NEW, **reached(40)),
        ],
        "a review is called an application, so that both stand": [
            *decision(NEW, 46, "granted", version=2, prepared_at=LATER),
            letter(46, 41, **reached(40)),
        ],
        "a review closes by hand": ["UPDATE casefile SET result = 'beëindigd', closed_on = '2026-10-01' WHERE id = 45"],
        "a lowered review closes as it is not": [
            letter(46, 41, **reached(40)),
            "UPDATE casefile SET result = 'voortgezet', closed_on = '2026-10-01' WHERE id = 46",
        ],
    }


def _made_up() -> dict[str, Sequence[Step]]:
    three = answer(NEW, 47, NEW, [50], **THREE)
    told = '{"case":"WMO-48","changes_on":"2026-10-01","items":[{"words":"x"}],"made_by":"","version":1}'
    less: dict[str, Value] = {"id": 50, "case_id": 47, "fact_id": 650, "number": 1, "running": 1} | THREE
    runs = row("item", **less, thing="household_help", grant_form="natura", until_on="2027-09-30")
    under: dict[str, Value] = {"id": 50, "case_id": 47, "fact_id": 650, "changes_on": "2026-10-01"}
    beside: dict[str, Value] = {"id": 51, "case_id": 47, "fact_id": 650, "number": 2, "running": 1} | HOURS
    beside |= {"thing": "household_help", "grant_form": "natura", "until_on": "2027-09-30"}
    later = [fact(650, 47, "RunningHelp", body=told.replace("2026-10-01", "2027-12-01"))]
    return {
        "less is said to run than was given": [*running(50, 47, "WMO-48", **THREE), *going_on(47, three)],
        "it is said to run for a shorter time": [
            *running(50, 47, "WMO-48", until_on="2026-12-31"),
            *going_on(47, answer(NEW, 47, NEW, [50], until_on="2026-12-31")),
        ],
        "a number for each week is said to be one for all": [
            *running(50, 47, "WMO-48", per="once", amount=12_480),
            *going_on(47, answer(NEW, 47, NEW, [50], per="once", amount=12_480)),
        ],
        "it changes before the day on which nothing ran any more": [
            *later,
            row("reviewed", **under | {"changes_on": "2027-12-01", "number": "WMO-48", "version": 1}),
            runs,
            *going_on(47, three),
        ],
        "a decision of here is said to be of elsewhere": [
            fact(650, 47, "RunningHelp", body=told),
            row("reviewed", **under, **ELSEWHERE),
            runs,
            *going_on(47, three),
        ],
        "a decision that is not there": [*running(50, 47, "WMO-45"), *going_on(47, answer(NEW, 47, NEW, [50]))],
        "something runs under a decision that gave another thing": [
            *running(50, 47, "WMO-48", thing="day_care"),
            row("item", **beside),
            *going_on(
                47,
                answer(60, 47, NEW, [50], thing="day_care"),
                answer(61, 47, NEW, [51], position=2),
            ),
        ],
        "a decision about another citizen": [
            *running(50, 47, "WMO-52", **TWO),
            *going_on(47, answer(NEW, 47, NEW, [50], **TWO)),
        ],
        "an older decision hides a newer": [
            *running(50, 55, "WMO-53", **TWO),
            *going_on(55, answer(NEW, 55, NEW, [50], **TWO)),
        ],
        "a newer decision hides an older": [
            *running(50, 55, "WMO-54"),
            *going_on(55, answer(NEW, 55, NEW, [50])),
        ],
        "a decision of elsewhere hides one of here": [
            *running(50, 55),
            *going_on(55, answer(NEW, 55, NEW, [50]), read=agreed(55)),
        ],
        "a decision hides the review of it": [
            *going_on(45, answer(NEW, 45, NEW, [41])),
            rendered(100),
            *running(50, 47, "WMO-48"),
            *again(47, answer(61, 47, 61, [50])),
        ],
        "a decision that nobody was told of": [
            *running(50, 47, "WMO-12"),
            *going_on(47, answer(NEW, 47, NEW, [50])),
        ],
        "another decision than the fact names": [
            fact(650, 47, "RunningHelp", body=told),
            row("reviewed", **under, number="WMO-5", version=1),
            runs,
            *going_on(47, three),
        ],
        "what runs becomes less": [
            "UPDATE item SET amount = 180, yearly = 9360 WHERE id = 41",
            *going_on(45, answer(NEW, 45, NEW, [41], **THREE)),
        ],
        "the decision under which it runs is gone": ["DELETE FROM reviewed WHERE id = 41"],
    }


def _unread() -> dict[str, Sequence[Step]]:
    """What goes on under a decision made elsewhere, of which nobody here knows how much it gave."""

    def tried(*read: str) -> list[str]:
        return [*running(50, 56), *going_on(56, answer(NEW, 56, NEW, [50]), read=read)]

    earlier = agreed(56, known=900 + NEW)
    return {
        "elsewhere, and no colleague agreed": tried(),
        "elsewhere, and the author agreed": tried(*agreed(56, by="sanne")),
        "elsewhere, and a consultant agreed": tried(*agreed(56, by="mo")),
        "elsewhere, and agreed about another version": tried(*agreed(56, 2)),
        "elsewhere, and agreed in another case": tried(*agreed(55)),
        "elsewhere, and given back": tried(*agreed(56, kind="Return")),
        "elsewhere, and agreed before it was worded": [
            *running(50, 56),
            *earlier,
            *going_on(56, answer(NEW, 56, NEW, [50])),
        ],
    }
