"""The parking card, walked from its application to its last letter: each kind of card, and each way it can end."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from plays import Play
from scenes import scene
from stack import PATIENCE, Stack

from config.process import process
from rules.asked.grants import Grant
from rules.calls import CallOutcome, Channel
from rules.errors import CallMissing, FactInvalid, FactUntimely
from rules.facts import (
    Advice,
    Application,
    Approval,
    DataReceived,
    DataRequest,
    Document,
    Intention,
    ItemsAsked,
    MadePrecise,
    Provision,
    Speaker,
    TermExtended,
    TermSuspended,
    Withdrawal,
)
from rules.facts.ends import Death, DeathConfirmed
from rules.facts.laws.parkeerkaart import AdviceAsked, AdviceWaived, CardGone, InstitutionStated, Loss
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply
from rules.record.asked import standing
from rules.record.entries import latest
from store import record
from store.engine import session
from tasks import clock
from tasks.cases import asks
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive
from tasks.runs import flow_runs
from tasks.terms import lateness

pytestmark = pytest.mark.usefixtures("record")
RECEIPT = "ontvangstbevestiging-aanvraag"
DRIVER, PASSENGER = "een parkeerkaart als bestuurder", "een parkeerkaart als passagier"
LOST, INSTITUTION = "een nieuwe kaart na verlies of diefstal", "een parkeerkaart voor een instelling"
WORDS = "Met mijn longen kom ik niet ver. Ik rijd zelf."
WHEELCHAIR = "U gebruikt altijd een rolstoel. Die kreeg u van de gemeente."
WEIGHED = {"hardship": "De regeling geeft ons geen ruimte.", "alternatives": "De regiotaxi brengt u tot de deur."}
AUGUST = datetime(2026, 8, 3, 8, 0, tzinfo=UTC)
_references = count(1)


def posted(kind: str, at: datetime, **changes: object) -> str:
    """What the form server posts."""
    values = {
        "soort_kaart": kind,
        "toelichting": WORDS,
        "voorletters": "P.",
        "achternaam": "Vos",
        "aanspreekvorm": "mevrouw",
        "straat": "Lindelaan",
        "huisnummer": "8",
        "postcode": "4091 AB",
        "plaats": "Veldhaven",
        "telefoon": "06 00 00 09 01",
    }
    form = {"form_id": "parkeerkaart-aanvraag", "form_name": "Aanvraag gehandicaptenparkeerkaart", "form_version": "1"}
    told = {"public_reference": f"GPK-{next(_references)}", "registration_timestamp": at.isoformat(), **form}
    return json.dumps({"values": values | changes, "metadata": told})


@scene
def applied(kind: str = DRIVER, at: datetime = AUGUST, **changes: object) -> Play:
    """A citizen applies by the form; the case begins with its receipt."""
    with clock.at(at):
        play = Play(receive(read_line(posted(kind, at, **changes))).number, at)
    play.run()
    assert play.letters() == [(RECEIPT, "rendered")]
    return play


def advised(play: Play, advice: str = "Mevrouw loopt ten hoogste 60 meter.") -> Play:
    """The doctor was asked, and answers a week later."""
    assert (
        play.days(1).do(AdviceAsked(asked_on=play.today(), adviser="S. Blom, arts")).waits_for.word == "medisch advies"
    )
    play.days(7).do(Advice(received_on=play.today(), adviser="S. Blom, arts", advice=advice))
    return play


def card(product: str = "driver_card", *, from_on: date, until_on: date | None, **changes: Any) -> Provision:
    """One card that is given."""
    given = {
        "name": "parkeerkaart als bestuurder",
        "grant": Grant.CARD,
        "answers": (1,),
        "product": product,
        "from_on": from_on,
        "until_on": until_on,
        "reason_title": "U kunt niet ver lopen.",
        "reason": f"U kunt niet meer dan 100 meter aan één stuk lopen. Dat zagen wij {from_on} bij {product}.",
        "source": "het medisch advies",
    }
    return Provision(**(given | changes))


def refused(reason: str = "U liep bij de arts 300 meter, met uw wandelstok en zonder pauze.") -> Intention:
    """A driver's card that is not given."""
    one = Provision(
        name="parkeerkaart als bestuurder",
        grant=Grant.NONE,
        answers=(1,),
        reason_title="U kunt meer dan 100 meter lopen.",
        reason=reason,
        source="het medisch advies",
    )
    return Intention(provisions=(one,), **WEIGHED)


