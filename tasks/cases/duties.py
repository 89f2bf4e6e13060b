"""What a case requires besides its next step, from which day until which; the watch reminds until it is done."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from config.law import law
from config.municipality import municipality
from config.process import Process
from rules.asked.grants import Grant
from rules.clock.deadline import deadline
from rules.clock.term import Direction
from rules.facts import Intention, ReminderMet
from rules.facts.arrival.contact import ContactSettled
from rules.facts.arrival.misfit import MisfitSettled
from rules.facts.kind import NOT_ASKED, SECOND_READERS
from rules.facts.remedies.dispute import Dispute, DisputeKind
from rules.record import case_state, suspensions
from rules.record.entries import Record, every
from rules.record.reminders import Reminder, open_contacts, open_misfit, running
from store.models import Case, DutyRow
from tasks import clock
from tasks.cases import asks
from tasks.cases.decisions import told
from tasks.cases.open_case import Sent
from tasks.terms.case_terms import started
from tasks.terms.lateness import Lateness, lateness

ONE_DAY = timedelta(days=1)
# What came in is looked at in so many working days.
LOOKED_AT_DAYS = 2
# An advance is asked for some working days before it is due.
NOTICE_DAYS = 5
ADVANCE = asks.add(
    asks.Ask(
        "voorschot",
        "Betaal een voorschot",
        asks.TRIANGLE,
        why="Er is nog geen besluit. Tot dan krijgt de inwoner steeds op tijd een voorschot.",
        button="Betaal een voorschot",
        path="voorschot",
    )
)
MISFIT = asks.add(
    asks.Ask(
        "formulier-nakijken",
        "Kijk na wat niet in het formulier paste",
        asks.TRIANGLE,
        why="Wat de inwoner invulde, staat op de tijdlijn. Zet het op de goede plek, of vraag het de inwoner.",
        button="Leg vast wat u deed",
        path="formulier-nagekeken",
        roles=MisfitSettled.recorded_by,
    )
)
CONTACT = asks.add(
    asks.Ask(
        "contact-nagaan",
        "Ga na welk adres of nummer klopt",
        asks.TRIANGLE,
        why="Er is iets anders opgegeven. Het staat op de tijdlijn. Naar het oude adres gaat nog geen brief weg.",
        button="Leg vast wat klopt",
        path="contactgegevens-nagegaan",
        roles=ContactSettled.recorded_by,
    )
)

# What runs is stopped for some weeks, beside the decision about it (Participatiewet 54).
_SUSPENSION = asks.Ask(
    "opschorting-bellen",
    "Bel over de opschorting",
    asks.TRIANGLE,
    why="De hulp stopt een tijd. De brief gaat pas weg als u iedereen hebt gesproken.",
    button="Naar de opschorting",
    path="opschorting-van-hulp",
)
CALL_SUSPENSION = asks.add(_SUSPENSION)
READ_SUSPENSION = asks.add(
    replace(
        _SUSPENSION,
        word="opschorting-meelezen",
        label="Lees de opschorting mee",
        why="Een collega die dit niet zelf schreef, leest mee. Daarna wordt de brief gemaakt.",
        roles=SECOND_READERS,
    )
)
EXEMPT_SUSPENSION = asks.add(
    replace(
        _SUSPENSION,
        word="opschorting-uitzondering",
        label="Beoordeel de uitzondering bij de opschorting",
        why="Een collega stelde voor om niet te bellen. Iemand anders beoordeelt dat.",
        roles=SECOND_READERS,
    )
)
SUSPENDED = asks.add(
    replace(
        _SUSPENSION,
        word="opschorting-loopt",
        label="Beslis, of hef de opschorting op",
        why="De inwoner kreeg een brief dat er iets is opgeschort. Na deze dag loopt het vanzelf weer door.",
    )
)


@dataclass(frozen=True, order=True)
class Duty:
    """One thing to do by a day; it is shown from `from_on`, and lapses after `until_on` if there is one."""

    kind: str
    from_on: date
    due_on: date
    until_on: date | None = None


def duties(record: Record, one: Process, closed_on: date | None, letters: Collection[Sent] = ()) -> tuple[Duty, ...]:
    """Everything that this case requires, now or later, by its record and by the letters that tell of its decisions."""
    late = lateness(record, one, closed_on)
    found = [*_objections(record, letters), *(_late(record, late) if late else ()), *_arrived(record)]
    if closed_on is None and case_state.withdrawal(record) is None:
        found += [*_advance(record, one), *_suspension(record, one, told(letters))]
        found += [duty for reminder in one.reminders if (duty := _reminded(record, one, reminder))]
    return tuple(sorted(found))


def _objections(record: Record, letters: Collection[Sent]) -> Iterator[Duty]:
    for entry in case_state.open_disputes(record):
        if entry.fact.kind is DisputeKind.OBJECTION:
            by = decide_objection_by(entry.fact, letters)
            yield Duty(f"{asks.OBJECTION.word}.{entry.seq}", entry.fact.received_on, by)


def objection_term() -> str:
    """The term to decide on an objection, by whether a committee advises on it (Awb 7:10 lid 1)."""
    return "awb_bob_commissie" if municipality().bezwaar.commissie else "awb_bob"


def decide_objection_by(fact: Dispute, letters: Collection[Sent]) -> date:
    """Six weeks after the objection period ended, or twelve with a committee (Awb 7:10 lid 1)."""
    return _last(objectable_until(fact, letters), objection_term())


def objectable_until(fact: Dispute, letters: Collection[Sent]) -> date:
    """The last day to object (Awb 6:7, 6:8): from when the decision left or, where its letter is not here, its date."""
    mine = (one for one in letters if one.decides and fact.decided_on in {one.dated_on, one.left_on})
    return _last(max((one.left_on for one in mine if one.left_on), default=fact.decided_on), "awb_bezwaartermijn")


def _arrived(record: Record) -> Iterator[Duty]:
    """What came in and did not fit, or is not what we knew; in a closed case too."""
    if misfit := open_misfit(record):
        yield _looked_at(MISFIT, clock.local(misfit.at).date())
    if asked := [again_on or clock.local(differs.at).date() for differs, again_on in open_contacts(record)]:
        yield _looked_at(CONTACT, min(asked))


def _looked_at(ask: asks.Ask, since: date) -> Duty:
    return Duty(ask.word, since, law().calendar.add_working_days(since, LOOKED_AT_DAYS))


def _advance(record: Record, one: Process) -> Iterator[Duty]:
    """The next advance, counted from the last or, before the first, from the fact that begins its term."""
    begun = started(record, one, "advance")
    if begun is None:
        return
    given = [entry for entry in every(record, Intention) if entry.fact.temporary and entry.fact.gives]
    paid = [clock.local(e.at).date() for e in given if all(p.grant is Grant.ADVANCE for p in e.fact.provisions)]
    due_on = _last(max([begun, *paid]), one.terms["advance"].law)
    yield Duty(ADVANCE.word, law().calendar.add_working_days(due_on, -NOTICE_DAYS), due_on)


def _suspension(record: Record, one: Process, known: Collection[int]) -> Iterator[Duty]:
    """Call about it and read along before it starts; of the one that was told, decide or end it before its last day."""
    if runs := suspensions.running(record, known):
        yield Duty(SUSPENDED.word, runs.fact.from_on, runs.fact.until_on, runs.fact.until_on)
    entry = suspensions.current(record)
    if entry is None:
        return
    version, until_on = case_state.version_of(record, entry), entry.fact.send_by
    recorded_on = clock.local(entry.at).date()
    left = case_state.left_to_hear(record, version)
    exempting = [party for party in left if case_state.exemption(record, version, party)]
    if exempting:
        yield Duty(EXEMPT_SUSPENSION.word, recorded_on, until_on, until_on)
    if len(exempting) < len(left):
        yield Duty(CALL_SUSPENSION.word, recorded_on, until_on, until_on)
    if not left and not suspensions.is_read(record, version, one.second_reader.outcomes):
        yield Duty(READ_SUSPENSION.word, recorded_on, until_on, until_on)


def _last(start: date, term_id: str) -> date:
    return deadline(start, law().term(term_id, on=start), calendar=law().calendar).on


def problems(record: Record, process: Process, fact: ReminderMet) -> dict[str, str]:
    """The Dutch problem with ticking off a reminder: this case does not have it."""
    asked = [one for one in process.reminders if one.id == fact.reminder and running(record, one)]
    return {} if asked else {"reminder": NOT_ASKED}


def _reminded(record: Record, one: Process, reminder: Reminder) -> Duty | None:
    """Shown from some working days before the last day; if it is a day to wait for, only once that has come."""
    runs = running(record, reminder)
    if runs is None:
        return None
    term_id, start = runs
    term, calendar = law().term(term_id, on=start), law().calendar
    due_on = deadline(start, term, calendar=calendar).on
    before = 0 if term.direction is Direction.MINIMUM_WAIT else reminder.working_days_before
    return Duty(f"{one.id}.{reminder.id}", calendar.add_working_days(due_on, -before), due_on)


def keep(db: Session, case: Case, found: tuple[Duty, ...]) -> None:
    """Replace the duties of a case that this transaction has locked."""
    rows = db.scalars(select(DutyRow).where(DutyRow.case_id == case.id))
    if tuple(sorted(Duty(row.kind, row.from_on, row.due_on, row.until_on) for row in rows)) == found:
        return
    db.execute(delete(DutyRow).where(DutyRow.case_id == case.id))
    db.add_all(
        DutyRow(case_id=case.id, kind=one.kind, from_on=one.from_on, due_on=one.due_on, until_on=one.until_on)
        for one in found
    )


def _late(record: Record, late: Lateness) -> Iterator[Duty]:
    first_on, last_on = late.run.first_on, late.run.last_on
    if late.ended_on is None:
        answer_by = first_on - ONE_DAY if first_on else late.due.on
        for notice in case_state.unanswered(record):
            yield Duty(asks.REPLY.word, notice.fact.received_on, answer_by)
        if first_on and last_on:
            yield Duty(asks.DEFAULT.word, late.notice.fact.received_on, first_on - ONE_DAY, first_on - ONE_DAY)
            yield Duty(asks.PENALTY.word, first_on, last_on, last_on)
    yield from _settled(record, late)


def _settled(record: Record, late: Lateness) -> Iterator[Duty]:
    """Set the amount within two weeks of the last day; call first if none is due."""
    decided = case_state.penalty_decision(record)
    if decided is None:
        if late.run.first_on and late.last_on and late.last_on >= late.run.first_on:
            yield Duty(asks.SET_PENALTY.word, late.ended_on or late.last_on + ONE_DAY, late.set_by)
    elif decided.fact.adverse and not case_state.cleared(record, case_state.version_of(record, decided)):
        yield Duty(asks.CALL_PENALTY.word, clock.local(decided.at).date(), late.set_by)
