"""kill -9 of worker, server and desk at any moment: no fact lost, no letter twice, and the case goes on."""

import asyncio
import os
import random
import re
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from typing import Any

import httpx
import pytest
from plays import Play, intended
from stack import Stack, eventually

from config.settings import settings
from desk.staff.demo import prepare_demo_logins
from rules.calls import CallOutcome
from rules.facts import Approval, Call, Note
from store import record
from store.engine import session
from store.files import by_digest
from tasks.cases import asks
from tasks.runs import flow_runs
from tasks.runs.recovery import recover, unfinished
from tasks.safekeeping import record_check

# How often each of them is killed, each time at another moment; `make soak` asks for more.
KILLS = int(os.environ.get("MAATWERK_KILLS", "1"))
SPOKEN = {
    "outcome": CallOutcome.INFORMED_AGREES,
    "minutes": 9,
    "spoke_with": "mevrouw Yıldız-Demir",
    "identity_checked": True,
    "summary": "U vertelde dat u de boodschappen met uw dochter fijn vindt.",
}


def decided() -> Play:
    """A rejection that was called about and agreed to; no run has seen either."""
    play = intended()
    play.days(1).put(Call(decision=1, at=play.now, **SPOKEN))
    return play.put(Approval(decision=1), by="karin")


def ask(play: Play) -> None:
    """Ask for a run, as the desk does; whether Prefect hears it does not matter."""
    flow_runs.advance_now(play.number, play.case().version, "wmo")


def recovered(victim: Stack, plays: list[Play]) -> None:
    """Set everything going again, as every five minutes, until nothing is left to do.

    A worker gives up when the server stays away for long; `maatwerk start` starts it again, and so do we.
    """

    def nothing_left() -> bool:
        if victim.processes["worker"].poll() is not None:
            victim.start_worker()
        asyncio.run(recover())
        until = time.monotonic() + 1
        while unfinished() and time.monotonic() < until:
            time.sleep(0.1)
        return not unfinished()

    eventually(nothing_left, "no case has work to do")
    for play in plays:
        assert play.case().waits_for == asks.SENDING.word


def sound(plays: list[Play], facts: dict[str, int]) -> None:
    """What was recorded is there, each letter once and whole, and no rejection without its call."""
    for play in plays:
        with session(readonly=True) as db:
            assert len(record.entries(db, record.find_case(db, play.number))) == facts[play.number]
        names = Counter(name for name, _ in play.letters())
        assert names == {"ontvangstbevestiging-melding": 1, "onderzoeksverslag": 1, "afwijzing": 1}
        assert by_digest.get(play.letter("afwijzing").pdf_sha256).startswith(b"%PDF")
    assert [check.wrong for check in record_check.verify() if check.wrong] == []


@pytest.mark.parametrize("seed", range(KILLS))
@pytest.mark.parametrize("killed", [("worker",), ("server",), ("server", "worker")], ids="-and-".join)
def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(
    victim: Stack, killed: tuple[str, ...], seed: int
) -> None:
    plays = [decided() for _ in range(3)]
    facts = {play.number: play.case().version for play in plays}
    for play in plays:
        ask(play)
    time.sleep(random.Random(f"{killed}{seed}").uniform(0, 0.9))
    for name in killed:
        victim.kill(name)
    victim.up()
    recovered(victim, plays)
    sound(plays, facts)


def test_a_worker_whose_server_is_away_stops_without_asking_for_minutes(victim: Stack) -> None:
    plays = [decided() for _ in range(3)]
    facts = {play.number: play.case().version for play in plays}
    for play in plays:
        ask(play)
    eventually(lambda: any(run["state_type"] != "SCHEDULED" for run in victim.runs_of(plays[0].number)), "a run begins")
    victim.kill("server")
    victim.stop("worker")
    victim.up()
    recovered(victim, plays)
    sound(plays, facts)


def test_prefects_database_may_be_thrown_away(victim: Stack) -> None:
    done, waiting = decided(), decided()
    facts = {play.number: play.case().version for play in (done, waiting)}
    ask(done)
    eventually(lambda: done.case().waits_for == asks.SENDING.word, "the first case is decided")
    victim.kill("worker")
    victim.kill("server")
    thrown = list((victim.home / "prefect").glob("prefect.db*"))
    assert thrown
    for path in thrown:
        path.unlink()
    victim.up()
    recovered(victim, [done, waiting])
    sound([done, waiting], facts)


def test_recovery_is_what_sets_a_killed_case_going(victim: Stack) -> None:
    play = decided()
    victim.kill("worker")
    victim.start_worker()
    time.sleep(3)
    assert play.number in {case.number for case in unfinished()}
    assert play.case().waits_for != asks.SENDING.word
    recovered(victim, [play])


class Desk:
    """The desk in a process of its own, and someone logged in."""

    def __init__(self, victim: Stack) -> None:
        self.victim, self.url = victim, f"http://127.0.0.1:{settings().port}"
        self.password = prepare_demo_logins()

    def start(self) -> None:
        address = ("--host", "127.0.0.1", "--port", str(settings().port), "--no-access-log")
        self.victim.start("desk", [sys.executable, "-m", "uvicorn", "desk.app:app", *address], dict(os.environ))
        eventually(self.answers, "the desk answers")

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/inloggen").is_success
        except httpx.TransportError:
            return False

    def enter(self) -> httpx.Client:
        client = httpx.Client(base_url=self.url, headers={"Origin": self.url}, follow_redirects=True, timeout=20)
        form = self.form(client, "/inloggen", "naar")
        form |= {"gebruiker": "sanne", "wachtwoord": self.password}
        assert client.post("/inloggen", data=form).url.path == "/vandaag"
        return client

    def form(self, client: httpx.Client, path: str, *wanted: str) -> dict[str, Any]:
        page = client.get(path).text
        found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        return {name: found[name] for name in ("csrf", *wanted)}


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_form_sent_to_a_desk_that_dies_is_recorded_once_when_it_is_sent_again(victim: Stack, seed: int) -> None:
    play = intended()
    before = play.case().version
    desk = Desk(victim)
    desk.start()
    with closing(desk.enter()) as client:
        form = desk.form(client, f"/zaak/{play.number}", "sleutel") | {
            "text": "Belt liever in de middag.",
            "versie": "",
        }
        killer = random.Random(seed).uniform(0, 0.05)
        with suppress(httpx.TransportError):
            client.post(f"/zaak/{play.number}/notitie", data=form, timeout=httpx.Timeout(5, read=killer + 0.001))
        victim.kill("desk")
        desk.start()
        assert client.post(f"/zaak/{play.number}/notitie", data=form).is_success
    victim.kill("desk")
    with session(readonly=True) as db:
        found = record.entries(db, record.find_case(db, play.number))
    assert [type(entry.fact) for entry in found[before:]] == [Note]
