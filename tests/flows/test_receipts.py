"""Each formal message has a receipt, by whichever way it came, with its day and, where it is digital, its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from plays import Play, intended, item, report_case
from posts import post
from scenes import scene

from letters.making.plain_text import as_text
from letters.making.render import document
from letters.writing.slots import dutch_date
from letters.writing.template import front_matter
from rules.calls import CallOutcome
from rules.errors import FactInvalid
from rules.facts import Application, Fact, ItemWithdrawn, Withdrawal
from rules.facts.asking.message import ELECTRONIC, TIMELESS, Arrived, Way
from rules.facts.kind import KINDS
from rules.facts.remedies.dispute import Dispute, DisputeKind
from rules.facts.remedies.lateness import DefaultNotice
from tasks import clock
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive

pytestmark = pytest.mark.usefixtures("record")
AT = time(21, 14)
REASON = "Mijn zoon helpt mij nu."
OF = {
    DefaultNotice: "shared/ontvangstbevestiging-ingebrekestelling",
    Dispute: "shared/ontvangstbevestiging-bezwaar",
    Withdrawal: "shared/bevestiging-intrekking",
    ItemWithdrawn: "shared/bevestiging-intrekking-vraag",
}
MORE: dict[type[Fact], dict[str, Any]] = {
    DefaultNotice: {},
    Dispute: {"kind": DisputeKind.OBJECTION, "decided_on": date(2026, 9, 29)},
    Withdrawal: {"reason": REASON},
    ItemWithdrawn: {"reason": REASON, "item": 1},
}


@scene
def applied() -> Play:
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply(item(), item("En een traplift.", product="", quantity=None))
    return play.days(1)


def message(kind: type[Arrived], way: Way | None, on: date) -> Arrived:
    return kind(received_on=on, came_by=way, came_at=AT if way in ELECTRONIC else None, **MORE[kind])


def said(play: Play, name: str) -> str:
    letter = play.letter(name)
    assert (letter.status, front_matter(letter.name).decision) == ("rendered", False)
    return " ".join(as_text(document(letter.name, letter.content)).split())


def day(on: date) -> str:
    return dutch_date(on.isoformat()).replace("\u00a0", " ")


def expected(way: str, on: date) -> str:
    return f"Op {day(on)}{', om 21.14 uur,' if way in ELECTRONIC else ''} "


def test_each_kind_of_message_is_known() -> None:
    assert {kind for kind in KINDS.values() if issubclass(kind, Arrived)} == set(OF)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("kind", OF, ids=lambda kind: kind.__name__)
def test_each_message_has_a_receipt_with_its_time(kind: type[Arrived], way: Way) -> None:
    play = applied()
    on = play.today() - timedelta(days=1)
    play.do(message(kind, way, on))
    text = said(play, OF[kind])
    assert expected(way, on) in text
    assert ("uur, " in text) is (way in ELECTRONIC)


@pytest.mark.parametrize("way", Way)
def test_an_application_that_somebody_records_has_one(way: Way) -> None:
    play = report_case()
    play.days(10).investigate()
    play.days(7)
    timed = AT if way in ELECTRONIC else None
    play.do(Application(items=(item(),), received_on=play.today(), channel=way.value, came_at=timed))
    assert f"{expected(way, play.today())}kregen wij uw aanvraag" in said(play, "ontvangstbevestiging-aanvraag")


@pytest.mark.parametrize("kind", OF, ids=lambda kind: kind.__name__)
def test_a_digital_message_without_its_time_is_not_taken(kind: type[Arrived]) -> None:
    play = applied()
    with pytest.raises(FactInvalid) as refused:
        play.put(replace(message(kind, Way.EMAIL, play.today()), came_at=None))
    assert refused.value.problems["came_at"] == TIMELESS


def test_a_message_of_before_it_was_asked_how_it_came_has_no_receipt() -> None:
    """Its body says nothing of it, so that it is no message by post either."""
    body = DefaultNotice.read({"received_on": "2026-09-01", "remark": ""})
    assert body["came_by"] is None
    assert (
        DefaultNotice.read(DefaultNotice.written({"received_on": "2026-09-01", "came_by": "post"}))["came_by"] == "post"
    )
    play = applied()
    play.do(message(DefaultNotice, None, play.today()))
    assert "ontvangstbevestiging-ingebrekestelling" not in dict(play.letters())


def test_an_appeal_is_confirmed_by_the_court() -> None:
    play = applied()
    play.do(replace(message(Dispute, Way.POST, play.today()), kind=DisputeKind.APPEAL))
    assert "ontvangstbevestiging-bezwaar" not in dict(play.letters())


def test_an_objection_in_a_closed_case_has_one() -> None:
    play = intended()
    play.call(CallOutcome.INFORMED_AGREES)
    play.approve()
    play.run()
    assert play.case().closed_on
    play.days(3).do(message(Dispute, Way.WEBSITE, play.today()))
    assert "U krijgt ons besluit uiterlijk op" in said(play, "ontvangstbevestiging-bezwaar")


@pytest.mark.parametrize(("channel", "timed"), [("website", True), ("balie", False), ("post", False)])
def test_a_report_has_the_time_that_the_form_server_gave(channel: str, *, timed: bool) -> None:
    report = read_line(post()).model_copy(update={"channel": channel})
    play = Play(receive(report).number, clock.now())
    play.run()
    at = clock.local(report.received_at)
    told = f", om {at:%H.%M} uur," if timed else ""
    assert f"Op {day(at.date())}{told} hebt u ons gevraagd" in said(play, "ontvangstbevestiging-melding")
