"""The clock on a case: suspend, resume, extend, a notice of default, and the letter that goes with each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from plays import Play, report_case
from scenes import scene

from config import law as shipped
from config.process import process
from rules import typed_words
from rules.calendar.days import DecreeDays
from rules.calls import CallOutcome
from rules.clock.suspension import GroundId
from rules.errors import FactInvalid, FactUntimely, RoleMissing
from rules.facts import (
    DataReceived,
    DataRequest,
    Document,
    Fact,
    Outcome,
    TermExtended,
    TermMoved,
    TermResumed,
    TermSuspended,
)
from store import record
from store.engine import session
from tasks import clock
from tasks.cases import asks, recording
from tasks.terms import case_terms

pytestmark = pytest.mark.usefixtures("record")
DENIED = "U vroeg een traplift. Daar hebt u geen recht op."
REASON = "uw bezoek aan uw zus"


@scene
def applied() -> Play:
    """A case with an application: received on Thursday 15 October, to be decided by the 29th."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    return play


def consent(play: Play, *, first: int = 1, last: int = 10, **changes: object) -> TermSuspended:
    given: dict[str, object] = {
        "ground": GroundId.CONSENT,
        "from_on": play.today() + timedelta(days=first),
        "to_on": play.today() + timedelta(days=last),
        "reason": REASON,
        "consented_on": play.today(),
    }
    return TermSuspended(**(given | changes))


def majeure(play: Play) -> TermSuspended:
    return consent(play, ground=GroundId.FORCE_MAJEURE, consented_on=None)


def extended(play: Play, to_on: date) -> TermExtended:
    return TermExtended(to_on=to_on, reason="Het advies van de ergotherapeut komt later.", notified_on=play.today())


def kinds(play: Play) -> list[str]:
    with session(readonly=True) as db:
        return [type(entry.fact).__name__ for entry in record.entries(db, record.find_case(db, play.number))]


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        pytest.param(lambda play: replace(consent(play), reason=DENIED), "reason", id="a-suspension"),
        pytest.param(lambda play: replace(extended(play, date(2026, 11, 20)), reason=DENIED), "reason", id="more-time"),
        pytest.param(
            lambda play: DataRequest(
                documents=(Document(name="Loonstrook", why=DENIED),), due_on=play.today() + timedelta(days=14)
            ),
            "documents.0.why",
            id="a-request-for-data",
        ),
    ],
)
def test_a_letter_that_decides_nothing_refuses_nothing(fact: Callable[[Play], Fact], field: str) -> None:
    play = applied()
    with pytest.raises(FactInvalid) as refused:
        play.put(fact(play))
    wrong = refused.value.problems[field]
    assert "“Daar hebt u geen recht op.”" in wrong or "is een zin" in wrong


def test_without_the_words_of_refusal_it_would(monkeypatch: pytest.MonkeyPatch) -> None:
    play = applied()
    monkeypatch.setattr(recording, "_refusing", lambda *_: {})
    play.do(replace(extended(play, date(2026, 11, 20)), reason=DENIED))
    assert DENIED in play.letter("mededeling-verlenging").content["verlenging"]["reden"]


def test_without_the_rule_of_phrases_a_sentence_would_be_recorded_and_its_letter_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    play = applied()
    monkeypatch.setattr(typed_words, "no_phrases", lambda *_: ())
    play.do(replace(consent(play), reason=DENIED))
    letter = play.letter("bevestiging-opschorting")
    assert letter.status == "held"
    assert "is een zin" in letter.held_because


def test_written_consent_moves_the_last_day_and_is_confirmed() -> None:
    play = applied()
    before = play.stand.by
    play.days(1).do(consent(play))
    assert play.stand.by == before + timedelta(days=11)  # ten days, and the 8th of November is a Sunday
    assert play.stand.waits_for is asks.INTEND
    letter = play.letter("bevestiging-opschorting")
    assert letter.content["termijn"]["uiterlijk"] == play.stand.by.isoformat()
    assert letter.status == "rendered"


def test_a_suspension_without_a_last_day_is_refused_and_the_term_runs_on() -> None:
    play = applied()
    before = play.stand.by
    with pytest.raises(FactInvalid) as refused:
        play.put(consent(play, to_on=None))
    assert "Zonder laatste dag staat de termijn niet stil" in refused.value.problems["to_on"]
    assert play.run().by == before


