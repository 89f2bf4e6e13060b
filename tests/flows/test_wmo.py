"""The course of the Wmo, walked from the first letter to the last, stopping at each wait."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from plays import Play, intended, intention, item, post_letter, provision, report_case
from post import run_letters
from sqlalchemy.exc import IntegrityError

from config.law import law
from flows.steps.call_first import decide
from letters.making.render import document
from rules.asked.grants import Grant
from rules.asked.quantity import Per
from rules.calls import CallOutcome, Channel, ExemptionReason
from rules.errors import CallMissing, ExemptedIt, FactInvalid, FactUntimely, RoleMissing, SamePerson
from rules.facts import (
    Advice,
    Appointment,
    Approval,
    DataReceived,
    DataRequest,
    Document,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Intention,
    Outcome,
    Resumption,
    Return,
    Withdrawal,
)
from store import record
from store.engine import session
from tasks import clock
from tasks.cases import asks, decisions, open_case
from tasks.cases.courses import COURSES
from tasks.cases.open_case import OpenCase
from tasks.post import letter_run

pytestmark = pytest.mark.usefixtures("record")
MADE = "rendered"


def test_a_rejection_is_walked_from_the_report_to_the_last_letter() -> None:
    play = report_case()
    assert play.stand.waits_for is asks.PLAN
    assert play.stand.by == date(2026, 11, 9)
    assert (
        play.days(2)
        .do(Appointment(on=date(2026, 10, 13), at=time(10, 0), place="bij u thuis", interpreter="Turks"))
        .waits_for
        is asks.INVESTIGATE
    )
    assert play.days(13).investigate().waits_for is asks.SIGNATURE
    assert play.days(7).apply().waits_for is asks.INTEND
    assert play.stand.by == date(2026, 11, 3)
    assert play.days(2).intend().waits_for is asks.CALL
    assert play.days(1).call(CallOutcome.INFORMED_AGREES).waits_for is asks.READ_ALONG
    assert play.approve().message == "afgerond"
    assert play.letters() == [
        ("ontvangstbevestiging-melding", MADE),
        # No run took it along before the talk.
        ("uitnodiging-gesprek", "withdrawn"),
        ("onderzoeksverslag", MADE),
        ("afwijzing", MADE),
    ]
    assert play.case().result == "afgewezen"


def test_a_citizen_who_agrees_need_not_be_answered_for_the_letter_to_be_made() -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES, response="")
    play.approve()
    assert play.letters()[-1] == ("afwijzing", MADE)


def test_the_letter_says_u_to_who_was_called_and_reads_it() -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    play.approve()
    assert play.letter("afwijzing").content["gesprek"]["met"] == "u"


def test_a_grant_needs_no_call_and_no_second_reader() -> None:
    play = intended(Outcome.GRANTED)
    assert play.letters()[-1] == ("toekenning", MADE)
    assert play.case().closed_on == play.today()


def test_a_personal_budget_has_its_own_letter() -> None:
    play = report_case()
    play.investigate()
    play.days(1).apply(item(form=Grant.BUDGET))
    budget = provision(
        Outcome.GRANTED, grant=Grant.BUDGET, amount=34_50, per=Per.WEEK, calculation="1,5 uur x € 23,00 = € 34,50"
    )
    play.days(1).do(Intention(provisions=(budget,)))
    assert play.letters()[-1] == ("toekenning", MADE)


def told_long_ago(monkeypatch: pytest.MonkeyPatch) -> Play:
    """Help that ends one day, granted in a letter of an earlier version."""
    play = report_case()
    play.investigate()
    play.days(1).apply()
    with monkeypatch.context() as earlier:
        earlier.setattr(decisions, "letter_for", lambda *_: "wmo/toekenning-natura")
        earlier.setattr(open_case, "current", lambda name: name)
        play.days(1).do(Intention(provisions=(provision(Outcome.GRANTED, until_on=date(2031, 11, 30)),)))
    assert play.letters()[-1] == ("toekenning-natura", MADE)
    return play


def test_a_letter_of_an_earlier_version_is_not_written_again_under_its_newer_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    play = told_long_ago(monkeypatch)
    written = play.letters()
    play.days(1).run()
    assert play.letters() == written


def test_without_its_newer_name_the_citizen_would_be_told_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    play = told_long_ago(monkeypatch)
    monkeypatch.setattr(open_case, "current", lambda name: name)
    # The database knows that this decision was announced.
    with pytest.raises(IntegrityError):
        play.days(1).run()


def test_a_partial_grant_is_adverse_and_waits_for_the_call() -> None:
    play = intended(Outcome.GRANTED, Outcome.REJECTED)
    assert play.stand.waits_for is asks.CALL
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    assert play.approve().waits_for is None
    assert play.letters()[-1] == ("afwijzing", MADE)


def test_the_second_reader_cannot_agree_before_the_call() -> None:
    play = intended()
    with pytest.raises(CallMissing):
        play.put(Approval(decision=1), by="karin")


def test_new_facts_open_the_investigation_again_and_the_new_intention_needs_its_own_call() -> None:
    play = intended()
    assert play.days(1).call(CallOutcome.NEW_FACTS).waits_for is asks.REOPENED
    assert play.letters()[-1] == ("bevestiging-gesprek", MADE)
    with pytest.raises(FactUntimely):
        play.put(Approval(decision=1), by="karin")
    assert play.days(1).investigate().waits_for is asks.INTEND
    assert [name for name, _ in play.letters()].count("onderzoeksverslag") == 2
    assert play.days(1).intend().waits_for is asks.CALL
    with pytest.raises(FactUntimely):
        play.call(CallOutcome.INFORMED_AGREES, decision=1)
    play.call(CallOutcome.INFORMED_AGREES, decision=2)
    assert play.approve(decision=2).waits_for is None
    assert [name for name, _ in play.letters()].count("afwijzing") == 1


def test_documents_may_be_asked_for_while_new_facts_are_investigated_and_the_term_stands_still() -> None:
    play = intended()
    before = play.stand.by
    play.days(1).call(CallOutcome.NEW_FACTS)
    assert play.stand.by == before
    due_on = play.today() + timedelta(days=7)
    request = DataRequest(documents=(Document(name="Huurcontract", why="Om te zien wie er woont"),), due_on=due_on)
    assert play.days(1).do(request).waits_for is asks.DATA
    assert play.letters()[-1] == ("verzoek-aanvulling", MADE)
    play.days(3).do(DataReceived(received_on=play.today(), what="Huurcontract"))
    assert play.stand.waits_for is asks.REOPENED
    assert play.stand.by > before


def test_a_message_that_nobody_answers_is_no_attempt() -> None:
    play = intended()
    unsaid = {"minutes": 0, "spoke_with": "", "identity_checked": False}
    for hour, channel in ((9, Channel.PHONE), (14, Channel.EMAIL), (19, Channel.VISIT)):
        play.days(1, at=time(hour)).call(CallOutcome.NOT_REACHED, channel=channel, **unsaid)
    assert play.stand.waits_for is asks.CALL
    assert "niet-bereikt" not in dict(play.letters())
    called = next(stage for stage in play.look().stages if stage.name == "Bel eerst")
    assert called.why == "Verplicht: 2 keer gebeld, nog niet gesproken"
    early = Exemption(decision=1, reason=ExemptionReason.NOT_REACHED, motivation="Drie keer iets geprobeerd, niets.")
    with pytest.raises(FactInvalid, match="reason"):
        play.put(early)
    play.days(1, at=time(9)).call(CallOutcome.NOT_REACHED, **unsaid)
    assert play.letters()[-1] == ("niet-bereikt", MADE)
    assert len(play.letter("niet-bereikt").content["pogingen"]) == 4


def test_after_enough_attempts_a_letter_asks_to_call_back_and_three_working_days_pass() -> None:
    play = intended()
    for days, hour in ((1, 9), (1, 14), (1, 19)):
        play.days(days, at=time(hour)).call(CallOutcome.NOT_REACHED, minutes=0, spoke_with="", identity_checked=False)
    assert play.stand.waits_for is asks.REACTION
    assert play.letters()[-1] == ("niet-bereikt", MADE)
    early = Exemption(decision=1, reason=ExemptionReason.NOT_REACHED, motivation="Drie keer gebeld en niemand nam op.")
    with pytest.raises(FactUntimely, match="does not belong"):
        play.put(early)
    with clock.at(play.now):
        post_letter(play.number)
    sent_on = play.letter("niet-bereikt").dated_on
    over_on = play.case().wakes_on
    assert over_on > sent_on + timedelta(days=3)
    # The last day is the citizen's own.
    play.days((over_on - play.today()).days - 1)
    assert play.run().waits_for is asks.REACTION
    play.days(1)
    assert play.run().waits_for is asks.NOT_REACHED
    request = Exemption(
        decision=1, reason=ExemptionReason.NOT_REACHED, motivation="Drie keer gebeld en een brief gestuurd."
    )
    assert play.do(request).waits_for is asks.EXEMPTION
    seq = play.case().version
    assert play.do(ExemptionApproval(exemption=seq), by="karin").waits_for is asks.READ_ALONG
    with pytest.raises(ExemptedIt):
        play.put(Approval(decision=1), by="karin")
    assert play.approve(by="jeroen").waits_for is None
    assert play.letters()[-1] == ("afwijzing", MADE)


def test_the_days_to_call_back_begin_when_the_letter_leaves() -> None:
    play = intended()
    for days, hour in ((1, 9), (1, 14), (1, 19)):
        play.days(days, at=time(hour)).call(CallOutcome.NOT_REACHED, minutes=0, spoke_with="", identity_checked=False)
    made_on, would_be_over = play.letter("niet-bereikt").dated_on, play.case().wakes_on
    assert play.days((would_be_over - play.today()).days).run().waits_for is asks.REACTION
    with clock.at(play.now):
        post_letter(play.number)
    assert play.letter("niet-bereikt").dated_on == play.today() > made_on
    assert play.run().waits_for is asks.REACTION
    assert play.case().wakes_on > would_be_over


def test_what_is_sealed_and_not_handed_over_asked_nobody_to_call_back(monkeypatch: pytest.MonkeyPatch) -> None:
    play = intended()
    for days, hour in ((1, 9), (1, 14), (1, 19)):
        play.days(days, at=time(hour)).call(CallOutcome.NOT_REACHED, minutes=0, spoke_with="", identity_checked=False)
    with monkeypatch.context() as patch, clock.at(play.now):
        patch.setattr(letter_run, "hand_over", lambda *_: None)
        run_letters()
    assert play.days(7).run().waits_for is asks.REACTION
    with clock.at(play.now):
        run_letters()
    assert play.run().waits_for is asks.REACTION
    assert play.case().wakes_on > play.today()


@pytest.mark.parametrize(("left", "waits"), [(5, 3), (4, 3), (3, 2), (2, 1), (1, 0)])
def test_the_letter_names_the_day_until_which_the_case_waits(left: int, waits: int) -> None:
    """The wait is over one working day before the last to decide; no letter asks for a call that nobody awaits."""
    play = intended()
    for hour in (9, 14):
        play.days(1, at=time(hour)).call(CallOutcome.NOT_REACHED, minutes=0, spoke_with="", identity_checked=False)
    counted = law().calendar.add_working_days
    last_try = counted(play.stand.by, -left)
    play.days((last_try - play.today()).days, at=time(19))
    play.call(CallOutcome.NOT_REACHED, minutes=0, spoke_with="", identity_checked=False)
    if not waits:
        assert play.stand.waits_for is asks.NOT_REACHED
        assert "niet-bereikt" not in dict(play.letters())
        return
    until = counted(last_try, waits)
    assert play.case().wakes_on == until + timedelta(days=1)
    assert play.letter("niet-bereikt").content["terugbellen"]["uiterlijk"] == until.isoformat()


def test_the_report_tells_what_was_asked_in_the_words_of_the_citizen() -> None:
    play = report_case()
    play.days(10).investigate()
    content = play.letter("onderzoeksverslag").content
    told = " ".join(document("wmo/onderzoeksverslag", content).text)
    assert "Dit vroeg u ons: Wie helpt mij met het zware werk in huis?" in told
    assert f"welke hulp u nodig hebt: {content['verslag']['hulpvraag']}" in told


def test_a_decision_names_the_expert_whose_advice_was_asked() -> None:
    play = report_case()
    play.days(10).investigate()
    play.do(Advice(received_on=play.today(), adviser="J. Prins, ergotherapeut", advice="Tillen lukt niet meer."))
    play.days(7).apply()
    play.days(1).intend(Outcome.GRANTED)
    told = " ".join(document("wmo/toekenning", play.letter("toekenning").content).text)
    assert "Wij vroegen ook advies aan J. Prins, ergotherapeut." in told
    assert "Tillen lukt niet meer." in told


def test_without_advice_a_decision_speaks_of_none() -> None:
    play = intended(Outcome.GRANTED)
    assert "advies" not in " ".join(document("wmo/toekenning", play.letter("toekenning").content).text)


def test_not_reached_is_no_reason_before_enough_was_tried() -> None:
    play = intended()
    play.days(1, at=time(9)).call(CallOutcome.NOT_REACHED, minutes=0)
    early = Exemption(decision=1, reason=ExemptionReason.NOT_REACHED, motivation="Eén keer gebeld en niemand nam op.")
    with pytest.raises(FactInvalid) as refused:
        play.put(early)
    assert "nog 2 pogingen" in refused.value.problems["reason"]


def test_three_attempts_on_one_morning_are_not_enough() -> None:
    play = intended()
    for minute in (0, 10, 20):
        play.days(0 if minute else 1, at=time(9, minute)).call(CallOutcome.NOT_REACHED, minutes=0)
    assert play.stand.waits_for is asks.CALL
    assert "niet-bereikt" not in dict(play.letters())


def test_a_citizen_who_calls_back_is_spoken_after_all() -> None:
    play = intended()
    for days, hour in ((1, 9), (1, 14), (1, 19)):
        play.days(days, at=time(hour)).call(CallOutcome.NOT_REACHED, minutes=0)
    play.days(1, at=time(11)).call(CallOutcome.INFORMED_AGREES)
    assert play.stand.waits_for is asks.READ_ALONG


def test_a_refused_exemption_brings_back_the_call() -> None:
    play = intended()
    request = Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Er is vorige week gedreigd aan de deur.")
    play.days(1).do(request)
    seq = play.case().version
    with pytest.raises(RoleMissing):
        play.put(ExemptionApproval(exemption=seq), by="sanne")
    assert (
        play.do(ExemptionRefusal(exemption=seq, remark="Bel samen met een collega."), by="karin").waits_for is asks.CALL
    )


@pytest.mark.parametrize(
    ("outcome", "ask"),
    [
        (CallOutcome.OTHER_CHANNEL, asks.OTHER_WAY),
        (CallOutcome.INTERPRETER, asks.OTHER_WAY),
        (CallOutcome.DEAF, asks.OTHER_WAY),
        (CallOutcome.REPRESENTATIVE, asks.OTHER_WAY),
        (CallOutcome.DELAY_ASKED, asks.CALL_BACK),
        (CallOutcome.OTHER_SOLUTION, asks.INTEND),
        (CallOutcome.NOT_REACHED, asks.CALL),
        (CallOutcome.WRONG_NUMBER, asks.CALL),
        (CallOutcome.NO_CONTACT, asks.NOT_REACHED),
        (CallOutcome.CRISIS, asks.URGENT),
        (CallOutcome.WITHDRAWS, asks.REFLECTION),
        (CallOutcome.NEW_FACTS, asks.REOPENED),
        (CallOutcome.INFORMED_AGREES, asks.READ_ALONG),
        (CallOutcome.INFORMED_DISAGREES, asks.READ_ALONG),
    ],
    ids=lambda value: getattr(value, "word", value).replace(" ", "-"),
)
def test_each_outcome_of_a_call_has_its_own_next_step(outcome: CallOutcome, ask: asks.Ask) -> None:
    play = intended()
    assert play.days(1).call(outcome).waits_for is ask
    assert "afwijzing" not in dict(play.letters())


def test_only_a_call_that_upholds_the_decision_opens_the_gate() -> None:
    upholds = {CallOutcome.INFORMED_AGREES, CallOutcome.INFORMED_DISAGREES}
    for outcome in set(CallOutcome) - upholds:
        play = intended()
        play.days(1).call(outcome)
        with pytest.raises((CallMissing, FactUntimely)):
            play.put(Approval(decision=1), by="karin")


def test_a_crisis_puts_the_case_before_all_others() -> None:
    play = intended()
    play.days(1).call(CallOutcome.CRISIS)
    assert play.case().urgent == 1


def test_a_withdrawal_is_confirmed_and_ends_the_case_after_the_time_to_reflect() -> None:
    play = report_case()
    play.days(3).do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt mij nu."))
    assert play.stand.waits_for is asks.REFLECTION
    assert play.letters()[-1] == ("bevestiging-intrekking", MADE)
    play.days(14).run()
    assert play.case().closed_on is None
    play.days(1).run()
    assert play.case().result == "ingetrokken"


def test_a_withdrawal_that_is_taken_back_puts_the_case_where_it_was() -> None:
    play = intended()
    play.days(1).call(CallOutcome.WITHDRAWS)
    play.days(2).do(Resumption(received_on=play.today()))
    assert play.stand.waits_for is asks.CALL_BACK
    assert play.case().closed_on is None


def test_a_request_for_data_suspends_the_term_until_it_is_answered() -> None:
    play = report_case()
    play.investigate()
    play.days(7).apply()
    before = play.stand.by
    asked_on = play.days(1).today()
    request = DataRequest(
        documents=(Document(name="Huurcontract", why="Om te zien wie er woont"),),
        due_on=asked_on + timedelta(days=14),
    )
    assert play.do(request).waits_for is asks.DATA
    with clock.at(play.now):
        post_letter(play.number)
    play.days(5).do(DataReceived(received_on=play.today(), what="Huurcontract"))
    assert play.stand.waits_for is asks.INTEND
    assert play.stand.by > before
    assert ("verzoek-aanvulling", MADE) in play.letters()


def test_an_unanswered_request_for_data_lets_the_case_go_on_after_its_last_day() -> None:
    play = report_case()
    play.investigate()
    play.days(7).apply()
    request = DataRequest(
        documents=(Document(name="Huurcontract", why="Voor ons besluit"),), due_on=play.today() + timedelta(days=7)
    )
    play.do(request)
    play.days(7).run()
    assert play.stand.waits_for is asks.DATA
    play.days(1).run()
    assert play.stand.waits_for is asks.INTEND


def test_the_second_reader_may_give_the_decision_back() -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    assert (
        play.do(Return(decision=1, remark="De reden noemt de mantelzorger niet."), by="karin").waits_for is asks.INTEND
    )
    assert play.days(1).intend().waits_for is asks.CALL


def test_nobody_approves_their_own_decision() -> None:
    play = report_case()
    play.investigate()
    play.days(1).apply()
    play.days(1).intend(by="jeroen")
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    with pytest.raises(SamePerson):
        play.put(Approval(decision=1), by="jeroen")


def test_a_run_that_is_repeated_does_nothing_new() -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    play.approve()
    before = play.letters()
    for _ in range(3):
        assert play.run().written == ()
    assert play.letters() == before


def test_a_letter_that_cannot_be_made_is_held_with_a_reason_and_the_case_stays_open() -> None:
    play = report_case(family_name="Jansen 😀")
    (name, status), *_ = play.letters()
    assert (name, status) == ("ontvangstbevestiging-melding", "held")
    assert play.letter(name).held_because


def test_a_closed_case_takes_notes_only() -> None:
    play = intended(Outcome.GRANTED)
    with pytest.raises(FactUntimely):
        play.put(Withdrawal(received_on=play.today(), reason="Toch niet."))


def test_a_reason_copied_from_another_case_is_refused() -> None:
    first = intended()
    with session(readonly=True) as db:
        entries = record.entries(db, record.find_case(db, first.number))
        copied = next(entry.fact for entry in entries if isinstance(entry.fact, Intention))
    play = report_case()
    play.investigate()
    play.days(1).apply()
    with pytest.raises(FactInvalid) as refused:
        play.put(copied)
    assert "provisions.0.reason" in refused.value.problems
    (one,) = copied.provisions
    for changed in (one.reason.upper() + "!!", one.reason.replace("uw dochter", "uw dochter Elif")):
        with pytest.raises(FactInvalid):
            play.put(replace(copied, provisions=(replace(one, reason=changed),)))
    own = replace(one, reason=f"{one.reason} En u eet elke dag mee bij uw buurvrouw.")
    assert play.do(replace(copied, provisions=(own,))).waits_for is asks.CALL


def test_a_decision_letter_without_its_call_is_refused_before_the_database_sees_it() -> None:
    from tasks.cases.decisions import decided_about  # noqa: PLC0415
    from tasks.letters.sending import send_letter  # noqa: PLC0415

    play = intended()
    with clock.at(play.now), session() as db:
        case = OpenCase.of(db, record.lock_case(db, play.number))
        about = case.record[-1]
        decision = replace(decided_about(case, about.seq), call=None, exempted=None)
        with pytest.raises(CallMissing):
            send_letter(case, decision.letter, about=about, decision=decision)


def test_what_one_law_forbids_is_told_with_what_no_law_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    play = report_case()
    play.investigate()
    play.apply()

    def strict(case: OpenCase) -> None:
        decide(case, by=case.decide_by, problems=lambda *_: {"hardship": "Dit mag hier niet."})

    monkeypatch.setitem(COURSES, "wmo", strict)
    with pytest.raises(FactInvalid) as refused:
        play.put(intention(Outcome.REJECTED, alternatives=""))
    assert refused.value.problems["hardship"] == "Dit mag hier niet."
    assert "alternatives" in refused.value.problems


def test_the_same_walk_works_on_both_databases(either_record: str) -> None:
    del either_record
    play: Play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    play.approve()
    assert play.letters()[-1] == ("afwijzing", MADE)
