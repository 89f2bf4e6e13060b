"""The fields of the form for each plain kind of fact."""

from __future__ import annotations

from desk.facts import filled_in
from desk.facts.plain_form import Field, Page
from rules.facts import (
    Application,
    Appointment,
    DataReceived,
    DataRequest,
    Intention,
    Investigation,
    Resumption,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.dispute import Dispute, DisputeKind

DISPUTES = tuple((kind.value, kind.capitalize()) for kind in DisputeKind)


RECEIVED = Field("received_on", "Ontvangen op", "date")
PAGES = {
    one.path: one
    for one in (
        Page(
            "afspraak",
            Appointment,
            "Plan het gesprek",
            "De inwoner krijgt een uitnodiging per brief.",
            "Plan het gesprek",
            (
                Field("on", "Dag", "date"),
                Field("at", "Tijd", "time"),
                Field(
                    "place", "Plaats", hint="Zoals het in de brief komt, bijvoorbeeld: bij u thuis, Esdoornstraat 27."
                ),
                Field(
                    "interpreter", "Tolk", hint="Voor welke taal? Laat leeg als er geen tolk nodig is.", optional=True
                ),
                Field("remark", "Extra tekst in de brief", "textarea", optional=True, rows=2, aid=True),
            ),
            icon="calendar-event",
            start=filled_in.appointment,
        ),
        Page(
            "onderzoek",
            Investigation,
            "Leg het onderzoek vast",
            "Dit wordt het onderzoeksverslag. De inwoner krijgt het en kan erop reageren.",
            "Leg het onderzoek vast",
            (
                Field("visited_on", "Dag van het gesprek", "date"),
                Field("present", "Wie waren erbij?", "lines", "Schrijf op elke regel één naam."),
                Field("need", "Welke hulp is nodig?", "textarea", "In één of twee zinnen.", aid=True),
                Field(
                    "personal_plan",
                    "Persoonlijk plan",
                    "textarea",
                    "Heeft de inwoner een eigen plan gemaakt?",
                    rows=2,
                    aid=True,
                ),
                Field(
                    "budget",
                    "Pgb of hulp in natura",
                    "textarea",
                    "Wat wil de inwoner, en hebt u beide uitgelegd?",
                    rows=2,
                    aid=True,
                ),
                Field("contribution", "Eigen bijdrage", "textarea", "Wat hebt u hierover verteld?", rows=2, aid=True),
                Field("conclusion", "Conclusie", "textarea", "Wat is de uitkomst van het onderzoek?", aid=True),
            ),
            icon="home-heart",
            group="findings",
            start=filled_in.investigation,
        ),
        Page(
            "aanvraag",
            Application,
            "Het verslag is terug",
            "Met het ondertekende verslag doet de inwoner de aanvraag. De termijn voor het besluit begint op deze dag.",
            "Leg de aanvraag vast",
            (
                RECEIVED,
                Field("signed", "De inwoner heeft getekend", "checkbox"),
                Field("remarks", "Opmerkingen van de inwoner", "textarea", optional=True),
            ),
            icon="file-check",
            start=filled_in.received_today,
        ),
        Page(
            "aanvraag-zonder-onderzoek",
            Application,
            "Aanvraag zonder onderzoek",
            "Is het onderzoek niet op tijd klaar? Dan mag de inwoner toch een aanvraag doen (Wmo artikel 2.3.2 lid 9). "
            "De termijn voor het besluit begint op deze dag. Het onderzoek doet u nog wel.",
            "Leg de aanvraag vast",
            (RECEIVED, Field("remarks", "Opmerkingen van de inwoner", "textarea", optional=True)),
            icon="file-check",
            start=filled_in.received_today,
            shape=filled_in.apart,
        ),
        Page(
            "gegevens-vragen",
            DataRequest,
            "Vraag om gegevens",
            "De inwoner krijgt een brief. De termijn staat stil tot de gegevens er zijn, of tot de laatste dag.",
            "Vraag om gegevens",
            (Field("due_on", "Uiterlijk terug op", "date", "Geef de inwoner genoeg tijd, meestal twee weken."),),
            icon="mail",
            group="documents",
            start=filled_in.data_request,
        ),
        Page(
            "tijdelijke-hulp",
            Intention,
            "Tijdelijke hulp bij spoed",
            "De inwoner kan niet wachten op het onderzoek. De inwoner krijgt meteen een besluit (Wmo artikel 2.3.3). "
            "De hulp duurt tot het besluit op de aanvraag.",
            "Geef tijdelijke hulp",
            (
                Field("name", "Voorziening"),
                Field("extent", "Hoeveel hulp?", hint="Bijvoorbeeld: 1 uur per dag."),
                Field("result", "Waar leidt de hulp toe?", aid=True),
                Field("provider", "Aanbieder"),
                Field("from_on", "Vanaf", "date"),
                Field("reason_title", "De reden in één zin"),
                Field("reason", "Waarom kan deze inwoner niet wachten?", "textarea", aid=True),
                Field("source", "Waar komt deze reden vandaan?"),
            ),
            icon="alert-triangle",
            start=filled_in.temporary_help,
            shape=filled_in.at_once,
        ),
        Page(
            "zienswijze",
            ViewsInvited,
            "Vraag om een reactie",
            "De inwoner leest wat u van plan bent, en kiest zelf: bellen, langskomen of schrijven. "
            "De termijn loopt door. Bellen blijft nodig.",
            "Vraag om een reactie",
            (
                Field(
                    "differs",
                    "Wat weten wij anders dan de inwoner?",
                    "textarea",
                    "Bijvoorbeeld: u schreef dat niemand u kan helpen. Het wijkteam vertelde ons iets anders.",
                    aid=True,
                ),
                Field("due_on", "Reageren kan tot en met", "date"),
            ),
            icon="mail",
        ),
        Page(
            "gegevens-ontvangen",
            DataReceived,
            "Gegevens ontvangen",
            "De termijn loopt daarna weer door.",
            "Leg vast wat er kwam",
            (RECEIVED, Field("what", "Wat hebt u ontvangen?", "textarea")),
            icon="file-check",
            start=filled_in.received_today,
        ),
        Page(
            "intrekken",
            Withdrawal,
            "De inwoner trekt in",
            "De inwoner krijgt een bevestiging en kan er 14 dagen op terugkomen. Pas daarna sluit de zaak.",
            "Leg de intrekking vast",
            (
                Field("received_on", "Ingetrokken op", "date"),
                Field("reason", "Waarom trekt de inwoner in?", "textarea", "In de woorden van de inwoner."),
                Field("free_choice", "De inwoner kiest dit zelf, zonder druk", "checkbox"),
            ),
            icon="circle-x",
            start=filled_in.received_today,
        ),
        Page(
            "herroepen",
            Resumption,
            "De inwoner komt erop terug",
            "De zaak gaat verder waar die was.",
            "Leg vast dat de zaak doorgaat",
            (RECEIVED, Field("remark", "Wat zei de inwoner?", "textarea", optional=True)),
            icon="arrow-back-up",
            start=filled_in.received_today,
        ),
        Page(
            "bezwaar",
            Dispute,
            "Bezwaar of beroep",
            "De behandeling gebeurt niet in Maatwerk. De zaak wordt niet vernietigd zolang dit loopt. "
            "Bij een bezwaar ziet u hier wanneer daarop moet zijn beslist.",
            "Leg vast wat er kwam",
            (
                Field("kind", "Wat kwam er binnen?", options=DISPUTES),
                RECEIVED,
                Field("decided_on", "Datum van het besluit", "date", "De datum op de brief waar het tegen is."),
                Field("remark", "Opmerking", "textarea", "Bijvoorbeeld waar het wordt behandeld.", optional=True),
            ),
            icon="scale",
            start=filled_in.received_today,
        ),
    )
}
