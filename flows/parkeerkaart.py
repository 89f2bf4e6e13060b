"""Gehandicaptenparkeerkaart (BABW, art. 49 and further; Regeling GPK): apply, take medical advice, decide."""

from __future__ import annotations

from datetime import date, timedelta

from config.process import Process
from config.products import product_of
from flows.steps.call_first import confirm_calls, decide
from flows.steps.completion import complete
from flows.steps.ending import confirm_withdrawal, end, withdrawn
from flows.steps.other_ends import ended_otherwise
from flows.steps.receipts import confirm_messages
from flows.steps.terms import announce_penalty, announce_term_changes
from rules.facts import Advice, Intention, Provision
from rules.facts.laws.parkeerkaart import INTENDED, AdviceAsked, AdviceWaived, CardGone, InstitutionStated
from rules.record import asked, case_state
from rules.record.entries import Record, latest
from rules.wording import day_nl
from tasks.cases import asks
from tasks.cases.asks import Ask
from tasks.cases.courses import process
from tasks.cases.open_case import OpenCase
from tasks.cases.stages import Stage, shows
from tasks.cases.waiting import wait_for
from tasks.letters.sending import announce, send_letter
from tasks.terms.case_terms import case_deadline, started

REPLACEMENT, INSTITUTION = "replacement_card", "institution_card"
TOO_LONG = "Een kaart geldt ten hoogste vijf jaar. Kies een dag tot en met {day}."
OTHER_NAME = "Deze naam hoort bij een andere kaart dan u geeft. De naam komt in de brief."
OLD_END = "De nieuwe kaart geldt tot en met dezelfde dag als de oude. Dat is {day}."
ASK_ADVICE = asks.add(
    Ask(
        "medisch advies vragen",
        "Vraag advies",
        "notes",
        tone="decision",
        filter="besluit",
        todo="Vraag medisch advies, of schrijf op waarom dat niet nodig is.",
        first="Er is nog geen medisch advies. Leg dat eerst vast, of waarom het niet nodig is.",
        why="De arts kijkt of de inwoner aan de eisen voldoet. De termijn loopt intussen door.",
        button="Vraag medisch advies",
        path="advies-gevraagd",
    )
)
ADVICE = asks.add(
    Ask(
        "medisch advies",
        "Wacht op advies",
        todo="De arts geeft nog advies.",
        first=ASK_ADVICE.first,
        why="De termijn loopt door. Duurt het te lang? Bel de arts.",
        button="Leg het advies vast",
        path="deskundig-advies",
    )
)
LOSS = asks.add(
    Ask(
        "verlies of diefstal",
        "Kaart kwijt",
        "notes",
        tone="decision",
        filter="besluit",
        todo="Leg vast wat er met de oude kaart is gebeurd.",
        first="Leg eerst vast wat er met de oude kaart is gebeurd.",
        why="De nieuwe kaart krijgt dezelfde einddatum als de oude.",
        button="Leg het verlies vast",
        path="kaart-kwijt",
    )
)
STATEMENT = asks.add(
    Ask(
        "verklaring van de instelling",
        "Verklaring",
        "notes",
        tone="decision",
        filter="besluit",
        todo="Leg vast wat de instelling verklaart over het vervoer.",
        first="Leg eerst de verklaring van de instelling vast.",
        why="Een kaart voor een instelling is alleen voor het vervoer van bewoners.",
        button="Leg de verklaring vast",
        path="verklaring-van-de-instelling",
    )
)


def _asks_for(case: OpenCase, product: str) -> bool:
    return any(asked.thing(case.record, one) == product for one in asked.standing(case.record))


def _is_personal(case: OpenCase) -> bool:
    """Whether a card for the citizen is asked; what nobody named yet may be one."""
    return any(asked.thing(case.record, one) not in {REPLACEMENT, INSTITUTION} for one in asked.standing(case.record))


def _gone(case: OpenCase) -> Stage | None:
    done = case.day_of(latest(case.record, CardGone))
    why = "Leg vast wat er met de oude kaart is gebeurd"
    return Stage(name="Oude kaart", done_on=done, why=why, path=LOSS.path) if _asks_for(case, REPLACEMENT) else None


@shows(_gone)
def replace_card(case: OpenCase) -> None:
    """A card that was lost or stolen is replaced until its own last day, once that was declared (practice)."""
    if _asks_for(case, REPLACEMENT):
        case.accepts(CardGone, offered=latest(case.record, CardGone) is not None)
        wait_for(case, CardGone, LOSS, by=case.decide_by)


def _stated(case: OpenCase) -> Stage | None:
    done = case.day_of(latest(case.record, InstitutionStated))
    why = "De instelling verklaart welk vervoer zij doet"
    return (
        Stage(name="Verklaring", done_on=done, why=why, path=STATEMENT.path) if _asks_for(case, INSTITUTION) else None
    )


