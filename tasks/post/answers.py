"""That a bundle was posted, as somebody here was told, or that they posted a letter themselves.

That the printer refused one comes from a file of its own (`tasks.post.printer_answers`).
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from letters.bundles.bundle import digest
from rules.errors import BundleUnknown, DatedOtherwise, LetterHeld, LetterLeaving, MandateMissing, NotThatDay
from store.engine import session
from store.models import Case, Letter
from store.models.post import READY, Bundle, BundleLine, HandOver, Receipt
from tasks import clock
from tasks.cases.overtaken import withdraw_unseen
from tasks.letters.preflight import obstacles, unsigned
from tasks.post.bundling import add_bundle
from tasks.runs.recovery import Unfinished

SENT = "sent"


def confirm(bundle_id: int, *, posted_on: date, by: str) -> list[Unfinished]:
    """Record that the printer posted this bundle (Awb 3:41), and return the cases to run; repeating it does nothing.

    Raises `NotThatDay` for a day before the bundle was sealed, or in the future.
    """
    with suppress(IntegrityError), session() as db:
        if db.get(HandOver, bundle_id) is not None and db.get(Receipt, bundle_id) is None:
            # Not when it was handed over: a restored record has that on the day on which it learned of it.
            check_day(posted_on, db.get_one(Bundle, bundle_id).sealed_at)
            db.add(Receipt(bundle_id=bundle_id, answer=SENT, posted_on=posted_on, by=by, at=clock.now()))
    # There is one answer now, whoever gave it.
    with session(readonly=True) as db:
        found = db.get(Receipt, bundle_id)
        if found is None or found.answer != SENT:
            raise BundleUnknown(bundle_id)
        return bundle_cases(db, bundle_id)


def post_self(letter_id: int, *, posted_on: date, by: str) -> Unfinished:
    """Record that someone printed and posted this letter, so that no bundle will have it (Awb 3:41).

    Raises `NotThatDay` for a day before the letter was made, or in the future, `DatedOtherwise` where its date is
    another, `MandateMissing` where whoever signs it may not any more, and `LetterHeld` for what holds it otherwise too.
    """
    with session() as db:
        withdraw_unseen(db, [letter_id])
        ready = select(Letter).where(Letter.id == letter_id, Letter.channel == "balie", READY)
        letter = db.scalar(ready.with_for_update())
        if letter is None:
            raise LetterLeaving(letter_id)
        if unsigned(db, [letter_id]):
            raise MandateMissing
        if against := obstacles(db, [letter], printer=False).get(letter_id):
            raise LetterHeld(letter_id, against)
        check_day(posted_on, letter.rendered_at or letter.created_at)
        if posted_on != letter.dated_on:
            raise DatedOtherwise(letter.dated_on)
        bundle = add_bundle(db, [letter_id], channel="balie")
        seal = digest([(letter_id, 1, letter.pdf_sha256 or "")])
        db.add(HandOver(bundle_id=bundle, manifest_sha256=seal, at=clock.now()))
        db.flush()
        db.add(Receipt(bundle_id=bundle, answer=SENT, posted_on=posted_on, by=by, at=clock.now()))
        case = db.get_one(Case, letter.case_id)
        return Unfinished(case.number, case.version, case.process)


def check_day(posted_on: date, ready_at: datetime) -> None:
    """Raise `NotThatDay` for a day before something was ready, or in the future."""
    first, today = clock.local(ready_at).date(), clock.today()
    if not first <= posted_on <= today:
        raise NotThatDay(posted_on, first, today)


def bundle_cases(db: Session, bundle_id: int) -> list[Unfinished]:
    """The cases with a letter in this bundle."""
    query = select(Case).join(Letter, Letter.case_id == Case.id).join(BundleLine, BundleLine.letter_id == Letter.id)
    found = db.scalars(query.where(BundleLine.bundle_id == bundle_id).distinct().order_by(Case.number))
    return [Unfinished(case.number, case.version, case.process) for case in found]
