"""Set everything going again, from the command line."""

from __future__ import annotations

import asyncio

import typer


def register(app: typer.Typer) -> None:
    """Add the command `recover`."""
    app.command("recover")(recover)


def recover() -> None:
    """Zet elke zaak weer in beweging die nog werk heeft liggen."""
    from tasks.runs.recovery import recover as recover_cases

    done = asyncio.run(recover_cases())
    typer.echo(f"{done.found} zaken hebben nog werk. {len(done.started)} zijn gestart.")
    if done.crashed:
        typer.echo(f"{done.crashed} vastgelopen runs zijn afgesloten.")
    if done.because:
        typer.echo(f"{done.because} De zaken zijn veilig. Start Prefect en probeer het opnieuw.", err=True)
        raise typer.Exit(1)
