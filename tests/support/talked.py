"""A case with a row in every table of what was asked: vague, agreed to and taken back, and withdrawn."""

from __future__ import annotations

from datetime import date

from plays import LESS, Play, item, post_letter, provision, report_case

from rules.asked.parties import PartyKind
from rules.calls import Channel
from rules.facts import (
    AgreementEnded,
    Intention,
    ItemWithdrawn,
    LessAgreed,
    MadePrecise,
    Outcome,
    PartyEnded,
    PartyJoined,
    RunningHelp,
    Speaker,
)
from rules.facts.parties import PartyEnd
from store import record
from store.engine import session
from tasks import clock

VAGUE = item("Hulp in huis.", product="", form=None, quantity=None)


def talked_over() -> Play:
    """A case in which all that can be said about an item was said, up to the intention to reject it."""
    play = report_case()
    play.days(10).investigate()
    play.do(PartyJoined(kind=PartyKind.MENTOR, name="Mevrouw A. Mentor", represents=1, authority=True))
    over = {"ended_on": play.today(), "source": "Brief van de rechtbank."}
    play.do(PartyEnded(who=2, why=PartyEnd.AUTHORITY, **over), by="karin")  # type: ignore[arg-type]
    play.days(7).apply(item(), VAGUE, item("En een toiletverhoger.", product="home_aid"))
    said = {"on": play.today(), "channel": Channel.PHONE, "spoke_with": Speaker.APPLICANT, "read_back": True}
    talk = {"words": "Een uur is genoeg.", **said}
    play.do(MadePrecise(item=2, product="household_help", quantity=LESS, **talk))
    play.do(LessAgreed(item=1, quantity=LESS, told_less=True, **talk))
    play.do(AgreementEnded(item=1, on=play.today(), words="Toch niet."))
    play.do(ItemWithdrawn(item=3, received_on=play.today(), reason="De beugels helpen genoeg."))
    with clock.at(play.now):
        post_letter(play.number)
    play.days(20).run()
    given = provision(Outcome.REJECTED, answers=(1, 2))
    play.do(Intention(provisions=(given,), hardship="Dat is niet te zwaar.", alternatives="De Linde kookt."))
    return play


def running_elsewhere() -> None:
    """What runs under a decision made elsewhere, in a case of its own; no course that is shipped reviews that."""
    play = report_case()
    days = {"changes_on": date(2026, 12, 1), "decided_on": date(2025, 12, 10)}
    runs = RunningHelp(items=(item(),), made_by="De gemeente Duinrand", gave="Hulp.", **days)
    with session() as db:
        record.add_fact(db, record.find_case(db, play.number), runs, by="sanne", at=play.now)
