"""What each decision says besides: who signs it, on what it rests, what it costs, and how to object.

Source: Awb 3:45, 3:47, 6:7, 7:10 and 10:10; Gemeentewet, art. 229; Wmo 2015, art. 2.1.4a.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from config.law import law
from config.municipality import municipality
from config.process import Process
from rules.asked.grants import Grant
from rules.facts import Intention, Provision
from rules.record import case_state
from rules.record.entries import Entry
from store import queries
from store.models import Letter, Staff
from tasks.cases.duties import objection_term
from tasks.cases.open_case import OpenCase


def legal_basis(course: Process, decided: Intention, *, refuses: bool) -> str:
    """The articles on which a decision rests: of what it refuses where it gives nothing, and of a budget beside it."""
    basis = course.basis_refused if refuses and not decided.gives else ""
    budget = course.basis_budget if any(one.grant is Grant.BUDGET for one in decided.provisions) else ""
    return ", en ".join(filter(None, (basis or course.basis, budget)))


def signer(case: OpenCase, about: Entry[Any]) -> Staff | None:
    """Who signs a decision, and is “ik” in its letter: the consultant or, without a mandate, the second reader.

    In a case that has no consultant, whoever worded it stands in. None where neither has one: who lacks a mandate does
    not sign (Awb 10:10).
    """
    read = case_state.approval(case.record, case_state.version_of(case.record, about))
    asked = [case.row.consultant_id or about.by, read.by if read else None]
    found = {one.id: one for one in queries.staff_with(case.db, filter(None, asked), municipality().mandaat.besluiten)}
    return next((found[one] for one in asked if one in found), None)


def signed(case: OpenCase, letter: Letter, by: Staff | None) -> dict[str, Any]:
    """The last day to object and what follows then, and the name under the letter; empty where nobody may sign."""
    last_day = case.term(case.process.terms["objection"].law, letter.dated_on).on
    return {
        "bezwaar": {
            "uiterlijk": last_day.isoformat(),
            "weken": law().term(objection_term(), on=last_day).length,
            "commissie": "ja" if municipality().bezwaar.commissie else "",
        },
        "ondertekenaar": {"naam": by.name if by else "", "functie": by.function if by else ""},
    }


def fee(course: Process, on: date) -> dict[str, Any]:
    """What an application costs, in cents; no values where the municipality says nothing of it."""
    known = municipality().fee(course.id, on)
    return {} if known is None else {"leges": known}


def contribution(course: Process, provisions: Collection[Provision], on: date) -> dict[str, Any]:
    """The most that is paid each month and in which year, in cents, and for what of this nothing is paid.

    No values where the course asks no contribution. The amount is empty for a year of which none was read.
    """
    if not course.contribution:
        return {}
    free = municipality().under(course.id).eigen_bijdrage.niet_voor
    given = [one for one in provisions if one.gives]
    without = [one.name for one in given if one.product in free]
    most = law().amount(course.contribution, on=on)
    return {
        "bijdrage": {
            "hoogstens": most.cents if most else None,
            "jaar": on.year,
            "niet_voor": without,
            "geheel_niet": "ja" if given and len(without) == len(given) else "",
        }
    }
