"""The reply to a notice of default: the professional says when the decision comes, and confirms (Awb 4:17)."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from desk.facts.plain_form import Page
from desk.letters import preview
from desk.record import recording
from desk.record.case_file import open_case
from desk.web.access import Consultant
from desk.web.forms import Form, Submitted, new_key
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import Trouble
from desk.web.words import long_day
from rules.clock.readings import unsure_penalty
from rules.facts import Fact
from rules.facts.remedies.lateness import DefaultReply
from rules.record import case_state
from store.engine import session
from tasks import clock
from tasks.cases.duties import ONE_DAY
from tasks.terms import lateness

router = APIRouter()
REPLY = Page(
    "antwoord",
    DefaultReply,
    "Antwoord op de ingebrekestelling",
    "De inwoner vindt dat u te laat beslist. Vul in wanneer het besluit komt. Daarna gaat de brief weg.",
    "Bevestig: stuur de brief",
    hidden=("notice",),
)


@router.get("/zaak/{number}/antwoord")
def ask_reply(request: Request, visitor: Consultant, number: str) -> Response:
    """The draft of the reply, and the day to fill in."""
    return _reply_page(request, visitor, number)


@router.post("/zaak/{number}/antwoord")
def save_reply(request: Request, visitor: Consultant, number: str, form: Submitted) -> Response:
    """Record the reply, or show the letter with the day that was filled in."""

    def again(trouble: Trouble) -> Response:
        return _reply_page(request, visitor, number, form=form, trouble=trouble)

    if "voorbeeld" in form:
        return _reply_page(request, visitor, number, form=form)
    return recording.put(request, visitor, number, _reply, form, again)


def _reply(form: Form) -> Fact:
    return REPLY.build(form)


def _reply_page(
    request: Request, visitor: Visitor, number: str, *, form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    with session(readonly=True) as db:
        file = open_case(db, number)
    late, open_ = lateness.lateness(file.record, file.process), case_state.unanswered(file.record)
    if late is None or not open_ or file.case.closed_on:
        return RedirectResponse(f"/zaak/{file.case.number}", 303)
    notice, first_on = open_[0], late.run.first_on
    proposed = max(clock.today(), first_on - ONE_DAY if first_on else late.due.on)
    values = dict(form.values) if form else {"decide_on": proposed.isoformat()}
    answer = DefaultReply(notice=notice.seq, decide_on=_day(values["decide_on"]) or proposed)
    return page(
        request,
        "decisions/notice_of_default_reply.html",
        active="/zaken",
        file=file,
        case=file.case,
        kind=REPLY,
        asked=notice.seq,
        received=long_day(notice.fact.received_on),
        due=long_day(late.due.default_on if first_on else late.due.on),
        until=long_day(first_on - ONE_DAY) if first_on else "",
        unsure=unsure_penalty(late.until(clock.today()), late.known),
        costs=first_on is not None and answer.decide_on >= first_on,
        values=values,
        shown=preview.show_fact(request.app.state.shelf, visitor.login, number, answer, visitor.id),
        key=(form["sleutel"] if form else "") or new_key(),
        trouble=trouble,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
