"""What a case requires: one verb, the same on the list, on the case and on the button."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from desk.web.access import CASEWORK, READING
from desk.web.sessions import Visitor
from tasks.cases.waiting import Action

YELLOW, BLUE, TEAL, GREY = "contact", "visit", "decision", ""


@dataclass(frozen=True)
class Task:
    """The Dutch text of one action, the page where it is done, and the roles that may do it."""

    label: str
    icon: str
    todo: str
    why: str
    button: str
    path: str
    tone: str = GREY
    filter: str = "wachten"
    roles: tuple[str, ...] = CASEWORK


TASKS = {
    Action.PLAN: Task(
        "Gesprek plannen",
        "calendar-event",
        "Plan het gesprek met de inwoner.",
        "De inwoner krijgt een uitnodiging per brief.",
        "Plan het gesprek",
        "afspraak",
        GREY,
        "gesprek",
    ),
    Action.INVESTIGATE: Task(
        "Onderzoek",
        "home-heart",
        "Leg vast wat het gesprek opleverde.",
        "De inwoner krijgt daarna het verslag om te ondertekenen.",
        "Leg het onderzoek vast",
        "onderzoek",
        BLUE,
        "gesprek",
    ),
    Action.APPLIED: Task(
        "Onderzoek",
        "home-heart",
        "Onderzoek alsnog: de aanvraag is er al.",
        "Het onderzoek was niet op tijd klaar. De termijn voor het besluit loopt. De inwoner krijgt nog het verslag.",
        "Leg het onderzoek vast",
        "onderzoek",
        BLUE,
        "gesprek",
    ),
    Action.REOPENED: Task(
        "Onderzoek",
        "home-heart",
        "Onderzoek de nieuwe informatie.",
        "De inwoner vertelde iets nieuws. Kijk er eerst naar, daarna maakt u een nieuw voornemen.",
        "Leg het onderzoek vast",
        "onderzoek",
        BLUE,
        "gesprek",
    ),
    Action.SIGNATURE: Task(
        "Wacht op verslag",
        "hourglass",
        "Het verslag moet ondertekend terugkomen.",
        "Is het verslag terug? Leg het vast. Dan start de termijn voor het besluit.",
        "Verslag is terug",
        "aanvraag",
    ),
    Action.DATA: Task(
        "Wacht op gegevens",
        "hourglass",
        "De inwoner stuurt nog gegevens.",
        "De termijn staat stil tot u de gegevens vastlegt.",
        "Gegevens ontvangen",
        "gegevens-ontvangen",
    ),
    Action.INTEND: Task(
        "Besluit",
        "scale",
        "Schrijf op wat u van plan bent te besluiten.",
        "Wijst u iets af? Dan belt u eerst de inwoner. Pas daarna gaat de brief weg.",
        "Maak het voornemen",
        "besluit",
        TEAL,
        "besluit",
    ),
    Action.CALL: Task(
        "Bel eerst",
        "phone",
        "Bel voordat de brief weggaat.",
        "U wijst iets af. De brief gaat pas weg als u de inwoner hebt gesproken.",
        "Bel eerst",
        "bel",
        YELLOW,
        "bellen",
    ),
    Action.CALL_BACK: Task(
        "Terugbellen",
        "phone-call",
        "Bel de inwoner terug.",
        "De brief gaat pas weg als u de inwoner hebt gesproken.",
        "Bel terug",
        "bel",
        YELLOW,
        "bellen",
    ),
    Action.OTHER_WAY: Task(
        "Anders spreken",
        "phone-call",
        "Spreek de inwoner op een andere manier.",
        "Bellen lukte niet. Kies wat wel past: met een tolk, aan de balie, thuis of met de gemachtigde.",
        "Spreek de inwoner",
        "bel",
        YELLOW,
        "bellen",
    ),
    Action.URGENT: Task(
        "Spoed",
        "alert-triangle",
        "Overleg vandaag: er is een onveilige situatie.",
        "Overleg met uw teamleider. Spreek daarna de inwoner, als dat veilig kan.",
        "Naar het gesprek",
        "bel",
        YELLOW,
        "bellen",
    ),
    Action.NOT_REACHED: Task(
        "Niet gesproken",
        "phone-off",
        "Vraag een collega of de brief weg mag.",
        "U hebt de inwoner niet gesproken. De brief mag alleen weg als een collega akkoord is.",
        "Vraag een uitzondering",
        "bel",
        YELLOW,
        "bellen",
    ),
    Action.REACTION: Task(
        "Wacht op reactie",
        "hourglass",
        "De inwoner kreeg een brief om terug te bellen.",
        "Belt de inwoner terug? Leg dat gesprek vast.",
        "Leg een gesprek vast",
        "bel",
    ),
    Action.EXEMPTION: Task(
        "Akkoord geven",
        "eye-check",
        "Beoordeel of de brief weg mag zonder gesprek.",
        "Een collega die dit niet zelf voorstelde, beoordeelt de uitzondering.",
        "Beoordeel de uitzondering",
        "akkoord",
        TEAL,
        "akkoord",
        READING,
    ),
    Action.READ_ALONG: Task(
        "Akkoord geven",
        "eye-check",
        "Lees het besluit en geef akkoord.",
        "Een collega die dit niet zelf schreef, leest mee. Daarna wordt de brief gemaakt.",
        "Lees mee",
        "akkoord",
        TEAL,
        "akkoord",
        READING,
    ),
    Action.LETTER: Task(
        "Brief",
        "mail",
        "De brief kan niet worden gemaakt. Kijk wat er mis is.",
        "De brief wordt gemaakt, of er staat iets in de weg. Kijk hieronder bij Brieven.",
        "Bekijk de brieven",
        "#brieven",
        GREY,
        "brief",
        (*CASEWORK, "administratie"),
    ),
    Action.REFLECTION: Task(
        "Bedenktijd",
        "hourglass",
        "De inwoner kan nog terugkomen op de intrekking.",
        "Komt de inwoner erop terug? Leg dat vast. Anders sluit de zaak vanzelf.",
        "Intrekking herroepen",
        "herroepen",
    ),
}
# For a colleague who may not approve: the case is waiting, and there is no button.
ELSEWHERE: dict[str, Any] = {
    "label": "Wacht op akkoord",
    "icon": "hourglass",
    "todo": "Een collega leest mee.",
    "tone": GREY,
    "filter": "wachten",
    "path": "",
}
FILTERS = (
    ("bellen", "Bellen"),
    ("gesprek", "Gesprek"),
    ("besluit", "Besluit"),
    ("akkoord", "Akkoord"),
    ("brief", "Brief"),
    ("wachten", "Wachten"),
)


def task(waits_for: str | None, visitor: Visitor | None = None) -> Task | None:
    """The next action on a case, as this visitor sees it; None when there is nothing to do."""
    found = TASKS.get(Action(waits_for)) if waits_for else None
    if found and visitor and found.path == "akkoord" and not visitor.has(*found.roles):
        return replace(found, **ELSEWHERE)
    return found
