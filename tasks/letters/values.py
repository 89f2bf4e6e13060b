"""The values of each letter, which its template prints, taken from the record of the case."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from letters.writing.signs import quotable
from rules.asked.grants import Grant
from rules.calls import CallOutcome
from rules.facts import (
    APPLICANT,
    Application,
    Appointment,
    Call,
    DataRequest,
    Fact,
    HelpEnds,
    Intention,
    Investigation,
    ViewsInvited,
    Withdrawal,
)
from rules.record import case_state
from rules.record.entries import Entry, every
from store.models import Letter
from tasks import clock
from tasks.cases.decisions import Decided, judged
from tasks.cases.open_case import OpenCase
from tasks.letters.addressee import of_every_letter
from tasks.letters.call_values import WAYS, attempts, called_at, spoken_with
from tasks.letters.decision_values import agreed, answers, decided, extent, temporary, withdrawn, worded
from tasks.letters.lateness_values import LETTERS as LATE_LETTERS
from tasks.letters.signature import signed
from tasks.letters.term_values import LETTERS as TERM_LETTERS
from tasks.letters.term_values import asked
from tasks.terms.case_terms import deadline_of, started

Values = dict[str, Any]
Write = Callable[[OpenCase, Letter, Entry[Any]], Values]


def values_for(case: OpenCase, letter: Letter, about: Entry[Any], decision: Decided | None) -> Values:
    """All values of one letter, as plain data that is frozen with it; one without a function has those of its fact."""
    if decision is None:
        write = LETTERS.get(letter.name) or ABOUT.get(type(about.fact), as_recorded)
        return of_every_letter(case, letter) | write(case, letter, about)
    write = temporary if decision.intention.fact.temporary else decided
    return of_every_letter(case, letter) | signed(case, letter) | write(case, letter, decision)


def as_recorded(case: OpenCase, letter: Letter, about: Entry[Any]) -> Values:
    """The fact itself under its label, and the first and last day of each term that has begun, by its role."""
    del letter
    record, process = case.record, case.process
    begun = ((role, started(record, process, role), deadline_of(record, process, role)) for role in process.terms)
    return {
        re.sub(r"\W+", "_", about.fact.label): _plain(asdict(about.fact)),
        "termijnen": {
            role: {"vanaf": start.isoformat(), "uiterlijk": end.on.isoformat()}
            for role, start, end in begun
            if start and end
        },
    }


def _plain(value: object) -> object:
    """A value as a template prints it."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return next((told(value) for kind, told in PRINTED.items() if isinstance(value, kind)), value)


def _acknowledgement(case: OpenCase, letter: Letter, about: Entry[Any]) -> Values:
    del letter
    received_on = about.fact.received_on
    return {
        "melding": {"datum": received_on.isoformat(), "vraag": quotable(about.fact.question)},
        "onderzoek": {"uiterlijk": case.by("investigation").on.isoformat()},
        "plan": {"uiterlijk": case.by("personal_plan").on.isoformat()},
    }


def _invitation(case: OpenCase, letter: Letter, about: Entry[Appointment]) -> Values:
    del case, letter
    fact = about.fact
    return {
        "gesprek": {
            "datum": fact.on.isoformat(),
            "tijd": f"{fact.at:%H.%M}",
            "plaats": fact.place,
            "tolk": fact.interpreter,
            "extra": fact.remark,
        }
    }


def _report(case: OpenCase, letter: Letter, about: Entry[Investigation]) -> Values:
    fact = about.fact
    titles = {finding.part: finding.title for finding in case.process.findings}
    applied_on = started(case.record, case.process, "decision")
    return {
        "melding": {"datum": case.opening.fact.received_on.isoformat()},
        "aanvraag": {"datum": applied_on.isoformat() if applied_on else ""},
        "gesprek": {"datum": fact.visited_on.isoformat(), "aanwezig": list(fact.present)},
        "verslag": {
            "hulpvraag": fact.need,
            "onderdelen": [{"kop": titles.get(f.part, f.part), "tekst": f.text} for f in fact.findings],
            "plan": fact.personal_plan,
            "pgb": fact.budget,
            "bijdrage": fact.contribution,
            "conclusie": fact.conclusion,
        },
        "reactie": {"uiterlijk": (letter.dated_on + timedelta(days=14)).isoformat()},
        "versie": sum(1 for entry in every(case.record, Investigation) if entry.seq <= about.seq),
    }


def _data_request(case: OpenCase, letter: Letter, about: Entry[DataRequest]) -> Values:
    return {
        "aanvraag": {"datum": case.began("decision").isoformat()},
        "stukken": [{"naam": document.name, "waarom": document.why} for document in about.fact.documents],
        "termijn": {
            "uiterlijk": about.fact.due_on.isoformat(),
            "opgeschort_vanaf": case.day_after(letter.dated_on).isoformat(),
        },
    }


