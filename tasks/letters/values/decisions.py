"""The values of letters around a decision: the report, views on an intention, and who signs (Wmo 2.3.2; Awb 4:8)."""

from __future__ import annotations

from datetime import date, timedelta

from rules.facts import Fact, Intention, Investigation, ViewsInvited
from rules.facts.suspension import HelpResumed, HelpSuspended
from rules.record import asked, suspensions
from rules.record.entries import Entry, before, every
from tasks import clock
from tasks.cases.decisions import judged
from tasks.letters.decision_clauses import signed, signer
from tasks.letters.decision_values import answers, in_one_line
from tasks.letters.values.registry import Values, Writing, value

REACTION = timedelta(days=14)


@value("gesprek.datum", Investigation)
def visited_on(writing: Writing[Investigation]) -> date:
    """The day of the talk that the report is of."""
    return writing.fact.visited_on


@value("gesprek.aanwezig", Investigation)
def present(writing: Writing[Investigation]) -> list[str]:
    """Who were there."""
    return list(writing.fact.present)


@value("verslag", Investigation)
def report(writing: Writing[Investigation]) -> Values:
    """What the investigation found."""
    fact = writing.fact
    titles = {finding.part: finding.title for finding in writing.case.process.findings}
    return {
        "hulpvraag": fact.need,
        "onderdelen": [{"kop": titles.get(one.part, one.part), "tekst": one.text} for one in fact.findings],
        "plan": fact.personal_plan,
        "pgb": fact.budget,
        "bijdrage": fact.contribution,
        "conclusie": fact.conclusion,
    }


@value("versie", Investigation)
def version(writing: Writing[Investigation]) -> int:
    """The number of this report."""
    return sum(1 for entry in every(writing.case.record, Investigation) if entry.seq <= writing.about.seq)


@value("reactie.uiterlijk", Investigation)
def respond_by(writing: Writing[Investigation]) -> date:
    """Until when to respond to the report."""
    return writing.letter.dated_on + REACTION


@value("reactie.uiterlijk", ViewsInvited)
def give_views_by(writing: Writing[ViewsInvited]) -> date:
    """Until when to respond to an intention."""
    return writing.fact.due_on


@value("afwijking", ViewsInvited)
def differs(writing: Writing[ViewsInvited]) -> str:
    """Where what we know differs from what the citizen says."""
    return writing.fact.differs


@value("voorzieningen", ViewsInvited)
def intended(writing: Writing[ViewsInvited]) -> list[Values]:
    """What we intend to give and refuse, and why."""
    case = writing.case
    meant = [entry for entry in every(case.record, Intention) if entry.seq < writing.about.seq][-1]
    return answers(meant.fact, judged(case, meant))


@value("opgeschort", HelpSuspended)
def stopped(writing: Writing[HelpSuspended]) -> list[Values]:
    """What is suspended, each thing in one line."""
    case = writing.case
    named = {one.number: one for one in asked.items(case.record)}
    return [{"wat": in_one_line(case, asked.measured(case.record, named[one]))} for one in writing.fact.items]


@value("opgeschort.vanaf", HelpResumed)
def stopped_from(writing: Writing[HelpResumed]) -> date:
    """The first day of what was suspended, as the reader was told, and goes on."""
    return min(entry.fact.from_on for entry in _stopped(writing))


@value("opgeschort.ging_in", HelpResumed)
def withheld(writing: Writing[HelpResumed]) -> bool:
    """Whether something was withheld: it had started when it went on again."""
    return stopped_from(writing) <= clock.local(writing.about.at).date()


def _stopped(writing: Writing[HelpResumed]) -> list[Entry[HelpSuspended]]:
    known = before(writing.case.record, writing.about.seq)
    since = every(known, HelpSuspended, after=suspensions.ended(known))
    left = {one.about for one in writing.case.letters.values() if one.decides and one.leaving}
    return [entry for entry in since if entry.seq in left] or list(since)


@value("bezwaar")
def objection(writing: Writing[Fact]) -> object:
    """Until when to object."""
    return signed(writing.case, writing.letter, None)["bezwaar"]


@value("ondertekenaar")
def signed_by(writing: Writing[Fact]) -> object:
    """Who signs."""
    return signed(writing.case, writing.letter, signer(writing.case, writing.about))["ondertekenaar"]
