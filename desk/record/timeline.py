"""The timeline of a case: what happened, when, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.process import Process
from desk.record import asked_side
from desk.record.timeline_texts import Told, decided, opened, tell
from rules import facts
from rules.facts.arrival.contact import ContactDiffers, ContactSettled
from rules.facts.arrival.misfit import Misfit
from rules.facts.post.address import AddressCorrected
from rules.facts.report import Opening
from rules.record import parties
from rules.record.entries import Entry, Record, every
from rules.wording import short_day
from store.models import Staff
from tasks import clock
from tasks.cases.decisions import judged_on

# Facts in which it stands where the citizen lives.
TELLS_WHERE = (ContactDiffers, Misfit, AddressCorrected, facts.Appointment, facts.PartyJoined)
PARTY_CONCEALED = "Het adres is geheim."
CONCEALED = "Hier staat een geheim adres. Open eerst het adres, bij Contact."
ANSWERS_CONCEALED = "In de andere antwoorden kan het geheime adres staan. Open eerst het adres, bij Contact."


@dataclass(frozen=True)
class Item:
    """One line of the timeline."""

    at: datetime
    day: str
    time: str
    icon: str
    tone: str
    title: str
    lines: tuple[str, ...]
    by: str


@dataclass(frozen=True)
class Event:
    """Something that happened: when, its text, and by whom."""

    at: datetime
    told: Told
    by: str


def of_record(entry: Entry[facts.Fact], process: Process, record: Record, *, concealed: bool = False) -> Event:
    """A fact as an event, on the record that it is on; `concealed` leaves out where the citizen lives."""
    fact = entry.fact
    hidden: tuple[str, ...] = ()
    if concealed and isinstance(fact, Opening | facts.Application) and fact.answers:
        # Whatever a form asked besides may hold an address, in any writing.
        entry, hidden = replace(entry, fact=replace(fact, answers=())), (ANSWERS_CONCEALED,)
    told = _told(entry, process, record)
    told = replace(told, lines=(*told.lines, *hidden))
    secret = {one.number for one in parties.joined(record) if one.entry.fact.secret_address}
    if isinstance(fact, AddressCorrected) and fact.reads in secret:
        told = replace(told, lines=(PARTY_CONCEALED, fact.source))
    if concealed and isinstance(fact, TELLS_WHERE):
        told = replace(told, lines=(CONCEALED,))
    return Event(entry.at, told, entry.by)


def _told(entry: Entry[Any], process: Process, record: Record) -> Told:
    fact = entry.fact
    if isinstance(fact, facts.Intention):
        return decided(fact, judged_on(process, record, entry))
    # With an application a report comes back only in a course that investigates.
    apart = isinstance(fact, facts.Application) and not process.findings
    told = opened(fact) if apart else tell(fact)
    return replace(told, lines=(*_with(fact, record), *told.lines, *asked_side.told(fact, process)))


def _with(fact: facts.Fact, record: Record) -> Iterator[str]:
    """What did not fit; about whom this is, or for whom somebody speaks, where that is not the citizen themselves."""
    if isinstance(fact, ContactDiffers):
        yield from fact.told
    if isinstance(fact, ContactSettled) and fact.member:
        yield next((one.fact.whose for one in every(record, ContactDiffers) if one.fact.member == fact.member), "")
    if isinstance(fact, Misfit):
        yield from (f"{name}: {why}" for name, why in fact.fields)
    names = {one.number: one.fact.name for one in parties.joined(record)} | {facts.APPLICANT: "de inwoner"}
    if isinstance(fact, facts.PartyJoined) and fact.represents:
        yield f"Spreekt namens {names[fact.represents]}"
    if isinstance(fact, facts.PartyEnded):
        yield names[fact.who]
    number = getattr(fact, "party", facts.APPLICANT)
    if number in names and number != facts.APPLICANT:
        yield f"Over {names[number]}" if isinstance(fact, facts.Exemption) else f"Gesprek met {names[number]}"


def items(db: Session, events: Iterable[Event]) -> list[Item]:
    """The events as they read on the screen, in the order given."""
    names = dict(db.execute(select(Staff.id, Staff.name)).tuples().all())
    return [_item(event, names) for event in events]


def _item(event: Event, names: dict[str, str]) -> Item:
    told, local = event.told, clock.local(event.at)
    today = clock.today()
    return Item(
        at=event.at,
        day="vandaag" if local.date() == today else short_day(local.date(), year=local.year != today.year),
        time=f"{local:%H.%M}",
        icon=told.icon,
        tone=told.tone,
        title=told.title,
        lines=tuple(line for line in told.lines if line),
        by=names.get(event.by, event.by),
    )
