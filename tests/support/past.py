"""Cases of the parking card that ended long ago, played through the same doors as any other.

Those of the Wmo are kept for fifteen years, so that none may go before 2035.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from plays import Play
from scenes import scene

from rules.calls import CallOutcome
from rules.facts import Withdrawal
from rules.facts.laws.parkeerkaart import AdviceWaived
from store.engine import session
from store.files import by_digest
from store.models import Case
from tasks import clock
from tasks.intake.incoming_report import checked
from tasks.intake.intake import receive

LONG_AGO = datetime(2020, 3, 2, 9, tzinfo=UTC)
CANARY = "Kanariewinkel"
PDF = b"%PDF-1.4 " + CANARY.encode()
PERSON = {
    "initials": "K.",
    "family_name": CANARY,
    "street": f"{CANARY}straat",
    "number": "1",
    "postcode": "4099 ZX",
    "city": "Veldhaven",
    "salutation": "mevrouw",
}


def reported(bsn: str = "", at: datetime = LONG_AGO, *, content: bytes = PDF, name: str = CANARY) -> Play:
    """An application of long ago, with a file and someone who acts for the citizen."""
    with session() as db:
        count = db.query(Case).count()
    given = {
        "reference": f"{name}-{count}-{at:%Y%m%d}",
        "process": "parkeerkaart",
        "team": "Oost",
        "channel": "telefoon",
        "received_at": at,
        "question": f"Wie helpt {name}?",
        "subject": f"Hulp voor {name}",
        "person": PERSON | {"bsn": bsn, "family_name": name, "street": f"{name}straat"},
        "household": ({"name": f"Elif {name}", "relation": "dochter"},),
        "files": ({"name": f"{name}.pdf", "content": content, "media_type": "application/pdf"},),
    }
    with clock.at(at):
        play = Play(receive(checked(given)).number, now=at)
    with session() as db:
        db.query(Case).filter(Case.number == play.number).one().consultant_id = "sanne"
    play.run()
    return play


@scene
def refused(**more: object) -> Play:
    """A rejection of long ago, called about, with its letter made."""
    play = reported(**more)  # type: ignore[arg-type]
    play.days(10).do(AdviceWaived(reason="U loopt zonder hulp naar de markt en terug."))
    play.days(8).intend()
    play.days(1).call(CallOutcome.INFORMED_AGREES, summary=f"U vertelde van de {CANARY}.", spoke_with=CANARY)
    play.days(1).approve()
    assert play.case().result == "afgewezen"
    return play


@scene
def withdrawn(**more: object) -> Play:
    """An application that was taken back."""
    play = reported(**more)  # type: ignore[arg-type]
    play.days(3).do(Withdrawal(received_on=play.today(), reason=f"{CANARY} redt zich weer."))
    play.days(20).run()
    assert play.case().result == "ingetrokken"
    return play


def newer() -> Play:
    """A case of now, so that the old ones are not the newest."""
    return reported(at=clock.now(), content=b"%PDF-1.4 other", name="Jansen")


def letters_of(play: Play) -> list[str]:
    """The digests of the letters that were made."""
    with session(readonly=True) as db:
        case = db.query(Case).filter(Case.number == play.number).one()
        from store import queries  # noqa: PLC0415

        return [letter.pdf_sha256 for letter in queries.letters_of(db, case) if letter.pdf_sha256]


def on_disk(sha256: str) -> bool:
    """True when a letter or attachment is still there."""
    return by_digest.letters().path(sha256).exists() or by_digest.attachments().path(sha256).exists()


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)