def decides(play: Play, *provisions: Provision) -> None:
    play.do(Intention(provisions=provisions, **WEIGHED))


def told(play: Play, letter: str) -> str:
    """The words of a letter."""
    return json.dumps(play.letter(letter).document, ensure_ascii=False).replace("\u00a0", " ")


def test_a_driver_gets_a_card_on_the_advice_of_a_doctor() -> None:
    play = applied()
    assert (play.stand.waits_for.word, play.stand.by) == ("medisch advies vragen", date(2026, 9, 28))
    advised(play)
    assert play.stand.waits_for.word == "voornemen"
    decides(play, card(from_on=date(2026, 8, 17), until_on=date(2031, 8, 16)))
    assert play.letters()[-1] == ("toekenning", "rendered")
    assert (play.case().result, play.case().closed_on) == ("toegekend", play.today())
    said = told(play, "toekenning")
    for words in ("parkeerkaart als bestuurder", "16 augustus 2031", "S. Blom, arts", "60 meter", "€ 40,00", WORDS):
        assert words in said, words


def test_a_question_in_an_alphabet_that_cannot_be_printed_gets_its_receipt_and_its_card() -> None:
    play = advised(applied(toelichting="ሓገዝ የድልየኒ ኣሎ"))
    decides(play, card(from_on=date(2026, 8, 17), until_on=date(2031, 8, 16)))
    assert play.letters()[-1] == ("toekenning", "rendered")
    assert "“[teken]”" in told(play, "toekenning")


def test_a_case_ends_with_the_letter_that_leaves_and_not_before() -> None:
    play = advised(applied())
    play.posts = False
    decides(play, card(from_on=date(2026, 8, 17), until_on=date(2031, 8, 16)))
    assert play.stand.waits_for.word == "verzending van het besluit"
    assert play.case().closed_on is None
    play.days(1).posts = True
    play.run()
    assert play.case().closed_on == play.today()


def test_who_died_needs_no_card_and_gets_no_letter() -> None:
    play = applied()
    died = {"died_on": play.today(), "source": "brp", "told": "Bericht 12.", "message_on": play.today()}
    play.days(1).put(record.parse(Death, died)).do(DeathConfirmed(how="Gezien in de BRP."), by="karin")
    assert play.case().result == "overleden"
    assert play.letters() == [(RECEIPT, "rendered")]


def test_what_we_know_already_needs_no_doctor() -> None:
    play = applied(at=datetime(2027, 3, 12, 9, 0, tzinfo=UTC))
    # Friday 7 May 2027 is equated with a holiday.
    assert play.stand.by == date(2027, 5, 10)
    with pytest.raises(FactInvalid):
        play.put(AdviceWaived(reason="Bekend."))
    assert play.do(AdviceWaived(reason=WHEELCHAIR)).waits_for.word == "voornemen"
    decides(play, card(from_on=date(2027, 3, 15), until_on=date(2032, 3, 14)))
    said = told(play, "toekenning")
    assert WHEELCHAIR in said
    assert "Wij lazen het advies" not in said


