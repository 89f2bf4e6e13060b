"""The forms on the page about a penalty, and those of any decision beside that on the case (Awb 4:17 and 4:18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from desk.record.case_file import CaseFile
from desk.web import call_labels
from desk.web.forms import Form
from rules.clock.penalty import NoPenalty
from rules.errors import FactInvalid
from rules.facts import APPLICANT, Call, Exemption, ExemptionApproval, ExemptionRefusal, Fact
from rules.facts.remedies.lateness import PenaltyDecision
from rules.record import case_state
from store import record
from tasks import clock
from tasks.terms import lateness
from tasks.terms.lateness import Lateness

CALLED = (*call_labels.REACHED[:2], *call_labels.NOT_REACHED[:2])


def _decided(form: Form, file: CaseFile) -> Fact:
    """The decision as it was shown; if the amount has changed since, it is refused."""
    late = late_of(file)
    draft = late.draft(clock.today(), _whole(form, "applicants")) if late else None
    if draft is None or str(draft.amount_eur) != form["bedrag"]:
        raise FactInvalid({"amount_eur": lateness.CHANGED_NL})
    return draft


def _refused(form: Form, file: CaseFile) -> Fact:
    late = late_of(file)
    if form["none_due"] not in set(NoPenalty):
        raise FactInvalid({"none_due": "Kies waarom er geen dwangsom is."})
    notice = late.notice.seq if late else 0
    return PenaltyDecision(notice=notice, none_due=NoPenalty(form["none_due"]), reason=form["reason"])


def call_about(form: Form, file: CaseFile, version: int) -> Fact:
    """The call about this version, with the first who was not heard yet."""
    if form["outcome"] not in {one.outcome for one in CALLED}:
        raise FactInvalid({"outcome": "Kies hoe het gesprek ging."})
    try:
        at = datetime.fromisoformat(f"{form['at_day']}T{form['at_time']}").replace(tzinfo=clock.AMSTERDAM)
    except ValueError:
        raise FactInvalid({"at": "Vul in op welke dag en hoe laat u belde."}) from None
    data: dict[str, Any] = {name: form[name] for name in ("spoke_with", "summary", "response")}
    data |= {"at": at, "outcome": form["outcome"]} | {name: name in form for name in ("identity_checked", "authorised")}
    data |= {"party": to_call(file, version), "decision": version, "minutes": _whole(form, "minutes", least=0)}
    return record.parse(Call, data)


def exempt(form: Form, file: CaseFile, version: int) -> Fact:
    """The request to go without a call about this version."""
    if form["exempt"] not in call_labels.EXEMPT:
        raise FactInvalid({"exempt": "Kies waarom u deze inwoner niet kunt spreken."})
    data = {"decision": version, "reason": form["exempt"], "motivation": form["motivation"]}
    data |= {"party": to_call(file, version)}
    return record.parse(Exemption, data)


def to_call(file: CaseFile, version: int) -> int:
    """Whom this is about: the first who was not heard yet."""
    return next(iter(case_state.left_to_hear(file.record, version)), APPLICANT)


def judged(form: Form, file: CaseFile, version: int) -> Fact:
    """A colleague's answer about an exemption."""
    asked = case_state.pending_exemption(file.record, version)
    seq = asked.seq if asked else 0
    if form["keuze"] == "ja":
        return ExemptionApproval(exemption=seq, remark=form["remark"])
    return ExemptionRefusal(exemption=seq, remark=form["remark"])


BUILD: dict[str, Callable[[Form, CaseFile], Fact]] = {
    "besluit": _decided,
    "geen": _refused,
    "gesprek": lambda form, file: call_about(form, file, version_of(file)),
    "uitzondering": lambda form, file: exempt(form, file, version_of(file)),
    "oordeel": lambda form, file: judged(form, file, version_of(file)),
}


def _whole(form: Form, name: str, least: int = 1) -> int:
    text = form[name] or str(least)
    if not (text.isascii() and text.isdigit() and len(text) < 4):  # noqa: PLR2004 (three digits are plenty)
        raise FactInvalid({name: "Vul een heel getal in."})
    return int(text)


def late_of(file: CaseFile) -> Lateness | None:
    """How late the case is."""
    return lateness.lateness(file.record, file.process, file.case.closed_on)


def version_of(file: CaseFile) -> int:
    """The number of the penalty decision within the case; 0 when there is none."""
    decision = case_state.penalty_decision(file.record)
    return case_state.version_of(file.record, decision) if decision else 0
