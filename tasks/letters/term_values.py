"""The values of letters about the term to decide, and about missing data (Awb 4:14 and 4:15)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from letters.writing.signs import quotable
from rules.clock.deadline import Deadline
from rules.facts import DataRequest, TermExtended, TermResumed, TermSuspended
from rules.record.entries import Entry, Record, every
from store.models import Letter
from tasks.cases.open_case import OpenCase

Values = dict[str, Any]


def extended(case: OpenCase, letter: Letter, about: Entry[TermExtended]) -> Values:
    """The notice that the decision comes later."""
    del letter
    now, before = _due(case, about.seq), _due(case, about.seq - 1)
    rule = now.term.extendable
    return _applied(case) | {
        "termijn": {
            "eerst": before.on.isoformat(),
            "uiterlijk": now.on.isoformat(),
            "dwangsom": "ja" if rule is not None and not rule.moves_default else "",
        },
        "verlenging": {"reden": quotable(about.fact.reason)},
    }


def suspended(case: OpenCase, letter: Letter, about: Entry[TermSuspended]) -> Values:
    """The confirmation of a suspension, and the notice of one."""
    del letter
    fact = about.fact
    values = _applied(case) | {
        "opschorting": {
            "van": fact.from_on.isoformat(),
            "tot": fact.to_on.isoformat() if fact.to_on else "",
            "reden": quotable(fact.reason),
        },
        "termijn": {"uiterlijk": _due(case, about.seq).on.isoformat()},
    }
    return values | ({"instemming": {"datum": fact.consented_on.isoformat()}} if fact.consented_on else {})


def resumed(case: OpenCase, letter: Letter, about: Entry[TermResumed] | Entry[TermSuspended]) -> Values:
    """The notice that the term runs again, because the suspension was ended or its last day has passed."""
    del letter
    fact = about.fact
    if isinstance(fact, TermResumed):
        ends_on, reason = fact.on, quotable(fact.reason)
        fact = next(e.fact for e in every(case.record, TermSuspended) if e.seq == fact.suspension)
    else:
        ends_on, reason = case.day_after(fact.to_on or case.today), ""
    return _applied(case) | {
        "opschorting": {"van": fact.from_on.isoformat(), "einde": ends_on.isoformat(), "reden": reason},
        "termijn": {"uiterlijk": case.decide_by.on.isoformat()},
    }


def asked(case: OpenCase, request: Entry[DataRequest]) -> Values:
    """What we asked for, when, and until when it could be sent."""
    return {
        "stukken": [{"naam": document.name, "waarom": document.why} for document in request.fact.documents],
        "verzoek": {
            "datum": case.local(request.at).date().isoformat(),
            "uiterlijk": request.fact.due_on.isoformat(),
        },
    }


def _applied(case: OpenCase) -> Values:
    return {"aanvraag": {"datum": case.began("decision").isoformat()}}


def _due(case: OpenCase, seq: int) -> Deadline:
    """The last day as it followed from the record up to this place."""
    known: Record = tuple(entry for entry in case.record if entry.seq <= seq)
    return case.decide_by_on(known)


LETTERS: dict[str, Callable[[OpenCase, Letter, Entry[Any]], Values]] = {
    "shared/mededeling-verlenging": extended,
    "shared/bevestiging-opschorting": suspended,
    "shared/mededeling-opschorting": suspended,
    "shared/einde-opschorting": resumed,
}
