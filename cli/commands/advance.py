"""Take one case as far as it can go, through Prefect when it is there; or set all going again."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

console = Console(highlight=False)
ADVANCE_SECONDS = 120.0


def register(app: typer.Typer) -> None:
    """Add the commands `advance` and `recover`."""
    app.command("advance")(advance)
    app.command("recover")(recover)


def advance(number: Annotated[str, typer.Argument(help="Het zaaknummer, bijvoorbeeld WMO-2026-0001.")]) -> None:
    """Zet één zaak verder, tot er iets van een mens nodig is."""
    from store import record
    from store.engine import session
    from tasks.clock import now
    from tasks.runs.flow_runs import Started, advance_now

    with session(readonly=True) as db:
        case = record.find_case(db, number)
        version, process = case.version, case.process
    asked = advance_now(number, version, process, again=now().isoformat())
    if isinstance(asked, Started):
        _follow(number, asked.run)
    else:
        console.print(f"{asked.because} De zaak wordt in dit proces verder gezet.")
        _here(number, process)


def _follow(number: str, run: str) -> None:
    import asyncio

    from tasks.runs.flow_runs import Status, outcome

    with console.status(f"{number}: de verwerker pakt de zaak op") as line:

        def tell(status: Status) -> None:
            line.update(f"{number}: {'bezig' if status.kind == 'RUNNING' else 'staat klaar voor de verwerker'}")

        ended = asyncio.run(outcome(run, seconds=ADVANCE_SECONDS, tell=tell))
    if not ended.final:
        console.print(f"{number} staat klaar, maar de verwerker pakt de zaak niet op. Start Maatwerk: maatwerk start")
        raise typer.Exit(1)
    console.print(f"{number}: {ended.message}")
    if ended.kind != "COMPLETED":
        raise typer.Exit(1)


def _here(number: str, process: str) -> None:
    from tasks.cases.courses import course_of
    from tasks.prefect.case_flow import run_here

    console.print(f"{number}: {run_here(number, course_of(process)).message}")


def recover() -> None:
    """Zet elke zaak weer in beweging die nog werk heeft liggen."""
    import asyncio

    from tasks.runs.recovery import recover as recover_cases

    done = asyncio.run(recover_cases())
    typer.echo(f"{done.found} zaken hebben nog werk. {len(done.started)} zijn gestart.")
    if done.crashed:
        typer.echo(f"{done.crashed} vastgelopen runs zijn afgesloten.")
    if done.because:
        typer.echo(f"{done.because} De zaken zijn veilig. Start Prefect en probeer het opnieuw.", err=True)
        raise typer.Exit(1)
