"""Which cases may be destroyed, when, and what prevents it, read from the record (Selectielijst, Archiefwet)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from config.law import law
from rules.facts import Intention
from rules.facts.remedies.dispute import Dispute, DisputeEnded
from rules.facts.remedies.lateness import DefaultNotice
from rules.retention import Ended, Obstacle, Retention, kept_until, obstacles, retention_of
from store.models import Case, Decision, DutyRow, FactRow, Letter
from store.models.destruction import Destruction, DestructionApproval, DestructionRefusal
from tasks import clock

PAGE = 500
LEAP_DAY = 29


@dataclass(frozen=True)
class Candidate:
    """A case that ended: its retention rule, until when it is kept, what prevents its destruction, and progress.

    A refused proposal no longer counts as a proposal; `refused_because` then says why it was refused.
    """

    case_id: int
    number: str
    version: int
    ended: Ended
    rule: Retention | None
    until: date | None
    obstacles: tuple[Obstacle, ...]
    proposed_by: str | None
    proposed_at: datetime | None
    approved_by: str | None
    refused_by: str | None = None
    refused_because: str | None = None

    @property
    def free(self) -> bool:
        """Whether nothing prevents the destruction."""
        return not self.obstacles


def candidates(db: Session, today: date | None = None) -> Iterator[Candidate]:
    """Every closed case whose retention has ended, page by page, and by end date within a page."""
    day, last = today or clock.today(), 0
    while page := db.execute(_query().where(_ended(day), Case.id > last).limit(PAGE)).all():
        last = page[-1].Case.id
        for row in page:
            found = _candidate(row, day)
            if Obstacle.KEPT not in found.obstacles:
                yield found
        db.expunge_all()


def candidate(db: Session, number: str, today: date | None = None) -> Candidate | None:
    """One case, open or closed; None when there is none with this number."""
    row = db.execute(_query().where(Case.number == number)).one_or_none()
    return _candidate(row, today or clock.today()) if row else None


def _ended(today: date) -> ColumnElement[bool]:
    """A rough filter: closed long enough ago under some rule; the rule itself is applied to each case."""
    return or_(
        *(
            and_(Case.process == rule.process, Case.result == rule.result, Case.closed_on < _before(rule, today))
            for rule in law().retention
        )
    )


def _before(rule: Retention, today: date) -> date:
    return today.replace(year=today.year - rule.years, day=min(today.day, LEAP_DAY - 1)) - timedelta(days=rule.days - 3)


def _query() -> Any:
    """One row per case, with everything the rules need."""
    facts = select(func.max(FactRow.at)).where(FactRow.case_id == Case.id)
    letters = select(Letter.id).where(Letter.case_id == Case.id)
    decided = select(func.max(func.coalesce(Letter.rendered_at, Letter.created_at)))
    outcome = select(Decision.outcome).join(Letter, Letter.decision_id == Decision.id)
    outcome = outcome.join(FactRow, FactRow.id == Decision.fact_id).where(FactRow.kind == Intention.__name__)
    unsent = letters.where(Letter.status.in_(["queued", "held"])).correlate(Case).exists()
    undone = or_(DutyRow.until_on.is_(None), DutyRow.until_on >= clock.today())
    duty = select(DutyRow.id).where(DutyRow.case_id == Case.id, undone).correlate(Case).exists()
    disputes = select(func.count()).select_from(FactRow).where(FactRow.case_id == Case.id)
    return (
        select(
            Case,
            _one(facts).label("fact_at"),
            _one(select(func.max(Letter.created_at)).where(Letter.case_id == Case.id)).label("letter_at"),
            _one(decided.where(Letter.case_id == Case.id, Letter.decides == 1)).label("decided_at"),
            _one(facts.where(FactRow.kind == DefaultNotice.__name__)).label("defaulted_at"),
            _one(facts.where(FactRow.kind == DisputeEnded.__name__)).label("dispute_ended_at"),
            _one(disputes.where(FactRow.kind == Dispute.__name__)).label("disputes"),
            _one(disputes.where(FactRow.kind == DisputeEnded.__name__)).label("disputes_ended"),
            _one(outcome.where(Letter.case_id == Case.id).order_by(Decision.version.desc()).limit(1)).label("outcome"),
            unsent.label("unsent"),
            duty.label("duty"),
            _newest().label("newest"),
            Destruction.proposed_by,
            Destruction.proposed_at,
            DestructionApproval.approved_by,
            DestructionRefusal.refused_by,
            DestructionRefusal.reason.label("refused_because"),
        )
        .outerjoin(Destruction, _proposal())
        .outerjoin(DestructionApproval, DestructionApproval.destruction_id == Destruction.id)
        .outerjoin(DestructionRefusal, DestructionRefusal.destruction_id == Destruction.id)
        .order_by(Case.id)
    )


def _newest() -> Any:
    """Whether this case has the highest key, or has the letter with the highest key."""
    newer, elsewhere = aliased(Case), aliased(Letter)
    letters = select(Letter.id).where(Letter.case_id == Case.id)
    highest = select(func.max(Letter.id)).where(Letter.case_id == Case.id).correlate(Case).scalar_subquery()
    written = letters.correlate(Case).exists()
    beyond = select(elsewhere.id).where(elsewhere.case_id != Case.id, elsewhere.id > highest).correlate(Case).exists()
    return ~select(newer.id).where(newer.id > Case.id).correlate(Case).exists() | and_(written, ~beyond)


def _proposal() -> Any:
    """The newest proposal about the case as it is now."""
    attempts = select(func.max(Destruction.attempt)).where(Destruction.case_id == Case.id)
    newest = _one(attempts.where(Destruction.case_version == Case.version))
    about = and_(Destruction.case_id == Case.id, Destruction.case_version == Case.version)
    return and_(about, Destruction.attempt == newest)


def _one(query: Any) -> ScalarSelect[Any]:
    found: ScalarSelect[Any] = query.correlate(Case).scalar_subquery()
    return found


def _candidate(row: Any, today: date) -> Candidate:
    case: Case = row.Case
    ended = Ended(
        process=case.process,
        result=case.result,
        outcome=row.outcome or "",
        closed_on=case.closed_on,
        last_fact_on=_day(row.fact_at),
        last_letter_on=_day(row.letter_at),
        decided_on=_day(row.decided_at),
        defaulted_on=_day(row.defaulted_at),
        # Each end is of a dispute that was open.
        disputed=row.disputes > row.disputes_ended,
        dispute_ended_on=_day(row.dispute_ended_at),
        waiting=case.waits_for is not None
        or case.wakes_on is not None
        or case.taken_up != case.version
        or bool(row.duty),
        unsent=bool(row.unsent),
        newest=bool(row.newest),
    )
    rule = retention_of(law().retention, ended)
    return Candidate(
        case_id=case.id,
        number=case.number,
        version=case.version,
        ended=ended,
        rule=rule,
        until=kept_until(rule, ended.starts_on) if rule and ended.starts_on else None,
        obstacles=obstacles(ended, rule, today),
        proposed_by=None if row.refused_by else row.proposed_by,
        proposed_at=None if row.refused_by else row.proposed_at,
        approved_by=row.approved_by,
        refused_by=row.refused_by,
        refused_because=row.refused_because,
    )


def _day(moment: datetime | None) -> date | None:
    return clock.local(moment).date() if moment else None
