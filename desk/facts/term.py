"""The term to decide on one page: suspend it, resume it, extend it, or record a notice of default (Awb 4:13-4:17)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from config.law import law
from desk.facts.plain_form import CHOOSE, Page
from desk.facts.term_preview import Foreseen, foresee
from desk.record import recording
from desk.record.case_file import CaseFile, open_case
from desk.web.access import Consultant
from desk.web.forms import Form, Submitted, new_key
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import CONFLICT, INVALID, Trouble
from desk.web.words import long_day
from letters.writing.template import front_matter
from rules.clock.suspension import GroundId
from rules.errors import FactInvalid, FactUntimely
from rules.facts import DataRequest, Fact, TermExtended, TermResumed, TermSuspended
from rules.facts.remedies.lateness import DefaultNotice
from store.engine import session
from tasks import clock
from tasks.cases.look import Look, look
from tasks.terms import case_terms

router = APIRouter()
TOLD = "notified_on"
PAGES = {
    one.path: one
    for one in (
        Page(
            "stilstaan", TermSuspended, "Laat de termijn stilstaan",
            "Dat mag alleen op een grond uit de wet (Awb 4:15). Zonder laatste dag staat de termijn niet stil.",
            "Laat de termijn stilstaan", ("ground", "from_on", "to_on", "consented_on", "reason"),
        ),
        Page(
            "verlengen", TermExtended, "Verleng de termijn",
            "U mag één keer verlengen, zolang de termijn loopt (Awb 4:14). Voor de dwangsom blijft de oude dag gelden.",
            "Verleng de termijn", hidden=(TOLD,),
        ),
        Page(
            "hervatten", TermResumed, "Laat de termijn weer lopen",
            "De reden voor stilstand is eerder voorbij dan u had ingevuld.", "Laat de termijn weer lopen",
        ),
        Page(
            "ingebrekestelling", DefaultNotice, "Ingebrekestelling ontvangen",
            "De inwoner schrijft dat u te laat beslist (Awb 4:17). U hebt daarna nog twee weken.", "Leg het vast",
        ),
    )
}  # fmt: skip
CHOICES = {
    GroundId.CONSENT: "De inwoner stemt schriftelijk in met uitstel",
    GroundId.FOREIGN: "Er is informatie gevraagd aan een instantie in het buitenland",
    GroundId.ATTRIBUTABLE: "De vertraging komt door de inwoner",
    GroundId.FORCE_MAJEURE: "Overmacht bij de gemeente (geen personeel is geen overmacht)",
}


@dataclass(frozen=True)
class Shown:
    """The last day before and after a change, as the page shows it."""

    before: str
    after: str
    moved: bool
    steps: tuple[str, ...]
    unsure: tuple[str, ...]
    letter: str
    penalty: str


@router.get("/zaak/{number}/termijn")
def ask(request: Request, _: Consultant, number: str, doe: str = "") -> Response:
    """The last day and how it was calculated, and the chosen form."""
    return _page(request, number, doe)


@router.post("/zaak/{number}/termijn")
def save(request: Request, visitor: Consultant, number: str, form: Submitted, doe: str = "") -> Response:
    """Show the new last day first; record the change once that has been shown."""
    if doe not in PAGES:
        return _page(request, number, "")
    if form["stap"] != "vast" or form["gezien"] != seen(doe, form):
        return _preview(request, visitor, number, doe, form)
    return recording.put(
        request, visitor, number, lambda sent: build(doe, sent), form,
        lambda trouble: _page(request, number, doe, form=form, trouble=trouble),
    )  # fmt: skip


def build(doe: str, form: Form) -> Fact:
    """The fact that the form describes; a notice of extension goes out today."""
    return PAGES[doe].build(Form({**form.values, TOLD: clock.today().isoformat()}))


def seen(doe: str, form: Form) -> str:
    """A token that is the same for the same answers, so that what is recorded is what was shown."""
    asked = (form[field.name] for field in PAGES[doe].fields if field.name != TOLD)
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:16]


def _preview(request: Request, visitor: Visitor, number: str, doe: str, form: Form) -> Response:
    try:
        found = foresee(number, build(doe, form), by=visitor.id)
    except FactInvalid as invalid:
        return _page(request, number, doe, form=form, trouble=Trouble(invalid.problems, status=INVALID))
    except FactUntimely as untimely:
        return _page(request, number, doe, form=form, trouble=Trouble(message=untimely.message_nl, status=CONFLICT))
    return _page(request, number, doe, form=form, shown=_shown(found))


def _page(
    request: Request,
    number: str,
    doe: str,
    *,
    form: Form | None = None,
    trouble: Trouble | None = None,
    shown: Shown | None = None,
) -> Response:
    with session(readonly=True) as db:
        file = open_case(db, number)
        seen_now = look(db, file.case, file.record)
    due = seen_now.decide_by
    kind = PAGES.get(doe)
    return page(
        request,
        "facts/term.html",
        active="/zaken",
        file=file,
        case=file.case,
        now=case_terms.explained(due) if due else None,
        last_day=long_day(due.on) if due else "",
        choices=_choices(file, seen_now),
        may_ask=any(one.kind is DataRequest for one in seen_now.accepts),
        because=seen_now.because,
        not_begun=case_terms.not_begun(file.process),
        kind=kind,
        options=_options(file, doe),
        values=dict(form.values) if form else _start(file, doe),
        shown=shown,
        seen=seen(doe, form) if form and shown else "",
        trouble=trouble,
        key=(form["sleutel"] if form else "") or new_key(),
    )


def _choices(file: CaseFile, seen_now: Look) -> list[Page]:
    """What can be done with the term at this point."""
    taken = {one.kind for one in seen_now.accepts}
    if not case_terms.open_suspensions(file.record, clock.today()):
        taken.discard(TermResumed)
    return [one for one in PAGES.values() if one.kind in taken]


def _options(file: CaseFile, doe: str) -> list[tuple[str, str]]:
    if doe == "hervatten":
        found = case_terms.open_suspensions(file.record, clock.today())
        return _unchosen([(str(entry.seq), _period(entry.fact)) for entry in found])
    if doe != "stilstaan":
        return []
    due = case_terms.decision_deadline(file.record, file.process)
    known = due.term.suspendable if due else ()
    grounds = [ground for ground in CHOICES if ground in known]
    return _unchosen([(ground.value, f"{CHOICES[ground]} ({law().grounds[ground].article})") for ground in grounds])


def _unchosen(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """With one choice there is nothing to ask."""
    return options if len(options) == 1 else [*CHOOSE, *options]


def _period(fact: TermSuspended) -> str:
    return f"{long_day(fact.from_on)} tot en met {long_day(fact.to_on)}"


def _start(file: CaseFile, doe: str) -> dict[str, Any]:
    today = clock.today().isoformat()
    if doe == "stilstaan":
        tomorrow = case_terms.ONE_DAY + clock.today()
        return {"from_on": tomorrow.isoformat()}
    return {"on": today, "received_on": today} if file.record else {}


def _shown(found: Foreseen) -> Shown:
    run = found.penalty
    told = ""
    if run is not None:
        told = (
            f"Beslist u uiterlijk op {long_day(run.first_on - case_terms.ONE_DAY)}, dan is er geen dwangsom."
            if run.first_on
            else "Deze ingebrekestelling is te vroeg: de termijn is nog niet voorbij. Er loopt geen dwangsom."
        )
    return Shown(
        before=long_day(found.before.on),
        after=long_day(found.after.on),
        moved=found.before.on != found.after.on,
        steps=found.after.steps,
        unsure=found.after.unsure,
        letter=front_matter(found.letter).title if found.letter else "",
        penalty=told,
    )
