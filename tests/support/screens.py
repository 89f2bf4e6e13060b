"""A desk to open in a real browser: cases on each stage, on the day of today, served by this process."""

import socket
import threading
import time as clocks
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

import uvicorn
from clocks import by_the_machine
from past import withdrawn
from plays import Play, item, provision
from playwright.sync_api import Page
from post import newest, refuse, run_letters, run_through
from visits import here, press

from config.process import processes
from config.settings import settings
from desk.app import create_app
from desk.staff.demo import prepare_demo_logins
from desk.web.words import opening
from rules.asked.parties import PartyKind
from rules.calls import CallOutcome
from rules.clock.penalty import NoPenalty
from rules.facts import Appointment, DataRequest, Document, Intention, Outcome, PartyJoined
from rules.facts.remedies.lateness import DefaultNotice, PenaltyDecision
from store import record
from store.engine import session
from store.models import Citizen, Member
from tasks import clock
from tasks.intake.incoming_report import checked
from tasks.intake.intake import receive
from tasks.letters.held_letters import keep_back, post_by_hand
from tasks.letters.sending import make_letter
from tasks.post import letter_run
from tasks.retention.destruction import propose
from tasks.watch.term_watch import keep, look

LIFTING = (
    "Uw dochter {} zag het ook: sinds uw heupoperatie kunt u niet bukken en tillen. "
    "Zwaar werk in huis lukt u daarom niet meer."
)
QUESTION = "Sinds mijn operatie lukt het huishouden mij niet meer. Wie kan mij helpen?"
SUBJECTS = (
    "Hulp bij het huishouden",
    "Vervoer met een scootmobiel",
    "Begeleiding thuis",
    "Regiotaxi",
    "Traplift",
    "Hulp bij het huishouden",
)
BSNS = ("999990019", "999990020", "999990032", "999990044", "999990056", "999990068")
PEOPLE = (
    {
        "salutation": "mevrouw",
        "initials": "F.",
        "family_name": "Yıldız-Demir",
        "phone": "06 00 00 04 12",
        "language": "Turks",
        "interpreter": True,
        "reachable": "’s ochtends, niet op woensdag",
    },
    {
        "salutation": "de heer",
        "initials": "J.",
        "prefix": "van der",
        "family_name": "Meulen",
        "phone": "06 00 00 04 13",
    },
    {"salutation": "mevrouw", "initials": "L.", "family_name": "Tjin-A-Ton", "phone": "06 00 00 04 14"},
    {"salutation": "de heer", "initials": "R.", "family_name": "Okonkwo", "phone": ""},
    {"salutation": "", "initials": "S.", "first_name": "Sławomira", "family_name": "Kowalczyk-Wiśniewska"},
    {"salutation": "mevrouw", "initials": "G.", "family_name": "Jovanović", "phone": "06 00 00 04 15"},
)
PREMATURE = "U schreef ons toen wij nog twaalf dagen hadden om te beslissen. Wij beslisten binnen die tijd."
# A reason with another name in it alone would count as copied.
DAUGHTERS = {"Elif": "Zij kookt dan ook voor u.", "Mila": "Daarna drinkt u samen koffie."}
REASON = (
    "U vertelde dat uw dochter {} elke zaterdag de boodschappen doet. Zij wil dat graag blijven doen. "
    "Daarom hebt u hiervoor geen hulp van de gemeente nodig."
)


def some_days_ago(days: int, hour: int = 9) -> datetime:
    """A working hour some days back."""
    return datetime.combine(clock.today() - timedelta(days=days), time(hour), clock.AMSTERDAM).astimezone(UTC)


def begun(index: int, days: int, consultant: str = "sanne") -> Play:
    """A report of some days ago, taken in by the same door as any other."""
    person = {"street": "Esdoornstraat", "number": str(index + 11), "postcode": "4099 ZX", "city": "Veldhaven"}
    person |= {"born_on": date(1940 + 7 * index, 3, 14), "bsn": BSNS[index], **PEOPLE[index]}
    given = {"reference": f"scherm-{index}-{days}", "process": "wmo", "team": "Oost", "channel": "telefoon"}
    given["person"] = person
    then = some_days_ago(days)
    given |= {"received_at": then, "subject": SUBJECTS[index], "question": QUESTION}
    with clock.at(then):
        play = Play(receive(checked(given)).number, now=then)
    with session() as db:
        record.find_case(db, play.number).consultant_id = consultant
    play.run()
    return play


def refusal(daughter: str) -> Intention:
    """Partly granted, partly refused, each for its own reason."""
    granted = provision(
        Outcome.GRANTED,
        name="Zwaar werk in huis",
        reason_title="Dit lukt u niet meer.",
        source="het verslag",
        reason=f"{LIFTING.format(daughter)} {DAUGHTERS[daughter]}",
        from_on=date(2026, 12, 1),
    )
    refused = provision(
        Outcome.REJECTED,
        name="Boodschappen",
        reason_title="Uw dochter doet de boodschappen.",
        reason=f"{REASON.format(daughter)} {DAUGHTERS[daughter]}",
        source="gesprek van 13 oktober",
        answers=(2,),
    )
    return Intention(
        provisions=(granted, refused),
        hardship="Wij hebben gekeken of dit besluit voor u te zwaar is. Dat is niet zo: uw dochter doet dit graag.",
        alternatives="U kunt vijf dagen per week eten bij Wijkrestaurant De Linde.",
    )


