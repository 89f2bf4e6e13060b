"""A sheet to print with a letter that somebody posts themselves."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.record.case_file import open_case
from desk.web.access import AddressConcealed, Office, RowNumber
from desk.web.pages import page
from desk.web.sessions import Visitor
from letters.writing.template import front_matter
from rules.errors import LetterHeld
from rules.wording import day_nl
from store.engine import session
from store.models import Case, Letter
from store.models.post import READY
from tasks import clock
from tasks.letters import preflight

router = APIRouter()
NOT_FOUND = 404


@dataclass(frozen=True)
class Cover:
    """A sheet beside one letter that somebody prints and posts."""

    letter: int
    case: str
    title: str
    address: tuple[str, ...]
    dated: str
    dated_today: bool
    pages: int

    @property
    def sheets(self) -> int:
        """The number of sheets of paper, printed on both sides."""
        return (self.pages + 1) // 2


@router.get("/brieven/brief/{letter_id}/voorblad")
def show(request: Request, visitor: Office, letter_id: RowNumber) -> Response:
    """A sheet to print with a letter that somebody posts: to whom, how many sheets, and what to do today."""
    with session(readonly=True) as db:
        found = _cover(db, letter_id, visitor)
    if found is None:
        raise HTTPException(NOT_FOUND)
    return page(request, "post/cover.html", active="/brieven", sheet=found, by=visitor.name, day=clock.today())


def _cover(db: Session, letter_id: int, visitor: Visitor) -> Cover | None:
    """What the sheet with a letter that somebody posts themselves says; None for any other letter.

    Raises `LetterHeld` for one that may not leave any more, and `AddressConcealed` for who does not see its address.
    """
    mine = select(Letter, Case).join(Case, Case.id == Letter.case_id)
    ready = mine.where(Letter.id == letter_id, Letter.channel == "balie", READY)
    if (found := db.execute(ready).tuples().first()) is None:
        return None
    letter, case = found
    if not open_case(db, case.number).shows_letter_to(visitor, letter):
        raise AddressConcealed(case.number)
    if because := preflight.obstacles(db, [letter], printer=False).get(letter.id):
        raise LetterHeld(letter.id, because)
    return Cover(
        letter=letter.id,
        case=case.number,
        title=front_matter(letter.name).title,
        address=tuple(letter.content["client"]["adres"]),
        dated=day_nl(letter.dated_on),
        dated_today=letter.dated_on == clock.today(),
        pages=letter.pages or 0,
    )
