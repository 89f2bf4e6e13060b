"""A letter in a case of somebody who died is for the heirs: by envelope, salutation and every sentence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from plays import Play, intended, report_case

from letters.making.render import document
from letters.writing.samples import sample
from letters.writing.template import front_matter, letter_names
from rules.calls import ExemptionReason
from rules.errors import ClaimUnfounded
from rules.facts import Exemption, ExemptionApproval, TermExtended
from rules.facts.remedies.lateness import DefaultNotice
from store import record
from store.engine import session
from store.models import Letter, Member
from tasks import clock
from tasks.letters.preflight import obstacles

DIED = "mevrouw R. Aalbers"
HEIRS = [name for name in letter_names() if front_matter(name).heirs]
# Said to somebody who can still act; nobody says it to whoever died.
TO_THE_LIVING = re.compile(
    r"Beste mevrouw|alsnog uw verhaal|u op een ander besluit hoopte|slechter met u|Gaat u verhuizen"
    r"|hebt u snel hulp nodig|uw mantelzorger|Verandert uw situatie|uw gezondheid|dat u geen hulp nodig hebt"
)


def to_heirs(letter: str) -> dict[str, Any]:
    """The sample of a letter, for those whom somebody left behind."""
    values = sample(letter)
    values["client"] |= {"aanhef": "nabestaanden", "adres": [f"De erven van {DIED}", *values["client"]["adres"][1:]]}
    if front_matter(letter).adverse:
        del values["gesprek"]
        why = "Wij hebben over dit besluit niet gebeld, omdat de aanvrager is overleden."
        values["uitzondering"] = {"tekst": why, "pogingen": [], "overleden": "ja"}
    return values | {"nabestaanden": DIED}


@pytest.mark.parametrize("letter", HEIRS)
def test_no_sentence_of_a_letter_to_heirs_speaks_to_the_one_who_died(letter: str) -> None:
    said = list(document(letter, to_heirs(letter)).text)
    assert "Beste nabestaanden," in said
    assert f"Wij hoorden dat {DIED} is overleden. Gecondoleerd met dit verlies." in said
    assert [line for line in said if TO_THE_LIVING.search(line)] == []


def test_letters_to_the_living_do_say_such_things() -> None:
    """The control of the list above: each of its words is said in one of these letters."""
    said = " ".join(line for letter in HEIRS for name in ("sample", *samples(letter)) for line in lines(letter, name))
    assert [one for one in TO_THE_LIVING.pattern.split("|") if not re.search(one, said)] == []


def samples(letter: str) -> tuple[str, ...]:
    """Where nobody was called."""
    return ("sample-niet-bereikt",) if letter == "wmo/afwijzing" else ()


def lines(letter: str, name: str) -> tuple[str, ...]:
    return document(letter, sample(letter, name)).text


def test_a_report_that_heirs_never_get_is_not_promised_to_them() -> None:
    values, living = to_heirs("wmo/afwijzing"), sample("wmo/afwijzing")
    for one in (values, living):
        one["feiten"]["verslag_gestuurd"] = False
    promised = "Het verslag krijgt u in een aparte brief."
    assert promised in " ".join(document("wmo/afwijzing", living).text)
    assert promised not in " ".join(document("wmo/afwijzing", values).text)


def test_a_death_that_is_not_on_record_is_not_told() -> None:
    values = to_heirs("wmo/afwijzing")
    values["feiten"]["overleden"] = False
    with pytest.raises(ClaimUnfounded):
        document("wmo/afwijzing", values)


def excused(play: Play, by: str = "jeroen") -> Play:
    """Two people say that nobody can be called, because the citizen died."""
    play.do(Exemption(decision=1, reason=ExemptionReason.DECEASED, motivation="De zoon vertelde dat zij overleed."))
    play.do(ExemptionApproval(exemption=play.case().version), by=by)
    return play


@pytest.mark.usefixtures("record")
def test_a_rejection_without_a_call_because_of_a_death_is_for_the_heirs() -> None:
    play = intended()
    with session() as db:
        case = record.find_case(db, play.number)
        member = Member(household_id=case.citizen.household_id, name="Elif Yıldız", relation="dochter")
        db.add(member)
        db.flush()
        # Who was authorised speaks for nobody once the one who authorised them died.
        case.representative_id = member.id
    excused(play).approve()
    letter = play.letter("afwijzing")
    assert letter.content["client"]["adres"][0] == "De erven van mevrouw F. Yıldız-Demir"
    assert (letter.content["gemachtigde"], letter.content["nabestaanden"]) == ("", "mevrouw F. Yıldız-Demir")
    said = " ".join(document(letter.name, letter.content).text)
    assert "Beste nabestaanden," in said
    assert not TO_THE_LIVING.search(said)


@pytest.mark.usefixtures("record")
def test_nobody_is_taken_for_dead_on_one_word() -> None:
    play = intended()
    play.do(Exemption(decision=1, reason=ExemptionReason.DECEASED, motivation="De zoon vertelde dat zij overleed."))
    play.do(DefaultNotice(received_on=play.today()))
    receipt = play.letter("ontvangstbevestiging-ingebrekestelling")
    assert (receipt.content["client"]["aanhef"], receipt.content["nabestaanden"]) == ("mevrouw Yıldız-Demir", "")


def held(play: Play, name: str) -> str:
    """Why the newest letter of this name may not leave."""
    with clock.at(play.now), session(readonly=True) as db:
        letter = db.get(Letter, play.letter(name).id)
        assert letter
        return obstacles(db, [letter]).get(letter.id, "")


@pytest.mark.usefixtures("record")
def test_only_a_letter_that_heirs_can_have_leaves_and_none_that_was_written_before() -> None:
    play = report_case()
    play.posts = False
    play.days(10).investigate()
    before = play.letter("onderzoeksverslag")
    assert held(play, "onderzoeksverslag") == ""
    with session() as db:
        record.find_case(db, play.number).citizen.deceased_on = play.today()
    assert before.content["nabestaanden"] == ""
    assert held(play, "onderzoeksverslag").startswith("De inwoner is overleden")
    play.days(7).apply()
    play.days(1).do(DefaultNotice(received_on=play.today()))
    assert held(play, "ontvangstbevestiging-ingebrekestelling") == ""
    to = play.today().replace(month=12, day=1)
    play.do(TermExtended(to_on=to, reason="Wij wachten op de arts.", notified_on=play.today()))
    assert held(play, "mededeling-verlenging").startswith("De inwoner is overleden")
