"""Put a fact on the record of a case, along the same path as the desk."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

RUN_SECONDS = 30.0


def register(app: typer.Typer) -> None:
    """Add the command `record`."""
    app.command("record")(record_command)


def record_command(
    number: Annotated[str, typer.Argument(metavar="NR", help="Het zaaknummer, bijvoorbeeld WMO-2026-0001.")],
    fact: Annotated[
        str, typer.Argument(metavar="FACT", help="Het soort feit, bijvoorbeeld onderzoek of Investigation.")
    ],
    file: Annotated[str, typer.Option("--file", help="JSON-bestand met de velden, of - voor de invoer.")],
    user: Annotated[str, typer.Option("--as", help="De gebruikersnaam van wie het vastlegt.")],
    version: Annotated[
        int | None, typer.Option(help="De versie van de zaak die u zag; is zij anders, dan wordt niets vastgelegd.")
    ] = None,
    key: Annotated[
        str | None, typer.Option(help="Een eigen kenmerk: met hetzelfde kenmerk wordt niets dubbel vastgelegd.")
    ] = None,
) -> None:
    """Leg een feit vast bij een zaak."""
    from store.record import kind_of, parse
    from tasks.cases.recording import process_of, record_fact
    from tasks.runs.flow_runs import NotStarted, advance_now

    kind = kind_of(fact)
    recorded = record_fact(number, parse(kind, _read(file)), by=user, expected=version, key=key)
    if recorded.repeated:
        typer.echo(f"Dit was al vastgelegd. {number} heeft versie {recorded.version}.")
        return
    typer.echo(f"Vastgelegd: {kind.label}. {number} heeft nu versie {recorded.version}.")
    started = advance_now(number, recorded.version, process_of(number))
    if isinstance(started, NotStarted):
        typer.echo(f"{started.because} {started.message_nl}")
    else:
        typer.echo(_waits(number, started.run))


def _waits(number: str, run: str) -> str:
    """What the case waits for now, if the run tells it soon."""
    import asyncio

    import httpx

    from tasks.runs.flow_runs import LATER_NL, outcome

    try:
        status = asyncio.run(outcome(run, seconds=RUN_SECONDS))
    except httpx.HTTPError:
        return LATER_NL
    return f"{number}: {status.message}" if status.final else LATER_NL


def _read(file: str) -> Any:
    from rules.errors import FactInvalid

    try:
        with sys.stdin if file == "-" else open(file, encoding="utf-8") as stream:  # noqa: PTH123 (one of two)
            return json.load(stream)
    except OSError:
        raise FactInvalid({"--file": f"Het bestand {file} is niet te lezen. Controleer de naam."}) from None
    except (ValueError, RecursionError):
        raise FactInvalid({"--file": "Dit bestand is geen geldige JSON. Controleer het bestand."}) from None