def test_a_doctor_who_is_slow_stops_no_term_and_a_penalty_follows_the_rejection() -> None:
    """The story of a notice of default, a rejection after its call, and seven days of penalty."""
    play = applied()
    with pytest.raises(FactUntimely) as early:
        play.put(refused())
    assert "Er is nog geen medisch advies." in early.value.message_nl
    play.days(7).do(AdviceAsked(asked_on=play.today(), adviser="S. Blom, arts"))
    assert (play.stand.waits_for.word, play.stand.by) == ("medisch advies", date(2026, 9, 28))
    # Tuesday 29 September: it is too late to announce an extension (Awb 4:14 lid 3).
    with pytest.raises(FactInvalid):
        play.days(50).put(TermExtended(to_on=date(2026, 10, 12), reason="De arts is traag.", notified_on=play.today()))
    play.days(6).do(DefaultNotice(received_on=play.today()))
    notice = late(play).notice.seq
    play.do(DefaultReply(notice=notice, decide_on=date(2026, 10, 19)))
    assert play.letters()[-1] == ("reactie-ingebrekestelling", "rendered")
    play.days(16).do(Advice(received_on=play.today(), adviser="S. Blom, arts", advice="Mevrouw loopt 300 meter."))
    assert play.do(refused()).waits_for.word == "telefoongesprek"
    with pytest.raises(CallMissing):
        play.put(Approval(decision=1), by="karin")
    assert play.days(1).call(CallOutcome.INFORMED_AGREES).waits_for.word == "akkoord tweede lezer"
    assert "minder" not in dict(play.letters())
    play.days(4).approve()
    assert play.letters()[-1] == ("minder", "rendered")
    assert play.case().result == "afgewezen"
    said = told(play, "minder")
    assert "Mevrouw loopt 300 meter." in said
    assert "7 december 2026" in said
    run = late(play)
    assert run.draft(play.today()).days == 7
    assert run.draft(play.today()).amount_eur == 161
    play.days(10).do(replace(run.draft(play.today()), notice=notice))
    assert play.letters()[-1] == ("dwangsombesluit", "rendered")
    assert "17 december 2026" in told(play, "dwangsombesluit")


def late(play: Play) -> lateness.Lateness:
    with session(readonly=True) as db:
        case = record.find_case(db, play.number)
        found = lateness.lateness(record.entries(db, case), process("parkeerkaart"), case.closed_on)
    assert found is not None
    return found


def test_the_term_stands_still_with_consent_or_while_we_wait_for_the_citizen_alone() -> None:
    play = applied()
    play.days(3).do(DataRequest(documents=(Document(name="Een pasfoto", why="Voor op de kaart"),),
                                due_on=date(2026, 8, 20)))  # fmt: skip
    assert play.stand.waits_for.word == "aanvullende gegevens"
    play.days(4).do(DataReceived(received_on=play.today(), what="De pasfoto."))
    assert play.stand.by == date(2026, 10, 1)
    consent = {"ground": "ops_instemming", "from_on": date(2026, 8, 17), "to_on": date(2026, 8, 30)}
    play.days(1).do(
        record.parse(TermSuspended, consent | {"consented_on": play.today(), "reason": "de vakantie van de arts"})
    )
    assert play.stand.by == date(2026, 10, 15)
    assert [name for name, _ in play.letters()] == [RECEIPT, "verzoek-aanvulling", "bevestiging-opschorting"]


def test_what_stays_missing_may_leave_the_application_unprocessed_after_a_call() -> None:
    play = applied()
    play.do(DataRequest(documents=(Document(name="Een pasfoto", why="Voor op de kaart"),), due_on=date(2026, 8, 20)))
    assert play.days(18).run().waits_for.word == "medisch advies vragen"
    play.do(AdviceWaived(reason=WHEELCHAIR))
    left = replace(
        refused("U stuurde ons de pasfoto niet, ook niet na onze herinnering van maandag.").provisions[0], answers=(1,)
    )
    assert play.do(Intention(provisions=(left,), unprocessed=True, **WEIGHED)).waits_for.word == "telefoongesprek"
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    assert play.letters()[-1] == ("buiten-behandeling", "rendered")
    assert play.case().result == "buiten behandeling"


def test_a_passenger_card_for_a_driver_is_less_and_waits_for_the_call() -> None:
    play = advised(applied())
    other = card(
        "passenger_card", from_on=date(2026, 8, 17), until_on=date(2031, 8, 16), name="parkeerkaart als passagier"
    )
    decides(play, other)
    assert play.stand.waits_for.word == "telefoongesprek"
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    assert play.case().result == "deels toegekend"
    said = told(play, "minder")
    assert "U krijgt: parkeerkaart als passagier" in said
    assert "parkeerkaart als passagier: u krijgt minder dan u vroeg, of iets anders" in said


