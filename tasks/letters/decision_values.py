"""The values of a decision letter: the application, the findings, and each provision (Awb 3:46)."""

from __future__ import annotations

from datetime import date
from typing import Any

from letters.writing.template import OUTCOMES, TEMPORARY
from rules.facts import Investigation, Outcome, Provision
from rules.record import case_state
from rules.record.entries import latest
from store.models import Letter
from tasks import clock
from tasks.cases.decisions import Decided
from tasks.cases.open_case import OpenCase
from tasks.letters.call_values import heard
from tasks.letters.term_values import asked


def temporary(case: OpenCase, letter: Letter, decision: Decided) -> dict[str, Any]:
    """Immediate help, until the decision (Wmo 2015, art. 2.3.3)."""
    del letter
    received_on = case.opening.fact.received_on
    investigated = case_state.investigation(case.record)
    return {
        "melding": {"datum": received_on.isoformat()},
        "onderzoek": {"uiterlijk": "" if investigated else case.by("investigation").on.isoformat()},
        "voorzieningen": [
            provision_values(one) | {"uitkomst": TEMPORARY} for one in decision.intention.fact.provisions
        ],
        "rechtsgrond": case.process.basis_temporary,
    }


def decided(case: OpenCase, letter: Letter, decision: Decided) -> dict[str, Any]:
    """The decision on an application, or why it is left unprocessed."""
    fact = decision.intention.fact
    values: dict[str, Any] = {
        "aanvraag": {"datum": case.began("decision").isoformat()},
        **_reported(case, letter),
        "voorzieningen": [provision_values(provision) for provision in fact.provisions],
        "hardheid": fact.hardship,
        "alternatieven": fact.alternatives,
        "rechtsgrond": case.process.basis,
    }
    if fact.outcome is Outcome.NOT_PROCESSED and (request := case_state.open_request(case.record)):
        values |= asked(case, request)
    return values | heard(case, decision)


def _reported(case: OpenCase, letter: Letter) -> dict[str, Any]:
    """The day of the report; a course without findings makes none, so that its letters cannot speak of one."""
    if not case.process.findings:
        return {}
    report = latest(case.record, Investigation)
    return {"verslag": {"datum": (clock.local(report.at).date() if report else letter.dated_on).isoformat()}}


def provision_values(provision: Provision) -> dict[str, Any]:
    """One provision: granted or rejected, and why."""
    return {
        "naam": provision.name,
        "uitkomst": OUTCOMES[provision.outcome],
        "vorm": provision.form.value,
        "omvang": provision.extent,
        "resultaat": provision.result,
        "aanbieder": provision.provider,
        "vanaf": _day(provision.from_on),
        "tot": _day(provision.until_on),
        "bedrag": provision.amount,
        "berekening": provision.calculation,
        "kop": provision.reason_title,
        "reden": provision.reason,
        "bron": provision.source,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
