"""What a fact about what is asked says about others on the record: which items it is about, and who may say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules.asked.answers import COUNTLESS
from rules.asked.extent import worded
from rules.asked.parties import PartyKind, speaks_for
from rules.asked.quantity import Unit
from rules.errors import FactUntimely
from rules.facts import (
    APPLICANT,
    AgreementEnded,
    Asking,
    Intention,
    ItemKept,
    ItemWithdrawn,
    MadePrecise,
    Provision,
    RunningHelp,
)
from rules.facts.asking.items import NOT_ITEM
from rules.facts.asking.talks import Talk
from rules.facts.parties import NO_PARTY
from rules.record import asked, parties
from rules.record.entries import Record
from rules.wording import day_nl

NAMED = "Dit noemde de inwoner zelf. Is de inwoner akkoord met iets anders? Leg dat vast als akkoord."
RUNS = (
    "Dit loopt al. Vraagt de inwoner iets anders? Zet dat er als vraag bij. Is minder goed? Leg dat vast als akkoord."
)
UNLIKE = "Eén antwoord geldt voor vragen om hetzelfde. Geef elke andere vraag een eigen antwoord."
SHARED = "Twee antwoorden gaan over deels dezelfde vragen. Laat ze over dezelfde vragen gaan, of over andere."
BOTH = "Op vraag {number} staat een toekenning en een afwijzing. Kies één van beide."
UNANSWERED = "Beslis ook over deze vraag: {words}"
WITHDRAWN = (
    "De inwoner trok deze vraag in, en kan daar nog op terugkomen. Daarna valt de vraag weg en kunt u over de rest "
    "beslissen. Wilt u niet wachten? Beslis dan ook over deze vraag."
)
SOONER = "Dit loopt, en kan pas vanaf {day} veranderen. Kies die dag, of een latere."
NOT_THEIRS = "Deze persoon spreekt niet voor wie dit vraagt. Kies wie dit vraagt, of wie namens hen spreekt."


def answered(fact: Intention, record: Record) -> dict[str, str]:
    """What each answer must be about: an item that stands, once, each of them, and those of one answer alike."""
    standing = {one.number: one for one in asked.standing(record)}
    found: dict[str, str] = {}
    for index, one in enumerate(fact.provisions):
        if not standing.keys() >= set(one.answers):
            found[f"provisions.{index}.answers"] = NOT_ITEM
        elif len({asked.thing(record, standing[number]) for number in one.answers}) > 1:
            found[f"provisions.{index}.answers"] = UNLIKE
        elif day := _sooner(one, standing):
            found[f"provisions.{index}.from_on"] = SOONER.format(day=day_nl(day))
    if overlapping(fact):
        found["provisions"] = SHARED
    given = {number for one in fact.provisions if one.gives for number in one.answers}
    denied = {number for one in fact.provisions if not one.gives for number in one.answers}
    if both := given & denied:
        found["provisions"] = BOTH.format(number=min(both))
    elif left := standing.keys() - given - denied:
        waiting = {number for number in left if asked.withdrawn(record, number)}
        first = standing[min(left - waiting or left)]
        found["provisions"] = WITHDRAWN if left == waiting else UNANSWERED.format(words=first.item.words)
    return found


def _sooner(one: Provision, standing: Mapping[int, asked.Numbered]) -> date | None:
    """The day from which what runs under a decision of ours can change, where this starts before it."""
    facts = [standing[number].entry.fact for number in one.answers]
    days = [fact.changes_on for fact in facts if isinstance(fact, RunningHelp) and fact.here]
    return next((day for day in days if one.from_on and one.from_on < day), None)


def overlapping(fact: Intention) -> bool:
    """Whether two answers are about partly the same items, so that nobody can say how much each item gets."""
    sets = [set(one.answers) for one in fact.provisions if one.gives]
    return any(one & other and one != other for one in sets for other in sets)


def about_item(fact: Talk | AgreementEnded | ItemWithdrawn | ItemKept, record: Record, by: str) -> None:
    """Raise `FactUntimely` when there is no such item, or newer words replaced it."""
    del by
    if asked.stands(record, fact.item) is None:
        raise FactUntimely(NOT_ITEM)
    if isinstance(fact, AgreementEnded) and asked.agreement(record, fact.item) is None:
        raise FactUntimely(AgreementEnded.early)
    taken = asked.withdrawn(record, fact.item)
    if isinstance(fact, ItemWithdrawn) and taken:
        raise FactUntimely("Deze vraag is al ingetrokken. De inwoner krijgt de brief.")
    if isinstance(fact, ItemKept) and taken is None:
        raise FactUntimely(ItemKept.early)


def fills(fact: MadePrecise, record: Record) -> dict[str, str]:
    """Only what the citizen left open is made precise; what they named, they can only agree to lower."""
    numbered = asked.stands(record, fact.item)
    if numbered is None:
        return {}
    if asked.made_precise(record, fact.item):
        return {
            "item": "Deze vraag is al precies gemaakt. Vraagt de inwoner nu iets anders? Leg een nieuwe vraag vast."
        }
    named = asked.measured(record, numbered)
    found = {name: NAMED for name in fact.named() if getattr(named, name)}
    # An end and no end are two answers to one question.
    if (fact.lasting and named.until_on) or (fact.until_on and named.lasting):
        found["lasting" if fact.lasting else "until_on"] = NAMED
    # It is done once, so it leaves nothing open.
    if not (named.product or fact.product):
        found["product"] = "Kies ook waar het om gaat. Anders blijft de vraag vaag."
    if not (named.quantity or fact.quantity) and (named.form or fact.form) not in COUNTLESS:
        found["quantity"] = "Vul ook in hoeveel en hoe vaak. Anders blijft de vraag vaag."
    if fact.quantity and worded(numbered.item.words, fact.quantity) != fact.quantity:
        # The words name more, and leave open for which period.
        found["quantity"] = NAMED
    return found


def replaces(fact: Asking, record: Record) -> dict[str, str]:
    """Newer words replace an item that stands, and each once."""
    standing = {one.number: one.item.party for one in asked.standing(record)}
    named = [item.instead_of for item in fact.items if item.instead_of is not None]
    wrong = [
        index
        for index, item in enumerate(fact.items)
        if item.instead_of is not None
        and (standing.get(item.instead_of) != item.party or named.count(item.instead_of) > 1)
    ]
    running = {one.number for one in asked.standing(record) if one.running}
    lowered = [index for index, item in enumerate(fact.items) if item.instead_of in running]
    found = {f"items.{index}.instead_of": NOT_ITEM for index in wrong}
    return found | {f"items.{index}.instead_of": RUNS for index in lowered} | _before(fact, record)


def _before(fact: Asking, record: Record) -> dict[str, str]:
    """Newer words were not said before the older."""
    days = [one.entry.fact.said_on for one in asked.standing(record)]
    early = fact.said_on and any(day and fact.said_on < day for day in days)
    return {"received_on": "Deze dag ligt voor de aanvraag. Kies een latere dag."} if early else {}


def speaks(fact: Talk, record: Record) -> dict[str, str]:
    """A talk is with the one who asks, with who speaks for them, or about a child with the family."""
    about = asked.stands(record, fact.item)
    if about is None:
        return {}
    known = {party.name: party for party in parties.known(record)}
    speaker, asks = known.get(parties.name_of(fact.party)), known.get(parties.name_of(about.item.party))
    if not parties.is_present(record, fact.party) or speaker is None or asks is None:
        return {"party": NO_PARTY}
    quantity = asked.measured(record, about).quantity
    money = quantity is not None and quantity.unit is Unit.CENT
    guarded = {one.name for one in known.values() if one.kind is PartyKind.GUARDIAN and one.represents == asks.name}
    family = {PartyKind.PARENT, PartyKind.YOUTH}
    may_say = speaks_for(speaker, asks.name, money=money) or {speaker.kind, asks.kind} <= family
    return {} if may_say and (not guarded or speaker.name in guarded) else {"party": NOT_THEIRS}


def asked_by(fact: Asking, record: Record) -> dict[str, str]:
    """Whoever asks is the citizen, or somebody of the case who does not speak for another."""
    may_ask = {APPLICANT, *(one.number for one in parties.present(record) if one.fact.represents is None)}
    wrong = (index for index, item in enumerate(fact.items) if item.party not in may_ask)
    return {f"items.{index}.party": NO_PARTY for index in wrong}