def test_a_card_for_a_shorter_time_is_less() -> None:
    play = advised(applied())
    decides(play, card(from_on=date(2026, 8, 17), until_on=date(2028, 8, 16)))
    assert play.stand.waits_for.word == "telefoongesprek"


@pytest.mark.parametrize(
    ("until_on", "says"),
    [
        pytest.param(date(2031, 8, 17), "zaterdag 16 augustus 2031", id="a day longer than five years"),
        pytest.param(None, "Vul in tot en met welke dag", id="without an end"),
    ],
)
def test_no_card_lasts_longer_than_five_years(until_on: date | None, says: str) -> None:
    play = advised(applied())
    with pytest.raises(FactInvalid) as wrong:
        decides(play, card(from_on=date(2026, 8, 17), until_on=until_on))
    assert says in wrong.value.problems["provisions.0.until_on"]


def test_a_letter_calls_no_card_by_the_name_of_another() -> None:
    play = advised(applied())
    given = {"from_on": date(2026, 8, 17), "until_on": date(2031, 8, 16)}
    with pytest.raises(FactInvalid) as wrong:
        decides(play, card("passenger_card", **given))
    assert "andere kaart" in wrong.value.problems["provisions.0.name"]
    decides(play, card("driver_card", name="uw kaart als bestuurder van een auto", **given))
    assert play.case().result == "toegekend"


GONE = {"how": Loss.STOLEN, "gone_on": date(2026, 8, 1), "valid_until": date(2029, 2, 28)}


def test_a_stolen_card_is_replaced_until_its_own_last_day_without_a_doctor() -> None:
    play = applied(LOST, toelichting="Mijn kaart is uit de auto gestolen.", oude_kaart_geldig_tot="2029-02-28")
    assert play.stand.waits_for.word == "verlies of diefstal"
    with pytest.raises(FactInvalid):
        play.put(CardGone(**GONE, declaration=" "))
    with pytest.raises(FactInvalid) as over:
        play.put(CardGone(**(GONE | {"valid_until": date(2026, 7, 31)}), declaration="Aangifte bij de politie."))
    assert "al verlopen" in over.value.problems["valid_until"]
    play.do(CardGone(**GONE, declaration="Aangifte bij de politie, 1 augustus."))
    assert play.stand.waits_for.word == "voornemen"
    again = card("replacement_card", name="nieuwe kaart", from_on=date(2026, 8, 10), until_on=date(2029, 3, 1))
    with pytest.raises(FactInvalid) as wrong:
        decides(play, again)
    assert "woensdag 28 februari 2029" in wrong.value.problems["provisions.0.until_on"]
    decides(play, replace(again, until_on=date(2029, 2, 28)))
    assert play.case().result == "toegekend"
    said = told(play, "toekenning")
    assert "gestolen" in said
    assert "Medisch advies is dan niet nodig." in said
    assert "28 februari 2029" in said


def test_an_institution_says_what_it_drives_and_names_no_resident() -> None:
    play = applied(INSTITUTION, toelichting="Wij vragen een kaart voor onze bus.")
    assert play.stand.waits_for.word == "verklaring van de instelling"
    with pytest.raises(FactUntimely):
        play.put(AdviceAsked(asked_on=play.today(), adviser="S. Blom, arts"))
    statement = {"received_on": play.today(), "institution": "Woongroep De Wilg"}
    with pytest.raises(FactInvalid):
        play.put(InstitutionStated(**statement, transport=""))
    play.do(InstitutionStated(**statement, transport="Wij brengen zes bewoners met onze eigen bus."))
    decides(
        play,
        card(
            "institution_card",
            name="parkeerkaart voor een instelling",
            from_on=date(2026, 8, 10),
            until_on=date(2031, 8, 9),
        ),
    )
    assert play.case().result == "toegekend"
    assert "Woongroep De Wilg" in told(play, "toekenning")


def test_who_asks_for_both_is_answered_about_both() -> None:
    play = applied("een parkeerkaart als bestuurder en passagier")
    advised(play)
    decides(
        play,
        card(
            "combined_card",
            name="parkeerkaart als bestuurder en passagier",
            from_on=date(2026, 8, 17),
            until_on=date(2031, 8, 16),
        ),
    )
    assert play.case().result == "toegekend"


