"""The letter before it exists: made from the case and a decision that is not on the record yet."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from config.settings import settings
from desk.words import moment
from letters import press, texts
from letters.render import Preview
from rules import standing
from rules.entries import Entry
from rules.errors import LetterError
from rules.facts import Intention, Outcome, Provision
from store import record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.course import OpenCase
from tasks.decisions import decided
from tasks.values import values_for

OPEN = "[nog invullen]"
NOT_CALLED = {
    "met": "u",
    "inbreng": "[Hier komt wat de inwoner in het telefoongesprek zegt.]",
    "reactie": "[Hier komt wat u daarmee doet.]",
}
MOST = 40


@dataclass(frozen=True)
class Shown:
    """A letter on the screen: its pictures and its PDF under a name nobody can guess, and its text."""

    token: str = ""
    pages: int = 0
    text: tuple[str, ...] = ()
    at: str = ""
    problem: str = ""
    advice: str = ""


class Shelf:
    """The last previews of this process, each for the login that asked for it."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[str, Preview]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, login: str, made: Preview) -> str:
        """Keep a preview and return the name to ask for it by."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._held[token] = (login, made)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return token

    def get(self, login: str, token: str) -> Preview | None:
        """The preview, for the login that asked for it."""
        with self._lock:
            owner, made = self._held.get(token, ("", None))
        return made if owner == login else None


def show(shelf: Shelf, login: str, number: str, intention: Intention | None, by: str) -> Shown:
    """The letter about an intention; without one, about the intention that counts."""
    at = moment(clock.now())
    try:
        name, values = _written(number, _filled(intention) if intention else None, by)
        made = press.preview(name, values, texts=texts.in_folder(settings().templates))
    except LetterError as problem:
        return Shown(problem=problem.message_nl)
    return Shown(shelf.put(login, made), len(made.pages_png), made.text, at)


def _written(number: str, intention: Intention | None, by: str) -> tuple[str, dict[str, object]]:
    with session(readonly=True) as db:
        row = record.find_case(db, number)
        case = OpenCase.of(db, row)
        entry = _entry(case, intention, by)
        decision = decided(case, entry, standing.version_of(case.record, entry))
        last = db.scalar(select(func.coalesce(func.max(Letter.number), 0)).where(Letter.case_id == row.id))
        draft = Letter(name=decision.letter, number=(last or 0) + 1, dated_on=case.today)
        values = values_for(case, draft, entry, decision)
        if entry.fact.adverse and "gesprek" not in values and "uitzondering" not in values:
            now = clock.local(clock.now())
            values["gesprek"] = {"datum": now.date().isoformat(), "tijd": f"{now:%H.%M}", **NOT_CALLED}
        return decision.letter, values


def _entry(case: OpenCase, intention: Intention | None, by: str) -> Entry[Intention]:
    if intention is None:
        current = standing.intention(case.record)
        if current is None:
            raise LookupError("there is no intention to show")
        return current
    entry = Entry(id=0, seq=case.row.version + 1, fact=intention, by=by, at=clock.now())
    case.record = (*case.record, entry)
    return entry


def _filled(intention: Intention) -> Intention:
    """What is still empty, marked as such, so that the letter shows where it will stand."""
    return replace(
        intention,
        provisions=tuple(_filled_provision(provision) for provision in intention.provisions),
        hardship=intention.hardship.strip() or OPEN,
        alternatives=intention.alternatives.strip() or OPEN,
    )


def _filled_provision(provision: Provision) -> Provision:
    names = ["name", "reason_title", "reason", "source"]
    from_on: date | None = provision.from_on
    if provision.outcome is not Outcome.REJECTED:
        names += ["extent", "result", "provider", "calculation"]
        from_on = from_on or clock.today()
    empty: dict[str, Any] = {name: OPEN for name in names if not getattr(provision, name).strip()}
    return replace(provision, **empty, from_on=from_on, amount=provision.amount or 0)
