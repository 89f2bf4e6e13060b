"""The page of one case: its terms, next step, all steps, timeline, people and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.cases import term_bars
from desk.cases.next_step import next_step
from desk.cases.other_actions import moves
from desk.cases.progress import steps
from desk.post.letter_places import Place, events, places
from desk.record import asked_side, recording, timeline
from desk.record.case_file import CaseFile, open_case
from desk.record.timeline_texts import CONTACT, DECISION, PLAIN, VISIT, Told
from desk.web.access import INTAKE, AskedNumber, Viewer
from desk.web.forms import Form, Submitted
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import Trouble
from rules.facts import Intention, Note
from rules.record import case_state, endings
from rules.record.entries import Entry
from rules.results import DIED
from rules.wording import short_day
from store import queries
from store.engine import session
from store.models import Case, DutyRow, Letter
from store.models.decision import READS_TOO
from tasks import clock
from tasks.cases import asks
from tasks.cases.asks import Ask
from tasks.cases.look import look
from tasks.intake import attachments
from tasks.letters.addressee import entitled
from tasks.watch.term_watch import showing

router = APIRouter()
NOTICES = {
    "vastgelegd": "Vastgelegd.",
    "wacht": "Vastgelegd. De zaak gaat straks vanzelf verder. U hoeft niets te doen.",
    "bijgewerkt": "De gegevens zijn bijgewerkt.",
    "opnieuw": "De brief wordt opnieuw gemaakt.",
}
SHOWN = ("alles", "contact", "stukken")
# How many times a page polls before it says that this is taking long.
MOST_LOOKS = 20


@dataclass(frozen=True)
class LetterLine:
    """One letter in the list of a case."""

    id: int
    title: str
    dated: str
    place: Place
    held: bool
    ready: bool
    elsewise: bool


@router.get("/zaak/{number}")
def show(request: Request, visitor: Viewer, number: str, bericht: str = "", tijdlijn: str = "alles") -> Response:
    """The page of a case."""
    return shown(request, visitor, number, notice=NOTICES.get(bericht, ""), part=tijdlijn)


@router.get("/zaak/{number}/stand")
def stand(request: Request, _: Viewer, number: str, keer: AskedNumber = 1) -> Response:
    """Whether a run has taken the case up; htmx polls until one has."""
    with session(readonly=True) as db:
        busy = open_case(db, number).busy
    if not busy:
        return Response(headers={"HX-Redirect": f"/zaak/{number}"})
    return page(request, "cases/busy.html", number=number, looks=min(keer, MOST_LOOKS) + 1, long=keer >= MOST_LOOKS)


@router.post("/zaak/{number}/notitie")
def note(request: Request, visitor: Viewer, number: str, form: Submitted) -> Response:
    """Record a quick note; a new fact by somebody else is no obstacle."""
    free = Form({**form.values, "versie": ""})
    return recording.put(
        request,
        visitor,
        number,
        lambda sent: Note(text=sent["text"]),
        free,
        lambda trouble: shown(request, visitor, number, trouble=trouble, text=form["text"]),
    )


def shown(
    request: Request,
    visitor: Visitor,
    number: str,
    *,
    notice: str = "",
    part: str = "alles",
    trouble: Trouble | None = None,
    text: str = "",
) -> Response:
    """The page, with one part of its timeline, and what is wrong with what was sent from it."""
    with session(readonly=True) as db:
        file = open_case(db, number)
        written = queries.letters_of(db, file.case)
        happened = _events(db, file, written, concealed=not file.shows_address_to(visitor))
        return page(
            request,
            "cases/case.html",
            active="/zaken",
            notice=notice,
            **_stands(db, file, visitor),
            **_sent(db, file, written),
            items=timeline.items(db, [event for event in happened if _fits(event.told, part)]),
            shown=part,
            attachments=[(one, attachments.warning(one)) for one in attachments.of_case(db, file.case)],
            adds=visitor.has(*INTAKE),
            trouble=trouble,
            text=text,
            looks=1,
            long=False,
            number=file.case.number,
        )


def _stands(db: Session, file: CaseFile, visitor: Visitor) -> dict[str, Any]:
    """Where the case stands, and what this person can do."""
    seen, ask = look(db, file.case, file.record), file.case.waits_for
    return {
        "file": file,
        "case": file.case,
        "bars": term_bars.bars(seen),
        "next": next_step(ask, visitor) if not file.busy else None,
        "mine": _may(db, visitor, next_step(ask), file),
        "decided": seen.result if ask == asks.SENDING.word else "",
        "steps": steps(seen),
        "asked": asked_side.questions(file.record, file.process),
        "others": _others(db, file),
        "moves": moves(visitor, file, seen),
        "duties": _duties(db, visitor, file.case),
    }


def _sent(db: Session, file: CaseFile, written: Sequence[Letter]) -> dict[str, Any]:
    """Its letters, and those that still have to go: none has to, to somebody who died."""
    letters = _letters(db, written)
    unsent = [one for one in letters if not one.place.left and file.case.result != DIED]
    return {"letters": letters, "unsent": unsent}


def _fits(told: Told, shown: str) -> bool:
    if shown == "contact":
        return told.tone in {CONTACT, VISIT}
    return shown != "stukken" or told.tone in {PLAIN, DECISION}


def _reads(db: Session, visitor: Visitor, file: CaseFile, intention: Entry[Intention]) -> bool:
    """Whether they did not word it, nor agree that somebody is not called about it, where that is not allowed."""
    agreed = case_state.exempters(file.record, file.version)
    return intention.by != visitor.id and (visitor.id not in agreed or queries.allows(db, READS_TOO))


def _may(db: Session, visitor: Visitor, doing: Ask | None, file: CaseFile) -> bool:
    """Whether this visitor may do the next step: has the role and, for an approval, is not the author."""
    if doing is None or not _does(visitor, doing):
        return False
    if doing is asks.READ_ALONG:
        return file.intention is not None and _reads(db, visitor, file, file.intention)
    if doing in {asks.DEATH, asks.HAND_OVER}:
        told = endings.death(file.record) if doing is asks.DEATH else endings.handed_over(file.record)
        return told is not None and told.by != visitor.id
    if doing is asks.EXEMPTION:
        asked = case_state.pending_exemption(file.record, file.version)
        return asked is not None and asked.by != visitor.id
    return True


def _duties(db: Session, visitor: Visitor, case: Case) -> list[tuple[Ask, str, bool]]:
    """The duties besides the next step: texts, deadline, and whether this visitor may do it."""
    query = select(DutyRow).where(DutyRow.case_id == case.id, *showing(clock.today()))
    rows = [(asks.of(row.kind), row.due_on) for row in db.scalars(query.order_by(DutyRow.due_on))]
    return [(told, short_day(due_on), _does(visitor, told)) for told, due_on in rows]


def _does(visitor: Visitor, asked: Ask) -> bool:
    """Whether there is a page to do this, and this visitor has a role that may."""
    return bool(asked.path) and visitor.has(*asked.roles)


def _others(db: Session, file: CaseFile) -> list[Case]:
    """Other cases of the same household."""
    query = select(Case).where(Case.citizen_id == file.citizen.id, Case.id != file.case.id)
    return list(db.scalars(query.order_by(Case.number.desc())))


def _events(db: Session, file: CaseFile, letters: Sequence[Letter], *, concealed: bool) -> list[timeline.Event]:
    """Everything that happened, newest first: the facts, and what became of the letters."""
    found = [
        *reversed(events(db, letters)),
        *(timeline.of_record(entry, file.process, file.record, concealed=concealed) for entry in reversed(file.record)),
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _letters(db: Session, letters: Sequence[Letter]) -> list[LetterLine]:
    """The letters of a case, newest first, each with its place on the way out."""
    where = places(db, letters)
    return [_line(letter, where[letter.id]) for letter in reversed(letters)]


def _line(letter: Letter, place: Place) -> LetterLine:
    return LetterLine(
        id=letter.id,
        title=entitled(letter),
        dated=letter.dated_on.strftime("%d-%m-%Y"),
        place=place,
        held=letter.status == "held",
        ready=letter.pdf_sha256 is not None,
        elsewise=letter.document is not None,
    )