def test_a_vague_question_is_made_precise_before_anything_is_given() -> None:
    play = applied("weet ik niet")
    precise = {"on": play.today(), "channel": Channel.PHONE, "spoke_with": Speaker.APPLICANT, "words": "Ik rijd zelf."}
    play.do(MadePrecise(item=1, product="driver_card", form=Grant.CARD, read_back=True, **precise))
    assert play.letters()[-1] == ("bevestiging-afspraak", "rendered")
    advised(play)
    decides(play, card(from_on=date(2026, 8, 17), until_on=date(2031, 8, 16)))
    assert play.case().result == "toegekend"


def test_the_last_day_of_an_old_card_is_no_end_of_another_card() -> None:
    play = applied(DRIVER, oude_kaart_geldig_tot="2026-09-05")
    asks_for = standing(play.look().record)[0].item
    assert (asks_for.product, asks_for.until_on) == ("driver_card", None)
    assert ("oude_kaart_geldig_tot", "2026-09-05") in latest(play.look().record, Application).fact.answers
    advised(play).put(Intention(provisions=(card(from_on=date(2026, 8, 17), until_on=date(2026, 9, 5)),), **WEIGHED))
    assert play.run().waits_for is asks.CALL


def test_a_card_asked_later_needs_its_own_advice() -> None:
    play = applied(LOST, oude_kaart_geldig_tot="2029-02-28")
    play.do(CardGone(**GONE, declaration="Aangifte bij de politie, 1 augustus."))
    driver = {"items": [{"words": "En een kaart om zelf te rijden.", "product": "driver_card"}]}
    play.do(record.parse(ItemsAsked, driver | {"received_on": play.today()}))
    assert play.stand.waits_for.word == "medisch advies vragen"


def test_a_doctor_is_asked_again_only_before_an_intention() -> None:
    play = advised(applied())
    play.do(refused())
    with pytest.raises(FactUntimely) as late_:
        play.put(AdviceAsked(asked_on=play.today(), adviser="R. Maas, arts"))
    assert "al een voornemen" in late_.value.message_nl
    play.days(1).call(CallOutcome.NEW_FACTS)
    assert play.do(AdviceAsked(asked_on=play.today(), adviser="R. Maas, arts")).waits_for.word == "medisch advies"
    play.days(1).do(
        Advice(received_on=play.today(), adviser="R. Maas, arts", advice="Ook in de winter lukt 100 meter.")
    )
    play.do(refused("U liep ook bij de tweede arts meer dan 100 meter, zonder te stoppen."))
    play.days(1).call(CallOutcome.INFORMED_DISAGREES, decision=2)
    play.approve(2)
    assert "R. Maas, arts" in told(play, "minder")


def test_a_withdrawal_is_confirmed_and_ends_the_case_after_the_days_to_reflect() -> None:
    play = applied()
    play.do(Withdrawal(received_on=play.today(), reason="Mijn zoon rijdt mij voortaan."))
    assert play.letters()[-1] == ("bevestiging-intrekking", "rendered")
    assert play.days(15).run().waits_for is None
    assert play.case().result == "ingetrokken"


def test_the_walk_works_on_both_databases(either_record: str) -> None:
    play = advised(applied())
    play.do(refused())
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    with session(readonly=True) as db:
        entries = record.entries(db, play.case())
    assert isinstance(entries[0].fact, Application)
    assert play.case().result == "afgewezen"


def run(stack: Stack, number: str) -> str:
    """The message of a run of the case; one that a starting worker loses is asked for again, as `recover` does."""
    for again in ("", "lost"):
        asked = flow_runs.advance_now(number, 1, "parkeerkaart", again=again)
        assert isinstance(asked, flow_runs.Started), asked
        status = asyncio.run(flow_runs.outcome(asked.run, seconds=PATIENCE / 2))
        if status.kind == "COMPLETED":
            break
    return status.message


def test_an_application_starts_a_run_of_its_own_law(stack: Stack) -> None:
    number = receive(read_line(posted(DRIVER, clock.now() - timedelta(minutes=1)))).number
    assert run(stack, number) == "wacht op: medisch advies vragen"
