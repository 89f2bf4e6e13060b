"""The files of a case: what came with its report, and what was added to it later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.errors import AttachmentRefused, AttachmentUnknown
from rules.facts import Note
from rules.wording import spelled
from store import record
from store.engine import session
from store.files import by_digest
from store.models import Attachment, Case
from tasks import clock
from tasks.answers.files import FILE_MAX, OTHER, SHOWN, TEXT, UNKNOWN, media_type
from tasks.answers.kept_answers import NAME_MAX
from tasks.answers.texts import visible
from tasks.intake.incoming_report import Incoming, Upload

# A file and the digest under which it lies.
Stored = tuple[str, Upload]
ADDED = "toegevoegd"
EMPTY = "Kies eerst een bestand. Een leeg bestand kan niet."
LARGE = "Dit bestand is groter dan 10 MB. Kies een kleiner bestand."


@dataclass(frozen=True)
class Opened:
    """A file as it may leave: its type is what its bytes show, and only a known picture or document is `shown`.

    A sign that turns its name round is written out: “briefexe.pdf” may end in “fdp.exe”.
    """

    name: str
    content: bytes
    media_type: str
    shown: bool


def of_case(db: Session, case: Case) -> list[Attachment]:
    """The files of a case, oldest first."""
    return list(db.scalars(select(Attachment).where(Attachment.case_id == case.id).order_by(Attachment.id)))


def warning(attachment: Attachment) -> str:
    """What somebody must know before they open it; empty for a document, picture or text as we expect."""
    return "" if attachment.media_type in {*SHOWN, TEXT} else UNKNOWN


def opened(number: str, attachment_id: int) -> Opened:
    """A file of this case; raises `CaseUnknown`, `AttachmentUnknown`, `FileMissing` or `FileCorrupt`."""
    with session(readonly=True) as db:
        case, found = record.find_case(db, number), db.get(Attachment, attachment_id)
        if found is None or found.case_id != case.id:
            raise AttachmentUnknown
    content = by_digest.attachments().get(found.sha256)
    # What the record says of its type is never believed.
    kind = media_type(content)
    if kind == OTHER and found.media_type == TEXT:
        kind = TEXT
    return Opened(spelled(found.file_name), content, kind, kind in SHOWN)


def put(report: Incoming) -> list[Stored]:
    """Store the files of a report, each under its digest."""
    return [(by_digest.attachments().put(file.content), file) for file in report.files]


def keep(db: Session, case: Case, files: Iterable[Stored], *, at: datetime, among: str = "") -> None:
    """Put these files with a case, each under where it stood, `among` what came with it."""
    for sha256, file in files:
        # The same file may just have been removed along with a destroyed case.
        if not by_digest.attachments().path(sha256).exists():
            by_digest.attachments().put(file.content)
        row = Attachment(case_id=case.id, field=f"{among}{file.field}", file_name=file.name, sha256=sha256)
        row.media_type, row.size, row.received_at = file.media_type, len(file.content), at
        db.add(row)


def add(number: str, name: str, content: bytes, *, by: str, key: str | None) -> int:
    """Add a file to a case, once, with a note about it; the version of the case. Raises `AttachmentRefused`."""
    if not content:
        raise AttachmentRefused(EMPTY)
    if len(content) > FILE_MAX:
        raise AttachmentRefused(LARGE)
    called = visible(name.replace("\\", "/").rpartition("/")[2].strip())[-NAME_MAX:] or ADDED
    sha256 = by_digest.attachments().put(content)
    with session() as db:
        case = record.lock_case(db, number)
        same = (Attachment.case_id == case.id, Attachment.field == ADDED, Attachment.sha256 == sha256)
        if record.sent(db, case, key) or db.scalar(select(Attachment.id).where(*same)):
            return case.version
        row = Attachment(case_id=case.id, field=ADDED, file_name=called, size=len(content), sha256=sha256)
        row.media_type, row.received_at = media_type(content), clock.now()
        db.add(row)
        # A file that is destroyed with another case at this moment is here again.
        if not by_digest.attachments().path(sha256).exists():
            by_digest.attachments().put(content)
        note = Note(text=f"Bestand toegevoegd: {spelled(called)}")
        record.add_fact(db, case, note, by=by, at=row.received_at, key=key)
        return case.version