def stages() -> dict[str, str]:
    """One case on each stage; the names are those of the tests."""
    made = {}
    # Long ago, so that their retention has ended.
    withdrawn(name="Bakker")
    ended = withdrawn(name="Visser")
    made["call"] = _to_call(begun(0, 27), "Elif").number
    run_letters()
    visit = begun(1, 12).days(1)
    visit.do(Appointment(on=clock.today() + timedelta(days=1), at=time(13, 30), place="bij u thuis, Esdoornstraat 27"))
    made["visit"] = visit.number
    made["plan"] = begun(2, 3).number
    signed = begun(3, 22).days(8)
    signed.investigate()
    signed.days(6).apply()
    made["decide"] = signed.number
    asked = begun(4, 28).days(8)
    asked.investigate()
    asked.days(8).apply()
    stuk = Document(name="Foto’s van de trap", why="Om te zien welke traplift past")
    asked.days(2).do(DataRequest(documents=(stuk,), due_on=clock.today() + timedelta(days=9)))
    made["data"] = asked.number
    read = _to_call(begun(5, 27), "Mila")
    read.days(1).call(CallOutcome.INFORMED_DISAGREES)
    made["read"] = read.number
    made["noticed"] = _noticed(90).number
    owed = _noticed(91)
    owed.days(35).do(Intention(provisions=(provision(Outcome.GRANTED),)))
    made["owed"] = owed.number
    early = _noticed(40, after=2)
    seq = early.case().version
    early.days(1).do(PenaltyDecision(notice=seq, none_due=NoPenalty.PREMATURE, reason=PREMATURE))
    made["unpaid"] = early.number
    made["several"] = _several().number
    _family()
    # Whoever proposes says so now.
    with by_the_machine(settings().owner_database):
        propose(ended.number, by="els")
    made["run"] = _post(visit, read)
    # The watch has been, so that no page warns of its absence.
    keep(look(), 0)
    return made


def _noticed(days: int, after: int = 20) -> Play:
    """A case of a colleague with a notice of default, so many days after the application."""
    play = begun(3, days, "mo").days(8)
    play.investigate()
    play.days(6).apply()
    play.days(after).do(DefaultNotice(received_on=play.today()), by="mo")
    return play


def _several() -> Play:
    """A partner and a parent who lives elsewhere have a say; the citizen was called."""
    play = begun(2, 27).days(8)
    play.put(PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir", phone="06 00 00 04 13"))
    address = ("Kade 3", "4091 AB  VELDHAVEN")
    parent = PartyJoined(
        kind=PartyKind.PARENT, name="Mevrouw A. de Boer", authority=True, address=address, secret_address=True,
        language="Pools", interpreter=True,
    )  # fmt: skip
    play.put(parent)
    play.put(PartyJoined(kind=PartyKind.LAWYER, name="Mr. P. Advies", represents=3, phone="085 000 04 77"))
    play.investigate()
    play.days(6).apply()
    play.days(1).intend()
    play.call(CallOutcome.INFORMED_AGREES)
    return play


def _post(visit: Play, read: Play) -> str:
    """A letter held, one for someone to post, a bundle that was refused; the run that waits to be confirmed."""
    keep_back(visit.letter("uitnodiging-gesprek").id, "De inwoner is verhuisd. Maak de brief opnieuw.")
    post_by_hand(read.letter("melding").id)
    make_letter(read.letter("melding").id)
    run_letters()
    refuse(newest())
    run = letter_run.ask(by="els")
    run_through(run)
    return str(run)


def _to_call(play: Play, daughter: str) -> Play:
    play.days(8).investigate()
    play.days(6).apply(item("Zwaar werk in huis, anderhalf uur per week."), item("En de boodschappen."))
    play.days(3).do(refusal(daughter))
    return play


def _family() -> None:
    with session() as db:
        for citizen in db.query(Citizen).filter(Citizen.family_name == "Yıldız-Demir"):
            home = citizen.household_id
            db.add(Member(household_id=home, name="Mehmet Yıldız", relation="echtgenoot", remark=""))
            db.add(
                Member(
                    household_id=home,
                    name="Elif Yıldız",
                    relation="dochter",
                    elsewhere=1,
                    carer=1,
                    authorised_on=date(2026, 9, 1),
                    phone="06 00 00 04 27",
                )
            )


@contextmanager
def serving() -> Iterator[tuple[str, str]]:
    """The desk on a free port, and the password of the sample staff."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    password = prepare_demo_logins()
    config = uvicorn.Config(create_app(advance=here, run_letters=press), port=port, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        clocks.sleep(0.02)
    yield f"http://127.0.0.1:{port}", password
    server.should_exit = True
    thread.join()


ASKED = (
    "Voorletters (niet verplicht)",
    "Achternaam",
    "Geboortedatum (niet verplicht)",
    "Straat",
    "Huisnummer",
    "Postcode",
)


def taken_in(
    page: Page,
    person: tuple[str, ...],
    question: str,
    *,
    law: str = "Wmo 2015",
    subject: str = "",
    product: str = "",
) -> str:
    """A case taken in at the desk, part by part; returns its number."""
    what = opening().word
    page.goto("/melding")
    page.get_by_role("button", name=f"Begin een {what}").click()
    page.get_by_label("Aanspreken als").select_option("mevrouw")
    for label, value in zip(ASKED, person, strict=True):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    if len(processes()) > 1:
        page.get_by_label("Over welke wet gaat het?").select_option(law)
    page.get_by_label("Wat vraagt de inwoner?").fill(question)
    page.locator("#channel").select_option("balie")
    if product:
        page.get_by_label("Wat vraagt de inwoner aan?").select_option(product)
    if subject:
        page.get_by_label("Waar gaat het over?").fill(subject)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_label("Telefoon").fill("06 00 00 09 01")
    for button in ("Bewaar en ga verder", "Bewaar en ga verder", f"Leg de {what} vast"):
        page.get_by_role("button", name=button).click()
    page.wait_for_url("**/zaak/**")
    return page.url.split("/zaak/")[1].split("?")[0]
