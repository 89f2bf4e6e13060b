"""Calling first: whom to call, what to say, and what came of it (Awb 4:7 to 4:9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from config.municipality import municipality
from desk.decisions.compared import compared
from desk.record import outdated_form, recording
from desk.record.case_file import CaseFile, open_case
from desk.web import call_labels
from desk.web.access import Consultant
from desk.web.forms import Form, Submitted, new_key
from desk.web.pages import page
from desk.web.trouble import Trouble
from desk.web.words import moment
from rules.calls import CallOutcome, Channel, Direction, ExemptionReason
from rules.errors import FactInvalid
from rules.facts import APPLICANT, Call, Exemption
from rules.record import case_state
from rules.wording import short_day
from store import record
from store.engine import session
from tasks import clock
from tasks.parties import call_protocol
from tasks.parties.people import Person

router = APIRouter()
# No case has more people.
MOST_DIGITS = 4
KEPT_NL = "Ons besluit blijft zoals wij het u vertelden."
LATER = {
    CallOutcome.DELAY_ASKED,
    CallOutcome.OTHER_CHANNEL,
    CallOutcome.INTERPRETER,
    CallOutcome.DEAF,
    CallOutcome.REPRESENTATIVE,
}
FLAGS = ("authorised", "identity_checked", "views_heard", "read_back")
TEXTS = ("number", "spoke_with", "summary", "response", "new_facts", "agreements")


@dataclass(frozen=True)
class Attempt:
    """An earlier attempt."""

    when: str
    outcome: str


@router.get("/zaak/{number}/bel")
def ask(request: Request, _: Consultant, number: str, partij: str = "") -> Response:
    """The script and the form, for the party with this number, or else the first who was not heard yet."""
    return _page(request, number, party=partij)


@router.post("/zaak/{number}/bel")
def save(request: Request, visitor: Consultant, number: str, form: Submitted) -> Response:
    """Record the call."""
    return recording.put(
        request, visitor, number, build, form, lambda trouble: _page(request, number, form=form, trouble=trouble)
    )


@router.post("/zaak/{number}/uitzondering")
def exempt(request: Request, visitor: Consultant, number: str, form: Submitted) -> Response:
    """Ask a colleague whether the letter may go out without a call."""

    def again(trouble: Trouble) -> Response:
        return _page(request, number, form=form, trouble=trouble)

    return recording.put(request, visitor, number, _exemption, form, again)


def build(form: Form) -> Call:
    """The call that the form describes; `FactInvalid` names every field that is wrong."""
    problems: dict[str, str] = {}
    if form["outcome"] not in set(CallOutcome):
        problems["outcome"] = "Kies hoe het gesprek ging."
    minutes = form["minutes"] or "0"
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) <= MOST_DIGITS):
        problems["minutes"] = "Vul het aantal minuten in als een heel getal."
    at = _at(form)
    if at is None:
        problems["at"] = "Vul in op welke dag en hoe laat u belde."
    if problems or at is None:
        raise FactInvalid(problems)
    data: dict[str, Any] = {name: form[name] for name in TEXTS} | {name: name in form for name in FLAGS}
    data |= {"outcome": form["outcome"], "minutes": int(minutes), "at": at, "decision": form.number("besluit")}
    data |= {
        "party": _party(form),
        "channel": form["channel"] or Channel.PHONE,
        "direction": form["direction"] or Direction.OUT,
    }
    if form["follow_up_on"] and form["outcome"] in LATER:
        data["follow_up_on"] = form["follow_up_on"]
    return record.parse(Call, data | _obvious(form))


def _obvious(form: Form) -> dict[str, str]:
    """Fill in what follows from the outcome."""
    if form["outcome"] == CallOutcome.NEW_FACTS and "summary" not in form:
        return {"summary": form["new_facts"]}
    if form["outcome"] == CallOutcome.INFORMED_AGREES and "response" not in form:
        return {"response": KEPT_NL}
    return {}


def _exemption(form: Form) -> Exemption:
    if form["reason"] not in set(ExemptionReason):
        raise FactInvalid({"reason": "Kies waarom u deze inwoner niet kunt spreken."})
    data = {"decision": form.number("besluit"), "reason": form["reason"], "motivation": form["motivation"]}
    return record.parse(Exemption, data | {"party": _party(form)})


def _party(form: Form) -> int:
    """Whom this is about; without a choice the citizen."""
    return int(form["partij"]) if form["partij"].isdecimal() and len(form["partij"]) < MOST_DIGITS else APPLICANT


def _at(form: Form) -> datetime | None:
    try:
        local = datetime.fromisoformat(f"{form['at_day']}T{form['at_time']}")
    except ValueError:
        return None
    return local.replace(tzinfo=clock.AMSTERDAM)


def _page(
    request: Request, number: str, *, party: str = "", form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    with session(readonly=True) as db:
        file = open_case(db, number)
    if file.intention is None and form and trouble:
        return outdated_form.show(request, file.case, form, trouble)
    if file.intention is None:
        return RedirectResponse(f"/zaak/{file.case.number}", 303)
    fact = file.intention.fact
    them = _called(file, form["partij"] if form else party)
    values = dict(form.values) if form else _start(them)
    return page(
        request,
        "decisions/call.html",
        active="/zaken",
        file=file,
        case=file.case,
        intention=fact,
        compared=compared(file, file.intention),
        adverse=file.adverse,
        them=them,
        left=case_state.left_to_hear(file.record, file.version),
        attempts=_attempts(file, them),
        missing=call_protocol.missing(file.record, file.process, file.version, them.number),
        exemption=case_state.exemption(file.record, file.version, them.number),
        choices=call_labels,
        support=municipality().under(file.process.id).clientondersteuning,
        values=values,
        greeting=_greeting(),
        key=values.get("sleutel") or new_key(),
        trouble=trouble,
        latest_day=short_day(file.case.waits_by),
    )


def _called(file: CaseFile, party: str) -> Person:
    """The party to call: the one that was chosen, or else the first whom nobody spoke to."""
    left = case_state.left_to_hear(file.record, file.version)
    first = next((one for one in file.hearing if one.number in left), file.hearing[0])
    return next((one for one in file.hearing if str(one.number) == party), first)


def _start(them: Person) -> dict[str, str]:
    now = clock.local(clock.now())
    return {
        "at_day": now.date().isoformat(),
        "at_time": f"{now:%H:%M}",
        "spoke_with": them.called,
        "number": them.phone,
    }


def _attempts(file: CaseFile, them: Person) -> list[Attempt]:
    calls = case_state.calls_with(file.record, file.version, them.number)
    return [Attempt(moment(call.fact.at), call_labels.LABELS[call.fact.outcome]) for call in calls]


def _greeting() -> str:
    hour = clock.local(clock.now()).hour
    return "Goedemorgen" if hour < 12 else "Goedemiddag" if hour < 18 else "Goedenavond"  # noqa: PLR2004 (hours of the day)
