"""A real Prefect server and warm worker of the tests' own."""

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import clocks

from tasks.runs import api, flow_runs
from tasks.runs.connection import client_environment, server_environment

SERVER = (sys.executable, "-m", "tasks.prefect.server")
WORKER = (sys.executable, "-m", "cli.running.worker")
STOCK = (sys.executable, "-m", "prefect", "worker", "start", "--pool", "stock", "--type", "process")
PATIENCE = 90.0
# Half a minute, as we set it, is long to wait for an alarm.
SOON = {"PREFECT_SERVER_EVENTS_PROACTIVE_GRANULARITY": "00:00:05"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(true: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Wait until it is true, and return what it said."""
    until = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < until, f"never happened: {what}"
        time.sleep(0.1)
    return found


@dataclass
class Stack:
    """Server and worker on one data folder; the settings of the process point at them."""

    home: Path
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Its processes are none of the tests: their guards go by the machine."""
        clocks.set_clock(f"sqlite:///{self.home / 'maatwerk.db'}", clocks.OF_THE_MACHINE["sqlite"])

    def up(self) -> "Stack":
        """Start what is not there, and wait until work can be done."""
        if "server" not in self.processes:
            self.start("server", list(SERVER), server_environment() | SOON)
        # It loads while the server does, and waits for it.
        begun = None if "worker" in self.processes else self.start("worker", list(WORKER), client_environment())
        eventually(self.answers, "the server answers")
        if begun:
            eventually(lambda: asyncio.run(flow_runs.worker_online(begun.pid)), "the worker reports")
        return self

    def start_server(self) -> None:
        """Start the server."""
        self.start("server", list(SERVER), server_environment() | SOON)
        eventually(self.answers, "the server answers")

    def start_worker(self, name: str = "worker", command: tuple[str, ...] = WORKER, **changed: str) -> None:
        """Start a worker, with these changes to its environment, and wait until it has reported."""
        process = self.start(name, list(command), client_environment() | changed)
        eventually(lambda: asyncio.run(flow_runs.worker_online(process.pid)), "the worker reports")

    def start_stock_worker(self) -> None:
        """Prefect's own process worker on a pool of its own, with a deployment of the same flow: wmo/stock."""
        self.start("stock", list(STOCK), client_environment() | {"PREFECT_WORKER_QUERY_SECONDS": "1"})
        eventually(lambda: self.workers("stock"), "the stock worker reports")
        known = self.ask("GET", "deployments/name/wmo/wmo")
        kept = ("flow_id", "entrypoint", "parameter_openapi_schema", "enforce_parameter_schema")
        self.ask(
            "POST",
            "deployments/",
            json={name: known[name] for name in kept} | {"name": "stock", "work_pool_name": "stock"},
        )

    def workers(self, pool: str) -> list[str]:
        """The names of the workers that reported; none while the pool is not there."""
        try:
            return [worker["name"] for worker in self.ask("POST", f"work_pools/{pool}/workers/filter", json={})]
        except api.httpx.HTTPStatusError:
            return []

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        """Start a process with its own log."""
        with (self.home / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, env=os.environ | environment, stdout=log, stderr=log, start_new_session=True, cwd=self.home
            )
        self.processes[name] = process
        return process

    def kill(self, name: str) -> None:
        """As a power cut does."""
        self.processes[name].kill()
        self.processes.pop(name).wait()

    def stop(self, name: str) -> int:
        """Ask it to stop; how it ended."""
        process = self.processes.pop(name)
        process.terminate()
        return process.wait(60)

    def down(self) -> None:
        """Stop all, the worker first."""
        for name in reversed(list(self.processes)):
            self.kill(name)

    def answers(self) -> bool:
        """True when the server answers; fails when it died."""
        assert self.processes["server"].poll() is None, (self.home / "server.log").read_text()[-3000:]
        try:
            return self.ask("GET", "health") is True
        except OSError:
            return False

    def ask(self, method: str, path: str, **content: Any) -> Any:
        """What the server's API says."""

        async def asking() -> Any:
            async with api.connected(10) as connected:
                return await api.answer(connected, method, path, **content)

        try:
            return asyncio.run(asking())
        except api.httpx.TransportError as problem:
            raise OSError(str(problem)) from None

    def runs_of(self, number: str = "") -> list[dict[str, Any]]:
        """The flow runs of a case, or all, newest first."""
        found: list[dict[str, Any]] = []
        while page := self.ask(
            "POST", "flow_runs/filter", json={"sort": "START_TIME_DESC", "limit": 200, "offset": len(found)}
        ):
            found += page
        return [run for run in found if not number or run["parameters"].get("case_number") == number]

    def run(self, number: str, version: int, process: str = "wmo", again: str = "") -> flow_runs.Status:
        """Ask for a run and wait for its end."""
        started = flow_runs.advance_now(number, version, process, again=again)
        assert isinstance(started, flow_runs.Started), started
        return self.ended(started.run)

    def ended(self, run: str) -> flow_runs.Status:
        """How a run ended; where it did not, what the worker said."""
        status = asyncio.run(flow_runs.outcome(run, seconds=PATIENCE))
        log = self.home / "worker.log"
        assert status.final, f"{status}: {log.read_text()[-3000:] if log.exists() else 'no worker'}"
        return status

    def start_flow(self, deployment: str) -> flow_runs.Status:
        """Run a deployment that asks for nothing, and wait for its end."""
        started = asyncio.run(flow_runs.start(deployment, {"name": deployment}))
        assert isinstance(started, flow_runs.Started), started
        return self.ended(started.run)

    def planned(self) -> dict[str, set[str]]:
        """For each flow the moments at which the server has planned it."""
        wanted = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "limit": 200}
        flows = {flow["id"]: flow["name"] for flow in self.ask("POST", "flows/filter", json={})}
        found: dict[str, set[str]] = {}
        for run in self.ask("POST", "flow_runs/filter", json=wanted):
            if run["auto_scheduled"]:
                found.setdefault(flows[run["flow_id"]], set()).add(run["expected_start_time"])
        return found

    def report(self, key: str) -> str:
        """The newest artifact of this name."""
        wanted = {"artifacts": {"key": {"any_": [key]}}, "sort": "CREATED_DESC", "limit": 1}
        return str(self.ask("POST", "artifacts/filter", json=wanted)[0]["data"])

    def traces(self) -> Iterator[tuple[str, bytes]]:
        """Every byte that Prefect keeps: its database with what is still in the log of it, its storage, all output."""
        database = self.home / "prefect" / "prefect.db"
        if database.exists():
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for path in self.home.rglob("*"):
            if path.is_file() and not path.name.startswith("maatwerk.db") and path.parent.parent.name != "letters":
                yield str(path.relative_to(self.home)), path.read_bytes()


@contextmanager
def environment(changes: dict[str, str]) -> Iterator[None]:
    """Environment variables for a while, for fixtures that live longer than one test."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
