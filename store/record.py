"""The record of a case: reading its facts, and adding to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from rules import facts
from rules.errors import CaseChanged, CaseUnknown, FactInvalid, FactUnknown, FormSent
from rules.record.entries import Entry, Facts
from store import typed_rows
from store.models import Case, FactRow

F = TypeVar("F", bound=facts.Fact)
WORDS = {
    "missing": "Vul dit in.",
    "date_from_datetime_parsing": "Vul een datum in als jjjj-mm-dd.",
    "date_parsing": "Vul een datum in als jjjj-mm-dd.",
    "date_type": "Vul een datum in als jjjj-mm-dd.",
    "time_parsing": "Vul een tijd in als uu:mm.",
    "datetime_parsing": "Vul een datum met tijd in.",
    "datetime_from_date_parsing": "Vul een datum met tijd in.",
    "enum": "Kies een van de mogelijke waarden.",
    "int_parsing": "Vul een heel getal in.",
    "bool_parsing": "Vul ja of nee in (true of false).",
}


def fields_of(fact: facts.Fact) -> Any:
    """A fact as plain data, which JSON can carry."""
    return _adapter(type(fact).__name__).dump_python(fact, mode="json")


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(facts.KINDS[kind])


def kind_of(name: str) -> type[facts.Fact]:
    """The kind of fact with this name, in code or on the screen; `FactUnknown` when there is none."""
    wanted = name.casefold()
    for english, kind in facts.KINDS.items():
        if wanted in {english.casefold(), kind.label.casefold()}:
            return kind
    raise FactUnknown(name, tuple(sorted(kind.label for kind in facts.KINDS.values())))


def parse(kind: type[F], data: object) -> F:
    """Read a fact from plain data; `FactInvalid` names each wrong field, in Dutch, without quoting its value."""
    known = {field.name for field in dataclasses.fields(kind)}
    if not isinstance(data, dict):
        raise FactInvalid({"": "Geef een JSON-object met de velden van dit feit."})
    problems = {str(name): f"Het veld “{name}” hoort hier niet." for name in data.keys() - known}
    try:
        fact = cast("F", _adapter(kind.__name__).validate_python(data))
    except ValidationError as invalid:
        for error in invalid.errors(include_input=False, include_url=False, include_context=False):
            field = ".".join(str(part) for part in error["loc"])
            problems[field] = f"{field}: {WORDS.get(error['type'], 'Deze waarde klopt niet.')}"
        fact = None
    if problems:
        raise FactInvalid(problems)
    return cast("F", fact)


def lock_case(session: Session, number: str) -> Case:
    """The case, locked until this transaction ends; `CaseUnknown` when there is none."""
    case = session.scalar(select(Case).where(Case.number == number).with_for_update(of=Case))
    if case is None:
        raise CaseUnknown(number)
    return case


def find_case(session: Session, number: str) -> Case:
    """The case, for reading; `CaseUnknown` when there is none."""
    case = session.scalar(select(Case).where(Case.number == number))
    if case is None:
        raise CaseUnknown(number)
    return case


def entries(session: Session, case: Case) -> Facts:
    """All facts of a case, oldest first."""
    rows = session.scalars(select(FactRow).where(FactRow.case_id == case.id).order_by(FactRow.seq))
    return Facts(_entry(row) for row in rows)


def of_kinds(
    session: Session, kinds: Sequence[type[facts.Fact]], where: ColumnElement[bool]
) -> Iterator[tuple[Case, Facts]]:
    """The facts of these kinds, of each case for which this holds and that has any."""
    names = [kind.__name__ for kind in kinds]
    query = select(Case, FactRow).join(FactRow, FactRow.case_id == Case.id).where(where, FactRow.kind.in_(names))
    for _, rows in groupby(session.execute(query.order_by(Case.id, FactRow.seq)), key=lambda row: row[0].id):
        found = list(rows)
        yield found[0][0], Facts(_entry(fact) for _, fact in found)


def sent(session: Session, case: Case, key: str | None) -> FactRow | None:
    """The fact that the form with this key put on the record of this case, if any."""
    return session.scalar(select(FactRow).where(FactRow.case_id == case.id, FactRow.key == key)) if key else None


def already(session: Session, case: Case, key: str | None, fact: facts.Fact, *, by: str) -> bool:
    """Whether this very form was recorded before; `FormSent` when it was, with different contents."""
    found = sent(session, case, key)
    if found is None:
        return False
    if (found.kind, found.body, found.by) != (type(fact).__name__, _body(fact), by):
        raise FormSent(case.number, found.seq)
    return True


def _body(fact: facts.Fact) -> Any:
    return fact.written(fields_of(fact))


def check_version(case: Case, expected: int) -> None:
    """Raise `CaseChanged` when facts were added since a form was opened at version `expected`."""
    if expected != case.version:
        raise CaseChanged(case.number, expected, case.version)


def add_fact(
    session: Session,
    case: Case,
    fact: facts.Fact,
    *,
    by: str,
    at: datetime,
    key: str | None = None,
    outcome: facts.Outcome | None = None,
) -> Entry[facts.Fact]:
    """Append a fact to the record of a locked case.

    `outcome` is what an intention comes to by what was asked; it is not in the fact, and must be given with it.
    """
    kind, body = type(fact).__name__, _body(fact)
    row = FactRow(case_id=case.id, seq=case.version + 1, kind=kind, body=body, by=by, at=at, key=key)
    session.add(row)
    case.version += 1
    session.flush()
    typed_rows.add(session, case, fact, row, outcome)
    return _entry(row)


def _entry(row: FactRow) -> Entry[facts.Fact]:
    fact = _adapter(row.kind).validate_python(facts.KINDS[row.kind].read(row.body))
    return Entry(id=row.id, seq=row.seq, fact=fact, by=row.by, at=row.at)
