"""What a fact must contain before it may go on the record; each problem is a Dutch sentence about one field."""

from __future__ import annotations

from datetime import date, datetime
from functools import singledispatch

from rules.calls import REACHED, CallOutcome, Channel
from rules.facts import (
    Application,
    Appointment,
    Call,
    DataReceived,
    DataRequest,
    EditableCopy,
    Exemption,
    ExemptionRefusal,
    Fact,
    Form,
    Intention,
    Investigation,
    Note,
    Outcome,
    Provision,
    Report,
    Resumption,
    Return,
    ViewsInvited,
    Withdrawal,
)
from rules.record import term_content
from rules.record.field_checks import blank, past

MOTIVATION_MIN = 20
WHOLE_NL = "Niet verder behandelen geldt voor de hele aanvraag. Kies dit bij elke voorziening, of bij geen."


@singledispatch
def problems(fact: Fact, *, now: datetime, today: date) -> dict[str, str]:
    """Map each invalid field to a Dutch sentence; empty when the fact is complete.

    `now` is timezone-aware, `today` is the day in the Netherlands.
    """
    del fact, now, today
    return {}


def _report(fact: Report, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return blank(fact, question="Schrijf op wat de inwoner vraagt, in eigen woorden.") | past(
        "received_on", fact.received_on, today
    )


def _appointment(fact: Appointment, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found = blank(fact, place="Vul in waar het gesprek is.")
    if fact.on < today:
        found["on"] = "Deze dag is al voorbij. Kies een dag vanaf vandaag."
    return found


def _investigation(fact: Investigation, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found = blank(
        fact,
        need="Schrijf op welke hulp de inwoner nodig heeft.",
        conclusion="Schrijf op wat de uitkomst van het onderzoek is.",
    ) | past("visited_on", fact.visited_on, today)
    if not fact.findings or not all(finding.text.strip() for finding in fact.findings):
        found["findings"] = "Schrijf bij elk onderdeel op wat u hebt gevonden."
    return found


def _application(fact: Application, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return past("received_on", fact.received_on, today)


def _data_request(fact: DataRequest, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found: dict[str, str] = {}
    if not fact.documents or not all(d.name.strip() and d.why.strip() for d in fact.documents):
        found["documents"] = "Noem elk stuk dat nog nodig is, en waarom."
    if fact.due_on <= today:
        found["due_on"] = "Kies een dag na vandaag: de inwoner heeft tijd nodig om te antwoorden."
    return found


def _data_received(fact: DataReceived, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return blank(fact, what="Schrijf op wat u hebt ontvangen.") | past("received_on", fact.received_on, today)


def _intention(fact: Intention, *, now: datetime, today: date) -> dict[str, str]:
    del now, today
    found: dict[str, str] = {}
    if not fact.provisions:
        found["provisions"] = "Noem minstens één voorziening waarover u besluit."
    for index, provision in enumerate(fact.provisions):
        found |= {f"provisions.{index}.{field}": text for field, text in _provision(provision).items()}
    outcomes = {provision.outcome for provision in fact.provisions}
    if Outcome.NOT_PROCESSED in outcomes and len(outcomes) > 1:
        found["provisions"] = WHOLE_NL
    if fact.temporary and outcomes - {Outcome.GRANTED}:
        found["provisions"] = "Tijdelijke hulp wijst niets af. Geef wat nu nodig is, en beslis later over de aanvraag."
    if fact.provisions and fact.adverse:
        found |= blank(fact, hardship="Schrijf op hoe u de hardheidsclausule hebt afgewogen.")
        found |= blank(fact, alternatives="Schrijf op welke andere oplossingen er zijn.")
    return found


def _provision(provision: Provision) -> dict[str, str]:
    found = blank(provision, name="Noem de voorziening.")
    found |= blank(
        provision,
        reason_title="Zet de reden in één korte zin.",
        reason="Waarom geldt dit voor deze inwoner? Schrijf een eigen reden op.",
        source="Waar komt deze reden vandaan: een gesprek, het verslag of een advies?",
    )
    if provision.outcome.gives:
        found |= blank(
            provision, extent="Schrijf op hoeveel hulp de inwoner krijgt.", result="Schrijf op waar de hulp toe leidt."
        )
        if provision.from_on is None:
            found["from_on"] = "Vul in vanaf welke dag de hulp begint."
        if provision.form is Form.BUDGET and provision.amount is None:
            found["amount"] = "Vul het bedrag van het pgb in."
        if provision.form is Form.IN_KIND:
            found |= blank(provision, provider="Noem de aanbieder die de hulp geeft.")
    if provision.from_on and provision.until_on and provision.until_on < provision.from_on:
        found["until_on"] = "De einddatum ligt voor de begindatum. Kies een latere dag."
    return found


def _views_invited(fact: ViewsInvited, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found = blank(fact, differs="Schrijf op wat wij anders weten dan de inwoner. Deze tekst komt in de brief.")
    if fact.due_on <= today:
        found["due_on"] = "Kies een dag na vandaag: de inwoner heeft tijd nodig om te reageren."
    return found


def _call(fact: Call, *, now: datetime, today: date) -> dict[str, str]:
    found: dict[str, str] = {}
    if fact.at > now:
        found["at"] = "Dit tijdstip is nog niet geweest. Vul in wanneer u belde."
    if fact.outcome in REACHED:
        found |= blank(
            fact,
            spoke_with="Vul in met wie u sprak.",
            summary="Schrijf op wat de inwoner zei. Dit komt in het dossier.",
        )
        if not fact.identity_checked:
            found["identity_checked"] = (
                "Controleer eerst of u de juiste persoon spreekt: vraag de geboortedatum en de postcode."
            )
    if fact.outcome is CallOutcome.INFORMED_DISAGREES:
        found |= blank(fact, response="Schrijf op wat de inwoner van het voornemen vindt, en wat u daarmee doet.")
    if fact.outcome is CallOutcome.NEW_FACTS:
        found |= blank(fact, new_facts="Schrijf op welke nieuwe informatie de inwoner gaf.")
    if fact.outcome is CallOutcome.DELAY_ASKED and fact.follow_up_on is None:
        found["follow_up_on"] = "Spreek af wanneer u weer belt en vul die dag in."
    if fact.follow_up_on and fact.follow_up_on < today:
        found["follow_up_on"] = "Deze dag is al voorbij. Kies een dag vanaf vandaag."
    if fact.channel is Channel.PHONE and fact.outcome in REACHED and fact.minutes < 1:
        found["minutes"] = "Vul in hoeveel minuten het gesprek duurde."
    return found


def _exemption(fact: Exemption, *, now: datetime, today: date) -> dict[str, str]:
    del now, today
    if len(fact.motivation.strip()) < MOTIVATION_MIN:
        return {"motivation": "Leg in een hele zin uit waarom u deze inwoner niet kunt spreken."}
    return {}


def _given_back(fact: ExemptionRefusal | Return, *, now: datetime, today: date) -> dict[str, str]:
    del now, today
    return blank(fact, remark="Schrijf op wat er anders moet, dan kan uw collega verder.")


def _withdrawal(fact: Withdrawal, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found = blank(fact, reason="Schrijf op waarom de inwoner intrekt.") | past("received_on", fact.received_on, today)
    if not fact.free_choice:
        found["free_choice"] = "Intrekken mag alleen als de inwoner dat zelf wil. Bespreek dit eerst."
    return found


def _resumption(fact: Resumption, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return past("received_on", fact.received_on, today)


def _editable_copy(fact: EditableCopy, *, now: datetime, today: date) -> dict[str, str]:
    del now, today
    if len(fact.reason.strip()) < MOTIVATION_MIN:
        return {"reason": "Schrijf in een hele zin waarvoor u deze kopie nodig hebt. De pdf blijft de brief."}
    return {}


def _note(fact: Note, *, now: datetime, today: date) -> dict[str, str]:
    del now, today
    return blank(fact, text="Schrijf een korte notitie.")


# The annotation of each function says which kind of fact it checks.
for _asked in (
    _report,
    _appointment,
    _investigation,
    _application,
    _data_request,
    _data_received,
    _intention,
    _views_invited,
    _call,
    _exemption,
    _given_back,
    _withdrawal,
    _resumption,
    _editable_copy,
    _note,
    *term_content.ALL,
):
    problems.register(_asked)
