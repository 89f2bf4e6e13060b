"""Requests for missing data: the term is suspended from the day after a request goes out (Awb 4:15 lid 1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rules.facts import DataRequest
from rules.record.entries import Entry
from tasks.cases.open_case import OpenCase

REQUEST = "shared/verzoek-aanvulling"


def late(case: OpenCase, request: Entry[DataRequest]) -> bool:
    """Whether the request was recorded before today."""
    return case.local(request.at).date() < case.today


def request_again(case: OpenCase, request: Entry[DataRequest]) -> Entry[DataRequest]:
    """Record the same request today, with as many days to answer, because the earlier one did not go out."""
    later = case.today - case.local(request.at).date()
    return case.note(replace(request.fact, due_on=request.fact.due_on + later))


def asked(case: OpenCase, request: Entry[DataRequest]) -> dict[str, Any]:
    """What we asked for, when, and until when it could be sent."""
    return {
        "stukken": documents(request.fact),
        "verzoek": {
            "datum": case.local(request.at).date().isoformat(),
            "uiterlijk": request.fact.due_on.isoformat(),
        },
    }


def documents(request: DataRequest) -> list[dict[str, str]]:
    """What we ask for, and why."""
    return [{"naam": document.name, "waarom": document.why} for document in request.documents]
