"""One command brings everything up, keeps it up, and takes it down."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from stack import Stack, environment, eventually, free_port

from cli.running.children import Child, Crew
from config.settings import settings
from tasks.runs.recovery import unfinished

MAATWERK = [sys.executable, "-c", "from cli.main import main; main()", "start"]
SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]

DEAF = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
own = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("up", flush=True)
time.sleep(600)
"""

STOPPING = """
import signal, time
from pathlib import Path

def tell(what):
    with Path({events!r}).open("a") as events:
        events.write(what + "-{name}\\n")

def stop(*_):
    tell("asked")
    while "asked-{other}" not in Path({events!r}).read_text() and "{other}":
        time.sleep(0.01)
    tell("ended")
    raise SystemExit

signal.signal(signal.SIGTERM, stop)
print("up", flush=True)
while True:
    signal.pause()
"""


class Started:
    """A `maatwerk start` in a process of its own."""

    def __init__(self, home: Path, port: int, prefect: int) -> None:
        self.home, self.port, self.prefect = home, port, prefect
        self.screen = home.parent / f"{home.name}.screen"
        own = {"MAATWERK_HOME": str(home), "MAATWERK_PORT": str(port), "MAATWERK_PREFECT_PORT": str(prefect)}
        with self.screen.open("wb") as screen:
            self.process = subprocess.Popen(
                MAATWERK,
                env=os.environ | own | {"COLUMNS": "200"},
                stdout=screen,
                stderr=screen,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.screen.read_text()

    def children(self) -> dict[str, int]:
        """Their process numbers, by the module that they run."""
        found = {}
        for number in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            words = Path(f"/proc/{number}/cmdline").read_bytes().decode().split("\0")
            if "-m" in words:
                found[words[words.index("-m") + 1]] = int(number)
        return found

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(by)
        return self.process.wait(60)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    running = Started(tmp_path_factory.mktemp("start") / "home", free_port(), free_port())
    try:
        eventually(lambda: "Stoppen: Ctrl-C" in running.said() or running.process.poll(), "it is ready", 180)
        assert running.process.poll() is None, running.said()
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def test_it_says_where_to_click_as_whom_and_on_which_cases(started: Started) -> None:
    said = started.said()
    assert f"http://127.0.0.1:{started.port}/" in said
    assert f"http://127.0.0.1:{started.prefect}" in said
    assert re.search(r"sanne\s+Sanne de Wit\s+consulent", said)
    assert re.search(r"Wachtwoord voor iedereen.*: \S{12,}", said)
    assert re.search(r"WMO-\d{4}-\d{4}\s+telefoongesprek", said)


def test_the_desk_and_prefect_answer_and_prefect_asks_for_a_password(started: Started) -> None:
    assert httpx.get(f"http://127.0.0.1:{started.port}/", follow_redirects=True).status_code == 200
    assert httpx.get(f"http://127.0.0.1:{started.prefect}/api/admin/version").status_code == 401


def asked_by(started: Started) -> list[dict[str, Any]]:
    """The runs that were asked for, once every case is taken up."""
    with environment({"MAATWERK_HOME": str(started.home), "MAATWERK_PREFECT_PORT": str(started.prefect)}):
        settings.cache_clear()
        eventually(lambda: not unfinished(), "every case is taken up")
        found = Stack(started.home, started.prefect).runs_of()
    settings.cache_clear()
    return [run for run in found if not run["auto_scheduled"]]


def services(asked: list[dict[str, Any]]) -> Counter[str]:
    return Counter(run["name"].split()[0] for run in asked if not run["parameters"])


def test_after_a_first_start_one_service_sets_every_case_of_the_sample_going(started: Started) -> None:
    asked = asked_by(started)
    assert services(asked) == {"termijnen": 1, "controle": 1}
    (watch,) = [run for run in asked if run["name"].startswith("termijnen")]
    cases = {run["name"] for run in asked if run["parameters"]}
    # It began when the whole sample was there.
    assert int(watch["state"]["message"].split(" zaken open")[0]) >= len(cases) > 0


def test_the_keys_are_ours_alone(started: Started) -> None:
    key = started.home / "keys" / "prefect"
    assert key.stat().st_mode & 0o077 == 0


def test_a_second_start_on_the_same_folder_or_port_says_what_to_do(started: Started, tmp_path: Path) -> None:
    same = Started(started.home, free_port(), free_port())
    assert same.process.wait(60) == 1
    assert "Maatwerk draait al met de gegevens in" in same.said()
    port = Started(tmp_path / "other", started.port, free_port())
    assert port.process.wait(60) == 1
    assert f"Poort {started.port} is al in gebruik." in port.said()
    assert f"MAATWERK_PORT={started.port + 1} maatwerk start" in port.said()


def test_a_child_that_dies_is_started_again_with_a_message(started: Started) -> None:
    before = started.children()
    os.kill(before["cli.running.worker"], signal.SIGKILL)
    eventually(
        lambda: (
            started.children().get("cli.running.worker", before["cli.running.worker"]) != before["cli.running.worker"]
        ),
        "a new worker",
    )
    assert "De verwerker is gestopt (code -9) en start opnieuw." in started.said()


def test_stopping_ends_every_child_and_frees_the_ports(started: Started) -> None:
    children = started.children().values()
    assert started.stop() == 0
    eventually(lambda: not any(Path(f"/proc/{number}").exists() for number in children), "all have ended", 10)
    for port in (started.port, started.prefect):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_start_on_a_day_that_the_watch_ran_sets_the_cases_going_itself(started: Started) -> None:
    again = Started(started.home, free_port(), free_port())
    try:
        eventually(lambda: "Stoppen: Ctrl-C" in again.said() or again.process.poll(), "it is ready", 180)
        found = services(asked_by(again))
        # It gets the Dutch name when it begins.
        assert found["recover"] + found["herstel"] == 1
    finally:
        again.process.kill()
        again.process.wait()


def test_a_child_that_does_not_stop_is_ended_with_all_its_own_children(tmp_path: Path) -> None:
    child = Child("Test", [sys.executable, "-c", DEAF], {}, tmp_path / "log")
    child.start()
    eventually(lambda: "up" in (tmp_path / "log").read_text(), "it is up")
    child.ask_to_stop()
    child.end(0.2)
    assert not child.running
    eventually(lambda: not members(child.pid), "its children are gone", 10)


def test_all_are_asked_to_stop_at_once_and_what_they_need_after_them(tmp_path: Path) -> None:
    """Each ends only when the next is asked too, as none would where one were stopped after the other."""
    events = tmp_path / "events"
    crew = Crew(lambda _: None)
    for name, other in (("desk", "worker"), ("worker", "desk"), ("server", "")):
        code = STOPPING.format(events=str(events), name=name, other=other)
        crew.add(Child(name, [sys.executable, "-c", code], {}, tmp_path / name, needed=name == "server"))
    eventually(lambda: all("up" in (tmp_path / child.name_nl).read_text() for child in crew.children), "all are up")
    crew.stop()
    assert [child.process.returncode for child in crew.children] == [0, 0, 0]
    told = events.read_text().split()
    assert sorted(told[:2]) == ["asked-desk", "asked-worker"]
    assert sorted(told[2:4]) == ["ended-desk", "ended-worker"]
    assert told[4:] == ["asked-server", "ended-server"]


def test_a_child_that_was_never_started_needs_no_stopping(tmp_path: Path) -> None:
    child = Child("Test", SLEEP, {}, tmp_path / "log")
    child.ask_to_stop()
    child.end()
    assert not child.running


def test_a_child_that_keeps_dying_is_started_ever_later(tmp_path: Path) -> None:
    now = [0.0]
    told: list[str] = []
    crew = Crew(told.append, clock=lambda: now[0])
    crew.add(Child("Test", [sys.executable, "-c", ""], {}, tmp_path / "log"))
    pauses = []
    for _ in range(7):
        crew.children[0].process.wait()
        crew.look()
        pauses.append(crew.children[0].again_at - now[0])
        now[0] = crew.children[0].again_at
        crew.look()
    crew.stop()
    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    assert len(told) == 7


def test_killing_us_leaves_no_orphans(tmp_path: Path) -> None:
    code = "\n".join(
        [
            "import time",
            "from pathlib import Path",
            "from cli.running.children import Child",
            f"child = Child('Test', {SLEEP!r}, {{}}, Path({str(tmp_path / 'log')!r}))",
            "child.start()",
            "print(child.pid, flush=True)",
            "time.sleep(600)",
        ]
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    orphan = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    eventually(lambda: orphan not in members(orphan), "the child has ended", 10)


def members(group: int) -> list[int]:
    """The living processes of a group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found
