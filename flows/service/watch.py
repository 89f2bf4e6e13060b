"""The daily pass over cases that waited for today, and over terms that are about to end."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from prefect import State, flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.states import Completed, Failed

from tasks.cases import asks
from tasks.post.clearing import clear
from tasks.post.printer_answers import take_all
from tasks.runs.names import dated
from tasks.runs.recovery import Recovered, recover
from tasks.watch.term_watch import SHOWN, Kind, Watched, keep, look

WORDS = {
    Kind.LATE: "Nieuw over de termijn",
    Kind.CALL: "Bel nu: het besluit komt eraan",
    Kind.HALF: "Op de helft van de termijn",
}


@flow(flow_run_name=dated("termijnen"), persist_result=False)
async def watch() -> State[Any]:
    """Warn about the terms, start a run for each case whose day has come, and report (Awb 4:13, 4:17)."""
    found = await to_thread.run_sync(look)
    await to_thread.run_sync(take_all)
    await to_thread.run_sync(clear)
    done = await recover()
    started = len(done.started)
    await to_thread.run_sync(keep, found, started)
    await acreate_markdown_artifact(key="termijnen", markdown=_report(found, done), description="Termijnen van vandaag")
    given, asked = sum(found.given.values()), sum(found.asked.values())
    told = f"{given} waarschuwingen, {asked} keer iets te doen"
    message = f"{found.open} zaken open, {found.late} te laat, {told}, {started} verder gezet"
    return Failed(message=f"{message}. {done.because}") if done.because else Completed(message=message)


def _report(found: Watched, done: Recovered) -> str:
    lines = [
        f"# Termijnen op {found.day:%d-%m-%Y}",
        "",
        "| | Aantal | Zaken |",
        "|---|---:|---|",
        f"| Open | {found.open} | |",
        f"| Over de termijn | {found.late} | |",
    ]
    lines += [
        f"| {_words(kind)} | {count} | {_listed(found.numbers.get(kind, ()), count)} |"
        for kind, count in sorted(found.given.items())
        if count
    ]
    lines += [
        f"| {asks.of(kind).label} | {count} | {_listed(found.numbers.get(kind, ()), count)} |"
        for kind, count in sorted(found.asked.items())
    ]
    lines.append(f"| Verder gezet | {len(done.started)} | {_listed(done.started[:SHOWN], len(done.started))} |")
    if moved := found.moved:
        lines.append(f"| Opnieuw geteld: andere feestdagen | {len(moved)} | {_listed(moved[:SHOWN], len(moved))} |")
    if found.decrees_end_on:
        lines += ["", f"De gelijkgestelde feestdagen zijn bekend tot en met {found.decrees_end_on:%d-%m-%Y}."]
        lines.append("Zet het nieuwe koninklijk besluit in `config/law/calendar.toml`.")
    return "\n".join(lines)


def _words(kind: str) -> str:
    days = kind.removeprefix("dagen-")
    return f"Nog {days} werkdag{'en' if days != '1' else ''}" if days != kind else WORDS[Kind(kind)]


def _listed(numbers: tuple[str, ...], count: int) -> str:
    shown = ", ".join(numbers)
    return f"{shown} en nog {count - len(numbers)}" if count > len(numbers) else shown
