"""The values that a letter has without a function of its own."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from plays import Play, intention, report_case

from config.process import process, processes
from rules.calls import CallOutcome
from rules.facts import Appointment, DataRequest, Document, Outcome, Withdrawal
from rules.record.entries import Entry
from store import record
from store.engine import session
from store.models import Letter
from tasks.cases.decisions import decided
from tasks.cases.open_case import OpenCase
from tasks.letters import values
from tasks.letters.values import ABOUT, values_for


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No letter has a function."""
    monkeypatch.setattr(values, "LETTERS", {})
    monkeypatch.setattr(values, "ABOUT", {})


@pytest.fixture
def play(record: str) -> Play:
    return report_case()


def told(play: Play, letter: str) -> dict[str, Any]:
    return play.letter(letter).content


def test_a_letter_has_the_fact_it_is_about_and_the_terms_that_have_begun(play: Play) -> None:
    found = told(play, "ontvangstbevestiging-melding")

    assert found["melding"] == {
        "question": "Wie helpt mij met het zware werk in huis?",
        "received_on": "2026-09-28",
        "channel": "website",
        "urgent": False,
        "answers": [],
    }
    assert found["termijnen"] == {
        "investigation": {"vanaf": "2026-09-28", "uiterlijk": "2026-11-09"},
        "personal_plan": {"vanaf": "2026-09-28", "uiterlijk": "2026-10-05"},
    }
    assert found["zaak"]["nummer"] == play.number


def test_a_time_is_printed_and_what_is_empty_is_left_empty(play: Play) -> None:
    play.do(Appointment(on=date(2026, 10, 5), at=time(9, 5), place="bij u thuis"))

    assert told(play, "uitnodiging-gesprek")["afspraak"] == {
        "on": "2026-10-05",
        "at": "09.05",
        "place": "bij u thuis",
        "interpreter": "",
        "remark": "",
    }


def test_parts_of_a_fact_keep_their_names_under_the_words_of_its_label(play: Play) -> None:
    play.days(10).investigate()
    play.days(4).apply()
    letter = Document(name="De brief van uw ziekenhuis", why="Daarin staat hoelang u niet mag tillen.")
    play.days(1).do(DataRequest(documents=(letter,), due_on=play.today() + timedelta(days=14)))

    found = told(play, "verzoek-aanvulling")
    assert found["verzoek_om_gegevens"]["documents"] == [{"name": letter.name, "why": letter.why}]
    # The request is on the record already, so the term stands still.
    assert found["termijnen"]["decision"] == {"vanaf": "2026-10-12", "uiterlijk": "2026-11-09"}


def test_a_moment_is_a_day_and_a_time_and_a_choice_is_its_word(play: Play) -> None:
    play.days(10).investigate()
    play.days(4).apply()
    play.days(1).intend()
    play.days(1).call(CallOutcome.NEW_FACTS)

    found = told(play, "bevestiging-gesprek")["belpoging"]
    assert found["at"] == {"datum": "2026-10-14", "tijd": "10.00"}
    assert found["outcome"] == "nieuwe_feiten"
    assert found["follow_up_on"] == ""


def test_a_citizens_own_words_leave_out_what_cannot_be_printed() -> None:
    assert values._plain({"answers": [("Waarom?", "Het lukt niet meer. 👍")]}) == {
        "answers": [["Waarom?", "Het lukt niet meer."]]
    }


def test_a_course_may_write_the_letter_of_a_withdrawal_under_a_name_of_its_own(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "ABOUT", ABOUT)
    wmo = process("wmo")
    other = wmo.letters.model_copy(update={"withdrawal": "shared/bevestiging-gesprek"})
    monkeypatch.setitem(processes(), "wmo", wmo.model_copy(update={"letters": other}))
    play.do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))

    found = told(play, "bevestiging-gesprek")
    assert found["intrekking"] == {"datum": "2026-09-28", "wat": "melding", "reden": "Mijn zoon helpt."}
    assert found["herroepen"] == {"uiterlijk": "2026-10-12"}


@pytest.mark.parametrize("changed", [{}, {"findings": ()}])
def test_only_a_course_with_findings_tells_when_it_sent_its_report(play: Play, changed: dict[str, Any]) -> None:
    play.days(10).investigate()
    play.days(4).apply()
    with session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
        case.process = case.process.model_copy(update=changed)
        decision = decided(case, Entry(id=0, seq=9, fact=intention(Outcome.GRANTED), by="sanne", at=play.now), 1)
        found = values_for(case, Letter(number=9, dated_on=play.today()), decision.intention, decision)
    assert ("verslag" in found) != bool(changed)
    assert found["aanvraag"] == {"datum": "2026-10-12"}
