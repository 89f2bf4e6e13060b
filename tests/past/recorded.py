"""How a fact came on the record of f0de412: by a report, a form, a person or the system."""

from datetime import UTC, date, datetime, timedelta

from plays import Play

from rules.facts import (
    Document,
    Fact,
    TermSuspended,
)
from rules.suspension import GroundId
from store.engine import session
from store.models import Case
from store.record import add_fact, lock_case
from tasks import clock
from tasks.cases import record_fact
from tasks.incoming import checked
from tasks.intake import receive

START = datetime(2026, 3, 30, 8, 0, tzinfo=UTC)
DOCUMENTS = (Document(name="De brief van uw ziekenhuis", why="Daarin staat hoelang u niet mag tillen."),)
UNSAID = {"minutes": 0, "spoke_with": "", "identity_checked": False, "summary": "", "response": ""}
WHY = "U gaat tien dagen naar uw zus. Daarna praten wij verder."


def reported(name: str, *, days: int = 0, **more: object) -> Play:
    """A report that came in so many days after the first, as the form server sends it."""
    at = START + timedelta(days=days)
    person: dict[str, object] = {
        "salutation": "mevrouw",
        "initials": "A.",
        "family_name": name,
        "born_on": date(1952, 3, 14),
        "street": "Esdoornstraat",
        "number": "27",
        "postcode": "4099 ZX",
        "city": "Veldhaven",
        "phone": "06 00 00 04 12",
    }
    given = {
        "reference": f"form-{name}",
        "process": "wmo",
        "team": "Oost",
        "channel": "website",
        "received_at": at,
        "question": "Wie helpt mij met het zware werk in huis?",
        "subject": "Hulp bij het huishouden",
        "person": person | dict(more.pop("person", {})),  # type: ignore[call-overload]
    }
    with clock.at(at):
        play = Play(receive(checked(given | more)).number, now=at)
    with session() as db:
        db.query(Case).filter(Case.number == play.number).one().consultant_id = "sanne"
    return play


def applied(name: str, *, days: int = 0, **more: object) -> Play:
    """The same, investigated and applied for."""
    play = reported(name, days=days, **more)
    play.run()
    play.days(10).investigate()
    play.days(7).apply()
    return play


def suspended(play: Play, ground: GroundId, **more: object) -> TermSuspended:
    """A term that stands still from the next day."""
    day = play.today()
    given = {"from_on": day + timedelta(days=1), "to_on": day + timedelta(days=10), "reason": WHY} | more
    return TermSuspended(ground=ground, **given)  # type: ignore[arg-type]


def form(play: Play, fact: Fact, key: str) -> None:
    """A fact from a form of the desk, which has a key of its own and knows the case as it was."""
    with clock.at(play.now):
        record_fact(play.number, fact, by="sanne", expected=play.case().version, key=key)
    play.run()


def itself(play: Play, fact: Fact) -> None:
    """What only the system records, by the door that a run uses."""
    with session() as db, clock.at(play.now):
        add_fact(db, lock_case(db, play.number), fact, by="systeem", at=clock.now())
