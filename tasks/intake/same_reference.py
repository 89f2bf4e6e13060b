"""A reference that comes again: the same body is nothing new, another of the same person is kept with its case."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from rules.facts.arrival.misfit import Misfit
from store import record
from store.files import by_digest
from store.keys.encryption import masked
from store.models import Case, FactRow
from tasks import clock
from tasks.answers.files import TEXT
from tasks.cases.recording import SYSTEM
from tasks.intake import attachments
from tasks.intake.attachments import Stored
from tasks.intake.incoming_report import Incoming, Upload
from tasks.intake.known_citizen import is_same

REFERENCE = "kenmerk"
ANOTHER = "Hieronder kwam nog een bericht, met iets anders erin. Het staat bij de bestanden. Kijk wat er nieuw is."
OF_ANOTHER = "Dit kenmerk kwam al bij een andere inwoner of een andere regeling. Vraag het na bij de formulierserver."
NAME = "nog een bericht.txt"
# So much of a reference stands in one of its own.
SHORT = 60


def known(db: Session, report: Incoming) -> Case | None:
    """The case that has this reference."""
    return db.scalar(select(Case).where(Case.reference == report.reference))


def of_its_own(db: Session, report: Incoming) -> Incoming:
    """The report, with a reference of its own where that of another person or another course was given to it."""
    cases = _under(db, report.reference)
    if not report.digest or not cases:
        return report
    # What came before is where it was, whatever was found out about the citizen since.
    mine = [case for case in cases if record.sent(db, case, report.digest)] or [
        case for case in cases if case.process == report.process and is_same(case.citizen, report.person)
    ]
    if mine:
        return report.model_copy(update={"reference": mine[0].reference})
    reference = f"{report.reference[:SHORT]}…{report.digest[:32]}"
    return report.model_copy(update={"reference": reference, "misfits": (*report.misfits, (REFERENCE, OF_ANOTHER))})


def _under(db: Session, reference: str) -> list[Case]:
    """The cases that came with this reference, those with one of their own that begins so too."""
    own = Case.reference.startswith(f"{reference}…", autoescape=True) if len(reference) <= SHORT else false()
    return list(db.scalars(select(Case).where(or_(Case.reference == reference, own)).order_by(Case.id)))


def add(db: Session, case: Case, report: Incoming, files: Sequence[Stored]) -> bool:
    """Put another body with the case of its reference, once; False where it is the same, or nobody can tell."""
    first = db.scalar(select(FactRow.key).where(FactRow.case_id == case.id, FactRow.seq == 1))
    if not (first and report.digest) or record.sent(db, case, report.digest):
        return False
    bsn = report.person.bsn
    # Their own number is sealed with the citizen already.
    said = masked(report.whole, bsn) if bsn and case.citizen.bsn_index else report.whole
    whole = Upload(name=NAME, content=said.encode(), media_type=TEXT, field=report.digest[:8])
    kept = [*files, (by_digest.attachments().put(whole.content), whole)]
    now = clock.now()
    among = f"nog een bericht, {clock.local(now):%d-%m-%Y %H.%M}, "
    attachments.keep(db, record.lock_case(db, case.number), kept, at=report.received_at, among=among)
    misfit = Misfit(fields=((REFERENCE, ANOTHER), *report.misfits))
    record.add_fact(db, case, misfit, by=SYSTEM, at=now, key=report.digest)
    return True
