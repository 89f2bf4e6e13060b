"""Requests for missing data: the term is suspended from the day after a request goes out (Awb 4:15 lid 1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from config.posting import posting_day
from rules.facts import DataRequest
from rules.record.entries import Entry
from tasks.cases.open_case import OpenCase
from tasks.terms.case_terms import requested_on

REQUEST = "shared/verzoek-aanvulling"


def late(case: OpenCase, request: Entry[DataRequest]) -> bool:
    """Whether the day on which its letter was to be posted is over."""
    return requested_on(request) < posting_day(case.today)


def request_again(case: OpenCase, request: Entry[DataRequest]) -> Entry[DataRequest]:
    """Record the same request today, with as many days to answer, because the earlier one did not go out."""
    later = posting_day(case.today) - requested_on(request)
    return case.note(replace(request.fact, due_on=request.fact.due_on + later))


def asked(request: Entry[DataRequest]) -> dict[str, Any]:
    """What we asked for, when, and until when it could be sent."""
    return {
        "stukken": documents(request.fact),
        "verzoek": {
            "datum": requested_on(request).isoformat(),
            "uiterlijk": request.fact.due_on.isoformat(),
        },
    }


def documents(request: DataRequest) -> list[dict[str, str]]:
    """What we ask for, and why."""
    return [{"naam": document.name, "waarom": document.why} for document in request.documents]
