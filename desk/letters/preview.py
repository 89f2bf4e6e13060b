"""What is shown beside a form while it is filled in: a preview of the letter, and the writing aid."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any, cast

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import func, select

from config.posting import posting_day
from desk.web.access import Viewer
from desk.web.forms import Submitted
from desk.web.pages import page
from desk.web.words import moment
from letters.making import press
from letters.making.render import Preview
from letters.writing.required import FACTS
from letters.writing.slots import DAY_TO_COME, TIME_TO_COME
from letters.writing.template import front_matter
from letters.writing.texts import Texts
from rules.asked.quantity import Per, Quantity, Unit
from rules.errors import LetterError
from rules.facts import APPLICANT, Intention, Provision
from rules.facts.remedies.lateness import DefaultReply, PenaltyDecision
from rules.facts.suspension import HelpSuspended
from rules.grants.forms import FORMS
from rules.record import case_state, suspensions
from rules.record.entries import Entry
from store import record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.cases.decisions import carried_by, decided
from tasks.cases.open_case import OpenCase
from tasks.letters.content import values_for
from tasks.letters.own_texts import own_texts
from tasks.parties.people import reader
from tasks.terms.case_terms import LETTERS

router = APIRouter()
# What has a letter of its own beside that of the decision on the case.
Beside = DefaultReply | PenaltyDecision | HelpSuspended
OPEN = "[nog invullen]"
SECOND_READER = {"naam": "Wie meeleest", "functie": "en daarna tekent"}
NOT_CALLED = {
    "datum": DAY_TO_COME,
    "tijd": TIME_TO_COME,
    "met": "[wie u spreekt]",
    "inbreng": "[Hier komt wat de inwoner in het telefoongesprek zegt.]",
    "reactie": "[Hier komt wat u daarmee doet.]",
}
# On two lines, for an address has no fewer below the name.
WITHHELD = ("[Het adres is geheim.", "Het staat wel in de brief.]")
MOST = 40


@dataclass(frozen=True)
class Shown:
    """A letter on the screen: its images and its PDF at an unguessable path, and its text."""

    token: str = ""
    pages: int = 0
    text: tuple[str, ...] = ()
    at: str = ""
    problem: str = ""
    advice: str = ""


class Shelf:
    """The latest previews of this process, each for the login that requested it."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[str, Preview]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, login: str, made: Preview) -> str:
        """Store a preview, and return the token to request it by."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._held[token] = (login, made)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return token

    def get(self, login: str, token: str) -> Preview | None:
        """The preview with this token, if this login requested it."""
        with self._lock:
            owner, made = self._held.get(token, ("", None))
        return made if owner == login else None


@router.post("/schrijfhulp")
def writing_aid(request: Request, _: Viewer, form: Submitted) -> Response:
    """The writing aid for one field of a form; it stores nothing."""
    return page(request, "letters/writing_aid.html", text=form[form["veld"]])


def show(shelf: Shelf, login: str, number: str, intention: Intention | None, by: str) -> Shown:
    """The letter about an intention; without one, about the current intention."""
    at = moment(clock.now())
    try:
        name, values, own = _written(number, _filled(intention) if intention else None, by)
        made = press.preview(name, values, texts=own)
    except LetterError as problem:
        return Shown(problem=problem.message_nl)
    return kept(shelf, login, made, at)


def kept(shelf: Shelf, login: str, made: Preview, at: str) -> Shown:
    """Put a preview on the shelf, and return what the page shows of it."""
    return Shown(shelf.put(login, made), len(made.pages_png), made.text, at)


def show_fact(shelf: Shelf, login: str, number: str, fact: Beside, by: str) -> Shown:
    """The letter about a late decision or a suspension that would go out once this fact is on the record."""
    at = moment(clock.now())
    try:
        name, values, own = _about(number, fact, by)
        made = press.preview(name, values, texts=own)
    except LetterError as problem:
        return Shown(problem=problem.message_nl)
    return kept(shelf, login, made, at)


def _about(number: str, fact: Beside, by: str) -> tuple[str, dict[str, object], Texts]:
    with session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, number))
        if isinstance(fact, HelpSuspended) or (isinstance(fact, PenaltyDecision) and fact.adverse):
            fact = _worded(fact)
        known = suspensions.current(case.record)
        entry: Entry[Any] = Entry(id=0, seq=case.row.version + 1, fact=fact, by=by, at=clock.now())
        if known and known.fact == fact:
            entry = known
        else:
            case.record = (*case.record, entry)
        name = _letter_of(fact, case)
        draft = Letter(name=name, number=_next_number(case), dated_on=posting_day(case.today))
        values = _heard(values_for(case, draft, entry, None), adverse=front_matter(name).adverse)
        return name, _signed(_concealed(case, values)), own_texts(db)


def _worded(fact: Beside) -> Beside:
    """Placeholders for the texts that are still empty."""
    texts = {name: getattr(fact, name, None) for name in ("missing", "reason", "hardship")}
    filled: dict[str, Any] = {name: text.strip() or OPEN for name, text in texts.items() if text is not None}
    return replace(fact, **filled)


def _letter_of(fact: Beside, case: OpenCase) -> str:
    if isinstance(fact, HelpSuspended):
        return case.process.letters.suspended
    return carried_by(fact) if isinstance(fact, PenaltyDecision) else LETTERS[DefaultReply]


def _heard(values: dict[str, object], *, adverse: bool) -> dict[str, object]:
    """Placeholders for the call that is still to come."""
    if not adverse or "gesprek" in values or "uitzondering" in values:
        return values
    facts = {**cast("dict[str, bool]", values[FACTS]), "gesprek": True, "verteld": True}
    return values | {"gesprek": NOT_CALLED, FACTS: facts}


def _signed(values: dict[str, object]) -> dict[str, object]:
    """A placeholder for the second reader who signs in place of a consultant without a mandate."""
    by = cast("dict[str, str]", values.get("ondertekenaar") or {})
    return values if by.get("naam") or not by else values | {"ondertekenaar": SECOND_READER}


def _concealed(case: OpenCase, values: dict[str, object]) -> dict[str, object]:
    """A preview needs no address, and is for whoever writes or reads along; a secret one is left out."""
    if not (case.row.citizen.secret_address or reader(case.row, case.record, APPLICANT).secret_address):
        return values
    client = cast("dict[str, Any]", values["client"])
    return values | {"client": {**client, "adres": [client["adres"][0], *WITHHELD]}}


def _next_number(case: OpenCase) -> int:
    last = case.db.scalar(select(func.coalesce(func.max(Letter.number), 0)).where(Letter.case_id == case.row.id))
    return (last or 0) + 1


def _written(number: str, intention: Intention | None, by: str) -> tuple[str, dict[str, object], Texts]:
    with session(readonly=True) as db:
        row = record.find_case(db, number)
        case = OpenCase.of(db, row)
        entry = _entry(case, intention, by)
        decision = decided(case, entry, case_state.version_of(case.record, entry))
        draft = Letter(name=decision.letter, number=_next_number(case), dated_on=posting_day(case.today))
        values = _heard(values_for(case, draft, entry, decision), adverse=decision.judgement.adverse)
        return decision.letter, _signed(_concealed(case, values)), own_texts(db)


def _entry(case: OpenCase, intention: Intention | None, by: str) -> Entry[Intention]:
    if intention is None:
        current = case_state.intention(case.record)
        if current is None:
            raise LookupError("there is no intention to show")
        return current
    entry = Entry(id=0, seq=case.row.version + 1, fact=intention, by=by, at=clock.now())
    case.record = (*case.record, entry)
    return entry


def _filled(intention: Intention) -> Intention:
    """Placeholders for what is still empty, so that the letter shows where it will go."""
    return replace(
        intention,
        provisions=tuple(_filled_provision(provision) for provision in intention.provisions),
        hardship=intention.hardship.strip() or OPEN,
        alternatives=intention.alternatives.strip() or OPEN,
    )


def _filled_provision(provision: Provision) -> Provision:
    empty: dict[str, Any] = dict.fromkeys(("name", "reason_title", "reason", "source"), OPEN)
    if provision.gives:
        empty |= {one.name: _placeholder(one.name) for one in FORMS[provision.grant].fields if one.missing}
        empty |= {} if provision.quantity else {"extent": OPEN}
    filled = {name: value for name, value in empty.items() if not str(getattr(provision, name) or "").strip()}
    return replace(provision, **filled)


def _placeholder(name: str) -> object:
    """What stands for a field that a form must have: a day, an amount, or the sign for what is open."""
    if name.endswith("_on"):
        return clock.today()
    return {"quantity": None, "repayment": Quantity(0, Unit.CENT, Per.MONTH), "amount": 0}.get(name, OPEN)
