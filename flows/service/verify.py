"""The daily check of the record: guards, chains, signed heads and files; anything wrong stops the letters."""

from __future__ import annotations

from typing import Any

from prefect import State, flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.states import Completed, Failed

from rules.errors import Redacted
from tasks.clock import today
from tasks.runs.failures import NO_NUMBER, unquoted
from tasks.runs.names import dated
from tasks.safekeeping import record_check as look


@flow(flow_run_name=dated("controle"), persist_result=False)
async def verify() -> State[Any]:
    """Check everything, store the result and sign the ends of the chains (Archiefwet, art. 3)."""
    try:
        done = await unquoted(NO_NUMBER, _whole)
    except Redacted as failure:
        return Failed(message=failure.message_nl)
    await acreate_markdown_artifact(key="controle", markdown=_report(done), description="Controle van het dossier")
    seen = sum(check.seen for check in done.checks)
    if done.open:
        many = "1 bevinding is" if done.open == 1 else f"{done.open} bevindingen zijn"
        return Failed(message=f"{many} nog niet bekeken, de brieven staan stil")
    return Completed(message=f"{seen} bekeken, alles in orde of bekeken")


def _whole() -> look.Verified:
    return look.keep(tuple(look.verify()))


def _report(done: look.Verified) -> str:
    lines = [f"| {check.name} | {check.seen} | {len(check.wrong)} |" for check in done.checks]
    return "\n".join(
        [
            f"# Controle op {today():%d-%m-%Y}",
            "",
            "| | Bekeken | Niet in orde |",
            "|---|---:|---:|",
            *lines,
            "",
            f"Nieuw gevonden: {done.new}. Nog te bekijken: {done.open}.",
        ]
    )
