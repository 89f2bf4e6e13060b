"""A receipt promises no day that is over and no call without a number, and says whether we still miss something."""

from datetime import date, timedelta

import pytest
from plays import Play, at_once, item, report_case

from letters.making.render import document
from rules.facts import Application, Fact, Report
from rules.facts.arrival.misfit import Misfit, MisfitSettled
from rules.facts.remedies.dispute import Dispute, DisputeKind
from rules.record.entries import Entry
from store import record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.cases.open_case import OpenCase
from tasks.letters.content import values_for

pytestmark = pytest.mark.usefixtures("record")
REPORTED, APPLIED = "wmo/ontvangstbevestiging-melding", "shared/ontvangstbevestiging-aanvraag"
OBJECTED = "shared/ontvangstbevestiging-bezwaar"
KINDS: dict[str, type[Fact]] = {REPORTED: Report, APPLIED: Application, OBJECTED: Dispute}


def said(play: Play, letter: str, on: date, *facts: Fact) -> str:
    """The words of a letter about the newest fact of its kind, dated on this day, with these facts on the record."""
    with clock.at(play.now + (on - play.today())), session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
        start = len(case.record) + 1
        more = [Entry(id=0, seq=start + n, fact=fact, by="sanne", at=play.now) for n, fact in enumerate(facts)]
        case.record = (*case.record, *more)
        about = [entry for entry in case.record if isinstance(entry.fact, KINDS[letter])][-1]
        values = values_for(case, Letter(name=letter, number=9, dated_on=on), about, None)
        return " ".join(document(letter, values).text).replace("\u00a0", " ")


def asked(play: Play) -> Application:
    return Application(received_on=play.today(), items=(item(),))


def objected(play: Play) -> Dispute:
    return Dispute(kind=DisputeKind.OBJECTION, received_on=play.today(), decided_on=play.today() - timedelta(days=9))


@pytest.mark.parametrize(
    ("letter", "last", "promised", "over"),
    [
        (REPORTED, date(2026, 11, 9), "is uiterlijk op 9 november 2026 klaar", "Voor ons onderzoek hadden wij"),
        (APPLIED, date(2026, 10, 12), "besluit uiterlijk op 12 oktober 2026", "Voor ons besluit hadden wij"),
        (OBJECTED, date(2026, 12, 14), "besluit uiterlijk op 14 december 2026", "Voor ons besluit hadden wij"),
    ],
    ids=["report", "application", "objection"],
)
def test_a_receipt_promises_a_day_to_come_and_says_it_when_that_is_over(letter, last, promised, over) -> None:
    play = report_case()
    facts = {APPLIED: (asked(play),), OBJECTED: (objected(play),)}.get(letter, ())
    early = said(play, letter, last - timedelta(days=1), *facts)
    assert promised in early
    assert over not in early
    for late in (last, last + timedelta(days=15)):
        text = said(play, letter, late, *facts)
        assert promised not in text
        assert over in text
        assert "zo snel mogelijk" in text


@pytest.mark.parametrize("letter", [REPORTED, OBJECTED])
def test_who_has_no_telephone_is_not_promised_a_call(letter) -> None:
    for phone, calls in (("06 00 00 04 12", True), ("", False)):
        play = report_case(phone=phone)
        text = said(play, letter, play.today() + timedelta(days=1), objected(play))
        assert ("bel u binnenkort" in text or "Wij bellen u." in text) == calls
        assert ("contact met u op" in text) != calls


def test_nothing_more_is_needed_only_where_nothing_is_open() -> None:
    play = report_case()
    on, misfit = play.today(), Misfit(fields=(("bijlagen", "Dit bestand is beschadigd."),))
    settled = MisfitSettled(done="De inwoner stuurde het opnieuw.")
    nothing, looking = "Nee, op dit moment niet.", "Wij bekijken of wij nog iets van u nodig hebben."
    for facts, says in (((), nothing), ((misfit,), looking), ((misfit, settled), nothing)):
        text = said(play, APPLIED, on, asked(play), *facts)
        assert [one for one in (nothing, looking) if one in text] == [says]


@pytest.mark.parametrize(("days", "promised"), [(10, True), (60, False)], ids=["in time", "too late"])
def test_immediate_help_promises_no_investigation_on_a_day_that_is_over(days, promised) -> None:
    play = report_case()
    play.days(days).do(at_once())
    letter = play.letter("tijdelijke-toekenning")
    said = " ".join(document(letter.name, letter.content).text).replace("\u00a0", " ")
    assert ("Het is uiterlijk op 9 november 2026 klaar." in said) == promised
    assert ("Wij hadden daarvoor tot en met 9 november 2026 de tijd." in said) != promised
    assert "Daarom kunt u niet wachten tot ons onderzoek klaar is." in said
