"""Several people have a say: each is called and written to, and nobody reads where another lives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from plays import LESS, Play, intention, item, provision, report_case
from scenes import scene
from sqlalchemy import select

from letters.making.plain_text import as_text
from letters.making.render import document
from rules.asked.parties import PartyKind
from rules.calls import CallOutcome, Channel, ExemptionReason
from rules.errors import CallMissing, FactInvalid, FactUntimely, RoleMissing, SamePerson
from rules.facts import (
    Approval,
    Call,
    Exemption,
    ExemptionApproval,
    Intention,
    ItemsAsked,
    ItemWithdrawn,
    LessAgreed,
    Outcome,
    PartyEnded,
    PartyJoined,
    Speaker,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.parties import PartyEnd
from rules.record import asked
from rules.record.references import YOUR_WORD
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.cases import asks
from tasks.letters import preflight
from tasks.safekeeping import record_check

pytestmark = pytest.mark.usefixtures("either_record")
PARTNER = PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir", phone="06 12345678")
ELSEWHERE = ("Kade 3", "4091 AB  VELDHAVEN")
SPOKEN = "Dat valt mij tegen, maar ik snap het."


def parent(name: str, *address: str, secret: bool = False) -> PartyJoined:
    return PartyJoined(
        kind=PartyKind.PARENT, name=name, authority=True, address=address, secret_address=secret, phone="06 12345678"
    )


@scene
def applied(*people: PartyJoined) -> Play:
    play = report_case()
    for one in people:
        play.put(one)
    play.days(10).investigate()
    play.days(7).apply()
    return play


def later(play: Play, hours: int = 1) -> Play:
    play.now += timedelta(hours=hours)
    return play


def called(play: Play, party: int, outcome: CallOutcome = CallOutcome.INFORMED_AGREES, *, decision: int = 1) -> Call:
    return Call(
        decision=decision, at=play.now, outcome=outcome, minutes=7, spoke_with="x", identity_checked=True,
        summary=SPOKEN, response="Wij blijven erbij.", party=party,
    )  # fmt: skip


def letters(play: Play) -> dict[int, Letter]:
    """The decision letters, by party."""
    with session(readonly=True) as db:
        found = db.scalars(select(Letter).where(Letter.decides == 1)).all()
    return {one.party: one for one in found}


def test_each_party_is_called_and_written_to_before_a_rejection_counts() -> None:
    play = applied(PARTNER)
    play.do(intention())
    assert play.do(called(play, 1)).waits_for == asks.CALL
    with pytest.raises(CallMissing):
        play.put(Approval(decision=1), by="karin")
    assert play.do(called(play, 2)).waits_for == asks.READ_ALONG
    play.do(Approval(decision=1), by="karin")
    play.run()
    assert play.case().result == "afgewezen"
    sent = letters(play)
    assert {party: one.content["client"]["aanhef"] for party, one in sent.items()} == {
        1: "mevrouw Yıldız-Demir",
        2: "meneer Demir",
    }
    assert (sent[2].content["gemachtigde"], sent[2].content["hoedanigheid"]) == (
        "mevrouw F. Yıldız-Demir",
        "partner in de zaak",
    )
    assert sent[2].content["gesprek"]["met"] == "x"
    assert sent[1].call_id != sent[2].call_id
    assert sent[2].status == "rendered"


def test_a_grant_goes_to_each_party() -> None:
    play = applied(PARTNER)
    play.do(intention(Outcome.GRANTED))
    assert letters(play).keys() == {1, 2}


def test_nobody_of_the_case_cannot_be_called() -> None:
    play = applied()
    play.do(intention())
    with pytest.raises(FactUntimely, match="does not belong"):
        play.put(called(play, 2))


def test_an_exemption_is_for_one_party() -> None:
    play = applied(PARTNER)
    play.do(intention())
    play.do(called(play, 1))
    why = "De partner heeft gedreigd aan de deur te komen."
    asked = Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation=why, party=2)
    assert play.do(asked).waits_for == asks.EXEMPTION
    approved = play.do(ExemptionApproval(exemption=play.case().version), by="karin")
    assert approved.waits_for == asks.READ_ALONG
    play.do(Approval(decision=1), by="jeroen")
    assert letters(play)[2].exemption_id is not None
    assert letters(play)[1].exemption_id is None


def test_who_is_not_reached_gets_a_letter_about_that() -> None:
    play = applied(PARTNER)
    play.do(intention())
    play.do(called(play, 1))
    for hours in (0, 4, 24, 28):
        later(play, hours).do(called(play, 2, CallOutcome.NOT_REACHED))
    with session(readonly=True) as db:
        found = db.scalars(select(Letter).where(Letter.name == "shared/niet-bereikt")).all()
    assert [(one.party, len(one.content["pogingen"])) for one in found] == [(2, 4)]


def test_somebody_who_joins_after_the_call_is_called_too() -> None:
    play = applied()
    play.do(intention())
    play.do(called(play, 1))
    assert play.do(PARTNER).waits_for == asks.INTEND
    play.do(intention())
    play.do(called(play, 1, decision=2))
    assert play.run().waits_for == asks.CALL


def test_who_decides_takes_nobody_away() -> None:
    play = applied(PARTNER)
    gone = PartyEnded(who=2, why=PartyEnd.NOT_INVOLVED, ended_on=play.today(), source="Zij zijn uit elkaar.")
    with pytest.raises(RoleMissing):
        play.put(gone)
    play.put(gone, by="karin")
    play.do(intention())
    assert play.do(called(play, 1)).waits_for == asks.READ_ALONG


def test_whom_the_author_took_away_is_still_called() -> None:
    play = applied(PARTNER)
    gone = PartyEnded(who=2, why=PartyEnd.NOT_INVOLVED, ended_on=play.today(), source="Zij zijn uit elkaar.")
    play.put(gone, by="jeroen")
    play.do(intention(), by="jeroen")
    assert play.do(called(play, 1)).waits_for == asks.CALL


@pytest.mark.parametrize(
    ("born_on", "heard"),
    [(date(2010, 1, 1), {1, 2}), (date(2014, 1, 1), {1, 2, 3}), (date(2018, 1, 1), {1, 3})],
    ids=["sixteen: alone", "twelve: with the parents", "under twelve: the parents"],
)
def test_age_says_who_is_heard_of_a_child_and_its_parent(born_on: date, heard: set[int]) -> None:
    child = PartyJoined(kind=PartyKind.YOUTH, name="Noor Demir", born_on=born_on)
    play = applied(child, parent("De heer K. Demir", *ELSEWHERE))
    play.do(intention(Outcome.GRANTED))
    assert letters(play).keys() == heard


def test_no_letter_shows_where_somebody_else_lives() -> None:
    play = applied(parent("De heer K. Demir", *ELSEWHERE, secret=True))
    reason = "Uw kind woont half bij de andere ouder, Kade 3 in Veldhaven."
    play.do(Intention(provisions=(provision(Outcome.GRANTED, reason=reason),)))
    sent = letters(play)
    with session(readonly=True) as db:
        against = preflight.obstacles(db, [*sent.values()])
    assert against == {
        sent[1].id: preflight.TELLS_WHERE.format(name="de heer K. Demir"),
        sent[2].id: preflight.HIDDEN,
    }
    assert sent[2].content["client"]["adres"][1:] == list(ELSEWHERE)


def test_a_letter_that_tells_nobody_where_another_lives_may_go() -> None:
    play = applied(parent("De heer K. Demir", *ELSEWHERE))
    play.do(intention(Outcome.GRANTED))
    with session(readonly=True) as db:
        assert preflight.obstacles(db, [*letters(play).values()]) == {}


def test_letters_go_to_who_stands_in_and_say_in_which_capacity() -> None:
    curator = PartyJoined(
        kind=PartyKind.GUARDIAN, name="Mevrouw C. Curator", represents=1, authority=True, address=ELSEWHERE
    )
    play = applied(curator)
    play.do(intention(Outcome.GRANTED))
    content = letters(play)[1].content
    assert content["client"]["adres"] == ["Mevrouw C. Curator", *ELSEWHERE]
    assert (content["gemachtigde"], content["hoedanigheid"]) == ("mevrouw F. Yıldız-Demir", "curator")


def agreeing(play: Play, party: int, **changes: object) -> LessAgreed:
    said = {"on": play.today(), "channel": Channel.PHONE, "spoke_with": Speaker.APPLICANT, "read_back": True}
    values = {"item": 1, "quantity": LESS, "told_less": True, "words": "Een uur is genoeg.", "party": party, **said}
    return LessAgreed(**values | changes)  # type: ignore[arg-type]


def test_less_for_a_child_is_a_grant_once_each_parent_agreed() -> None:
    play = applied(parent("Mevrouw A. Demir"), parent("De heer K. Demir", *ELSEWHERE))
    play.put(ItemsAsked(items=(item(party=2),), received_on=play.today()))
    later(play).do(agreeing(play, 2, item=2))
    later(play).do(less_for(2))
    assert play.run().waits_for == asks.CALL
    later(play).do(agreeing(play, 3, item=2))
    later(play).do(less_for(2))
    assert letters(play).keys() == {1, 2, 3}


def less_for(number: int) -> Intention:
    given = provision(Outcome.GRANTED), provision(Outcome.GRANTED, quantity=LESS, answers=(number,))
    return Intention(provisions=given, hardship="Dat is niet te zwaar.", alternatives="De Linde kookt.")


def test_only_who_asks_or_speaks_for_them_agrees() -> None:
    play = applied(PARTNER)
    with pytest.raises(FactInvalid):
        play.put(agreeing(play, 2))
    with pytest.raises(FactInvalid):
        play.put(agreeing(play, 7))


def test_nobody_speaks_for_nobody() -> None:
    play = applied()
    with pytest.raises(FactUntimely):
        play.put(PartyJoined(kind=PartyKind.LAWYER, name="Mr. A. Wet", represents=4))
    with pytest.raises(FactInvalid):
        play.put(PartyJoined(kind=PartyKind.LAWYER, name="Mr. A. Wet"))
    with pytest.raises(FactInvalid):
        play.put(PartyJoined(kind=PartyKind.YOUTH, name="Noor Demir"))


def test_who_asked_for_an_exemption_does_not_agree_to_it() -> None:
    play = applied(PARTNER)
    play.do(intention())
    why = "De partner heeft gedreigd aan de deur te komen."
    play.do(Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation=why, party=2), by="jeroen")
    with pytest.raises(SamePerson):
        play.put(ExemptionApproval(exemption=play.case().version), by="jeroen")


def test_a_lawyer_of_the_partner_reads_for_whom_they_do() -> None:
    lawyer = PartyJoined(kind=PartyKind.LAWYER, name="Mr. P. Advies", represents=2, address=ELSEWHERE)
    play = applied(PARTNER, lawyer)
    play.do(intention(Outcome.GRANTED))
    content = letters(play)[2].content
    assert content["client"]["adres"] == ["Mr. P. Advies", *ELSEWHERE]
    assert content["hoedanigheid"] == "advocaat van de heer T. Demir in de zaak"


@pytest.mark.parametrize(("paper", "reader"), [(True, "Mevrouw B. Buur"), (False, "Mevrouw F. Yıldız-Demir")])
def test_only_who_is_authorised_on_paper_gets_the_letters(*, paper: bool, reader: str) -> None:
    neighbour = PartyJoined(
        kind=PartyKind.AUTHORISED, name="Mevrouw B. Buur", represents=1, authority=paper, address=ELSEWHERE
    )
    play = applied(neighbour)
    play.do(intention(Outcome.GRANTED))
    assert letters(play)[1].content["client"]["adres"][0] == reader


def test_words_of_one_do_not_replace_the_question_of_another() -> None:
    play = applied(PARTNER)
    with pytest.raises(FactInvalid):
        play.put(ItemsAsked(items=(item(party=2, instead_of=1),), received_on=play.today()))


@scene
def asked_by_two() -> Play:
    play = applied(PARTNER)
    play.put(ItemsAsked(items=(item(party=2),), received_on=play.today()))
    return play


def test_nobody_withdraws_for_another() -> None:
    play = asked_by_two()
    with pytest.raises(FactUntimely):
        play.put(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    taken = ItemWithdrawn(item=2, received_on=play.today(), reason="Ik red mij.")
    play.do(taken)
    assert play.letter("bevestiging-intrekking-vraag").party == 2


def test_who_withdraws_in_a_call_withdraws_no_other() -> None:
    play = applied(PARTNER)
    play.do(intention())
    play.do(called(play, 2, CallOutcome.WITHDRAWS))
    assert play.case().result is None
    assert "bevestiging-intrekking" not in dict(play.letters())


def test_who_still_asks_is_not_taken_away() -> None:
    play = asked_by_two()
    gone = {"who": 2, "ended_on": play.today(), "source": "Zij zijn uit elkaar."}
    with pytest.raises(FactUntimely):
        play.put(PartyEnded(why=PartyEnd.NOT_INVOLVED, **gone), by="karin")  # type: ignore[arg-type]
    play.put(PartyEnded(why=PartyEnd.DIED, **gone), by="karin")  # type: ignore[arg-type]


def test_what_somebody_asked_who_died_needs_no_answer() -> None:
    play = asked_by_two()
    with pytest.raises(FactInvalid) as refused:
        play.put(intention(Outcome.GRANTED))
    assert "provisions" in refused.value.problems
    died = PartyEnded(who=2, why=PartyEnd.DIED, ended_on=play.today(), source="Bericht 12 uit de BRP.")
    play.put(died, by="jeroen")
    assert [one.number for one in asked.standing(play.look().record)] == [1]
    # Not on the word of who decides.
    with pytest.raises(FactUntimely) as alone:
        play.put(intention(Outcome.GRANTED), by="jeroen")
    assert alone.value.message_nl == YOUR_WORD
    play.do(intention(Outcome.GRANTED))
    assert play.case().result == "toegekend"
    assert {*letters(play)} == {1}
    with clock.at(play.now):
        assert [check.wrong for check in record_check.verify() if check.wrong] == []


def test_under_guardianship_the_guardian_is_called() -> None:
    play = applied(PartyJoined(kind=PartyKind.GUARDIAN, name="Mevrouw C. Curator", represents=1, authority=True))
    play.do(intention())
    with pytest.raises(FactUntimely):
        play.put(called(play, 1))
    play.do(replace(called(play, 1), authorised=True))
    assert play.run().waits_for == asks.READ_ALONG


def test_what_a_party_said_is_confirmed_to_them_alone() -> None:
    play = applied(PARTNER)
    play.do(intention())
    play.do(replace(called(play, 2, CallOutcome.NEW_FACTS), new_facts="Ik zit in de opvang."))
    assert play.letter("bevestiging-gesprek").party == 2


def said_in(letter: Letter) -> str:
    """What stands on the paper."""
    return " ".join(as_text(document(letter.name, letter.content)).split())


U_IS = "Met “u” bedoelen wij"
LAWYER = PartyJoined(kind=PartyKind.LAWYER, name="Mr. P. Advies", represents=2, authority=True, address=ELSEWHERE)


@pytest.mark.parametrize(
    ("reads", "authorised", "met", "meant"),
    [
        ((PARTNER,), False, "spraken wij met u.", ""),
        ((PARTNER, LAWYER), True, "spraken wij met u.", f"{U_IS} in deze brief de heer T. Demir."),
        ((PARTNER, LAWYER), False, "spraken wij met x.", f"{U_IS} in deze brief de heer T. Demir."),
    ],
    ids=["the partner", "their lawyer, who was spoken to", "their lawyer, where the partner was"],
)
def test_in_what_confirms_a_talk_u_is_who_was_spoken_to(
    *, reads: tuple[PartyJoined, ...], authorised: bool, met: str, meant: str
) -> None:
    play = applied(*reads)
    play.do(intention())
    outcome = CallOutcome.NEW_FACTS
    play.do(replace(called(play, 2, outcome), new_facts="Ik zit in de opvang.", authorised=authorised))
    text = said_in(play.letter("bevestiging-gesprek"))
    assert "in de zaak van mevrouw F. Yıldız-Demir." in text
    assert met in text
    assert (meant in text, U_IS in text) == (True, bool(meant))


def test_who_is_not_reached_is_whom_we_want_to_speak() -> None:
    play = applied(PARTNER)
    play.do(intention())
    play.do(called(play, 1))
    for hours in (0, 4, 24, 28):
        later(play, hours).do(called(play, 2, CallOutcome.NOT_REACHED))
    text = said_in(play.letter("niet-bereikt"))
    assert "Ik wil u graag spreken" in text
    assert "wij belden u, niemand nam op" in text
    assert U_IS not in text


def test_a_decision_says_who_asked_and_who_said_what() -> None:
    play = applied(PARTNER)
    play.do(ItemsAsked(received_on=play.today(), items=(item("Ik wil een scootmobiel.", party=2),)))
    play.do(intention(Outcome.REJECTED, Outcome.REJECTED))
    play.do(called(play, 1))
    play.do(called(play, 2))
    play.do(Approval(decision=1), by="karin")
    to_her, to_him = (said_in(letters(play)[party]) for party in (1, 2))
    for text in (to_her, to_him):
        assert "Van de heer T. Demir: “Ik wil een scootmobiel.”" in text
    assert "Dit hoorden wij van u:" in to_her
    assert "Dit hoorden wij van de heer T. Demir:" in to_him
    assert f"{U_IS} in deze brief mevrouw F. Yıldız-Demir." in to_him


def test_why_another_was_not_called_is_about_them() -> None:
    play = applied(PARTNER)
    play.do(intention())
    play.do(called(play, 1))
    play.do(
        Exemption(
            decision=1,
            reason=ExemptionReason.SAFETY,
            motivation="De partner heeft gedreigd aan de deur te komen.",
            party=2,
        )
    )
    play.do(ExemptionApproval(exemption=play.case().version), by="karin")
    play.do(Approval(decision=1), by="jeroen")
    assert "Twee medewerkers hebben samen besloten dat wij de heer T. Demir hierover niet vooraf bellen." in said_in(
        letters(play)[2]
    )


@pytest.mark.parametrize(
    "wrong",
    [
        PartyJoined(kind=PartyKind.HEIR, name="De heer T. Demir", represents=1),
        PartyJoined(kind=PartyKind.YOUTH, name="Noor Demir", born_on=date(1990, 1, 1)),
        PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir", address=(" ", " ")),
    ],
    ids=["an heir", "a youth of thirty-six", "an empty address"],
)
def test_who_cannot_join_is_refused(wrong: PartyJoined) -> None:
    play = applied()
    with pytest.raises(FactInvalid):
        play.put(wrong)


def test_a_far_day_is_refused() -> None:
    play = applied()
    play.do(intention())
    with pytest.raises(FactInvalid):
        play.put(ViewsInvited(differs="Het wijkteam helpt.", due_on=date(9999, 12, 31)))


@pytest.mark.parametrize("text", ["Kade 3", "kade 3", "4091-ab", "Kade  3 in Veldhaven"])
def test_an_address_is_found_however_it_is_written(text: str) -> None:
    play = applied(parent("De heer K. Demir", "p/a De Boer", *ELSEWHERE))
    play.do(
        Intention(
            provisions=(
                provision(Outcome.GRANTED, reason=f"Uw kind woont half bij de andere ouder, {text}, en half bij u."),
            )
        )
    )
    with session(readonly=True) as db:
        assert letters(play)[1].id in preflight.obstacles(db, [*letters(play).values()])
