"""The page for each plain kind of fact: its texts, and what is filled in; the kind itself knows its fields."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields, replace

from config.process import Process
from desk.facts import filled_in, items
from desk.facts.item_pages import ITEM_PAGES
from desk.facts.letter_pages import LETTER_PAGES
from desk.facts.plain_form import Page, asked
from rules.errors import ProcessIncomplete
from rules.facts import (
    KINDS,
    Application,
    Appointment,
    Asking,
    DataReceived,
    DataRequest,
    Fact,
    Intention,
    Investigation,
    PartyEnded,
    PartyJoined,
    Provision,
    Resumption,
    TermExtended,
    TermResumed,
    TermSuspended,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.ends import Death, EndedWithoutDecision, HandedOver
from rules.facts.remedies.dispute import Dispute
from rules.facts.remedies.lateness import DefaultNotice

OWN = (
    Page(
        "afspraak",
        Appointment,
        "Plan het gesprek",
        "De inwoner krijgt een uitnodiging per brief.",
        "Plan het gesprek",
        start=filled_in.appointment,
        link="Gesprek plannen",
    ),
    Page(
        "onderzoek",
        Investigation,
        "Leg het onderzoek vast",
        "Dit wordt het onderzoeksverslag. De inwoner krijgt het en kan erop reageren.",
        "Leg het onderzoek vast",
        ("visited_on", "present", "need", "personal_plan", "budget", "contribution", "conclusion"),
        group="findings",
        group_before="personal_plan",
        start=filled_in.investigation,
        link="Onderzoek vastleggen",
    ),
    Page(
        "aanvraag",
        Application,
        "Aanvraag ontvangen",
        button="Leg de aanvraag vast",
        group=items.GROUP,
        group_before="remarks",
        start=items.applied,
    ),
    Page(
        "aanvraag-zonder-onderzoek",
        Application,
        "Aanvraag zonder onderzoek",
        "Is het onderzoek niet op tijd klaar? Dan mag de inwoner toch een aanvraag doen. "
        "De termijn voor het besluit begint op deze dag. Het onderzoek doet u nog wel.",
        "Leg de aanvraag vast",
        ("received_on", "channel", "came_at", "remarks"),
        group=items.GROUP,
        group_before="remarks",
        start=items.applied,
        shape=filled_in.apart,
        link="Aanvraag zonder onderzoek vastleggen",
    ),
    *ITEM_PAGES,
    *LETTER_PAGES,
    Page(
        "persoon",
        PartyJoined,
        "Er hoort iemand bij deze zaak",
        "Een partner, een ouder of een jeugdige hoort u ook, voordat u iets afwijst, en krijgt een eigen brief. "
        "Wie namens een ander spreekt, krijgt de brieven van die ander.",
        "Leg vast wie dit is",
        link="Iemand bij de zaak zetten",
    ),
    Page(
        "persoon-weg",
        PartyEnded,
        "Iemand hoort niet meer bij deze zaak",
        "Dit telt niet voor een besluit dat u zelf hebt voorbereid. Een voornemen van nu moet opnieuw.",
        "Leg dit vast",
        start=filled_in.today(PartyEnded),
        link="Iemand van de zaak halen",
    ),
    Page(
        "gegevens-vragen",
        DataRequest,
        "Vraag om gegevens",
        "De inwoner krijgt een brief. De termijn staat stil tot de gegevens er zijn, of tot de laatste dag.",
        "Vraag om gegevens",
        group="documents",
        start=filled_in.data_request,
        link="Om gegevens vragen",
    ),
    Page(
        "tijdelijke-hulp",
        Intention,
        "Tijdelijke hulp bij spoed",
        "De inwoner kan niet wachten, en krijgt meteen een besluit. De hulp duurt tot het besluit op de aanvraag.",
        "Geef tijdelijke hulp",
        ("name", "product", "grant", "quantity", "result", "provider", "from_on", "reason_title", "reason", "source"),
        of=Provision,
        start=filled_in.temporary_help,
        shape=filled_in.at_once,
    ),
    Page(
        "voorschot",
        Intention,
        "Voorschot",
        "De inwoner krijgt dit bedrag tot het besluit. U verrekent het later.",
        "Geef het voorschot",
        ("name", "product", "quantity", "offset", "from_on", "until_on", "reason_title", "reason", "source"),
        of=Provision,
        start=filled_in.advance,
        shape=filled_in.an_advance,
        link="Voorschot geven",
    ),
    Page(
        "zienswijze",
        ViewsInvited,
        "Vraag om een reactie",
        "De inwoner leest wat u van plan bent, en kiest zelf: bellen, langskomen of schrijven. "
        "De termijn loopt door. Bellen blijft nodig.",
        "Vraag om een reactie",
        link="Schriftelijk om een reactie vragen",
    ),
    Page(
        "gegevens-ontvangen",
        DataReceived,
        "Gegevens ontvangen",
        "De termijn loopt daarna weer door.",
        "Leg vast wat er kwam",
        start=filled_in.received_today,
    ),
    Page(
        "intrekken",
        Withdrawal,
        "De inwoner trekt in",
        "De inwoner krijgt een bevestiging en kan er {reaction_days} dagen op terugkomen. Pas daarna sluit de zaak.",
        "Leg de intrekking vast",
        start=filled_in.received_today,
    ),
    Page(
        "herroepen",
        Resumption,
        "De inwoner komt erop terug",
        "De zaak gaat verder waar die was.",
        "Leg vast dat de zaak doorgaat",
        start=filled_in.received_today,
        link="Intrekking herroepen",
    ),
    Page(
        "overlijden",
        Death,
        "De inwoner is overleden",
        "De zaak sluit als een collega het heeft bevestigd. Er gaat dan geen brief meer naar de inwoner.",
        "Leg het overlijden vast",
        link="Overlijden vastleggen",
    ),
    Page(
        "overdracht",
        HandedOver,
        "Een andere gemeente gaat verder",
        "Een collega gaat dit eerst na. Daarna krijgt de inwoner een brief: welke gemeente verdergaat, "
        "en wie daar kan helpen. De zaak sluit als die brief weg is.",
        "Leg de overdracht vast",
        start=filled_in.today(HandedOver),
        link="Overdragen aan een andere gemeente",
    ),
    Page(
        "einde-zonder-besluit",
        EndedWithoutDecision,
        "De zaak eindigt zonder besluit",
        "Dit kan alleen waar de wet het zegt. Vroeg de inwoner iets? Dan krijgt de inwoner een brief, "
        "en sluit de zaak als die weg is.",
        "Leg het einde vast",
        start=filled_in.only_end,
        link="Einde zonder besluit vastleggen",
    ),
    Page(
        "bezwaar",
        Dispute,
        "Bezwaar of beroep",
        "De behandeling gebeurt niet in Maatwerk. De zaak wordt niet vernietigd zolang dit loopt. "
        "Bij een bezwaar ziet u hier wanneer daarop moet zijn beslist.",
        "Leg vast wat er kwam",
        start=filled_in.received_today,
        link="Bezwaar of beroep vastleggen",
    ),
)


# Kinds whose form shows what it would do before it is recorded: desk/facts/term.py.
SHOWN_FIRST = (TermSuspended, TermResumed, TermExtended, DefaultNotice)


def _plain(kind: type[Fact]) -> bool:
    """Whether a form may ask for everything that the kind needs."""
    known, needed = asked(kind), [one.name for one in fields(kind) if one.default is MISSING]
    return bool(known) and known.keys() >= set(needed)


def _default(kind: type[Fact]) -> Page:
    """The page of a kind that needs no text of its own; one in which something is asked has its rows."""
    page = Page(re.sub(r"\W+", "-", kind.label), kind, kind.heading, start=filled_in.today(kind))
    if not issubclass(kind, Asking):
        return page
    return replace(page, group=items.GROUP, start=lambda file: page.start(file) | items.first(file))


_own = {one.kind for one in OWN}
_others = (kind for kind in KINDS.values() if kind not in _own and not issubclass(kind, SHOWN_FIRST) and _plain(kind))
PAGES = {one.path: one for one in (*OWN, *map(_default, _others))}


def check(process: Process) -> None:
    """Raise `ProcessIncomplete` when a process words a page that the desk does not have."""
    if unknown := [path for path in process.desk.pages if path not in PAGES]:
        told = tuple(f"[desk.pages] kent de pagina “{path}” niet" for path in unknown)
        raise ProcessIncomplete(f"{process.id}.toml", told)


def page_for(kind: type[Fact]) -> Page | None:
    """The first page of a kind; None where it has none of this sort."""
    return next((one for one in PAGES.values() if one.kind is kind), None)
