"""Whether each case is what its facts say: its typed rows, and what it waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from config.process import processes
from rules.facts import Intention, Outcome
from rules.record.entries import every
from store import record, row_check
from store.engine import session
from store.models import Case, Decision, Letter, Whole
from store.models.post import BundleLine, HandOver, Receipt
from tasks import clock
from tasks.cases import decisions
from tasks.cases.courses import course_of
from tasks.cases.open_case import OpenCase
from tasks.cases.waiting import walk

PAGE = 200
ROWS, OUTCOMES, WAITS = "regels bij de feiten", "uitkomst van de besluiten", "waar zaken op wachten"
WHOLE = "Zaak {case}: van besluit {version} is verkeerd vastgelegd of het alles geeft wat is gevraagd."
NO_DECISION = "Zaak {case}: er is vastgelegd dat een besluit alles geeft, en dat besluit is er niet."
# A holiday that is added or taken out later moves a last day as well, but no further.
MOVED = timedelta(days=7)
# A run that did not come within this time was lost.
ON_ITS_WAY = timedelta(hours=1)
# How many things were checked, and what is wrong with them, in Dutch and without personal data.
Found = tuple[int, list[str]]


def wrong_rows() -> Iterator[Found]:
    """Compare the typed rows of each page of cases with the facts that they were made from."""
    for db, cases in _pages():
        known = {case.id: (case, record.entries(db, case)) for case in cases}
        numbers = {entry.id: case.number for case, entries in known.values() for entry in entries}
        wrong = row_check.differing(db, known)
        yield (
            sum(len(entries) for _, entries in known.values()),
            [f"Zaak {numbers.get(fact, '?')}: {table} bij feit {fact} zegt iets anders." for table, fact in wrong],
        )


def wrong_outcomes() -> Iterator[Found]:
    """Judge each decision anew, by what was asked before it; one from before items were kept has nothing to go by.

    What gives all that was asked is said to be whole, and nothing else is.
    """
    mine = select(Decision.case_id).where(Decision.compared == 1)
    for db, cases in _pages(Case.id.in_(mine)):
        these = [case.id for case in cases]
        kept = select(Decision).where(Decision.case_id.in_(these), Decision.compared == 1)
        by_fact = {row.fact_id: row for row in db.scalars(kept)}
        found = db.execute(select(Whole.case_id, Whole.decision_id).where(Whole.case_id.in_(these))).tuples()
        whole = _by_case(found)
        yield len(by_fact), [wrong for case in cases for wrong in _misjudged(db, case, by_fact, whole[case.id])]


def _by_case(found: Iterable[tuple[int, int]]) -> Mapping[int, set[int]]:
    by_case: dict[int, set[int]] = defaultdict(set)
    for case, decision in found:
        by_case[case].add(decision)
    return by_case


def _misjudged(db: Session, case: Case, by_fact: Mapping[int, Decision], whole: set[int]) -> Iterator[str]:
    course, known = processes().get(case.process), record.entries(db, case)
    if course is None:
        return
    for entry in every(known, Intention):
        row = by_fact.get(entry.id)
        if row is None:
            continue
        outcome = decisions.judged_on(course, known, entry).outcome
        if row.outcome != outcome.value:
            yield f"Zaak {case.number}: besluit {row.version} komt op iets anders uit dan is vastgelegd."
        if (outcome is Outcome.GRANTED) != (row.id in whole):
            yield WHOLE.format(case=case.number, version=row.version)
        whole.discard(row.id)
    yield from (NO_DECISION.format(case=case.number) for _ in whole)


def missing_waits() -> Iterator[Found]:
    """Look anew at each page of cases: where one waits for nothing, or by or until another day, a list would miss it.

    A case with work to do is looked at by the next run; so is one of which a letter was just made or left, or came
    back, for a run follows each.
    """
    # A moment to come is none of these: it would keep a case out of sight.
    lately = clock.now() - ON_ITS_WAY, clock.now()
    bundled = select(BundleLine.case_id).outerjoin(Receipt, Receipt.bundle_id == BundleLine.bundle_id)
    bundled = bundled.join(HandOver, HandOver.bundle_id == BundleLine.bundle_id)
    moving = (
        select(Letter.case_id).where(or_(Letter.status == "queued", Letter.rendered_at.between(*lately))),
        bundled.where(or_(HandOver.at.between(*lately), Receipt.at.between(*lately))),
    )
    still = Case.taken_up == Case.version, *(Case.id.not_in(each) for each in moving)
    for db, cases in _pages(*still, or_(Case.wakes_on.is_(None), Case.wakes_on > clock.today())):
        lacking = ((case, lack) for case in cases for lack in _lacks(db, case))
        yield (
            len(cases),
            [f"Zaak {case.number} staat niet op de lijst: {lack}. {_again(case)}" for case, lack in lacking],
        )


def _again(case: Case) -> str:
    return f"Voer uit: maatwerk advance {case.number}"


def _lacks(db: Session, case: Case) -> Iterator[str]:
    if case.process not in processes():
        return
    seen = OpenCase.of(db, case, dry=True)
    ended = walk(seen, course_of(case.process))
    waiting = next(iter(seen.pauses), ended)
    # Past a wait that ends a run, a look sees days of later steps.
    wakes = [*([] if seen.pauses else seen.wakes), *([waiting.wakes_on] if waiting and waiting.wakes_on else [])]
    if waiting and case.waits_for is None:
        yield "waar de zaak op wacht ontbreekt"
    if waiting and waiting.by:
        yield from _parked("de laatste dag", case.waits_by, waiting.by.on)
    if coming := [day for day in wakes if day > seen.today]:
        yield from _parked("de dag om verder te gaan", case.wakes_on, min(coming))


def _parked(what: str, day: date | None, meant: date) -> Iterator[str]:
    if day is None:
        yield f"{what} ontbreekt"
    elif day - meant > MOVED:
        yield f"{what} ligt te ver weg"


def _pages(*which: object) -> Iterator[tuple[Session, Sequence[Case]]]:
    last = 0
    while True:
        with session(readonly=True) as db:
            some = select(Case).where(Case.id > last, *which).order_by(Case.id).limit(PAGE)  # type: ignore[arg-type]
            cases = db.scalars(some).all()
            if not cases:
                return
            last = cases[-1].id
            yield db, cases
