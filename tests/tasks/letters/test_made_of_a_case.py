"""Each letter is made from a case by the functions of its values; and what its samples show, a case can fill in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from made import filled
from plays import Play, intention, item, provision, report_case

from config.municipality import Municipality, municipality
from letters.making.render import document
from letters.writing.samples import sample, sample_names
from letters.writing.template import front_matter, letter_names
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome, Channel, ExemptionReason
from rules.clock.penalty import NoPenalty
from rules.clock.suspension import GroundId
from rules.facts import (
    Appointment,
    Call,
    DataRequest,
    Document,
    Exemption,
    ExemptionApproval,
    Fact,
    HelpEnds,
    Intention,
    ItemsAsked,
    ItemWithdrawn,
    LessAgreed,
    MadePrecise,
    Outcome,
    Speaker,
    TermExtended,
    TermResumed,
    TermSuspended,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.asking.message import Way
from rules.facts.ends import HandedOver
from rules.facts.remedies.dispute import Dispute, DisputeKind
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.record.entries import Entry
from store import record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.cases import duties
from tasks.cases.open_case import OpenCase, Sent
from tasks.letters.content import values_for
from tasks.letters.values import receipts

pytestmark = pytest.mark.usefixtures("record")
TAKING = [letter for letter in letter_names() if front_matter(letter).values]
# The case has an application of Monday 12 October 2026, to be decided by the 26th; its letters are of the 13th.
ON = date(2026, 10, 13)
LATE_ON = date(2026, 12, 15)
HOUR = Quantity(60, Unit.MINUTE, Per.WEEK)
TALK: dict[str, Any] = {"item": 1, "on": ON, "channel": Channel.PHONE, "spoke_with": Speaker.APPLICANT}
LETTER = Document(name="De brief van uw ziekenhuis", why="Voor een goed beeld van uw herstel")
MEANT = intention()
GIVEN = intention(Outcome.GRANTED)
ENDS = replace(GIVEN, provisions=(provision(Outcome.GRANTED, until_on=date(2027, 3, 1)),))
NONE = PenaltyDecision(notice=4, none_due=NoPenalty.PREMATURE, reason="Wij hadden nog vier dagen.")
SUSPENDED = TermSuspended(ground=GroundId.FOREIGN, from_on=ON + timedelta(1), to_on=ON + timedelta(9), reason="België")


@pytest.fixture
def play() -> Play:
    played = report_case()
    played.days(10).investigate()
    played.days(4).apply(item(), item("En een traplift.", product="", quantity=None))
    return played


def call(outcome: CallOutcome, play: Play, **more: object) -> Call:
    given: dict[str, object] = {
        "decision": 1,
        "at": play.now,
        "outcome": outcome,
        "spoke_with": "u",
        "summary": "U vertelde over uw dochter.",
        "response": "Wij begrijpen dat.",
    }
    return Call(**(given | more))  # type: ignore[arg-type]


def told(play: Play) -> dict[str, list[tuple[Fact, ...]]]:
    """For each letter, what is recorded after the application; the letter is about the last, or about the one named."""
    missed = call(CallOutcome.NOT_REACHED, play)
    heard = call(
        CallOutcome.NEW_FACTS,
        play,
        new_facts="De dochter verhuist.",
        agreements="Ik bel u terug.",
        follow_up_on=ON + timedelta(days=3),
    )
    notice = DefaultNotice(received_on=LATE_ON - timedelta(days=40))
    paid = PenaltyDecision(
        notice=4, amount_eur=23, days=1, first_on=date(2026, 11, 20), last_on=date(2026, 11, 20), applicants=2
    )
    exempted = Exemption(decision=1, reason=ExemptionReason.NOT_REACHED, motivation="Drie keer gebeld.")
    return {
        "wmo/uitnodiging-gesprek": [
            (
                Appointment(
                    on=ON + timedelta(9), at=time(10), place="thuis", interpreter="Turks", remark="de bel achter"
                ),
            )
        ],
        "shared/verzoek-aanvulling": [(DataRequest(documents=(LETTER,), due_on=ON + timedelta(days=14)),)],
        "shared/herinnering-aanvulling": [(DataRequest(documents=(LETTER,), due_on=ON + timedelta(days=14)),)],
        "shared/mededeling-verlenging": [(TermExtended(to_on=date(2026, 11, 9), reason="Ziek.", notified_on=ON),)],
        "shared/bevestiging-opschorting": [(replace(SUSPENDED, ground=GroundId.CONSENT, consented_on=ON),)],
        "shared/mededeling-opschorting": [(SUSPENDED,)],
        "shared/einde-opschorting": [
            (SUSPENDED,),
            (SUSPENDED, TermResumed(suspension=4, on=ON + timedelta(days=4), reason="het antwoord uit België")),
        ],
        "shared/voornemen": [(MEANT, ViewsInvited(differs="Het wijkteam helpt.", due_on=ON + timedelta(days=14)))],
        "shared/niet-bereikt": [(missed, MEANT)],
        "shared/bevestiging-gesprek": [(MEANT, heard)],
        "shared/bevestiging-afspraak": [
            (LessAgreed(**TALK, quantity=HOUR, words="Goed.", told_less=True),),
            (MadePrecise(**TALK, quantity=HOUR, words="Een uur."),),
        ],
        "shared/bevestiging-intrekking": [(Withdrawal(received_on=ON, reason="Uw zoon helpt."),)],
        "shared/bevestiging-intrekking-vraag": [(ItemWithdrawn(item=2, received_on=ON, reason="Niet nodig."),)],
        "shared/overdracht": [
            (
                HandedOver(
                    to="Rivierenland", contact="het loket", handed_on=ON, why="uw verhuizing", along="uw aanvraag"
                ),
            )
        ],
        "shared/bevestiging-vraag": [
            (ItemsAsked(received_on=ON, items=(item("Ik vraag één uur.", instead_of=1), item("En een alarm."))),)
        ],
        "wmo/aankondiging-einde": [(ENDS, HelpEnds(until_on=date(2027, 3, 1)))],
        "shared/reactie-ingebrekestelling": [
            (noticed, DefaultReply(notice=4, decide_on=LATE_ON + timedelta(days=9)))
            for noticed in (notice, DefaultNotice(received_on=ON))
        ],
        "shared/ontvangstbevestiging-ingebrekestelling": [
            (DefaultNotice(received_on=ON),),
            (DefaultNotice(received_on=ON, came_by=Way.WEBSITE, came_at=time(21, 14)),),
        ],
        "shared/ontvangstbevestiging-bezwaar": [
            (Dispute(kind=DisputeKind.OBJECTION, received_on=ON, decided_on=ON - timedelta(days=9)),),
            (
                Dispute(
                    kind=DisputeKind.OBJECTION,
                    received_on=ON,
                    decided_on=ON - timedelta(days=9),
                    came_by=Way.EMAIL,
                    came_at=time(9, 5),
                ),
            ),
        ],
        "shared/dwangsombesluit": [(notice, paid)],
        "shared/dwangsom-geen": [
            (notice, call(CallOutcome.INFORMED_DISAGREES, play), NONE),
            (notice, missed, exempted, ExemptionApproval(exemption=6), NONE),
        ],
    }


OF_THE_RECORD = {"wmo/ontvangstbevestiging-melding": 1, "wmo/onderzoeksverslag": 2}
OF_THE_RECORD |= {"shared/ontvangstbevestiging-aanvraag": 3}
FROM_THE_WEBSITE = {"wmo/ontvangstbevestiging-melding", "shared/ontvangstbevestiging-aanvraag"}
WITH_COMMITTEE = {"shared/ontvangstbevestiging-bezwaar"}
LATE = {"shared/reactie-ingebrekestelling", "shared/dwangsombesluit", "shared/dwangsom-geen"}
# An end that lapsed is told once it has.
LAPSED = {"shared/einde-opschorting"}


def _advised() -> Municipality:
    """The municipality, with a committee for objections."""
    known = municipality()
    return known.model_copy(update={"bezwaar": known.bezwaar.model_copy(update={"commissie": True})})


def made(play: Play, letter: str) -> Iterator[dict[str, Any]]:
    """What each of its cases gives a letter; a call before the fact it is about stands before it."""
    on = LATE_ON if letter in LATE else ON + timedelta(days=12) if letter in LAPSED else ON
    for facts in [()] if letter in OF_THE_RECORD else told(play)[letter]:
        with clock.at(play.now + (on - play.today())), session(readonly=True) as db:
            case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
            start = len(case.record) + 1
            more = [
                Entry(id=0, seq=start + place, fact=fact, by="sanne", at=play.now) for place, fact in enumerate(facts)
            ]
            case.record = (*case.record, *more)
            # Help that ends was given by a decision that was sent.
            sent = [
                Sent("decision", one.seq, 1, ON, "rendered") for one in more[:-1] if isinstance(one.fact, Intention)
            ]
            case.letters |= {(one.name, one.about, one.party): one for one in sent}
            about = case.record[OF_THE_RECORD.get(letter, 0) - 1]
            yield values_for(case, Letter(name=letter, number=9, dated_on=on), about, None)
            if letter in FROM_THE_WEBSITE:
                sent_in = replace(about, fact=replace(about.fact, channel="website", came_at=time(21, 14)))
                yield values_for(case, Letter(name=letter, number=9, dated_on=on), sent_in, None)
            if letter in WITH_COMMITTEE:
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(duties, "municipality", _advised)
                    patch.setattr(receipts, "municipality", _advised)
                    yield values_for(case, Letter(name=letter, number=9, dated_on=on), about, None)


@pytest.mark.parametrize("letter", TAKING)
def test_a_letter_is_made_from_a_case_and_its_samples_show_nothing_else(play: Play, letter: str) -> None:
    shown: set[str] = set()
    for values in made(play, letter):
        assert document(letter, values).body
        shown |= filled(values)
    assert set().union(*(filled(sample(letter, name)) for name in sample_names(letter))) <= shown


def test_a_sample_that_shows_what_no_case_fills_in_would_be_found(play: Play) -> None:
    letter = "shared/herinnering-aanvulling"
    (values,) = made(play, letter)
    assert filled(sample(letter) | {"advies": {"wie": "een arts", "lijst": [{"naam": "A"}, {"naam": ""}]}}) - filled(
        values
    ) == {"advies.wie", "advies.lijst[].naam"}
