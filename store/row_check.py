"""Whether the typed rows of a case still say what its facts say, worked out from the facts anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import singledispatch
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules import facts
from rules.facts.remedies.lateness import PenaltyDecision
from rules.record.entries import Entry, Record
from store.asked_rows import Reading
from store.models import (
    AgreementEndRow,
    AgreementRow,
    Answer,
    Answered,
    Base,
    CallRow,
    Case,
    Decision,
    ExemptionApprovalRow,
    ExemptionRow,
    ItemEndRow,
    ItemRow,
    MadePreciseRow,
    PartyEndRow,
    PartyRow,
)
from store.models.decision import ABOUT_PENALTY, APPLICATION, PROVISIONAL

SIZED = ("thing", "unit", "per", "amount", "yearly", "from_on", "until_on", "hand", "grant_form")
MEASURE = (*SIZED, "lasting", "fixed")


class Said(NamedTuple):
    """What one row says: its table, the fact that it belongs to, and its columns with other rows by their number."""

    table: str
    fact: int
    columns: tuple[Any, ...]


def differing(session: Session, records: Mapping[int, tuple[Case, Record]]) -> list[tuple[str, int]]:
    """The rows that say something else than the facts, too much or too little, as table and id of the fact.

    `records` has some cases with all their facts, by the id of the case.
    """
    rows = _Rows(session, records)
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
    for entry in known:
        read = Reading(case, entry.at)
        if isinstance(entry.fact, facts.Asking):
            for item in entry.fact.items:
                items.append(item)
                yield Said(
                    "item", entry.id, (len(items), item.party, item.instead_of, *_listed(read.measured(item), MEASURE))
                )
        if isinstance(entry.fact, facts.PartyJoined):
            people.append(entry.fact)
            yield _joined(entry.fact, entry, len(people) + 1)
        if isinstance(entry.fact, facts.LessAgreed):
            yield _agreed(entry.fact, entry, read, people)
        if isinstance(entry.fact, facts.MadePrecise):
            yield _precise(entry.fact, entry, read, items)
        if isinstance(entry.fact, facts.Intention | PenaltyDecision):
            about = APPLICATION if entry.id in before else _subject(entry.fact)
            yield Said("decision", entry.id, (next(versions), about, entry.by, entry.at))
        yield from _of(entry.fact, entry, read, places)


def _joined(fact: facts.PartyJoined, entry: Entry[Any], number: int) -> Said:
    return Said("party", entry.id, (number, fact.kind.value, int(fact.authority), fact.born_on, fact.represents))


def _precise(fact: facts.MadePrecise, entry: Entry[Any], read: Reading, items: list[facts.Item]) -> Said:
    about = items[fact.item - 1] if 0 < fact.item <= len(items) else None
    open_form = about is not None and about.form is None and read.measured(about)["grant_form"] is None
    named = _listed(read.measured(fact, form=open_form), MEASURE)
    return Said("made_precise", entry.id, (fact.item, fact.party, entry.at, *named))


def _subject(fact: facts.Intention | PenaltyDecision) -> str:
    if isinstance(fact, PenaltyDecision):
        return ABOUT_PENALTY
    return PROVISIONAL if fact.temporary else APPLICATION


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


class _Rows:
    """The typed rows of some cases; a row that is not there has no number."""

    def __init__(self, session: Session, cases: Collection[int]) -> None:
        self.session, self.cases = session, cases
        self.items: dict[int, ItemRow] = {row.id: row for row in self._of(ItemRow)}
        self.decisions: dict[int, Decision] = {row.id: row for row in self._of(Decision)}

    def asked(self) -> Iterator[Said]:
        """Who joined, and what was asked, made precise, agreed to and withdrawn."""
        for one in self._of(PartyRow):
            yield Said("party", one.fact_id, _columns(one, ("number", "kind", "power", "born_on", "represents")))
        for end in self._of(PartyEndRow):
            yield Said("party_end", end.fact_id, _columns(end, ("number", "ended_by")))
        for row in self.items.values():
            yield Said("item", row.fact_id, (row.number, row.party, row.instead_of, *_columns(row, MEASURE)))
        for table, model, columns in (
            ("made_precise", MadePreciseRow, ("party", "made_at", *MEASURE)),
            (
                "agreement",
                AgreementRow,
                ("party", "for_party", "agreed_at", "talked_on", "channel", "spoke_with", *MEASURE),
            ),
            ("agreement_end", AgreementEndRow, ("ended_at",)),
            ("item_end", ItemEndRow, ("ended_at", "withdrawal_id")),
        ):
            for talk in self._of(model):
                yield Said(table, talk.fact_id, (self._number(talk.item_id), *_columns(talk, columns)))

    def decided(self) -> Iterator[Said]:
        """The decisions and their answers."""
        for row in self.decisions.values():
            yield Said("decision", row.fact_id, _columns(row, ("version", "subject", "prepared_by", "prepared_at")))
        answers: dict[int, Answer] = {row.id: row for row in self._of(Answer)}
        for given in answers.values():
            said = _columns(given, ("position", "conditional", *SIZED))
            yield Said("answer", self._fact(given.decision_id), said)
        for link in self._of(Answered):
            position = answers[link.answer_id].position if link.answer_id in answers else None
            yield Said("answered", self._fact(link.decision_id), (position, self._number(link.item_id)))

    def heard(self) -> Iterator[Said]:
        """The calls, and the exemptions from them."""
        for call in self._of(CallRow):
            said = _columns(call, ("party", "outcome", "called_at", "caller"))
            yield Said("call", call.fact_id, (self._version(call.decision_id), *said))
        requests: dict[int, ExemptionRow] = {row.id: row for row in self._of(ExemptionRow)}
        for row in requests.values():
            asked = _columns(row, ("party", "reason", "motivation", "requested_by", "requested_at"))
            yield Said("exemption", row.fact_id, (self._version(row.decision_id), *asked))
        for agreed in self._of(ExemptionApprovalRow):
            about = requests[agreed.exemption_id].fact_id if agreed.exemption_id in requests else None
            yield Said("exemption_approval", agreed.fact_id, (about, agreed.approved_by, agreed.approved_at))

    def _of(self, model: type[Base]) -> Iterable[Any]:
        return self.session.scalars(select(model).where(model.__table__.c["case_id"].in_(self.cases)))

    def _number(self, item: int) -> int | None:
        return self.items[item].number if item in self.items else None

    def _fact(self, decision: int) -> int:
        return self.decisions[decision].fact_id if decision in self.decisions else 0

    def _version(self, decision: int) -> int | None:
        return self.decisions[decision].version if decision in self.decisions else None


def _columns(row: Any, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in columns)
