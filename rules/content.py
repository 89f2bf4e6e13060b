"""What a fact must say before it may go on the record; each problem is a Dutch sentence at its field."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import singledispatch

from rules.calls import SPOKEN, CallOutcome, Channel
from rules.facts import (
    Application,
    Appointment,
    Call,
    DataReceived,
    DataRequest,
    DefaultNotice,
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
    TermExtended,
    TermResumed,
    TermSuspended,
    Withdrawal,
)
from rules.suspension import GroundId

MOTIVATION_MIN = 20
FUTURE = "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde."


@singledispatch
def problems(fact: Fact, *, now: datetime, today: date) -> dict[str, str]:
    """Field to sentence; empty when the fact is complete. `now` is aware, `today` is the Dutch day."""
    del fact, now, today
    return {}


@problems.register
def _(fact: Report, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return _blank(fact, question="Schrijf op wat de inwoner vraagt, in eigen woorden.") | _past(
        "received_on", fact.received_on, today
    )


@problems.register
def _(fact: Appointment, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found = _blank(fact, place="Vul in waar het gesprek is.")
    if fact.on < today:
        found["on"] = "Deze dag is al voorbij. Kies een dag vanaf vandaag."
    return found


@problems.register
def _(fact: Investigation, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found = _blank(
        fact,
        need="Schrijf op welke hulp de inwoner nodig heeft.",
        conclusion="Schrijf op wat de uitkomst van het onderzoek is.",
    ) | _past("visited_on", fact.visited_on, today)
    if not fact.findings or not all(finding.text.strip() for finding in fact.findings):
        found["findings"] = "Schrijf bij elk onderdeel op wat u hebt gevonden."
    return found


@problems.register
def _(fact: Application, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return _past("received_on", fact.received_on, today)


@problems.register
def _(fact: DataRequest, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found: dict[str, str] = {}
    if not fact.documents or not all(d.name.strip() and d.why.strip() for d in fact.documents):
        found["documents"] = "Noem elk stuk dat nog nodig is, en waarom."
    if fact.due_on <= today:
        found["due_on"] = "Kies een dag na vandaag: de inwoner heeft tijd nodig om te antwoorden."
    return found


@problems.register
def _(fact: DataReceived, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return _blank(fact, what="Schrijf op wat u hebt ontvangen.") | _past("received_on", fact.received_on, today)


@problems.register
def _(fact: TermSuspended, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found = _blank(fact, reason="Schrijf op waarom de termijn stilstaat. Deze tekst komt in de brief.")
    if fact.ground in {GroundId.COMPLETION, GroundId.OBJECTION_REPAIR}:
        found["ground"] = "Vraag de gegevens op met een brief. De termijn staat dan stil tot de dag die u stelt."
    if fact.to_on is None:
        found["to_on"] = "Zonder laatste dag staat de termijn niet stil. Vul in tot en met welke dag."
    elif fact.to_on < fact.from_on:
        found["to_on"] = "De laatste dag ligt voor de eerste. Kies een latere dag."
    if fact.ground is GroundId.FOREIGN and fact.from_on <= today:
        found["from_on"] = "Kies een dag na vandaag. De termijn staat pas stil vanaf de dag na de brief."
    if fact.ground is GroundId.CONSENT:
        found |= _consent(fact.consented_on, today)
    return found


def _consent(consented_on: date | None, today: date) -> dict[str, str]:
    if consented_on is None:
        sentence = "Een telefoongesprek is niet genoeg. Vul in op welke dag de inwoner schriftelijk instemde."
        return {"consented_on": sentence}
    return _past("consented_on", consented_on, today)


@problems.register
def _(fact: TermResumed, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return _past("on", fact.on, today)


@problems.register
def _(fact: TermExtended, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found = _blank(fact, reason="Schrijf op waarom u meer tijd nodig hebt. Deze tekst komt in de brief.")
    if fact.to_on <= today:
        found["to_on"] = "Kies een dag na vandaag."
    return found | _past("notified_on", fact.notified_on, today)


@problems.register
def _(fact: DefaultNotice, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return _past("received_on", fact.received_on, today)


@problems.register
def _(fact: Intention, *, now: datetime, today: date) -> dict[str, str]:
    del now, today
    found: dict[str, str] = {}
    if not fact.provisions:
        found["provisions"] = "Noem minstens één voorziening waarover u besluit."
    for index, provision in enumerate(fact.provisions):
        found |= {f"provisions.{index}.{field}": text for field, text in _provision(provision).items()}
    if fact.provisions and fact.adverse:
        found |= _blank(fact, hardship="Schrijf op hoe u de hardheidsclausule hebt afgewogen.")
        found |= _blank(fact, alternatives="Schrijf op welke andere oplossingen er zijn.")
    return found


def _provision(provision: Provision) -> dict[str, str]:
    found = _blank(provision, name="Noem de voorziening.")
    found |= _blank(
        provision,
        reason_title="Zet de reden in één korte zin.",
        reason="Waarom geldt dit voor deze inwoner? Schrijf een eigen reden op.",
        source="Waar komt deze reden vandaan: een gesprek, het verslag of een advies?",
    )
    if provision.outcome is not Outcome.REJECTED:
        found |= _blank(
            provision, extent="Schrijf op hoeveel hulp de inwoner krijgt.", result="Schrijf op waar de hulp toe leidt."
        )
        if provision.from_on is None:
            found["from_on"] = "Vul in vanaf welke dag de hulp begint."
        if provision.form is Form.BUDGET and provision.amount is None:
            found["amount"] = "Vul het bedrag van het pgb in."
        if provision.form is Form.IN_KIND:
            found |= _blank(provision, provider="Noem de aanbieder die de hulp geeft.")
    if provision.from_on and provision.until_on and provision.until_on < provision.from_on:
        found["until_on"] = "De einddatum ligt voor de begindatum. Kies een latere dag."
    return found


@problems.register
def _(fact: Call, *, now: datetime, today: date) -> dict[str, str]:
    found: dict[str, str] = {}
    if fact.at > now:
        found["at"] = "Dit tijdstip is nog niet geweest. Vul in wanneer u belde."
    if fact.outcome in SPOKEN:
        found |= _blank(
            fact,
            spoke_with="Vul in met wie u sprak.",
            summary="Schrijf op wat de inwoner zei. Dit komt in het dossier.",
        )
        if not fact.identity_checked:
            found["identity_checked"] = (
                "Controleer eerst of u de juiste persoon spreekt: vraag de geboortedatum en de postcode."
            )
    if fact.outcome is CallOutcome.INFORMED_DISAGREES:
        found |= _blank(fact, response="Schrijf op wat de inwoner van het voornemen vindt, en wat u daarmee doet.")
    if fact.outcome is CallOutcome.NEW_FACTS:
        found |= _blank(fact, new_facts="Schrijf op welke nieuwe informatie de inwoner gaf.")
    if fact.outcome is CallOutcome.DELAY_ASKED and fact.follow_up_on is None:
        found["follow_up_on"] = "Spreek af wanneer u weer belt en vul die dag in."
    if fact.follow_up_on and fact.follow_up_on < today:
        found["follow_up_on"] = "Deze dag is al voorbij. Kies een dag vanaf vandaag."
    if fact.channel is Channel.PHONE and fact.outcome in SPOKEN and fact.minutes < 1:
        found["minutes"] = "Vul in hoeveel minuten het gesprek duurde."
    return found


@problems.register
def _(fact: Exemption, *, now: datetime, today: date) -> dict[str, str]:
    del now, today
    if len(fact.motivation.strip()) < MOTIVATION_MIN:
        return {"motivation": "Leg in een hele zin uit waarom u deze inwoner niet kunt spreken."}
    return {}


@problems.register(ExemptionRefusal)
@problems.register(Return)
def _(fact: ExemptionRefusal | Return, *, now: datetime, today: date) -> dict[str, str]:
    del now, today
    return _blank(fact, remark="Schrijf op wat er anders moet, dan kan uw collega verder.")


@problems.register
def _(fact: Withdrawal, *, now: datetime, today: date) -> dict[str, str]:
    del now
    found = _blank(fact, reason="Schrijf op waarom de inwoner intrekt.") | _past("received_on", fact.received_on, today)
    if not fact.free_choice:
        found["free_choice"] = "Intrekken mag alleen als de inwoner dat zelf wil. Bespreek dit eerst."
    return found


@problems.register
def _(fact: Resumption, *, now: datetime, today: date) -> dict[str, str]:
    del now
    return _past("received_on", fact.received_on, today)


@problems.register
def _(fact: Note, *, now: datetime, today: date) -> dict[str, str]:
    del now, today
    return _blank(fact, text="Schrijf een korte notitie.")


def _blank(fact: object, **sentences: str) -> dict[str, str]:
    return {field: text for field, text in sentences.items() if not str(getattr(fact, field)).strip()}


def _past(field: str, day: date, today: date) -> dict[str, str]:
    if day > today:
        return {field: FUTURE}
    if day < today - timedelta(days=3660):
        return {field: "Deze datum ligt meer dan tien jaar terug. Controleer het jaar."}
    return {}
