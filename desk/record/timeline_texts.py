"""The text of each fact on the timeline of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, time
from enum import StrEnum
from functools import singledispatch

from desk.web import call_labels
from rules import facts
from rules.asked.grants import Grant
from rules.calls import FAILED
from rules.clock.explanation import GROUNDS
from rules.facts.asking.talks import Talk
from rules.facts.kind import SECOND_READERS, Asked, asked_of
from rules.facts.remedies.dispute import Dispute, DisputeEnd, DisputeEnded
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.facts.report import Opening
from rules.record.judgement import Judgement
from rules.wording import list_nl, short_day, spelled

PLAIN, CONTACT, VISIT, DECISION = "", "contact", "visit", "decision"
OUTCOMES = {
    facts.Outcome.GRANTED: "toekennen",
    facts.Outcome.PARTIAL: "deels toekennen",
    facts.Outcome.REJECTED: "afwijzen",
    facts.Outcome.NOT_PROCESSED: "niet verder behandelen",
    facts.Outcome.LOWERED: "verlagen",
    facts.Outcome.ENDED: "beëindigen",
}


@dataclass(frozen=True)
class Told:
    """The Dutch text of a fact."""

    title: str
    lines: tuple[str, ...] = ()
    icon: str = "file-text"
    tone: str = PLAIN


@singledispatch
def tell(fact: facts.Fact) -> Told:
    """The Dutch text of this fact; a kind without one of its own is told by its heading, and all that was filled in.

    Of what no form asks only a text is told: a number there points at another fact, and items have their own lines.
    """
    asked = dict(asked_of(type(fact)))
    named = ((one.name, getattr(fact, one.name)) for one in fields(fact))
    lines = (_line(asked[name], value) if name in asked else value for name, value in named)
    texts = tuple(line for line in lines if type(line) is str)
    return Told(fact.heading, texts, fact.icon, DECISION if fact.recorded_by == SECOND_READERS else PLAIN)


def _line(asked: Asked, value: object) -> str:
    """One answer: a text as it is, anything else under its title; whose number it is, the timeline says by name."""
    if type(value) is str:
        return value
    if value is None or value is False or value == () or (asked.listed and isinstance(value, int)):
        return ""
    told = f" {short_day(value)}" if isinstance(value, date) else f": {_words(value, asked)}"
    return asked.title if value is True else f"{asked.title}{told}"


def _words(value: object, asked: Asked) -> str:
    if isinstance(value, StrEnum):
        return dict(asked.choices).get(value.value, value.value.replace("_", " "))
    if isinstance(value, tuple):
        return list_nl([str(one) for one in value])
    if isinstance(value, time):
        return f"{value:%H.%M} uur"
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _answers(fact: Opening | facts.Application) -> Iterator[str]:
    return (f"{spelled(name)}: {value}" for name, value in fact.answers)


plainly = tell.dispatch(facts.Fact)


@tell.register
def _(fact: Opening) -> Told:
    return Told(f"{fact.heading} ({fact.channel})", (fact.question, *_answers(fact)), fact.icon)


@tell.register
def _(fact: facts.Appointment) -> Told:
    tolk = f"Tolk: {fact.interpreter}" if fact.interpreter else ""
    when = f"{short_day(fact.on)} om {fact.at:%H.%M} uur, {fact.place}"
    return Told("Gesprek gepland", (when, tolk, fact.remark), "calendar-event", VISIT)


@tell.register
def _(fact: facts.Investigation) -> Told:
    talk = f"Gesprek op {short_day(fact.visited_on)} met {list_nl(fact.present)}" if fact.present else ""
    return Told("Onderzoek vastgelegd", (talk, fact.conclusion), "home-heart", VISIT)


@tell.register
def _(fact: facts.Application) -> Told:
    signed = "Verslag ondertekend terug" if fact.signed else "Verslag terug, niet ondertekend"
    return Told("Aanvraag ontvangen", (f"{signed} op {short_day(fact.received_on)}", fact.remarks), "file-check")


def opened(fact: facts.Application) -> Told:
    """An application that opened its case: how it came, and what else its form asked."""
    told = plainly(replace(fact, channel=""))
    came = f"{told.title} ({fact.channel})" if fact.channel else told.title
    return replace(told, title=came, lines=(*told.lines, *_answers(fact)))


@tell.register
def _(fact: facts.RunningHelp) -> Told:
    day = short_day(fact.decided_on, year=True)
    under = f"Besluit {fact.version} van zaak {fact.case}" if fact.here else f"Besluit van {fact.made_by}, {day}"
    return Told(fact.heading, (under, fact.gave, f"Kan veranderen vanaf {short_day(fact.changes_on)}"), fact.icon)


@tell.register
def _(fact: facts.DataRequest) -> Told:
    asked = "; ".join(document.name for document in fact.documents)
    return Told("Om gegevens gevraagd", (asked, f"Uiterlijk {short_day(fact.due_on)}"), "mail")


@tell.register
def _(fact: Talk) -> Told:
    return Told(fact.heading, (), fact.icon, CONTACT)


@tell.register
def _(fact: facts.PartyJoined) -> Told:
    given = (
        "gezag of machtiging op papier" if fact.authority else "",
        f"geboren op {short_day(fact.born_on, year=True)}" if fact.born_on else "",
        f"tolk: {fact.language}" if fact.interpreter else "",
    )
    lives = "geheim adres" if fact.secret_address else ", ".join(fact.address)
    about = ", ".join(filter(None, given))
    return Told(fact.heading, (f"{fact.name}, {fact.kind.value}", about, fact.phone, lives), fact.icon)


@tell.register
def _(fact: facts.PartyEnded) -> Told:
    why = fact.why.value.replace("_", " ")
    return Told(fact.heading, (f"{why}, vanaf {short_day(fact.ended_on)}", fact.source), fact.icon)


@tell.register
def _(fact: facts.TermSuspended) -> Told:
    why = f"{GROUNDS[fact.ground]}: {short_day(fact.from_on)} tot en met {short_day(fact.to_on)}"
    return Told("Termijn staat stil", (why, fact.reason), "clock")


@tell.register
def _(fact: facts.TermResumed) -> Told:
    return Told("Termijn loopt weer", (f"Vanaf {short_day(fact.on)}", fact.reason), "clock")


@tell.register
def _(fact: facts.TermExtended) -> Told:
    return Told("Termijn verlengd", (f"Tot en met {short_day(fact.to_on)}", fact.reason), "clock")


@tell.register
def _(fact: DefaultNotice) -> Told:
    return Told("Ingebrekestelling ontvangen", (f"Op {short_day(fact.received_on)}", fact.remark), "alert-triangle")


@tell.register
def _(fact: DefaultReply) -> Told:
    return Told("Ingebrekestelling beantwoord", (f"Het besluit komt uiterlijk {short_day(fact.decide_on)}",), "mail")


@tell.register
def _(fact: PenaltyDecision) -> Told:
    if fact.adverse:
        return Told("Besluit: geen dwangsom", (fact.reason,), "scale", DECISION)
    run = f"{fact.days} dagen, van {short_day(fact.first_on)} tot en met {short_day(fact.last_on)}"
    return Told(f"Dwangsom vastgesteld: € {fact.amount_eur}", (run,), "scale", DECISION)


@tell.register
def _(fact: Dispute) -> Told:
    against = f"Op {short_day(fact.received_on)}, tegen het besluit van {short_day(fact.decided_on)}"
    return Told(f"{fact.kind.capitalize()} ontvangen", (against, fact.remark), "alert-triangle")


@tell.register
def _(fact: DisputeEnded) -> Told:
    how = f"{'Er is beslist' if fact.how is DisputeEnd.DECIDED else 'Ingetrokken'}, op {short_day(fact.on)}"
    return Told("Bezwaar of beroep voorbij", (how, fact.remark), "check")


@tell.register
def _(fact: facts.ReminderMet) -> Told:
    return Told("Herinnering afgehandeld", (f"Op {short_day(fact.on)}", fact.remark), "check")


@tell.register
def _(fact: facts.TermMoved) -> Told:
    moved = f"Van {short_day(fact.before_on)} naar {short_day(fact.after_on)}"
    return Told("Laatste dag verschoven", (f"{moved}, door een wijziging in de kalender",), "clock")


@tell.register
def _(fact: facts.HelpEnds) -> Told:
    return Told("Einde van de hulp aangekondigd", (f"De hulp loopt tot en met {short_day(fact.until_on)}",), "clock")


def decided(fact: facts.Intention, found: Judgement) -> Told:
    """The Dutch text of an intention, which says what it comes to by what was asked."""
    lines = (f"{p.name}: {OUTCOMES[found.answer(p)]}. {p.reason_title}" for p in fact.provisions)
    at_once = "Voorschot" if all(p.grant is Grant.ADVANCE for p in fact.provisions) else "Tijdelijke hulp"
    title = at_once if fact.temporary else f"Voornemen: {OUTCOMES[found.outcome]}"
    return Told(title, tuple(lines), fact.icon, DECISION)


@tell.register
def _(fact: facts.ViewsInvited) -> Told:
    by = f"Reactie uiterlijk {short_day(fact.due_on)}"
    return Told("Om een reactie gevraagd", (fact.differs, by), "mail", CONTACT)


@tell.register
def _(fact: facts.Call) -> Told:
    icon = "phone-off" if fact.outcome in FAILED else "phone"
    title = f"Gebeld: {call_labels.LABELS[fact.outcome].casefold()}"
    answer = fact.response and f"Ons antwoord: {fact.response}"
    fresh = fact.new_facts if fact.new_facts != fact.summary else ""
    again = f"Opnieuw bellen op {short_day(fact.follow_up_on)}" if fact.follow_up_on else ""
    return Told(title, (fact.summary, answer, fresh, fact.agreements, again), icon, CONTACT)


@tell.register
def _(fact: facts.Exemption) -> Told:
    return Told("Uitzondering gevraagd", (call_labels.EXEMPT[fact.reason], fact.motivation), "phone-off", CONTACT)


@tell.register
def _(fact: facts.Withdrawal) -> Told:
    return Told("Ingetrokken", (f"Op {short_day(fact.received_on)}", fact.reason), "circle-x")


@tell.register
def _(fact: facts.EditableCopy) -> Told:
    return Told(f"Bewerkbare kopie van brief B{fact.letter} gemaakt", (fact.reason,), "pencil")
