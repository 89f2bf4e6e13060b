"""From a form to a fact on the record and a run of the case; any problem goes back to the form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import anyio.from_thread
from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import OperationalError

from config.process import process
from desk.record import timeline
from desk.web.forms import Form
from desk.web.sessions import Visitor
from desk.web.trouble import BUSY, BUSY_NL, CONFLICT, INVALID, Trouble
from rules.errors import CallMissing, CaseChanged, FactInvalid, FactUntimely, FormSent, SamePerson
from rules.facts import Fact
from store import record
from store.engine import session
from tasks.cases.recording import record_fact

Again = Callable[[Trouble], Response]
Build = Callable[[Form], Fact]


def put(request: Request, visitor: Visitor, number: str, build: Build, form: Form, again: Again) -> Response:
    """Record what the form contains and go back to the case; `again` shows the form with what is wrong."""
    try:
        recorded = record_fact(number, build(form), by=visitor.id, expected=form.version, key=form.key)
    except FactInvalid as invalid:
        return again(Trouble(invalid.problems, status=INVALID))
    except CaseChanged as changed:
        return again(Trouble(message=changed.message_nl, news=_news(number, changed.expected), status=CONFLICT))
    except FormSent as sent:
        # With a new key the form can be sent again, deliberately.
        news = _news(number, sent.seq - 1)
        return again(Trouble(message=sent.message_nl, news=news, status=CONFLICT, renewed=True))
    except (FactUntimely, SamePerson, CallMissing) as untimely:
        return again(Trouble(message=untimely.message_nl, status=CONFLICT))
    except OperationalError:
        return again(Trouble(message=BUSY_NL, status=BUSY))
    return go_on(request, number, recorded.version)


def go_on(request: Request, number: str, version: int, *, again: str = "", notice: str = "vastgelegd") -> Response:
    """Start a run of the case and show it; `again` is set when this version was taken up before."""
    advance = partial(request.app.state.advance, again=again)
    refused = anyio.from_thread.run(advance, number, version, _process(number))
    told = "wacht" if refused else notice
    return RedirectResponse(f"/zaak/{number}?bericht={told}", 303)


def _process(number: str) -> str:
    with session(readonly=True) as db:
        return record.find_case(db, number).process


def _news(number: str, since: int) -> tuple[timeline.Item, ...]:
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        course, known = process(case.process), record.entries(db, case)
        concealed = bool(case.citizen.secret_address)
        new = (entry for entry in known if entry.seq > since)
        fresh = (timeline.of_record(entry, course, known, concealed=concealed) for entry in new)
        return tuple(timeline.items(db, fresh))
