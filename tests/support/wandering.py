"""A case that goes any way it can: at each step somebody does what it waits for or, now and then, anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from functools import partial
from random import Random

from past import reported
from plays import MONDAY, Play, application, at_once, intention, item, report_case
from sqlalchemy.exc import IntegrityError

from config.process import process
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome, Channel, ExemptionReason
from rules.clock.suspension import GroundId
from rules.errors import MaatwerkError
from rules.facts import (
    Appointment,
    Approval,
    DataReceived,
    DataRequest,
    Document,
    Exemption,
    ExemptionApproval,
    Fact,
    LessAgreed,
    Outcome,
    Speaker,
    TermExtended,
    TermSuspended,
    Withdrawal,
)
from rules.facts.asking.message import Way
from rules.facts.ends import Death, DeathConfirmed, DeathSource, HandedOver, HandOverConfirmed
from rules.facts.laws.parkeerkaart import AdviceWaived
from rules.facts.remedies.dispute import Dispute, DisputeKind
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply
from store import record
from store.engine import session
from store.models import Letter, Member
from tasks.terms.lateness import lateness

CALLS = (
    *(CallOutcome.INFORMED_AGREES, CallOutcome.INFORMED_AGREES, CallOutcome.INFORMED_DISAGREES),
    *(CallOutcome.NOT_REACHED, CallOutcome.NOT_REACHED, CallOutcome.NEW_FACTS, CallOutcome.DELAY_ASKED),
)
OUTCOMES = (Outcome.REJECTED, Outcome.REJECTED, Outcome.PARTIAL, Outcome.GRANTED, Outcome.NOT_PROCESSED)
DOCUMENT = Document(name="De brief van uw ziekenhuis", why="Voor een goed beeld van uw herstel")
DAUGHTER = "Elif Yıldız"
PATIENCE = 16
# How often somebody does what is awaited, and how often that or what the case tends to.
OFTEN, MOSTLY = 0.6, 0.85
Move = Callable[["Wanderer"], Iterator[tuple[Fact, str]]]


@dataclass(frozen=True)
class Bent:
    """Where a case tends to go: how calls end, what is meant, what is done besides, how long things take."""

    calls: tuple[CallOutcome, ...] = CALLS
    outcomes: tuple[Outcome, ...] = OUTCOMES
    likes: tuple[Move, ...] = ()
    days: tuple[int, ...] = (0, 0, 1, 2, 4, 9)
    instead: Mapping[str, Move] = field(default_factory=dict)


@dataclass
class Wanderer:
    """One case, the dice that move it, and what was refused on its way."""

    dice: Random
    play: Play
    bent: Bent
    refused: list[str] = field(default_factory=list)

    @property
    def awaited(self) -> Move | None:
        """What is done where a case waits for this; none where it waits for a letter or a day."""
        stand = self.play.stand
        word = stand.waits_for.word if stand and stand.waits_for else ""
        return self.bent.instead.get(word) or WAYS.get(word)

    def step(self) -> None:
        """Let days pass, and do one thing; what does not belong now is refused, and changes nothing."""
        self.play.days(self.dice.choice(self.bent.days))
        rolled = self.dice.random()
        move = self.awaited if rolled < OFTEN else None
        if move is None and self.bent.likes and rolled < MOSTLY:
            move = self.dice.choice(self.bent.likes)
        for fact, by in (move or self.dice.choice(ANY))(self):
            self.tried(partial(self.play.do, fact, by))

    def tried(self, done: Callable[[], object]) -> None:
        """Do it, unless it is refused."""
        try:
            done()
        except (MaatwerkError, IntegrityError) as wrong:
            self.refused.append(type(wrong).__name__)


def _visit(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    one.tried(one.play.investigate)
    yield from ()


def _apply(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield application(one.play.today(), items=(item(),)), "sanne"


def _intend(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield intention(one.dice.choice(one.bent.outcomes)), "sanne"


def _call(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    speaks = one.play.case().representative_id is not None and one.dice.random() < 0.5
    who = {"spoke_with": DAUGHTER, "authorised": True} if speaks else {}
    outcome, version = one.dice.choice(one.bent.calls), _version(one.play)
    one.tried(lambda: one.play.call(outcome, decision=version, **who))
    yield from ()


def _read(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield Approval(decision=_version(one.play)), "karin"


def _excuse(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    reason = one.dice.choice((ExemptionReason.NOT_REACHED, ExemptionReason.SAFETY, ExemptionReason.DECEASED))
    why = "Een collega schreef op waarom dat hier niet kan."
    yield Exemption(decision=_version(one.play), reason=reason, motivation=why), "sanne"
    yield ExemptionApproval(exemption=one.play.case().version), "jeroen"


def _ask(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield DataRequest(documents=(DOCUMENT,), due_on=one.play.today() + timedelta(days=14)), "sanne"


def _receive(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield DataReceived(received_on=one.play.today(), what="De brief."), "sanne"


def _notice(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield DefaultNotice(received_on=one.play.today(), came_by=Way.POST), "sanne"
    seq = one.play.case().version
    yield DefaultReply(notice=seq, decide_on=one.play.today() + timedelta(days=12)), "sanne"


def _withdraw(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield (
        Withdrawal(received_on=one.play.today(), reason="Het gaat weer, met mijn buurvrouw.", came_by=Way.POST),
        "sanne",
    )


def _object(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    with session(readonly=True) as db:
        case = record.find_case(db, one.play.number)
        made = db.query(Letter).filter(Letter.case_id == case.id, Letter.decides == 1).first()
        decided_on = made.dated_on if made else one.play.today()
    told = {"received_on": one.play.today(), "decided_on": decided_on, "came_by": Way.POST}
    yield Dispute(kind=DisputeKind.OBJECTION, **told), "sanne"


def _extend(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    to = one.play.today() + timedelta(days=30)
    yield TermExtended(to_on=to, reason="De arts gaf nog geen advies.", notified_on=one.play.today()), "sanne"


def _suspend(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    today, ground = one.play.today(), GroundId.CONSENT
    last = today + timedelta(days=9)
    told = {"from_on": today, "to_on": last, "consented_on": today, "reason": "uw vakantie"}
    yield TermSuspended(ground=ground, **told), "sanne"


def _agree(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield (
        LessAgreed(
            item=1,
            on=one.play.today(),
            channel=Channel.PHONE,
            spoke_with=Speaker.APPLICANT,
            quantity=Quantity(60, Unit.MINUTE, Per.WEEK),
            words="Een uur is genoeg.",
            told_less=True,
            read_back=True,
        ),
        "sanne",
    )


def _die(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield Death(died_on=one.play.today(), source=DeathSource.TOLD, told="de zoon, aan de telefoon"), "sanne"
    yield DeathConfirmed(how="Gezien in de BRP."), "karin"


def _urgent(_: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield at_once(), "sanne"


def _waive(_: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield AdviceWaived(reason="U loopt zonder hulp naar de markt en terug."), "sanne"


def _wait(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    one.tried(one.play.run)
    yield from ()


def _meet(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    yield Appointment(on=one.play.today() + timedelta(days=3), at=time(13, 30), place="bij u thuis"), "sanne"


def _hand_over(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    told = {"contact": "het Wmo-loket, telefoon 085 000 00 00", "why": "uw verhuizing", "along": "uw aanvraag"}
    yield HandedOver(to="Rivierenland", handed_on=one.play.today(), **told), "sanne"
    yield HandOverConfirmed(how="Gebeld met de collega daar."), "karin"


def _penalty(one: Wanderer) -> Iterator[tuple[Fact, str]]:
    with session(readonly=True) as db:
        case = record.find_case(db, one.play.number)
        found = lateness(record.entries(db, case), process(case.process), case.closed_on)
        draft = found.draft(one.play.today()) if found else None
    if found and draft:
        yield replace(draft, notice=found.notice.seq), "sanne"


def _version(play: Play) -> int:
    """The number of the newest version of a decision, or one where there is none."""
    with session(readonly=True) as db:
        known = record.entries(db, record.find_case(db, play.number))
        return max(1, sum(type(entry.fact).__name__ == "Intention" for entry in known))


# By the word of what a case waits for.
WAYS: dict[str, Move] = {
    **dict.fromkeys(("gesprek plannen", "onderzoek", "onderzoek na de aanvraag"), _visit),
    "onderzoek na nieuwe informatie": _visit,
    "ondertekend verslag": _apply,
    "voornemen": _intend,
    **dict.fromkeys(("telefoongesprek", "terugbellen", "reactie op brief"), _call),
    "besluit zonder gesprek": _excuse,
    "akkoord tweede lezer": _read,
    "aanvullende gegevens": _receive,
    "medisch advies vragen": _waive,
}
ANY: tuple[Move, ...] = (
    *(_visit, _apply, _intend, _call, _read, _excuse, _ask, _receive, _notice, _withdraw, _object),
    *(_extend, _suspend, _agree, _die, _urgent, _waive, _meet, _hand_over),
)
UNREACHED = (CallOutcome.NOT_REACHED, CallOutcome.NOT_REACHED, CallOutcome.WRONG_NUMBER)
BENTS = (
    Bent(),
    Bent(outcomes=(Outcome.GRANTED, Outcome.GRANTED, Outcome.PARTIAL), likes=(_urgent, _agree)),
    Bent(calls=UNREACHED, outcomes=(Outcome.REJECTED,), likes=(_excuse, _excuse, _call), days=(0, 1, 1, 2)),
    Bent(outcomes=(Outcome.NOT_PROCESSED,), likes=(_ask,), instead={"aanvullende gegevens": _wait}, days=(1, 4, 5)),
    Bent(likes=(_notice, _notice, _penalty), days=(3, 9, 20)),
    Bent(likes=(_extend, _suspend, _meet, _ask)),
    Bent(likes=(_withdraw, _hand_over, _die), days=(0, 3, 6)),
)


def wander(seed: int) -> Wanderer:
    """A case that went its way; the same seed goes the same way."""
    dice = Random(seed)
    play = report_case() if seed % 3 else reported(at=MONDAY)
    if seed % 2:
        with session() as db:
            case = record.find_case(db, play.number)
            born = {"household_id": case.citizen.household_id, "authorised_on": play.today()}
            member = Member(name=DAUGHTER, relation="dochter", **born)
            db.add(member)
            db.flush()
            case.representative_id = member.id
    one = Wanderer(dice, play, BENTS[seed % len(BENTS)])
    for _ in range(PATIENCE):
        one.step()
    return one