@shows(_stated)
def hear_institution(case: OpenCase) -> None:
    """An institution says for which transport it asks a card (Regeling GPK, art. 1 lid 1 onder e)."""
    if _asks_for(case, INSTITUTION):
        case.accepts(InstitutionStated, offered=latest(case.record, InstitutionStated) is not None)
        wait_for(case, InstitutionStated, STATEMENT, by=case.decide_by)


def _advised(case: OpenCase) -> Stage | None:
    if not _is_personal(case):
        return None
    waived, requested = latest(case.record, AdviceWaived), latest(case.record, AdviceAsked)
    done = latest(case.record, Advice) or waived
    path = ADVICE.path if requested else ASK_ADVICE.path
    told = "Niet nodig" if done and done is waived else ""
    return Stage(name="Medisch advies", done_on=case.day_of(done), told=told, why="De termijn loopt door", path=path)


@shows(_advised)
def take_advice(case: OpenCase) -> None:
    """Medical advice about whoever needs the card, or why none is needed; waiting for it stops no term (Awb 4:15)."""
    if not _is_personal(case):
        return
    if case_state.intention(case.record):
        case.refuses(AdviceAsked, INTENDED)
        case.refuses(AdviceWaived, INTENDED)
    waived, requested = latest(case.record, AdviceWaived), latest(case.record, AdviceAsked)
    since = requested.seq if requested else 0
    known = latest(case.record, Advice, after=since) or (waived if waived and waived.seq > since else None)
    case.accepts(AdviceAsked, offered=requested is not None or known is not None)
    case.accepts(AdviceWaived, offered=known is None)
    if known is None:
        wait_for(case, Advice, ADVICE if requested else ASK_ADVICE, after=since, by=case.decide_by)


def _last_day(record: Record, one: Provision, start: date) -> tuple[date, str]:
    """The last day that a card may have, and the sentence for a later one."""
    gone = latest(record, CardGone)
    if gone and one.product == REPLACEMENT:
        return gone.fact.valid_until, OLD_END
    return case_deadline(record, "gpk_geldigheid", start).on - timedelta(days=1), TOO_LONG


def _unlike(record: Record, course: Process, one: Provision) -> bool:
    """Whether the name of a card, which the letter has, is that of another."""
    applied_on = started(record, course, "decision")
    named = product_of(one.name, course.id, on=applied_on) if applied_on else ()
    return bool(named) and one.product not in {found.product.key for found in named}


def not_allowed(record: Record, course: Process, fact: Intention) -> dict[str, str]:
    """A card is what it is called, and lasts five years at most, or as long as the one that is gone (Regeling GPK)."""
    found: dict[str, str] = {}
    for index, one in enumerate(fact.provisions):
        if not one.gives or one.from_on is None:
            continue
        last, sentence = _last_day(record, one, one.from_on)
        if one.until_on and one.until_on > last:
            found[f"provisions.{index}.until_on"] = sentence.format(day=day_nl(last))
        if _unlike(record, course, one):
            found[f"provisions.{index}.name"] = OTHER_NAME
    return found


@process
def parkeerkaart(case: OpenCase) -> None:
    """From application to card, in the order of the law."""
    # Awb 4:13: confirm the application, and say when we will decide.
    send_letter(case, "shared/ontvangstbevestiging-aanvraag", about=case.opening)
    # Awb 4:17, 6:14: confirm a notice of default and an objection.
    confirm_messages(case)
    # Awb 4:18: announce the penalty for a late decision.
    announce_penalty(case)
    # Awb 2:3: the citizen died, or another municipality goes on.
    if ended_otherwise(case):
        return None
    # The citizen may withdraw at any time.
    if withdrawal := withdrawn(case):
        return confirm_withdrawal(case, withdrawal)
    # Awb 4:5, 4:9, 4:14, 4:15, 4:17: what was said in a call, changes of the term, and what is missing.
    confirm_calls(case)
    announce_term_changes(case)
    complete(case)

    # Practice: a card that is gone is replaced once that was declared.
    replace_card(case)
    # Regeling GPK, art. 1 lid 1 onder e: an institution says what it needs the card for.
    hear_institution(case)
    # Awb 3:2, 3:9: a doctor looks whether the citizen meets the criteria, unless we know that already.
    take_advice(case)

    # Awb 3:46, 4:7: decide within eight weeks, and reject nothing without hearing the citizen.
    decision = decide(case, by=case.decide_by, problems=not_allowed)
    # Awb 3:41: the decision takes effect when it is announced, and the case ends with it.
    return end(case, announce(case, decision), decision.result, by=case.decide_by)