def test_without_that_refusal_the_term_would_not_move_either(monkeypatch: pytest.MonkeyPatch) -> None:
    play = applied()
    before = play.stand.by
    monkeypatch.setattr(TermSuspended, "problems", lambda *_, **__: {})
    monkeypatch.setattr("tasks.terms.case_terms.problems", lambda *_: {})
    play.put(consent(play, ground=GroundId.ATTRIBUTABLE, to_on=None))
    assert play.run().by == before


def test_a_suspension_outside_the_term_is_refused() -> None:
    play = applied()
    with pytest.raises(FactInvalid) as refused:
        play.put(consent(play, first=40, last=45))
    assert refused.value.problems == {"from_on": case_terms.NO_DAYS_NL}


def test_a_suspension_on_a_ground_this_term_does_not_know_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    play = applied()
    monkeypatch.setattr(TermSuspended, "problems", lambda *_, **__: {})
    with pytest.raises(FactInvalid) as refused:
        play.put(consent(play, ground=GroundId.OBJECTION_REPAIR))
    # The engine refuses an invitation without its term before it looks at the ground.
    assert refused.value.problems


def test_force_majeure_is_told_at_its_start_and_at_its_end() -> None:
    play = applied()
    play.days(1).do(majeure(play))
    assert play.letters()[-1] == ("mededeling-opschorting", "rendered")
    wakes_on = play.case().wakes_on
    assert wakes_on == play.today() + timedelta(days=11)
    play.days(10).run()
    assert "einde-opschorting" not in dict(play.letters())
    play.days(1).run()
    assert play.letters()[-1] == ("einde-opschorting", "rendered")
    assert play.letter("einde-opschorting").content["opschorting"]["einde"] == wakes_on.isoformat()
    for _ in range(2):
        assert play.run().written == ()


def test_a_suspension_that_ends_early_gives_the_days_back_and_is_told_once() -> None:
    play = applied()
    before = play.stand.by
    play.days(1).do(majeure(play))
    seq = play.case().version
    longest = play.stand.by
    play.days(4).do(TermResumed(suspension=seq, on=play.today(), reason="het einde van de storing"))
    assert before < play.stand.by < longest
    assert play.stand.by == before + timedelta(days=4)  # 3 days, past a Sunday
    play.days(20).run()
    assert [name for name, _ in play.letters()].count("einde-opschorting") == 1


def test_information_from_abroad_is_still_missing_on_the_day_it_comes() -> None:
    play = applied()
    before = play.stand.by
    play.days(1).do(consent(play, ground=GroundId.FOREIGN, consented_on=None))
    seq = play.case().version
    play.days(5).do(TermResumed(suspension=seq, on=play.today()))
    assert play.stand.by == before + timedelta(days=4)


def test_an_extension_sets_a_new_day_and_is_told() -> None:
    play = applied()
    before = play.stand.by
    play.days(3).do(extended(play, date(2026, 11, 20)))
    assert play.stand.by == date(2026, 11, 20)
    content = play.letter("mededeling-verlenging").content
    assert content["termijn"] == {"eerst": before.isoformat(), "uiterlijk": "2026-11-20", "dwangsom": "ja"}
    with pytest.raises(FactUntimely):
        play.put(extended(play, date(2026, 12, 1)))


def test_an_extension_after_the_term_or_to_an_earlier_day_is_refused_with_the_name_of_the_term() -> None:
    play = applied()
    with pytest.raises(FactInvalid) as refused:
        play.put(extended(play, play.stand.by))
    assert "besluit op de Wmo-aanvraag" in refused.value.problems["to_on"]
    play.days(20)
    with pytest.raises(FactInvalid):
        play.put(extended(play, date(2026, 12, 1)))


def test_without_the_check_a_late_extension_is_on_the_record_and_still_moves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    play = applied()
    before = play.stand.by
    monkeypatch.setattr("tasks.terms.case_terms.problems", lambda *_: {})
    play.days(20).do(extended(play, date(2026, 12, 1)))
    assert play.stand.by == before


