"""Letters that grant while the decision gives less than was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attack import Attack, Step
from scene import (
    CALLED,
    DAY,
    GRANT,
    HOURS,
    LATER,
    LIFT,
    MOVED,
    PENALTY,
    PLAIN,
    PREPARED,
    START,
    TAKEN_BACK,
    THREE,
    TWO,
    Value,
    agreement,
    answer,
    bundle,
    decision,
    dropped,
    ended,
    fact,
    handover,
    item,
    letter,
    line,
    precise,
    receipt,
    rendered,
    row,
    whole,
)

# The ids of what an attack adds.
NEW = 60
NONE: dict[str, Value] = dict.fromkeys(("unit", "per", "amount", "yearly", "from_on", "until_on")) | {
    "grant_form": "niets"
}
ONCE: dict[str, Value] = {"unit": "session", "per": "once", "amount": 10, "yearly": 10}
FREE: dict[str, Value] = LIFT | {"from_on": "2026-10-01", "until_on": None}
ALLOWANCE: dict[str, Value] = {
    "thing": "example_allowance",
    "grant_form": "uitkering",
    "unit": "cent",
    "per": "month",
    "amount": 100_000,
    "yearly": 1_200_000,
}
ADVANCE: dict[str, Value] = {"thing": "example_allowance", "grant_form": "voorschot", "unit": "cent"}
AT_ONCE: dict[str, Value] = {"body": '{"alternatives":"","temporary":true,"unprocessed":false}'}


def granting(case: int, *answers: Sequence[str], **changes: Value) -> tuple[str, ...]:
    """A decision that grants, with these answers, and its letter."""
    given = (statement for statements in answers for statement in statements)
    return (*decision(NEW, case, "granted", **changes), *given, whole(case, NEW), letter(case, NEW, **GRANT))


def at_once(case: int, *answers: Sequence[str]) -> tuple[str, ...]:
    """Help until the decision, with these answers."""
    known = 1000 + NEW
    made: dict[str, Value] = {"version": 1, "adverse": 0, "outcome": "granted", "prepared_by": "sanne", "compared": 1}
    about: dict[str, Value] = {"id": NEW, "case_id": case, "fact_id": known, "prepared_at": PREPARED}
    return (
        fact(known, case, "Intention", at=PREPARED, **AT_ONCE),
        row("decision", subject="provisional", **made | about),
        *(statement for statements in answers for statement in statements),
        whole(case, NEW),
    )


def grants() -> list[Attack]:
    """Every way in which an answer can be less than what was asked, or an agreement that does not bear it."""
    every: dict[str, tuple[Step, ...]] = {**_less(), **_uncertain(), **_split(), **_agreed(), **_subjects(), **_rows()}
    every |= _withdrawn()
    return [Attack(name, steps) for name, steps in every.items()]


def _one(case: int, *items: int, **changes: Value) -> tuple[str, ...]:
    return granting(case, answer(NEW, case, NEW, items, **changes))


def _less() -> dict[str, tuple[Step, ...]]:
    return {
        "granted, and nothing is answered": granting(21),
        "granted, and it is refused": _one(21, 11, **NONE),
        "granted, one refused beside it": granting(
            22, answer(60, 22, NEW, [12]), answer(61, 22, NEW, [13], position=2, **NONE | {"thing": "stair_lift"})
        ),
        "granted, something refused that nobody asked": granting(
            21, answer(60, 21, NEW, [11]), answer(61, 21, NEW, [], position=2, **NONE)
        ),
        "one item left out": _one(22, 12),
        "the answer is to the item of another case": _one(21, 12),
        "the answer is to no item": _one(21),
        "nothing was asked": _one(33),
        "zero hours": _one(21, 11, **HOURS | {"amount": 0, "yearly": 0}),
        "less than nothing": _one(21, 11, **HOURS | {"amount": -240, "yearly": -12_480}),
        "no amount": _one(21, 11, unit=None, per=None, amount=None, yearly=None),
        "fewer hours": _one(21, 11, **THREE),
        "one minute a week less": _one(21, 11, **HOURS | {"amount": 239, "yearly": 239 * 52}),
        "rounded down to a month": _one(21, 11, **HOURS | {"per": "month", "amount": 1039, "yearly": 1039 * 12}),
        "a year that is larger than its weeks": _one(21, 11, **THREE | {"yearly": 12_480}),
        "the hours of a year, once": _one(21, 11, **HOURS | {"per": "once", "amount": 12_480}),
        "another unit": _one(21, 11, **HOURS | {"unit": "session"}),
        "a unit nobody knows": _one(21, 11, **HOURS | {"unit": "Minute"}),
        "a period nobody knows": _one(21, 11, **HOURS | {"per": "Week"}),
        "no period": _one(21, 11, **HOURS | {"per": None}),
        "help in kind for a budget": _one(24, 15),
        "a form nobody knows": _one(21, 11, grant_form="hulp"),
        "a budget for help in kind": _one(21, 11, grant_form="pgb"),
        "another thing": _one(21, 11, thing="day_care"),
        "a thing under another case": _one(21, 11, thing="Household_Help"),
        "no thing": _one(21, 11, thing=None),
        "an advance for good": _one(31, 25, grant_form="voorschot", until_on=None),
        "a total for a single day": (
            *item(160, 33, **ONCE | {"from_on": None, "until_on": None}),
            *_one(33, 160, **ONCE, until_on="2026-10-01"),
        ),
        "from somebody else": _one(34, 27, hand="Zorg Plus"),
        "from nobody in particular": _one(34, 27),
        "a later start": _one(21, 11, from_on="2026-12-01"),
        "no start": _one(21, 11, from_on=None),
        "an earlier end": _one(21, 11, until_on="2027-09-29"),
        "an end before the start": _one(21, 11, until_on="2026-09-30"),
        "an end to what was asked for good": _one(30, 24),
        "a late start where none was named": _one(31, 25, from_on="2026-11-01", until_on=None),
        "a short time where none was named": _one(31, 25, until_on="2026-10-27"),
        "an earlier wording is answered": _one(27, 18, **TWO),
        "the newer wording is given the older": _one(27, 19, **TWO),
        "newer words that somebody put down ask less": (
            *item(160, 21, "ItemsAsked", number=2, instead_of=1, **THREE),
            *_one(21, 160, **THREE),
        ),
        "newer words of newer words ask less": (
            *item(160, 21, "ItemsAsked", number=2, instead_of=1, **TWO),
            *item(161, 21, "ItemsAsked", number=3, instead_of=2, **THREE),
            *_one(21, 161, **THREE),
        ),
        "vague, and answered all the same": _one(23, 14),
    }


def _uncertain() -> dict[str, tuple[Step, ...]]:
    made = tuple(granting(22, answer(NEW, 22, NEW, [12])))
    return {
        "given on a condition": _one(21, 11, conditional=1),
        "conditions that are two": _one(21, 11, conditional=2),
        "the other item is refused in a decision of its own": (
            *decision(61, 22, "rejected"),
            *answer(61, 22, 61, [13], **NONE),
            *(step.replace("1060", "1062") for step in granting(22, answer(60, 22, NEW, [12]), version=2)),
        ),
        "an item asked after the letter was worded": (*made[:-1], *item(150, 22, number=3, known=1150), made[-1]),
        "made precise after the decision": (
            *granting(23, answer(NEW, 23, NEW, [14], **FREE))[:-1],
            *precise(50, 23, 14, known=1350, **LIFT),
            letter(23, NEW, **GRANT),
        ),
        "made precise as less than was asked": (*precise(50, 21, 11, **THREE), *_one(21, 11, **THREE)),
        "made precise as a later end": (
            *precise(50, 21, 11, until_on="2027-01-01"),
            *_one(21, 11, until_on="2027-01-01"),
        ),
        "made precise as another thing": (
            *precise(50, 35, 28, id=1, thing="walker"),
            *_one(35, 28, **FREE | {"thing": "walker"}),
        ),
    }


def _split() -> dict[str, tuple[Step, ...]]:
    half: dict[str, Value] = {**TWO, "until_on": "2027-03-31"}
    return {
        "split in two, one of them too low": granting(
            21,
            answer(60, 21, NEW, [11], **TWO),
            answer(61, 21, NEW, [11], position=2, **HOURS | {"amount": 119, "yearly": 119 * 52}),
        ),
        "split in two, one ends early": granting(
            21, answer(60, 21, NEW, [11], **TWO), answer(61, 21, NEW, [11], position=2, **half)
        ),
        "two periods with a day between": granting(
            21,
            answer(60, 21, NEW, [11], until_on="2027-03-30"),
            answer(61, 21, NEW, [11], position=2, from_on="2027-04-01"),
        ),
        "a second period with fewer hours": granting(
            21,
            answer(60, 21, NEW, [11], until_on="2027-03-31"),
            answer(61, 21, NEW, [11], position=2, from_on="2027-04-01", **THREE),
        ),
        "given and refused": granting(21, answer(60, 21, NEW, [11]), answer(61, 21, NEW, [11], position=2, **NONE)),
        "two items merged, the sum too low": _one(29, 22, 23, **THREE),
        "two items merged, one amount for both": _one(29, 22, 23, **TWO),
        "two items of two parties merged": _one(28, 20, 21),
        "two things merged": _one(22, 12, 13),
        "the surplus of one item for the other": granting(
            22,
            answer(60, 22, NEW, [12], **HOURS | {"amount": 480, "yearly": 480 * 52}),
            answer(61, 22, NEW, [13], position=2, **FREE | {"thing": "household_help"}),
        ),
        "one answer for what two share": granting(
            29,
            answer(60, 29, NEW, [22, 23], **THREE),
            answer(61, 29, NEW, [22], position=2, **HOURS | {"amount": 59, "yearly": 59 * 52}),
        ),
    }


def _agreed() -> dict[str, tuple[Step, ...]]:
    less: dict[str, Value] = {**TWO}

    def after(*talk: str) -> tuple[Step, ...]:
        return (*talk, *_one(21, 11, **THREE))

    return {
        "agreed to more than is given": _one(25, 16, **less),
        "agreed to fewer hours, not to an earlier end": _one(25, 16, **THREE, until_on="2027-06-30"),
        "agreed to fewer hours, not to another form": _one(25, 16, **THREE, grant_form="pgb"),
        "agreed, and taken back": _one(26, 17, **THREE),
        "agreed, and taken back after the decision": (
            *_one(25, 16, **THREE)[:-1],
            *ended(50, 25, 16, 1150),
            letter(25, NEW, **GRANT),
        ),
        "agreed too long ago": _one(32, 26, **THREE),
        "a talk of long ago, put down now": after(*agreement(50, 21, 11, talked_on="2026-07-27", **THREE)),
        "a talk of tomorrow": (
            *agreement(50, 21, 11, agreed_at=PREPARED + DAY, talked_on="2026-09-24", **THREE),
            *granting(21, answer(NEW, 21, NEW, [11], **THREE), prepared_at=PREPARED),
        ),
        "agreed after the decision": (
            *_one(21, 11, **THREE)[:-1],
            *agreement(50, 21, 11, known=1450, **THREE),
            letter(21, NEW, **GRANT),
        ),
        "agreed after the decision, under an older number": (
            *_one(21, 11, **THREE)[:-1],
            *agreement(50, 21, 11, seq=1450, **THREE),
            letter(21, NEW, **GRANT),
        ),
        "agreed by e-mail": after(*agreement(50, 21, 11, channel="beveiligde e-mail", **THREE)),
        "agreed by a neighbour": after(*agreement(50, 21, 11, spoke_with="buurvrouw", **THREE)),
        "agreed to nothing": (
            *agreement(50, 21, 11, **HOURS | {"amount": 0, "yearly": 0}),
            *_one(21, 11, **HOURS | {"amount": 0, "yearly": 0}),
        ),
        "agreed on a note": after(*agreement(50, 21, 11, fact_id=900, **THREE)),
        "agreed in another case": after(*agreement(50, 25, 11, **THREE)),
        "agreed to before it was asked": (
            *agreement(50, 33, 160, **THREE),
            *item(160, 33, known=460),
            *_one(33, 160, **THREE),
        ),
        "a later agreement to more": (
            *agreement(50, 25, 16, **HOURS),
            *_one(25, 16, **THREE),
        ),
    }


def _withdrawn() -> dict[str, tuple[Step, ...]]:
    def then(drop: Sequence[str]) -> tuple[Step, ...]:
        return (*drop, *granting(22, answer(NEW, 22, NEW, [12])))

    withdrawn = dropped(50, 22, 13, 2, 540)
    kept = fact(541, 22, "ItemKept", body='{"item":2,"received_on":"2026-09-30","remark":""}')
    return {
        "withdrawn, and fallen away at once": then(dropped(50, 22, 13, 2, 540, "2026-09-20", ended_at=START + DAY)),
        "withdrawn, and no letter": then([withdrawn[0], *withdrawn[3:]]),
        "withdrawn, and the letter was not made": then([*withdrawn[:2], *withdrawn[3:]]),
        "another item was withdrawn": then(dropped(50, 22, 13, 1, 540)),
        "withdrawn in another case": then(dropped(50, 22, 13, 2, 540, withdrawal_id=520)),
        "withdrawn, and they came back on it": then(
            [*withdrawn[:3], kept, *(step.replace("541", "542") for step in withdrawn[3:])]
        ),
        "fallen away without being withdrawn": then([*withdrawn[1:3], *withdrawn[3:]]),
        "fallen away on a note": then(dropped(50, 22, 13, 2, 540, fact_id=900)),
    }


def _subjects() -> dict[str, tuple[Step, ...]]:
    help_now = answer(NEW, 21, NEW, [], **HOURS)
    return {
        "help at once that answers an item": (
            *at_once(21, answer(NEW, 21, NEW, [11], **THREE)),
            letter(21, NEW, **GRANT),
        ),
        "help at once of a minute a year": (
            *at_once(21, answer(NEW, 21, NEW, [], **HOURS | {"per": "year", "amount": 1, "yearly": 1})),
            letter(21, NEW, **GRANT),
        ),
        "help at once for a day": (
            *at_once(21, answer(NEW, 21, NEW, [], **HOURS | {"until_on": "2026-10-01"})),
            letter(21, NEW, **GRANT),
        ),
        "help at once that begins next year": (
            *at_once(21, answer(NEW, 21, NEW, [], **HOURS | {"from_on": "2027-09-01"})),
            letter(21, NEW, **GRANT),
        ),
        "help at once on a condition": (
            *at_once(21, answer(NEW, 21, NEW, [], **HOURS, conditional=1)),
            letter(21, NEW, **GRANT),
        ),
        "an advance of a cent": (
            *item(160, 33, **ALLOWANCE),
            *at_once(33, answer(NEW, 33, NEW, [], **ALLOWANCE | ADVANCE | {"amount": 1, "yearly": 12})),
            letter(33, NEW, **GRANT),
        ),
        "an advance at once of a cent under what is due": (
            *item(160, 33, **ALLOWANCE),
            *at_once(33, answer(NEW, 33, NEW, [], **ADVANCE | {"per": "once", "amount": 94_999, "yearly": 94_999})),
            letter(33, NEW, **GRANT),
        ),
        "an advance for one of two allowances": (
            *item(160, 33, **ALLOWANCE),
            *item(161, 33, "ItemsAsked", number=2, **ALLOWANCE),
            *at_once(33, answer(NEW, 33, NEW, [], **ALLOWANCE | ADVANCE)),
            letter(33, NEW, **GRANT),
        ),
        "help at once that is nothing": (*at_once(21), letter(21, NEW, **GRANT)),
        "help at once that refuses": (*at_once(21, answer(NEW, 21, NEW, [], **NONE)), letter(21, NEW, **GRANT)),
        "a decision called help at once": granting(21, help_now, subject="provisional"),
        "a decision called a penalty": granting(21, help_now, subject="penalty"),
        "a decision about nothing known": granting(21, help_now, subject="advies"),
        "a decision from before anything was compared": granting(21, help_now, compared=0),
        "a decision on the penalty for what was asked": granting(21, help_now, kind=PENALTY),
        "a rejection after help at once": (
            *decision(61, 21, "rejected"),
            *at_once(21),
            letter(21, 61),
        ),
        "help at once to grant what is called about": (
            fact(1061, 2, "Intention", at=CALLED + 1),
            row("decision", id=61, case_id=2, version=2, fact_id=1061, outcome="granted", adverse=0, compared=1,
                subject="provisional", prepared_by="sanne", prepared_at=CALLED + 1),
            whole(2, 61),
            letter(2, 61, **GRANT),
        ),
    }  # fmt: skip


def _rows() -> dict[str, tuple[Step, ...]]:
    less = _one(21, 11, **THREE)
    changed = {
        "an item is lowered": "UPDATE item SET amount = 180, yearly = 9360 WHERE id = 11",
        "an item moves to another case": "UPDATE item SET case_id = 33 WHERE id = 11",
        "an item is lost": "DELETE FROM item WHERE id = 11",
        "an item is said to be replaced": "UPDATE item SET instead_of = 1 WHERE id = 12",
        "an agreement is about more": "UPDATE agreement SET item_id = 11 WHERE id = 1",
        "an agreement is moved in time": "UPDATE agreement SET talked_on = '2026-09-21' WHERE id = 3",
        "an agreement that was taken back stands again": "DELETE FROM agreement_end",
        "an answer grows": "UPDATE answer SET amount = 480 WHERE id = 1",
        "an answer is about another item": "UPDATE answered SET item_id = 11",
        "what made an item precise changes": "UPDATE made_precise SET thing = 'walker'",
    }
    return {
        **{name: (statement, *less) for name, statement in changed.items()},
        "an item put down beside what was asked": (
            row("item", id=160, case_id=21, fact_id=111, number=2, instead_of=1, thing="household_help", **THREE),
            *_one(21, 160, **THREE),
        ),
        "an item on the note of a colleague": (
            *item(160, 21, "Note", number=2, instead_of=1, **THREE),
            *_one(21, 160, **THREE),
        ),
        "an item without a number": (*item(160, 33, number=0, **THREE), *_one(33)),
        "an item of nothing": (*item(160, 33, **HOURS | {"amount": 0, "yearly": 0}), *_one(33)),
        "a day that does not exist": (*item(160, 33, from_on="2026-02-31"), *_one(33)),
        "a day of no calendar": _one(31, 25, from_on="2026-1-1"),
        "an answer put down after the letter": (answer(61, 5, 5, [1], position=2)[0], *less),
        "an answer to a decision of another case": granting(21, answer(NEW, 22, NEW, [12])),
        "an answer beside the others": granting(21, answer(NEW, 21, NEW, [11], position=0, **THREE)),
    }


def closings() -> list[Attack]:
    """A case that ends by hand."""
    end = "UPDATE casefile SET result = '{}', closed_on = '2026-09-28' WHERE id = {}"
    # The day on which a bundle of the scene leaves.
    then = ("2026-09-28", "2026-09-23")
    taken = fact(550, 1, "Withdrawal"), letter(1, None, **TAKEN_BACK | {"id": 550, "number": 550, "about": 550})
    steps: dict[str, tuple[Step, ...]] = {
        "closed as refused": (end.format("afgewezen", 1),),
        "closed as granted, while refused": (end.format("toegekend", 1),),
        "closed as granted, and no letter": (end.format("toegekend", 12),),
        "closed as granted, and the letter was not made": (end.format("toegekend", 5),),
        "closed as granted, and the letter did not leave": (rendered(2), end.format("toegekend", 5).replace(*then)),
        "closed as granted, and the letter lies in a bundle": (
            rendered(2),
            bundle("more"),
            line(2, "more", case_id=5),
            end.format("toegekend", 5).replace(*then),
        ),
        "closed as granted, and the printer gave it back": (
            rendered(2),
            bundle("more"),
            line(2, "more", case_id=5),
            handover("more"),
            receipt("more", "refused"),
            end.format("toegekend", 5).replace(*then),
        ),
        "closed as granted, years before the letter left": (
            rendered(2),
            bundle("more"),
            line(2, "more", case_id=5),
            handover("more"),
            end.format("toegekend", 5).replace("2026-09-28", "2016-09-28"),
        ),
        "closed as withdrawn": (end.format("ingetrokken", 1),),
        "closed as withdrawn, and no letter": (fact(950, 1, "Withdrawal"), end.format("ingetrokken", 1)),
        "closed as withdrawn, and the letter was not made": (*taken, end.format("ingetrokken", 1)),
        "closed as withdrawn at once": (*taken, rendered(550), end.format("ingetrokken", 1)),
        **_otherwise(end, then),
        "closed on a day, without a result": ("UPDATE casefile SET closed_on = '2026-09-28' WHERE id = 1",),
        "a result without a day": ("UPDATE casefile SET result = 'toegekend' WHERE id = 1",),
        "a case that begins closed": (
            row("casefile", id=160, number="WMO-160", process="wmo", process_version=1, reference="r160", citizen_id=1,
                team="Oost", subject="Hulp", received_on="2026-09-01", created_at=START, result="toegekend",
                closed_on="2026-09-02"),
        ),
        "closed on help at once": (
            *at_once(21, answer(NEW, 21, NEW, [], **THREE)),
            letter(21, NEW, **GRANT),
            rendered(100),
            end.format("toegekend", 21),
        ),
    }  # fmt: skip
    return [Attack(name, each) for name, each in steps.items()]


def _otherwise(end: str, then: tuple[str, str]) -> dict[str, tuple[Step, ...]]:
    """A case that ends without a decision."""

    def dead(*steps: Step, today: str = "2026-09-21") -> tuple[Step, ...]:
        return (*steps, end.format("overleden", 1).replace(then[0], today))

    def died(source: str = "verteld", known: int = 960) -> str:
        body = f'{{"died_on":"2026-09-20","source":"{source}","told":"De dochter."}}'
        return fact(known, 1, "Death", body=body)

    def over(*others: Step) -> tuple[Step, ...]:
        left = letter(1, None, **MOVED | {"id": 960, "number": 960, "about": 960}), rendered(960)
        return (fact(960, 1, "HandedOver"), *others, *left)

    def gone(*steps: Step) -> tuple[Step, ...]:
        return (*steps, bundle("more"), line(960, "more"), handover("more"), closed)

    closed = end.format("overgedragen", 1).replace(*then)
    agreed = fact(961, 1, "HandOverConfirmed", by="karin")
    return {
        "closed as died, and nobody said so": dead(),
        "closed as died, and nobody confirmed it": dead(died()),
        "closed as died, confirmed by the same person": dead(died(), fact(961, 1, "DeathConfirmed")),
        "closed as died, confirmed by nobody here": dead(died(), fact(961, 1, "DeathConfirmed", by="wie dan ook")),
        "closed as died, confirmed before it was told": dead(
            fact(959, 1, "DeathConfirmed", by="karin", at=START + 1), died()
        ),
        "closed as died, confirmed by a consultant": dead(died(), fact(961, 1, "DeathConfirmed", by="mo")),
        "closed as died, confirmed by who may no longer": dead(
            died(), fact(961, 1, "DeathConfirmed", by="jeroen", at=LATER)
        ),
        "closed as died, by the register alone": dead(died("brp")),
        "closed as died, and it was a mistake": dead(
            died(), fact(961, 1, "DeathConfirmed", by="karin"), fact(962, 1, "DeathMistaken")
        ),
        "closed as died, on another day": dead(died(), fact(961, 1, "DeathConfirmed", by="karin"), today="2020-01-01"),
        "closed as handed over": (closed,),
        "closed as handed over, and no letter": (*over(agreed)[:2], closed),
        "closed as handed over, and the letter did not leave": (*over(agreed), closed),
        "closed as handed over on another letter": gone(
            *over(agreed)[:2],
            letter(1, None, **PLAIN | {"id": 960, "number": 960, "about": 961}),
            rendered(960),
        ),
        "closed as handed over, and nobody confirmed it": gone(*over()),
        "closed as handed over, confirmed by the same person": gone(*over(fact(961, 1, "HandOverConfirmed"))),
        "closed as handed over, confirmed by a consultant": gone(*over(fact(961, 1, "HandOverConfirmed", by="mo"))),
        "closed as handed over, and it was revoked": gone(*over(agreed), fact(962, 1, "HandOverRevoked")),
    }


def only_sqlite() -> Iterator[Attack]:
    """What SQLite would let be, were its tables not strict."""
    given = {
        "a fraction of an hour": {"amount": "CAST(0.000000001 AS REAL)", "yearly": "CAST(0.000000001 AS REAL)"},
        "an amount in words": {"amount": "'veel'", "yearly": "'veel'"},
        "an endless amount": {"amount": "9e999", "yearly": "9e999"},
    }
    for name, values in given.items():
        marked = answer(NEW, 21, NEW, [11], amount=-7, yearly=-7)
        first = marked[0].replace("-7, -7", ", ".join(values.values()))
        yield Attack(name, granting(21, [first, *marked[1:]]), on=("sqlite",))
