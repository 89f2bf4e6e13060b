"""Cases on a real Prefect server with the warm worker."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from otherwise import rename_process
from plays import Play, intended, report_case
from post import newest_name, printed
from stack import Stack, eventually

from rules.calls import CallOutcome
from rules.facts import Approval, Call
from store.engine import session
from store.models import Case
from tasks import clock
from tasks.cases import asks
from tasks.cases.recording import record_fact
from tasks.prefect.deployments import described
from tasks.runs import flow_runs
from tasks.runs.recovery import recover, unfinished


def called(outcome: CallOutcome = CallOutcome.INFORMED_AGREES) -> Play:
    """A rejection about which the citizen was called; no run has seen the call yet."""
    play = intended()
    play.days(1)
    call = Call(
        decision=1,
        at=play.now,
        outcome=outcome,
        minutes=12,
        spoke_with="mevrouw Yıldız-Demir",
        identity_checked=True,
        summary="U vertelde dat u de boodschappen met uw dochter fijn vindt.",
        response="Wij begrijpen dat. Uw dochter blijft dit doen.",
        new_facts="De dochter verhuist." if outcome is CallOutcome.NEW_FACTS else "",
    )
    return play.put(call)


def test_a_fact_starts_a_run_that_says_what_the_case_waits_for(stack: Stack) -> None:
    play = called()
    status = stack.run(play.number, play.case().version)
    assert status == flow_runs.Status("COMPLETED", "wacht op: akkoord tweede lezer")
    assert play.case().waits_for == "akkoord tweede lezer"


def test_a_run_makes_the_letter_that_the_fact_opened(stack: Stack) -> None:
    play = called()
    play.put(Approval(decision=1), by="karin")
    assert stack.run(play.number, play.case().version).message == "wacht op: verzending van het besluit"
    assert play.letters()[-1] == ("afwijzing", "rendered")


def test_a_run_is_named_by_its_case_and_tagged_with_law_step_and_team(stack: Stack) -> None:
    play = called()
    stack.run(play.number, play.case().version)
    # The watch of a worker that has just started may have asked for a run of every case, which is not over yet.
    run = next(run for run in stack.runs_of(play.number) if run["state_type"] == "COMPLETED")
    assert run["name"] == play.number
    assert {"wet:wmo", "stap:akkoord tweede lezer", "team:Oost"} <= set(run["tags"])


def test_a_run_started_by_hand_gets_its_name_and_tags_too(stack: Stack) -> None:
    play = called()
    asyncio.run(flow_runs.start("wmo/wmo", {"parameters": {"case_number": play.number}}))
    eventually(lambda: stack.runs_of(play.number)[0]["state_type"] == "COMPLETED", "the run completes")
    run = stack.runs_of(play.number)[0]
    assert run["name"] == play.number
    assert "team:Oost" in run["tags"]


def test_a_letter_is_a_task_that_carries_two_numbers_and_nothing_else(stack: Stack) -> None:
    play = called(CallOutcome.NEW_FACTS)
    stack.run(play.number, play.case().version)
    run = stack.runs_of(play.number)[0]
    tasks = eventually(
        lambda: stack.ask("POST", "task_runs/filter", json={"flow_runs": {"id": {"any_": [run["id"]]}}}), "a task run"
    )
    assert [re.fullmatch(r"brief \d+", task["name"]) is not None for task in tasks] == [True]


def test_asking_twice_about_one_version_is_one_run(stack: Stack) -> None:
    play = called()
    version = play.case().version
    first, second = (flow_runs.advance_now(play.number, version, "wmo") for _ in range(2))
    assert first == second


def test_twenty_runs_at_once_make_each_letter_once(stack: Stack) -> None:
    play = called(CallOutcome.NEW_FACTS)
    version = play.case().version
    many = [flow_runs.advance_now(play.number, version, "wmo", again=str(again)) for again in range(20)]
    for started in many:
        asyncio.run(flow_runs.outcome(started.run, seconds=90))
    assert {run["state_type"] for run in stack.runs_of(play.number)} == {"COMPLETED"}
    assert [name for name, _ in play.letters()].count("bevestiging-gesprek") == 1


def test_an_unknown_case_fails_with_a_sentence_that_says_what_to_do(stack: Stack) -> None:
    status = stack.run("WMO-1999-0001", 1)
    assert status.kind == "FAILED"
    assert status.message == "Wij kennen geen zaak met nummer WMO-1999-0001. Controleer het nummer."


def test_a_case_of_another_process_is_not_taken_up(stack: Stack) -> None:
    play = called()
    rename_process(play, "onbekend")
    status = stack.run(play.number, play.case().version)
    assert status.kind == "FAILED"
    assert "onbekend" in status.message
    assert play.case().taken_up < play.case().version
    rename_process(play, "wmo")


def test_a_bsn_given_as_case_number_is_refused_before_prefect_keeps_it(stack: Stack) -> None:
    refused = flow_runs.advance_now("999990019", 1, "wmo")
    assert isinstance(refused, flow_runs.NotStarted)
    assert "999990019" not in refused.because
    assert not any(b"999990019" in content for _, content in stack.traces())


def test_recovery_starts_every_unfinished_case_and_nothing_twice(stack: Stack) -> None:
    play = called(CallOutcome.NEW_FACTS)
    # A run that was lost holds the ordinary key of this version.
    assert play.number in {case.number for case in unfinished()}
    done = asyncio.run(recover())
    assert play.number in done.started
    eventually(lambda: play.case().taken_up == play.case().version, "the case is taken up")
    eventually(lambda: not unfinished(), "nothing is left")
    assert [name for name, _ in play.letters()].count("bevestiging-gesprek") == 1


def test_a_key_that_a_lost_run_still_holds_does_not_block_recovery(stack: Stack) -> None:
    play = called()
    version = play.case().version
    held = flow_runs.advance_now(play.number, version, "wmo")
    asyncio.run(flow_runs.outcome(held.run, seconds=90))
    with session() as db:
        db.query(Case).filter(Case.number == play.number).update({"taken_up": version - 1})
    assert flow_runs.advance_now(play.number, version, "wmo") == held
    asyncio.run(recover())
    eventually(lambda: play.case().taken_up == version, "the case is taken up")


def test_a_case_whose_run_died_after_making_the_letter_goes_on(stack: Stack) -> None:
    play = called()
    play.posts = False
    play.put(Approval(decision=1), by="karin").run()
    with session() as db:
        # As it was before the run that died.
        db.query(Case).filter(Case.number == play.number).update({"waits_for": "brief"})
    asyncio.run(recover())
    eventually(lambda: play.case().waits_for == asks.SENDING.word, "the letter only has to leave")


def test_the_watch_sets_going_what_waited_for_this_day_and_reports_numbers_only(stack: Stack) -> None:
    play = called()
    play.run()
    with session() as db:
        db.query(Case).filter(Case.number == play.number).update({"wakes_on": clock.today() - timedelta(days=1)})
    status = stack.start_flow("watch/watch")
    assert status.kind == "COMPLETED"
    assert "te laat" in status.message
    report = stack.report("termijnen")
    assert play.number in report
    assert "Yıldız" not in report
    eventually(lambda: play.case().wakes_on is None, "the day is taken up")


def test_the_letter_run_hands_over_what_waits_and_counts_it(stack: Stack) -> None:
    from flows.wmo import wmo  # noqa: PLC0415
    from tasks.cases.advance import advance  # noqa: PLC0415

    before = len(printed())
    plays = [called(CallOutcome.NEW_FACTS) for _ in range(3)]
    for play in plays:
        with clock.at(play.now):
            advance(play.number, wmo)
        assert play.letters()[-1][1] == "queued"
    status = stack.start_flow("letters/letters")
    assert status.kind == "COMPLETED", status.message
    assert {play.letters()[-1][1] for play in plays} == {"rendered"}
    assert {f"{play.number}/B{len(play.letters())}" for play in plays} <= set(printed())
    report = stack.report("brieven")
    assert f"| Overgedragen | {len(printed()) - before} |" in report
    assert newest_name() in report
    assert "Yıldız" not in report
    assert stack.start_flow("letters/letters").message == "0 brieven overgedragen in 0 bundels, 0 aangehouden"


def test_every_schedule_really_creates_runs(stack: Stack) -> None:
    expected = {entry["name"] for entry in described() if entry.get("schedules")}

    eventually(lambda: set(stack.planned()) >= expected, f"runs of {expected}")


def test_the_clock_times_are_dutch_all_year(stack: Stack) -> None:
    names = {"watch", "letters", "verify"}
    planned = eventually(lambda: names <= set(found := stack.planned()) and found, "all is planned")
    times = {
        (name, clock.local(datetime.fromisoformat(moment)).strftime("%H:%M"))
        for name in names
        for moment in planned[name]
    }
    assert times == {("watch", "06:30"), ("letters", "18:00"), ("verify", "20:30")}


def test_prefect_being_down_leaves_the_fact_safe_and_says_so(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    play = called()
    version = play.case().version
    monkeypatch.setattr(stack, "port", 1)
    monkeypatch.setenv("MAATWERK_PREFECT_PORT", "1")
    from config.settings import settings  # noqa: PLC0415

    settings.cache_clear()
    answer = flow_runs.advance_now(play.number, version, "wmo")
    assert isinstance(answer, flow_runs.NotStarted)
    assert answer.message_nl.startswith("Uw wijziging is opgeslagen.")
    assert play.case().version == version
    assert asyncio.run(recover()).because


def test_a_second_click_on_the_form_is_one_fact_and_one_run(stack: Stack) -> None:
    play = report_case()
    from rules.facts import Note  # noqa: PLC0415

    with clock.at(datetime(2026, 10, 1, 9, tzinfo=UTC)):
        note = Note(text="Belt liever 's middags.")
        first, second = (record_fact(play.number, note, by="sanne", key="form-1") for _ in "ab")
    assert second.repeated
    begun = {flow_runs.advance_now(each.number, each.version, "wmo") for each in (first, second)}
    assert len(begun) == 1


def test_prefects_screens_may_call_nobody_but_our_own_server(stack: Stack) -> None:
    page = httpx.get(f"http://127.0.0.1:{stack.port}/")
    assert page.status_code == 200
    own = f"127.0.0.1:{stack.port}"
    assert page.headers["content-security-policy"] == f"connect-src 'self' http://{own} ws://{own}"


def test_a_run_of_a_service_is_named_by_what_it_does_and_when(stack: Stack) -> None:
    started = asyncio.run(flow_runs.start("recover/recover", {}))
    asyncio.run(flow_runs.outcome(started.run, seconds=90))
    name = stack.ask("GET", f"flow_runs/{started.run}")["name"]
    assert re.fullmatch(r"herstel \d{4}-\d\d-\d\d \d\d:\d\d", name)
