"""Finding a case by name, number or BSN; a BSN never appears in a URL."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from desk.cases import worklist
from desk.cases.next_step import next_step
from desk.post.letter_places import with_unsent
from desk.web.access import AskedNumber, Viewer
from desk.web.forms import Submitted
from desk.web.pages import page
from desk.web.words import opening
from rules.errors import BsnInvalid
from store.engine import session
from store.keys.encryption import bsn_indexes
from store.models import Case, Citizen
from tasks import clock

router = APIRouter()
NUMBER = re.compile(r"[A-Za-z]{2,6}-\d{4}-\d+")
BSN = re.compile(r"[\d\s.]{8,14}")
BSN_IN_ADDRESS = "Zet een BSN niet in het adres van de pagina. Vul het in het zoekveld in."
MOST = 100
# Letters that Unicode does not decompose into a letter and a diacritic.
PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})


@router.get("/zaken")
def results(request: Request, visitor: Viewer, q: str = "", inwoner: AskedNumber = 0) -> Response:
    """The cases that match the query."""
    if digits(q):
        return page(request, "cases/search.html", active="/zaken", found=None, problem=BSN_IN_ADDRESS)
    ids = {inwoner} if inwoner else _named(q)
    query = select(Case).options(joinedload(Case.citizen)).order_by(Case.closed_on.is_not(None), Case.number.desc())
    if NUMBER.fullmatch(q.strip()):
        query = query.where(Case.number == q.strip().upper())
    elif q.strip() or inwoner:
        query = query.where(Case.citizen_id.in_(ids))
    with session(readonly=True) as db:
        cases = db.scalars(query.limit(MOST)).all()
        today = clock.today()
        found = [(case, next_step(case.waits_for, visitor), worklist.term(case, today)) for case in cases]
        unsent = with_unsent(db, (case.id for case in cases if case.closed_on))
    shown: dict[str, Any] = {"found": found, "unsent": unsent, "by_citizen": bool(inwoner)}
    return page(request, "cases/search.html", active="/zaken", query=q, problem="", **shown)


@router.post("/zaken")
def ask(request: Request, _: Viewer, form: Submitted) -> Response:
    """Redirect from the search field to the results, with a BSN replaced by the id of its citizen."""
    asked = form["q"]
    if NUMBER.fullmatch(asked):
        with session(readonly=True) as db:
            if db.scalar(select(Case.id).where(Case.number == asked.upper())):
                return RedirectResponse(f"/zaak/{asked.upper()}", 303)
    if not digits(asked):
        return RedirectResponse(f"/zaken?q={quote(asked)}", 303)
    try:
        indexes = bsn_indexes(digits(asked))
    except BsnInvalid as invalid:
        return page(request, "cases/search.html", status=422, active="/zaken", found=None, problem=invalid.message_nl)
    with session(readonly=True) as db:
        citizen = db.scalar(select(Citizen.id).where(Citizen.bsn_index.in_(indexes)))
    if citizen is None:
        text = f"Met dit BSN is er geen zaak. Controleer het nummer, of maak een {opening().new}."
        return page(request, "cases/search.html", active="/zaken", found=None, problem=text)
    return RedirectResponse(f"/zaken?inwoner={citizen}", 303)


def digits(asked: str) -> str:
    """The digits of anything that looks like a BSN; empty when it does not."""
    only = "".join(sign for sign in asked if sign.isdigit())
    return only if BSN.fullmatch(asked.strip()) and len(only) in {8, 9} else ""


def folded(text: str) -> str:
    """Text in lower case without diacritics: Yıldız as yildiz."""
    apart = unicodedata.normalize("NFKD", text)
    apart = unicodedata.normalize("NFKD", apart.casefold().translate(PLAIN))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _named(asked: str) -> set[int]:
    """The citizens whose name contains every word of the query, with or without diacritics."""
    wanted = folded(asked).replace(".", " ").split()
    if not wanted:
        return set()
    parts = (Citizen.initials, Citizen.first_name, Citizen.prefix, Citizen.family_name)
    names = select(Citizen.id, *parts, Citizen.partner_prefix, Citizen.partner_family_name)
    with session(readonly=True) as db:
        people = db.execute(names).tuples().all()
    return {one for one, *parts in people if _all_in(wanted, folded(" ".join(parts)))}


def _all_in(words: list[str], name: str) -> bool:
    return all(word in name for word in words)
