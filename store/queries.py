"""Queries across cases."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from rules.asked.grants import Grant
from rules.facts import Intention, Withdrawal
from rules.facts.ends import EndedWithoutDecision, HandedOver
from rules.reasons import same
from store.audit import findings
from store.models import (
    Answer,
    Answered,
    Case,
    Decision,
    FactRow,
    ItemRow,
    Letter,
    Reason,
    ReviewedRow,
    RoleGrant,
    RoleRevocation,
    Staff,
)
from store.models.decision import FINAL, REVIEW, Allowance
from store.models.post import CAME_BACK, HANDED, BundleLine, HandOver, Receipt

# The words of what a case waits for while its last letter has to leave, and what that letter is about.
POSTING = ("verzending van het besluit", "verzending van de brief")
LAST_ABOUT = tuple(kind.__name__ for kind in (Intention, Withdrawal, HandedOver, EndedWithoutDecision))


def allows(session: Session, what: str) -> bool:
    """Whether the municipality allows this, as it was last released; what nobody allowed is not."""
    newest = select(Allowance.allowed).where(Allowance.what == what).order_by(Allowance.number.desc()).limit(1)
    return bool(session.scalar(newest))


def reason_digests(reason: str) -> frozenset[str]:
    """Digests of a reason; two reasons share one when they differ only in punctuation, names or numbers."""
    return frozenset(hashlib.sha256(form.encode()).hexdigest() for form in same(reason))


def same_reason_elsewhere(session: Session, case: Case, reason: str) -> bool:
    """Whether another case already has this reason, word for word or with another name in it."""
    query = select(Reason.id).where(Reason.digest.in_(reason_digests(reason)), Reason.case_id != case.id)
    return session.scalar(query.limit(1)) is not None


def unfinished(session: Session, today: date) -> Sequence[str]:
    """Numbers of the cases with work to do: new facts, a day that has come, a letter not made or not noticed.

    A run that died after making a letter leaves its case waiting for that letter, and nobody runs a case when its last
    letter leaves. While letters are stopped, a letter that is not made does not count as work.
    """
    going = false() if findings.unsettled(session) else true()
    queued = select(Letter.case_id).where(Letter.status == "queued", going)
    other = aliased(Letter)
    counts = (other.case_id == Letter.case_id, other.status != "withdrawn")
    newest = select(func.max(other.number)).where(*counts).correlate(Letter).scalar_subquery()
    made = select(Letter.id).where(Letter.case_id == Case.id, Letter.number == newest, Letter.status == "rendered")
    unseen = and_(Case.waits_for == "brief", made.exists())
    over = and_(Case.waits_for.in_(POSTING), _last_left(today))
    return session.scalars(
        select(Case.number)
        .where(or_(Case.taken_up < Case.version, Case.wakes_on <= today, Case.id.in_(queued), unseen, over))
        .order_by(Case.number)
    ).all()


def _last_left(today: date) -> ColumnElement[bool]:
    """The newest letter of a case about what ends it has left, and the day on which it is posted has come."""
    other = aliased(Letter)
    known = exists().where(FactRow.case_id == other.case_id, FactRow.seq == other.about, FactRow.kind.in_(LAST_ABOUT))
    mine = select(func.max(other.number)).where(other.case_id == Case.id, other.status == "rendered", known)
    newest = mine.correlate(Case).scalar_subquery()
    return exists().where(Letter.case_id == Case.id, Letter.number == newest, Letter.dated_on <= today, HANDED)


def decision_of(session: Session, case: Case, version: int) -> Decision:
    """One version of the decision in a case; `NoResultFound` when there is none, which its intention rules out."""
    return session.scalars(select(Decision).where(Decision.case_id == case.id, Decision.version == version)).one()


def told_decisions(session: Session, number: str) -> dict[int, Decision]:
    """The decisions on the application, or on what runs, that were told in the case with this number, by version."""
    mine = select(Decision).join(Case, Case.id == Decision.case_id).where(Case.number == number)
    found = session.scalars(mine.where(Decision.subject.in_(FINAL), _told(Decision)).order_by(Decision.version))
    return {one.version: one for one in found}


def still_giving(session: Session, case: Case, things: Collection[str], on: date) -> Sequence[tuple[str, int]]:
    """The decisions of other cases of this citizen that give any of these things on this day or later.

    Each by its case and version; only the last in its case that was told, as long as no review of it was told that
    leaves nothing of it from this day on.
    """
    mine = (Case.citizen_id == case.citizen_id, Case.id != case.id, Decision.subject.in_(FINAL), _told(Decision))
    later, review, new, other = aliased(Decision), aliased(Decision), aliased(Answer), aliased(Case)
    newer = exists().where(
        later.case_id == Decision.case_id, later.version > Decision.version, later.subject.in_(FINAL), _told(later)
    )
    still_to_come = exists().where(new.decision_id == review.id, new.from_on > on)
    replaced = exists().where(
        *(ReviewedRow.number == Case.number, ReviewedRow.version == Decision.version, ReviewedRow.changes_on <= on),
        *(other.id == ReviewedRow.case_id, other.citizen_id == case.citizen_id, other.id != case.id),
        *(review.case_id == other.id, review.subject == REVIEW, review.fact_id > ReviewedRow.fact_id, _told(review)),
        ~still_to_come,
    )
    gives = exists().where(
        *(Answer.decision_id == Decision.id, Answer.grant_form != Grant.NONE.value, Answer.thing.in_(things)),
        or_(Answer.until_on.is_(None), Answer.until_on >= on),
    )
    found = select(Case.number, Decision.version).join(Decision, Decision.case_id == Case.id)
    return session.execute(found.where(*mine, gives, ~newer, ~replaced).order_by(Decision.id)).tuples().all()


def _told(decision: type[Decision]) -> ColumnElement[bool]:
    """Somebody was told of a decision."""
    return exists().where(Letter.decision_id == decision.id, Letter.status == "rendered")


def given_in(session: Session, decision: Decision) -> Sequence[Answer]:
    """What a decision gives."""
    mine = select(Answer).where(Answer.decision_id == decision.id, Answer.grant_form != Grant.NONE.value)
    return session.scalars(mine.order_by(Answer.position)).all()


def given_to(session: Session, answers: Collection[int]) -> Sequence[int]:
    """The numbers of those in that case who asked what these answers give."""
    mine = select(ItemRow.party).join(Answered, Answered.item_id == ItemRow.id).where(Answered.answer_id.in_(answers))
    return session.scalars(mine.distinct()).all()


# Put together once: each look at a case asks it.
_SENT = (
    select(
        *(Letter.name, Letter.about, Letter.party, Letter.dated_on, Letter.status, Letter.decides),
        *(Receipt.posted_on, HandOver.at, BundleLine.bundle_id, Letter.channel),
    )
    .select_from(Letter)
    .outerjoin(BundleLine, and_(BundleLine.letter_id == Letter.id, ~CAME_BACK))
    .outerjoin(HandOver, HandOver.bundle_id == BundleLine.bundle_id)
    .outerjoin(Receipt, Receipt.bundle_id == BundleLine.bundle_id)
    .where(Letter.case_id == bindparam("case"), or_(Letter.status != "withdrawn", Letter.decides == 1))
)


def staff_with(session: Session, known: Iterable[str], roles: Collection[str]) -> Sequence[Staff]:
    """Those of these colleagues who work here and have one of these roles now."""
    revoked = select(RoleRevocation.grant_id)
    held = exists().where(RoleGrant.staff_id == Staff.id, RoleGrant.role.in_(roles), RoleGrant.id.not_in(revoked))
    return session.scalars(select(Staff).where(Staff.id.in_([*known]), Staff.active == 1, held)).all()


def letters_sent(
    session: Session, case: Case
) -> Sequence[tuple[str, int, int, date, str, int, date | None, datetime | None, int | None, str]]:
    """The letters of a case that count, as its steps need to know them: one that was withdrawn only if it decides.

    Of each its name, the place of its fact, the party it is for, its date and status, and whether it is a decision; and
    when it left: the day it was posted, the moment the printer got it, the bundle it lies in, and how it goes out.
    """
    return session.execute(_SENT, {"case": case.id}).tuples().all()


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
