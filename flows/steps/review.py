"""A review of what runs: which help that is, and under which decision (Awb 4:8; Wmo 2015, art. 2.3.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from config.process import Process
from rules.asked.answers import COUNTLESS, ONE
from rules.asked.quantity import Per
from rules.facts import Item, RunningHelp
from rules.record import item_references
from rules.record.entries import Entry, Record, every, latest
from rules.record.judgement import Judgement
from rules.wording import list_nl
from store import queries, record
from store.models import Answer
from tasks.cases import asks
from tasks.cases.asks import Ask
from tasks.cases.open_case import OpenCase
from tasks.cases.stages import Stage, shows
from tasks.cases.waiting import wait_for

UNKNOWN = "Dit besluit is er niet, of de brief daarover is nog niet gemaakt. Kijk het nummer na."
OTHERS = (
    "Deze zaak is niet van deze inwoner. Kijk het nummer na. Loopt het toch met dat besluit? Laat het nummer dan leeg, "
    "en vul in wie het besluit nam."
)
OTHER = "Dit besluit is er in die zaak niet. Wel: besluit {versions}."
NOT_GIVEN = "Dat besluit gaf dit niet. Leg apart vast met welk besluit dit loopt, of wie dat besluit nam."
MORE_RUNS = "Volgens dat besluit loopt er meer. Neem over wat er is gegeven: alles, en zo lang."
MORE_PEOPLE = (
    "Volgens dat besluit loopt dit voor {count} personen. Zet ieder bij de zaak, en kies bij elk wie het krijgt."
)
MORE_DECISIONS = "Ook besluit {version} in zaak {number} geeft dit nog. Leg eerst vast wat er met dat besluit loopt."
RUNNING = asks.add(
    Ask(
        "wat er loopt",
        "Wat loopt er?",
        "notes",
        tone="decision",
        filter="besluit",
        todo="Leg vast wat er nu loopt.",
        first="Er is nog niet vastgelegd wat er loopt. Doe dat eerst.",
        why="Neem over wat het besluit geeft waarmee de hulp nu loopt. Wat minder wordt, bespreekt u eerst.",
        button="Leg vast wat er loopt",
        path="lopende-hulp",
    )
)


def _running(case: OpenCase) -> Stage:
    found = latest(case.record, RunningHelp)
    return Stage(name="Wat loopt er?", done_on=case.day_of(found), why="Kan meteen", path=RUNNING.path)


@shows(_running)
def await_what_runs(case: OpenCase) -> Entry[RunningHelp]:
    """What runs and is reviewed, at least all that the decision gives under which it does; more may be found later."""

    def problems(known: Record, process: Process, fact: RunningHelp) -> dict[str, str]:
        del process
        return item_references.asked_by(fact, known) | _under(case, fact)

    case.accepts(RunningHelp, problems=problems, offered=latest(case.record, RunningHelp) is not None)
    return wait_for(case, RunningHelp, RUNNING, by=case.decide_by)


def _under(case: OpenCase, fact: RunningHelp) -> dict[str, str]:
    if not fact.here:
        return {}
    told = queries.told_decisions(case.db, fact.case) if fact.case != case.row.number else {}
    if not told:
        return {"case": UNKNOWN}
    if record.find_case(case.db, fact.case).citizen_id != case.row.citizen_id:
        return {"case": OTHERS}
    decision = told.get(fact.version)
    if decision is None:
        return {"version": OTHER.format(versions=list_nl([str(one) for one in told]))}
    return _unlike(case, fact, queries.given_in(case.db, decision))


def _unlike(case: OpenCase, fact: RunningHelp, given: Sequence[Answer]) -> dict[str, str]:
    """Where what was put down is not what that decision gave."""
    runs = [one for one in given if not one.until_on or one.until_on >= fact.changes_on]
    if not all(_put_down(fact, one, runs) for one in runs):
        return {"items": MORE_RUNS}
    # Nothing would tell whether it is all, nor would a colleague see it.
    things = {one.thing for one in given}
    if wrong := [index for index, one in enumerate(fact.items) if one.product not in things]:
        return {f"items.{index}.product": NOT_GIVEN for index in wrong}
    # Else nobody would hear who gets it now.
    count = len(queries.given_to(case.db, [one.id for one in runs]))
    return {"items": MORE_PEOPLE.format(count=count)} if len({one.party for one in fact.items}) < count else {}


def left_out(case: OpenCase, known: Record) -> dict[str, str]:
    """Why nothing is decided yet about what runs: another decision this citizen was told of still gives such a thing.

    Of things that are not reviewed here nothing is decided, so they go on as they are.
    """
    runs = [entry.fact for entry in every(known, RunningHelp)]
    if not runs:
        return {}
    named = {(one.case, one.version) for one in runs if one.here}
    things = {item.product for one in runs for item in one.items}
    found = queries.still_giving(case.db, case.row, things, min(one.changes_on for one in runs))
    for number, version in found:
        if (number, version) not in named:
            return {"provisions": MORE_DECISIONS.format(version=version, number=number)}
    return {}


def needs_reader(case: OpenCase, judgement: Judgement) -> bool:
    """Whether a colleague reads along: as the course says, and where only a person can tell what was decided elsewhere.

    Nothing on record says how much that decision gave, so that less of it could be called going on.
    """
    elsewhere = any(not entry.fact.here for entry in every(case.record, RunningHelp))
    return elsewhere or judgement.outcome in case.process.second_reader.outcomes


def _put_down(fact: RunningHelp, given: Answer, runs: Sequence[Answer]) -> bool:
    """Whether as many items as answers are as much as this, and as long."""
    items = [one for one in fact.items if _covers(one, given)]
    return len(items) >= len([one for one in runs if _is_as_much(one, given)])


def _covers(one: Item, given: Answer) -> bool:
    quantity = one.quantity or (ONE if one.form in COUNTLESS else None)
    like = one.product == given.thing and one.form == given.grant_form
    if not like or quantity is None or quantity.unit != given.unit:
        return False
    if (quantity.per is Per.ONCE) != (given.per == Per.ONCE):
        return False
    much = quantity.yearly >= (given.yearly or 0) and _lasts(one.until_on, given.until_on)
    return much and given.hand in {None, one.provider.strip().casefold()}


def _is_as_much(one: Answer, given: Answer) -> bool:
    alike = (one.thing, one.grant_form, one.unit) == (given.thing, given.grant_form, given.unit)
    alike = alike and (one.per == Per.ONCE) == (given.per == Per.ONCE)
    much = (one.yearly or 0) >= (given.yearly or 0) and _lasts(one.until_on, given.until_on)
    return alike and much and given.hand in {None, one.hand}


def _lasts(until: date | None, as_long_as: date | None) -> bool:
    return until is None or (as_long_as is not None and until >= as_long_as)
