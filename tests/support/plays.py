"""Playing a case in a test: people, a citizen, and a day that can be moved."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from scenes import scene
from sqlalchemy import select

from config.posting import posting_day
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome
from rules.facts import (
    Application,
    Approval,
    Call,
    Fact,
    Finding,
    Intention,
    Investigation,
    Item,
    Outcome,
    Provision,
    Report,
)
from store import queries, record
from store.engine import session
from store.models import Case, Citizen, Household, Letter, RoleGrant, Staff
from store.models.post import READY, HandOver
from tasks import clock
from tasks.cases import asks
from tasks.cases.advance import Stand, advance
from tasks.cases.courses import course_of
from tasks.cases.look import Look, look
from tasks.cases.open_case import OpenCase
from tasks.cases.recording import record_fact
from tasks.letters.sending import make_letter
from tasks.letters.writing_anew import write_anew
from tasks.post.bundling import add_bundle

STAFF = {
    "sanne": ("Sanne de Wit", "consulent"),
    "mo": ("Mo Ouali", "consulent"),
    "karin": ("Karin Smeets", "tweede_lezer"),
    "jeroen": ("Jeroen Aalders", "teamleider"),
    "els": ("Els Brand", "administratie"),
    "omar": ("Omar Haddad", "beheer"),
    "fenna": ("Fenna Postma", "tekst"),
}
MONDAY = datetime(2026, 9, 28, 8, 0, tzinfo=UTC)
_numbers = count(1)


def hire_staff(url: str | None = None) -> None:
    """Everyone who works with the desk, each in one role."""
    with session(url) as db:
        for name, (full, role) in STAFF.items():
            db.add(
                Staff(
                    id=name,
                    name=full,
                    function="consulent Wmo",
                    team="Oost",
                    phone="085 000 04 00",
                    days="maandag tot en met donderdag",
                    email=f"{name}@veldhaven.example",
                    password_hash="",
                )
            )
            db.flush()
            db.add(RoleGrant(staff_id=name, role=role, granted_at=MONDAY - timedelta(days=6000)))


def own_word(number: int) -> str:
    """A word for each number: a reason that differs in a number alone counts as copied."""
    return "".join("bcdfghjklm"[int(digit)] + "a" for digit in str(number))


STARTS = date(2026, 12, 1)
ASKED = Quantity(90, Unit.MINUTE, Per.WEEK)
LESS = Quantity(60, Unit.MINUTE, Per.WEEK)


def item(words: str = "Ik vraag hulp bij het huishouden, anderhalf uur per week.", **changes: object) -> Item:
    """One thing that the citizen asks."""
    given: dict[str, object] = {
        "words": words,
        "product": "household_help",
        "form": Grant.IN_KIND,
        "quantity": ASKED,
        "from_on": STARTS,
    }
    return Item(**(given | changes))  # type: ignore[arg-type]


def application(day: date, **changes: object) -> Application:
    """The citizen applies, by default for one thing."""
    given: dict[str, object] = {"received_on": day, "items": (item(),)}
    return Application(**(given | changes))  # type: ignore[arg-type]


def provision(outcome: Outcome = Outcome.REJECTED, *, answers: tuple[int, ...] = (1,), **changes: object) -> Provision:
    """The answer to an item that comes to this, with an individual reason."""
    number = next(_numbers)
    given: dict[str, object] = {
        "name": "Hulp bij het huishouden",
        "grant": Grant.NONE,
        "answers": answers,
        "reason_title": "Uw dochter doet de boodschappen.",
        "reason": f"U vertelde dat uw dochter elke zaterdag de boodschappen doet. Dat bevalt {own_word(number)}.",
        "source": "gesprek",
    }
    if outcome.gives:
        given |= {
            "grant": Grant.IN_KIND,
            "product": "household_help",
            "quantity": ASKED if outcome is Outcome.GRANTED else LESS,
            "result": "Uw huis is schoon.",
            "provider": "Thuiszorg Veldhaven",
            "from_on": STARTS,
        }
    return Provision(**(given | changes))  # type: ignore[arg-type]


def intention(*outcomes: Outcome, **changes: object) -> Intention:
    """What the consultant means to decide about each item, by default a full rejection of the first."""
    given: dict[str, object] = {
        "provisions": tuple(
            provision(outcome, answers=(number,)) for number, outcome in enumerate(outcomes or (Outcome.REJECTED,), 1)
        ),
        "hardship": "Wij hebben gekeken of deze uitkomst voor u te zwaar is. Dat is niet zo.",
        "alternatives": "U kunt eten bij Wijkrestaurant De Linde.",
        "unprocessed": Outcome.NOT_PROCESSED in outcomes,
    }
    return Intention(**(given | changes))  # type: ignore[arg-type]


def at_once(outcome: Outcome = Outcome.GRANTED) -> Intention:
    """Help until the decision, which answers no item."""
    return Intention(provisions=(provision(outcome, answers=(), from_on=MONDAY.date()),), temporary=True)


@dataclass
class Play:
    """One case, played fact by fact on days that the test chooses."""

    number: str
    now: datetime = MONDAY
    stand: Stand | None = None
    # The letters leave on the day they are made, so that a case takes its last step.
    posts: bool = True

    def days(self, days: int = 1, *, at: time | None = None) -> "Play":
        """Let days pass, to this time of the day."""
        self.now += timedelta(days=days)
        if at:
            self.now = clock.local(self.now).replace(hour=at.hour, minute=at.minute).astimezone(UTC)
        return self

    def put(self, fact: Fact, by: str = "sanne") -> "Play":
        """Put a fact on the record without running the flow."""
        with clock.at(self.now):
            record_fact(self.number, fact, by=by)
        return self

    def run(self) -> Stand:
        """Run the course of the case in this process; each run is also held against what a look says before it.

        Imported here, because Prefect takes seconds.
        """
        from tasks.prefect.case_flow import run_here  # noqa: PLC0415

        with clock.at(self.now):
            seen, course = self.look(), course_of(self.case().process)
            foreseen(seen, advance(self.number, course))
            self.stand = run_here(self.number, course)
            if self.posts and self.stand.waits_for in {asks.SENDING, asks.CONFIRMING}:
                post_letter(self.number)
                self.stand = run_here(self.number, course)
        return self.stand

    def look(self) -> Look:
        """What a look at the case says, at this moment of the play."""
        with clock.at(self.now), session(readonly=True) as db:
            return look(db, record.find_case(db, self.number))

    def do(self, fact: Fact, by: str = "sanne") -> Stand:
        """Put a fact on the record, then run the flow."""
        return self.put(fact, by).run()

    def today(self) -> date:
        """The day it is in the play."""
        return clock.local(self.now).date()

    def investigate(self) -> Stand:
        """The visit and what it yielded."""
        findings = tuple(Finding(part=part, text="Dit hebben wij besproken.") for part in "abcdefg")
        return self.do(
            Investigation(
                visited_on=self.today(),
                present=("mevrouw Yıldız-Demir", "Elif Yıldız (dochter)"),
                need="Hulp bij het huishouden na een heupoperatie.",
                findings=findings,
                conclusion="Zwaar werk in huis lukt niet meer.",
                personal_plan="U hebt geen persoonlijk plan gemaakt.",
                budget="U kiest voor hulp in natura.",
                contribution="U betaalt een eigen bijdrage aan het CAK.",
            )
        )

    def apply(self, *items: Item) -> Stand:
        """The signed report comes back, with what the citizen asks."""
        return self.do(application(self.today(), items=items or (item(),)))

    def intend(self, *outcomes: Outcome, by: str = "sanne") -> Stand:
        """Word an intention, by default a full rejection."""
        return self.do(intention(*outcomes), by)

    def call(self, outcome: CallOutcome, *, decision: int = 1, by: str = "sanne", **more: object) -> Stand:
        """Call the citizen, now."""
        given: dict[str, object] = {
            "decision": decision,
            "at": self.now,
            "outcome": outcome,
            "minutes": 12,
            "spoke_with": "mevrouw Yıldız-Demir",
            "identity_checked": True,
            "summary": "U vertelde dat u de boodschappen met uw dochter fijn vindt.",
            "response": "Wij begrijpen dat. Uw dochter blijft dit doen.",
            "new_facts": "De dochter verhuist." if outcome is CallOutcome.NEW_FACTS else "",
            "follow_up_on": self.today() + timedelta(days=2) if outcome is CallOutcome.DELAY_ASKED else None,
        }
        return self.do(Call(**(given | more)), by)  # type: ignore[arg-type]

    def approve(self, decision: int = 1, by: str = "karin") -> Stand:
        """The second reader agrees."""
        return self.do(Approval(decision=decision), by)

    def letters(self) -> list[tuple[str, str]]:
        """The letters of the case with their status, oldest first."""
        with session(readonly=True) as db:
            found = queries.letters_of(db, record.find_case(db, self.number))
            return [(letter.name.split("/")[1], letter.status) for letter in found]

    def letter(self, name: str) -> Letter:
        """The newest letter of this name."""
        with session(readonly=True) as db:
            found = queries.letters_of(db, record.find_case(db, self.number))
            return next(letter for letter in reversed(found) if letter.name.endswith(name))

    def case(self) -> Case:
        """The case as the record has it."""
        with session(readonly=True) as db:
            return record.find_case(db, self.number)


def foreseen(seen: Look, stand: Stand) -> None:
    """Fail where a look and the pass after it differ: in what is waited for, until when, or in the letters written."""
    asked = seen.waiting.ask if seen.waiting else None
    by = seen.waiting.by.on if seen.waiting and seen.waiting.by else None
    assert (asked, by, seen.letters) == (stand.waits_for, stand.by, stand.written)


def post_letter(number: str) -> None:
    """The newest letter of a case that is made and did not leave does so now, with the date of today."""
    with session() as db:
        case = OpenCase.of(db, record.lock_case(db, number))
        mine = select(Letter).where(Letter.case_id == case.row.id, READY)
        letter = db.scalars(mine.order_by(Letter.number.desc())).first()
        assert letter is not None
        if letter.dated_on < posting_day(case.today):
            write_anew(case, letter, "De datum is voorbij.")
    make_letter(letter.id)
    with session() as db:
        bundle = add_bundle(db, [letter.id], channel=letter.channel)
        db.add(HandOver(bundle_id=bundle, manifest_sha256="0" * 64, at=clock.now()))


@scene
def report_case(question: str = "Wie helpt mij met het zware werk in huis?", **citizen: object) -> Play:
    """A citizen reports; the case begins with the acknowledgement made."""
    person: dict[str, object] = {
        "salutation": "mevrouw",
        "initials": "F.",
        "family_name": "Yıldız-Demir",
        "born_on": date(1952, 3, 14),
        "street": "Esdoornstraat",
        "number": "27",
        "postcode": "4099 ZX",
        "city": "Veldhaven",
        "phone": "06 00 00 04 12",
    }
    number = f"WMO-2026-{next(_numbers):04}"
    with session() as db:
        household = Household()
        db.add(household)
        db.flush()
        someone = Citizen(household_id=household.id, **(person | citizen))
        db.add(someone)
        db.flush()
        case = Case(
            number=number,
            process="wmo",
            process_version=1,
            reference=f"test-{number}",
            citizen_id=someone.id,
            consultant_id="sanne",
            team="Oost",
            subject="Hulp bij het huishouden",
            received_on=MONDAY.date(),
            created_at=MONDAY,
            version=0,
            taken_up=0,
        )
        db.add(case)
        db.flush()
        report = Report(question=question, received_on=MONDAY.date())
        record.add_fact(db, case, report, by="systeem", at=MONDAY)
    play = Play(number)
    play.run()
    return play


@scene
def intended(*outcomes: Outcome, posts: bool = True) -> Play:
    """A case up to the intention, by default a full rejection."""
    play = report_case()
    play.posts = posts
    play.days(10).investigate()
    play.days(7).apply(*(item() for _ in outcomes or (None,)))
    play.days(1).intend(*outcomes)
    return play