def _reminder(case: OpenCase, letter: Letter, about: Entry[DataRequest]) -> Values:
    del letter
    return asked(case, about) | {"termijn": {"uiterlijk": about.fact.due_on.isoformat()}}


def _applied(case: OpenCase, letter: Letter, about: Entry[Application]) -> Values:
    del letter
    return {
        "aanvraag": {"datum": about.fact.received_on.isoformat(), "waarvoor": case.row.subject},
        "termijn": {"uiterlijk": case.decide_by.on.isoformat()},
        "stukken": [],
    }


def _ending(case: OpenCase, letter: Letter, about: Entry[HelpEnds]) -> Values:
    until_on, policy = about.fact.until_on, case.ending
    report_by = max(until_on - timedelta(weeks=policy.report_weeks), letter.dated_on + timedelta(weeks=2))
    decided = case_state.intention(case.record)
    ending = [one for one in decided.fact.provisions if one.until_on == until_on] if decided else []
    return {
        "besluit": {"datum": (case.row.closed_on or letter.dated_on).isoformat()},
        "einde": {
            "datum": until_on.isoformat(),
            "hulp": [f"{one.name}, {extent(one)}{PAID.get(one.grant, '')}" for one in ending if one.gives],
        },
        "melden": {"uiterlijk": min(report_by, until_on).isoformat()},
    }


def _views(case: OpenCase, letter: Letter, about: Entry[ViewsInvited]) -> Values:
    del letter
    meant = [entry for entry in every(case.record, Intention) if entry.seq < about.seq][-1]
    return {
        "aanvraag": {"datum": case.began("decision").isoformat()},
        "voorzieningen": answers(meant.fact, judged(case, meant)),
        "afwijking": about.fact.differs,
        "reactie": {"uiterlijk": about.fact.due_on.isoformat()},
    }


def _not_reached(case: OpenCase, letter: Letter, about: Entry[Intention]) -> Values:
    policy = case.process.protocol
    version = case_state.version_of(case.record, about)
    return {
        "pogingen": attempts(case, version, letter.party or APPLICANT),
        "terugbellen": {
            "uiterlijk": case.working_days_after(letter.dated_on, policy.wait_working_days).isoformat(),
        },
    }


def _conversation(case: OpenCase, letter: Letter, about: Entry[Call]) -> Values:
    del letter
    fact = about.fact
    return {
        "gesprek": called_at(case, fact)
        | {
            "met": spoken_with(case, fact),
            "wijze": WAYS[fact.channel],
            "besproken": fact.summary,
            "nieuwe_feiten": fact.new_facts,
            "afspraken": fact.agreements or AGREED[fact.outcome],
            "vervolg": fact.follow_up_on.isoformat() if fact.follow_up_on else "",
        }
    }


def _withdrawal(case: OpenCase, letter: Letter, about: Entry[Withdrawal]) -> Values:
    return {
        "intrekking": {
            "datum": about.fact.received_on.isoformat(),
            "wat": "aanvraag" if started(case.record, case.process, "decision") else case.opening.fact.label,
            "reden": about.fact.reason,
        },
        "herroepen": {
            "uiterlijk": (letter.dated_on + timedelta(days=case.process.withdrawal.reaction_days)).isoformat()
        },
    }


# The first that fits; a moment is a day too.
PRINTED: dict[type, Callable[[Any], object]] = {
    datetime: lambda at: {"datum": clock.local(at).date().isoformat(), "tijd": f"{clock.local(at):%H.%M}"},
    date: date.isoformat,
    time: lambda at: f"{at:%H.%M}",
    str: quotable,
    type(None): lambda _: "",
}
PAID = {Grant.BUDGET: ", met een pgb"}
AGREED = {
    CallOutcome.NEW_FACTS: "Wij onderzoeken wat u vertelde. Daarna bellen wij u weer. Pas dan besluiten wij.",
    CallOutcome.DELAY_ASKED: "Wij bellen u later weer. Tot die tijd nemen wij geen besluit.",
    CallOutcome.OTHER_SOLUTION: "Wij kijken naar de andere oplossing. Daarna hoort u van ons.",
}
# The letter of a step that each course may name its own letter for, by the kind of fact that the letter is about.
ABOUT: dict[type[Fact], Write] = {Appointment: _invitation, HelpEnds: _ending, Withdrawal: _withdrawal}
LETTERS: dict[str, Write] = {
    "wmo/ontvangstbevestiging-melding": _acknowledgement,
    "wmo/onderzoeksverslag": _report,
    "shared/ontvangstbevestiging-aanvraag": _applied,
    "shared/verzoek-aanvulling": _data_request,
    "shared/herinnering-aanvulling": _reminder,
    "shared/voornemen": _views,
    "shared/niet-bereikt": _not_reached,
    "shared/bevestiging-gesprek": _conversation,
    "shared/bevestiging-afspraak": agreed,
    "shared/bevestiging-intrekking-vraag": withdrawn,
    "shared/bevestiging-vraag": worded,
    **TERM_LETTERS,
    **LATE_LETTERS,
}
