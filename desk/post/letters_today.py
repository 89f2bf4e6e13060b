"""Today's letters for the administration: what may go out, what is held, the runs, and the printer's answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from desk.web.words import short_name
from letters.writing.template import front_matter
from rules.wording import short_day
from store.files.handover import printer_outlet
from store.models import Case, Letter
from store.models.post import READY, Bundle, BundleLine, HandOver, LetterRun, Receipt, Unsealed
from tasks import clock
from tasks.letters import preflight
from tasks.letters.addressee import aimed_at
from tasks.post.letter_run import Stage, token

MOST = 200
# The number of letters that can be read at a glance.
FEW = 12


@dataclass(frozen=True)
class Line:
    """One letter on a list."""

    id: int
    case: str
    name: str
    title: str
    written: str
    status: str
    because: str = ""
    # For who posts it himself: whether it bears the date of today.
    dated_today: bool = True
    # Whether somebody may post it himself.
    by_hand: bool = True


@dataclass(frozen=True)
class Group:
    """Letters that are alike; a short group is shown expanded."""

    name: str
    lines: list[Line]
    shown: bool


@dataclass(frozen=True)
class Run:
    """One letter run: how far it is, and its counts."""

    id: int
    stage: str
    asked_at: datetime
    asked_by: str
    made: int
    held: int
    failed: int
    working: bool
    waits: bool


@dataclass(frozen=True)
class Shipment:
    """One bundle, with the printer's answer."""

    id: int
    name: str
    letters: int
    sealed_at: datetime
    handed: bool
    there: bool
    answer: str
    posted_on: date | None
    reason: str


def ready(db: Session) -> tuple[list[Line], list[Line]]:
    """What would go out with the next run, and what that run would hold; every letter shown has been checked."""
    waiting = _letters().where(Letter.channel == "post", (Letter.status == "queued") | READY)
    found = db.execute(waiting.limit(MOST)).tuples().all()
    against = preflight.obstacles(db, [letter for letter, _ in found])
    withheld = preflight.withheld(db, [letter for letter, _ in found if letter.id in against])
    lines = [_line(letter, case, against.get(letter.id, ""), withheld) for letter, case in found]
    return [line for line in lines if not line.because], [line for line in lines if line.because]


def of_one_kind(lines: Sequence[Line]) -> list[Group]:
    """These letters by kind, the largest group first."""
    return _grouped(lines, lambda line: line.title)


def of_one_reason(lines: Sequence[Line]) -> list[Group]:
    """These letters by the reason they cannot go out, the largest group first."""
    return _grouped(lines, lambda line: line.because)


def held(db: Session) -> list[Line]:
    """The letters that someone must look at first."""
    found = db.execute(_letters().where(Letter.status == "held").limit(MOST)).tuples().all()
    withheld = preflight.withheld(db, [letter for letter, _ in found])
    return [_line(letter, case, letter.held_because or "", withheld) for letter, case in found]


def by_hand(db: Session) -> list[Line]:
    """The letters that someone prints and posts by hand, each with why it may not leave any more."""
    mine = _letters().where(Letter.channel == "balie", (Letter.status == "queued") | READY)
    found = db.execute(mine.limit(MOST)).tuples().all()
    against = preflight.obstacles(db, [letter for letter, _ in found], printer=False)
    return [_line(letter, case, against.get(letter.id, "")) for letter, case in found]


def taking(db: Session, run: int) -> int:
    """The number of letters in a run that has not been sealed yet."""
    mine = select(func.count()).select_from(Letter).where(Letter.claimed_by == token(run), READY)
    return db.scalar(mine) or 0


def taken(db: Session, run: int) -> list[Line]:
    """The first of these letters."""
    mine = _letters().where(Letter.claimed_by == token(run), READY)
    return [_line(letter, case, "") for letter, case in db.execute(mine.limit(MOST)).tuples()]


def runs(db: Session, limit: int = 10) -> list[Run]:
    """The latest runs, newest first."""
    return [_run(row) for row in db.scalars(select(LetterRun).order_by(LetterRun.id.desc()).limit(limit))]


def run_of(db: Session, number: int) -> Run | None:
    """One run."""
    row = db.get(LetterRun, number)
    return _run(row) if row else None


def bundles(db: Session, run: int | None = None, limit: int = 20) -> list[Shipment]:
    """The bundles of a run, or the latest of all runs."""
    query = (
        select(Bundle, HandOver, Receipt)
        .outerjoin(HandOver, HandOver.bundle_id == Bundle.id)
        .outerjoin(Receipt, Receipt.bundle_id == Bundle.id)
        .where(Bundle.channel == "post", Bundle.id.not_in(select(Unsealed.bundle_id)))
        .order_by(Bundle.id.desc())
        .limit(limit)
    )
    if run is not None:
        query = query.where(Bundle.run_id == run)
    return [_shipment(*row) for row in db.execute(query).tuples()]


def bundle_of(db: Session, number: int) -> Shipment | None:
    """One bundle."""
    row = db.get(Bundle, number)
    return _shipment(row, db.get(HandOver, number), db.get(Receipt, number)) if row else None


def sent_on(db: Session, letters: Sequence[int]) -> dict[int, date]:
    """For each of these letters that was posted, the day it was."""
    query = select(BundleLine.letter_id, Receipt.posted_on).join(Receipt, Receipt.bundle_id == BundleLine.bundle_id)
    found = db.execute(query.where(BundleLine.letter_id.in_(letters), Receipt.answer == "sent")).tuples()
    return {letter: day for letter, day in found if day}


def total(db: Session) -> int:
    """The number of letters that wait for the printer."""
    waiting = (Letter.channel == "post", (Letter.status == "queued") | READY)
    return db.scalar(select(func.count()).select_from(Letter).where(*waiting)) or 0


def _grouped(lines: Sequence[Line], by: Callable[[Line], str]) -> list[Group]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(by(line), []).append(line)
    groups = [Group(name, alike, shown=len(lines) <= FEW) for name, alike in found.items()]
    return sorted(groups, key=lambda group: len(group.lines), reverse=True)


def _letters() -> Select[tuple[Letter, Case]]:
    joined = select(Letter, Case).join(Case, Case.id == Letter.case_id).options(joinedload(Case.citizen))
    return joined.order_by(Letter.created_at, Letter.id)


def _line(letter: Letter, case: Case, because: str, withheld: Collection[int] = ()) -> Line:
    return Line(
        id=letter.id,
        case=case.number,
        name=f"{short_name(case.citizen)}{aimed_at(letter)}",
        title=front_matter(letter.name).title,
        written=short_day(letter.dated_on),
        status=letter.status,
        because=because,
        dated_today=letter.dated_on == clock.today(),
        by_hand=letter.id not in withheld,
    )


def _run(row: LetterRun) -> Run:
    counts = row.counts
    return Run(
        id=row.id,
        stage=row.stage,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        made=counts.get("rendered", 0),
        held=counts.get("held", 0),
        failed=counts.get("failed", 0),
        working=row.stage in {Stage.ASKED, Stage.CHECKING, Stage.HANDING},
        waits=row.stage == Stage.READY and row.confirmed_at is None,
    )


def _shipment(bundle: Bundle, handed: HandOver | None, said: Receipt | None) -> Shipment:
    return Shipment(
        id=bundle.id,
        name=bundle.name,
        letters=bundle.letters,
        sealed_at=bundle.sealed_at,
        handed=handed is not None,
        there=handed is not None and printer_outlet().holds(f"{bundle.name}.pdf"),
        answer=said.answer if said else "",
        posted_on=said.posted_on if said else None,
        reason=(said.reason or "") if said else "",
    )
