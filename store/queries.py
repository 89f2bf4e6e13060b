"""Queries across cases."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from rules.reasons import same
from store.audit import findings
from store.models import Case, Decision, Letter, Reason


def reason_digests(reason: str) -> frozenset[str]:
    """Digests of a reason; two reasons share one when they differ only in punctuation, names or numbers."""
    return frozenset(hashlib.sha256(form.encode()).hexdigest() for form in same(reason))


def same_reason_elsewhere(session: Session, case: Case, reason: str) -> bool:
    """Whether another case already has this reason, word for word or with another name in it."""
    query = select(Reason.id).where(Reason.digest.in_(reason_digests(reason)), Reason.case_id != case.id)
    return session.scalar(query.limit(1)) is not None


def unfinished(session: Session, today: date) -> Sequence[str]:
    """Numbers of the cases with work to do: new facts, a day that has come, a letter not made or not noticed.

    A run that died after making a letter leaves its case waiting for that letter. While letters are stopped, a letter
    that is not made does not count as work.
    """
    going = false() if findings.unsettled(session) else true()
    queued = select(Letter.case_id).where(Letter.status == "queued", going)
    other = aliased(Letter)
    newest = select(func.max(other.number)).where(other.case_id == Letter.case_id).correlate(Letter).scalar_subquery()
    made = select(Letter.id).where(Letter.case_id == Case.id, Letter.number == newest, Letter.status == "rendered")
    unseen = and_(Case.waits_for == "brief", made.exists())
    return session.scalars(
        select(Case.number)
        .where(or_(Case.taken_up < Case.version, Case.wakes_on <= today, Case.id.in_(queued), unseen))
        .order_by(Case.number)
    ).all()


def decision_of(session: Session, case: Case, version: int) -> Decision:
    """One version of the decision in a case; `NoResultFound` when there is none, which its intention rules out."""
    return session.scalars(select(Decision).where(Decision.case_id == case.id, Decision.version == version)).one()


def letters_sent(session: Session, case: Case) -> Sequence[tuple[str, int, int, date, str]]:
    """The letters of a case as its steps need to know them: name, place of its fact, party, date and status."""
    what = Letter.name, Letter.about, Letter.party, Letter.dated_on, Letter.status
    return session.execute(select(*what).where(Letter.case_id == case.id)).tuples().all()


def letters_of(session: Session, case: Case) -> Sequence[Letter]:
    """The letters of a case, oldest first."""
    return session.scalars(select(Letter).where(Letter.case_id == case.id).order_by(Letter.number)).all()


def queued_letters(session: Session, case: Case) -> Sequence[int]:
    """The ids of the letters of a case that still have to be made; none while letters are stopped."""
    if findings.unsettled(session):
        return ()
    return session.scalars(
        select(Letter.id).where(Letter.case_id == case.id, Letter.status == "queued").order_by(Letter.number)
    ).all()
