"""One command that brings everything up: record, Prefect, worker, desk; and takes it down again."""

from __future__ import annotations

import asyncio
import fcntl
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import typer
from rich.console import Console

from cli.running.children import Child, Crew
from cli.running.worker import worker
from config.settings import settings
from rules.errors import AlreadyRunning, MaatwerkError, NotReady, PortTaken

READY_SECONDS = 120.0
LOOK_SECONDS = 0.25
Ready = Callable[[], bool]
console = Console(highlight=False)


def register(app: typer.Typer) -> None:
    """Add the commands `start`, `worker` and `migrate`."""
    app.command("start")(start)
    app.command("worker")(worker)
    app.command("migrate")(migrate)


def start() -> None:
    """Start alles: dossier, Prefect, verwerker en balie. Ctrl-C stopt alles weer."""
    from config.municipality import municipality
    from tasks.cases.courses import courses

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    began = time.monotonic()
    try:
        municipality()
        courses()
        with alone(settings().home), _crew() as crew:
            _bring_up(crew, stop)
            if not stop.is_set():
                _welcome(time.monotonic() - began)
            while not stop.wait(LOOK_SECONDS * 2):
                crew.look()
            console.print("Maatwerk stopt. Lopend werk wordt afgemaakt.")
    except MaatwerkError as refusal:
        console.print(refusal.message_nl, style="red")
        raise typer.Exit(1) from None


def migrate() -> None:
    """Breng de database naar deze versie. `maatwerk start` doet dit zelf."""
    _prepare_record()
    console.print("De database is bij deze versie.")


def _bring_up(crew: Crew, stop: threading.Event) -> None:
    with console.status("Maatwerk start") as status:
        server = None if settings().prefect_api_url else crew.add(_server())
        status.update("Het dossier wordt klaargezet")
        _prepare_record()
        desk = crew.add(_desk())
        status.update("Voorbeeldzaken worden klaargezet (alleen de eerste keer)")
        _load_samples()
        watched = _watched_today()
        worker = crew.add(_worker())
        for child, what, ready in (
            (server, "Prefect start", _prefect_ready),
            (worker, "De verwerker start", lambda: _worker_ready(worker.pid)),
            (desk, "De balie start", _desk_ready),
        ):
            status.update(what)
            _wait(child, ready, stop)
        # Where the watch did not run today the worker asks for it, and it sets every case going.
        if watched:
            status.update("Zaken met werk worden opgepakt")
            _recover()


def _prepare_record() -> None:
    from store.upkeep import schema
    from tasks.safekeeping.release import release

    schema.migrate(**release())
    schema.check()


def _load_samples() -> None:
    from sqlalchemy import func, select

    from store.engine import session
    from store.models import Case

    with session(readonly=True) as db:
        cases = db.scalar(select(func.count(Case.id)))
    # A load that was cut short goes on where it was: loading twice is loading once.
    begun = settings().home / "sample.loading"
    if settings().demo and not settings().production and (not cases or begun.exists()):
        begun.touch()
        import_module("cli.sample.municipality").load()
        begun.unlink()


def _watched_today() -> bool:
    from tasks import clock
    from tasks.watch.term_watch import last_run

    last = last_run()
    return last is not None and last.day == clock.today()


def _recover() -> None:
    """Asked for rather than done: with many cases it takes a while, and nobody needs to wait for it."""
    from tasks.runs import flow_runs

    asked = asyncio.run(flow_runs.start("recover/recover", {"name": "recover"}))
    if isinstance(asked, flow_runs.NotStarted):
        console.print(asked.because, style="yellow")


def _server() -> Child:
    from tasks.runs.connection import server_environment

    _check_port(settings().prefect_host, settings().prefect_port, "MAATWERK_PREFECT_PORT")
    command = [sys.executable, "-m", "tasks.prefect.server"]
    # The worker tells it how its runs ended.
    return Child("De Prefect-server", command, server_environment(), _log("prefect"), needed=True)


def _worker() -> Child:
    from tasks.runs.connection import client_environment

    return Child("De verwerker", [sys.executable, "-m", "cli.running.worker"], client_environment(), _log("worker"))


def _desk() -> Child:
    _check_port(settings().host, settings().port, "MAATWERK_PORT")
    # No access log: what someone searched for is in the address.
    address = ["--host", settings().host, "--port", str(settings().port), "--no-access-log"]
    return Child("De balie", [sys.executable, "-m", "uvicorn", "desk.app:app", *address], {}, _log("desk"))


def _log(name: str) -> Path:
    return settings().home / "logs" / f"{name}.log"


def _wait(child: Child | None, ready: Ready, stop: threading.Event) -> None:
    until = time.monotonic() + READY_SECONDS
    while not ready():
        if stop.wait(LOOK_SECONDS):
            return
        if child and (not child.running or time.monotonic() > until):
            raise NotReady(child.name_nl, str(child.log))


def _prefect_ready() -> bool:
    from tasks.runs.api import answers

    return answers(f"{settings().prefect_api}/health")


def _desk_ready() -> bool:
    from tasks.runs.api import answers

    return answers(f"http://{settings().host}:{settings().port}/")


def _worker_ready(pid: int) -> bool:
    from tasks.runs.flow_runs import worker_online

    return asyncio.run(worker_online(pid))


def _check_port(host: str, port: int, setting: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise PortTaken(port, setting) from None


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Two starts on one data folder would each think the other's worker dead."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / "start.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(str(home.resolve())) from None
        yield


@contextmanager
def _crew() -> Iterator[Crew]:
    crew = Crew(lambda text: console.print(text, style="yellow"))
    try:
        yield crew
    finally:
        crew.stop()


def _welcome(seconds: float) -> None:
    from cli.running.welcome import welcome

    welcome(console, seconds)
