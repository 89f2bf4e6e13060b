"""After a restore: the printer's bundles are the truth, and the record learns them before any letter goes out again.

That a letter came back between two bundles is the printer's to say, in the file in which it did.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from letters.bundles.bundle import digest
from letters.bundles.printer_answer import Said
from rules.errors import AnswerMissing, BundleTorn, FileMissing, MaatwerkError, PostError
from store.engine import session
from store.files import by_digest
from store.files.handover import MANIFEST, Outlet, printer_outlet
from store.models import Case, Letter
from store.models.column_types import EPOCH
from store.models.post import Bundle, BundleLine, HandOver, Receipt, Stray, Unsealed
from tasks import clock
from tasks.letters.held_letters import date_as
from tasks.letters.making import Made, press_one
from tasks.post.letter_stop import lift, unknown_bundles
from tasks.post.printer_answers import known, put_down, refusals, take_all

Manifest = Mapping[str, Any]
Refusals = Mapping[str, Sequence[tuple[Said, bytes]]]


@dataclass
class Reconciled:
    """The result of a reconciliation: bundles, letters marked as handed over, and letters unknown to the record."""

    bundles: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    unfiled: list[str] = field(default_factory=list)
    # What a keeper must see to before letters go again.
    missing: AnswerMissing | None = None


def reconcile(outlet: Outlet | None = None) -> Reconciled:
    """Record what was handed over since the backup, and let letter runs resume. Safe to repeat.

    Where a letter went again and the printer's answer about its earlier bundle is not there, it ends before the later
    one, says what is `missing`, and no letter goes out until it is there.
    """
    outside, done = outlet or printer_outlet(), Reconciled()
    found = [(json.loads(text), text) for text in map(outside.manifest, unknown_bundles(outside))]
    said = refusals() if found else {}
    for manifest, text in sorted(found, key=lambda each: each[0]["verzegeld_ms"]):
        try:
            _came_back(manifest, outside, said)
        except AnswerMissing as missing:
            # What was handed over later rests on it.
            done.missing = missing
            return done
        _take_in(manifest, text, done)
    lift()
    take_all()
    return done


def _came_back(manifest: Manifest, outside: Outlet, said: Refusals) -> None:
    """Record that the earlier bundles of these letters were refused, each by the file in which the printer said so.

    One that the printer never had was taken apart.

    Before the letters are looked at, as one that came back may have been written anew. Raises `AnswerMissing`.
    """
    with session() as db:
        for row in manifest["regels"]:
            letter = _find(db, row)
            for bundle in _unanswered(db, letter) if letter else ():
                if not _handed(db, bundle, outside):
                    # It lay sealed when the backup was taken, and was taken apart.
                    db.add(Unsealed(bundle_id=bundle.id, at=clock.now()))
                    db.flush()
                elif not _refuse(db, bundle, said.get(bundle.name, [])):
                    raise AnswerMissing(row["kenmerk"], str(manifest["bundel"]), bundle.name)


def _unanswered(db: Session, letter: Letter) -> Sequence[Bundle]:
    """The bundles for the printer that this letter lies in, of which the record says nothing; what it says stays."""
    mine = select(Bundle).join(BundleLine, BundleLine.bundle_id == Bundle.id).where(BundleLine.letter_id == letter.id)
    gone = (Bundle.id.not_in(select(Receipt.bundle_id)), Bundle.id.not_in(select(Unsealed.bundle_id)))
    return db.scalars(mine.where(Bundle.channel == "post", *gone)).all()


def _refuse(db: Session, bundle: Bundle, said: Sequence[tuple[Said, bytes]]) -> bool:
    """Record the first of these answers that holds; false where none does."""
    for answer, content in said:
        with suppress(PostError):
            known(db, answer, bundle.id)
            put_down(db, bundle, answer, content)
            return True
    return False


def _handed(db: Session, bundle: Bundle, outside: Outlet) -> bool:
    """Whether the printer had a bundle; the backup may be of just before that, so its manifest tells it as well."""
    if db.get(HandOver, bundle.id) is not None:
        return True
    if not outside.holds(f"{bundle.name}{MANIFEST}"):
        return False
    given = hashlib.sha256(outside.manifest(bundle.name)).hexdigest()
    db.add(HandOver(bundle_id=bundle.id, manifest_sha256=given, at=clock.now()))
    db.flush()
    return True


def _take_in(manifest: Manifest, text: bytes, done: Reconciled) -> None:
    """Record one bundle in one transaction; a line that does not fit the record is stored as a stray."""
    name, rows = str(manifest["bundel"]), manifest["regels"]
    with session(readonly=True) as db:
        # It was taken apart here, since the printer did not have it then.
        if db.scalar(select(Bundle.id).where(Bundle.name == name)):
            raise BundleTorn(name)
    for row in rows:
        _date_again(row)
    made = {row["kenmerk"]: _made_again(row) for row in rows}
    with session() as db:
        seals = digest([(row["nummer"], row["poging"], row["sha256"]) for row in rows])
        sealed_at = EPOCH + timedelta(milliseconds=manifest["verzegeld_ms"])
        values = {"channel": "post", "letters": len(rows), "digest": seals, "sealed_at": sealed_at}
        bundle = Bundle(name=name, **values)
        db.add(bundle)
        db.flush()
        known = [row for row in rows if _mark(db, bundle.id, row, made.get(row["kenmerk"]))]
        db.add(HandOver(bundle_id=bundle.id, manifest_sha256=hashlib.sha256(text).hexdigest(), at=clock.now()))
    done.bundles.append(name)
    done.marked += [row["kenmerk"] for row in known]
    done.strays += [row["kenmerk"] for row in rows if row not in known]
    done.unfiled += [row["kenmerk"] for row in known if made[row["kenmerk"]] is None and not _filed(row)]


def _mark(db: Session, bundle: int, row: Manifest, made: Made | None) -> bool:
    """Put one letter in this bundle; store it as a stray where the record does not allow that."""
    letter = _find(db, row)
    if letter is not None and _seat(db, bundle, row, letter, made):
        return True
    what = {"case_number": row["zaak"], "number": row["nummer"], "name": row["brief"], "about": row["over"]}
    db.add(Stray(bundle_id=bundle, position=row["volgnr"], **what, pdf_sha256=row["sha256"]))
    db.flush()
    return False


def _seat(db: Session, bundle: int, row: Manifest, letter: Letter, made: Made | None) -> bool:
    place = {"bundle_id": bundle, "position": row["volgnr"], "attempt": row["poging"]}
    seal = {"pdf_sha256": row["sha256"], "pages": row["paginas"]}
    try:
        with db.begin_nested():
            db.refresh(letter, with_for_update=True)
            _make(db, letter, row, made)
            db.add(BundleLine(letter_id=letter.id, case_id=letter.case_id, **place, **seal))
    except IntegrityError:
        return False
    return True


def _find(db: Session, row: Manifest) -> Letter | None:
    """The very same letter, identified by its case, its number, and the millisecond in which it was written."""
    written_at = EPOCH + timedelta(milliseconds=row["geschreven_ms"])
    mine = (Letter.number == row["nummer"], Letter.name == row["brief"], Letter.about == row["over"])
    query = select(Letter).join(Case, Case.id == Letter.case_id).where(Case.number == row["zaak"], *mine)
    return db.scalar(query.where(Letter.created_at == written_at))


def _make(db: Session, letter: Letter, row: Manifest, made: Made | None) -> None:
    if letter.status == "held":
        letter.status, letter.held_because = "queued", None
        db.flush()
    if letter.status == "queued":
        letter.status, letter.pdf_sha256, letter.pages = "rendered", row["sha256"], row["paginas"]
        letter.document, letter.rendered_at = made.document if made else None, clock.now()
        db.flush()


def _date_again(row: Manifest) -> None:
    """A letter may have been written anew after the backup, for the day on which it was posted; older lists lack it."""
    with session(readonly=True) as db:
        letter = _find(db, row)
    day = date.fromisoformat(row["gedateerd"]) if "gedateerd" in row else None
    if letter and day and letter.dated_on < day:
        with suppress(MaatwerkError, IntegrityError):
            date_as(letter, day)


def _made_again(row: Manifest) -> Made | None:
    """Make a letter that was not made when the backup was taken; the same values give the same file again."""
    with session(readonly=True) as db:
        letter = _find(db, row)
    if letter is None or (letter.status == "rendered" and _filed(row)):
        return None
    made = press_one(letter.name, letter.content, letter.texts)
    if not isinstance(made, Made) or hashlib.sha256(made.pdf).hexdigest() != row["sha256"]:
        return None
    by_digest.put(made.pdf)
    return made


def _filed(row: Manifest) -> bool:
    try:
        by_digest.get(row["sha256"])
    except FileMissing:
        return False
    return True
