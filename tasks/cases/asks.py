"""What a case can ask of somebody: one table, read by the work list, the case, the watch and Prefect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from config.process import processes
from rules.clock.deadline import Deadline
from rules.facts.application import NOT_SIGNED
from rules.facts.kind import CONFIRMERS, CONSULTANTS, SECOND_READERS
from rules.facts.report import NEW_FACTS, NOT_INVESTIGATED

DECISION, INVESTIGATION = "decision", "investigation"
TRIANGLE = "alert-triangle"
TABLE: dict[str, Ask] = {}


@dataclass(frozen=True)
class Ask:
    """One thing to do: the word that is stored, the Dutch texts, the page under the case, and who may do it.

    A next step is described by `todo`; a duty besides it by its label and its last day, which `by` introduces. `first`
    says that this comes first, to somebody who records what only belongs after it.
    `term` is the role, in the process file, of the term that runs meanwhile; `still` says that it stands still.
    """

    word: str
    label: str
    icon: str = "hourglass"
    todo: str = ""
    first: str = ""
    why: str = ""
    button: str = ""
    path: str = ""
    tone: str = ""
    filter: str = "wachten"
    roles: tuple[str, ...] = CONSULTANTS
    by: str = "uiterlijk"
    term: str = DECISION
    still: bool = False
    # The work list names the day of the conversation.
    visit: bool = False
    # The watch says when it is time to call, well before the last day.
    call_in_time: bool = False

    @property
    def by_colleague(self) -> bool:
        """Whether a second person has to agree."""
        return self.path == "akkoord"


class Waiting(Exception):
    """Ends a pass; not an error but the ordinary way out.

    It holds what the case waits for, by when, since when that term runs, and on which day to look again.
    """

    def __init__(self, ask: Ask, *, by: Deadline | None = None, wakes_on: date | None = None) -> None:
        super().__init__(ask.word)
        self.ask, self.by, self.wakes_on = ask, by, wakes_on
        self.since = by.steps[0].on if by else None


def add(ask: Ask) -> Ask:
    """Put a row in the table; a course of law adds its own beside its flow. Two rows cannot share a word."""
    if TABLE.setdefault(ask.word, ask) != ask:
        raise ValueError(f"two rows ask for {ask.word!r}")
    return ask


def of(word: str) -> Ask:
    """The row of a stored word: a next step, a duty, or a reminder of a process; one that no row has shows itself."""
    if word in TABLE:
        return TABLE[word]
    name, _, id_ = word.partition(".")
    for one in processes()[name].reminders if name in processes() else ():
        if one.id == id_:
            return Ask(word, one.title, TRIANGLE, why=one.why, button="Leg vast", path=f"herinnering/{id_}")
    if id_ and name in TABLE:
        return replace(TABLE[name], word=word, path=f"{TABLE[name].path}/{id_}")
    return Ask(word, word, TRIANGLE, todo=word)


def words(where: Callable[[Ask], bool]) -> list[str]:
    """The words of the rows for which this holds, to search stored rows by."""
    return [word for word, ask in TABLE.items() if where(ask)]


# fmt: off
PLAN = add(Ask(
    "gesprek plannen", "Gesprek plannen", "calendar-event", filter="gesprek", term=INVESTIGATION,
    todo="Plan het gesprek met de inwoner.", first=NOT_INVESTIGATED,
    why="De inwoner krijgt een uitnodiging per brief.",
    button="Plan het gesprek", path="afspraak",
))
INVESTIGATE = add(Ask(
    "onderzoek", "Onderzoek", "home-heart", tone="visit", filter="gesprek", term=INVESTIGATION, visit=True,
    todo="Leg vast wat het gesprek opleverde.", first=NOT_INVESTIGATED,
    why="De inwoner krijgt daarna het verslag om te ondertekenen.",
    button="Leg het onderzoek vast", path="onderzoek",
))
APPLIED = add(Ask(
    "onderzoek na de aanvraag", "Onderzoek", "home-heart", tone="visit", filter="gesprek", visit=True,
    todo="Onderzoek alsnog: de aanvraag is er al.", first=NOT_INVESTIGATED,
    why="Het onderzoek was niet op tijd klaar. De termijn voor het besluit loopt. De inwoner krijgt nog het verslag.",
    button="Leg het onderzoek vast", path="onderzoek",
))
REOPENED = add(Ask(
    "onderzoek na nieuwe informatie", "Onderzoek", "home-heart", tone="visit", filter="gesprek",
    todo="Onderzoek de nieuwe informatie.", first=NEW_FACTS,
    why="De inwoner vertelde iets nieuws. Kijk er eerst naar, daarna maakt u een nieuw voornemen.",
    button="Leg het onderzoek vast", path="onderzoek",
))
SIGNATURE = add(Ask(
    "ondertekend verslag", "Wacht op verslag",
    todo="Het verslag moet ondertekend terugkomen.", first=NOT_SIGNED,
    why="Is het verslag terug? Leg het vast. Dan start de termijn voor het besluit.",
    button="Verslag is terug", path="aanvraag",
))
DATA = add(Ask(
    "aanvullende gegevens", "Wacht op gegevens", still=True,
    todo="De inwoner stuurt nog gegevens.",
    why="De termijn staat stil tot u de gegevens vastlegt.",
    button="Gegevens ontvangen", path="gegevens-ontvangen",
))
ITEMS = add(Ask(
    "wat de inwoner vraagt", "Wat is de vraag?", "notes", tone="decision", filter="besluit",
    todo="Schrijf op wat de inwoner vraagt.",
    why="Deze aanvraag is van voor de nieuwe versie. Zet elke vraag van de inwoner op een eigen regel.",
    button="Leg de vragen vast", path="vraag-erbij",
))
INTEND = add(Ask(
    "voornemen", "Besluit", "scale", tone="decision", filter="besluit",
    todo="Schrijf op wat u van plan bent te besluiten.",
    why="Wijst u iets af? Dan belt u eerst de inwoner. Pas daarna gaat de brief weg.",
    button="Maak het voornemen", path="besluit",
))
CALL = add(Ask(
    "telefoongesprek", "Bel eerst", "phone", tone="contact", filter="bellen", call_in_time=True,
    todo="Bel voordat de brief weggaat.",
    why="U geeft minder dan gevraagd, of iets stopt. De brief gaat pas weg als u de inwoner hebt gesproken.",
    button="Bel eerst", path="bel",
))
CALL_BACK = add(Ask(
    "terugbellen", "Terugbellen", "phone-call", tone="contact", filter="bellen", call_in_time=True,
    todo="Bel de inwoner terug.",
    why="De brief gaat pas weg als u de inwoner hebt gesproken.",
    button="Bel terug", path="bel",
))
OTHER_WAY = add(Ask(
    "gesprek op een andere manier", "Anders spreken", "phone-call", tone="contact", filter="bellen", call_in_time=True,
    todo="Spreek de inwoner op een andere manier.",
    why="Bellen lukte niet. Kies wat wel past: met een tolk, aan de balie, thuis of met wie namens de inwoner spreekt.",
    button="Spreek de inwoner", path="bel",
))
URGENT = add(Ask(
    "spoedoverleg", "Spoed", TRIANGLE, tone="contact", filter="bellen", call_in_time=True,
    todo="Overleg vandaag: er is een onveilige situatie.",
    why="Overleg met uw teamleider. Spreek daarna de inwoner, als dat veilig kan.",
    button="Naar het gesprek", path="bel",
))
NOT_REACHED = add(Ask(
    "besluit zonder gesprek", "Niet gesproken", "phone-off", tone="contact", filter="bellen",
    todo="Vraag een collega of de brief weg mag.",
    why="U hebt de inwoner niet gesproken. De brief mag alleen weg als een collega akkoord is.",
    button="Vraag een uitzondering", path="bel",
))
REACTION = add(Ask(
    "reactie op brief", "Wacht op reactie",
    todo="De inwoner kreeg een brief om terug te bellen.",
    why="Belt de inwoner terug? Leg dat gesprek vast.",
    button="Leg een gesprek vast", path="bel",
))
EXEMPTION = add(Ask(
    "akkoord op uitzondering", "Akkoord geven", "eye-check", tone="decision", filter="akkoord", roles=SECOND_READERS,
    todo="Beoordeel of de brief weg mag zonder gesprek.",
    why="Een collega die dit niet zelf voorstelde, beoordeelt de uitzondering.",
    button="Beoordeel de uitzondering", path="akkoord",
))
READ_ALONG = add(Ask(
    "akkoord tweede lezer", "Akkoord geven", "eye-check", tone="decision", filter="akkoord", roles=SECOND_READERS,
    todo="Lees het besluit en geef akkoord.",
    why="Een collega die dit niet zelf schreef, leest mee. Daarna wordt de brief gemaakt.",
    button="Lees mee", path="akkoord",
))
LETTER = add(Ask(
    "brief", "Brief", "mail", filter="brief", roles=(*CONSULTANTS, "administratie"),
    todo="De brief kan niet worden gemaakt. Kijk wat er mis is.",
    why="De brief wordt gemaakt, of er staat iets in de weg. Kijk hieronder bij Brieven.",
    button="Bekijk de brieven", path="#brieven",
))
SENDING = add(replace(
    LETTER, word="verzending van het besluit", label="Beslist",
    todo="Het besluit is genomen. De brief moet nog weg.",
    why="De zaak is klaar als de brief bij de drukker is, of als u hem zelf hebt gepost. U hoeft verder niets te doen.",
))
CONFIRMING = add(replace(
    LETTER, word="verzending van de brief", label="Brief moet weg", still=True, todo="De brief moet nog weg.",
    why="De zaak gaat vanzelf verder als de brief bij de drukker is, of als u hem zelf hebt gepost.",
))
DEATH = add(Ask(
    "bevestiging van het overlijden", "Overlijden nagaan", "eye-check", filter="akkoord", roles=CONFIRMERS,
    todo="Ga na of de inwoner is overleden.", button="Bevestig het overlijden", path="overlijden-bevestigd",
    why="Een collega legde vast dat de inwoner is overleden. Een tweede collega gaat dat na. Daarna sluit de zaak.",
))
HAND_OVER = add(Ask(
    "bevestiging van de overdracht", "Overdracht nagaan", "eye-check", filter="akkoord", roles=CONFIRMERS,
    todo="Ga na of de andere gemeente verdergaat.", button="Bevestig de overdracht", path="overdracht-bevestigd",
    why="Een tweede collega gaat dit na. Daarna krijgt de inwoner een brief, en sluit de zaak als die weg is.",
))
REFLECTION = add(Ask(
    "bedenktijd na intrekking", "Bedenktijd", still=True,
    todo="De inwoner kan nog terugkomen op de intrekking.",
    why="Komt de inwoner erop terug? Leg dat vast. Anders sluit de zaak vanzelf.",
    button="Intrekking herroepen", path="herroepen",
))

# Besides the next step. A word with more than one of its kind is followed by a point and the place on the record.
OBJECTION = add(Ask(
    "bezwaar", "Beslis op het bezwaar", TRIANGLE,
    why="Dat moet binnen zes weken na de bezwaartermijn (Awb 7:10). Een commissie of uitstel geeft meer tijd.",
    button="Leg vast hoe het afliep", path="geschil",
))
# They follow from a late decision (Awb 4:17 and 4:18).
REPLY = add(Ask(
    "ingebrekestelling-antwoord", "Antwoord op de ingebrekestelling", TRIANGLE,
    why="Schrijf de inwoner wanneer het besluit komt (Awb 4:17). De brief staat klaar.",
    button="Bekijk de brief", path="antwoord",
))
DEFAULT = add(Ask(
    "ingebrekestelling", "Beslis na de ingebrekestelling", TRIANGLE,
    why="Dat kan twee weken zonder dwangsom (Awb 4:17).",
))
PENALTY = add(Ask(
    "dwangsom-loopt", "De dwangsom loopt", TRIANGLE, by="tot en met",
    why="Elke dag kost geld. Beslis zo snel als kan (Awb 4:17).",
))
SET_PENALTY = add(Ask(
    "dwangsom-vaststellen", "Stel de dwangsom vast", TRIANGLE, roles=(*CONSULTANTS, "tweede_lezer"),
    why="Dat moet binnen twee weken na de laatste dag (Awb 4:18). Het bedrag is al uitgerekend.",
    button="Bekijk het besluit", path="dwangsom",
))
CALL_PENALTY = add(Ask(
    "dwangsom-bellen", "Bel over de dwangsom", TRIANGLE, roles=SET_PENALTY.roles,
    why="De inwoner krijgt geen dwangsom. Dat is een afwijzing: bel eerst.",
    button="Bekijk het besluit", path="dwangsom",
))
# fmt: on
