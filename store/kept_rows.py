"""What the typed rows of a case say, each in the terms of the facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.models import (
    AgreementEndRow,
    AgreementRow,
    Answer,
    Answered,
    Base,
    CallRow,
    Decision,
    ExemptionApprovalRow,
    ExemptionRow,
    ItemEndRow,
    ItemRow,
    MadePreciseRow,
    PartyEndRow,
    PartyRow,
    ReviewedRow,
)

SIZED = ("thing", "unit", "per", "amount", "yearly", "from_on", "until_on", "hand", "grant_form")
MEASURE = (*SIZED, "lasting", "fixed")
UNDER = ("number", "version", "made_by", "decided_on", "gave")


class Said(NamedTuple):
    """What one row says: its table, the fact that it belongs to, and its columns with other rows by their number."""

    table: str
    fact: int
    columns: tuple[Any, ...]


class KeptRows:
    """Each row of some cases as what it says; one that refers to a row that is not there says no number."""

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
            named = _columns(row, (*MEASURE, "running"))
            yield Said("item", row.fact_id, (row.number, row.party, row.instead_of, *named))
        for under_which in self._of(ReviewedRow):
            yield Said("reviewed", under_which.fact_id, _columns(under_which, ("changes_on", *UNDER)))
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