def test_data_that_turn_out_to_be_early_may_void_an_extension_and_the_case_goes_on() -> None:
    play = applied()
    before = play.stand.by
    stuk = Document(name="Advies", why="Voor ons besluit")
    play.days(1).do(DataRequest(documents=(stuk,), due_on=play.today() + timedelta(days=28)))
    play.days(20).do(extended(play, date(2026, 12, 20)))
    play.days(1).do(DataReceived(received_on=play.today() - timedelta(days=19), what="Advies"))
    assert play.stand.waits_for is asks.INTEND
    assert play.stand.by < date(2026, 12, 20)
    assert play.stand.by >= before


def test_only_a_consultant_changes_the_term() -> None:
    play = applied()
    with pytest.raises(RoleMissing):
        play.put(consent(play), by="els")


def test_a_suspension_within_a_call_leaves_the_call_first() -> None:
    play = applied()
    play.days(1).intend()
    play.do(consent(play))
    assert play.stand.waits_for is asks.CALL
    assert play.days(1).call(CallOutcome.INFORMED_AGREES).waits_for is asks.READ_ALONG


def test_a_holiday_added_later_moves_the_last_day_with_an_event_on_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    play = applied()
    before = play.stand.by
    assert play.run().by == before
    assert "TermMoved" not in kinds(play)
    known = shipped.law()
    added = DecreeDays(valid_from=before, valid_to=before, days=(before,))
    calendar = replace(known.calendar, decrees=(*known.calendar.decrees, added))
    for module in ("terms.case_terms", "cases.open_case"):
        monkeypatch.setattr(f"tasks.{module}.law", lambda: replace(known, calendar=calendar))
    assert play.run().by == before + timedelta(days=1)
    with session(readonly=True) as db:
        newest = record.entries(db, record.find_case(db, play.number))[-1]
    assert newest.fact == TermMoved(before_on=before, after_on=before + timedelta(days=1))
    assert newest.by == "systeem"
    play.run()
    assert kinds(play).count("TermMoved") == 1
    assert play.case().taken_up == play.case().version


def test_each_date_explains_itself_and_ends_where_the_engine_ends() -> None:
    play = applied()
    play.days(1).do(consent(play))
    with clock.at(play.now), session(readonly=True) as db:
        row = record.find_case(db, play.number)
        entries = record.entries(db, row)
        found = case_terms.decision_deadline(entries, process(row.process))
        told = case_terms.explained(found)
    assert told.on == play.stand.by
    assert "De aanvrager stemde schriftelijk in met uitstel" in " ".join(told.steps)
    assert told.unsure == ()


def test_the_day_shown_before_confirming_is_the_day_after_recording() -> None:
    play = applied()
    play.days(1)
    fact = consent(play)
    with clock.at(play.now), session(readonly=True) as db:
        row = record.find_case(db, play.number)
        foretold = case_terms.decision_deadline(case_terms.after(record.entries(db, row), fact), process(row.process))
    assert play.do(fact).by == foretold.on


def test_a_term_that_started_stands_still_within_its_suspension_only() -> None:
    play = applied()
    play.days(1).do(consent(play))
    with session(readonly=True) as db:
        entries = record.entries(db, record.find_case(db, play.number))
    assert [case_terms.stands_still(entries, play.today() + timedelta(days=days)) for days in (0, 1, 10, 11)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_closed_case_is_told_nothing_more_about_its_term() -> None:
    play = applied()
    play.days(1).do(majeure(play))
    play.intend(Outcome.GRANTED)
    assert play.case().closed_on
    before = play.letters()
    play.days(20).run()
    assert play.letters() == before


def test_a_term_that_knows_no_consent_refuses_it_at_the_ground() -> None:
    play = applied()
    known = process("wmo")
    decision = known.terms["decision"].model_copy(update={"law": "awb_bob"})
    objection = known.model_copy(update={"terms": known.terms | {"decision": decision}})
    with clock.at(play.now), session(readonly=True) as db:
        entries = record.entries(db, record.find_case(db, play.number))
        assert set(case_terms.problems(entries, objection, consent(play))) == {"ground"}
        assert case_terms.problems(entries, known, consent(play)) == {}
