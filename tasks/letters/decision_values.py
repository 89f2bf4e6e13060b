"""The values of a decision letter: the application, the findings, and each provision (Awb 3:46)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from config.products import product_name
from letters.writing.signs import quotable
from letters.writing.slots import dutch_date
from letters.writing.template import OUTCOMES, TEMPORARY
from rules.asked.extent import in_words, period
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.facts import (
    APPLICANT,
    Intention,
    Investigation,
    ItemsAsked,
    ItemWithdrawn,
    LessAgreed,
    Provision,
    Report,
    RunningHelp,
)
from rules.facts.asking.items import Measure
from rules.facts.asking.talks import Talk
from rules.grants.forms import FORMS
from rules.record import asked, case_state
from rules.record.asked import Numbered
from rules.record.entries import Entry, Record, before, every, latest
from rules.record.judgement import Judgement
from rules.wording import inside
from store.models import Letter
from tasks.cases.decisions import Decided, judge
from tasks.cases.open_case import OpenCase
from tasks.letters.call_values import WAYS, heard, talked_with
from tasks.letters.data_requests import asked as requested
from tasks.letters.decision_clauses import contribution, fee, legal_basis
from tasks.parties.people import person

Values = dict[str, Any]
ONE = Quantity(1, Unit.PIECE, Per.ONCE)


def temporary(case: OpenCase, letter: Letter, decision: Decided) -> dict[str, Any]:
    """Immediate help or an advance, until the decision (Wmo 2015, art. 2.3.3; Awb 4:95)."""
    received_on = case.opening.fact.received_on
    ends = None if case_state.investigation(case.record) else case.deadline("investigation")
    last = "uiterlijk" if ends and ends.on > letter.dated_on else "voorbij"
    return {
        "melding": {"datum": received_on.isoformat()},
        "onderzoek": {"uiterlijk": "", last: _day(ends.on if ends else None)},
        "voorzieningen": [provision_values(one, TEMPORARY) for one in decision.intention.fact.provisions],
        "rechtsgrond": case.process.basis_temporary,
        **contribution(case.process, decision.intention.fact.provisions, letter.dated_on),
    }


def decided(case: OpenCase, letter: Letter, decision: Decided) -> dict[str, Any]:
    """The decision on an application, or why it is left unprocessed."""
    fact = decision.intention.fact
    values: dict[str, Any] = {
        **_told_before(case, letter),
        **fee(case.process, case.began("decision")),
        **contribution(case.process, fact.provisions, letter.dated_on),
        "gevraagd": items_asked(case, decision),
        "voorzieningen": answers(fact, decision.judgement),
        "gegeven": fact.gives,
        "budget": any(one.grant is Grant.BUDGET for one in fact.provisions),
        "hardheid": fact.hardship,
        "alternatieven": fact.alternatives,
        "rechtsgrond": legal_basis(case.process, fact, refuses=decision.judgement.adverse),
        **_reviewed(case, decision),
    }
    if fact.unprocessed and (request := case_state.open_request(before(case.record, decision.intention.seq))):
        values |= requested(request)
    return values | heard(case, decision)


def _told_before(case: OpenCase, letter: Letter) -> Values:
    """The days of what came before the decision: what opened the case, the application, and the letter of the findings.

    A course without findings makes no such letter, so that its others cannot speak of one.
    """
    applied_on, report = case.began("decision"), latest(case.record, Investigation)
    if not case.process.findings:
        return {"aanvraag": {"datum": applied_on.isoformat()}}
    sent = [one for one in case.letters.values() if report and one.about == report.seq]
    told_on = min([*(one.left_on or one.dated_on for one in sent[:1]), letter.dated_on])
    opened = {"melding": {"datum": case.opening.fact.received_on.isoformat()}} if every(case.record, Report) else {}
    gone = "ja" if sent and all(one.status == "withdrawn" for one in sent) else ""
    early = "ja" if applied_on < told_on else ""
    return opened | {
        "aanvraag": {"datum": applied_on.isoformat(), "eerst": early},
        "verslag": {"datum": told_on.isoformat(), "vervalt": gone},
    }


def _reviewed(case: OpenCase, decision: Decided) -> Values:
    """The decisions under which it runs that is reviewed, as was known then, and from when that may change."""
    runs = [entry.fact for entry in every(case.record, RunningHelp) if entry.seq < decision.intention.seq]
    if not runs:
        return {}
    elsewhere = [one for one in runs if not one.here]
    told = [
        {"door": quotable(one.made_by), "datum": _day(one.decided_on), "gaf": quotable(one.gave)} for one in elsewhere
    ]
    here = [one.case for one in runs if one.here]
    return {"herziening": {"vanaf": _day(min(one.changes_on for one in runs)), "zaken": here, "elders": told}}


def items_asked(case: OpenCase, decision: Decided) -> list[Values]:
    """What the citizen asked, as it stood when this was decided, in their own words."""
    intention = decision.intention
    known = before(case.record, intention.seq)
    plain = [entry for entry in known if not isinstance(entry.fact, LessAgreed)]
    # An agreement is told of where the answer rests on it.
    short = judge(case.process, plain, intention.fact, intention.at).lacks.keys()
    borne = short - decision.judgement.lacks.keys()
    return [_item(case, known, one, borne) for one in asked.standing(known)]


def _item(case: OpenCase, known: Record, one: Numbered, borne: Collection[int]) -> Values:
    agreed = asked.agreement(known, one.number) if one.number in borne else None
    found = asked.measured(known, one)
    values: Values = {"woorden": quotable(one.item.words), "naam": _named(case, found), "wat": in_one_line(case, found)}
    if one.item.party != APPLICANT:
        values["van"] = person(case.row, case.record, one.item.party).called
    if agreed and agreed.fact.party == APPLICANT:
        # In each letter “u” is the citizen; another party was told in a letter of their own what they agreed to.
        told = {"datum": agreed.fact.on.isoformat(), "wat": in_one_line(case, agreed.fact)}
        values["akkoord"] = told | {"woorden": quotable(agreed.fact.words)}
    return values


def agreed(case: OpenCase, letter: Letter, about: Entry[Talk]) -> Values:
    """What was agreed in a talk about one item."""
    del letter
    fact = about.fact
    one = asked.items(case.record)[fact.item - 1]
    return {
        "gesprek": {"datum": fact.on.isoformat(), "met": talked_with(case, fact), "wijze": WAYS[fact.channel]},
        "vraag": {"naam": _named(case, asked.measured(case.record, one)), "woorden": quotable(one.item.words)},
        "afspraak": {
            "minder": isinstance(fact, LessAgreed),
            "wat": in_one_line(case, fact),
            "woorden": quotable(fact.words),
        },
    }


def worded(case: OpenCase, letter: Letter, about: Entry[ItemsAsked]) -> Values:
    """What the citizen asks now and, where that replaces older words, what they asked before."""
    del letter
    found = asked.items(case.record)
    mine = [one.item for one in found if one.entry.seq == about.seq]
    return {
        "vragen": {
            "datum": about.fact.received_on.isoformat(),
            "nieuw": [
                {
                    "woorden": quotable(item.words),
                    "eerder": quotable(found[item.instead_of - 1].item.words) if item.instead_of else "",
                }
                for item in mine
            ],
        }
    }


def withdrawn(case: OpenCase, letter: Letter, about: Entry[ItemWithdrawn]) -> Values:
    """An item that the citizen no longer asks, and until when to come back on that."""
    fact = about.fact
    last_day = letter.dated_on + timedelta(days=case.process.withdrawal.reaction_days)
    return {
        "intrekking": {"datum": fact.received_on.isoformat(), "reden": quotable(fact.reason)},
        "vraag": {"woorden": quotable(asked.items(case.record)[fact.item - 1].item.words)},
        "herroepen": {"uiterlijk": last_day.isoformat()},
    }


def _named(case: OpenCase, measure: Measure) -> str:
    """The thing in plain words; what nobody named yet is help."""
    return product_name(measure.product, case.process.id, on=case.today) or "hulp"


def in_one_line(case: OpenCase, measure: Measure) -> str:
    """What is named, in one line: “hulp in de huishouding, 4 uur per week, vanaf 1 december 2026”."""
    told = (
        product_name(measure.product, case.process.id, on=case.today),
        _counted(measure.quantity),
        FORMS[measure.form].phrase if measure.form in FORMS else "",
        f"vanaf {dutch_date(measure.from_on.isoformat())}" if measure.from_on else "",
        f"tot en met {dutch_date(measure.until_on.isoformat())}" if measure.until_on else "",
        "blijvend" if measure.lasting else "",
        f"van {quotable(measure.provider)}" if measure.provider else "",
    )
    return ", ".join(filter(None, told))


def answers(fact: Intention, judgement: Judgement) -> list[Values]:
    """Each provision, with what it comes to."""
    return [
        provision_values(one, OUTCOMES[judgement.answer(one)]) | {"onzeker": judgement.is_unsure(one)}
        for one in fact.provisions
    ]


def provision_values(provision: Provision, outcome: str) -> Values:
    """One provision: granted or rejected, and why."""
    return {
        "naam": provision.name,
        "over": inside(provision.name),
        "uitkomst": outcome,
        "vorm": (provision.grant if provision.gives else Grant.IN_KIND).value,
        "omvang": extent(provision),
        "resultaat": provision.result,
        "aanbieder": provision.provider,
        "vanaf": _day(provision.from_on),
        "tot": _day(provision.until_on),
        "bedrag": provision.amount,
        "per": period(provision.per) if provision.per else "",
        "berekening": provision.calculation,
        "doel": provision.purpose,
        "aflossing": {"bedrag": _counted(provision.repayment), "vanaf": _day(provision.repaid_from_on)},
        "rente": provision.interest,
        "plan": provision.plan,
        "inzet": provision.efforts,
        "verrekening": provision.offset,
        "kop": provision.reason_title,
        "reden": provision.reason,
        "bron": provision.source,
        "voorwaarden": list(provision.conditions),
    }


def extent(provision: Provision) -> str:
    """How much is given; in the words of its author where that is from before items were kept."""
    return (_counted(provision.quantity) or provision.name) if provision.quantity else provision.extent


def _counted(quantity: Quantity | None) -> str:
    """How much in Dutch words; of one thing, its name says enough."""
    return "" if quantity is None or quantity == ONE else in_words(quantity)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
