"""The daily pass over days that have come: cases that waited for today, and the terms that end."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from prefect import State, flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.states import Completed, Failed

from tasks.clock import today
from tasks.overview import Overview, overview
from tasks.recovery import Recovered, recover


@flow(persist_result=False)
async def watch() -> State[Any]:
    """Start a run for each case whose day has come, and report how the terms stand (Awb 4:13, 4:17)."""
    done = await recover()
    found = await to_thread.run_sync(overview)
    await acreate_markdown_artifact(key="termijnen", markdown=_report(found, done), description="Termijnen van vandaag")
    message = f"{found.open} zaken open, {len(found.late)} te laat, {len(done.started)} verder gezet"
    return Failed(message=f"{message}. {done.because}") if done.because else Completed(message=message)


def _report(found: Overview, done: Recovered) -> str:
    return "\n".join(
        [
            f"# Termijnen op {today():%d-%m-%Y}",
            "",
            "| | Aantal | Zaken |",
            "|---|---:|---|",
            f"| Open | {found.open} | |",
            f"| Over de termijn | {len(found.late)} | {_listed(found.late)} |",
            f"| Vandaag of morgen | {len(found.soon)} | {_listed(found.soon)} |",
            f"| Binnen een week, met wat te laat is | {found.week} | |",
            f"| Vanochtend verder gezet | {len(done.started)} | {_listed(done.started)} |",
        ]
    )


def _listed(numbers: tuple[str, ...], most: int = 100) -> str:
    shown = ", ".join(numbers[:most])
    return f"{shown} en nog {len(numbers) - most}" if len(numbers) > most else shown
