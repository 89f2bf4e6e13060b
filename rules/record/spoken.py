"""What was said about the items of a case, as asked and given are compared by it (Awb 3:2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from rules import visible
from rules.asked import talks
from rules.asked.items import Hand, Thing
from rules.asked.talks import TalkKind, Terms
from rules.facts import APPLICANT, LessAgreed, MadePrecise
from rules.facts.asking.items import Measure
from rules.facts.asking.talks import Talk
from rules.record import asked, parties
from rules.record.entries import Entry, Record, every

HERE = ZoneInfo("Europe/Amsterdam")


def talks_on(record: Record) -> Iterator[talks.Talk]:
    """What was made precise, and of each item the agreements that stand: the newest with each party."""
    yield from map(_talk, every(record, MadePrecise))
    for one in asked.standing(record):
        yield from map(_talk, asked.agreements(record, one.number))


def _talk(entry: Entry[Talk]) -> talks.Talk:
    fact = entry.fact
    return talks.Talk(
        kind=TalkKind.MADE_PRECISE if isinstance(fact, MadePrecise) else TalkKind.AGREEMENT,
        item=fact.item,
        heard=(_heard(fact),),
        held_at=moment(fact.on, entry.at),
        recorded_at=entry.at,
        channel=fact.channel,
        terms=_terms(fact),
        words=fact.words,
        told_it_is_less=isinstance(fact, LessAgreed) and fact.told_less,
        read_back=fact.read_back,
    )


def _heard(fact: Talk) -> str:
    return fact.spoke_with.value if fact.party == APPLICANT else parties.name_of(fact.party)


def _terms(measure: Measure) -> Terms:
    return Terms(
        thing=thing(measure.product),
        form=measure.form,
        quantity=measure.quantity,
        from_on=measure.from_on,
        until_on=measure.until_on,
        lasting=measure.lasting,
        hand=hand(measure.provider),
    )


def thing(product: str) -> Thing | None:
    """The thing with this key; none without one."""
    return Thing(product) if product else None


def hand(provider: str) -> tuple[Hand, ...]:
    """From whom, where that is named."""
    return (Hand("provider", provider.strip()),) if not visible.blank(provider) else ()


def moment(day: date | None, recorded_at: datetime) -> datetime:
    """The last moment of a day at which something was said, which is never after it was recorded."""
    return recorded_at if day is None else min(datetime.combine(day, time.max, HERE), recorded_at)
