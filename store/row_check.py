"""Whether the typed rows of a case still say what its facts say, worked out from the facts anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import singledispatch
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from rules import facts
from rules.facts.remedies.lateness import PenaltyDecision
from rules.facts.suspension import HelpSuspended
from rules.record import asked
from rules.record.case_state import DECISIVE
from rules.record.entries import Entry, Record
from store.asked_rows import Reading, stopped, under
from store.kept_rows import MEASURE, SIZED, UNDER, KeptRows, Said
from store.models import Case
from store.models.decision import ABOUT_PENALTY, APPLICATION, PROVISIONAL, REVIEW, SUSPENSION


def differing(session: Session, records: Mapping[int, tuple[Case, Record]]) -> list[tuple[str, int]]:
    """The rows that say something else than the facts, too much or too little, as table and id of the fact.

    `records` has some cases with all their facts, by the id of the case.
    """
    rows = KeptRows(session, records)
    before = {row.fact_id for row in rows.decisions.values() if not row.compared}
    told = Counter(said for case, known in records.values() for said in _told(case, known, before))
    kept = Counter((*rows.asked(), *rows.decided(), *rows.heard()))
    return sorted({(said.table, said.fact) for said in (*(told - kept), *(kept - told))})


def _told(case: Case, known: Record, before: Collection[int]) -> Iterator[Said]:
    """What the facts of one case say; a decision from before they said what they are about is about the application."""
    items: list[facts.Item] = []
    people: list[facts.PartyJoined] = []
    versions = count(1)
    places = {entry.seq: entry.id for entry in known}
    for place, entry in enumerate(known):
        read = Reading(case, entry.at)
        if isinstance(entry.fact, facts.Asking):
            for item in entry.fact.items:
                items.append(item)
                named = _listed(read.asked(entry.fact, item), (*MEASURE, "running"))
                yield Said("item", entry.id, (len(items), item.party, item.instead_of, *named))
        if isinstance(entry.fact, facts.PartyJoined):
            people.append(entry.fact)
            yield _joined(entry.fact, entry, len(people) + 1)
        if isinstance(entry.fact, facts.LessAgreed):
            yield _agreed(entry.fact, entry, read, people)
        if isinstance(entry.fact, facts.MadePrecise):
            yield _precise(entry.fact, entry, read, items)
        if isinstance(entry.fact, HelpSuspended):
            yield from _suspended(entry.fact, entry, items)
        if isinstance(entry.fact, DECISIVE):
            about = APPLICATION if entry.id in before else _subject(entry.fact, known[:place])
            yield Said("decision", entry.id, (next(versions), about, entry.by, entry.at))
        yield from _of(entry.fact, entry, read, places)


def _joined(fact: facts.PartyJoined, entry: Entry[Any], number: int) -> Said:
    return Said("party", entry.id, (number, fact.kind.value, int(fact.authority), fact.born_on, fact.represents))


def _precise(fact: facts.MadePrecise, entry: Entry[Any], read: Reading, items: list[facts.Item]) -> Said:
    about = items[fact.item - 1] if 0 < fact.item <= len(items) else None
    open_form = about is not None and about.form is None and read.measured(about)["grant_form"] is None
    named = _listed(read.measured(fact, form=open_form), MEASURE)
    return Said("made_precise", entry.id, (fact.item, fact.party, entry.at, *named))


def _suspended(fact: HelpSuspended, entry: Entry[Any], items: list[facts.Item]) -> Iterator[Said]:
    for position, number in enumerate(fact.items, 1):
        thing = items[number - 1].product if 0 < number <= len(items) else ""
        given = stopped(fact, thing or None)
        yield Said("answer", entry.id, (position, given["conditional"], *_listed(given, SIZED)))


def _subject(fact: facts.Intention | PenaltyDecision | HelpSuspended, known: Record) -> str:
    if isinstance(fact, PenaltyDecision):
        return ABOUT_PENALTY
    if isinstance(fact, HelpSuspended):
        return SUSPENSION
    if fact.temporary:
        return PROVISIONAL
    return REVIEW if asked.reviews(known) else APPLICATION


@singledispatch
def _of(fact: facts.Fact, entry: Entry[Any], read: Reading, places: Mapping[int, int]) -> Iterable[Said]:
    del fact, entry, read, places
    return ()


def _agreed(fact: facts.LessAgreed, entry: Entry[Any], read: Reading, people: Sequence[facts.PartyJoined]) -> Said:
    joined = people[fact.party - 2] if 1 < fact.party <= len(people) + 1 else None
    for_whom = (joined and joined.represents) or fact.party
    talk = (fact.item, fact.party, for_whom, entry.at, fact.on, fact.channel.value, fact.spoke_with.value)
    return Said("agreement", entry.id, (*talk, *_listed(read.measured(fact), MEASURE)))


@_of.register
def _(fact: facts.PartyEnded, entry: Entry[Any], read: Reading, places: Mapping[int, int]) -> Iterable[Said]:
    del read, places
    return [Said("party_end", entry.id, (fact.who, entry.by))]


@_of.register
def _(fact: facts.RunningHelp, entry: Entry[Any], read: Reading, places: Mapping[int, int]) -> Iterable[Said]:
    del read, places
    return [Said("reviewed", entry.id, (fact.changes_on, *_listed(under(fact), UNDER)))]


@_of.register
def _(fact: facts.AgreementEnded, entry: Entry[Any], read: Reading, places: Mapping[int, int]) -> Iterable[Said]:
    del read, places
    return [Said("agreement_end", entry.id, (fact.item, entry.at))]


@_of.register
def _(fact: facts.ItemEnded, entry: Entry[Any], read: Reading, places: Mapping[int, int]) -> Iterable[Said]:
    del read
    return [Said("item_end", entry.id, (fact.item, entry.at, places.get(fact.withdrawal)))]


@_of.register
def _(fact: facts.Intention, entry: Entry[Any], read: Reading, places: Mapping[int, int]) -> Iterator[Said]:
    del places
    if fact.labelled:
        # From before items were kept.
        return
    for position, provision in enumerate(fact.provisions, 1):
        given = read.given(provision)
        answer = (position, given["conditional"], *_listed(given, SIZED))
        yield Said("answer", entry.id, answer)
        yield from (Said("answered", entry.id, (position, number)) for number in provision.answers)


@_of.register
def _(fact: facts.Call, entry: Entry[Any], read: Reading, places: Mapping[int, int]) -> Iterable[Said]:
    del read, places
    return [Said("call", entry.id, (fact.decision, fact.party, fact.outcome.value, _whole(fact.at), entry.by))]


@_of.register
def _(fact: facts.Exemption, entry: Entry[Any], read: Reading, places: Mapping[int, int]) -> Iterable[Said]:
    del read, places
    said = (fact.decision, fact.party, fact.reason.value, fact.motivation, entry.by, entry.at)
    return [Said("exemption", entry.id, said)]


@_of.register
def _(fact: facts.ExemptionApproval, entry: Entry[Any], read: Reading, places: Mapping[int, int]) -> Iterable[Said]:
    del read
    return [Said("exemption_approval", entry.id, (places.get(fact.exemption), entry.by, entry.at))]


def _listed(named: Mapping[str, Any], columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(named.get(column) for column in columns)


def _whole(moment: datetime) -> datetime:
    """A moment as it is stored, in whole milliseconds."""
    return moment - timedelta(microseconds=moment.microsecond % 1000)
