"""Where each letter is on its way out (Awb 3:41: a decision takes effect when it is announced)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.record.timeline import Event
from desk.record.timeline_texts import Told
from desk.web.words import moment
from rules.wording import short_day
from store.models import Letter
from store.models.post import HANDED, Bundle, BundleLine, HandOver, Receipt, Unsealed
from tasks.cases.open_case import SYSTEM
from tasks.letters.addressee import entitled

Seat = tuple[int, Bundle, HandOver | None, Receipt | None, Unsealed | None]
UNSENT = "nog niet verzonden"


@dataclass(frozen=True)
class Place:
    """Where one letter is, in a few words and as a sentence; `left` once the printer has it, or it need not go out."""

    status: str
    tone: str
    told: str
    left: bool = False


def places(db: Session, letters: Collection[Letter]) -> dict[int, Place]:
    """The place of each of these letters, by id."""
    # The last attempt counts.
    seats = {seat[0]: seat for seat in _seats(db, letters)}
    return {letter.id: _place(letter, seats.get(letter.id)) for letter in letters}


def events(db: Session, letters: Collection[Letter]) -> list[Event]:
    """What happened to these letters after they were made, for the timeline."""
    titles = {letter.id: entitled(letter) for letter in letters}
    seats = _seats(db, letters)
    return [_event(titles[letter], bundle, handed, said) for letter, bundle, handed, said, _ in seats if handed]


def _seats(db: Session, letters: Collection[Letter]) -> Sequence[Seat]:
    query = (
        select(BundleLine.letter_id, Bundle, HandOver, Receipt, Unsealed)
        .join(Bundle, Bundle.id == BundleLine.bundle_id)
        .outerjoin(HandOver, HandOver.bundle_id == Bundle.id)
        .outerjoin(Receipt, Receipt.bundle_id == Bundle.id)
        .outerjoin(Unsealed, Unsealed.bundle_id == Bundle.id)
        .where(BundleLine.letter_id.in_([letter.id for letter in letters]))
        .order_by(BundleLine.attempt)
    )
    return db.execute(query).tuples().all()


def with_unsent(db: Session, cases: Iterable[int]) -> set[int]:
    """Those of these cases that have a letter which still has to go out."""
    waiting = select(Letter.case_id).where(Letter.case_id.in_(list(cases)), Letter.status != "withdrawn", ~HANDED)
    return set(db.scalars(waiting.distinct()))


def _event(title: str, bundle: Bundle, handed: HandOver, said: Receipt | None) -> Event:
    """The latest event: the printer has it, posted it, or refused it."""
    about = f"Brief: {title}"
    if said is None:
        return Event(handed.at, Told("Brief bij de drukker", (about, f"In bundel {bundle.name}"), "mail"), SYSTEM)
    if said.answer == "refused":
        return Event(
            said.at, Told("Brief geweigerd door de drukker", (about, said.reason or ""), "alert-triangle"), said.by
        )
    return Event(said.at, Told("Brief verzonden", (about, f"Op {short_day(said.posted_on)}"), "mail"), said.by)


def _place(letter: Letter, seat: Seat | None) -> Place:
    bundle, handed, said, apart = seat[1:] if seat else (None, None, None, None)
    if bundle and apart:
        told = f"Bundel {bundle.name} ging niet weg. De brief gaat opnieuw mee, met de datum van die dag."
        return _staying(letter, told)
    if bundle and said and said.answer == "refused":
        told = f"De drukker weigerde bundel {bundle.name}: {said.reason} De brief gaat opnieuw mee."
        return _staying(letter, told)
    return _leaving(bundle, handed, said) if bundle else _staying(letter, "")


def _staying(letter: Letter, refused: str) -> Place:
    if letter.status == "queued":
        return Place("wordt gemaakt", "neutral", refused)
    if letter.status == "held":
        return Place("aangehouden", "danger", letter.held_because or "")
    if letter.status == "withdrawn":
        return Place("vervallen", "neutral", letter.held_because or "", left=True)
    if letter.channel == "balie":
        return Place(UNSENT, "neutral", "Gemaakt. De administratie verstuurt deze brief zelf.")
    return Place(UNSENT, "neutral", refused or "Gemaakt. De brief gaat mee met de volgende briefrun.")


def _leaving(bundle: Bundle, handed: HandOver | None, said: Receipt | None) -> Place:
    if said:
        by = "Verzonden" if bundle.channel == "post" else "Zelf verstuurd"
        return Place("verzonden", "success", f"{by} op {short_day(said.posted_on)}.", left=True)
    if handed:
        told = f"Bij de drukker sinds {moment(handed.at)}, in bundel {bundle.name}."
        return Place("bij de drukker", "neutral", told, left=True)
    return Place(UNSENT, "neutral", f"In bundel {bundle.name}. De bundel is nog niet overgedragen aan de drukker.")
